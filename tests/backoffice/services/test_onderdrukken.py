"""Small counts stay hidden, whatever adds up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.services.onderdrukken import KLEINSTE, Onderdrukt, onderdruk


@pytest.mark.parametrize(
    ("aantallen", "getoond", "totaal"),
    [
        ([], (), 0),
        ([10, 25], (10, 25), 35),
        ([0, 12], (0, 12), 12),
        # One hidden count would follow from the total, so the next smallest goes with it.
        ([9, 40, 30], (None, 40, None), 79),
        # Two ones sum to two, which says it all.
        ([1, 1, 40], (None, None, None), 42),
        ([5, 5, 40], (None, None, 40), 50),
        # Nothing to hide it behind: the total goes.
        ([3], (None,), None),
        ([0, 3], (0, None), None),
        ([1, 1], (None, None), None),
    ],
)
def test_wat_verborgen_wordt(aantallen: list[int], getoond: tuple[int | None, ...], totaal: int | None) -> None:
    assert onderdruk(aantallen) == Onderdrukt(getoond, totaal)


@given(st.lists(st.integers(0, 60), max_size=12))
def test_een_verborgen_aantal_is_niet_uit_het_totaal_te_rekenen(aantallen: list[int]) -> None:
    uit = onderdruk(aantallen)
    for echt, getoond in zip(aantallen, uit.aantallen, strict=True):
        assert getoond in (echt, None)
        assert getoond is None or echt == 0 or echt >= KLEINSTE
    verborgen = uit.aantallen.count(None)
    if verborgen and uit.totaal is not None:
        rest = uit.totaal - sum(aantal or 0 for aantal in uit.aantallen)
        # The others are at least one each: this one can be anything from one to what they leave.
        assert verborgen > 1
        assert rest - (verborgen - 1) >= KLEINSTE - 1
