"""A message is made only when nobody would refuse it on levels 1 and 2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backoffice.services.maak import Geweigerd, kolommen, maak, maak_declaratie
from backoffice.services.valideer import valideer
from ijw import codec
from ijw.berichten import SOORTEN, jw323
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
    assert {b.regel for b in fout.value.uitslag.bevindingen} == set(voorbeeld["regels"])


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
    assert fout.value.uitslag == uitslag


def test_een_waarde_buiten_het_schema_is_niveau_1() -> None:
    inhoud = als_json(jw323_bestand())
    inhoud["inhoud"]["declaratie"]["clienten"][0]["prestaties"][0]["eenheid"] = "99"
    with pytest.raises(Geweigerd) as fout:
        maak(inhoud)
    assert fout.value.uitslag.niveau == 1


def test_een_teken_dat_niet_in_xml_kan() -> None:
    inhoud = als_json(jw323_bestand())
    inhoud["inhoud"]["declaratie"]["declaratie_nummer"] = "D\ud800"
    with pytest.raises(Schrijffout):
        maak(inhoud)


# --- rows -----------------------------------------------------------------------------------------

EEN, TWEE = proef_bsn(1), proef_bsn(2)


def kop() -> dict[str, Any]:
    inhoud = als_json(jw323_bestand())
    for veld in ("clienten", "totaal_ingediend_bedrag"):
        del inhoud["inhoud"]["declaratie"][veld]
    return inhoud


def rij(bsn: str, nummer: int, **anders: str) -> dict[str, str]:
    cellen = {
        "bsn": bsn,
        "referentie_nummer": f"R{nummer}",
        "vorig_referentie_nummer": "",
        "toewijzing_nummer": str(nummer),
        "product_categorie": "45",
        "product_code": "45A04",
        "begindatum": "2026-03-01",
        "einddatum": "2026-03-31",
        "geleverd_volume": "60",
        "eenheid": "01",
        "product_tarief": "125",
        "bedrag": "7500",
        "debet_credit": "D",
    }
    return cellen | anders


def csv_van(*rijen: dict[str, str], scheiding: str = ";", volgorde: tuple[str, ...] = kolommen()) -> list[str]:
    return [scheiding.join(cellen) + "\r\n" for cellen in (volgorde, *([r[k] for k in volgorde] for r in rijen))]


def test_een_rij_is_een_prestatie() -> None:
    assert maak_declaratie(kop(), csv_van(rij(EEN, 1))) == jw323_bestand()


def test_kolommen_mogen_anders_staan_en_met_komma() -> None:
    regels = csv_van(rij(EEN, 1), scheiding=",", volgorde=kolommen()[::-1])
    assert maak_declaratie(kop(), regels) == jw323_bestand()


def test_rijen_van_een_bsn_komen_samen_en_het_totaal_is_hun_som() -> None:
    credit = rij(TWEE, 3, vorig_referentie_nummer="R0", debet_credit="C", bedrag="20000", product_tarief="")
    xml = maak_declaratie(
        kop(), csv_van(rij(TWEE, 1), rij(EEN, 2), credit | {"geleverd_volume": "20000", "eenheid": "83"})
    )
    declaratie: jw323.Declaratie = codec.lees(xml).declaratie
    nummers = [(c.bsn, [p.toewijzing_nummer for p in c.prestaties]) for c in declaratie.clienten]
    assert nummers == [(TWEE, [1, 3]), (EEN, [2])]
    # 7500 + 7500 - 20000 = -5000
    totaal = declaratie.totaal_ingediend_bedrag
    assert (totaal.totaal_bedrag, totaal.debet_credit) == (5000, "C")


def test_een_fout_noemt_de_regel_en_de_kolom_en_geen_bsn() -> None:
    regels = csv_van(rij(EEN, 1), rij(EEN, 2, geleverd_volume="veel", begindatum="1-3-2026"), rij("", 3))
    with pytest.raises(Vormfout) as fout:
        maak_declaratie(kop(), regels)
    assert [zin.partition(":")[0] for zin in fout.value.fouten] == [
        "regel 3.product_periode.begindatum",
        "regel 3.geleverd_volume",
        "regel 4.bsn",
    ]
    assert EEN not in str(fout.value)


@pytest.mark.parametrize(
    ("regels", "melding"),
    [
        ([], "regel 1: verwacht elk één keer bsn"),
        (csv_van(rij(EEN, 1), volgorde=kolommen()[:-1]), "Dit ontbreekt: debet_credit."),
        (csv_van(rij(EEN, 1), volgorde=(*kolommen(), "bsn")), "regel 1: verwacht elk één keer bsn"),
        (csv_van(rij(EEN, 1))[1:], "Kolommen die hier niet horen: "),
        ([*csv_van(), "a;b\r\n"], "regel 2: gevonden 2 cellen, verwacht 13"),
        ([*csv_van(), '"a;b\r\n'], "geen goede CSV"),
        (csv_van(), "clienten: gevonden een lege lijst"),
    ],
)
def test_wat_geen_rijen_zijn(regels: list[str], melding: str) -> None:
    with pytest.raises(Vormfout) as fout:
        maak_declaratie(kop(), regels)
    assert melding in str(fout.value)
    assert EEN not in str(fout.value)


@pytest.mark.parametrize(
    ("fout_in_kop", "melding"),
    [
        (als_json(jw323_bestand()), "clienten, totaal_ingediend_bedrag"),
        ({"bericht": "JW301"}, "verwacht de kop van een JW323"),
        ({"bericht": "JW323", "release": "3.2", "inhoud": []}, "inhoud.declaratie"),
        ([], "verwacht de kop van een JW323"),
    ],
)
def test_wat_geen_kop_is(fout_in_kop: Any, melding: str) -> None:
    with pytest.raises(Vormfout, match=melding):
        maak_declaratie(fout_in_kop, csv_van(rij(EEN, 1)))


def test_een_declaratie_met_een_afwijking_wordt_niet_gemaakt() -> None:
    dubbel = csv_van(rij(EEN, 1), rij(EEN, 2, referentie_nummer="R1"))
    with pytest.raises(Geweigerd) as fout:
        maak_declaratie(kop(), dubbel)
    assert fout.value.uitslag.niveau == 2
