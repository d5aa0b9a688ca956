"""Which account of a gemeente a booking goes to, and what is said when there is none."""

from __future__ import annotations

from typing import Any

import pytest

from backoffice.ledger.journaal import Journaalrekening
from backoffice.ledger.rekeningschema import VERBLIJF, Koppeling, NietGekoppeld, Post, Rekeningschema
from backoffice.ledger.taakvelden import TAAKVELDEN
from ijw import codelijsten

KOSTEN = Journaalrekening.KOSTEN


def kosten(nummer: str, **voorwaarden: Any) -> Koppeling:
    return Koppeling(KOSTEN, nummer, "Jeugdhulp", **voorwaarden)


SCHEMA = Rekeningschema(
    (
        kosten("1", contractsoort="LTA"),
        kosten("2", categorie="48", taakveld="6.821"),
        kosten("3", verblijf=True),
        kosten("4", verblijf=False, taakveld="6.72a"),
        kosten("5", contractsoort=""),
    )
)


@pytest.mark.parametrize(
    ("contractsoort", "categorie", "nummer"),
    [
        ("LTA", "48", "1"),
        ("OB Jeugd", "48", "2"),
        ("OB Jeugd", "44", "3"),
        ("OB Jeugd", "45", "4"),
        ("", "46", "5"),
        ("OB Jeugd", "46", None),
    ],
)
def test_de_eerste_regel_die_past_beslist(contractsoort: str, categorie: str, nummer: str | None) -> None:
    koppeling = SCHEMA.zoek(Post(KOSTEN, contractsoort, categorie))
    assert (koppeling and koppeling.grootboekrekening) == nummer


def test_alles_wat_mist_staat_in_een_melding() -> None:
    posten = [Post(KOSTEN, "OB Jeugd", "46"), Post(Journaalrekening.BANK), Post(KOSTEN, "OB Jeugd", "44")]
    with pytest.raises(NietGekoppeld) as fout:
        SCHEMA.koppel(posten, {2026})
    assert "Er is geen regel voor bank." in str(fout.value)
    assert "contractsoort OB Jeugd, categorie 46, verblijf niet af te leiden." in str(fout.value)
    assert "categorie 44" not in str(fout.value)


@pytest.mark.parametrize(("jaar", "goed"), [(2024, True), (2025, False)])
def test_een_taakveld_moet_in_het_boekjaar_bestaan(jaar: int, goed: bool) -> None:
    posten = [Post(KOSTEN, "OB Jeugd", "45")]
    if goed:
        assert SCHEMA.koppel(posten, {jaar})[posten[0]].taakveld == "6.72a"
        return
    with pytest.raises(NietGekoppeld, match=r"Taakveld 6\.72a \(Jeugdhulp begeleiding\) bestaat niet in 2025"):
        SCHEMA.koppel(posten, {jaar})


def test_elk_taakveld_hoort_bij_een_van_beide_nummeringen() -> None:
    assert all(taakveld.geldig(2024) != taakveld.geldig(2025) for taakveld in TAAKVELDEN.values())


def test_verblijf_staat_alleen_bij_bestaande_categorieen() -> None:
    namen = codelijsten.lees("JZ020").waarden
    assert namen.keys() - VERBLIJF.keys() == {"46", "50", "52", "54", "55"}
    for categorie, verblijf in VERBLIJF.items():
        if "erblijf" in namen[categorie]:
            assert ("zonder verblijf" not in namen[categorie].lower()) is verblijf
