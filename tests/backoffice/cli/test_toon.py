from __future__ import annotations

import json
from pathlib import Path

import pytest

from backoffice.cli import main
from ijw import codec
from ijw.json_vorm import van_json
from ijw.nummers import test_bsn as proef_bsn
from tests.backoffice.berichtbestanden import jw323_bestand

WORTEL = Path(__file__).resolve().parents[3]
VOORBEELDEN = sorted((WORTEL / "samples" / "3.2").rglob("*.xml"))


@pytest.fixture
def pad(tmp_path: Path) -> Path:
    bestand = tmp_path / "bericht.xml"
    bestand.write_bytes(jw323_bestand(prestaties=2))
    return bestand


def test_een_leesbare_boom_met_namen_van_codes_en_euros(pad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toon", str(pad)]) == 0
    regels = capsys.readouterr().out.splitlines()
    assert regels[:3] == ["JW323 Declaratie, release 3.2", "  Header", "    Afzender: 12345678"]
    assert "    Ontvanger: 0153 (Enschede)" in regels
    assert f"      Bsn: {proef_bsn(1)}" in regels
    tweede = regels.index("      Prestatie 2")
    assert regels[tweede + 1 : tweede + 4] == [
        "        ProductReferentie",
        "          ReferentieNummer: R2",
        "        ToewijzingNummer: 2",
    ]
    assert "        Eenheid: 01 (Minuut)" in regels
    assert "          Bedrag: 7500 (€ 75,00)" in regels


@pytest.mark.parametrize("voorbeeld", VOORBEELDEN, ids=lambda pad: f"{pad.parent.name}-{pad.stem}")
def test_json_is_het_hele_bericht(voorbeeld: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toon", "--json", str(voorbeeld)]) == 0
    bericht, soort = van_json(json.loads(capsys.readouterr().out))
    assert bericht == codec.lees(voorbeeld)
    assert soort.naam.lower() == voorbeeld.parent.name


def test_tekens_die_een_terminal_sturen_staan_er_als_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    xml = (WORTEL / "samples/3.2/jw301/relaties-en-budget.xml").read_bytes()
    bestand = tmp_path / "bericht.xml"
    bestand.write_bytes(xml.replace(b"Graag eerst", b"Graag\n\xc2\x9b eerst"))
    assert main(["toon", str(bestand)]) == 0
    assert "Commentaar: Graag\\n\\x9b eerst" in capsys.readouterr().out


def test_een_bericht_dat_niet_past_is_status_1_zonder_gegevens(
    pad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pad.write_bytes(pad.read_bytes().replace(b":Eenheid>01<", b":Eenheid>99<"))
    assert main(["toon", str(pad)]) == 1
    uit, fout = capsys.readouterr()
    assert uit == ""
    assert "Kijk met ijw valideer" in fout
    assert proef_bsn(1) not in fout


def test_wat_niet_te_lezen_is_is_status_2(tmp_path: Path, pad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kapot = tmp_path / "kapot.xml"
    kapot.write_bytes(b"geen xml")
    assert main(["toon", str(kapot)]) == 2
    assert main(["toon", str(tmp_path / "weg.xml")]) == 2
    kapot.write_bytes(pad.read_bytes())
    assert main(["toon", str(tmp_path)]) == 2
    uit, fout = capsys.readouterr()
    assert uit == ""
    assert ["geen XML" in fout, "bestaat niet" in fout, "meer dan één bericht" in fout] == [True] * 3


def test_csv_is_wat_maak_weer_tot_hetzelfde_bericht_maakt(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    bron, rijen, uit = tmp_path / "bericht.xml", tmp_path / "rijen.csv", tmp_path / "uit.xml"
    bron.write_bytes(jw323_bestand())
    assert main(["toon", str(bron), "--csv"]) == 0
    rijen.write_bytes(capsysbinary.readouterr().out)
    assert main(["maak", "JW323", str(rijen), "-o", str(uit)]) == 0
    assert uit.read_bytes() == jw323_bestand()
