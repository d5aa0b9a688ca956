import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from backoffice.contracts.controle import controleer
from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Contractstatus,
    Declaratietermijn,
    Deelname,
    Financiering,
    Financieringsvorm,
    Gevolg,
    Indexplafond,
    Optie,
    Optiebesluit,
    Product,
    Soortdeelname,
    Statuswijziging,
    TariefType,
    TariefVersie,
    Variant,
    Voorwaarde,
)
from backoffice.services.contractbestand import (
    excel_vorm,
    lees_contracten,
    schrijf_excel,
    schrijf_sjabloon,
    schrijf_yaml,
    velden,
)
from backoffice.services.contractbestand.gelezen import Gelezen
from ijw import codelijsten
from tests.backoffice.contracts.bouwers import contract, product, tarief

SAMPLES = Path(__file__).parents[3] / "samples" / "contracten"
DOCUMENTATIE = Path(__file__).parents[3] / "docs" / "contractbestand.md"

teksten = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("=+-@ '\":#~"), min_size=1, max_size=30
).filter(lambda tekst: bool(tekst.strip()) and tekst.strip() == tekst)
codes = teksten.filter(lambda tekst: "," not in tekst)
namen = teksten.filter(lambda tekst: ";" not in tekst)
dagen = st.dates(date(1900, 3, 1), date(9999, 12, 31))
getallen = st.integers(-999, 999_999_999)


def lijst(deel: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(deel, max_size=3).map(tuple)


voorwaarden = st.builds(
    Voorwaarde,
    gemeente=st.none() | teksten,
    vanaf=st.none() | dagen,
    tot_en_met=st.none() | dagen,
    leeftijd_vanaf=st.none() | getallen,
    leeftijd_tot_en_met=st.none() | getallen,
    verwijzers=lijst(codes),
    alleen_met=lijst(codes),
    volume=st.none() | getallen,
    frequentie=st.none() | teksten,
    budget=st.none() | st.integers(0, 99_999_999),
)
tarieven = st.builds(
    TariefVersie,
    vanaf=dagen,
    tarief=st.none() | st.integers(-99_999_999, 99_999_999),
    uurtarief=st.none() | st.integers(0, 99_999_999),
    tot_en_met=st.none() | dagen,
    indexering=st.none() | st.integers(-500, 10_000),
)
producten = st.builds(
    Product,
    categorie=teksten,
    code=teksten,
    omschrijving=teksten,
    variant=st.sampled_from(Variant),
    eenheid=st.none() | teksten,
    frequenties=st.lists(codes, max_size=3).map(tuple),
    tarief_type=st.sampled_from(TariefType),
    tarieven=lijst(tarieven),
    voorwaarden=lijst(voorwaarden),
)
contracten = st.builds(
    Contract,
    contractnummer=teksten,
    soort=st.sampled_from(Contractsoort),
    aanbieder=teksten,
    begindatum=dagen,
    einddatum=st.none() | dagen,
    deelnames=st.lists(
        st.builds(Deelname, gemeente=teksten, vanaf=dagen, tot_en_met=st.none() | dagen), max_size=3
    ).map(tuple),
    producten=st.lists(producten, max_size=3, unique_by=lambda product: product.code).map(tuple),
    kvk=st.none() | teksten,
    concern=st.none() | teksten,
    bestuurders=st.lists(namen, max_size=3).map(tuple),
    adres=st.none() | teksten,
    vow_rol=st.booleans(),
    retourcode_contract=st.none() | teksten,
    indexplafond=st.none() | st.sampled_from(Indexplafond),
    opties=lijst(st.builds(Optie, dagen, st.sampled_from(Optiebesluit), st.none() | dagen)),
    statussen=lijst(st.builds(Statuswijziging, dagen, st.sampled_from(Contractstatus), teksten)),
    financieringen=lijst(
        st.builds(
            Financiering,
            dagen,
            st.sampled_from(Financieringsvorm),
            st.none() | st.integers(-99_999_999, 99_999_999),
            st.none() | teksten,
        )
    ),
    termijnen=lijst(
        st.builds(
            Declaratietermijn,
            st.none() | getallen,
            st.sampled_from(Gevolg),
            st.just(date.min) | dagen,
            st.booleans(),
            getallen,
            getallen,
            getallen,
            st.none() | teksten,
        )
    ),
)


@pytest.mark.parametrize(("schrijf", "naam"), [(schrijf_yaml, "c.yaml"), (schrijf_excel, "c.xlsx")])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    alle=st.lists(contracten, min_size=1, max_size=3, unique_by=lambda contract: contract.contractnummer),
    soortdeelnames=st.lists(
        st.builds(Soortdeelname, st.sampled_from(Contractsoort), teksten, dagen, st.none() | dagen), max_size=3
    ),
)
def test_wat_geschreven_is_leest_hetzelfde_terug(
    schrijf: Callable[..., None],
    naam: str,
    tmp_path: Path,
    alle: list[Contract],
    soortdeelnames: list[Soortdeelname],
) -> None:
    schrijf(alle, tmp_path / naam, soortdeelnames)
    gelezen = lees_contracten(tmp_path / naam)
    assert gelezen.fouten == []
    assert gelezen.contracten == alle
    assert gelezen.soortdeelnames == soortdeelnames


