from __future__ import annotations

import json

import pytest

from backoffice.cli import main


def test_een_regel_in_gewone_woorden(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["uitleg", "tr307"]) == 0
    regels = capsys.readouterr().out.splitlines()
    assert regels[0] == "Regel TR307: technische regel"
    assert "  geldt voor: JW323 Prestatie/ProductPeriode" in regels
    kop = regels.index("  uitleg (Engels, met de woorden van de standaard):")
    assert regels[kop + 1].startswith("    TR307: ")


def test_een_waarde_en_een_lijst(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["uitleg", "WJ756", "01"]) == 0
    assert capsys.readouterr().out.startswith("Code 01: Minuut\n")
    assert main(["uitleg", "WJ756"]) == 0
    assert "    01  Minuut\n" in capsys.readouterr().out


def test_json_geeft_een_regel_per_betekenis(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["uitleg", "--json", "01"]) == 0
    betekenissen = [json.loads(regel) for regel in capsys.readouterr().out.splitlines()]
    assert {"soort": "code", "code": "01", "naam": "Minuut", "codelijst": "WJ756 Eenheid"} in betekenissen


def test_een_onbekend_woord_is_status_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["uitleg", "TR3077\x1b"]) == 1
    uit, fout = capsys.readouterr()
    assert uit == ""
    assert fout.startswith("ijw uitleg: TR3077\\x1b is geen woord van de standaard. Bedoelde u TR3")
