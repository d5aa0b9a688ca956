"""Forms and check digits of the numbers that identify."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as stdnum_bsn

from ijw import nummers
from ijw.nummers import test_bsn  # pytest must not take it for a test


@pytest.mark.parametrize("bsn", ["999900006", "999900018"])
def test_bsn_voldoet_aan_de_elfproef(bsn):
    assert nummers.bsn_geldig(bsn)


@pytest.mark.parametrize(
    "bsn", ["999900007", "99990000", "9999000060", "", "99990000a", " 99990000", "٩٩٩٩٠٠٠٠٦", "9999.00.006"]
)
def test_bsn_afgekeurd(bsn):
    assert not nummers.bsn_geldig(bsn)


@given(st.integers(1, 999_999_999))
def test_bsn_oordeelt_als_een_andere_bibliotheek(getal):
    bsn = f"{getal:09d}"
    assert nummers.bsn_geldig(bsn) == stdnum_bsn.is_valid(bsn)


@pytest.mark.parametrize(
    ("agb", "geldig"),
    [("12345678", True), ("00000001", True), ("1234567", False), ("123456789", False), ("1234567x", False)],
)
def test_agb_geldig(agb, geldig):
    assert nummers.agb_geldig(agb) is geldig


@pytest.mark.parametrize(
    ("code", "vorm"),
    [("0153", True), ("9999", True), ("153", False), ("01530", False), ("015a", False), ("²153", False)],
)
def test_gemeentecode_vorm(code, vorm):
    assert nummers.gemeentecode_vorm(code) is vorm


def test_testreeks_is_volledig_oplopend_en_geldig():
    verwacht = [f"9999{n:05d}" for n in range(100_000) if nummers.bsn_geldig(f"9999{n:05d}")]
    assert [test_bsn(n) for n in range(len(verwacht))] == verwacht
    assert len(verwacht) == 9091
    with pytest.raises(ValueError, match="9091"):
        test_bsn(len(verwacht))
    with pytest.raises(ValueError, match="-1"):
        test_bsn(-1)
