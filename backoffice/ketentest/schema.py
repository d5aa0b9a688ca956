"""The JSON Schema of a gesprek, for editors; `python -m backoffice.ketentest.schema` writes it to the output."""

from __future__ import annotations

import json
from typing import Any, Final

from backoffice.ketentest.gesprek import (
    ANTWOORD_OP,
    ANTWOORDVELDEN,
    GEEN,
    GESPREKSVELDEN,
    GROOTSTE_NUMMER,
    RELEASE,
    STAPVELDEN,
    VERPLICHT,
    VERPLICHT_IN_STAP,
    Rol,
)
from backoffice.ketentest.uitwerken import JEUGDIGE, MEESTE_JEUGDIGEN, plaatsen_van
from ijw import berichten, codelijsten
from ijw.berichten import jw323
from ijw.vorm import Berichtsoort, Element, Klassetype, Ldt, vorm

_DAG: Final = {"type": "string", "format": "date"}
_TEKST: Final = {"type": "string", "minLength": 1}
_BASIS: Final[dict[str, dict[str, Any]]] = {
    "date": {"type": ["string", "null"], "format": "date"},
    "integer": {"type": ["integer", "null"]},
    "string": {"type": ["string", "integer", "null"]},
    "time": {"type": ["string", "null"]},
}


def schema() -> dict[str, Any]:
    """Give the schema, made from the declarations of the messages."""
    velden: dict[str, Any] = {
        "nummer": {"type": "integer", "minimum": 1, "maximum": GROOTSTE_NUMMER},
        "titel": _TEKST,
        "toont": _TEKST,
        "getest": {"enum": [rol.value for rol in Rol]},
        "regels": {"type": "array", "minItems": 1, "items": _TEKST},
        "contract": _TEKST,
        "gemeente": _TEKST,
        "vaste_dagen": _TEKST,
        "stappen": {
            "type": "array",
            "minItems": 1,
            "items": {"anyOf": [{"$ref": f"#/$defs/stap_{soort}"} for soort in ANTWOORD_OP]},
        },
    }
    assert tuple(velden) == GESPREKSVELDEN
    klassen: dict[str, Any] = {}
    stappen = {f"stap_{naam}": _stap(berichten.soort(naam, RELEASE), klassen) for naam in ANTWOORD_OP}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Gesprek van de ketentest",
        **_object(velden, VERPLICHT),
        "$defs": {**stappen, **klassen},
    }


def _stap(soort: Berichtsoort, klassen: dict[str, Any]) -> dict[str, Any]:
    eigen: dict[str, Any] = {
        "dag": _DAG,
        "bericht": {"const": soort.naam},
        "herhaal": {"type": "integer", "minimum": 1},
        "identificatie_van": {"type": "integer", "minimum": 1},
        "past_niet_in_schema": {"const": "ja"},
        "antwoord": antwoordvorm(ANTWOORD_OP[soort.naam]),
    }
    assert tuple(eigen) == STAPVELDEN
    return _object({**berichtvelden(soort, klassen), **eigen}, VERPLICHT_IN_STAP)


def berichtvelden(soort: Berichtsoort, klassen: dict[str, Any]) -> dict[str, Any]:
    """The fields of a message as a step writes them; what they are made of is added to `klassen`."""
    extra = {"prestaties": _lijst(soort, jw323.Prestatie, klassen)} if soort is jw323.SOORT else {}
    return {**_velden(soort, soort.wortel, klassen), **extra}


def klassevorm(soort: Berichtsoort, klasse: Klassetype, klassen: dict[str, Any]) -> dict[str, Any]:
    """The fields of one berichtklasse; what they are made of is added to `klassen`."""
    return _velden(soort, klasse, klassen)


def antwoordvorm(soort: str) -> dict[str, Any]:
    """What a step may expect as the answer of this kind."""
    codes = {"type": "array", "items": {"enum": sorted(codelijsten.lees("WJ001").waarden)}}
    velden: dict[str, Any] = {
        "bericht": {"const": soort},
        "retourcodes": {"type": "object", "additionalProperties": codes},
        "ingediend": {"type": "integer"},
        "toegekend": {"type": "integer"},
    }
    assert tuple(velden) == ANTWOORDVELDEN
    return {"anyOf": [{"enum": [GEEN, soort]}, _object(velden, ("bericht",))]}


def _velden(soort: Berichtsoort, klasse: Klassetype, klassen: dict[str, Any]) -> dict[str, Any]:
    """Every field that fits on one place only, and the jeugdige that stands for a bsn."""
    velden = {
        veld: _type(soort, plaatsen[0][1], klassen)
        for veld, plaatsen in plaatsen_van(klasse).items()
        if len(plaatsen) == 1
    }
    if "bsn" in velden:
        velden[JEUGDIGE] = {"type": "integer", "minimum": 1, "maximum": MEESTE_JEUGDIGEN}
    return velden


def _type(soort: Berichtsoort, el: Element, klassen: dict[str, Any]) -> dict[str, Any]:
    if isinstance(el.type, Ldt):
        return _BASIS[el.type.basis]
    if el.herhaald:
        return _lijst(soort, el.type, klassen)
    return {"anyOf": [_klasse(soort, el.type, klassen), {"type": "null"}]}


def _lijst(soort: Berichtsoort, klasse: Klassetype, klassen: dict[str, Any]) -> dict[str, Any]:
    return {"type": ["array", "null"], "items": _klasse(soort, klasse, klassen)}


def _klasse(soort: Berichtsoort, klasse: Klassetype, klassen: dict[str, Any]) -> dict[str, Any]:
    gedeeld = vorm(klasse).naam.startswith("CDT_")
    naam = klasse.__name__ if gedeeld else f"{soort.naam}_{klasse.__name__}"
    if naam not in klassen:
        klassen[naam] = {}
        klassen[naam] = _object(_velden(soort, klasse, klassen), ())
    return {"$ref": f"#/$defs/{naam}"}


def _object(velden: dict[str, Any], verplicht: tuple[str, ...]) -> dict[str, Any]:
    vereist = {"required": list(verplicht)} if verplicht else {}
    return {"type": "object", "properties": velden, **vereist, "additionalProperties": False}


def als_tekst() -> str:
    """The schema as it stands in samples/ketentest/schema.json."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    print(als_tekst(), end="")
