"""Reading a scenariobestand: everything is judged when it is read, with file and line."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from backoffice.ketentest.boom import Gespreksfout, Knoop, lees_boom
from backoffice.ketentest.gesprek import ANTWOORD_OP, Verwacht, lees_verwacht
from backoffice.scenario.velden import lees_groep
from backoffice.scenario.vorm import BERICHT, BESTAND, STAPPEN, TOEWIJZING, met

STANDAARD_AANBIEDER: Final = "41000001"
STANDAARD_GEMEENTE: Final = "0153"
_DECLARATIE: Final = "JW323"


@dataclass(frozen=True, slots=True)
class Stap:
    """What happens on a day, and what must follow.

    `soort` is one of vorm.STAPPEN, `velden` are read by its form. `bericht` are the other fields of a message,
    `antwoord` what must be answered: None when the step says nothing of it.
    """

    nummer: int
    soort: str
    dag: date
    velden: Mapping[str, Any]
    bericht: Mapping[str, Knoop]
    dan: Mapping[str, Any]
    antwoord: Verwacht | None
    knoop: Knoop


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """A toewijzing that is given: when it was sent and by whom, and what it says otherwise than the base."""

    eigen: Mapping[str, Any]
    product: Knoop


@dataclass(frozen=True, slots=True)
class Scenario:
    """One scenario; `gegeven` holds what the file and the scenario give, the scenario going first."""

    bestand: Path
    naam: str
    titel: str
    gegeven: Mapping[str, Any]
    toewijzingen: tuple[Toewijzing, ...]
    stappen: tuple[Stap, ...]

    @property
    def aanbieder(self) -> str:
        """The aanbieder of what names no other."""
        return str(self.gegeven.get("aanbieder", STANDAARD_AANBIEDER))

    @property
    def gemeente(self) -> str:
        """The gemeente of what names no other."""
        return str(self.gegeven.get("gemeente", STANDAARD_GEMEENTE))


def lees_bestand(pad: Path, taken: Collection[str]) -> tuple[Scenario, ...]:
    """Read the scenarios of a file; `taken` are the scheduled tasks there are. Raises Gespreksfout."""
    try:
        tekst = pad.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Gespreksfout(f"{pad.name}: dit bestand is niet te lezen. Verwacht: YAML in UTF-8.") from None
    wortel = lees_boom(tekst, pad.name)
    inhoud = lees_groep(wortel, "een scenariobestand", BESTAND)
    knopen = wortel.velden("een scenariobestand")["scenarios"].lijst("scenarios")
    scenarios: list[Scenario] = []
    for velden, knoop in zip(inhoud["scenarios"], knopen, strict=True):
        naam = f"{pad.stem}/{velden['naam']}"
        if any(scenario.naam == naam for scenario in scenarios):
            raise knoop.fout(f"de naam {velden['naam']} voor de tweede keer", "elke naam één keer")
        gegeven = {**inhoud.get("gegeven", {}), **velden.get("gegeven", {})}
        scenarios.append(
            Scenario(
                pad,
                naam,
                velden["titel"],
                gegeven,
                tuple(_toewijzing(een) for een in gegeven.get("toewijzingen", ())),
                _stappen(velden["stappen"], taken),
            )
        )
    if not scenarios:
        raise wortel.fout("geen scenario's", "een of meer scenario's")
    return tuple(scenarios)


def _toewijzing(knoop: Knoop) -> Toewijzing:
    eigen, product = _splits(knoop, TOEWIJZING)
    return Toewijzing(lees_groep(eigen, "een toewijzing", TOEWIJZING), product)


def _stappen(knopen: Collection[Knoop], taken: Collection[str]) -> tuple[Stap, ...]:
    stappen: list[Stap] = []
    for nummer, knoop in enumerate(knopen, 1):
        stappen.append(_stap(nummer, knoop, taken))
        if nummer > 1 and stappen[-1].dag < stappen[-2].dag:
            raise knoop.fout(f"{stappen[-1].dag}", f"een dag vanaf {stappen[-2].dag}, die van de stap ervoor")
    return tuple(stappen)


def _stap(nummer: int, knoop: Knoop, taken: Collection[str]) -> Stap:
    namen = knoop.velden("een stap")
    soorten = [soort for soort in STAPPEN if soort in namen]
    if len(soorten) != 1:
        gevonden = f"{' en '.join(soorten)} in één stap" if soorten else f"een stap met {', '.join(namen)}"
        raise knoop.fout(gevonden, f"een stap met een van {', '.join(STAPPEN)}")
    soort = soorten[0]
    vorm = met(STAPPEN[soort])
    eigen, rest = _splits(knoop, vorm) if STAPPEN[soort] is BERICHT else (knoop, None)
    velden = lees_groep(eigen, "een stap", vorm)
    if soort == "taak" and velden["taak"] not in taken:
        raise namen["taak"].fout(f"'{velden['taak']}'", f"een van de taken {', '.join(taken)}")
    for veld in ("herhaal", "identificatie_van"):
        if veld in velden and not 1 <= velden[veld] < nummer:
            raise namen[veld].fout(f"{velden[veld]}", f"voor {veld} het nummer van een eerdere stap")
    dan = velden.get("dan", {})
    antwoord = None
    if "antwoord" in dan:
        antwoord = lees_verwacht(dan["antwoord"], velden.get("bericht", _DECLARATIE))
    elif soort == "bericht" and not {"uitkomst", "geweigerd"} & dan.keys():
        # A step that says nothing of its answer is one that sets the stage: it must be right.
        antwoord = Verwacht(ANTWOORD_OP[velden["bericht"]], {})
    bericht = {} if rest is None else rest.velden("een stap")
    return Stap(nummer, soort, velden["dag"], velden, bericht, dan, antwoord, knoop)


def _splits(knoop: Knoop, vorm: Mapping[str, Any]) -> tuple[Knoop, Knoop]:
    """The fields of a form, and all others."""
    velden = knoop.velden("velden")
    eigen = {naam: deel for naam, deel in velden.items() if naam in vorm}
    rest = {naam: deel for naam, deel in velden.items() if naam not in vorm}
    return Knoop(knoop.bestand, knoop.regel, eigen), Knoop(knoop.bestand, knoop.regel, rest)
