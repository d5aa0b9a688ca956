"""Received retourberichten (JW302, 306, 308, 316, 318, 320) and JW325: what became of our own messages.

They get no answer. Their retourcodes are kept as findings, and the message in our outbox that they are about
becomes goed or afgekeurd. An answer to a message that is not in our outbox is kept with a signal; one that is
wrong itself is kept as afgekeurd and changes nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection

from backoffice.services import werkmeldingen
from backoffice.services.heenbericht import KOP, Toetsing, bewaar_signalen, feiten_van_kop, leg_vast
from backoffice.services.verwerking import Binnengekomen, Gelezen, Verwerking
from backoffice.services.werkplek import Werkplek
from backoffice.storage import berichten, declaratiefeiten
from ijw import codec
from ijw.berichten import (
    jw301,
    jw302,
    jw305,
    jw306,
    jw307,
    jw308,
    jw315,
    jw316,
    jw317,
    jw318,
    jw319,
    jw320,
    jw323,
    jw325,
)
from ijw.bevinding import Bevinding, Niveau
from ijw.feiten import Feiten, IngediendeDeclaratie
from ijw.regels.controle import WORTEL, Plaats, onderwerp
from ijw.regels.tabel import regels_voor
from ijw.regels.toetsing import Signaal
from ijw.retour import GEEN_OPMERKING, NIET_BEOORDEELD, TECHNISCH_AFGEKEURD
from ijw.vorm import Berichtsoort, Ldt, vorm

_HEEN: Final = {
    jw302.SOORT: jw301.SOORT,
    jw306.SOORT: jw305.SOORT,
    jw308.SOORT: jw307.SOORT,
    jw316.SOORT: jw315.SOORT,
    jw318.SOORT: jw317.SOORT,
    jw320.SOORT: jw319.SOORT,
    jw325.SOORT: jw323.SOORT,
}
SOORTEN: Final = tuple(soort.naam for soort in _HEEN)
_VAN_GEMEENTE: Final = frozenset({jw301.SOORT.naam, jw319.SOORT.naam})
_GEHEEL_TOEGEKEND: Final = "8001"
_GEEN_AFKEUR: Final = frozenset({GEEN_OPMERKING, NIET_BEOORDEELD, _GEHEEL_TOEGEKEND})
_DECLARATIE: Final = Plaats(WORTEL, "DeclaratieAntwoord", None)
_HELE_DECLARATIE: Final = frozenset({str(KOP), str(_DECLARATIE)})
"""Where a JW325 refuses the declaratie as a whole; further down it rejects prestaties (IV088)."""


def verwerk(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> Verwerking:
    """Keep an answer, and what it says of our message."""
    toetsing = Toetsing(binnen.soort, binnen.bevindingen)
    if not binnen.bevindingen:
        toetsing = toets(werkplek, conn, binnen, identificatie_gebruikt=binnen.conflict_van is not None)
    niveau = min((int(b.niveau) for b in toetsing.bevindingen), default=None)
    if binnen.conflict_van is not None:
        niveau = niveau or int(Niveau.BERICHTOVERSTIJGEND)
    codes = tuple(_codes(binnen)) if niveau is None else ()
    oordeel = "goed" if niveau is None else "afgekeurd"
    bericht_id = berichten.bewaar_bericht(
        conn, werkplek.kluis, binnen.te_bewaren, oordeel, niveau, binnen.conflict_van
    )
    bevindingen = (*toetsing.bevindingen, *codes)
    berichten.bewaar_bevindingen(conn, bericht_id, [(None, b) for b in bevindingen])
    reden = _leg_uitslag_vast(werkplek, conn, binnen, toetsing, codes) if niveau is None else None
    bewaar_signalen(conn, bericht_id, toetsing.signalen)
    leg_vast(conn, binnen, bericht_id, "antwoord ontvangen", toetsing.clienten)
    return Verwerking(niveau=niveau, bevindingen=bevindingen, signalen=toetsing.signalen, reden=reden)


def toets(werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool) -> Toetsing:
    """What levels 3 and 4 say of an answer; the standard has such rules for a JW325 only. Changes nothing."""
    bericht = gelezen.bericht
    clienten = _clienten(bericht)
    ids = declaratiefeiten.zoek_clienten(conn, werkplek.kluis, gelezen.gemeente, {c.bsn for c in clienten})
    toetsing = Toetsing(gelezen.soort, clienten=set(ids.values()))
    if isinstance(bericht, jw325.Bericht):
        _toets_declaratie_antwoord(werkplek, conn, gelezen, bericht, ids, toetsing, identificatie_gebruikt)
    return toetsing


def _clienten(bericht: Any) -> tuple[Any, ...]:
    """The cliënten whose data an answer repeats."""
    if isinstance(bericht, jw325.Bericht):
        return bericht.declaratie_antwoord.clienten if bericht.declaratie_antwoord is not None else ()
    client = None if isinstance(bericht, jw320.Bericht) else bericht.client
    return () if client is None else (client,)


def _toets_declaratie_antwoord(
    werkplek: Werkplek,
    conn: Connection,
    gelezen: Gelezen,
    bericht: jw325.Bericht,
    clienten: dict[str, int],
    toetsing: Toetsing,
    identificatie_gebruikt: bool,
) -> None:
    declaratie = _declaratie(werkplek, conn, gelezen)
    ingediend = _prestaties(declaratie)
    ingangsdata = {prestatie.product_periode.begindatum for prestatie in ingediend.values()}
    feiten = feiten_van_kop(gelezen, ingangsdata, identificatie_gebruikt=identificatie_gebruikt)
    if declaratie is not None:
        feiten.declaratie = IngediendeDeclaratie(
            declaratie.header.bericht_identificatie,
            declaratie.header.xsd_versie,
            declaratie.declaratie.declaratie_nummer,
            berichten.is_beantwoord(conn, gelezen.soort.naam, gelezen.afzender, gelezen.ontvanger, _van(gelezen)),
        )
    toetsing.beoordeel(bericht.header, KOP, feiten)
    if bericht.declaratie_antwoord is None:
        return
    toetsing.beoordeel(bericht.declaratie_antwoord, _DECLARATIE, feiten)
    for nummer, client in enumerate(bericht.declaratie_antwoord.clienten, 1):
        hier = Plaats(_DECLARATIE, "Clienten/Client", nummer)
        feiten.client_bekend = client.bsn in clienten
        toetsing.beoordeel(client, hier, feiten)
        for plek, prestatie in enumerate(client.prestaties, 1):
            over_prestatie = Feiten()
            if declaratie is not None:
                gevonden: Any = ingediend.get(prestatie.product_referentie.referentie_nummer)
                over_prestatie.ingediende_prestatie = gevonden
            toetsing.beoordeel(prestatie, Plaats(hier, "Prestaties/Prestatie", plek), over_prestatie)


def _declaratie(werkplek: Werkplek, conn: Connection, gelezen: Gelezen) -> jw323.Bericht | None:
    """The JW323 that is answered: our own, or one that came in here; None when it passed elsewhere."""
    inhoud = berichten.zoek_inhoud(conn, werkplek.kluis, jw323.SOORT.naam, gelezen.aanbieder, _van(gelezen))
    if inhoud is None:
        return None
    declaratie: jw323.Bericht = codec.lees(inhoud, limiet=sys.maxsize)
    return declaratie


def _prestaties(declaratie: jw323.Bericht | None) -> dict[str, jw323.Prestatie]:
    if declaratie is None:
        return {}
    return {
        prestatie.product_referentie.referentie_nummer: prestatie
        for client in declaratie.declaratie.clienten
        for prestatie in client.prestaties
    }


def _van(gelezen: Gelezen) -> str:
    """The Identificatie of the message that is answered."""
    return str(gelezen.beantwoordt)


def _leg_uitslag_vast(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    toetsing: Toetsing,
    codes: tuple[Bevinding, ...],
) -> str:
    """Give our own message its state, and say it in Dutch."""
    heen = _HEEN[binnen.soort].naam
    is_declaratie = binnen.soort is jw325.SOORT
    afkeur = [b for b in codes if not is_declaratie or b.locatie in _HELE_DECLARATIE]
    oordeel = "afgekeurd" if afkeur else "goed"
    verzonden = berichten.zoek_verzonden(conn, heen, binnen.ontvanger, binnen.afzender, _van(binnen))
    regel = "IV087" if is_declaratie else "IV028"
    if verzonden is None:
        toetsing.signaleer(Signaal(regel, f"{heen} {_van(binnen)} staat niet bij de verzonden berichten"))
    elif verzonden.retour_oordeel is not None:
        toetsing.signaleer(Signaal(regel, f"{heen} {_van(binnen)} is al eerder beantwoord"))
    else:
        berichten.bewaar_retour(conn, verzonden.id, binnen.ontvangen_op, oordeel)
        if afkeur and heen in _VAN_GEMEENTE:
            kenmerk = (heen, binnen.gemeente, binnen.aanbieder, _van(binnen))
            werkmeldingen.meld_weigering(werkplek, conn, verzonden.id, kenmerk, afkeur, binnen.ontvangen_op)
        else:
            werkmeldingen.sluit_stilte(werkplek, conn, verzonden.id, binnen.ontvangen_op)
    zegt = f"{heen} {_van(binnen)} is {'afgekeurd' if afkeur else 'goedgekeurd'}"
    if prestaties := len({b.locatie for b in codes} - _HELE_DECLARATIE) if is_declaratie else 0:
        zegt += f"; {prestaties} {'afwijzing' if prestaties == 1 else 'afwijzingen'} daarbinnen"
    return zegt


# --- retourcodes as findings ----------------------------------------------------------------------


def _codes(binnen: Binnengekomen) -> Iterator[Bevinding]:
    """What the other party rejected, each retourcode at its place in the answer."""
    for obj, plaats in _klassen(binnen.bericht, WORTEL):
        for code in getattr(obj, "retour_codes", ()):
            if code not in _GEEN_AFKEUR:
                regel, niveau = _regel(binnen.soort, code)
                yield Bevinding(
                    regel,
                    niveau,
                    code,
                    str(plaats),
                    onderwerp(obj),
                    None,
                    f"is door {binnen.afzender} afgekeurd met {code}",
                    "een bericht zonder fouten",
                )


def _klassen(obj: Any, plaats: Plaats) -> Iterator[tuple[Any, Plaats]]:
    """Every berichtklasse with its place, from the root down."""
    yield obj, plaats
    soort: Any = type(obj)
    for el in vorm(soort).elementen:
        waarde = getattr(obj, el.veld)
        if isinstance(el.type, Ldt) or waarde is None:
            continue
        pad = f"{el.omhulsel}/{el.naam}" if el.omhulsel else el.naam
        if not el.herhaald:
            yield from _klassen(waarde, Plaats(plaats, pad, None))
            continue
        for nummer, deel in enumerate(waarde, 1):
            yield from _klassen(deel, Plaats(plaats, pad, nummer))


def _regel(soort: Berichtsoort, code: str) -> tuple[str, Niveau]:
    """The rule that a retourcode stands for, when it is one; else the instruction by which answers are made."""
    if code == TECHNISCH_AFGEKEURD:
        return "IV032", Niveau.BERICHT
    heen = _HEEN[soort]
    regels = [
        regel
        for niveau in (Niveau.BERICHTOVERSTIJGEND, Niveau.EXTERNE_BRON)
        for regel in regels_voor(heen, niveau)
        if regel.retourcode == code
    ]
    return (regels[0].code, regels[0].niveau) if len(regels) == 1 else ("IV032", Niveau.BERICHTOVERSTIJGEND)
