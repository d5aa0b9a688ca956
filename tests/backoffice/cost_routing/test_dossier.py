"""Facts as they are told: what is wrong with one by itself, and when two are about the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backoffice.cost_routing.dossier import SOORTEN, Opgave, gebreken, stel_samen
from backoffice.cost_routing.feiten import Adressoort, Gezagsoort, Verblijfsoort

DAG = date(2026, 1, 1)


def opgave(soort: str = "woonadres", **anders: Any) -> Opgave:
    return replace(Opgave(soort, DAG, None, "0153", False, "BRP"), **anders)


@pytest.mark.parametrize(
    ("feit", "kolommen"),
    [
        (opgave(), []),
        (opgave(tot_en_met=DAG), []),
        (opgave(tot_en_met=date(2025, 12, 31)), ["tot_en_met"]),
        (opgave(vanaf=None), ["vanaf"]),
        (opgave(gemeente=None), ["gemeente"]),
        (opgave(gemeente="153"), ["gemeente"]),
        (opgave(bron=""), ["bron"]),
        (opgave(in_onderzoek=True), []),
        (opgave("verblijf pleegouder", gemeente=None), []),
        (opgave("verblijf pleegouder", in_onderzoek=True), ["in_onderzoek"]),
        (opgave("adres buitenland"), ["gemeente"]),
        (opgave("adres buitenland", gemeente=None), []),
        (opgave("hulpvraag", gemeente=None), []),
        (opgave("hulpvraag", gemeente=None, tot_en_met=DAG), ["tot_en_met"]),
        (opgave("moeder bij geboorte", vanaf=None), []),
        (opgave("moeder bij geboorte"), ["vanaf"]),
        (opgave("moeder bij geboorte", vanaf=None, tot_en_met=DAG), ["tot_en_met"]),
        (opgave("feitelijk verblijf", gemeente=None), []),
    ],
)
def test_gebreken(feit: Opgave, kolommen: list[str]) -> None:
    assert [kolom for kolom, _ in gebreken(feit)] == kolommen


def test_over_hetzelfde_feit() -> None:
    assert opgave().sleutel == opgave("briefadres", gemeente="0164").sleutel
    assert opgave().sleutel != opgave(vanaf=date(2026, 1, 2)).sleutel
    assert opgave().sleutel != opgave("verblijf jji").sleutel
    assert opgave("gezag ouder").sleutel != opgave("gezag ouder", gemeente="0164").sleutel
    assert opgave("geboortedatum").sleutel == opgave("geboortedatum", vanaf=date(2010, 1, 1)).sleutel
    assert opgave().zegt_hetzelfde_als(replace(opgave(), bron="telefoon"))
    assert not opgave().zegt_hetzelfde_als(opgave(tot_en_met=DAG))


def test_elke_soort_krijgt_zijn_plaats() -> None:
    feiten = stel_samen(opgave(soort, vanaf=None if soort == "moeder bij geboorte" else DAG) for soort in SOORTEN)
    assert {adres.soort for adres in feiten.adressen} == set(Adressoort)
    assert {verblijf.soort for verblijf in feiten.verblijven} == set(Verblijfsoort)
    assert {gezag.soort for gezag in feiten.gezag} == set(Gezagsoort)
    assert (len(feiten.feitelijk), feiten.hulpvragen, feiten.geboortedatum) == (1, [DAG], DAG)
    assert feiten.moeder is not None
    assert feiten.moeder.gemeente == "0153"


def test_een_feit_zonder_datum_wordt_niet_gebruikt() -> None:
    with pytest.raises(ValueError, match="zonder datum"):
        stel_samen([opgave(vanaf=None)])
