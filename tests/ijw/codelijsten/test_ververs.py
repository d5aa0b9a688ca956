"""Refreshing code lists: what changes is shown, what is damaged or half changes nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from ijw import codelijsten
from ijw.codelijsten import Codelijstfout
from ijw.codelijsten.ververs import lees_bronnen, schrijf, vergelijk

REFERENTIE = Path(__file__).parents[4] / "shared" / "reference" / "codelijsten"
VOLGEND_JAAR = "2027-01-01"


@pytest.fixture
def eigen(tmp_path, monkeypatch):
    """A folder with lists of one's own; nothing of it stays behind in the cache."""
    folder = tmp_path / "eigen"
    folder.mkdir()
    monkeypatch.setenv(codelijsten.EIGEN, str(folder))
    codelijsten.lees.cache_clear()
    yield folder
    codelijsten.lees.cache_clear()


def gemeenten(**anders):
    """The published list of gemeenten as it is now."""
    cbs = codelijsten.lees("CBS")
    return {code: naam for code, naam in cbs.waarden.items() if cbs.geldig(code, date(2026, 1, 1))} | anders


def als_json(pad, nummer, codes, **extra):
    rijen = [{"code": code, "betekenis": naam} for code, naam in codes.items()]
    lijst = {"nummer": nummer, "naam": codelijsten.lees(nummer).naam, "codes": rijen, **extra}
    pad.write_text(json.dumps(lijst), encoding="utf-8")
    return pad


def als_csv(pad, codes, kop="code;betekenis"):
    pad.write_text("\n".join([kop, *(f"{code};{naam}" for code, naam in codes.items())]), encoding="utf-8")
    return pad


def verschil(pad, **opties):
    (bron,) = lees_bronnen(pad, **opties)
    return vergelijk(bron)


@pytest.mark.skipif(not REFERENTIE.is_dir(), reason="gepubliceerde codelijsten niet aanwezig")
def test_de_gepubliceerde_map_verandert_niets():
    bronnen = lees_bronnen(REFERENTIE)
    assert {bron.lijst for bron in bronnen} == set(codelijsten.LIJSTEN)
    assert not [bron.lijst for bron in bronnen if vergelijk(bron).anders]


def test_een_herindeling_komt_erbij_en_wie_verdwijnt_blijft_bekend(tmp_path, eigen):
    codes = gemeenten(**{"1999": "Nieuwland", "0153": "Enschede (O.)"})
    del codes["0147"], codes["0164"]
    gevonden = verschil(als_json(tmp_path / "cbs.json", "CBS", codes, peildatum=VOLGEND_JAAR))
    assert gevonden.erbij == {"1999": "Nieuwland"}
    assert gevonden.vervallen == {"0147": "Borne", "0164": "Hengelo (O.)"}
    assert gevonden.hernoemd == {"0153": ("Enschede", "Enschede (O.)")}

    schrijf([gevonden], eigen)
    codelijsten.lees.cache_clear()
    assert [pad.name for pad in eigen.iterdir()] == ["CBS.json"]
    eerste = date(2027, 1, 1)
    for code, eerder, later in (("0147", True, False), ("1999", False, True), ("0141", True, True)):
        assert codelijsten.gemeente_geldig(code, date(2026, 12, 31)) is eerder
        assert codelijsten.gemeente_geldig(code, eerste) is later
    # What was known of earlier herindelingen is still there.
    assert codelijsten.gemeente_opvolgers("0457", eerste) == ("0363",)
    assert codelijsten.lees("CBS").peildatum == eerste

    # The same file again changes nothing.
    assert not verschil(als_json(tmp_path / "cbs.json", "CBS", codes, peildatum=VOLGEND_JAAR)).anders


def test_een_csv_noemt_haar_lijst_met_haar_naam_of_met_een_optie(tmp_path):
    codes = dict(codelijsten.lees("WJ756").waarden) | {"99": "Proef"}
    for pad, opties in (("WJ756.csv", {}), ("eenheden.csv", {"lijst": "WJ756"})):
        gevonden = verschil(als_csv(tmp_path / pad, codes), **opties)
        assert (gevonden.lijst, gevonden.erbij, gevonden.vervallen) == ("WJ756", {"99": "Proef"}, {})


def test_een_lijst_zonder_peildatum_laat_los_wat_vervalt(tmp_path):
    codes = dict(codelijsten.lees("WJ756").waarden)
    del codes["84"]
    gevonden = verschil(als_csv(tmp_path / "WJ756.csv", codes))
    assert set(gevonden.vervallen) == {"84"}
    assert "84" not in gevonden.inhoud["waarden"]


def test_een_vervallen_productcode_houdt_haar_categorie(tmp_path):
    jz21 = codelijsten.lees("JZ21")
    rijen = [
        {"code": code, "betekenis": naam, "categorie": jz21.categorieen[code]}
        for code, naam in jz21.waarden.items()
        if code != "45A04"
    ]
    pad = tmp_path / "jz21.json"
    pad.write_text(json.dumps({"nummer": "JZ21", "naam": jz21.naam, "codes": rijen, "peildatum": VOLGEND_JAAR}))
    inhoud = verschil(pad).inhoud
    assert inhoud["geldigheid"] == {"45A04": {"tot": VOLGEND_JAAR}}
    assert inhoud["categorieen"]["45A04"] == "45"


