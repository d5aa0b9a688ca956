"""The description of the API holds what the NL API Design Rules ask, and is what was stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backoffice.api.beschrijving import PAD
from backoffice.api.bewaar import BESTAND, als_tekst
from tests.backoffice.api.systeem import systeem
from tests.flows.regio import Regio

WORTEL = Path(__file__).resolve().parents[3]
BESCHRIJVING: dict[str, Any] = json.loads(als_tekst())
_KEBAB = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|{[a-z]+}))+")
_KAMEL = re.compile(r"_?[a-z][a-zA-Z0-9]*")


def werkingen() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every address, method and operation."""
    for pad, methodes in BESCHRIJVING["paths"].items():
        for methode, werking in methodes.items():
            yield pad, methode, werking


ALLE = list(werkingen())
NAMEN = [f"{methode} {pad}" for pad, methode, _ in ALLE]


def test_een_wijziging_van_de_api_valt_op() -> None:
    assert (WORTEL / BESTAND).read_text("utf-8") == als_tekst(), (
        f"De API is gewijzigd. Bekijk het verschil en schrijf {BESTAND} met 'python -m backoffice.api.bewaar'."
    )


def test_iedereen_mag_de_beschrijving_lezen(sqlite_regio: Regio) -> None:
    antwoord = systeem(sqlite_regio, None).get("/openapi.json")
    assert antwoord.json() == BESCHRIJVING
    assert antwoord.headers["access-control-allow-origin"] == "*"


def test_zij_zegt_welke_versie_en_wie_er_over_gaat() -> None:
    assert BESCHRIJVING["openapi"].startswith("3.1.")
    assert [server["url"] for server in BESCHRIJVING["servers"]] == [PAD]
    assert set(BESCHRIJVING["info"]["contact"]) == {"name", "email", "url"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", BESCHRIJVING["info"]["version"])


def test_elke_werking_heeft_een_eigen_naam() -> None:
    namen = [werking["operationId"] for _, _, werking in ALLE]
    assert len(namen) == len(set(namen))


@pytest.mark.parametrize(("pad", "methode", "werking"), ALLE, ids=NAMEN)
def test_elke_werking_zegt_wat_zij_kan_antwoorden(pad: str, methode: str, werking: dict[str, Any]) -> None:
    assert _KEBAB.fullmatch(pad)
    assert werking["summary"]
    assert werking["description"].endswith(".")
    for parameter in werking["parameters"]:
        assert "bsn" not in parameter.get("name", "").lower()
        if parameter.get("in") == "query":
            assert _KAMEL.fullmatch(parameter["name"])
    antwoorden = werking["responses"]
    nodig = {"400", "401", "403", "404", "429", "500"} | ({"304"} if methode == "get" else {"409", "413", "422"})
    assert nodig <= antwoorden.keys()
    for status, antwoord in antwoorden.items():
        if status >= "400":
            assert antwoord == {"$ref": f"#/components/responses/Probleem{status}"}
        else:
            assert {"API-Version", "RateLimit-Limit"} <= antwoord["headers"].keys()


def test_velden_heten_in_kameelvorm_en_een_datum_is_een_datum() -> None:
    for naam, vorm in BESCHRIJVING["components"]["schemas"].items():
        assert re.fullmatch(r"[A-Z][a-zA-Z]*", naam)
        for veld in vorm.get("properties", ()):
            assert _KAMEL.fullmatch(veld), f"{naam}.{veld}"


def test_een_bsn_staat_alleen_in_de_inhoud_van_een_vraag() -> None:
    met_bsn = {
        naam
        for naam, vorm in BESCHRIJVING["components"]["schemas"].items()
        if any("bsn" in veld.lower() for veld in vorm.get("properties", ()))
    }
    assert met_bsn == {"BsnVraag", "DragerVraag", "NieuwPersoonsfeit", "EigenToewijzing", "AuditVraag"}
    gegeven = json.dumps([werking["responses"] for _, _, werking in ALLE])
    assert not [naam for naam in met_bsn if f'/{naam}"' in gegeven]
