"""Rows and back without loss, and errors that say which row and column without saying whom."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ijw import codec
from ijw.berichten import SOORTEN, basis, jw301, jw305, jw315, jw317, jw319, jw323, jw325
from ijw.fouten import Schrijffout
from ijw.json_vorm import MEESTE_FOUTEN, Vormfout
from ijw.nummers import test_bsn as proef_bsn
from ijw.rij_vorm import Gelezen, kolommen, lees_csv, naar_rijen, van_rijen, verplicht
from ijw.vorm import Berichtsoort
from tests import bouwers
from tests.bouwers_xml import berichten, voorbeeld

WORTEL = Path(__file__).resolve().parents[2]
elke_soort = pytest.mark.parametrize("soort", SOORTEN, ids=lambda s: s.naam)
BSN = proef_bsn(1)


def als_csv(rijen: Sequence[dict[str, str]]) -> str:
    namen = dict.fromkeys(naam for rij in rijen for naam in rij)
    uit = io.StringIO(newline="")
    schrijver = csv.DictWriter(uit, tuple(namen), restval="", delimiter=";")
    schrijver.writeheader()
    schrijver.writerows(rijen)
    return uit.getvalue()


def terug(tekst: str, soort: Berichtsoort, **opties: Any) -> list[Any]:
    return [gelezen.bericht for gelezen in lees(tekst, soort, **opties)]


def lees(tekst: str, soort: Berichtsoort, **opties: Any) -> list[Gelezen]:
    return van_rijen(*lees_csv(io.StringIO(tekst, newline="")), soort, **opties)


def fouten(tekst: str, soort: Berichtsoort = jw305.SOORT, **opties: Any) -> list[str]:
    with pytest.raises(Vormfout) as fout:
        lees(tekst, soort, **opties)
    return list(fout.value.fouten)


# --- without loss ---------------------------------------------------------------------------------


def dubbele_client(bericht: Any, soort: Berichtsoort) -> bool:
    """Whether a message has one Client twice, which TR101 does not allow and rows cannot say."""
    deel = bericht.declaratie if soort is jw323.SOORT else getattr(bericht, "declaratie_antwoord", None)
    bsns = [client.bsn for client in deel.clienten] if deel else []
    return len(set(bsns)) < len(bsns)


@elke_soort
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_ieder_geldig_bericht_komt_terug(soort: Berichtsoort, data: st.DataObject) -> None:
    bericht = data.draw(berichten(soort))
    assume(not dubbele_client(bericht, soort))
    assert terug(als_csv(naar_rijen(bericht, soort)), soort) == [bericht]


@elke_soort
@pytest.mark.parametrize(("kans", "meeste"), [(1.0, 2), (0.0, 1), (0.5, 3), (0.7, 5)])
def test_vol_en_leeg_komt_terug(soort: Berichtsoort, kans: float, meeste: int) -> None:
    bericht = voorbeeld(soort, Random(soort.naam), kans=kans, meeste=meeste)
    assert terug(als_csv(naar_rijen(bericht, soort)), soort) == [bericht]


@pytest.mark.parametrize("pad", sorted((WORTEL / "samples" / "3.2").rglob("*.xml")), ids=lambda pad: pad.stem)
def test_ieder_voorbeeldbericht_komt_terug(pad: Path) -> None:
    soort, bericht = codec.Stroom(pad.read_bytes()).soort, codec.lees(pad.read_bytes())
    if dubbele_client(bericht, soort):
        with pytest.raises(Schrijffout, match="twee keer dezelfde Client"):
            naar_rijen(bericht, soort)
        return
    assert terug(als_csv(naar_rijen(bericht, soort)), soort) == [bericht]


def test_een_adres_met_niets_erin_is_er_wel() -> None:
    leeg, geen = bouwers.contact(adres=basis.Adres()), bouwers.contact(adres=None, soort="02")
    bericht = bouwers.jw301_bericht(contactgegevens=[leeg, geen])
    rijen = naar_rijen(bericht, jw301.SOORT)
    assert [rij.get("Contact.Adres") for rij in rijen] == ["leeg", None]
    assert terug(als_csv(rijen), jw301.SOORT) == [bericht]


# --- columns --------------------------------------------------------------------------------------


@elke_soort
def test_iedere_kolom_heeft_een_eigen_naam(soort: Berichtsoort) -> None:
    namen = [kolom.naam.lower() for kolom in kolommen(soort)]
    assert len(set(namen)) == len(namen)
    assert set(verplicht(soort)) <= {kolom.naam for kolom in kolommen(soort)}


def test_de_namen_staan_vast() -> None:
    assert [kolom.naam for kolom in kolommen(jw319.SOORT)] == [
        "Header.Afzender",
        "Header.Ontvanger",
        "Header.BerichtIdentificatie.Identificatie",
        "Header.BerichtIdentificatie.Dagtekening",
        "Header.XsdVersie.BasisschemaXsdVersie",
        "Header.XsdVersie.BerichtXsdVersie",
        "Antwoord.ReferentieAanbieder",
        "Antwoord.VerzoekAntwoord",
        "Antwoord.RedenAfwijzingVerzoek",
        "Antwoord.Woonplaatsbeginsel.Gemeente",
    ]
    van_301 = {kolom.naam for kolom in kolommen(jw301.SOORT)}
    assert {"Contact.Soort", "Relatie.Contact.Soort", "ToegewezenProduct.Omvang.Volume"} <= van_301


# --- one message and many -------------------------------------------------------------------------

KOP = {
    "Afzender": "01234567",
    "Ontvanger": "0153",
    "Dagtekening": "2026-04-03",
    "BasisschemaXsdVersie": "1.0.0",
    "BerichtXsdVersie": "1.0.0",
}
CLIENT = {"Bsn": BSN, "Geboortedatum.Datum": "2012-05-17", "Geslacht": "2", "Achternaam": "Testkind"}
START = {"ToewijzingNummer": "1001", "Begindatum": "2026-03-02", "StatusAanlevering": "1"}


def start(**anders: str) -> dict[str, str]:
    return KOP | CLIENT | {"Identificatie": "B1"} | START | anders


def nummers(tekst: str, **opties: Any) -> list[list[int]]:
    """The ToewijzingNummers in each JW305 made of rows."""
    return [
        [product.toewijzing_nummer for product in bericht.client.start_producten]
        for bericht in terug(tekst, jw305.SOORT, **opties)
    ]


def test_rijen_met_dezelfde_identificatie_zijn_een_bericht() -> None:
    rijen = [
        start(),
        start(Identificatie="B2", Bsn=proef_bsn(2), ToewijzingNummer="2001"),
        start(ToewijzingNummer="1002"),
    ]
    assert nummers(als_csv(rijen)) == [[1001, 1002], [2001]]
    # What occurs once need not be repeated.
    kort = {"Identificatie": "B1", **START, "ToewijzingNummer": "1002"}
    assert nummers(als_csv([start(), kort])) == [[1001, 1002]]


def test_zonder_identificatie_is_elke_client_een_bericht() -> None:
    rijen = [start(), start(Bsn=proef_bsn(2), ToewijzingNummer="2001"), start(ToewijzingNummer="1002")]
    for rij in rijen:
        del rij["Identificatie"]

    def standaard(nummer: int) -> dict[str, str]:
        return {"Header.BerichtIdentificatie.Identificatie": f"M{nummer}"}

    assert nummers(als_csv(rijen), standaard=standaard) == [[1001, 1002], [2001]]
    kenmerken = [
        b.header.bericht_identificatie.identificatie
        for b in terug(als_csv(rijen), jw305.SOORT, standaard=standaard)
    ]
    assert kenmerken == ["M0", "M1"]


def test_vul_geeft_een_waarde_waar_niets_staat() -> None:
    rijen = [CLIENT | START | {"Ontvanger": "0164"}]
    vul = KOP | {"Identificatie": "B1"}
    (bericht,) = terug(als_csv(rijen), jw305.SOORT, vul=vul)
    assert (bericht.header.afzender, bericht.header.ontvanger) == ("01234567", "0164")


@pytest.mark.parametrize("naast_elkaar", [True, False])
def test_losse_lijsten_naast_elkaar_of_onder_elkaar(naast_elkaar: bool) -> None:
    bericht = bouwers.jw317_bericht(
        ongewijzigde_producten=[jw317.OngewijzigdProduct(toewijzing_nummer=n) for n in (1, 2)],
        nieuwe_producten=[bouwers.nieuw_product()],
        te_wijzigen_producten=[],
    )
    rijen = naar_rijen(bericht, jw317.SOORT)
    assert len(rijen) == 2
    assert {"OngewijzigdProduct.ToewijzingNummer", "NieuwProduct.Product.Code"} <= rijen[0].keys()
    if not naast_elkaar:
        eigen = {naam: cel for naam, cel in rijen[0].items() if naam.startswith("NieuwProduct.")}
        rijen[0] = {naam: cel for naam, cel in rijen[0].items() if naam not in eigen}
        kop = {naam: cel for naam, cel in rijen[1].items() if naam.startswith("Header.")}
        rijen.insert(0, kop | eigen)
    assert terug(als_csv(rijen), jw317.SOORT) == [bericht]


def test_prestaties_van_een_bsn_komen_samen_en_het_totaal_is_hun_som() -> None:
    een, twee = proef_bsn(1), proef_bsn(2)
    bedragen = [(twee, 7500, "D"), (een, 7500, "D"), (twee, 20000, "C")]
    clienten = [
        bouwers.jw323_client(
            bsn=bsn,
            prestaties=[bouwers.prestatie(toewijzing_nummer=n, bedrag=b, debet_credit=dc)],
        )
        for n, (bsn, b, dc) in enumerate(bedragen)
    ]
    rijen = [
        {naam: cel for naam, cel in rij.items() if "Totaal" not in naam}
        for client in clienten
        for rij in naar_rijen(bouwers.jw323_bericht(clienten=[client]), jw323.SOORT)
    ]
    (bericht,) = terug(als_csv(rijen), jw323.SOORT)
    gevonden = [(c.bsn, [p.toewijzing_nummer for p in c.prestaties]) for c in bericht.declaratie.clienten]
    assert gevonden == [(twee, [0, 2]), (een, [1])]
    # 7500 + 7500 - 20000 = -5000
    totaal = bericht.declaratie.totaal_ingediend_bedrag
    assert (totaal.totaal_bedrag, totaal.debet_credit) == (5000, "C")


def test_een_totaal_dat_er_staat_blijft_staan() -> None:
    bericht = bouwers.jw323_bericht(totaal_ingediend_bedrag=bouwers.totaal(1))
    assert terug(als_csv(naar_rijen(bericht, jw323.SOORT)), jw323.SOORT) == [bericht]


def test_meer_codes_in_een_cel_hebben_een_spatie_ertussen() -> None:
    bericht = bouwers.jw325_bericht()
    kop = jw325.Header(
        **{v: getattr(bericht.header, v) for v in bericht.header.__dataclass_fields__}
        | {"retour_codes": ("9056", "S300")}
    )
    bericht = jw325.Bericht(header=kop)
    (rij,) = naar_rijen(bericht, jw325.SOORT)
    assert rij["Header.RetourCode"] == "9056 S300"
    assert terug(als_csv([rij]), jw325.SOORT) == [bericht]


def test_een_plek_in_het_bericht_is_een_rij() -> None:
    rijen = [start(), start(ToewijzingNummer="1002", Begindatum="2026-03-03")]
    (gelezen,) = lees(als_csv(rijen), jw305.SOORT)
    assert gelezen.rij("/Bericht/Client/StartProducten/StartProduct[2]/Begindatum") == 3
    assert gelezen.rij("/Bericht/Client/Bsn") == 2
    assert gelezen.rij("/") == 2


# --- errors ---------------------------------------------------------------------------------------


def test_alle_fouten_in_een_keer_met_rij_en_kolom() -> None:
    rijen = [
        start(Begindatum="1-3-2026"),
        start(ToewijzingNummer="veel", Afzender="1"),
        start(Identificatie="B2", Bsn="", StatusAanlevering=""),
    ]
    assert fouten(als_csv(rijen)) == [
        "rij 3, kolom Header.Afzender: gevonden iets anders, verwacht hetzelfde als in rij 2, of niets.",
        "rij 2, kolom StartProduct.Begindatum: gevonden 1-3-2026, "
        "verwacht een datum als JJJJ-MM-DD zonder tijdzone.",
        "rij 3, kolom StartProduct.ToewijzingNummer: gevonden veel, "
        "verwacht een geheel getal van 0 tot en met 999999999.",
        "rij 4, kolom Client.Bsn: gevonden niets, "
        "verwacht een tekst die niet leeg is, hoogstens 9 tekens, in de vorm [0-9]{9}.",
        "rij 4, kolom StartProduct.StatusAanlevering: gevonden niets, verwacht een van 1, 2, 3, 9 (COD467).",
    ]


@pytest.mark.parametrize(
    ("kolom", "goed", "fout"),
    [
        ("Begindatum", "2026-02-28", "2026-02-29"),
        ("Begindatum", " 2026-02-28 ", "20260228"),
        ("ToewijzingNummer", "999999999", "1000000000"),
        ("ToewijzingNummer", "0", "-1"),
        ("ToewijzingNummer", "1", "1.0"),
        ("Identificatie", "B" * 12, "B" * 13),
        ("Identificatie", " B", "   "),
        ("Ontvanger", "0153", "153"),
        ("Geslacht", "2", "3"),
        ("BerichtXsdVersie", "1.0.0", "1.0"),
    ],
)
def test_een_waarde_op_beide_kanten_van_haar_grens(kolom: str, goed: str, fout: str) -> None:
    assert len(lees(als_csv([start(**{kolom: goed})]), jw305.SOORT)) == 1
    (zin,) = fouten(als_csv([start(**{kolom: fout})]))
    assert kolom in zin
    assert zin.startswith("rij 2, kolom ")


def test_een_bsn_of_naam_staat_nooit_in_een_fout() -> None:
    for kolom in ("Bsn", "Geboortedatum.Datum", "Achternaam", "Geslacht"):
        geheim = "Jantje\u2028Test" * 30
        (zin,) = fouten(als_csv([start(**{kolom: geheim})]))
        assert "gevonden iets anders" in zin
        assert "Jantje" not in zin
    zonder_namen = ";".join([BSN, "Jantje", "Test"])
    assert not [zin for zin in fouten(zonder_namen) if BSN in zin or "Jantje" in zin]


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("", "rij 1: gevonden niets, verwacht de namen van kolommen."),
        ("Bsn;Bsn\n", "kolom Client.Bsn: gevonden deze naam vaker, verwacht elke kolom één keer."),
        ("Bns\n", "kolom 1: gevonden een onbekende naam, verwacht Client.Bsn."),
        ("Xyzzy\n", "kolom 1: gevonden een onbekende naam, verwacht een kolom van een JW305."),
        ("Bsn\n", "rij 2: gevonden niets, verwacht ten minste één rij."),
        ("Bsn;Geslacht\n1;2\n1;2;3\n\n1\n", "rij 3: gevonden 3 cellen, verwacht 2."),
        ('Bsn;Geslacht\n1;"2\n', "dit is geen goede CSV"),
    ],
)
def test_wat_geen_rijen_zijn(tekst: str, melding: str) -> None:
    assert melding in fouten(tekst)[0]


def test_een_naam_die_op_meer_kolommen_past() -> None:
    (zin,) = fouten("ToewijzingNummer\n", jw317.SOORT)
    assert "gevonden een naam van meer kolommen, verwacht een van " in zin
    assert "OngewijzigdProduct.ToewijzingNummer, TeWijzigenProduct.ToewijzingNummer" in zin


def test_een_cel_zonder_naam_gaat_niet_verloren() -> None:
    tekst = als_csv([start()]).replace("\r\n", ";\r\n")
    assert len(lees(tekst, jw305.SOORT)) == 1
    met = tekst.replace(";\r\n", ";x\r\n").replace(";x\r\n", ";\r\n", 1)
    assert fouten(met) == ["rij 2: gevonden een cel in een kolom zonder naam, verwacht een naam in rij 1."]


def test_de_kolom_van_een_leeg_deel_houdt_niets_vast() -> None:
    rijen = naar_rijen(bouwers.jw301_bericht(), jw301.SOORT)
    rijen[0]["Contact.Adres"] = "Dorpsstraat 1"
    (zin,) = fouten(als_csv(rijen), jw301.SOORT)
    assert zin == "rij 2, kolom Contact.Adres: gevonden iets anders, verwacht leeg of niets."


def test_een_lijst_die_er_moet_zijn() -> None:
    rij = {naam: cel for naam, cel in start().items() if naam not in START}
    assert fouten(als_csv([rij])) == [
        "rij 2: gevonden geen StartProduct, verwacht ten minste één, in de kolommen StartProduct.…."
    ]


def test_niet_meer_fouten_dan_een_mens_leest() -> None:
    rijen = [start(Identificatie=f"B{n}", Begindatum="x") for n in range(MEESTE_FOUTEN + 1)]
    assert len(fouten(als_csv(rijen))) == MEESTE_FOUTEN


def test_komma_en_tab_kunnen_ook_en_lege_rijen_tellen_mee() -> None:
    for scheiding in ",\t":
        tekst = als_csv([start(), start(Begindatum="x", ToewijzingNummer="1002")]).replace(";", scheiding)
        regels = tekst.split("\r\n")
        regels.insert(2, scheiding * (len(start()) - 1))
        (zin,) = fouten("\r\n".join(regels))
        assert zin.startswith("rij 4, kolom StartProduct.Begindatum")


def test_een_verzoek_zonder_verwijzer_noemt_wat_er_mist() -> None:
    rijen = naar_rijen(bouwers.jw315_bericht(), jw315.SOORT)
    zonder = [{naam: cel for naam, cel in rij.items() if ".Verwijzer." not in naam} for rij in rijen]
    (zin,) = fouten(als_csv(zonder), jw315.SOORT)
    assert zin.startswith("rij 2, kolom AangevraagdProduct.Verwijzer.Type: gevonden niets")


def test_de_dag_is_een_dag() -> None:
    (bericht,) = terug(als_csv([start()]), jw305.SOORT)
    assert bericht.client.start_producten[0].begindatum == date(2026, 3, 2)
