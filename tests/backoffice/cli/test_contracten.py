from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from backoffice.bootstrap import open_werkplek
from backoffice.cli import main
from backoffice.services.contractbestand import schrijf_excel, schrijf_yaml
from backoffice.storage.contracten import lees_geldig
from backoffice.storage.database import lezen
from tests.backoffice.contracts.bouwers import contract, product, tarief

Uitvoer = Callable[..., tuple[int, str, str]]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'register.db'}"


@pytest.fixture
def ijw(url: str, capsys: pytest.CaptureFixture[str]) -> Uitvoer:
    def laad(*woorden: object) -> tuple[int, str, str]:
        status = main(["contracten", "laad", *map(str, woorden), "--database", url])
        return status, *capsys.readouterr()

    return laad


@pytest.mark.parametrize(("naam", "schrijf"), [("c.yaml", schrijf_yaml), ("c.xlsx", schrijf_excel)])
def test_laden(ijw: Uitvoer, tmp_path: Path, url: str, naam: str, schrijf: Callable[..., None]) -> None:
    schrijf([contract()], tmp_path / naam)
    assert ijw(tmp_path / naam) == (0, "1 contracten nieuw, 0 gewijzigd, 0 ongewijzigd.\n", "")
    assert ijw(tmp_path / naam) == (0, "0 contracten nieuw, 0 gewijzigd, 1 ongewijzigd.\n", "")
    with lezen(open_werkplek(url, {}).engine) as conn:
        assert [c.contractnummer for c in lees_geldig(conn)] == ["OBJ-1"]


def test_fouten(ijw: Uitvoer, tmp_path: Path, url: str) -> None:
    schrijf_yaml([contract(product(tarief(tarief=-100)))], tmp_path / "c.yaml")
    status, uit, fout = ijw(tmp_path / "c.yaml")
    assert (status, fout) == (1, "")
    assert "Het tarief klopt niet" in uit
    assert uit.endswith("Er is niets geladen; verbeter het bestand en bied het opnieuw aan.\n")
    with lezen(open_werkplek(url, {}).engine) as conn:
        assert lees_geldig(conn) == []


def test_een_pad_dat_niet_bestaat(ijw: Uitvoer, tmp_path: Path) -> None:
    status, uit, fout = ijw(tmp_path / "weg.yaml")
    assert (status, uit) == (2, "")
    assert "weg.yaml bestaat niet" in fout
    assert not (tmp_path / "register.db").exists()


def test_een_database_die_er_niet_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schrijf_yaml([contract()], tmp_path / "c.yaml")
    url = "postgresql://niemand@127.0.0.1:1/niets"
    assert main(["contracten", "laad", str(tmp_path / "c.yaml"), "--database", url]) == 2
    assert "niet bereikbaar" in capsys.readouterr().err


def test_een_leeg_bestand_om_in_te_vullen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pad = tmp_path / "sjabloon.xlsx"
    assert main(["contracten", "sjabloon", str(pad)]) == 0
    assert pad.read_bytes().startswith(b"PK")
    assert capsys.readouterr().err == ""


def test_een_sjabloon_op_een_plek_die_niet_kan(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["contracten", "sjabloon", str(tmp_path / "weg" / "sjabloon.xlsx")]) == 2
    uit, fout = capsys.readouterr()
    assert uit == ""
    assert "sjabloon.xlsx" in fout
    assert "kan niet worden geschreven" in fout
