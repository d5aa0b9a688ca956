import csv
import json
from pathlib import Path

import pytest

from backoffice.cli import main
from backoffice.cli.regiomap import Opzet, lees_aanbieders, lees_aankomst, lees_opzet, lees_verwacht
from backoffice.cli.synthetisch import begrens
from backoffice.services.contractbestand import lees_contracten
from backoffice.synthetisch.regio import GROOTSTE_SCHAAL


def maak(folder: Path, *opties: str) -> int:
    return main(["synthetisch", str(folder), "--schaal", "0.02", "--maanden", "2", *opties])


def alles(folder: Path) -> dict[str, bytes]:
    return {pad.relative_to(folder).as_posix(): pad.read_bytes() for pad in folder.rglob("*") if pad.is_file()}


@pytest.fixture(scope="module")
def regio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("regio")
    assert maak(folder) == 0
    return folder


def test_alles_staat_in_de_map(regio: Path) -> None:
    bestanden = alles(regio)
    aankomst = [pad for pad, _ in lees_aankomst(regio)]
    with (regio / "verzoeken.csv").open(encoding="utf-8", newline="") as invoer:
        verzoeken = [rij["bestand"] for rij in csv.DictReader(invoer, delimiter=";")]
    assert set(bestanden) == {
        "contracten.yaml",
        "contracten.xlsx",
        "aankomst.csv",
        "verwacht.csv",
        "aanbieders.csv",
        "regio.json",
        "verzoeken.csv",
        *aankomst,
        *verzoeken,
    }
    assert {pad[:3] for pad in aankomst} == {"301", "323"}
    assert {pad[:3] for pad in verzoeken} <= {"315", "317"}
    assert json.loads(bestanden["regio.json"])["bestanden"] == len(aankomst)
    assert lees_opzet(regio) == Opzet(1, 0.02, 2)


def test_yaml_en_excel_houden_dezelfde_contracten(regio: Path) -> None:
    uit_yaml, uit_excel = (lees_contracten(regio / f"contracten.{vorm}") for vorm in ("yaml", "xlsx"))
    assert uit_yaml.fouten == uit_excel.fouten == []
    assert uit_yaml.contracten == uit_excel.contracten
    assert {contract.aanbieder for contract in uit_yaml.contracten} == set(lees_aanbieders(regio))


def test_verwacht_noemt_bestand_soort_en_code_zonder_bsn(regio: Path) -> None:
    with (regio / "verwacht.csv").open(encoding="utf-8", newline="") as invoer:
        rijen = list(csv.DictReader(invoer, delimiter=";"))
    gevallen = lees_verwacht(regio)
    assert [rij["bestand"] for rij in rijen] == [geval.bestand for geval in gevallen]
    tarief = next(rij for rij in rijen if rij["soort"] == "tarief")
    assert (tarief["plek"], tarief["verwacht"]) == ("prestatie", "0611")
    assert tarief["referentie"].encode() in (regio / tarief["bestand"]).read_bytes()
    assert b"9999" not in (regio / "verwacht.csv").read_bytes() + (regio / "aankomst.csv").read_bytes()


def test_dezelfde_seed_geeft_dezelfde_map(regio: Path, tmp_path: Path) -> None:
    assert maak(tmp_path / "a") == 0
    assert alles(tmp_path / "a") == alles(regio)
    assert maak(tmp_path / "b", "--seed", "2") == 0
    assert alles(tmp_path / "b") != alles(regio)


def test_wat_er_al_staat_blijft_staan(regio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    voor = alles(regio)
    assert maak(regio) == 0
    assert maak(regio, "--seed", "2") == 2
    assert "staat al een andere regio (seed 1, schaal 0.02, 2 maanden)" in " ".join(
        capsys.readouterr().err.split()
    )
    assert alles(regio) == voor


def test_wat_niet_kan_wordt_gezegd(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["synthetisch", str(tmp_path), "--schaal", "0"]) == 2
    assert "schaal is meer dan 0" in capsys.readouterr().err
    bezet = tmp_path / "bestand"
    bezet.write_text("")
    assert maak(bezet) == 2
    assert "Kies een andere map" in capsys.readouterr().err


def test_een_te_grote_schaal_wordt_begrensd_en_dat_staat_er(capsys: pytest.CaptureFixture[str]) -> None:
    assert begrens(float(GROOTSTE_SCHAAL)) == GROOTSTE_SCHAAL
    assert capsys.readouterr().err == ""
    assert begrens(GROOTSTE_SCHAAL + 1) == GROOTSTE_SCHAAL
    assert f"Het wordt schaal {GROOTSTE_SCHAAL}." in capsys.readouterr().err
