"""Worked examples of volume caps, amounts and budgets, recomputed by hand, from message to decision."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backoffice.declaraties.model import Stand
from ijw.berichten import jw323
from ijw.feiten import Debetsleutel, Verbruik
from tests import declaratiebouwers as d
from tests.backoffice.contracts.bouwers import product
from tests.backoffice.declaraties.bouwers import afspraken, codes, oordeel, stand, vaste_prijs

Maand = tuple[date, date]


def dag(tekst: str) -> date:
    return date.fromisoformat(tekst)


def tot(begin: str, eind: str) -> Maand:
    return dag(begin), dag(eind)


def lever(referentie: str, maand: Maand, volume: int, **anders: Any) -> jw323.Prestatie:
    """Volume at one euro per eenheid; euro's (83) are their own amount."""
    euro = anders.get("eenheid") == "83"
    velden: dict[str, Any] = {
        "geleverd_volume": volume,
        "product_tarief": None if euro else 100,
        "bedrag": volume if euro else 100 * volume,
    }
    return d.prestatie(referentie, *maand, **(velden | anders))


def bekend(eenheid: str, *, eerder: int = 0, eerder_bedrag: int = 0, **toewijzing: Any) -> Stand:
    """A toewijzing in an eenheid that is sold at one euro."""
    prijs = product(eenheid="83", tarieven=()) if eenheid == "83" else vaste_prijs(eenheid, 100)
    return stand(
        afspraken=afspraken(prijs),
        toewijzingen={1001: d.toewijzing(eenheid=eenheid, **toewijzing)},
        verbruik={1001: Verbruik(eerder, eerder_bedrag)},
        laatste_periode=None,
    )


def judge(prestatie: jw323.Prestatie, wat: Stand) -> tuple[str, ...]:
    """Codes of one prestatie, declared in the month of its delivery."""
    eind = prestatie.product_periode.einddatum
    uitkomst = oordeel(prestatie, bekend=wat, declaratie_periode=d.periode(eind.replace(day=1), eind))
    return codes(uitkomst)["R1"]


DRIE_UUR = {"volume": 3, "frequentie": "2"}
WEEKEN_2025 = DRIE_UUR | {"ingangsdatum": dag("2025-07-07"), "einddatum": dag("2025-09-07")}
WEEKEN_JAARWISSEL = DRIE_UUR | {"ingangsdatum": dag("2025-10-07"), "einddatum": dag("2025-12-30")}
WEEKEN_2026 = DRIE_UUR | {"ingangsdatum": dag("2026-11-12"), "einddatum": dag("2026-12-13")}
WEEKGELD = {"volume": 30_000, "frequentie": "2"}
OUTPUT_ZOMER = WEEKGELD | {"ingangsdatum": dag("2025-07-07"), "einddatum": dag("2025-09-05")}
OUTPUT_HERFST = WEEKGELD | {"ingangsdatum": dag("2025-10-01"), "einddatum": dag("2025-12-31")}
HEEL_2026 = {"ingangsdatum": dag("2026-01-01"), "einddatum": dag("2026-12-31"), "frequentie": "2"}
UREN_PER_MAAND = {
    "volume": 15,
    "frequentie": "4",
    "ingangsdatum": dag("2026-10-14"),
    "einddatum": dag("2026-12-13"),
}


