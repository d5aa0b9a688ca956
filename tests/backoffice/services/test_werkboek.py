from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from backoffice.services import werkboek
from backoffice.services.werkboek import FORMULETEKENS, Werkboek


@pytest.mark.parametrize("rijen", [2, 1_000_000], ids=["in het geheugen", "in een bestand"])
def test_een_tekst_wordt_nooit_een_formule_en_een_getal_blijft_een_getal(rijen: int) -> None:
    boek = Werkboek(rijen)
    boek.blad("teksten", ("tekst", "aantal", "bedrag"), ()).schrijf(("a=1", 3, Decimal("-12.34")))
    tekens = boek.blad("tekens", FORMULETEKENS[:4], ())
    tekens.schrijf([f"{teken}1" for teken in FORMULETEKENS[:4]], vet=True)
    gelezen = load_workbook(BytesIO(boek.inhoud()))
    tekst, aantal, bedrag = gelezen["teksten"][2]
    assert (tekst.value, tekst.data_type, tekst.quotePrefix) == ("a=1", "s", False)
    assert (aantal.value, aantal.number_format) == (3, "General")
    assert (bedrag.value, bedrag.number_format) == (-12.34, "#,##0.00")
    for cel, teken in zip(gelezen["tekens"][2], FORMULETEKENS, strict=False):
        assert (cel.value, cel.data_type, cel.quotePrefix, cel.font.bold) == (f"{teken}1", "s", True, True)


def test_een_vol_blad_laat_niets_stil_weg(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(werkboek, "MEESTE_RIJEN", 3)
    boek = Werkboek(1)
    blad = boek.blad("vol", ("a",), ())
    blad.schrijf(("1",))
    blad.schrijf(("2",))
    with pytest.raises(ValueError, match="hoogstens 3 rijen"):
        blad.schrijf(("3",))
    assert load_workbook(BytesIO(boek.inhoud()))["vol"].max_row == 3
