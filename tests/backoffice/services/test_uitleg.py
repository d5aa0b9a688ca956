"""Every word of the standard has an explanation, and a word that is none gets a hint."""

from __future__ import annotations

import pytest

from backoffice.declaraties.uitleg import ADVIEZEN
from backoffice.services.uitleg import Onbekend, Uitleg, leg_uit
from ijw import codelijsten
from ijw.berichten import SOORTEN
from ijw.regels.regel import Regel
from ijw.regels.tabel import REGELS_3_2
from ijw.vorm import vorm


def een(*woorden: str) -> Uitleg:
    (uitleg,) = leg_uit(*woorden)
    return uitleg


@pytest.mark.parametrize("regel", REGELS_3_2, ids=lambda regel: regel.code)
def test_elke_regel_heeft_uitleg(regel: Regel) -> None:
    uitleg = een(regel.code.lower())
    assert (uitleg.soort, uitleg.code) == ("regel", regel.code)
    assert str(uitleg.gegevens["uitleg"]).startswith(f"{regel.code}: ")
    assert str(uitleg.gegevens["niveau"]).startswith(str(int(regel.niveau)))


def test_een_regel_zegt_waar_hij_geldt_en_wat_te_doen() -> None:
    uitleg = een("TR307")
    assert uitleg.naam == "technische regel"
    assert str(uitleg.gegevens["retourcode"]).startswith("9307 ")
    assert uitleg.gegevens["geldt_voor"] == ("JW323 Prestatie/ProductPeriode",)
    assert uitleg.gegevens["nodig_om_te_beoordelen"] == "toewijzing"
    assert uitleg.gegevens["wat_u_kunt_doen"] == ADVIEZEN["9307"].actie


@pytest.mark.parametrize(("code", "naam"), [("CD060", "conditie"), ("CS340", "constraint")])
def test_condities_en_constraints_heten_zo(code: str, naam: str) -> None:
    assert een(code).naam == naam


@pytest.mark.parametrize("code", codelijsten.lees("WJ001").waarden)
def test_elke_retourcode_noemt_zijn_regels(code: str) -> None:
    uitleg = next(u for u in leg_uit(code) if u.soort == "retourcode")
    assert uitleg.gegevens["regels"] == tuple(r.code for r in REGELS_3_2 if r.retourcode == code)
    assert uitleg.gegevens.get("wat_u_kunt_doen") == (ADVIEZEN[code].actie if code in ADVIEZEN else None)


@pytest.mark.parametrize("lijst", codelijsten.LIJSTEN)
def test_elke_codelijst_en_elke_waarde_erin(lijst: str) -> None:
    waarden = codelijsten.lees(lijst).waarden
    assert een(lijst.lower()).gegevens["waarden"] == waarden
    for code, naam in waarden.items():
        assert (een(lijst, code).code, een(lijst, code).naam) == (code, naam)


def test_een_code_in_meer_lijsten_geeft_ze_allemaal() -> None:
    assert {u.gegevens["codelijst"] for u in leg_uit("01")} >= {"WJ756 Eenheid", "COD757 Soort adres"}


def test_elk_bericht_en_elke_berichtklasse() -> None:
    for soort in SOORTEN:
        klassen = een(soort.naam).gegevens["berichtklassen"]
        assert isinstance(klassen, dict)
        assert f"{soort.naam}.Header" in klassen
        for code, naam in klassen.items():
            uitleg = een(code)
            assert (uitleg.soort, uitleg.code, uitleg.naam) == ("berichtklasse", code, naam)


def test_een_berichtklasse_noemt_haar_elementen_in_volgorde() -> None:
    uitleg = een("JW323.Prestatie")
    soort = next(s for s in SOORTEN if s.naam == "JW323")
    prestatie = vorm(soort.stroomklasse).elementen[1].type
    assert tuple(uitleg.gegevens["elementen"]) == tuple(el.naam for el in vorm(prestatie).elementen)
    assert "TR307" in uitleg.gegevens["regels"]


@pytest.mark.parametrize(
    "woord", ["JW323.Prestatie.ProductPeriode.Begindatum", "jw323/prestatie/productperiode/begindatum"]
)
def test_een_element_in_een_samengesteld_type(woord: str) -> None:
    uitleg = een(woord)
    assert uitleg.code == "JW323.Prestatie.ProductPeriode.Begindatum"
    assert uitleg.gegevens["veld_in_json"] == "product_periode.begindatum"
    assert "TR307" in uitleg.gegevens["regels"]
    assert "TR346" not in uitleg.gegevens["regels"]


def test_een_element_noemt_zijn_grenzen_en_codelijst() -> None:
    assert een("JW323.Prestatie.Eenheid").gegevens["codelijst"] == "WJ756 Eenheid"
    gegevens = een("JW323.Prestatie.ProductTarief").gegevens
    assert (gegevens["laagste"], gegevens["hoogste"], gegevens["aantal"]) == (0, 99_999_999, "mag ontbreken")


def test_een_element_zonder_bericht_noemt_al_zijn_plaatsen() -> None:
    assert een("ToewijzingNummer").gegevens["staat_in"][:1] == ("JW301.ToegewezenProduct.ToewijzingNummer",)
    assert een("Prestatie.ProductTarief").gegevens["staat_in"] == (
        "JW323.Prestatie.ProductTarief",
        "JW325.Prestatie.ProductTarief",
    )


@pytest.mark.parametrize(
    ("woorden", "hint"),
    [
        (("TR3077",), "TR307"),
        (("JW323.Presatie",), "JW323.Prestatie"),
        (("WJ755", "01"), "WJ756"),
        (("JZ21", "45A044"), "45A04"),
    ],
)
def test_een_onbekend_woord_geeft_wat_erop_lijkt(woorden: tuple[str, ...], hint: str) -> None:
    with pytest.raises(Onbekend, match=rf"Bedoelde u .*\b{hint}\b"):
        leg_uit(*woorden)


@pytest.mark.parametrize("woord", ["", ".", "JW323.", "JW323.Prestatie.", "§§§§", "x" * 100_000])
def test_wat_nergens_op_lijkt_is_een_gewone_fout(woord: str) -> None:
    with pytest.raises(Onbekend) as fout:
        leg_uit(woord)
    assert len(str(fout.value)) < 300