def test_het_voorbeeld_is_goed() -> None:
    gelezen = lees_contracten(SAMPLES / "twente.yaml")
    assert gelezen.fouten == []
    assert controleer(gelezen.contracten, codelijsten.lees("CBS").waarden.keys()) == []
    eenheden = {product.eenheid for een in gelezen.contracten for product in een.producten}
    assert {"01", "14", "16", "84"} <= eenheden
    obs = {product.code for een in gelezen.contracten for product in een.producten if product.code[:2] == "OB"}
    assert len(obs) == 12


def test_het_meegeleverde_sjabloon_is_wat_wij_schrijven(tmp_path: Path) -> None:
    schrijf_sjabloon(tmp_path / "sjabloon.xlsx")
    mee, nieuw = (load_workbook(pad / "sjabloon.xlsx") for pad in (SAMPLES, tmp_path))
    assert mee.sheetnames == nieuw.sheetnames == [*velden.ONDERDELEN, "uitleg"]
    for blad in mee:
        assert list(blad.values) == list(nieuw[blad.title].values)
    assert nieuw["contracten"].column_dimensions["A"].number_format == "@"


def test_een_leeg_sjabloon_is_niets_om_te_laden() -> None:
    fouten = lees_contracten(SAMPLES / "sjabloon.xlsx").fouten
    assert [fout.melding for fout in fouten] == ["Er is niets te laden"]


def test_elk_veld_staat_in_de_documentatie() -> None:
    tekst = DOCUMENTATIE.read_text(encoding="utf-8")
    for naam, onderdeel in velden.ONDERDELEN.items():
        assert f"### `{naam}`" in tekst
        for veld in onderdeel.velden:
            assert f"| `{veld}` |" in tekst, veld


def test_het_voorbeeld_in_de_documentatie_is_te_lezen(tmp_path: Path) -> None:
    blokken = DOCUMENTATIE.read_text(encoding="utf-8").split("```")
    voorbeeld = next(blok for blok in blokken if blok.startswith("yaml\n")).removeprefix("yaml\n")
    gelezen = lees(tmp_path, voorbeeld)
    assert gelezen.fouten == []
    assert controleer(gelezen.contracten, {"0153", "0164"}) == []


# Amounts and days


@pytest.mark.parametrize(
    ("tekst", "centen"),
    [
        ("58,75", 5875),
        ("58.75", 5875),
        ("58,7", 5870),
        ("58", 5800),
        ("0,29", 29),
        ("-1,05", -105),
        ("1.15", 115),
    ],
)
def test_bedrag(tekst: str, centen: int) -> None:
    assert velden.bedrag(tekst) == centen


@pytest.mark.parametrize("tekst", ["58,755", "1.234,50", "1 234", "€ 5", "5e3", "", ",5", "٥", "5,", "inf"])
def test_geen_bedrag(tekst: str) -> None:
    with pytest.raises(velden.Vormfout):
        velden.bedrag(tekst)