@pytest.mark.parametrize("aantal", [3, 4])
def test_meer_dan_de_helft_kwijt_is_een_half_bestand(tmp_path, aantal):
    # WJ756 holds seven codes: four left is fine, three left is not.
    codes = dict(list(codelijsten.lees("WJ756").waarden.items())[:aantal])
    pad = als_csv(tmp_path / "WJ756.csv", codes)
    if aantal == 4:
        assert len(verschil(pad).vervallen) == 3
        return
    with pytest.raises(Codelijstfout, match="4 van de 7 codes vervallen"):
        verschil(pad)


@pytest.mark.parametrize(
    ("naam", "inhoud", "melding"),
    [
        ("x.json", '{"nummer": "WJ756",\n "naam": ', "regel 2, kolom 10"),
        ("x.json", "[" * 100_000, "te diep"),
        ("x.json", '{"nummer": ' + "9" * 5000 + "}", "te groot"),
        ("x.json", '{"nummer": "ZZ9"}', "gevonden geen codelijst"),
        ("x.json", '{"nummer": "WJ756", "naam": "Eenheid"}', "geen veld codes"),
        ("x.json", '{"nummer": "WJ756", "naam": "Eenheid", "codes": []}', "geen enkele code"),
        ("x.json", '{"nummer": "WJ756", "codes": []}', "geen naam"),
        ("x.json", '{"nummer": "WJ756", "naam": "E", "aantal": 7, "codes": []}', "0 codes, verwacht 7"),
        (
            "x.json",
            '{"nummer": "WJ756", "naam": "E", "codes": [{"code": "1"}]}',
            r"codes\[0\]: gevonden geen betek",
        ),
        (
            "x.json",
            '{"nummer": "CBS", "naam": "G", "codes": [{"code": "1", "betekenis": "x"}], "peildatum": "nu"}',
            "de peildatum is geen dag",
        ),
        ("WJ756.csv", "a;b\n1;2\n", "regel 1 noemt de kolommen niet"),
        ("WJ756.csv", "", "regel 1 noemt de kolommen niet"),
        ("WJ756.csv", "code;betekenis\n01;Minuut\n04\n", "regel 3: gevonden 1 cellen, verwacht 2"),
        ("WJ756.csv", "code;betekenis\n01;Minuut\n01;Uur\n", "regel 3: code 01 staat er twee keer"),
        ("WJ756.csv", 'code;betekenis\n01;"Min\n', "geen goede CSV"),
        ("WJ756.csv", "code;betekenis\n01; \n", "regel 2: gevonden geen betekenis"),
        ("WJ756.csv", "code;betekenis\n01;Minuut\xff", "niet in UTF-8"),
        ("eenheden.csv", "code;betekenis\n01;Minuut\n", "--lijst"),
    ],
)
def test_wat_stuk_is_zegt_waar(tmp_path, naam, inhoud, melding):
    pad = tmp_path / naam
    pad.write_bytes(inhoud.encode("latin-1"))
    with pytest.raises(Codelijstfout, match=melding) as fout:
        verschil(pad)
    assert naam in str(fout.value)


def test_wat_niet_bij_de_lijst_van_nu_past(tmp_path):
    terug = gemeenten(**{"0457": "Weesp"})
    jz21 = codelijsten.lees("JZ21").waarden
    gevallen = [
        (als_csv(tmp_path / "CBS.csv", gemeenten()), {}, "verwacht een dag vanaf 2026-01-01"),
        (als_csv(tmp_path / "CBS.csv", gemeenten()), {"peildatum": date(2025, 12, 31)}, "2026-01-01 of later"),
        (als_csv(tmp_path / "CBS.csv", terug), {"peildatum": date(2027, 1, 1)}, "0457.*eerder vervallen"),
        (als_csv(tmp_path / "JZ21.csv", jz21), {}, "gevonden geen categorie, verwacht een code uit JZ020"),
    ]
    for pad, opties, melding in gevallen:
        with pytest.raises(Codelijstfout, match=melding):
            verschil(pad, **opties)
    pad = als_csv(tmp_path / "CBS.csv", gemeenten())
    assert not verschil(pad, peildatum=date(2026, 1, 1)).anders


def test_een_map_met_twee_keer_dezelfde_lijst_of_zonder_lijst(tmp_path):
    with pytest.raises(Codelijstfout, match="geen codelijst die wij kennen"):
        lees_bronnen(tmp_path)
    (tmp_path / "anders.json").write_text('{"nummer": "ZZ9"}')
    als_json(tmp_path / "een.json", "WJ756", codelijsten.lees("WJ756").waarden)
    assert [bron.lijst for bron in lees_bronnen(tmp_path)] == ["WJ756"]
    als_json(tmp_path / "twee.json", "WJ756", codelijsten.lees("WJ756").waarden)
    with pytest.raises(Codelijstfout, match="WJ756 staat er twee keer in"):
        lees_bronnen(tmp_path)
    (tmp_path / "stuk.json").write_text("{")
    with pytest.raises(Codelijstfout, match=r"stuk\.json"):
        lees_bronnen(tmp_path)


def test_een_lijst_die_niet_te_schrijven_is_laat_de_andere_staan(tmp_path, eigen):
    eenheid = verschil(als_csv(tmp_path / "WJ756.csv", dict(codelijsten.lees("WJ756").waarden) | {"99": "Proef"}))
    geslacht = verschil(
        als_csv(tmp_path / "COD046.csv", dict(codelijsten.lees("COD046").waarden) | {"8": "Proef"})
    )
    (eigen / "COD046.nieuw").mkdir()
    with pytest.raises(OSError, match="COD046"):
        schrijf([eenheid, geslacht], eigen)
    assert not list(eigen.glob("*.json"))
