"""Small counts kept from view: a group of fewer than ten may point at a child, and so may what adds up to it.

Hiding a count is not enough when the total tells it after all. So counts are hidden with it, smallest first, until
every value from one to nine is still possible for each of them, and with too few left the total goes too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

KLEINSTE: Final = 10
"""The smallest count that is shown; zero is shown as well."""


class Onderdrukt(NamedTuple):
    """Counts in their order and their total; None for what is hidden."""

    aantallen: tuple[int | None, ...]
    totaal: int | None


def onderdruk(aantallen: Sequence[int]) -> Onderdrukt:
    """Hide what is small, and what would give it away; counts are zero or more."""
    oplopend = sorted((plek for plek, aantal in enumerate(aantallen) if aantal), key=lambda plek: aantallen[plek])
    verborgen = [plek for plek in oplopend if aantallen[plek] < KLEINSTE]
    if not verborgen:
        return Onderdrukt(tuple(aantallen), sum(aantallen))
    for plek in oplopend[len(verborgen) :]:
        if _blijft_geheim([aantallen[een] for een in verborgen]):
            break
        verborgen.append(plek)
    geheim = _blijft_geheim([aantallen[een] for een in verborgen])
    return Onderdrukt(
        tuple(None if plek in verborgen else aantal for plek, aantal in enumerate(aantallen)),
        sum(aantallen) if geheim else None,
    )


def _blijft_geheim(verborgen: Sequence[int]) -> bool:
    """Whether each of these counts can still be anything up to nine when only their sum is known."""
    return len(verborgen) > 1 and sum(verborgen) - (len(verborgen) - 1) >= KLEINSTE - 1
