"""The states of delivery on a toewijzing: every step that is allowed, and every one that a rule refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.toewijzingen.levering import (
    NIETS,
    Lijn,
    Toestand,
    levering_na,
    na,
    toestand,
    volgorde,
    zorg_van,
)
from ijw.berichten import jw305, jw307
from ijw.feiten import Feiten, Levering
from ijw.regels.toetsing import oordeel
from tests.bouwers import start_product, stop_product


def start(dag: int = 1, **anders: Any) -> jw305.StartProduct:
    """A start on a day of June 2025."""
    return start_product(begindatum=date(2025, 6, dag), **anders)


def stop(tot: int, reden: str = "31", vanaf: int = 1, **anders: Any) -> jw307.StopProduct:
    """A stop, after a day of June 2025, of what began on another."""
    return stop_product(
        begindatum=date(2025, 6, vanaf), einddatum=date(2025, 6, tot), reden_beeindiging=reden, **anders
    )


def pauze(tot: int, vanaf: int = 1, **anders: Any) -> jw307.StopProduct:
    return stop(tot, "20", vanaf, **anders)


def weg(lijn: Any) -> Any:
    """The line that deletes another."""
    return replace(lijn, status_aanlevering="3")


def codes(levering: Levering, lijn: Lijn, *, bekend: bool = True) -> list[str | None]:
    """The retourcodes on a line, given what stands before it."""
    soort = jw307.SOORT if isinstance(lijn, jw307.StopProduct) else jw305.SOORT
    feiten = Feiten(levering=levering, toewijzing_bekend=bekend)
    return [bevinding.retourcode for bevinding in oordeel(soort, lijn, "/Bericht", feiten).bevindingen]


def doorloop(*lijnen: Lijn) -> Levering:
    """What stands after lines that are each allowed."""
    levering = NIETS
    for lijn in lijnen:
        assert codes(levering, lijn) == []
        levering = na(levering, lijn)
    return levering


@pytest.mark.parametrize(
    ("lijnen", "verwacht"),
    [
        ((), Toestand.GEEN),
        ((start(),), Toestand.GESTART),
        ((start(), pauze(20)), Toestand.GEPAUZEERD),
        ((start(), stop(20)), Toestand.GESTOPT),
        ((start(), pauze(20), stop(20)), Toestand.GESTOPT),
        ((start(), pauze(10), start(15)), Toestand.GESTART),
        ((start(), stop(10), start(15)), Toestand.GESTART),
        ((start(), stop(10), start(15), pauze(20, 15)), Toestand.GEPAUZEERD),
        ((start(), pauze(10), start(15), stop(20, vanaf=15)), Toestand.GESTOPT),
        ((start(), weg(start())), Toestand.GEEN),
        ((start(), weg(start()), start()), Toestand.GESTART),
        ((start(), stop(20), weg(stop(20))), Toestand.GESTART),
        ((start(), pauze(20), weg(pauze(20)), weg(start())), Toestand.GEEN),
        ((start(), pauze(20), stop(25), weg(stop(25))), Toestand.GEPAUZEERD),
        ((start(), pauze(20), stop(25), weg(pauze(20))), Toestand.GESTOPT),
        ((start(), stop(10), start(15), weg(start(15))), Toestand.GESTOPT),
        ((start(), stop(10), weg(stop(10)), pauze(10)), Toestand.GEPAUZEERD),
    ],
)
def test_toegestane_stappen(lijnen, verwacht):
    assert toestand(doorloop(*lijnen)) is verwacht


@pytest.mark.parametrize(
    ("eerder", "lijn", "verwacht"),
    [
        ((start(1),), start(15), ["9326"]),
        ((start(1),), start(1), ["9074", "9326"]),
        ((start(1), pauze(10), start(15)), start(20), ["9326"]),
        ((start(1), pauze(10)), pauze(20), ["9413"]),
        ((start(1), stop(10)), stop(20), ["9415"]),
        ((start(1), stop(10)), pauze(20), ["9415"]),
        ((start(1), pauze(20)), stop(19), ["9414"]),
        ((), stop(20), ["9069"]),
        ((start(1),), stop(20, vanaf=2), ["9069"]),
        ((start(1),), stop(20, code="45A05"), ["9069"]),
        ((start(1), weg(start(1))), stop(20), ["9069"]),
        ((), weg(start(1)), ["9063"]),
        ((start(1), weg(start(1))), weg(start(1)), ["9063"]),
        ((start(1),), weg(stop(20)), ["9063"]),
        ((start(1), stop(20)), weg(stop(21)), ["9063"]),
        ((start(1), stop(20)), weg(start(1)), ["9071"]),
        ((start(1), pauze(20)), weg(start(1)), ["9071"]),
        ((start(1), pauze(10)), start(1), ["9074"]),
        ((start(1), stop(20)), stop(20), ["9074", "9415"]),
    ],
)
def test_verboden_stappen(eerder, lijn, verwacht):
    assert codes(doorloop(*eerder), lijn) == verwacht


@pytest.mark.parametrize("lijn", [start(), stop(20)])
def test_zonder_toewijzing_begint_of_eindigt_er_niets(lijn):
    stand = NIETS if isinstance(lijn, jw305.StartProduct) else levering_na([start()])
    assert codes(stand, lijn, bekend=False) == ["9019"]


def test_een_definitieve_stop_na_een_tijdelijke():
    gepauzeerd = doorloop(start(), pauze(20))
    assert codes(gepauzeerd, stop(20)) == []
    assert codes(gepauzeerd, stop(19)) == ["9414"]
    assert codes(gepauzeerd, pauze(21)) == ["9413"]


def test_een_verbetering_in_hetzelfde_bericht_begint_met_verwijderen():
    stand = doorloop(start(1))
    for lijn in sorted([start(2), weg(start(1))], key=volgorde):
        assert codes(stand, lijn) == []
        stand = na(stand, lijn)
    assert stand == levering_na([start(2)])


def test_binnen_een_bericht_komt_de_tijdelijke_stop_voor_de_definitieve():
    lijnen = [stop(25), stop(20), pauze(20), weg(stop(30))]
    assert sorted(lijnen, key=volgorde) == [weg(stop(30)), pauze(20), stop(20), stop(25)]


def test_zonder_toewijzingnummer_hoort_bij_elkaar_wat_hetzelfde_product_heeft():
    assert zorg_van(start()) == zorg_van(stop(20)) == 1001
    assert zorg_van(start(toewijzing_nummer=None)) == zorg_van(stop(20, toewijzing_nummer=None)) == ("45", "45A04")
    assert zorg_van(start(toewijzing_nummer=None, product=None)) == (None, None)


STOP_WEG = tuple(lijn for vanaf in (1, 10) for lijn in (weg(pauze(15, vanaf)), weg(stop(25, vanaf=vanaf))))
LIJNEN = (
    *(lijn for dag in (1, 10, 20) for lijn in (start(dag), weg(start(dag)))),
    *(lijn for vanaf in (1, 10) for tot in (15, 25) for lijn in (pauze(tot, vanaf), stop(tot, vanaf=vanaf))),
    *STOP_WEG,
)


@given(st.lists(st.sampled_from(LIJNEN), max_size=12))
def test_hoe_lijnen_elkaar_ook_volgen(lijnen):
    """At most one start runs, every stop has its start, and no line is taken twice.

    No rule forbids taking back a stop after which another start came; then both run until one is stopped.
    """
    stand, heropend = NIETS, 0
    for lijn in lijnen:
        if not codes(stand, lijn):
            heropend += lijn in STOP_WEG
            stand = na(stand, lijn)
        assert codes(stand, lijn) != []
        assert len(stand.lopend) <= 1 + heropend
        assert {een.start for een in stand.stops} <= stand.starts
