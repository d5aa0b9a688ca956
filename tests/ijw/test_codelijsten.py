"""The code lists: complete, equal to the published ones, and dated where codes come and go."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from ijw import codelijsten
from ijw.codelijsten import Codelijst, ververs

REFERENTIE = Path(__file__).parents[3] / "shared" / "reference" / "codelijsten"
TWENTE = {
    "0141": "Almelo",
    "0147": "Borne",
    "1774": "Dinkelland",
    "0153": "Enschede",
    "0158": "Haaksbergen",
    "0163": "Hellendoorn",
    "0164": "Hengelo (O.)",
    "1735": "Hof van Twente",
    "0168": "Losser",
    "0173": "Oldenzaal",
    "1742": "Rijssen-Holten",
    "0183": "Tubbergen",
    "1700": "Twenterand",
    "0189": "Wierden",
}
AANTALLEN = {"COD002-VEKT": 14, "COD032": 249, "JZ020": 24, "WJ001": 59, "WJ756": 7, "CBS": 342, "JZ21": 450}


@pytest.mark.parametrize("lijst", codelijsten.LIJSTEN)
def test_elke_lijst_is_te_lezen(lijst):
    codelijst = codelijsten.lees(lijst)
    assert codelijst.lijst == lijst
    assert codelijst.naam
    assert all(code and betekenis for code, betekenis in codelijst.waarden.items())


def test_alle_lijsten_van_de_standaard_en_niets_anders():
    assert len(codelijsten.STANDAARDLIJSTEN) == 24
    assert {pad.stem for pad in codelijsten.MAP.glob("*.json")} == set(codelijsten.LIJSTEN)


@pytest.mark.parametrize(("lijst", "aantal"), AANTALLEN.items())
def test_aantal_codes(lijst, aantal):
    assert len(codelijsten.lees(lijst).waarden) == aantal


@pytest.mark.skipif(not REFERENTIE.is_dir(), reason="gepubliceerde codelijsten niet aanwezig")
def test_gelijk_aan_de_gepubliceerde_lijsten():
    gezien = set()
    for pad in REFERENTIE.glob("*.json"):
        bron = json.loads(pad.read_text(encoding="utf-8"))
        if bron["nummer"] not in codelijsten.LIJSTEN:
            continue
        gezien.add(bron["nummer"])
        eigen = codelijsten.lees(bron["nummer"])
        assert eigen.naam == bron["naam"]
        assert eigen.waarden == {rij["code"]: rij["betekenis"] for rij in bron["codes"]}
        assert eigen.categorieen == {rij["code"]: rij["categorie"] for rij in bron["codes"] if "categorie" in rij}
    assert gezien == set(codelijsten.LIJSTEN)


def test_opzoeken():
    eenheden = codelijsten.lees("WJ756")
    assert "04" in eenheden
    assert "4" not in eenheden
    assert eenheden.betekenis("04") == "Uur"
    with pytest.raises(KeyError, match="'05' staat niet in codelijst WJ756"):
        eenheden.betekenis("05")


@pytest.mark.parametrize("lijst", ["JZ021", "../JZ020", ""])
def test_onbekende_lijst(lijst):
    with pytest.raises(KeyError, match="onbekende codelijst"):
        codelijsten.lees(lijst)


def test_een_lijst_wordt_een_keer_gelezen():
    assert codelijsten.lees("JZ020") is codelijsten.lees("JZ020")


def test_importeren_leest_geen_lijst():
    programma = "import ijw.codelijsten as c; print(c.lees.cache_info().currsize)"
    uitvoer = subprocess.run([sys.executable, "-c", programma], capture_output=True, text=True, check=True)
    assert uitvoer.stdout.strip() == "0"


@pytest.mark.parametrize(("code", "naam"), TWENTE.items())
def test_gemeenten_van_twente(code, naam):
    assert codelijsten.gemeentenaam(code) == naam
    assert codelijsten.gemeente_geldig(code, date(2021, 1, 1))
    assert codelijsten.gemeente_geldig(code, date(2026, 7, 1))


@pytest.mark.parametrize("code", ["0000", "9999", "153", ""])
def test_geen_gemeente(code):
    assert not codelijsten.gemeente_geldig(code, date(2026, 1, 1))
    with pytest.raises(KeyError):
        codelijsten.gemeentenaam(code)


def test_geldigheid_heeft_een_eerste_dag_en_een_dag_na_de_laatste():
    lijst = Codelijst(
        "CBS",
        "Gemeentecode",
        {"9001": "Oud", "9002": "Nieuw"},
        geldigheid={"9001": (date.min, date(2023, 1, 1)), "9002": (date(2023, 1, 1), date.max)},
    )
    assert lijst.geldig("9001", date(2022, 12, 31))
    assert not lijst.geldig("9001", date(2023, 1, 1))
    assert not lijst.geldig("9002", date(2022, 12, 31))
    assert lijst.geldig("9002", date(2023, 1, 1))
    assert not lijst.geldig("9003", date(2023, 1, 1))


@pytest.mark.parametrize(("code", "categorie"), [("40A01", "40"), ("45A74", "45"), ("OB2", None), ("40a01", None)])
def test_productcategorie(code, categorie):
    assert codelijsten.productcategorie(code) == categorie


def test_elke_productcategorie_bestaat():
    assert set(codelijsten.lees("JZ21").categorieen.values()) <= set(codelijsten.lees("JZ020").waarden)


def bronlijst(nummer, codes, **extra):
    return {
        "nummer": nummer,
        "naam": f"Lijst {nummer}",
        "codes": [{"code": code, "betekenis": naam} for code, naam in codes.items()],
        **extra,
    }


@pytest.fixture
def bronmap(tmp_path):
    bron = tmp_path / "bron"
    bron.mkdir()
    for nummer in codelijsten.LIJSTEN:
        extra = {"peildatum": "2027-01-01"} if nummer == "CBS" else {}
        lijst = bronlijst(nummer, {"0141": "Almelo"}, **extra)
        (bron / f"{nummer}_lijst.json").write_text(json.dumps(lijst), encoding="utf-8")
    return bron


def test_ververs_schrijft_elke_lijst_en_alleen_die(bronmap, tmp_path):
    (bronmap / "anders.json").write_text(json.dumps(bronlijst("ZZ9", {"1": "Een"})), encoding="utf-8")
    doel = tmp_path / "doel"
    doel.mkdir()
    ververs.ververs(bronmap, doel)
    assert {pad.stem for pad in doel.iterdir()} == set(codelijsten.LIJSTEN)
    assert json.loads((doel / "JZ020.json").read_text(encoding="utf-8")) == {
        "lijst": "JZ020",
        "naam": "Lijst JZ020",
        "waarden": {"0141": "Almelo"},
    }


def test_ververs_bewaart_een_vervallen_gemeente(bronmap, tmp_path):
    doel = tmp_path / "doel"
    doel.mkdir()
    huidig = {
        "lijst": "CBS",
        "naam": "Gemeentecode",
        "peildatum": "2026-01-01",
        "geldigheid": {"9001": {"tot": "2023-01-01"}, "0141": {"vanaf": "1900-01-01"}},
        "waarden": {"0141": "Almelo", "9001": "Eerder vervallen", "9002": "Nu vervallen"},
    }
    (doel / "CBS.json").write_text(json.dumps(huidig), encoding="utf-8")
    ververs.ververs(bronmap, doel)
    nieuw = json.loads((doel / "CBS.json").read_text(encoding="utf-8"))
    assert nieuw["waarden"] == huidig["waarden"]
    assert nieuw["geldigheid"] == {
        "0141": {"vanaf": "1900-01-01"},
        "9001": {"tot": "2023-01-01"},
        "9002": {"tot": "2027-01-01"},
    }


def test_ververs_raakt_niets_aan_als_een_lijst_ontbreekt(bronmap, tmp_path):
    (bronmap / "WJ756_lijst.json").unlink()
    doel = tmp_path / "doel"
    doel.mkdir()
    with pytest.raises(ValueError, match="WJ756"):
        ververs.ververs(bronmap, doel)
    assert list(doel.iterdir()) == []


@pytest.mark.parametrize("inhoud", ['{"nummer": "WJ756", "naam": "Eenheid"}', "geen json"])
def test_ververs_raakt_niets_aan_als_een_lijst_onleesbaar_is(bronmap, tmp_path, inhoud):
    (bronmap / "WJ756_lijst.json").write_text(inhoud, encoding="utf-8")
    doel = tmp_path / "doel"
    doel.mkdir()
    with pytest.raises(ValueError, match=r"codes|Expecting"):
        ververs.ververs(bronmap, doel)
    assert list(doel.iterdir()) == []


def test_ververs_als_opdracht(tmp_path, monkeypatch, capsys):
    assert ververs.main([]) == 2
    assert ververs.main([str(tmp_path / "leeg")]) == 1
    assert "Niets ververst" in capsys.readouterr().err
    gelezen = []
    monkeypatch.setattr(ververs, "ververs", gelezen.append)
    assert ververs.main([str(tmp_path)]) == 0
    assert gelezen == [tmp_path]


@pytest.mark.skipif(not REFERENTIE.is_dir(), reason="gepubliceerde codelijsten niet aanwezig")
def test_ververs_uit_de_gepubliceerde_map_geeft_de_eigen_bestanden(tmp_path):
    ververs.ververs(REFERENTIE, tmp_path)
    for lijst in codelijsten.LIJSTEN:
        assert (tmp_path / f"{lijst}.json").read_bytes() == (codelijsten.MAP / f"{lijst}.json").read_bytes()
