"""`python -m ijw.regels`: the table of the rules, per message and element, with their tests.

Exit status 1 when a rule has no test file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ijw.regels.regel import Doel, Regel
from ijw.regels.tabel import REGELS
from ijw.vorm import vorm

TESTMAP = Path(__file__).parents[2] / "tests" / "ijw" / "regels"

_KOPPEN = ("regel", "bericht", "element", "niveau", "retourcode", "nodig", "test")


def main(testmap: Path = TESTMAP) -> int:
    """Print the table of every release and give the exit status."""
    ontbreekt: list[str] = []
    for release, regels in REGELS.items():
        rijen = [_KOPPEN, *(rij for regel in regels for rij in _rijen(regel, testmap))]
        print(f"iJw {release}: {len(regels)} regels\n")
        print("\n".join(_tabel(rijen)))
        ontbreekt += [regel.code for regel in regels if not _testbestand(regel, testmap).is_file()]
    if not testmap.is_dir():
        print("\nDe map met tests staat niet naast dit pakket; of elke regel een test heeft is niet nagegaan.")
        return 0
    if ontbreekt:
        print(f"\nZonder test: {', '.join(ontbreekt)}.")
    return 1 if ontbreekt else 0


def _rijen(regel: Regel, testmap: Path) -> Iterator[tuple[str, ...]]:
    test = _testbestand(regel, testmap)
    for doel in regel.doelen:
        yield (
            regel.code,
            doel.bericht,
            element(doel),
            str(int(regel.niveau)),
            regel.retourcode or "-",
            ", ".join(regel.nodig) or "-",
            test.name if test.is_file() else "ontbreekt",
        )


def element(doel: Doel) -> str:
    """The place of a rule as the standard writes it: Prestatie/ProductPeriode/Einddatum."""
    soort: object = doel.klasse
    naam = vorm(soort).naam
    return f"{naam}/{doel.element}" if doel.element else naam


def _testbestand(regel: Regel, testmap: Path) -> Path:
    return testmap / f"test_{regel.code.lower()}.py"


def _tabel(rijen: Sequence[Sequence[str]]) -> Iterator[str]:
    breedten = [max(len(cel) for cel in kolom) for kolom in zip(*rijen, strict=True)]
    for rij in rijen:
        yield "  ".join(cel.ljust(breedte) for cel, breedte in zip(rij, breedten, strict=True)).rstrip()


if __name__ == "__main__":
    sys.exit(main())