@pytest.mark.parametrize(
    "tekst", ["2026-02-29", "2026-1-1", "1-1-2026", "2026/01/01", "2026-01-01 12:00:00", "0000-01-01"]
)
def test_geen_datum(tekst: str) -> None:
    with pytest.raises(velden.Vormfout):
        velden.datum(tekst)


def test_datum_mag_ook_nederlands() -> None:
    assert velden.datum("31-01-2026") == velden.datum("2026-01-31") == date(2026, 1, 31)


@pytest.mark.parametrize("goed", ["Dagdeel (4 uur), groep è", "x" * 200])
def test_tekst(goed: str) -> None:
    assert velden.tekst(goed) == goed


def test_geplakte_tekst_krijgt_gewone_spaties() -> None:
    assert velden.tekst("niveau\u00a0A") == "niveau A"


@pytest.mark.parametrize("fout", ["twee\nregels", "a\x00", "x" * 201, "\u202eomgekeerd"])
def test_geen_tekst(fout: str) -> None:
    with pytest.raises(velden.Vormfout):
        velden.tekst(fout)


# YAML

GOED = """\
contracten:
  - contractnummer: OBJ-1
    soort: ob jeugd
    aanbieder: 41000001
    begindatum: 2025-01-01
    deelnames:
      - {gemeente: 0153, vanaf: 2025-01-01}
    producten:
      - code: OB1A
        categorie: 45
        omschrijving: Niveau A
        variant: inspanning
        eenheid: 01
        frequenties: [2, 4, 6]
        tarieven:
          - vanaf: 01-01-2025
            uurtarief: 58.75
"""


def lees(map_: Path, tekst: str | bytes, naam: str = "c.yaml") -> Gelezen:
    (map_ / naam).write_bytes(tekst.encode() if isinstance(tekst, str) else tekst)
    return lees_contracten(map_ / naam)


def test_yaml_bewaart_wat_er_getypt_is(tmp_path: Path) -> None:
    (gelezen,) = lees(tmp_path, GOED).contracten
    assert gelezen == contract(product(omschrijving="Niveau A"), einddatum=None, kvk=None, termijnen=())


@pytest.mark.parametrize(
    ("was", "wordt", "plaats", "gevonden"),
    [
        ("58.75", "58.755", "c.yaml, regel 17 (uurtarief)", "58.755"),
        ("01-01-2025", "morgen", "c.yaml, regel 16 (vanaf)", "morgen"),
        ("aanbieder: 41000001", "aanbieder:", "c.yaml, regel 2 (aanbieder)", "leeg"),
        ("aanbieder: 41000001", "aanbieder: [1]", "c.yaml, regel 4 (aanbieder)", "een lijst of velden"),
        (
            "    soort",
            "    kleur: rood\n    soort",
            "c.yaml, regel 3 (kleur)",
            "een veld dat wij niet kennen",
        ),
        ("contracten:", "contract:", "c.yaml", "iets anders"),
        ("[2, 4, 6]", "[2, [4]]", "c.yaml, regel 14 (frequenties)", "een lijst of velden"),
    ],
)
def test_yaml_fout_noemt_de_regel(tmp_path: Path, was: str, wordt: str, plaats: str, gevonden: str) -> None:
    (fout,) = lees(tmp_path, GOED.replace(was, wordt, 1)).fouten
    assert (fout.plaats, fout.gevonden) == (plaats, gevonden)


@pytest.mark.parametrize(
    ("tekst", "gevonden"),
    [
        ("contracten: &a [1]", "een verwijzing (& of *)"),
        ("contracten: [*a]", "een verwijzing (& of *)"),
        ("contracten: !!python/object/apply:os.getcwd []", "een type (!)"),
        ("contracten: " + "[" * 11, "meer dan 10 niveaus diep"),
        ("contracten: " + "[" * 100_000, "meer dan 10 niveaus diep"),
        ("contracten: []\ncontracten: []", "contracten voor de tweede keer"),
        ("? [a]\n: b", "een veld zonder naam"),
        ("a: 1\n---\nb: 2", "een tweede document (---)"),
        ("a: [", "tekst die geen YAML is"),
        ("a: \x00", "tekst die geen YAML is"),
        (b"a: \xff", "andere tekens"),
    ],
)
def test_vijandige_yaml_wordt_geweigerd(tmp_path: Path, tekst: str | bytes, gevonden: str) -> None:
    begin = time.monotonic()
    assert [fout.gevonden for fout in lees(tmp_path, tekst).fouten] == [gevonden]
    assert time.monotonic() - begin < 5


