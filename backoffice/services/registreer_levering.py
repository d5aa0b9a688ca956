"""JW305 and JW307: what an aanbieder starts and stops, into the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from backoffice.services import heenbericht
from backoffice.services.clienten import bewaar_als_nieuw
from backoffice.services.heenbericht import CLIENT, KOP, Toetsing
from backoffice.services.verwerking import Binnengekomen, Gelezen, Verwerking
from backoffice.services.werkplek import Werkplek
from backoffice.storage import leveringen, toewijzingen
from backoffice.toewijzingen.levering import NIETS, Lijn, Zorg, na, volgorde, zorg_van
from backoffice.toewijzingen.peildagen import ingangsdata, productpeildag
from ijw.berichten import jw305, jw307
from ijw.feiten import Feiten, Levering
from ijw.regels.aanlevering import VERWIJDEREN
from ijw.regels.controle import Plaats

_HANDELING: Final = {"JW305": "start geregistreerd", "JW307": "stop geregistreerd"}


@dataclass(frozen=True, slots=True)
class _Register:
    """What is known of the cliënt of the message at this aanbieder; his id, when the gemeente knows him."""

    client_id: int | None
    toewijzingen: dict[int, toewijzingen.Geregistreerd]
    leveringen: dict[Zorg, Levering]


def verwerk(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> Verwerking:
    """Register the starts or stops of one message, all of them or none."""
    return heenbericht.verwerk(werkplek, conn, binnen, _HANDELING[binnen.soort.naam], _toets, _bewaar)


def toets(werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool) -> Toetsing:
    """What levels 3 and 4 say of a JW305 or JW307; changes nothing."""
    return _toets(werkplek, conn, gelezen, identificatie_gebruikt=identificatie_gebruikt)[0]


def _toets(
    werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool
) -> tuple[Toetsing, _Register]:
    """Judge the lines in the order in which they count, each by what stands after those before it."""
    client, lijnen = gelezen.kop.client, _lijnen(gelezen)
    register = _laad(werkplek, conn, gelezen)
    toetsing = Toetsing(gelezen.soort, clienten=() if register.client_id is None else (register.client_id,))
    bekend = {nummer: t.als_feit(gelezen.gemeente) for nummer, t in register.toewijzingen.items()}
    kop = heenbericht.feiten_van_kop(
        gelezen, ingangsdata(gelezen.kop, bekend), identificatie_gebruikt=identificatie_gebruikt
    )
    toetsing.beoordeel(gelezen.kop.header, KOP, kop)
    toetsing.beoordeel(client, CLIENT, Feiten())
    lijsten = heenbericht.productlijsten(werkplek, conn, gelezen)
    pad = "StartProducten/StartProduct" if gelezen.soort is jw305.SOORT else "StopProducten/StopProduct"
    stand = dict(register.leveringen)
    for nummer, lijn in sorted(enumerate(lijnen, 1), key=lambda genummerd: volgorde(genummerd[1])):
        zorg = zorg_van(lijn)
        feiten = Feiten(
            toewijzing_bekend=lijn.toewijzing_nummer in register.toewijzingen,
            levering=stand.get(zorg, NIETS),
        )
        lijsten.zet(feiten, lijn.product, productpeildag(lijn, bekend))
        if toetsing.beoordeel(lijn, Plaats(CLIENT, pad, nummer), feiten):
            stand[zorg] = na(feiten.levering, lijn)
    return toetsing, register


def _laad(werkplek: Werkplek, conn: Connection, gelezen: Gelezen) -> _Register:
    client_id = toewijzingen.zoek_client(conn, werkplek.kluis, gelezen.gemeente, gelezen.kop.client.bsn)
    if client_id is None:
        return _Register(None, {}, {})
    return _Register(
        client_id,
        toewijzingen.toewijzingen_van_client(conn, client_id, gelezen.aanbieder),
        leveringen.zoek_leveringen(conn, client_id, gelezen.aanbieder),
    )


def _bewaar(
    werkplek: Werkplek, conn: Connection, binnen: Binnengekomen, bericht_id: int, register: _Register
) -> tuple[set[int], Verwerking]:
    client_id, lijnen = register.client_id, _lijnen(binnen)
    if client_id is None:
        client_id = bewaar_als_nieuw(werkplek, conn, binnen)
    leveringen.bewaar_leveringen(conn, binnen.gemeente, binnen.aanbieder, client_id, bericht_id, lijnen)
    verwijderd = sum(lijn.status_aanlevering == VERWIJDEREN for lijn in lijnen)
    wat = "start" if binnen.soort is jw305.SOORT else "stop"
    geteld = ((len(lijnen) - verwijderd, "geregistreerd"), (verwijderd, "verwijderd"))
    reden = ", ".join(f"{n} {wat if n == 1 else _MEERVOUD[wat]} {gedaan}" for n, gedaan in geteld if n)
    return {client_id}, Verwerking(regels=len(lijnen), reden=reden)


_MEERVOUD: Final = {"start": "starts", "stop": "stops"}


def _lijnen(gelezen: Gelezen) -> tuple[Lijn, ...]:
    client: jw305.Client | jw307.Client = gelezen.kop.client
    return client.start_producten if isinstance(client, jw305.Client) else client.stop_producten
