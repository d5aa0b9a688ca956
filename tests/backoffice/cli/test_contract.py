from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from backoffice.cli import main
from backoffice.contracts.model import Contract, Deelname
from backoffice.services.contractbestand import schrijf_yaml
from tests.backoffice.contracts.bouwers import contract, product, tarief

Uitvoer = Callable[..., tuple[int, str, str]]
DUURDER = contract(product(tarief(), tarief(date(2026, 4, 1), uurtarief=6120)))


@pytest.fixture
def ijw(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Uitvoer:
    def roep(*woorden: object) -> tuple[int, str, str]:
        status = main([*map(str, woorden), "--database", f"sqlite:///{tmp_path / 'register.db'}"])
        return status, *capsys.readouterr()

    return roep


@pytest.fixture
def laad(ijw: Uitvoer, tmp_path: Path) -> Callable[..., str]:
    def laad(een: Contract, *opties: str) -> str:
        schrijf_yaml([een], tmp_path / "c.yaml")
        status, uit, _ = ijw("contracten", "laad", tmp_path / "c.yaml", *opties)
        assert status == 0
        return uit

    return laad


def test_van_proef_naar_voorstel_naar_goedkeuring(ijw: Uitvoer, laad: Callable[..., str]) -> None:
    laad(contract(), "--wie", "An")
    proef = laad(DUURDER, "--proef")
    assert "producten OB1A, tarieven 2026-04-01: leeg -> vanaf 2026-04-01; uurtarief 61,20" in proef
    assert "dit wordt een voorstel dat een ander goedkeurt" in proef
    assert proef.endswith("Dit was een proef. Er is niets bewaard.\n")
    assert ijw("contract", "voorstellen") == (0, "Er wachten geen voorstellen.\n", "")
    assert "Voorgesteld omdat een tarief wijzigt: OBJ-1." in laad(DUURDER, "--wie", "An")
    _, uit, _ = ijw("contract", "voorstellen", "--json")
    (voorstel,) = json.loads(uit)
    assert (voorstel["contractnummer"], voorstel["voorgesteld_door"]) == ("OBJ-1", "An")
    status, _, fout = ijw("contract", "keur-goed", voorstel["id"], "--wie", "An")
    assert (status, "Een ander moet erover besluiten" in fout) == (2, True)
    status, uit, _ = ijw("contract", "keur-goed", voorstel["id"], "--wie", "Bo")
    assert (status, uit) == (0, f"Voorstel {voorstel['id']} is goedgekeurd; versie 2 van het contract geldt nu.\n")
    assert ijw("contract", "keur-af", voorstel["id"], "--wie", "Cis")[0] == 2


def test_toon(ijw: Uitvoer, laad: Callable[..., str]) -> None:
    laad(contract(deelnames=(Deelname("0153", date(2025, 1, 1)), Deelname("0164", date(2026, 5, 2)))))
    status, uit, _ = ijw("contract", "toon", "OBJ-1", "--op", "2026-05-01")
    assert status == 0
    assert "Contract OBJ-1 op 2026-05-01\n" in uit
    assert "Status: actief; loopt, tot en met 2028-12-31" in uit
    assert "gemeente 0153 Enschede, vanaf 2025-01-01" in uit
    assert "0164" not in uit
    assert "vanaf 2025-01-01, uurtarief 58,75" in uit
    _, uit, _ = ijw("contract", "toon", "OBJ-1", "--op", "02-05-2026", "--json")
    stand = json.loads(uit)
    assert (stand["op"], stand["status"], stand["versie"]) == ("2026-05-02", "actief", 1)
    assert [een["gemeente"] for een in stand["contract"]["deelnames"]] == ["0153", "0164"]
    status, uit, fout = ijw("contract", "toon", "OBJ-1", "--op", "2026-05-01", "--bekend-op", "2020-01-01")
    assert (status, uit) == (2, "")
    assert "nog niet geladen" in fout


def test_indexeren_exporteren_en_afkeuren(ijw: Uitvoer, laad: Callable[..., str], tmp_path: Path) -> None:
    laad(contract())
    index = ("contract", "indexeer", "--jaar", 2027, "--percentage", "3,5", "--wie", "An")
    assert ijw(*index)[1].startswith("1 contracten voorgesteld, 0 wachtten al, 0 zonder wijziging.")
    assert ijw(*index)[1] == "0 contracten voorgesteld, 1 wachtten al, 0 zonder wijziging.\n"
    _, uit, _ = ijw("contract", "voorstellen")
    assert "Indexering 2027, door An" in uit
    assert "uurtarief 60,81" in uit
    assert ijw("contract", "keur-af", 1, "--wie", "Bo")[0] == 0
    assert ijw("contract", "exporteer", "--naar", tmp_path / "uit.xlsx") == (0, "1 contracten geschreven.\n", "")
    assert "1 ongewijzigd" in ijw("contracten", "laad", tmp_path / "uit.xlsx")[1]


def test_wacht(ijw: Uitvoer, laad: Callable[..., str]) -> None:
    laad(contract(einddatum=date(2026, 6, 30)))
    status, uit, _ = ijw("contract", "wacht", "--op", "2026-05-01")
    assert status == 1
    assert "Contract loopt af\n  41000001, OBJ-1: eindigt op 2026-06-30, over 60 dagen\n" in uit
    _, uit, _ = ijw("contract", "wacht", "--op", "2026-05-01", "--json")
    assert {een["soort"] for een in json.loads(uit)} == {"contract loopt af", "contract zonder levering"}
    assert ijw("contract", "wacht", "--op", "2027-05-01") == (0, "Niets te melden.\n", "")


@pytest.mark.parametrize(
    "woorden",
    [
        ("indexeer", "--jaar", "2027", "--percentage", "0"),
        ("indexeer", "--jaar", "2027", "--percentage", "100,01"),
        ("indexeer", "--jaar", "2027", "--percentage", "veel"),
        ("wacht", "--op", "morgen"),
        ("wacht", "--dagen", "0"),
        ("keur-goed", "1"),
    ],
)
def test_verkeerd_gebruik(ijw: Uitvoer, woorden: tuple[str, ...]) -> None:
    status, uit, fout = ijw("contract", *woorden)
    assert (status, uit) == (2, "")
    assert "gebruik: " in fout
