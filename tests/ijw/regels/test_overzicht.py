"""`python -m ijw.regels`: what it prints, and what it says of missing tests."""

from __future__ import annotations

from ijw.regels.__main__ import TESTMAP, main
from ijw.regels.tabel import REGELS_3_2


def test_elke_regel_heeft_een_test(capsys):
    assert main() == 0
    regels = [rij.split() for rij in capsys.readouterr().out.splitlines()]
    assert ["CS340", "JW323", "Declaratie/DeclaratiePeriode", "2", "0001", "-", "test_cs340.py"] in regels
    assert {rij[0] for rij in regels if rij} >= {regel.code for regel in REGELS_3_2}


def test_een_ontbrekende_test_geeft_status_1(tmp_path, capsys):
    for bestand in TESTMAP.glob("test_*.py"):
        if bestand.name != "test_tr137.py":
            (tmp_path / bestand.name).touch()
    assert main(tmp_path) == 1
    uitvoer = capsys.readouterr().out
    assert "Zonder test: TR137." in uitvoer
    assert "ontbreekt" in uitvoer


def test_zonder_map_met_tests_wordt_dat_gezegd(tmp_path, capsys):
    assert main(tmp_path / "weg") == 0
    assert "niet nagegaan" in capsys.readouterr().out
