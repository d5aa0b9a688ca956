"""What goes into and comes out of processing one kind of message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from backoffice.storage.berichten import Ontvangen
from ijw.bevinding import Bevinding
from ijw.vorm import Berichtsoort

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(slots=True, kw_only=True)
class Gelezen:
    """A message that was read: what it says, and when it came (a UTC moment)."""

    soort: Berichtsoort
    kop: Any
    stukken: tuple[Any, ...]
    ontvangen_op: datetime

    @property
    def afzender(self) -> str:
        """Who sent it: an AGB-code or a gemeentecode."""
        return str(self.kop.header.afzender)

    @property
    def ontvanger(self) -> str:
        """For whom it is: a gemeentecode or an AGB-code."""
        return str(self.kop.header.ontvanger)

    @property
    def identificatie(self) -> str:
        """The Identificatie of the message."""
        return str(self.kop.header.bericht_identificatie.identificatie)

    @property
    def gemeente(self) -> str:
        """The gemeente of the two parties; only an AGB-code has eight digits."""
        return self.afzender if len(self.afzender) == 4 else self.ontvanger

    @property
    def aanbieder(self) -> str:
        """The aanbieder of the two parties."""
        return self.ontvanger if len(self.afzender) == 4 else self.afzender

    @property
    def ontvangstdatum(self) -> date:
        """The Dutch calendar day on which it came."""
        return self.ontvangen_op.astimezone(AMSTERDAM).date()


@dataclass(slots=True, kw_only=True)
class Binnengekomen(Gelezen):
    """A message that was received: its bytes, and what its own rules found (level 2).

    `conflict_van` names the message that used its key before with other content.
    """

    bevindingen: tuple[Bevinding, ...]
    inhoud: bytes
    inhoud_hash: bytes
    wie: str
    conflict_van: int | None = None

    @property
    def te_bewaren(self) -> Ontvangen:
        """The message as it is kept in the inbox."""
        return Ontvangen(
            self.soort.naam,
            self.soort.release,
            self.afzender,
            self.ontvanger,
            self.identificatie,
            self.kop.header.bericht_identificatie.dagtekening,
            self.ontvangen_op,
            self.inhoud_hash,
            self.inhoud,
        )


@dataclass(frozen=True, slots=True)
class Verwerking:
    """What processing came to; `niveau` is set when the message was refused as a whole."""

    niveau: int | None = None
    bevindingen: tuple[Bevinding, ...] = ()
    antwoord: bytes | None = None
    antwoord_soort: str | None = None
    regels: int = 0
    toegekend: int = 0
    afgewezen: int = 0
    reden: str | None = None
