"""Months close in order, and what comes later moves to the first open one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.ledger.perioden import boekmaand, maand_na, waarom_niet_te_sluiten

APRIL, MEI, JUNI = date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1)


@pytest.mark.parametrize(
    ("dag", "laatst_gesloten", "verwacht"),
    [
        (date(2026, 5, 31), None, MEI),
        (date(2026, 5, 31), APRIL, MEI),
        (date(2026, 5, 31), MEI, JUNI),
        (date(2026, 4, 30), MEI, JUNI),
        (date(2026, 12, 31), date(2026, 12, 1), date(2027, 1, 1)),
    ],
)
def test_een_boeking_komt_in_de_eerste_open_maand(dag: date, laatst_gesloten: date, verwacht: date) -> None:
    assert boekmaand(dag, laatst_gesloten) == verwacht


@given(st.dates(max_value=date(9000, 1, 1)))
def test_na_een_maand_komt_de_volgende(dag: date) -> None:
    volgende = maand_na(dag)
    assert volgende.day == 1
    assert 0 < (volgende - dag).days <= 31


@pytest.mark.parametrize(
    ("maand", "laatst_gesloten", "vandaag", "woord"),
    [
        (MEI, APRIL, date(2026, 5, 31), "pas voorbij na 31-05-2026"),
        (MEI, MEI, JUNI, "al gesloten"),
        (APRIL, MEI, JUNI, "al gesloten"),
        (JUNI, APRIL, date(2026, 7, 1), "sluit eerst 05-2026"),
    ],
)
def test_wat_niet_sluit(maand: date, laatst_gesloten: date, vandaag: date, woord: str) -> None:
    assert woord in (waarom_niet_te_sluiten(maand, laatst_gesloten, vandaag) or "")


def test_een_maand_sluit_zodra_hij_voorbij_is_en_de_vorige_dicht_is() -> None:
    assert waarom_niet_te_sluiten(MEI, APRIL, JUNI) is None
    assert waarom_niet_te_sluiten(MEI, None, JUNI) is None
