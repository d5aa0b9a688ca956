"""Facts about made-up jeugdigen, by hand and by hypothesis."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from backoffice.cost_routing.feiten import (
    Adres,
    Adressoort,
    Feitelijk,
    Gezag,
    Gezagsoort,
    Moeder,
    Persoonsfeiten,
    Verblijf,
    Verblijfsoort,
)

ALMELO, BORNE, DINKELLAND, ENSCHEDE, HAAKSBERGEN = "0141", "0147", "1774", "0153", "0158"
HELLENDOORN, HENGELO, LOSSER, OLDENZAAL, TUBBERGEN, WIERDEN = "0163", "0164", "0168", "0173", "0183", "0189"
DEVENTER, ZWOLLE, APELDOORN = "0150", "0193", "0200"


def woont(gemeente: str, vanaf: date, tot_en_met: date | None = None, **anders: Any) -> Adres:
    return Adres(vanaf, tot_en_met, Adressoort.WOONADRES, gemeente, **anders)


def pleeggezin(vanaf: date, tot_en_met: date | None = None, gemeente: str | None = None) -> Verblijf:
    return Verblijf(vanaf, tot_en_met, Verblijfsoort.PLEEGOUDER, gemeente)


def gezinshuis(vanaf: date, tot_en_met: date | None = None, gemeente: str | None = None) -> Verblijf:
    return Verblijf(vanaf, tot_en_met, Verblijfsoort.JEUGDHULPAANBIEDER, gemeente)


DAGEN = st.dates(date(2021, 9, 1), date(2022, 5, 1))
GEMEENTEN = st.sampled_from([ALMELO, BORNE, ENSCHEDE])


@st.composite
def reeks(draw: st.DrawFn, maak: Any) -> list[Any]:
    """Facts one after another, with or without days in between."""
    grenzen = sorted(draw(st.sets(DAGEN, max_size=6)))
    feiten = []
    for vanaf, volgende in pairwise([*grenzen, date(2022, 6, 1)]):
        tot_en_met = volgende - timedelta(days=draw(st.integers(1, 3)))
        if vanaf <= tot_en_met and draw(st.integers(0, 4)):
            feiten.append(maak(draw, vanaf, tot_en_met))
    return feiten


def adres(draw: st.DrawFn, vanaf: date, tot_en_met: date) -> Adres:
    soort = draw(st.sampled_from(Adressoort))
    gemeente = draw(GEMEENTEN) if soort in (Adressoort.WOONADRES, Adressoort.BRIEFADRES) else None
    return Adres(vanaf, tot_en_met, soort, gemeente, draw(st.booleans()))


PERSONEN = st.builds(
    Persoonsfeiten,
    reeks(adres),
    reeks(lambda draw, vanaf, tot: Verblijf(vanaf, tot, draw(st.sampled_from(Verblijfsoort)))),
    reeks(lambda draw, vanaf, tot: Feitelijk(vanaf, tot, draw(st.none() | GEMEENTEN))),
    reeks(
        lambda draw, vanaf, tot: Gezag(vanaf, tot, draw(st.sampled_from(Gezagsoort)), draw(st.none() | GEMEENTEN))
    ),
    st.lists(DAGEN, max_size=3),
    st.none() | st.builds(Moeder, st.none() | GEMEENTEN),
    st.none() | st.dates(date(2003, 10, 1), date(2004, 3, 1)),
)
