"""A JW301 into the register: the version decided last is in force, whatever the order of arrival (IV013)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from backoffice.services import heenbericht
from backoffice.services.clienten import gegevens
from backoffice.services.heenbericht import CLIENT, KOP, Toetsing
from backoffice.services.verwerking import Binnengekomen, Gelezen, Verwerking
from backoffice.services.werkplek import Werkplek
from backoffice.storage import toewijzingen, verzoeken
from backoffice.toewijzingen.peildagen import ingangsdata, productpeildag
from backoffice.toewijzingen.register import Stap, Versie, stap, versie_van
from backoffice.toewijzingen.volledigheid import volledig
from ijw.berichten import jw301
from ijw.feiten import Feiten
from ijw.json_vorm import klasse_naar_json
from ijw.regels.controle import Plaats
from ijw.regels.toetsing import Signaal

_ZEGT = {
    Stap.NIEUW: "nieuw",
    Stap.GEWIJZIGD: "gewijzigd",
    Stap.ONGEWIJZIGD: "ongewijzigd",
    Stap.ACHTERHAALD: "ouder dan de geldende versie",
    Stap.TEGENSTRIJDIG: "tegenstrijdig met de geldende versie van hetzelfde moment",
}


@dataclass(frozen=True, slots=True)
class _Register:
    """What is known: the toewijzingen with these numbers (of anybody), those of the cliënt, and his verzoeken."""

    client_id: int | None
    genoemd: Mapping[int, toewijzingen.Geregistreerd]
    van_client: Mapping[int, toewijzingen.Geregistreerd]
    verzoeken: tuple[verzoeken.Geregistreerd, ...]


def verwerk(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> Verwerking:
    """Register the toewijzingen of one JW301, all of them or none."""
    return heenbericht.verwerk(werkplek, conn, binnen, "toewijzing geregistreerd", _toets, _bewaar)


def toets(werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool) -> Toetsing:
    """What levels 3 and 4 say of a JW301; changes nothing."""
    return _toets(werkplek, conn, gelezen, identificatie_gebruikt=identificatie_gebruikt)[0]


def _toets(
    werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool
) -> tuple[Toetsing, _Register]:
    bericht: jw301.Bericht = gelezen.kop
    producten = bericht.client.toegewezen_producten
    register = _laad(werkplek, conn, gelezen)
    toetsing = Toetsing(gelezen.soort, clienten=() if register.client_id is None else (register.client_id,))
    kop = heenbericht.feiten_van_kop(
        gelezen, ingangsdata(bericht, {}), identificatie_gebruikt=identificatie_gebruikt
    )
    toetsing.beoordeel(bericht.header, KOP, kop)
    toetsing.beoordeel(bericht.client, CLIENT, Feiten())
    lijsten = heenbericht.productlijsten(werkplek, conn, gelezen)
    van_client = [bekend.verzoek for bekend in register.verzoeken]
    referenties = {p.referentie_aanbieder for p in producten if p.referentie_aanbieder is not None}
    for nummer, product in enumerate(producten, 1):
        eerder = register.genoemd.get(product.toewijzing_nummer)
        feiten = Feiten(
            toewijzing_van_ander=eerder is not None
            and (eerder.aanbieder, eerder.client_id) != (gelezen.aanbieder, register.client_id),
            heeft_goedgekeurde=eerder is not None and eerder.heeft_toegekend,
            verzoeken_van_client=van_client,
            referenties_in_bericht=referenties,
        )
        lijsten.zet(feiten, product.product, productpeildag(product, {}))
        toetsing.beoordeel(product, Plaats(CLIENT, "ToegewezenProducten/ToegewezenProduct", nummer), feiten)
    toetsing.signaleer(*_ontbrekend(register.van_client, producten, gelezen.dagtekening))
    return toetsing, register


def _laad(werkplek: Werkplek, conn: Connection, gelezen: Gelezen) -> _Register:
    client = gelezen.kop.client
    client_id = toewijzingen.zoek_client(conn, werkplek.kluis, gelezen.gemeente, client.bsn)
    nummers = [p.toewijzing_nummer for p in client.toegewezen_producten]
    genoemd = toewijzingen.zoek_toewijzingen(conn, gelezen.gemeente, nummers)
    if client_id is None:
        return _Register(None, genoemd, {}, ())
    return _Register(
        client_id,
        genoemd,
        toewijzingen.toewijzingen_van_client(conn, client_id, gelezen.aanbieder),
        tuple(verzoeken.verzoeken_van_client(conn, client_id, gelezen.aanbieder)),
    )


def _ontbrekend(
    van_client: Mapping[int, toewijzingen.Geregistreerd],
    producten: tuple[jw301.ToegewezenProduct, ...],
    dagtekening: date,
) -> list[Signaal]:
    """What a JW301 should have held as well (OP087), which has no retourcode.

    Held against what was decided and sent by its Dagtekening: a later message may have arrived before it. What
    changed since the message before is not asked, for that one may still be under way.
    """
    bekend = (
        geregistreerd.versie
        for geregistreerd in van_client.values()
        if geregistreerd.eerste_verzonden <= dagtekening and geregistreerd.versie.toewijzingsdatum <= dagtekening
    )
    genoemd = {product.toewijzing_nummer for product in producten}
    return [
        Signaal("OP087", f"toewijzing {versie.toewijzing_nummer} geldt nog en staat niet in het bericht")
        for versie in volledig(bekend, dagtekening, dagtekening)
        if versie.toewijzing_nummer not in genoemd
    ]


def _bewaar(
    werkplek: Werkplek, conn: Connection, binnen: Binnengekomen, bericht_id: int, register: _Register
) -> tuple[set[int], Verwerking]:
    client: jw301.Client = binnen.kop.client
    versies = [versie_van(p) for p in client.toegewezen_producten]
    stappen = [
        stap(geldend.versie if (geldend := register.genoemd.get(v.toewijzing_nummer)) else None, v)
        for v in versies
    ]
    client_id = register.client_id
    if client_id is None or any(gezet is not Stap.ACHTERHAALD for gezet in stappen):
        # What a message says of the cliënt is as old as its toewijzingen, whenever it arrives.
        client_id = toewijzingen.bewaar_client(
            conn, werkplek.kluis, binnen.gemeente, client.bsn, gegevens(client), klasse_naar_json(client)
        )
    for versie, gezet in zip(versies, stappen, strict=True):
        bekend = register.genoemd.get(versie.toewijzing_nummer)
        _registreer(conn, binnen, client_id, bericht_id, bekend, versie, gezet)
    _verbind(conn, bericht_id, register, versies)
    signalen = tuple(
        Signaal("IV013", f"toewijzing {versie.toewijzing_nummer} is {_ZEGT[gezet]}")
        for versie, gezet in zip(versies, stappen, strict=True)
        if gezet is Stap.TEGENSTRIJDIG
    )
    reden = ", ".join(f"{aantal} {_ZEGT[gezet]}" for gezet, aantal in Counter(stappen).items())
    return {client_id}, Verwerking(regels=len(versies), signalen=signalen, reden=reden)


def _registreer(
    conn: Connection,
    binnen: Binnengekomen,
    client_id: int,
    bericht_id: int,
    bekend: toewijzingen.Geregistreerd | None,
    ontvangen: Versie,
    gezet: Stap,
) -> None:
    if bekend is None:
        toewijzingen.voeg_toewijzing_toe(
            conn,
            binnen.gemeente,
            binnen.aanbieder,
            client_id,
            ontvangen,
            binnen.dagtekening,
            binnen.ontvangen_op,
            bericht_id=bericht_id,
        )
    elif gezet is Stap.GEWIJZIGD:
        toewijzingen.wijzig_toewijzing(conn, bekend, ontvangen, binnen.ontvangen_op, bericht_id=bericht_id)


def _verbind(conn: Connection, bericht_id: int, register: _Register, versies: list[Versie]) -> None:
    """Keep which toewijzingen honour which verzoek, also those that did not change (IV097)."""
    ids = {bekend.verzoek.referentie_aanbieder: bekend.id for bekend in register.verzoeken}
    verzoeken.bewaar_toegewezen(
        conn,
        [(ids[v.referentie_aanbieder], v.toewijzing_nummer) for v in versies if v.referentie_aanbieder in ids],
        bericht_id=bericht_id,
    )
