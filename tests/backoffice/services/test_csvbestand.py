"""Reading and writing CSV the Dutch way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.services.csvbestand import OnleesbareCsv, euro_tekst, lees, lees_euro, schrijf, veilig


@pytest.mark.parametrize(
    ("tekst", "centen"),
    [
        ("1.234.567,89", 123_456_789),
        ("1234567", 123_456_700),
        ("0,5", 50),
        ("-12,05", -1_205),
        (" 7 ", 700),
        ("12.34", None),
        ("1.2345", None),
        ("1234.567", None),
        ("1,234", None),
        ("1,-", None),
        ("5,", None),
        ("", None),
        ("-", None),
        ("€ 5", None),
        ("²", None),
        ("1e3", None),
        ("NaN", None),
        ("9" * 13, int("9" * 13) * 100),
        ("9" * 14, None),
        ("9" * 5000, None),
    ],
)
def test_een_bedrag_zoals_mensen_het_schrijven(tekst: str, centen: int | None) -> None:
    assert lees_euro(tekst) == centen


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_wat_is_geschreven_leest_hetzelfde_terug(centen: int) -> None:
    assert lees_euro(euro_tekst(centen)) == centen
    assert veilig(euro_tekst(centen)) == euro_tekst(centen)
    assert veilig(f"{euro_tekst(centen)} %") == f"{euro_tekst(centen)} %"


@pytest.mark.parametrize("tekst", ["=1+1", "-1+1", "+5", "@x", "-", "\tx", "-1%"])
def test_een_formule_blijft_tekst(tekst: str) -> None:
    assert veilig(tekst) == f"'{tekst}"


def test_heen_en_terug() -> None:
    inhoud = schrijf([("jaar", "euros"), ("2026", "-1,00"), ("2027", 'a;"b"\n')])
    assert inhoud.startswith(b"\xef\xbb\xbfjaar;euros\r\n")
    assert list(lees(inhoud, "x.csv", ("euros", "jaar"))) == [
        (2, {"jaar": "2026", "euros": "-1,00"}),
        (4, {"jaar": "2027", "euros": 'a;"b"'}),
    ]


@pytest.mark.parametrize(
    ("inhoud", "woord"),
    [
        (b"", "niets, verwacht jaar;euros"),
        (b"jaar,euros\n", "jaar,euros, verwacht"),
        (b"jaar;euros;euros\n", "verwacht jaar;euros"),
        (b"jaar;euros\n2026\n", "regel 2: 1 cellen, verwacht 2"),
        (b"jaar;euros\n2026;\xff\n", "UTF-8"),
        (b'jaar;euros\n2026;"x\n', "geen goede CSV"),
    ],
)
def test_wat_geen_tabel_is(inhoud: bytes, woord: str) -> None:
    with pytest.raises(OnleesbareCsv, match=woord):
        list(lees(inhoud, "x.csv", ("jaar", "euros")))
