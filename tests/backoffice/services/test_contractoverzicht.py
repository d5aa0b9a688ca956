from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from backoffice.contracts.model import Contractsoort, Contractstatus, Soortdeelname, in_vaste_volgorde
from backoffice.contracts.wacht import Wachtsoort
from backoffice.services.contractbestand import lees_contracten
from backoffice.services.contractoverzicht import (
    OnbekendContract,
    Schrijffout,
    exporteer,
    houd_wacht,
    toon_contract,
)
from backoffice.services.laad_contracten import laad_contracten
from backoffice.services.werkplek import Werkplek
from backoffice.storage.contracten import bewaar, bewaar_soortdeelnames
from backoffice.versleuteling import Kluis
from ijw import codelijsten
from tests.backoffice.contracts.bouwers import contract, product, tarief

# Half past midnight of 2 March in the Netherlands, and the same minute a day later.
TOEN = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
DAG = date(2026, 5, 1)
VOORBEELD = Path(__file__).parents[3] / "samples" / "contracten" / "twente.yaml"


def test_wat_gold_op_een_dag_zoals_toen_bekend(engine: Engine) -> None:
    with engine.begin() as conn:
        bewaar(conn, [contract()], TOEN)
        bewaar(conn, [contract(product(tarief(), tarief(date(2026, 4, 1), uurtarief=6120)))], LATER)
    nu = toon_contract(engine, "OBJ-1", DAG, None)
    assert (nu.contract.versie, nu.geladen_op, nu.status, nu.loopt) == (2, LATER, Contractstatus.ACTIEF, True)
    assert [een.uurtarief for een in nu.contract.producten[0].tarieven] == [6120]
    toen = toon_contract(engine, "OBJ-1", DAG, date(2026, 3, 2))
    assert (toen.contract.versie, toen.geladen_op) == (1, TOEN)
    assert [een.uurtarief for een in toen.contract.producten[0].tarieven] == [5875]
    with pytest.raises(OnbekendContract, match="nog niet geladen"):
        toon_contract(engine, "OBJ-1", DAG, date(2026, 3, 1))
    with pytest.raises(OnbekendContract):
        toon_contract(engine, "OBJ-2", DAG, None)


@pytest.mark.parametrize(("op", "loopt"), [(date(2028, 12, 31), True), (date(2029, 1, 1), False)])
def test_na_het_einde_loopt_het_niet(engine: Engine, op: date, loopt: bool) -> None:
    with engine.begin() as conn:
        bewaar(conn, [contract()], TOEN)
    assert toon_contract(engine, "OBJ-1", op, None).loopt is loopt


@pytest.mark.parametrize("naam", ["uit.yaml", "uit.xlsx"])
def test_laden_exporteren_en_weer_laden_verandert_niets(engine: Engine, tmp_path: Path, naam: str) -> None:
    gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
    geladen = laad_contracten(engine, VOORBEELD, gemeenten, TOEN, "An")
    assert exporteer(engine, None, tmp_path / naam) == len(geladen.nieuw)
    opnieuw = laad_contracten(engine, tmp_path / naam, gemeenten, LATER, "An")
    assert (set(opnieuw.ongewijzigd), opnieuw.nieuw, opnieuw.gewijzigd, opnieuw.soorten) == (
        set(geladen.nieuw),
        (),
        (),
        (),
    )
    bron = {een.contractnummer: in_vaste_volgorde(een) for een in lees_contracten(VOORBEELD).contracten}
    uit = {een.contractnummer: een for een in lees_contracten(tmp_path / naam).contracten}
    assert uit == bron


def test_exporteren_van_een_contract_en_wat_niet_kan(engine: Engine, tmp_path: Path) -> None:
    with engine.begin() as conn:
        bewaar(conn, [contract(), contract(contractnummer="OBJ-2")], TOEN)
    assert exporteer(engine, "OBJ-2", tmp_path / "uit.yaml") == 1
    assert [een.contractnummer for een in lees_contracten(tmp_path / "uit.yaml").contracten] == ["OBJ-2"]
    with pytest.raises(OnbekendContract, match="OBJ-3"):
        exporteer(engine, "OBJ-3", tmp_path / "uit.yaml")
    with pytest.raises(Schrijffout, match=r"\.yaml, \.yml, \.xlsx"):
        exporteer(engine, None, tmp_path / "uit.csv")
    with pytest.raises(Schrijffout, match="kan niet worden geschreven"):
        exporteer(engine, None, tmp_path / "weg" / "uit.yaml")


def test_de_wacht_leest_contracten_deelname_toewijzingen_en_levering(engine: Engine, kluis: Kluis) -> None:
    werkplek = Werkplek(engine, kluis)
    with engine.begin() as conn:
        bewaar(conn, [contract(einddatum=date(2026, 6, 30))], TOEN)
        bewaar_soortdeelnames(conn, [Soortdeelname(Contractsoort.OB_JEUGD, "0164", date(2025, 1, 1))], TOEN)
    assert [een.soort for een in houd_wacht(werkplek, DAG, 90, 3)] == [
        Wachtsoort.LOOPT_AF,
        Wachtsoort.NIET_IN_SOORT,
        Wachtsoort.GEEN_LEVERING,
    ]
    assert houd_wacht(werkplek, date(2026, 9, 1), 90, 3) == []
