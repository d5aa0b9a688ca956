"""The scenarios that come with the program: each follows as written, and they cover what they should."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import fastjsonschema
import pytest
import yaml

from backoffice.scenario.bestand import Scenario
from backoffice.scenario.schema import als_tekst
from backoffice.scenario.uitvoeren import Speeltafel, lees_scenarios, scenariomap, speel
from backoffice.scenario.vorm import DAN, GEGEVEN, STAPPEN
from backoffice.scheduler import ROOSTER
from tests.backoffice.ketentest.test_gesprekken import als_json

SCENARIOS = lees_scenarios([scenariomap()], list(ROOSTER))
BESTANDEN = sorted(scenariomap().glob("*.yaml"))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.naam)
def test_scenario(scenario: Scenario, tafel: Speeltafel) -> None:
    assert speel(scenario, tafel).regels == ()


def test_er_zijn_er_genoeg() -> None:
    assert len(SCENARIOS) >= 80
    per_bestand = {scenario.bestand.stem for scenario in SCENARIOS}
    assert per_bestand == {pad.stem for pad in BESTANDEN}


def test_alles_uit_de_vorm_komt_voor() -> None:
    stappen = [stap for scenario in SCENARIOS for stap in scenario.stappen]
    assert {stap.soort for stap in stappen} == set(STAPPEN)
    assert {naam for stap in stappen for naam in stap.dan} == set(DAN)
    assert {naam for scenario in SCENARIOS for naam in scenario.gegeven} == set(GEGEVEN)


def test_het_schema_is_dat_van_de_vorm() -> None:
    assert (scenariomap() / "schema.json").read_text(encoding="utf-8") == als_tekst()


@pytest.fixture(scope="module")
def keur() -> Callable[[Any], Any]:
    """Raises JsonSchemaException for what does not fit."""
    keuring: Callable[[Any], Any] = fastjsonschema.compile(json.loads(als_tekst()))
    return keuring


@pytest.mark.parametrize("pad", BESTANDEN, ids=lambda pad: pad.stem)
def test_past_in_het_schema(pad: Any, keur: Callable[[Any], Any]) -> None:
    inhoud = als_json(yaml.safe_load(pad.read_text(encoding="utf-8")))
    keur(inhoud)
    inhoud["scenarios"][0]["stappen"][0]["dan"] = {"antwoordt": "geen"}
    with pytest.raises(fastjsonschema.JsonSchemaException):
        keur(inhoud)
