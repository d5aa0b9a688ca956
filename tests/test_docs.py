"""The handbook is true: every setting is in its table, every link leads somewhere, every picture is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.oidc import Claims
from backoffice.scheduler import ROOSTER

WORTEL = Path(__file__).resolve().parent.parent
DOCS = WORTEL / "docs"
PAGINAS = sorted(DOCS.glob("*.md"))
_SCHERMEN_HOOGSTENS = 1_000_000


def gelezen() -> set[str]:
    """The settings that the code names; those made of parts are spelled out."""
    namen = {
        naam
        for map_ in ("ijw", "backoffice", "adapters")
        for bestand in (WORTEL / map_).rglob("*.py")
        for naam in re.findall(r"\bIJW_[A-Z_]+(?!_)\b", bestand.read_text("utf-8"))
    }
    return (
        {naam for naam in namen if not naam.endswith("_")}
        | {f"IJW_ROOSTER_{taak.upper()}" for taak in (*ROOSTER, "uitwisseling")}
        | {f"IJW_OIDC_CLAIM_{claim.upper()}" for claim in Claims._fields}
    )


def test_elke_instelling_staat_in_de_tabel_en_andersom() -> None:
    tekst = (DOCS / "instellingen.md").read_text("utf-8")
    genoemd = re.findall(r"^\| `(IJW_\w+)` \| [^|]+ \| [^|]+ \|$", tekst, re.MULTILINE)
    assert len(genoemd) == len(set(genoemd))
    assert set(genoemd) == gelezen()


def ankers(pagina: Path) -> set[str]:
    """Where a link may point at within a page."""
    koppen = re.findall(r"^#+ (.+)$", pagina.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", kop.lower()).replace(" ", "-") for kop in koppen}


def links(pagina: Path) -> Iterator[tuple[str, str]]:
    """The places within the project that a page points at: a path, and an anchor or nothing."""
    for doel in re.findall(r"\]\(([^)\s]+)\)", pagina.read_text("utf-8")):
        if not re.match(r"https?:", doel):
            pad, _, anker = doel.partition("#")
            yield pad, anker


@pytest.mark.parametrize("pagina", PAGINAS, ids=lambda pagina: pagina.name)
def test_elke_verwijzing_komt_ergens_uit(pagina: Path) -> None:
    for pad, anker in links(pagina):
        doel = pagina.parent / pad if pad else pagina
        assert doel.exists(), pad
        assert not anker or anker in ankers(doel), f"{pad}#{anker}"


def test_elke_schermafbeelding_wordt_getoond_en_samen_zijn_zij_klein() -> None:
    schermen = list((DOCS / "schermen").iterdir())
    getoond = {pad for pagina in PAGINAS for pad, _ in links(pagina) if pad.startswith("schermen/")}
    assert getoond == {f"schermen/{scherm.name}" for scherm in schermen}
    assert sum(scherm.stat().st_size for scherm in schermen) < _SCHERMEN_HOOGSTENS
