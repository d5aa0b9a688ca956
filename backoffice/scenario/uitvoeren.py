"""Plays scenarios one by one, each in a register of its own, and tells what was different."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from backoffice.ketentest.boom import Gespreksfout
from backoffice.ketentest.kit import BASIS, kitmap
from backoffice.ketentest.uitwerken import Basis, lees_basis
from backoffice.ports.betalen import Bank
from backoffice.scenario.bestand import Scenario, lees_bestand
from backoffice.scenario.spelen import Spel
from backoffice.scenario.vergelijk import neem_op, verschillen
from backoffice.services.runs import Taak
from backoffice.services.werkplek import Werkplek

GOED: Final = "goed"
FOUT: Final = "fout"
NieuwRegister = Callable[[], AbstractContextManager[Werkplek]]
"""`with nieuw_register() as werkplek`: empty, and gone afterwards."""


@dataclass(frozen=True, slots=True)
class Speeltafel:
    """What every scenario is played with."""

    nieuw_register: NieuwRegister
    bank: Bank
    taken: Mapping[str, Taak]
    werkmap: Path
    basis: Basis


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What became of a scenario, with the differences of the first step that had any."""

    scenario: Scenario
    regels: tuple[str, ...] = ()

    @property
    def uitkomst(self) -> str:
        """Goed or fout."""
        return FOUT if self.regels else GOED

    def als_json(self) -> dict[str, Any]:
        """The outcome in the fixed form of `ijw scenario --json`."""
        return {
            "scenario": self.scenario.naam,
            "titel": self.scenario.titel,
            "uitkomst": self.uitkomst,
            "verschillen": list(self.regels),
        }


def scenariomap() -> Path:
    """The folder that comes with the program."""
    hier = Path(__file__).parent
    meegeleverd = hier / "_scenarios"
    return meegeleverd if meegeleverd.is_dir() else hier.parent.parent / "samples" / "scenarios"


def lees_standaardbasis() -> Basis:
    """The messages from which scenarios deviate: those of the ketentest."""
    return lees_basis((kitmap() / BASIS).read_text(encoding="utf-8"), BASIS)


def lees_scenarios(paden: Sequence[Path], taken: Collection[str]) -> tuple[Scenario, ...]:
    """The scenarios of these files and folders, in order; raises Gespreksfout with file and line."""
    gevonden: list[Scenario] = []
    for pad in paden:
        bestanden = sorted(pad.glob("*.yaml")) if pad.is_dir() else [pad]
        if not bestanden:
            raise Gespreksfout(f"{pad}: gevonden geen scenario's, verwacht bestanden die op .yaml eindigen.")
        for bestand in bestanden:
            gevonden += lees_bestand(bestand, taken)
    return tuple(gevonden)


def speel(scenario: Scenario, tafel: Speeltafel) -> Uitslag:
    """Play one scenario up to its first step with a difference; Gespreksfout for what cannot be played."""
    with tafel.nieuw_register() as werkplek:
        spel = Spel(scenario, werkplek, tafel.basis, tafel.bank, tafel.taken, tafel.werkmap)
        spel.begin()
        for stap in scenario.stappen:
            ervoor = neem_op(spel.werkplek)
            gevonden = verschillen(scenario, stap, spel.zet(stap), spel.werkplek, ervoor)
            if gevonden:
                waar = f"{stap.knoop.plek}, stap {stap.nummer} op {stap.dag} ({stap.soort})"
                return Uitslag(scenario, tuple(f"{waar}: {regel}" for regel in gevonden))
    return Uitslag(scenario)


def vertel(uitslag: Uitslag) -> Iterator[str]:
    """One scenario as lines of Dutch."""
    yield f"{uitslag.uitkomst:<4}  {uitslag.scenario.naam}: {uitslag.scenario.titel}"
    for regel in uitslag.regels:
        yield f"    {regel}"


def slot(uitslagen: Sequence[Uitslag]) -> str:
    """The last line: how many of each."""
    aantal = Counter(uitslag.uitkomst for uitslag in uitslagen)
    delen = [f"{aantal[uitkomst]} {uitkomst}" for uitkomst in (GOED, FOUT) if aantal[uitkomst]]
    return f"{len(uitslagen)} scenario's: {', '.join(delen)}."


def als_json(uitslagen: Sequence[Uitslag]) -> dict[str, Any]:
    """The run in the fixed form of `ijw scenario --json`."""
    aantal = Counter(uitslag.uitkomst for uitslag in uitslagen)
    return {
        GOED: aantal[GOED],
        FOUT: aantal[FOUT],
        "scenarios": [uitslag.als_json() for uitslag in uitslagen],
    }
