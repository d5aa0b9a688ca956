"""A JW319: what a gemeente answers to a verzoek, into the register."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from backoffice.services import heenbericht
from backoffice.services.heenbericht import KOP, Toetsing
from backoffice.services.verwerking import Binnengekomen, Gelezen, Verwerking
from backoffice.services.werkplek import Werkplek
from backoffice.storage import verzoeken
from ijw.berichten import jw319
from ijw.regels.controle import WORTEL, Plaats

_ANTWOORD: Final = Plaats(WORTEL, "Antwoord", None)
_ZEGT: Final = {"1": "afgewezen", "2": "in onderzoek"}


def verwerk(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> Verwerking:
    """Register the answer to one verzoek."""
    return heenbericht.verwerk(werkplek, conn, binnen, "antwoord geregistreerd", _toets, _bewaar)


def toets(werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool) -> Toetsing:
    """What levels 3 and 4 say of a JW319; changes nothing."""
    return _toets(werkplek, conn, gelezen, identificatie_gebruikt=identificatie_gebruikt)[0]


def _toets(
    werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool
) -> tuple[Toetsing, verzoeken.Geregistreerd | None]:
    antwoord: jw319.Antwoord = gelezen.kop.antwoord
    bekend = _zoek(conn, gelezen, antwoord.referentie_aanbieder)
    toetsing = Toetsing(gelezen.soort, clienten=() if bekend is None else (bekend.client_id,))
    # A JW319 is about no toewijzing, so only the day of receipt counts for its gemeentecodes.
    feiten = heenbericht.feiten_van_kop(gelezen, (), identificatie_gebruikt=identificatie_gebruikt)
    toetsing.beoordeel(gelezen.kop.header, KOP, feiten)
    feiten.verzoek = None if bekend is None else bekend.verzoek
    toetsing.beoordeel(antwoord, _ANTWOORD, feiten)
    if antwoord.woonplaatsbeginsel is not None:
        toetsing.beoordeel(antwoord.woonplaatsbeginsel, Plaats(_ANTWOORD, "Woonplaatsbeginsel", None), feiten)
    return toetsing, bekend


def _zoek(conn: Connection, gelezen: Gelezen, referentie: str) -> verzoeken.Geregistreerd | None:
    gevonden = verzoeken.zoek_verzoeken(conn, gelezen.aanbieder, [referentie])
    return next((verzoek for verzoek in gevonden if verzoek.gemeente == gelezen.gemeente), None)


def _bewaar(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    bericht_id: int,
    bekend: verzoeken.Geregistreerd | None,
) -> tuple[set[int], Verwerking]:
    antwoord: jw319.Antwoord = binnen.kop.antwoord
    assert bekend is not None  # TR355 refused the message otherwise
    woonplaats = antwoord.woonplaatsbeginsel
    verzoeken.bewaar_antwoord(
        conn,
        bekend.id,
        antwoord.verzoek_antwoord,
        antwoord.reden_afwijzing_verzoek,
        None if woonplaats is None else woonplaats.gemeente,
        binnen.dagtekening,
        bericht_id=bericht_id,
    )
    zegt = _ZEGT[antwoord.verzoek_antwoord]
    if antwoord.reden_afwijzing_verzoek is not None:
        zegt += f" (reden {antwoord.reden_afwijzing_verzoek})"
    return {bekend.client_id}, Verwerking(regels=1, reden=f"verzoek {antwoord.referentie_aanbieder} is {zegt}")
