"""A message is made only when nobody would refuse it on levels 1 and 2."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backoffice.services.maak import Geweigerd, leeg_csv, maak, maak_uit_csv, maak_uit_rijen, naar_csv
from backoffice.services.valideer import valideer
from ijw import codec
from ijw.berichten import SOORTEN
from ijw.fouten import Schrijffout
from ijw.json_vorm import Vormfout, naar_json
from ijw.nummers import test_bsn as proef_bsn
from ijw.vorm import Berichtsoort
from tests.backoffice.berichtbestanden import jw323_bestand
from tests.bouwers_xml import berichten

VOORBEELDEN = Path(__file__).resolve().parents[3] / "samples"
INDEX = yaml.safe_load((VOORBEELDEN / "index.yaml").read_text("utf-8"))


def als_json(xml: bytes) -> dict[str, Any]:
    return naar_json(codec.lees(xml), codec.Stroom(xml).soort)


@pytest.mark.parametrize("voorbeeld", INDEX, ids=lambda v: v["bestand"])
def test_een_goed_voorbeeld_komt_byte_voor_byte_terug_en_een_fout_niet(voorbeeld: dict[str, Any]) -> None:
    xml = (VOORBEELDEN / voorbeeld["bestand"]).read_bytes()
    if not voorbeeld["regels"]:
        assert maak(als_json(xml)) == xml
        return
    with pytest.raises(Geweigerd) as fout:
        maak(als_json(xml))
    redenen = " ".join(fout.value.redenen)
    assert all(f"({regel}" in redenen for regel in voorbeeld["regels"])


def test_de_voorbeelden_zijn_van_alle_veertien_soorten() -> None:
    goed = {v["bestand"].split("/")[1].upper() for v in INDEX if not v["regels"]}
    assert goed == {soort.naam for soort in SOORTEN}


@pytest.mark.parametrize("soort", SOORTEN, ids=lambda s: s.naam)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_het_oordeel_is_dat_van_valideer(soort: Berichtsoort, data: st.DataObject) -> None:
    bericht = data.draw(berichten(soort))
    uitslag = valideer(codec.schrijf(bericht, soort), soort.naam)
    if uitslag.oordeel == "goed":
        assert codec.lees(maak(naar_json(bericht, soort))) == bericht
        return
    with pytest.raises(Geweigerd) as fout:
        maak(naar_json(bericht, soort))
    assert fout.value.redenen == tuple(f"{b.locatie}: {b.melding}" for b in uitslag.bevindingen)


def test_een_waarde_buiten_het_schema_is_niveau_1() -> None:
    inhoud = als_json(jw323_bestand())
    inhoud["inhoud"]["declaratie"]["clienten"][0]["prestaties"][0]["eenheid"] = "99"
    with pytest.raises(Geweigerd) as fout:
        maak(inhoud)
    assert fout.value.redenen[0].endswith("(XSD)")


def test_een_teken_dat_niet_in_xml_kan() -> None:
    inhoud = als_json(jw323_bestand())
    inhoud["inhoud"]["declaratie"]["declaratie_nummer"] = "D\ud800"
    with pytest.raises(Schrijffout):
        maak(inhoud)


# --- rows -----------------------------------------------------------------------------------------

EEN, TWEE = proef_bsn(1), proef_bsn(2)
MOMENT = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
"""Half past midnight in Almelo, the day after."""


def soort_van(xml: bytes) -> Berichtsoort:
    return codec.Stroom(xml).soort


@pytest.mark.parametrize("voorbeeld", [v for v in INDEX if not v["regels"]], ids=lambda v: v["bestand"])
def test_een_goed_voorbeeld_komt_uit_zijn_rijen_byte_voor_byte_terug(voorbeeld: dict[str, Any]) -> None:
    xml = (VOORBEELDEN / voorbeeld["bestand"]).read_bytes()
    soort = soort_van(xml)
    tekst = naar_csv(codec.lees(xml), soort)
    (gemaakt,) = maak_uit_csv(soort.naam, io.StringIO(tekst, newline=""), moment=MOMENT)
    assert gemaakt.xml == xml


def rij(bsn: str = EEN, nummer: int = 1, **anders: object) -> dict[str, object]:
    """A prestatie as a row of a JW323, in values of Python."""
    cellen: dict[str, object] = {
        "Afzender": "01234567",
        "Ontvanger": "0153",
        "DeclaratieNummer": "D1",
        "DeclaratiePeriode.Begindatum": date(2026, 3, 1),
        "DeclaratiePeriode.Einddatum": date(2026, 3, 31),
        "Bsn": bsn,
        "ReferentieNummer": f"R{nummer}",
        "ToewijzingNummer": nummer,
        "ProductCategorie": "45",
        "ProductCode": "45A04",
        "ProductPeriode.Begindatum": date(2026, 3, 1),
        "ProductPeriode.Einddatum": date(2026, 3, 31),
        "GeleverdVolume": 60,
        "Eenheid": "01",
        "ProductTarief": 125,
        "IngediendBedrag.Bedrag": 7500,
        "IngediendBedrag.DebetCredit": "D",
    }
    return cellen | anders


def test_wat_in_de_kop_ontbreekt_wordt_ingevuld() -> None:
    (gemaakt,) = maak_uit_rijen("jw323", [rij(), rij(TWEE, 2, VorigReferentieNummer=None)], moment=MOMENT)
    bericht = codec.lees(gemaakt.xml)
    kenmerk = bericht.header.bericht_identificatie
    assert kenmerk.dagtekening == date(2026, 4, 1)
    assert kenmerk.identificatie == gemaakt.identificatie == "260331223000"
    assert bericht.header.xsd_versie.bericht_xsd_versie == "1.0.0"
    assert bericht.declaratie.totaal_ingediend_bedrag.totaal_bedrag == 15000


def test_ieder_bericht_heeft_een_eigen_identificatie() -> None:
    antwoord = {"ReferentieAanbieder": "A1", "VerzoekAntwoord": "2"}
    vul = {"Afzender": "0153", "Ontvanger": "01234567"}
    gemaakt = maak_uit_rijen("JW319", [antwoord, antwoord | {"ReferentieAanbieder": "A2"}], moment=MOMENT, vul=vul)
    assert [g.identificatie for g in gemaakt] == ["260331223000", "260331223001"]
    assert [codec.lees(g.xml).antwoord.referentie_aanbieder for g in gemaakt] == ["A1", "A2"]


def test_van_een_retourbericht_wordt_alleen_de_eigen_helft_van_de_kop_ingevuld() -> None:
    kop = {"Afzender": "01234567", "Ontvanger": "0153", "XsdVersie.BasisschemaXsdVersie": "1.0.0"}
    kop |= {"XsdVersie.BerichtXsdVersie": "1.0.0", "Header.RetourCode": "0001"}
    heen = {"Header.BerichtIdentificatie.Identificatie": "B1", "Dagtekening": "2026-03-30"}
    (gemaakt,) = maak_uit_rijen("JW306", [kop | heen], moment=MOMENT)
    header = codec.lees(gemaakt.xml).header
    assert (header.identificatie_retour, header.dagtekening_retour) == ("260331223000", date(2026, 4, 1))
    assert header.bericht_identificatie.dagtekening == date(2026, 3, 30)
    with pytest.raises(Vormfout) as fout:
        maak_uit_rijen("JW306", [kop], moment=MOMENT)
    assert [zin.partition(":")[0] for zin in fout.value.fouten] == [
        "rij 1, kolom Header.BerichtIdentificatie.Identificatie",
        "rij 1, kolom Header.BerichtIdentificatie.Dagtekening",
    ]


def test_wat_zou_worden_afgekeurd_noemt_de_rij_en_er_wordt_niets_gemaakt() -> None:
    rijen = [
        rij(),
        rij(EEN, 2, ReferentieNummer="R1"),
        rij(TWEE, 3, DeclaratieNummer="D2", **{"ProductPeriode.Begindatum": date(2026, 4, 1)}),
    ]
    with pytest.raises(Geweigerd, match="JW323") as fout:
        maak_uit_rijen("JW323", rijen, moment=MOMENT)
    redenen = fout.value.redenen
    assert any(zin.startswith("rij 2: ") and "R1" in zin for zin in redenen)
    assert any(zin.startswith("rij 3: ") for zin in redenen)
    assert not [zin for zin in redenen if EEN in zin or TWEE in zin]


def test_een_onbekende_soort() -> None:
    for doe in (lambda: leeg_csv("JW999"), lambda: maak_uit_rijen("JW999", [], moment=MOMENT)):
        with pytest.raises(Vormfout, match=r"onbekende soort, verwacht een van JW301, .*JW325"):
            doe()


@pytest.mark.parametrize("soort", SOORTEN, ids=lambda s: s.naam)
def test_de_lege_csv_heeft_alleen_namen(soort: Berichtsoort) -> None:
    (kop,) = leeg_csv(soort.naam).splitlines()
    assert kop.split(";")[0] == "Header.Afzender"
    with pytest.raises(Vormfout, match="ten minste één rij"):
        maak_uit_csv(soort.naam, [kop], moment=MOMENT)
