"""The code lists: complete, equal to the published ones, and dated where codes come and go."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from ijw import codelijsten
from ijw.codelijsten import Codelijst, Codelijstfout

REFERENTIE = Path(__file__).parents[4] / "shared" / "reference" / "codelijsten"
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
AANTALLEN = {"COD002-VEKT": 14, "COD032": 249, "JZ020": 24, "WJ001": 59, "WJ756": 7, "CBS": 426, "JZ21": 450}


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
        nu = {code: naam for code, naam in eigen.waarden.items() if eigen.geldig(code, date(2026, 1, 1))}
        assert nu == {rij["code"]: rij["betekenis"] for rij in bron["codes"]}
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


# --- herindelingen --------------------------------------------------------------------------------

PER_JAAR = {
    2014: 403,
    2015: 393,
    2016: 390,
    2017: 388,
    2018: 380,
    2019: 355,
    2020: 355,
    2021: 352,
    2022: 345,
    2023: 342,
    2024: 342,
    2025: 342,
    2026: 342,
}
CBS = codelijsten.lees("CBS")
VERVALLEN = [code for code, (_, tot) in CBS.geldigheid.items() if tot < date.max]


def aantal_op(dag):
    return sum(CBS.geldig(code, dag) for code in CBS.waarden)


@pytest.mark.parametrize(("jaar", "aantal"), PER_JAAR.items())
def test_aantal_gemeenten_op_1_januari(jaar, aantal):
    assert aantal_op(date(jaar, 1, 1)) == aantal


@pytest.mark.parametrize(("dag", "aantal"), [(date(2022, 3, 23), 345), (date(2022, 3, 24), 344)])
def test_weesp_verdween_midden_in_een_jaar(dag, aantal):
    assert aantal_op(dag) == aantal


@pytest.mark.parametrize("code", VERVALLEN)
def test_wie_verdween_heeft_opvolgers_die_er_die_dag_zijn(code):
    tot = CBS.geldigheid[code][1]
    assert CBS.geldig(code, tot - timedelta(days=1))
    assert not CBS.geldig(code, tot)
    assert CBS.opvolgers[code]
    assert all(CBS.geldig(opvolger, tot) for opvolger in CBS.opvolgers[code])


def test_wie_begon_nam_die_dag_iemand_over():
    begonnen = {code: vanaf for code, (vanaf, _) in CBS.geldigheid.items() if vanaf > date.min}
    assert len(begonnen) == 23
    for code, vanaf in begonnen.items():
        voorgangers = [oud for oud in VERVALLEN if code in CBS.opvolgers[oud]]
        assert {CBS.geldigheid[oud][1] for oud in voorgangers} == {vanaf}


@pytest.mark.parametrize(
    ("code", "dag", "opvolgers"),
    [
        ("0457", date(2022, 3, 23), ("0457",)),
        ("0457", date(2022, 3, 24), ("0363",)),
        # Divided over two, and over four.
        ("0053", date(2019, 1, 1), ("1966", "1969")),
        ("0788", date(2021, 1, 1), ("0757", "0824", "0855", "0865")),
        # Ubbergen became part of Groesbeek, which a year later got another name and code.
        ("0282", date(2015, 12, 31), ("0241",)),
        ("0282", date(2016, 1, 1), ("1945",)),
        ("1921", date(2015, 6, 30), ("1921",)),
        ("1921", date(2015, 7, 1), ("1940",)),
        ("0153", date(2026, 1, 1), ("0153",)),
        ("1992", date(2022, 12, 31), ()),
        ("9999", date(2026, 1, 1), ()),
    ],
)
def test_opvolgers_op_een_dag(code, dag, opvolgers):
    assert codelijsten.gemeente_opvolgers(code, dag) == opvolgers


# --- lists of one's own ---------------------------------------------------------------------------


@pytest.fixture
def eigen(tmp_path, monkeypatch):
    """An empty folder with lists of one's own; nothing of it stays behind in the cache."""
    folder = tmp_path / "eigen"
    folder.mkdir()
    monkeypatch.setenv(codelijsten.EIGEN, str(folder))
    codelijsten.lees.cache_clear()
    yield folder
    codelijsten.lees.cache_clear()


def test_een_eigen_lijst_gaat_voor_en_de_rest_blijft(eigen):
    (eigen / "WJ756.json").write_text('{"lijst": "WJ756", "naam": "Eenheid", "waarden": {"99": "Proef"}}')
    assert codelijsten.lees("WJ756").waarden == {"99": "Proef"}
    assert len(codelijsten.lees("JZ020").waarden) == 24


@pytest.mark.parametrize(
    "inhoud", ["", "[]", '{"lijst": "WJ756"', '{"lijst": "WJ756", "naam": "Eenheid", "waarden": 1}', "\xff"]
)
def test_een_eigen_lijst_die_stuk_is_wordt_genoemd(eigen, inhoud):
    (eigen / "WJ756.json").write_bytes(inhoud.encode("latin-1"))
    with pytest.raises(Codelijstfout, match=r"WJ756\.json: dit is geen goede codelijst WJ756"):
        codelijsten.lees("WJ756")


def test_een_map_die_er_niet_is_wordt_genoemd(eigen):
    eigen.rmdir()
    with pytest.raises(Codelijstfout, match="geen map"):
        codelijsten.lees("WJ756")
