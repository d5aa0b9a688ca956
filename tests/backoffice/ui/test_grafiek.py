"""Where bars, points and grid lines stand; the drawing is 628 by 272, from (84, 12) on."""

from __future__ import annotations

import pytest

from backoffice.ui.grafiek import Label, Lijn, Reeks, Staaf, Streep, euro_kort, lijnen, stap, staven


def test_een_staaf_reikt_van_de_nullijn_tot_zijn_waarde() -> None:
    grafiek = staven("g", "Kosten", ["jan"], [Reeks("Toegekend", (10,))])
    # The only group takes 72% of 628 in the middle; its bar 92% of that.
    assert grafiek.staven == (Staaf(171.9, 12.0, 416.0, 272.0, 1, "Toegekend, jan: 10"),)
    assert (grafiek.nullijn, grafiek.strepen[0], grafiek.strepen[-1]) == (
        284.0,
        Streep(284.0, "0"),
        Streep(12.0, "10"),
    )
    assert grafiek.labels == (Label(398.0, "jan"),)


def test_onder_nul_hangt_een_staaf_onder_de_nullijn() -> None:
    grafiek = staven("g", "Saldo", ["jan", "feb"], [Reeks("Saldo", (-5, 5))])
    # Steps of 2 from -6 to 6: zero is half way, 5 is 5/12 of 272 from it.
    assert grafiek.nullijn == 148.0
    assert [(staaf.y, staaf.hoogte) for staaf in grafiek.staven] == [(148.0, 113.3), (34.7, 113.3)]


def test_zonder_cijfer_geen_staaf_en_een_lijn_met_een_gat() -> None:
    labels, reeks = ["jan", "feb", "mrt", "apr"], Reeks("Kosten", (1, None, 4, 5))
    assert [staaf.tekst for staaf in staven("g", "t", labels, [reeks]).staven] == [
        "Kosten, jan: 1",
        "Kosten, mrt: 4",
        "Kosten, apr: 5",
    ]
    grafiek = lijnen("g", "t", labels, [reeks, Reeks("Begroot", (5, 5, 5, 5))])
    assert grafiek.lijnen == (
        Lijn("162.5,229.6", 1),
        Lijn("476.5,66.4 633.5,12.0", 1),
        Lijn("162.5,12.0 319.5,12.0 476.5,12.0 633.5,12.0", 2),
    )
    assert len(grafiek.stippen) == 7


def test_wie_de_grafiek_niet_ziet_leest_hoogste_en_laagste() -> None:
    grafiek = staven("g", "t", ["jan", "feb"], [Reeks("A", (3, 1)), Reeks("B", (None, None))])
    assert grafiek.omschrijving == "A: het hoogst 3 (jan), het laagst 1 (feb). B: geen cijfers."
    assert grafiek.legenda == ("A", "B")


def test_zonder_iets_om_te_tekenen_blijft_er_een_as() -> None:
    grafiek = lijnen("g", "t", [], [])
    assert (grafiek.labels, grafiek.lijnen, grafiek.nullijn) == ((), (), 284.0)


def test_meer_labels_dan_er_passen_worden_er_minder() -> None:
    # 628 / 48 leaves room for 13.
    passend = staven("g", "t", ["x"] * 13, [Reeks("A", (1,) * 13)])
    te_veel = staven("g", "t", ["x"] * 14, [Reeks("A", (1,) * 14)])
    assert (len(passend.labels), len(te_veel.labels)) == (13, 7)


def test_vier_reeksen_zijn_niet_te_onderscheiden() -> None:
    with pytest.raises(ValueError, match="4 reeksen"):
        staven("g", "t", ["jan"], [Reeks(naam, (1,)) for naam in "ABCD"])


@pytest.mark.parametrize(
    ("grootste", "verwacht"), [(1, 1), (5, 1), (6, 2), (10, 2), (11, 5), (26, 10), (1_410_000, 500_000)]
)
def test_strepen_staan_op_ronde_getallen(grootste: int, verwacht: int) -> None:
    assert stap(grootste) == verwacht


@pytest.mark.parametrize(
    ("centen", "tekst"),
    [
        (0, "€ 0"),
        (50, "€ 0,50"),
        (150_000, "€ 1.500"),
        (-150_000, "€ -1.500"),
        (99_999_900, "€ 999.999"),
        (100_000_000, "€ 1 mln"),
        (250_000_000, "€ 2,5 mln"),
    ],
)
def test_bedragen_langs_de_as(centen: int, tekst: str) -> None:
    assert euro_kort(centen) == tekst
