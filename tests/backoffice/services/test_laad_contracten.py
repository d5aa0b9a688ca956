from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, func, select

from backoffice.contracts.model import Contract
from backoffice.services.contractbestand import schrijf_excel, schrijf_yaml
from backoffice.services.laad_contracten import Laadresultaat, laad_contracten
from backoffice.storage.contracten import lees_geldig
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import contract as tabel
from tests.backoffice.contracts.bouwers import GEMEENTEN, contract, product, tarief

NU = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def bestand(tmp_path: Path) -> Path:
    return tmp_path / "c.yaml"


def laad(engine: Engine, bestand: Path, *lijst: Contract) -> Laadresultaat:
    schrijf_yaml(lijst, bestand)
    return laad_contracten(engine, bestand, GEMEENTEN, NU, "An")


def aantal_versies(engine: Engine) -> int:
    with lezen(engine) as conn:
        return conn.execute(select(func.count()).select_from(tabel)).scalar_one()


def test_nieuw_gewijzigd_en_ongewijzigd(engine: Engine, bestand: Path) -> None:
    een, ander = contract(), contract(contractnummer="OBJ-2", aanbieder="41000002")
    assert laad(engine, bestand, een, ander) == Laadresultaat(nieuw=("OBJ-1", "OBJ-2"))
    assert laad(engine, bestand, een, ander) == Laadresultaat(ongewijzigd=("OBJ-1", "OBJ-2"))
    assert aantal_versies(engine) == 2
    langer = contract(einddatum=date(2029, 12, 31))
    assert laad(engine, bestand, langer).gewijzigd == ("OBJ-1",)
    with lezen(engine) as conn:
        assert [(een.contractnummer, een.versie) for een in lees_geldig(conn)] == [("OBJ-1", 2), ("OBJ-2", 1)]


def test_een_bestand_met_een_fout_verandert_niets(engine: Engine, bestand: Path) -> None:
    goed = contract(contractnummer="OBJ-2", aanbieder="41000002")
    gratis = contract(product(tarief(tarief=-100)))
    resultaat = laad(engine, bestand, goed, gratis)
    assert [fout.melding for fout in resultaat.fouten] == ["Het tarief klopt niet"]
    assert resultaat.nieuw == ()
    assert aantal_versies(engine) == 0


def test_fouten_in_vorm_en_inhoud_samen_met_hun_plaats_in_het_bestand(engine: Engine, tmp_path: Path) -> None:
    pad = tmp_path / "c.xlsx"
    schrijf_excel([contract(product(tarief(), tarief(date(2026, 1, 1))))], pad)
    boek = load_workbook(pad)
    boek["deelnames"]["B2"] = "9999"
    boek["tarieven"]["F2"] = -58.75
    boek["tarieven"]["C3"] = "volgend jaar"
    boek.save(pad)
    assert [str(fout) for fout in laad_contracten(engine, pad, GEMEENTEN, NU, "An").fouten] == [
        "c.xlsx, blad tarieven, rij 3, kolom C (vanaf): Kan vanaf niet lezen "
        "(gevonden: volgend jaar; verwacht: een datum zoals 2026-01-31 of 31-01-2026)",
        "c.xlsx, blad deelnames, rij 2, kolom B (gemeente): De gemeente is onbekend "
        "(gevonden: 9999; verwacht: een bestaande gemeentecode)",
    ]
    boek["tarieven"]["C3"] = "2026-01-01"
    boek.save(pad)
    assert [str(fout) for fout in laad_contracten(engine, pad, GEMEENTEN, NU, "An").fouten] == [
        "c.xlsx, blad deelnames, rij 2, kolom B (gemeente): De gemeente is onbekend "
        "(gevonden: 9999; verwacht: een bestaande gemeentecode)",
        "c.xlsx, blad tarieven, rij 2, kolom F (uurtarief): Het tarief klopt niet "
        "(gevonden: -58,75; verwacht: 0,30 tot en met 999999,99)",
    ]


def test_een_onleesbare_deelname_geldt_niet_ook_als_ontbrekend(engine: Engine, tmp_path: Path) -> None:
    pad = tmp_path / "c.xlsx"
    schrijf_excel([contract()], pad)
    boek = load_workbook(pad)
    boek["deelnames"]["C2"] = "ooit"
    boek.save(pad)
    assert [fout.melding for fout in laad_contracten(engine, pad, GEMEENTEN, NU, "An").fouten] == [
        "Kan vanaf niet lezen"
    ]


def test_een_nieuw_contract_mag_een_geladen_contract_niet_overlappen(engine: Engine, bestand: Path) -> None:
    laad(engine, bestand, contract())
    resultaat = laad(engine, bestand, contract(contractnummer="OBJ-2"))
    assert [str(fout) for fout in resultaat.fouten] == [
        "c.yaml, regel 20: Product OB1A staat in twee contracten "
        "(gevonden: gemeente 0153, 2025-01, ook OBJ-1; verwacht: per maand één contract)"
    ]
    assert aantal_versies(engine) == 1
