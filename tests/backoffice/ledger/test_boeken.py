"""Bookings balance, and a credit is the reverse of what it takes back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from backoffice.ledger.boeken import (
    Boeking,
    Boekingsoort,
    Boekingsregel,
    Geboekt,
    Rekening,
    boek_creditering,
    boek_toekenning,
)
from backoffice.storage.boekingen import bewaar_boekingen, toekenning_van
from tests.backoffice.storage import rijen

DAG, MAAND = date(2026, 5, 6), date(2026, 4, 1)


def test_de_gemeente_is_het_schuldig_en_de_aanbieder_krijgt_het() -> None:
    boeking = boek_toekenning(7, "0164", "12345678", {"0164": 57281}, DAG, MAAND)
    assert boeking.regels == (
        Boekingsregel(Rekening.GEMEENTE, "0164", 57281),
        Boekingsregel(Rekening.AANBIEDER, "12345678", -57281),
    )
    assert (boeking.soort, boeking.geboekt_op, boeking.leveringsmaand) == (Boekingsoort.TOEKENNING, DAG, MAAND)


@given(st.lists(st.tuples(st.sampled_from(Rekening), st.text(max_size=4), st.integers()), max_size=5))
def test_een_creditering_draait_elke_regel_om(regels: list[tuple[Rekening, str, int]]) -> None:
    """Whoever bore the cost then gets it back, also when it was shared or would be borne by another now."""
    origineel = Geboekt(3, tuple(Boekingsregel(*regel) for regel in regels))
    boeking = boek_creditering(8, "0164", origineel, DAG, MAAND)
    assert boeking.tegenboeking_van == 3
    assert [(r.rekening, r.partij, r.bedrag) for r in boeking.regels] == [(r, p, -b) for r, p, b in regels]
    assert boeking.in_evenwicht == (sum(b for _, _, b in regels) == 0)


def test_wat_niet_in_evenwicht_is_wordt_niet_bewaard(engine: Engine) -> None:
    scheef = Boeking(
        1, "0164", Boekingsoort.TOEKENNING, DAG, MAAND, (Boekingsregel(Rekening.GEMEENTE, "0164", 1),)
    )
    with engine.begin() as conn, pytest.raises(ValueError, match="niet in evenwicht"):
        bewaar_boekingen(conn, rijen.bericht(conn), MAAND, [scheef], termijn=30)


def test_de_toekenning_komt_terug_zoals_zij_is_geboekt(engine: Engine) -> None:
    with engine.begin() as conn:
        bericht = rijen.bericht(conn)
        prestatie = rijen.prestatie(conn, declaratie_id=rijen.declaratie(conn, bericht_id=bericht))
        boeking = boek_toekenning(prestatie, "0164", "12345678", {"0164": 60, "0147": 40}, DAG, MAAND)
        bewaar_boekingen(conn, bericht, MAAND, [boeking], termijn=30)
        gevonden = toekenning_van(conn, [prestatie, prestatie + 1])
    assert gevonden.keys() == {prestatie}
    assert gevonden[prestatie].regels == boeking.regels
