"""What goes into and comes out of processing one kind of message."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from backoffice.storage.berichten import Ontvangen
from ijw import codec
from ijw.berichten import jw325, kop
from ijw.bevinding import Bevinding
from ijw.regels.toetsing import Signaal
from ijw.vorm import Berichtsoort

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(slots=True, kw_only=True)
class Gelezen:
    """A message that was read: what it says, and when it came (a UTC moment)."""

    soort: Berichtsoort
    kop: Any
    stukken: tuple[Any, ...]
    ontvangen_op: datetime
    aangehouden: int | None = None
    """The id under which it was kept, when its answer waited; it is judged again then."""
    beslist_op: datetime | None = None
    """The UTC moment at which it is decided on; None when that is at once."""

    @property
    def bericht(self) -> Any:
        """The whole message, also when it was read in pieces."""
        return self.kop if self.soort.stroomklasse is None else codec.voeg_in(self.kop, self.soort, self.stukken)

    @property
    def is_retour(self) -> bool:
        """Whether it is a retourbericht: its header is that of the message it answers, unchanged (IV028)."""
        return isinstance(self.kop.header, kop.RetourAanAanbieder | kop.RetourAanGemeente)

    @property
    def afzender(self) -> str:
        """Who sent it: an AGB-code or a gemeentecode."""
        header = self.kop.header
        return str(header.ontvanger if self.is_retour else header.afzender)

    @property
    def ontvanger(self) -> str:
        """For whom it is: a gemeentecode or an AGB-code."""
        header = self.kop.header
        return str(header.afzender if self.is_retour else header.ontvanger)

    @property
    def identificatie(self) -> str:
        """The Identificatie of the message itself."""
        header = self.kop.header
        return str(header.identificatie_retour if self.is_retour else header.bericht_identificatie.identificatie)

    @property
    def dagtekening(self) -> date:
        """The Dagtekening of the message itself."""
        header = self.kop.header
        dag: date = header.dagtekening_retour if self.is_retour else header.bericht_identificatie.dagtekening
        return dag

    @property
    def beantwoordt(self) -> str | None:
        """The Identificatie of the message that a retourbericht or JW325 answers; None for any other."""
        header = self.kop.header
        if self.is_retour:
            return str(header.bericht_identificatie.identificatie)
        if isinstance(header, jw325.Header):
            return header.declaratie_identificatie.identificatie
        return None

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

    @property
    def antwoordmoment(self) -> datetime:
        """The UTC moment of its answer and bookings."""
        return self.beslist_op or self.ontvangen_op

    @property
    def antwoorddatum(self) -> date:
        """The Dutch calendar day of its answer and bookings."""
        return self.antwoordmoment.astimezone(AMSTERDAM).date()


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
            self.dagtekening,
            self.ontvangen_op,
            self.inhoud_hash,
            self.inhoud,
            self.beantwoordt,
        )


@dataclass(frozen=True, slots=True)
class Verwerking:
    """What processing came to; `niveau` is set when the message was refused as a whole.

    `signalen` are what a person may want to look at; they refused nothing. `beslissen_uiterlijk` is set when the
    answer waits for a person. `termijnen` tells per ReferentieNummer how a prestatie stood against its term.
    """

    niveau: int | None = None
    bevindingen: tuple[Bevinding, ...] = ()
    signalen: tuple[Signaal, ...] = ()
    antwoord: bytes | None = None
    antwoord_soort: str | None = None
    regels: int = 0
    toegekend: int = 0
    afgewezen: int = 0
    reden: str | None = None
    beslissen_uiterlijk: date | None = None
    termijnen: tuple[tuple[str, str], ...] = ()
