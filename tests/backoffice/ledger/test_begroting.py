"""Begroting against realisatie, and the forecast."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.ledger.begroting import Vergelijking, prognose


def jaar(nummer: int, *bedragen: int) -> dict[date, int]:
    return {date(nummer, maand, 1): bedrag for maand, bedrag in enumerate(bedragen, 1)}


MAART = date(2026, 3, 1)


def test_zonder_vorig_jaar_is_het_een_rechte_lijn() -> None:
    # 600 in 3 months is 200 a month.
    assert prognose(jaar(2026, 100, 200, 300), {}, MAART) == 2_400


def test_met_vorig_jaar_volgt_het_dat_verloop() -> None:
    # Last year the first quarter was 300 of 1,000; this year it is 600.
    vorig = jaar(2025, 100, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0, 700)
    assert prognose(jaar(2026, 100, 200, 300), vorig, MAART) == 2_000


def test_begon_het_vorig_jaar_pas_na_deze_maanden_dan_is_er_geen_verloop() -> None:
    assert prognose(jaar(2026, 100, 200, 300), jaar(2025, 0, 0, 0, 900), MAART) == 2_400


def test_wat_na_de_peilmaand_is_geleverd_telt_niet_mee() -> None:
    assert prognose(jaar(2026, 100, 200, 300, 999), {}, MAART) == 2_400


def test_een_heel_jaar_is_wat_het_was() -> None:
    heel = jaar(2026, *[10] * 12)
    assert prognose(heel, jaar(2025, *[90] * 12), date(2026, 12, 1)) == 120
    assert prognose(heel, {}, date(2026, 11, 1)) == 120


def test_afronden_op_de_cent_ook_onder_nul() -> None:
    # 12 / 7 of a cent is 1.71.
    assert prognose(jaar(2026, 1), {}, date(2026, 7, 1)) == 2
    assert prognose(jaar(2026, -1), {}, date(2026, 7, 1)) == -2


@pytest.mark.parametrize(
    ("begroot", "verschil", "promille"),
    [(1_000, 190, 190), (500, -310, -620), (0, -810, None), (None, None, None)],
)
def test_een_verschil_boven_nul_is_meer_begroot_dan_verwacht(
    begroot: int | None, verschil: int | None, promille: int | None
) -> None:
    regel = Vergelijking("OB Jeugd", begroot, 400, 810)
    assert (regel.verschil, regel.promille) == (verschil, promille)
