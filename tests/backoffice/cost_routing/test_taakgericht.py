"""Voorschotten in twelfths and the settlement after the year."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from backoffice.cost_routing.taakgericht import Afrekening, reken_af, voorschotten
from backoffice.cost_routing.verdeelsleutel import Sleutelsoort, maak_sleutel

SLEUTEL = maak_sleutel("crisisbedden", 2026, Sleutelsoort.GEBRUIK, [("0141", 40), ("0147", 10), ("0153", 50)])
BETAALD = {"0141": 48_000_000, "0147": 12_000_000, "0153": 60_000_000}


def saldi(afrekening: dict[str, Afrekening]) -> dict[str, int]:
    return {gemeente: regel.saldo for gemeente, regel in afrekening.items()}


def test_voorbeeld_14_voorschotten_zijn_twaalfden_van_het_deel() -> None:
    maanden = voorschotten(120_000_000, SLEUTEL)
    assert {gemeente: sum(delen.values()) for gemeente, delen in maanden.items()} == BETAALD
    assert set(maanden["0141"].values()) == {4_000_000}


def test_voorbeeld_14_afrekening_naar_de_sleutel() -> None:
    assert saldi(reken_af(115_000_000, SLEUTEL, BETAALD)) == {
        "0141": -2_000_000,
        "0147": -500_000,
        "0153": -2_500_000,
    }


def test_voorbeeld_14_afrekening_naar_gebruik() -> None:
    gebruik = {"0141": 30, "0147": 20, "0153": 50}
    assert saldi(reken_af(115_000_000, SLEUTEL, BETAALD, gebruik)) == {
        "0141": -13_500_000,
        "0147": 11_000_000,
        "0153": -2_500_000,
    }


def test_wie_wel_betaalde_en_niets_gebruikte_krijgt_alles_terug() -> None:
    assert reken_af(1_000, SLEUTEL, {"0141": 600}, {"0168": 1}) == {
        "0141": Afrekening(0, 600),
        "0168": Afrekening(1_000, 0),
    }


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.lists(st.integers(1, 10**6), min_size=1, max_size=14))
def test_saldi_tellen_op_tot_het_verschil(budget: int, realisatie: int, gewichten: list[int]) -> None:
    codes = [f"{nummer:04d}" for nummer in range(len(gewichten))]
    sleutel = maak_sleutel("x", 2026, Sleutelsoort.INWONERS, zip(codes, gewichten, strict=True))
    betaald = {gemeente: sum(delen.values()) for gemeente, delen in voorschotten(budget, sleutel).items()}
    assert sum(betaald.values()) == budget
    for gebruik in (None, dict(zip(codes, reversed(gewichten), strict=True))):
        assert sum(saldi(reken_af(realisatie, sleutel, betaald, gebruik)).values()) == realisatie - budget
