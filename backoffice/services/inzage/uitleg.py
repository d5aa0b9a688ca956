"""Why a decision was taken, as data and as a story in Dutch: from what was stored with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backoffice.declaraties.uitleg import ADVIEZEN, Besluit, leg_uit
from backoffice.services.berichtuitleg import leg_bericht_uit
from backoffice.services.inzage import berichten, prestaties
from backoffice.services.waarom import clienten_in
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit
from backoffice.storage.berichtverhalen import Berichtverhaal, zoek_berichten
from backoffice.storage.views.berichten import BerichtRij
from backoffice.toegang.rechten import Bezoeker


@dataclass(frozen=True, slots=True)
class Retourcodeadvies:
    """What a retourcode means, what an aanbieder can do, and where that follows from."""

    retourcode: str
    betekenis: str
    actie: str
    bron: str


@dataclass(frozen=True, slots=True)
class Prestatieuitleg:
    """The decision on a prestatie, what its retourcodes mean, and the story line by line."""

    besluit: Besluit
    adviezen: tuple[Retourcodeadvies, ...]
    verhaal: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Berichtuitleg:
    """What was thought of a message, and the story line by line."""

    verhaal: Berichtverhaal
    regels: tuple[str, ...]


def van_prestatie(werkplek: Werkplek, bezoeker: Bezoeker, prestatie_id: int, nu: datetime) -> Prestatieuitleg:
    """The explanation of a decision on a prestatie; NietGevonden. Looking is recorded."""
    besluit = prestaties.toon(werkplek, bezoeker, prestatie_id, nu).besluit
    adviezen = tuple(Retourcodeadvies(code, *ADVIEZEN[code]) for code in besluit.retourcodes if code in ADVIEZEN)
    return Prestatieuitleg(besluit, adviezen, tuple(leg_uit(besluit).splitlines()))


def van_bericht(werkplek: Werkplek, bezoeker: Bezoeker, bericht_id: int, nu: datetime) -> Berichtuitleg:
    """The explanation of the verdict on a message; NietGevonden. Looking is recorded."""
    rij = berichten.toon(werkplek, bezoeker, bericht_id)
    with werkplek.engine.begin() as conn:
        gevonden = zoek_berichten(conn, werkplek.kluis, rij.identificatie, rij.afzender, zonder="")
        verhaal = next(een for een in gevonden if _is(een, rij))
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=bezoeker.naam,
            handeling="besluit ingezien",
            doel=f"uitleg bij bericht {rij.identificatie}",
            clienten=clienten_in(werkplek, conn, verhaal.inhoud, verhaal.afzender, verhaal.ontvanger),
            bericht_id=rij.id,
        )
    return Berichtuitleg(verhaal, tuple(leg_bericht_uit(verhaal).splitlines()))


def _is(verhaal: Berichtverhaal, rij: BerichtRij) -> bool:
    wat = verhaal.soort, verhaal.ontvanger, verhaal.ontvangen_op, verhaal.is_conflict
    return wat == (rij.soort, rij.ontvanger, rij.ontvangen_op, rij.conflict_van is not None)
