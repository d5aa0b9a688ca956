"""What people and programs read of a run, and which rules which gesprekken exercise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from backoffice.ketentest.gesprek import RELEASE, Gesprek
from backoffice.ketentest.uitvoeren import FOUT, GOED, OVERGESLAGEN, Uitslag
from ijw.bevinding import Niveau
from ijw.regels.tabel import REGELS


def vertel(uitslag: Uitslag) -> Iterator[str]:
    """One gesprek as lines of Dutch."""
    yield f"{uitslag.uitkomst:<12}  {uitslag.gesprek.naam}: {uitslag.gesprek.titel}"
    for regel in uitslag.regels:
        yield f"    {regel}"


def slot(uitslagen: Sequence[Uitslag]) -> str:
    """The last line: how many of each."""
    aantal = Counter(uitslag.uitkomst for uitslag in uitslagen)
    delen = [f"{aantal[uitkomst]} {uitkomst}" for uitkomst in (GOED, FOUT, OVERGESLAGEN) if aantal[uitkomst]]
    gesprekken = "1 gesprek" if len(uitslagen) == 1 else f"{len(uitslagen)} gesprekken"
    return f"{gesprekken}: {', '.join(delen)}."


def als_json(uitslagen: Sequence[Uitslag]) -> dict[str, Any]:
    """The run in the fixed form of `ijw ketentest --json`."""
    aantal = Counter(uitslag.uitkomst for uitslag in uitslagen)
    return {
        "release": RELEASE,
        **{uitkomst: aantal[uitkomst] for uitkomst in (GOED, FOUT, OVERGESLAGEN)},
        "gesprekken": [uitslag.als_json() for uitslag in uitslagen],
    }


def lijst(gesprekken: Iterable[Gesprek]) -> Iterator[str]:
    """The gesprekken, with whose system they test and by which rules."""
    for gesprek in gesprekken:
        yield f"{gesprek.nummer:>2}  {gesprek.naam} ({gesprek.getest}): {gesprek.titel}"
        yield f"    {', '.join(gesprek.regels)}"


def dekking(gesprekken: Sequence[Gesprek]) -> Iterator[str]:
    """Per rule the gesprekken that name it; then the rules across messages that none names."""
    per_regel: dict[str, list[str]] = {}
    for gesprek in gesprekken:
        for regel in gesprek.regels:
            per_regel.setdefault(regel, []).append(gesprek.naam)
    for regel, namen in sorted(per_regel.items()):
        yield f"{regel:<8}  {', '.join(namen)}"
    niet = [
        regel.code for regel in REGELS[RELEASE] if regel.niveau > Niveau.BERICHT and regel.code not in per_regel
    ]
    yield ""
    yield f"{len(per_regel)} regels in {len(gesprekken)} gesprekken."
    yield f"Regels van niveau 3 en 4 zonder gesprek: {', '.join(niet) or 'geen'}."
