"""Overlap in one sweep finds what comparing all pairs would."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ijw.regels.regel import EIGEN, Voorkomen
from ijw.regels.stapeling import Tijdvak, overlappingen
from tests.bouwers import product

BEGIN = date(2026, 1, 1)
PRODUCTEN = [
    None,
    product(categorie="45", code=None),
    product(categorie="45", code="45A04"),
    product(categorie="45", code="45A05"),
    product(categorie="50", code=None),
    product(categorie="50", code="50A01"),
]
DAGEN = st.integers(0, 12).map(lambda n: BEGIN + timedelta(days=n))
TIJDVAKKEN = st.builds(Tijdvak, st.sampled_from(PRODUCTEN), DAGEN, st.none() | DAGEN)


def _zelfde(een, ander):
    if een is None or ander is None:
        return True
    return een.categorie == ander.categorie and (een.code == ander.code or None in (een.code, ander.code))


def _overlapt(een, ander):
    begin = max(een.begin, ander.begin)
    return begin <= min(een.eind or date.max, ander.eind or date.max)


def _paarsgewijs(tijdvakken):
    """The later one of every overlapping pair: by begin, and by place when they begin together."""
    volgorde = sorted(enumerate(tijdvakken), key=lambda paar: (paar[1].begin, paar[0]))
    return {
        nummer
        for plaats, (nummer, een) in enumerate(volgorde)
        for _, ander in volgorde[:plaats]
        if _zelfde(een.product, ander.product)
        and een.begin <= (een.eind or date.max)
        and ander.begin <= (ander.eind or date.max)
        and _overlapt(een, ander)
    }


@given(st.lists(TIJDVAKKEN, max_size=8))
def test_vindt_hetzelfde_als_paarsgewijs_vergelijken(tijdvakken):
    voorkomens = [Voorkomen(tijdvak, None, EIGEN, nummer) for nummer, tijdvak in enumerate(tijdvakken)]
    gevonden = {voorkomen.plaats for voorkomen, _ in overlappingen(voorkomens, lambda tijdvak: tijdvak)}
    assert gevonden == _paarsgewijs(tijdvakken)