@pytest.mark.parametrize(
    ("eenheid", "toewijzing", "maand", "hoogste"),
    [
        ("04", WEEKEN_2025, tot("2025-07-07", "2025-07-31"), 12),
        ("04", WEEKEN_2025, tot("2025-08-01", "2025-08-31"), 15),
        ("04", WEEKEN_2025, tot("2025-09-01", "2025-09-07"), 3),
        ("04", WEEKEN_JAARWISSEL, tot("2025-10-07", "2025-10-31"), 12),
        ("04", WEEKEN_JAARWISSEL, tot("2025-11-01", "2025-11-30"), 15),
        ("04", WEEKEN_JAARWISSEL, tot("2025-12-01", "2025-12-30"), 15),
        ("04", WEEKEN_2026, tot("2026-11-12", "2026-11-30"), 12),
        ("04", WEEKEN_2026, tot("2026-12-01", "2026-12-13"), 6),
        ("83", OUTPUT_ZOMER, tot("2025-07-07", "2025-07-31"), 90_000),
        ("83", OUTPUT_ZOMER, tot("2025-08-01", "2025-08-31"), 180_000),
        ("83", OUTPUT_ZOMER, tot("2025-09-01", "2025-09-05"), 0),
        ("83", OUTPUT_HERFST, tot("2025-10-01", "2025-10-31"), 120_000),
        ("83", OUTPUT_HERFST, tot("2025-11-01", "2025-11-30"), 150_000),
        ("83", OUTPUT_HERFST, tot("2025-12-01", "2025-12-31"), 150_000),
        ("01", HEEL_2026 | {"volume": 120}, tot("2026-03-01", "2026-03-31"), 720),
        ("14", HEEL_2026 | {"volume": 7}, tot("2026-03-01", "2026-03-31"), 31),
        ("04", UREN_PER_MAAND, tot("2026-10-14", "2026-10-31"), 15),
        ("04", UREN_PER_MAAND, tot("2026-11-01", "2026-11-30"), 15),
        ("04", UREN_PER_MAAND, tot("2026-12-01", "2026-12-13"), 15),
    ],
)
def test_het_hoogste_volume_van_een_periode(
    eenheid: str, toewijzing: dict[str, Any], maand: Maand, hoogste: int
) -> None:
    wat = bekend(eenheid, **toewijzing)
    assert judge(lever("R1", maand, hoogste, eenheid=eenheid), wat) == ()
    assert judge(lever("R1", maand, hoogste + 1, eenheid=eenheid), wat) == ("9321",)


@pytest.mark.parametrize(
    ("eenheid", "toewijzing", "maand", "totaal"),
    [
        ("04", WEEKEN_2025, tot("2025-09-01", "2025-09-07"), 27),
        ("04", WEEKEN_JAARWISSEL, tot("2025-12-01", "2025-12-30"), 39),
        ("04", WEEKEN_2026, tot("2026-12-01", "2026-12-13"), 15),
        ("83", OUTPUT_ZOMER, tot("2025-08-01", "2025-08-31"), 270_000),
        ("83", OUTPUT_HERFST, tot("2025-12-01", "2025-12-31"), 420_000),
        ("04", UREN_PER_MAAND, tot("2026-12-01", "2026-12-13"), 45),
    ],
)
def test_het_totaal_over_de_toewijzing(
    eenheid: str, toewijzing: dict[str, Any], maand: Maand, totaal: int
) -> None:
    maat = 60 if eenheid == "04" else 1
    candidaat = lever("R1", maand, 2, eenheid=eenheid)
    past = bekend(eenheid, eerder=maat * (totaal - 2), **toewijzing)
    te_veel = bekend(eenheid, eerder=maat * (totaal - 2) + 1, **toewijzing)
    assert judge(candidaat, past) == ()
    assert judge(candidaat, te_veel) == ("9322",)


def test_na_12_en_15_uur_is_er_in_september_niets_meer() -> None:
    """Four and five weeks are 27 of the 27 hours, because the week of the month's turn counts in both."""
    juli = lever("R1", tot("2025-07-07", "2025-07-31"), 12, eenheid="04")
    augustus = lever("R2", tot("2025-08-01", "2025-08-31"), 15, eenheid="04")
    september = lever("R3", tot("2025-09-01", "2025-09-07"), 1, eenheid="04")
    niets = lever("R3", tot("2025-09-01", "2025-09-07"), 0, eenheid="04")
    wat = bekend("04", **WEEKEN_2025)
    assert codes(oordeel(juli, augustus, september, bekend=wat)) == {"R1": (), "R2": (), "R3": ("9322",)}
    assert codes(oordeel(juli, augustus, niets, bekend=wat)) == {"R1": (), "R2": (), "R3": ()}


@pytest.mark.parametrize(
    ("minuten", "bedrag", "verwacht"),
    [
        (585, 57281, ()),
        (585, 57330, ("9346",)),
        (600, 58750, ()),
        (601, 58848, ("9321",)),
        (330, 32313, ()),
    ],
)
def test_twee_uur_per_week_in_minuten_tegen_een_uurtarief(
    minuten: int, bedrag: int, verwacht: tuple[str, ...]
) -> None:
    assert codes(oordeel(d.prestatie(geleverd_volume=minuten, bedrag=bedrag))) == {"R1": verwacht}


