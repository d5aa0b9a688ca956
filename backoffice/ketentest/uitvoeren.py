"""Plays gesprekken against a doel, and tells per gesprek whether the answers were those expected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from backoffice.fouten import BackofficeError
from backoffice.ketentest.gesprek import Gesprek, Stap
from backoffice.ketentest.kit import Kit
from backoffice.ketentest.uitwerken import Plan, verschuif, werk_uit
from backoffice.ketentest.vergelijk import verschillen

GOED: Final = "goed"
FOUT: Final = "fout"
OVERGESLAGEN: Final = "overgeslagen"


class DoelFout(BackofficeError):
    """The system under test cannot be reached; the whole run ends."""


class GeenGoedAntwoord(Exception):
    """The system under test did something that is no answer; the text says what it was and what was expected."""


@dataclass(frozen=True, slots=True)
class Aanbod:
    """One message as it is offered: a name without persoonsgegevens, its bytes and the day of sending.

    `antwoord` is the kind of answer that should come, None for none.
    """

    naam: str
    inhoud: bytes
    dag: date
    antwoord: str | None


class Doel(Protocol):
    """A system under test."""

    ziet_beide: bool
    """Whether it answers for both sides: what a gemeente sends is answered as an aanbieder would, and back."""

    def bied_aan(self, aanbod: Aanbod) -> bytes | None:
        """Send a message and give the answer; raises GeenGoedAntwoord or DoelFout."""
        ...

    def reik_aan(self, aanbod: Aanbod) -> None:
        """Hand over, as known, a message that the system itself would have sent; nobody looks at an answer."""
        ...


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What became of a gesprek: goed, fout or overgeslagen, with the differences or the reason."""

    gesprek: Gesprek
    uitkomst: str
    regels: tuple[str, ...] = ()

    def als_json(self) -> dict[str, Any]:
        """The outcome in the fixed form of `ijw ketentest --json`."""
        return {
            "gesprek": self.gesprek.naam,
            "titel": self.gesprek.titel,
            "getest": self.gesprek.getest.value,
            "regels": list(self.gesprek.regels),
            "uitkomst": self.uitkomst,
            "verschillen": list(self.regels),
        }


def plan_voor(gesprek: Gesprek, vandaag: date, reeks: int) -> Plan:
    """The plan by which the last day of a gesprek comes as near to today as whole months allow, not after it."""
    laatste = gesprek.stappen[-1].dag
    maanden = (vandaag.year - laatste.year) * 12 + vandaag.month - laatste.month
    if verschuif(laatste, maanden) > vandaag:
        maanden -= 1
    return Plan(maanden, reeks)


def speel(gesprek: Gesprek, kit: Kit, doel: Doel, plan: Plan) -> Uitslag:
    """Play one gesprek up to its first step with a difference; raises Gespreksfout or DoelFout."""
    if plan.maanden and gesprek.vaste_dagen:
        reden = f"de dagen van dit gesprek kunnen niet worden verschoven: {gesprek.vaste_dagen}"
        return Uitslag(gesprek, OVERGESLAGEN, (reden,))
    berichten = werk_uit(gesprek, kit.basis, plan)
    for stap, inhoud in zip(gesprek.stappen, berichten, strict=True):
        aanbod = Aanbod(
            f"{plan.reeks}{gesprek.nummer:03}-{stap.nummer:02}-{stap.soort.naam}",
            inhoud,
            verschuif(stap.dag, plan.maanden),
            stap.verwacht.soort,
        )
        if verschil := _stap(gesprek, stap, aanbod, doel):
            waar = f"stap {stap.nummer} ({stap.soort.naam}, {aanbod.dag})"
            return Uitslag(gesprek, FOUT, tuple(f"{waar}: {regel}" for regel in verschil))
    return Uitslag(gesprek, GOED)


def _stap(gesprek: Gesprek, stap: Stap, aanbod: Aanbod, doel: Doel) -> tuple[str, ...]:
    if stap.van() is gesprek.getest and not doel.ziet_beide:
        doel.reik_aan(aanbod)
        return ()
    try:
        antwoord = doel.bied_aan(aanbod)
    except GeenGoedAntwoord as fout:
        return (str(fout),)
    return verschillen(stap.verwacht, aanbod.inhoud, antwoord)