def test_alle_fouten_samen_en_hoogstens_honderd(tmp_path: Path) -> None:
    regels = "".join("          - vanaf: nooit\n" for _ in range(150))
    gelezen = lees(tmp_path, GOED + regels)
    assert len(gelezen.fouten) == 100
    assert gelezen.meer_fouten == 50
    assert gelezen.onvolledig == {"OBJ-1"}


# Excel


def werkboek(wijzig: Callable[[Workbook], None], *lijst: Contract) -> bytes:
    boek = load_workbook(BytesIO(geschreven(*lijst)))
    wijzig(boek)
    uit = BytesIO()
    boek.save(uit)
    return uit.getvalue()


def geschreven(*lijst: Contract) -> bytes:
    return excel_vorm.schrijf_excel(lijst or (contract(),))


def zet(blad: str, cel: str, waarde: Any) -> Callable[[Workbook], None]:
    def wijzig(boek: Workbook) -> None:
        boek[blad][cel] = waarde

    return wijzig


@pytest.mark.parametrize(
    ("wijzig", "plaats", "gevonden"),
    [
        (zet("tarieven", "F2", "=58*2"), "c.xlsx, blad tarieven, rij 2, kolom F (uurtarief)", "een formule"),
        (zet("tarieven", "F2", True), "c.xlsx, blad tarieven, rij 2, kolom F (uurtarief)", "waar of onwaar"),
        (zet("tarieven", "F2", 58.755), "c.xlsx, blad tarieven, rij 2, kolom F (uurtarief)", "58.755"),
        (zet("contracten", "C2", "=1"), "c.xlsx, blad contracten, rij 2, kolom C (aanbieder)", "een formule"),
        (zet("producten", "H1", "kleur"), "c.xlsx, blad producten, rij 1, kolom H", "kleur"),
        (zet("contracten", "B2", None), "c.xlsx, blad contracten, rij 2 (soort)", "leeg"),
        (zet("deelnames", "A3", "OBJ-9"), "c.xlsx, blad deelnames, rij 3", "OBJ-9"),
        (zet("tarieven", "B2", "XX"), "c.xlsx, blad tarieven, rij 2", "OBJ-1, XX"),
        (zet("contracten", "M2", "x"), "c.xlsx, blad contracten, rij 2, kolom M", "een waarde"),
        (lambda boek: boek.remove(boek["tarieven"]), "c.xlsx", "geen blad met die naam"),
    ],
)
def test_excel_fout_noemt_blad_rij_en_kolom(
    tmp_path: Path, wijzig: Callable[[Workbook], None], plaats: str, gevonden: str
) -> None:
    fouten = lees(tmp_path, werkboek(wijzig), "c.xlsx").fouten
    assert (plaats, gevonden) in [(fout.plaats, fout.gevonden) for fout in fouten]


def test_een_excelgetal_wordt_precies_gelezen(tmp_path: Path) -> None:
    # 1.15 and 58.75 and 0.29: times 100 these give 114.99..., 5875 and 28.99... in binary.
    prijzen = tuple(
        tarief(date(2025, maand, 1), tarief=centen) for maand, centen in ((1, 115), (2, 5875), (3, 29))
    )
    bron = contract(product(*prijzen, eenheid="84"))

    def als_getal(boek: Workbook) -> None:
        for rij, waarde in ((2, 1.15), (3, 58.75), (4, 0.29)):
            boek["tarieven"][f"E{rij}"] = waarde

    assert lees(tmp_path, werkboek(als_getal, bron), "c.xlsx").contracten == [bron]