@pytest.mark.parametrize(("volume", "verwacht"), [(50, ()), (52, ("9322",)), (81, ("9321", "9322"))])
def test_80_uur_in_totaal_na_een_credit_van_20(volume: int, verwacht: tuple[str, ...]) -> None:
    """50 approved, 20 credited in the message: 30 are left standing, so 50 more fit."""
    april, mei = tot("2026-04-01", "2026-04-30"), tot("2026-05-01", "2026-05-31")
    eerder = d.eerder(
        sleutel=Debetsleutel(1001, "45", "OB1A", *april), volume=20, eenheid="04", tarief=100, bedrag=2000
    )
    wat = replace(
        bekend("04", eerder=50 * 60, volume=80, frequentie="6"),
        eerdere_debetten={"R0": eerder},
        goedgekeurde_debetten={eerder.sleutel: "R0"},
    )
    credit = lever("C1", april, 20, eenheid="04", vorig="R0")
    uitkomst = oordeel(lever("R1", mei, volume, eenheid="04"), credit, bekend=wat)
    assert codes(uitkomst) == {"R1": verwacht, "C1": ()}
    assert uitkomst.verbruik[1001].volume == 60 * ((0 if verwacht else volume) - 20)


class TestTienVanTwaalfUur:
    """Cap 12 uren, 10 approved: correcting to 12 takes a credit of 10 first."""

    MEI = tot("2026-05-01", "2026-05-31")
    EERDER = d.eerder(volume=10, eenheid="04", tarief=100, bedrag=1000)
    WAT = replace(
        bekend("04", eerder=600, eerder_bedrag=1000, volume=12, frequentie="6"),
        eerdere_debetten={"R0": EERDER},
        goedgekeurde_debetten={EERDER.sleutel: "R0"},
    )

    def test_credit_en_debet_samen(self) -> None:
        debet = lever("R1", self.MEI, 12, eenheid="04")
        credit = lever("R2", self.MEI, 10, eenheid="04", vorig="R0")
        uitkomst = oordeel(debet, credit, bekend=self.WAT)
        assert codes(uitkomst) == {"R1": (), "R2": ()}
        assert uitkomst.verbruik == {1001: Verbruik(120, 200)}

    def test_het_debet_alleen(self) -> None:
        assert judge(lever("R1", self.MEI, 12, eenheid="04"), self.WAT) == ("9389", "9322")


@pytest.mark.parametrize(("bedrag", "verwacht"), [(380_000, ()), (390_000, ("9369",)), (380_001, ("9369",))])
def test_een_budget_van_5000_euro(bedrag: int, verwacht: tuple[str, ...]) -> None:
    """1,200 and 1,500 approved, the 1,500 credited in the message."""
    mei = tot("2026-05-01", "2026-05-31")
    maart = tot("2026-03-01", "2026-03-31")
    eerder = d.eerder(
        sleutel=Debetsleutel(1001, "45", "OB1A", *maart),
        volume=150_000,
        eenheid="83",
        tarief=None,
        bedrag=150_000,
    )
    wat = replace(
        bekend("83", eerder_bedrag=270_000, volume=None, frequentie=None, budget=500_000),
        eerdere_debetten={"R0": eerder},
        goedgekeurde_debetten={eerder.sleutel: "R0"},
    )
    zonder_omvang = replace(wat, toewijzingen={1001: replace(wat.toewijzingen[1001], eenheid=None, code=None)})
    credit = lever("C1", maart, 150_000, eenheid="83", vorig="R0")
    uitkomst = oordeel(credit, lever("R1", mei, bedrag, eenheid="83"), bekend=zonder_omvang)
    assert codes(uitkomst) == {"C1": (), "R1": verwacht}


def test_opvolgende_toewijzingen_in_een_maand_hebben_elk_een_prestatie() -> None:
    """IV084: old number through 14 May, new one from 15 May."""
    oud = d.toewijzing(einddatum=date(2026, 5, 14))
    nieuw = d.toewijzing(toewijzing_nummer=1002, ingangsdatum=date(2026, 5, 15))
    wat = stand(toewijzingen={1001: oud, 1002: nieuw}, toewijzing_client={1001: d.CLIENT, 1002: d.CLIENT})
    eerste = d.prestatie("R1", eind=date(2026, 5, 14), geleverd_volume=300, bedrag=29375)
    tweede = d.prestatie("R2", date(2026, 5, 15), geleverd_volume=300, bedrag=29375, toewijzing_nummer=1002)
    assert codes(oordeel(eerste, tweede, bekend=wat)) == {"R1": (), "R2": ()}
