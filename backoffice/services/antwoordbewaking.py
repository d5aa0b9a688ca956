"""Which received messages must be answered soon, or should have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import postbus
from backoffice.storage.database import lezen
from backoffice.toewijzingen.antwoordtermijnen import TERMIJNEN, Antwoordtermijn, antwoordtermijn, dringend

MARGE = 2
"""Werkdagen before the last day on which people are warned."""


@dataclass(frozen=True, slots=True)
class Wachtend:
    """A message without an answer sent, with its term; `gemaakt` when the answer waits in the outbox."""

    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    ontvangen_op: datetime
    gemaakt: bool
    termijn: Antwoordtermijn

    @property
    def zin(self) -> str:
        """What is the matter, in Dutch, without persoonsgegevens."""
        uiterlijk = f"{self.termijn.uiterlijk:%d-%m-%Y}"
        wanneer = f"had uiterlijk {uiterlijk} gemoeten" if self.termijn.te_laat else f"moet uiterlijk {uiterlijk}"
        waarom = "het antwoord is gemaakt maar niet verzonden" if self.gemaakt else "er is nog geen antwoord"
        return f"{self.soort} van {self.afzender} aan {self.ontvanger}: antwoord {wanneer}; {waarom}"


def bewaak_antwoorden(werkplek: Werkplek, nu: datetime, marge: int = MARGE) -> list[Wachtend]:
    """What must be answered within so many werkdagen, or is late; the most urgent first.

    An answer counts from the moment it was sent, not from the moment it was made (OP090, OP090x4).
    """
    vandaag = nu.astimezone(AMSTERDAM).date()
    with lezen(werkplek.engine) as conn:
        berichten = postbus.onbeantwoord(conn, TERMIJNEN)
    wachtend = [
        Wachtend(
            bericht.soort,
            bericht.afzender,
            bericht.ontvanger,
            bericht.identificatie,
            bericht.ontvangen_op,
            bericht.gemaakt,
            antwoordtermijn(
                bericht.soort,
                bericht.ontvangen_op.astimezone(AMSTERDAM).date(),
                None,
                vandaag,
                werkplek.kalender,
            ),
        )
        for bericht in berichten
    ]
    return sorted(
        (w for w in wachtend if dringend(w.termijn, vandaag, werkplek.kalender, marge)),
        key=lambda w: (w.termijn.uiterlijk, w.ontvangen_op),
    )
