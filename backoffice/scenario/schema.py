"""The JSON Schema of a scenariobestand, for editors; `python -m backoffice.scenario.schema` writes it."""

from __future__ import annotations

import json
from typing import Any

from backoffice.ketentest.gesprek import ANTWOORD_OP, RELEASE
from backoffice.ketentest.schema import antwoordvorm, berichtvelden, klassevorm
from backoffice.scenario.velden import objectschema
from backoffice.scenario.vorm import BERICHT, BESTAND, DAN, STAPPEN, TOEWIJZING, met
from ijw import berichten
from ijw.berichten import jw301


def schema() -> dict[str, Any]:
    """Give the schema, made from the declared form and from the declarations of the messages."""
    klassen: dict[str, Any] = {}
    stappen = {f"stap_{soort}": _stap(soort) for soort in STAPPEN if STAPPEN[soort] is not BERICHT}
    stappen |= {f"stap_{naam}": _berichtstap(naam, klassen) for naam in ANTWOORD_OP}
    toewijzing = klassevorm(jw301.SOORT, jw301.ToegewezenProduct, klassen)
    bestand = objectschema(BESTAND)
    scenario = bestand["properties"]["scenarios"]["items"]
    scenario["properties"]["stappen"] = {
        "type": "array",
        "items": {"anyOf": [{"$ref": f"#/$defs/{naam}"} for naam in stappen]},
    }
    gegeven = {
        **bestand["properties"]["gegeven"]["properties"],
        "toewijzingen": {"type": "array", "items": {"$ref": "#/$defs/toewijzing"}},
    }
    for deel in (bestand, scenario):
        deel["properties"]["gegeven"] = {"$ref": "#/$defs/gegeven"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenariobestand",
        **bestand,
        "$defs": {
            "gegeven": {"type": "object", "properties": gegeven, "additionalProperties": False},
            "toewijzing": objectschema(TOEWIJZING, toewijzing),
            **stappen,
            **{f"dan_{antwoord}": _dan(antwoord) for antwoord in ANTWOORD_OP.values()},
            **klassen,
        },
    }


def _stap(soort: str) -> dict[str, Any]:
    stap = objectschema(met(STAPPEN[soort]))
    # Only a held declaratie is answered by something else than a message.
    return _met_antwoord(stap, ANTWOORD_OP["JW323"])


def _berichtstap(naam: str, klassen: dict[str, Any]) -> dict[str, Any]:
    velden = berichtvelden(berichten.soort(naam, RELEASE), klassen)
    stap = _met_antwoord(objectschema(met(BERICHT), velden), ANTWOORD_OP[naam])
    stap["properties"]["bericht"] = {"const": naam}
    return stap


def _met_antwoord(stap: dict[str, Any], antwoord: str) -> dict[str, Any]:
    stap["properties"]["dan"] = {"$ref": f"#/$defs/dan_{antwoord}"}
    return stap


def _dan(antwoord: str) -> dict[str, Any]:
    dan = objectschema(DAN)
    dan["properties"]["antwoord"] = antwoordvorm(antwoord)
    return dan


def als_tekst() -> str:
    """The schema as it stands in samples/scenarios/schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    print(als_tekst(), end="")
