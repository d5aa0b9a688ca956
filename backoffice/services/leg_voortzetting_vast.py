"""Continuation of help after a move, on request: the new gemeente bears it, the old one's contract holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from backoffice.cost_routing.voortzetting import vertel, voortzetting
from backoffice.services.leg_feiten_vast import Feitfout, OnjuistFeit
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, persoonsfeiten, voortzettingen
from ijw import nummers


def leg_voortzetting_vast(
    werkplek: Werkplek,
    bsn: str,
    oude_gemeente: str,
    nieuwe_gemeente: str,
    aanbieder: str,
    verhuisd_op: date,
    bron: str,
    tijdstip: datetime,
    wie: str,
) -> str:
    """Keep a continuation of help without verblijf (art. 2.7a Jeugdwet) and tell it in Dutch.

    The same twice changes nothing. Feitfout for codes that cannot be, or when another one holds already.
    """
    for code in (oude_gemeente, nieuwe_gemeente):
        if not nummers.gemeentecode_vorm(code):
            raise OnjuistFeit(f"'{code[:20]}' is geen gemeentecode van vier cijfers. Verbeter de code.")
    if not nummers.agb_geldig(aanbieder):
        raise OnjuistFeit(f"'{aanbieder[:20]}' is geen AGB-code van acht cijfers. Verbeter de code.")
    nieuw = voortzetting(oude_gemeente, nieuwe_gemeente, verhuisd_op, verzocht=True, met_verblijf=False)
    if nieuw is None:
        raise OnjuistFeit("De oude en de nieuwe gemeente zijn dezelfde; er is niets voort te zetten.")
    index = werkplek.kluis.bsn_index(bsn)
    with werkplek.engine.begin() as conn:
        persoonsfeiten.neem_beurt(conn)
        for eerder in voortzettingen.lees(conn, {index}, aanbieder).get(index, ()):
            if eerder == nieuw:
                return vertel(eerder)
            tot = eerder.tot_en_met
            if eerder.gemeente == nieuwe_gemeente and (tot is None or verhuisd_op <= tot + timedelta(days=1)):
                raise Feitfout(f"Er geldt al iets anders. {vertel(eerder)}")
        voortzettingen.bewaar(conn, index, aanbieder, nieuw, bron, wie, tijdstip)
        clienten = persoonsfeiten.clienten_met(conn, {index}).keys()
        handeling, doel = "voortzetting vastgelegd", f"aanbieder {aanbieder}"
        audit.leg_vast(conn, tijdstip=tijdstip, wie=wie, handeling=handeling, doel=doel, clienten=clienten)
        if not clienten:
            audit.leg_zonder_client_vast(conn, tijdstip=tijdstip, wie=wie, handeling=handeling, doel=doel)
    return vertel(nieuw)
