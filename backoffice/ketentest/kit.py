"""The files of the test kit: gesprekken, the base they deviate from, and the contracts they assume."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from backoffice.contracts.model import Contract
from backoffice.ketentest.boom import Gespreksfout
from backoffice.ketentest.gesprek import Gesprek, keur_samen, lees_gesprek
from backoffice.ketentest.uitwerken import Basis, aanbieder_van, lees_basis
from backoffice.services.contractbestand import lees_contracten

BASIS: Final = "basis.yaml"
CONTRACTEN: Final = "contracten"


@dataclass(frozen=True, slots=True)
class Kit:
    """Everything that is needed to play gesprekken; contracts by the name of their file."""

    gesprekken: tuple[Gesprek, ...]
    basis: Basis
    contracten: dict[str, tuple[Contract, ...]]

    def contracten_voor(self, gesprekken: Iterable[Gesprek], reeks: int) -> tuple[Contract, ...]:
        """What gesprekken take as agreed, each for its own aanbieder."""
        return tuple(
            replace(contract, aanbieder=agb, contractnummer=f"{contract.contractnummer}-{agb}")
            for gesprek in gesprekken
            for agb in (aanbieder_van(gesprek, reeks),)
            for contract in self.contracten.get(gesprek.contract or "", ())
        )


def kitmap() -> Path:
    """The folder that comes with the program."""
    hier = Path(__file__).parent
    meegeleverd = hier / "_gesprekken"
    return meegeleverd if meegeleverd.is_dir() else hier.parent.parent / "samples" / "ketentest"


def lees_kit(folder: Path, namen: Collection[str] = ()) -> Kit:
    """Read the kit in a folder, or of that the gesprekken named; raises Gespreksfout with file and line."""
    bestanden = sorted(pad for pad in folder.glob("*.yaml") if pad.name != BASIS)
    gesprekken = tuple(lees_gesprek(_tekst(pad), pad.name) for pad in bestanden)
    if not gesprekken:
        raise Gespreksfout(f"{folder}: gevonden geen gesprekken, verwacht bestanden die op .yaml eindigen.")
    keur_samen(gesprekken)
    bekend = {gesprek.naam for gesprek in gesprekken}
    if onbekend := [naam for naam in namen if naam not in bekend]:
        raise Gespreksfout(f"Er is geen gesprek {', '.join(onbekend)}. Met --lijst ziet u welke er zijn.")
    contracten = {pad.stem: _contracten(pad) for pad in sorted((folder / CONTRACTEN).glob("*.yaml"))}
    for gesprek in gesprekken:
        if gesprek.contract is not None and gesprek.contract not in contracten:
            raise Gespreksfout(
                f"{gesprek.naam}.yaml: gevonden contract {gesprek.contract}, "
                f"verwacht een van geen, {', '.join(contracten)}."
            )
    gekozen = tuple(gesprek for gesprek in gesprekken if not namen or gesprek.naam in namen)
    return Kit(gekozen, lees_basis(_tekst(folder / BASIS), BASIS), contracten)


def _contracten(pad: Path) -> tuple[Contract, ...]:
    gelezen = lees_contracten(pad)
    if gelezen.fouten:
        raise Gespreksfout(str(gelezen.fouten[0]))
    contracten: Sequence[Contract] = gelezen.contracten
    return tuple(contracten)


def _tekst(pad: Path) -> str:
    try:
        return pad.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Gespreksfout(f"{pad.name}: dit bestand is niet te lezen. Verwacht: YAML in UTF-8.") from None
