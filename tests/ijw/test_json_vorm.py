"""JSON and back without loss, and errors that say where without saying whom."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ijw import codec
from ijw.berichten import SOORTEN, jw301, jw323
from ijw.json_vorm import MEESTE_FOUTEN, Vormfout, lees_json, naar_json, van_json
from ijw.nummers import test_bsn as proef_bsn
from ijw.vorm import Berichtsoort
from tests.backoffice.berichtbestanden import jw323_bestand
from tests.bouwers_xml import berichten, voorbeeld

WORTEL = Path(__file__).resolve().parents[2]
elke_soort = pytest.mark.parametrize("soort", SOORTEN, ids=lambda s: s.naam)


def heen_en_terug(bericht: Any, soort: Berichtsoort) -> None:
    """JSON -> XML -> JSON, through the texts themselves."""
    tekst = json.dumps(naar_json(bericht, soort))
    terug, soort_terug = van_json(lees_json(tekst))
    assert (terug, soort_terug) == (bericht, soort)
    assert json.dumps(naar_json(codec.lees(codec.schrijf(terug, soort)), soort)) == tekst


@elke_soort
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_ieder_geldig_bericht_komt_terug(soort: Berichtsoort, data: st.DataObject) -> None:
    heen_en_terug(data.draw(berichten(soort)), soort)


@elke_soort
@pytest.mark.parametrize(("kans", "meeste"), [(1.0, 2), (0.0, 1), (0.5, 3)])
def test_vol_en_leeg_komt_terug(soort: Berichtsoort, kans: float, meeste: int) -> None:
    heen_en_terug(voorbeeld(soort, Random(soort.naam), kans=kans, meeste=meeste), soort)


@pytest.mark.parametrize("pad", sorted((WORTEL / "samples" / "3.2").rglob("*.xml")), ids=lambda pad: pad.stem)
def test_ieder_voorbeeldbericht_komt_terug(pad: Path) -> None:
    xml = pad.read_bytes()
    stroom = codec.Stroom(xml)
    bericht = codec.lees(xml)
    heen_en_terug(bericht, stroom.soort)
    assert codec.lees(codec.schrijf(bericht, stroom.soort)) == bericht


def geldig() -> dict[str, Any]:
    inhoud: dict[str, Any] = naar_json(codec.lees(jw323_bestand()), jw323.SOORT)
    return inhoud


def test_de_vorm_staat_vast() -> None:
    inhoud = geldig()
    assert list(inhoud) == ["bericht", "release", "inhoud"]
    assert (inhoud["bericht"], inhoud["release"]) == ("JW323", "3.2")
    assert inhoud["inhoud"]["declaratie"]["clienten"] == [
        {
            "bsn": proef_bsn(1),
            "prestaties": [
                {
                    "product_referentie": {"referentie_nummer": "R1"},
                    "toewijzing_nummer": 1,
                    "product_categorie": "45",
                    "product_code": "45A04",
                    "product_periode": {"begindatum": "2026-03-01", "einddatum": "2026-03-31"},
                    "geleverd_volume": 60,
                    "eenheid": "01",
                    "product_tarief": 125,
                    "ingediend_bedrag": {"bedrag": 7500, "debet_credit": "D"},
                }
            ],
        }
    ]


def test_null_is_hetzelfde_als_weglaten() -> None:
    inhoud = geldig()
    inhoud["inhoud"]["declaratie"]["clienten"][0]["prestaties"][0]["product_tarief"] = None
    bericht, _ = van_json(inhoud)
    assert bericht.declaratie.clienten[0].prestaties[0].product_tarief is None


def _zet(pad: str, waarde: Any) -> Callable[[dict[str, Any]], None]:
    def doe(inhoud: dict[str, Any]) -> None:
        *weg, laatste = [int(deel) if deel.isdigit() else deel for deel in pad.split(".")]
        plek: Any = inhoud
        for deel in weg:
            plek = plek[deel]
        plek[laatste] = waarde

    return doe


PRESTATIE = "inhoud.declaratie.clienten.0.prestaties.0"
ALS_PAD = "inhoud.declaratie.clienten[0].prestaties[0]"


@pytest.mark.parametrize(
    ("pad", "waarde", "melding"),
    [
        ("eenheid", 1, "eenheid: gevonden het getal 1, verwacht een tekst"),
        ("geleverd_volume", "60", 'geleverd_volume: gevonden de tekst "60", verwacht een geheel getal'),
        ("geleverd_volume", 60.0, "geleverd_volume: gevonden het getal 60.0, verwacht een geheel getal"),
        ("geleverd_volume", True, "geleverd_volume: gevonden true, verwacht een geheel getal"),
        ("geleverd_volume", None, "geleverd_volume: gevonden niets, verwacht een geheel getal"),
        ("product_periode.begindatum", "20260301", 'begindatum: gevonden de tekst "20260301", verwacht een datum'),
        ("product_periode.begindatum", "2026-02-29", "begindatum: gevonden de tekst"),
        ("product_periode", [], "product_periode: gevonden een lijst, verwacht een object (GeslotenPeriode)"),
        ("geleverd_volum", 60, "gevonden het onbekende veld geleverd_volum, verwacht geleverd_volume"),
    ],
)
def test_een_fout_noemt_pad_gevonden_en_verwacht(pad: str, waarde: Any, melding: str) -> None:
    inhoud = geldig()
    _zet(f"{PRESTATIE}.{pad}", waarde)(inhoud)
    with pytest.raises(Vormfout) as fout:
        van_json(inhoud)
    (zin,) = fout.value.fouten
    assert zin.startswith(f"{ALS_PAD}.")
    assert melding in zin


def test_een_datum_in_februari_die_wel_bestaat() -> None:
    inhoud = geldig()
    _zet(f"{PRESTATIE}.product_periode.begindatum", "2028-02-29")(inhoud)
    bericht, _ = van_json(inhoud)
    assert bericht.declaratie.clienten[0].prestaties[0].product_periode.begindatum == date(2028, 2, 29)


def test_een_bsn_of_naam_staat_nooit_in_een_fout() -> None:
    bsn = proef_bsn(1)
    inhoud = geldig()
    clienten = inhoud["inhoud"]["declaratie"]["clienten"]
    clienten[0]["bsn"] = int(bsn)
    clienten[0][bsn] = 1
    clienten[0]["Jantje Test"] = 1
    with pytest.raises(Vormfout) as fout:
        van_json(inhoud)
    assert len(fout.value.fouten) == 3
    assert bsn not in str(fout.value)
    assert "Jantje" not in str(fout.value)


def test_een_waarde_binnen_een_persoonlijk_element_blijft_weg() -> None:
    inhoud = naar_json(voorbeeld(jw301.SOORT, Random(1)), jw301.SOORT)
    inhoud["inhoud"]["header"]["bericht_identificatie"]["identificatie"] = 1234
    inhoud["inhoud"]["client"]["communicatie"]["vorm"] = 1234
    inhoud["inhoud"]["client"]["geslacht"] = 1234
    with pytest.raises(Vormfout) as fout:
        van_json(inhoud)
    assert [zin.partition(", verwacht")[0] for zin in fout.value.fouten] == [
        "inhoud.header.bericht_identificatie.identificatie: gevonden het getal 1234",
        "inhoud.client.geslacht: gevonden een getal",
        "inhoud.client.communicatie.vorm: gevonden een getal",
    ]


def test_alle_fouten_tegelijk_tot_een_grens() -> None:
    inhoud = geldig()
    inhoud["inhoud"]["declaratie"]["clienten"] = [None] * (MEESTE_FOUTEN + 1)
    with pytest.raises(Vormfout) as fout:
        van_json(inhoud)
    assert len(fout.value.fouten) == MEESTE_FOUTEN


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        ([], "$: gevonden een lijst, verwacht een object met bericht, release en inhoud."),
        ({"bericht": "JW999", "release": "3.2", "inhoud": {}}, 'bericht: gevonden de tekst "JW999"'),
        ({"bericht": "JW323", "release": 3.2, "inhoud": {}}, "release: gevonden het getal 3.2"),
        ({"bericht": ["JW323"], "release": "3.2"}, "bericht: gevonden een lijst"),
        ({"bericht": "JW323", "release": "3.2"}, "inhoud: gevonden niets, verwacht een object (Root)"),
    ],
)
def test_wat_geen_bericht_is(inhoud: Any, melding: str) -> None:
    with pytest.raises(Vormfout) as fout:
        van_json(inhoud)
    assert fout.value.fouten[0].startswith(melding)


@pytest.mark.parametrize(
    ("tekst", "melding"),
    [
        ("", "regel 1, kolom 1"),
        ('{"a": 1,}', "regel 1, kolom 9"),
        ('{"a": 1, "a": 2}', "het veld a staat er twee keer"),
        ('{"a": NaN}', "NaN"),
        ("[" * 200_000, "te diep"),
        ("9" * 5000, "geen goede JSON"),
        (b"\xff\xfe\xff", "geen goede JSON"),
    ],
)
def test_wat_geen_json_is(tekst: str | bytes, melding: str) -> None:
    with pytest.raises(Vormfout, match=melding):
        lees_json(tekst)


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda kind: (
            st.lists(kind, max_size=3)
            | st.dictionaries(st.sampled_from(["header", "declaratie", "clienten", "bsn", "x"]), kind, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_wat_er_ook_staat_het_is_een_bericht_of_een_vormfout(inhoud: Any) -> None:
    with pytest.raises(Vormfout):
        van_json({"bericht": "JW323", "release": "3.2", "inhoud": inhoud})
