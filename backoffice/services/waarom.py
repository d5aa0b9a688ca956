"""Explaining decisions to people; looking at one is an access to a person's data and is recorded."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection

from backoffice.declaraties.uitleg import leg_uit
from backoffice.services.berichtuitleg import leg_bericht_uit
from backoffice.services.werklijst import Werkblad
from backoffice.services.werkplek import Werkplek
from backoffice.services.werkvorm import vertel
from backoffice.storage import audit, declaratiefeiten, verzoeken, werk
from backoffice.storage.berichtverhalen import Berichtverhaal, zoek_berichten
from backoffice.storage.besluiten import zoek_besluiten
from ijw import codec
from ijw.berichten import jw319, jw320, jw323, jw325


def waarom(werkplek: Werkplek, kenmerk: str, partij: str | None, tijdstip: datetime, wie: str) -> list[str]:
    """The story in Dutch of each decision on a ReferentieNummer or verzoek, and of each message with that name.

    Oldest first; of one aanbieder or gemeente when `partij` names it. The decisions on a JW323 are told per
    prestatie. Empty when nothing bears the kenmerk. `tijdstip` is a UTC moment.
    """
    with werkplek.engine.begin() as conn:
        besluiten = zoek_besluiten(conn, kenmerk, partij)
        verzoeken_ = _werkverhalen(werkplek, conn, kenmerk, partij)
        verhalen = zoek_berichten(conn, werkplek.kluis, kenmerk, partij, zonder=jw323.SOORT.naam)
        for doel, clienten in (
            ("prestatie", {client for client, _ in besluiten if client is not None}),
            ("verzoek", set(verzoeken_)),
            ("bericht", {client for verhaal in verhalen for client in _clienten(werkplek, conn, verhaal)}),
        ):
            audit.leg_vast(
                conn,
                tijdstip=tijdstip,
                wie=wie,
                handeling="besluit ingezien",
                doel=f"uitleg bij {doel} {kenmerk}",
                clienten=clienten,
            )
    return [
        *(leg_uit(besluit) for _, besluit in besluiten),
        *(verhaal for eigen in verzoeken_.values() for verhaal in eigen),
        *map(leg_bericht_uit, verhalen),
    ]


def _werkverhalen(
    werkplek: Werkplek, conn: Connection, referentie: str, partij: str | None
) -> dict[int, list[str]]:
    """What became of the verzoeken with a ReferentieAanbieder, per cliënt (id)."""
    verhalen: dict[int, list[str]] = {}
    for verzoek in verzoeken.zoek_op_referentie(conn, referentie, partij):
        for item in werk.van_verzoek(conn, verzoek.id):
            inhoud = werk.lees_inhoud(conn, werkplek.kluis, item.id)
            besluiten = tuple(werk.lees_werkbesluiten(conn, werkplek.kluis, item.id))
            blad = Werkblad(item, inhoud, besluiten, (), None)
            verhalen.setdefault(verzoek.client_id, []).append("\n".join(vertel(blad)))
    return verhalen


def _clienten(werkplek: Werkplek, conn: Connection, verhaal: Berichtverhaal) -> set[int]:
    return clienten_in(werkplek, conn, verhaal.inhoud, verhaal.afzender, verhaal.ontvanger)


def clienten_in(werkplek: Werkplek, conn: Connection, inhoud: bytes, afzender: str, ontvanger: str) -> set[int]:
    """The ids of the cliënten a message is about, as far as they are known."""
    bericht = codec.lees(inhoud)
    gemeente, aanbieder = sorted((afzender, ontvanger), key=len)
    if isinstance(bericht, jw319.Bericht | jw320.Bericht):
        antwoord = bericht.antwoord
        gevonden = verzoeken.zoek_verzoeken(conn, aanbieder, [antwoord.referentie_aanbieder] if antwoord else [])
        return {verzoek.client_id for verzoek in gevonden if verzoek.gemeente == gemeente}
    if isinstance(bericht, jw323.Bericht):
        clienten = bericht.declaratie.clienten
    elif isinstance(bericht, jw325.Bericht):
        clienten = bericht.declaratie_antwoord.clienten if bericht.declaratie_antwoord else ()
    else:
        clienten = () if bericht.client is None else (bericht.client,)
    bsns = {client.bsn for client in clienten}
    return set(declaratiefeiten.zoek_clienten(conn, werkplek.kluis, gemeente, bsns).values())
