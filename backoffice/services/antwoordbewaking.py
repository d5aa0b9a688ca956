"""Which received messages must be answered soon, or should have been."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import postbus
from backoffice.storage.database import lezen
from backoffice.termijnen import DECLARATIEANTWOORD, RETOURBERICHT, Fase, Klok, Termijn, klok

TERMIJNEN: Final[dict[str, Termijn]] = {
    **dict.fromkeys(("JW301", "JW305", "JW307", "JW315", "JW317", "JW319"), RETOURBERICHT),
    "JW323": DECLARATIEANTWOORD,
}
"""Per kind of message that must be answered, how long that may take."""


@dataclass(frozen=True, slots=True)
class Wachtend:
    """A message without an answer sent, with its term; `gemaakt` when the answer waits in the outbox."""

    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    ontvangen_op: datetime
    gemaakt: bool
    klok: Klok

    @property
    def zin(self) -> str:
        """What is the matter, in Dutch, without persoonsgegevens."""
        waarom = "het antwoord is gemaakt maar niet verzonden" if self.gemaakt else "er is nog geen antwoord"
        return f"{self.soort} van {self.afzender} aan {self.ontvanger}: {waarom}; {self.klok.zin}"


def bewaak_antwoorden(werkplek: Werkplek, nu: datetime) -> list[Wachtend]:
    """What must be answered soon, or is late; the most urgent first.

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
            klok(
                TERMIJNEN[bericht.soort],
                bericht.ontvangen_op.astimezone(AMSTERDAM).date(),
                vandaag,
                werkplek.kalender,
            ),
        )
        for bericht in berichten
    ]
    return sorted(
        (w for w in wachtend if w.klok.fase is not Fase.RUIM), key=lambda w: (w.klok.vervaldag, w.ontvangen_op)
    )