@pytest.mark.parametrize("tekst", ["=1+1", "+31", "-5", "@SUM(A1)"])
def test_tekst_die_op_een_formule_lijkt_blijft_tekst(tekst: str) -> None:
    boek = load_workbook(BytesIO(geschreven(contract(product(omschrijving=tekst)))))
    cel = boek["producten"]["D2"]
    assert (cel.value, cel.data_type, cel.quotePrefix) == (tekst, "s", True)


def test_een_kapot_werkboek(tmp_path: Path) -> None:
    heel = geschreven()
    met_onzin = BytesIO()
    with ZipFile(met_onzin, "w") as zip_:
        zip_.writestr("xl/workbook.xml", "<workbook")
    for inhoud in (b"", b"geen zip", heel[: len(heel) // 2], met_onzin.getvalue()):
        fouten = lees(tmp_path, inhoud, "c.xlsx").fouten
        assert [fout.melding for fout in fouten] == ["Het bestand is niet te lezen"]


def vervang_deel(inhoud: bytes, deel: str, nieuw: bytes) -> bytes:
    uit = BytesIO()
    with ZipFile(BytesIO(inhoud)) as oud, ZipFile(uit, "w", ZIP_DEFLATED) as zip_:
        assert deel in oud.namelist()
        for naam in oud.namelist():
            zip_.writestr(naam, nieuw if naam == deel else oud.read(naam))
    return uit.getvalue()


def test_een_verkeerde_maat_verbergt_geen_rijen(tmp_path: Path) -> None:
    deel = "xl/worksheets/sheet2.xml"
    with ZipFile(BytesIO(werkboek(lambda boek: None))) as zip_:
        blad = zip_.read(deel)
    assert b'ref="A1:D2"' in blad
    te_klein = vervang_deel(werkboek(lambda boek: None), deel, blad.replace(b'ref="A1:D2"', b'ref="A1:B1"'))
    assert lees(tmp_path, te_klein, "c.xlsx").contracten == [contract()]


def test_een_zipbom_gaat_niet_open(tmp_path: Path) -> None:
    bom = vervang_deel(geschreven(), "xl/styles.xml", bytes(101 * 1024 * 1024))
    assert len(bom) < 1024 * 1024
    fouten = lees(tmp_path, bom, "c.xlsx").fouten
    assert [fout.gevonden for fout in fouten] == ["uitgepakt meer dan 100 MB"]


def test_entiteiten_groeien_niet(tmp_path: Path) -> None:
    lagen = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    blad = (
        f'<!DOCTYPE w [<!ENTITY e0 "aaaaaaaaaa">{lagen}]>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row></sheetData></worksheet>'
    )
    for deel in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        begin = time.monotonic()
        gelezen = lees(tmp_path, vervang_deel(geschreven(), deel, blad.encode()), "c.xlsx")
        assert gelezen.fouten
        assert time.monotonic() - begin < 10


# Files and folders


def test_een_map_met_beide_vormen(tmp_path: Path) -> None:
    schrijf_yaml([contract()], tmp_path / "a.yaml")
    (tmp_path / "sub").mkdir()
    schrijf_excel([contract(contractnummer="OBJ-2")], tmp_path / "sub" / "b.xlsx")
    (tmp_path / "~$b.xlsx").write_bytes(b"open in Excel")
    (tmp_path / "leesmij.txt").write_text("niets")
    assert [een.contractnummer for een in lees_contracten(tmp_path).contracten] == ["OBJ-1", "OBJ-2"]


def test_bestanden_die_wij_niet_lezen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "c.csv").write_text("a")
    assert lees_contracten(tmp_path / "c.csv").fouten[0].melding == "Dit soort bestand lezen wij niet"
    assert lees_contracten(tmp_path / "weg.yaml").fouten[0].melding == "Kan het bestand niet openen"
    assert lees_contracten(tmp_path).fouten[0].melding == "Deze map kunnen wij niet laden"
    monkeypatch.setattr("backoffice.services.contractbestand.GROOTSTE_BESTAND", len(GOED))
    assert lees(tmp_path, GOED).fouten == []
    assert lees(tmp_path, GOED + " ").fouten[0].melding == "Het bestand is te groot"
