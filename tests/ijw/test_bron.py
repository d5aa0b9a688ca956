from __future__ import annotations

import pytest

from ijw.bron import partijen
from tests.flows.regio import als_bytes, jw301_van, jw323_van

GOED = als_bytes(jw323_van())


def test_de_partijen_van_een_bericht() -> None:
    assert partijen(GOED) == ("12345678", "0153")
    assert partijen(als_bytes(jw301_van())) == ("0153", "12345678")


@pytest.mark.parametrize(
    "inhoud",
    [
        pytest.param(b"", id="leeg"),
        pytest.param(b"geen xml", id="geen XML"),
        pytest.param(GOED.replace(b">0153<", b">153<"), id="geen gemeentecode"),
        pytest.param(GOED.replace(b">0153<", b">87654321<"), id="twee aanbieders"),
        pytest.param(GOED.replace(b">0153<", b">015a<"), id="geen cijfers"),
        pytest.param(GOED[: GOED.index(b"0153")], id="afgebroken"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY e "0153">]><a><Afzender>&e;</Afzender></a>', id="entiteit"),
    ],
)
def test_wat_zijn_partijen_niet_noemt(inhoud: bytes) -> None:
    assert partijen(inhoud) is None


def test_een_bericht_dat_later_stuk_is_noemt_zijn_partijen_wel() -> None:
    assert partijen(GOED[: GOED.index(b"</jw323:Header>")]) == ("12345678", "0153")
