"""Verdeelsleutels: what is refused, what is frozen, and shares that always sum."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.cost_routing.verdeelsleutel import (
    HEEL,
    Sleutelfout,
    Sleutels,
    Sleutelsoort,
    Verdeelsleutel,
    in_maanden,
    maak_sleutel,
    meng,
)
from ijw.rekenen import verdeel

JEUGDIGEN = [("0141", 16_000), ("0147", 5_000), ("0153", 33_000)]


def sleutel(regels: Any, soort: Sleutelsoort = Sleutelsoort.JEUGDIGEN, **anders: Any) -> Verdeelsleutel:
    return maak_sleutel("crisis", 2026, soort, regels, **anders)


def test_voorbeeld_13_de_sleutel_verdeelt_tot_op_de_cent() -> None:
    # 16/54, 5/54 and 33/54 of 1,000,000: remainders .296, .592 and .111, so the cent goes to 0147.
    assert sleutel(JEUGDIGEN).verdeel(1_000_000) == {"0141": 296_296, "0147": 92_593, "0153": 611_111}


def test_voorbeeld_13_gelijke_resten_gaan_naar_de_laagste_code() -> None:
    gelijk = sleutel([("0153", 1), ("0147", 1), ("0141", 1)], Sleutelsoort.GELIJK)
    assert gelijk.verdeel(-10_000) == {"0141": -3_334, "0147": -3_333, "0153": -3_333}


def test_de_volgorde_van_de_regels_doet_er_niet_toe() -> None:
    assert len({sleutel(volgorde) for volgorde in permutations(JEUGDIGEN)}) == 1


@pytest.mark.parametrize(
    ("regels", "anders", "melding"),
    [
        (
            [("0141", 4_000), ("0147", 5_900)],
            {"procenten": True},
            "de percentages tellen op tot 99,00 %, verwacht 100,00 %",
        ),
        ([("0141", 4_000), ("0147", 6_001)], {"procenten": True}, "100,01 %"),
        ([("0141", 1), ("0147", 2), ("0141", 1)], {}, "gemeente 0141 staat er 2 keer in"),
        ([("141", 1)], {}, "'141' is geen gemeentecode"),
        ([("0141", 3), ("0147", -1)], {}, "gemeente 0147 heeft een negatief gewicht"),
        ([("0141", 0)], {}, "geen gemeente heeft een gewicht"),
        ([], {}, "geen gemeente heeft een gewicht"),
        ([("0141", 1), ("0147", 2)], {"soort": Sleutelsoort.GELIJK}, "niet gelijk"),
    ],
)
def test_een_sleutel_die_niet_klopt_wordt_geweigerd(regels: Any, anders: Any, melding: str) -> None:
    with pytest.raises(Sleutelfout, match=f"Verdeelsleutel 'crisis' over 2026: .*{melding}"):
        sleutel(regels, **anders)


def test_percentages_die_kloppen_en_een_gemeente_zonder_deel() -> None:
    assert sleutel([("0141", 3_333), ("0147", 6_667), ("0153", 0)], procenten=True).verdeel(10_000) == {
        "0141": 3_333,
        "0147": 6_667,
        "0153": 0,
    }


def test_een_vastgestelde_sleutel_verandert_niet() -> None:
    eerste = sleutel(JEUGDIGEN)
    sleutels = Sleutels([eerste, sleutel(JEUGDIGEN)])
    assert sleutels.zoek("crisis", date(2026, 1, 1)) == eerste
    assert sleutels.zoek("crisis", date(2026, 12, 31)) == eerste
    assert sleutels.zoek("crisis", date(2025, 12, 31)) is None
    assert sleutels.zoek("crisis", date(2027, 1, 1)) is None
    with pytest.raises(Sleutelfout, match="'crisis' over 2026 is al vastgesteld"):
        Sleutels([eerste, sleutel([("0141", 1)])])


def test_een_mix_is_precies() -> None:
    gelijk = sleutel([("0141", 1), ("0147", 1)], Sleutelsoort.GELIJK)
    een_op_twee = sleutel([("0141", 1), ("0147", 2)])
    gemengd = meng("mix", 2026, [(gelijk, 5_000), (een_op_twee, 5_000)])
    # A half of 1/2 and 1/2, a half of 1/3 and 2/3: 5/12 and 7/12.
    assert gemengd.gewichten == (("0141", 5), ("0147", 7))
    assert gemengd.soort is Sleutelsoort.MIX


def test_een_mix_die_niet_kan() -> None:
    een = sleutel(JEUGDIGEN)
    with pytest.raises(Sleutelfout, match="tellen op tot 99,00 %"):
        meng("mix", 2026, [(een, 9_900)])
    with pytest.raises(Sleutelfout, match="uit delen van nul of meer"):
        meng("mix", 2026, [(een, 11_000), (een, -1_000)])
    with pytest.raises(Sleutelfout, match="'crisis' is van 2026"):
        meng("mix", 2027, [(een, HEEL)])


def test_twaalfden() -> None:
    # 100,000 = 12 x 8,333 + 4.
    maanden = in_maanden(100_000, 2026)
    assert list(maanden) == [date(2026, maand, 1) for maand in range(1, 13)]
    assert list(maanden.values()) == [8_334] * 4 + [8_333] * 8


GEWICHTEN = st.dictionaries(st.from_regex(r"\A[0-9]{4}\Z"), st.integers(0, 10**6), min_size=1, max_size=20).filter(
    lambda gewichten: sum(gewichten.values()) > 0
)


@given(st.integers(-(10**12), 10**12), GEWICHTEN)
def test_delen_tellen_altijd_op(bedrag: int, gewichten: dict[str, int]) -> None:
    delen = sleutel(gewichten.items()).verdeel(bedrag)
    assert sum(delen.values()) == bedrag
    assert all(deel * bedrag >= 0 for deel in delen.values())
    assert sum(in_maanden(bedrag, 2026).values()) == bedrag


@given(st.integers(-(10**9), 10**9), GEWICHTEN, GEWICHTEN, st.integers(0, HEEL))
def test_een_mix_verdeelt_naar_de_som_van_de_delen(
    bedrag: int, een: dict[str, int], ander: dict[str, int], deel: int
) -> None:
    """Every share lies within a cent of the exact fraction."""
    gemengd = meng("mix", 2026, [(sleutel(een.items()), deel), (sleutel(ander.items()), HEEL - deel)])
    delen = gemengd.verdeel(bedrag)
    assert sum(delen.values()) == bedrag
    totalen = sum(een.values()), sum(ander.values())
    for gemeente, cent in delen.items():
        teller = bedrag * (
            deel * een.get(gemeente, 0) * totalen[1] + (HEEL - deel) * ander.get(gemeente, 0) * totalen[0]
        )
        assert abs(cent * HEEL * totalen[0] * totalen[1] - teller) < HEEL * totalen[0] * totalen[1]
    assert verdeel(-bedrag, dict(gemengd.gewichten)) == {gemeente: -cent for gemeente, cent in delen.items()}
