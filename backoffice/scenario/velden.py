"""Fields of a YAML file: what each may hold, how it is read and how an editor checks it, declared once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from backoffice.ketentest.boom import Knoop
from backoffice.ketentest.gesprek import lees_dag, onbekend_veld


@dataclass(frozen=True, slots=True)
class Veld:
    """One field: `lees` gives its value or raises Gespreksfout, `schema` says the same as JSON Schema."""

    lees: Callable[[Knoop, str], Any]
    schema: Mapping[str, Any]
    verplicht: bool = False


Vorm = Mapping[str, Veld]
"""The fields of a group by name."""


def verplicht(veld: Veld) -> Veld:
    """The same field, which may not be left out."""
    return replace(veld, verplicht=True)


def patroon(regex: str, verwacht: str, omzetten: Callable[[str], Any] = str, *, ook_getal: bool = False) -> Veld:
    """A text of a certain form; `ook_getal` when an editor may take it for a number."""

    def lees(knoop: Knoop, naam: str) -> Any:
        tekst = knoop.tekst(naam)
        if not re.fullmatch(regex, tekst):
            raise knoop.fout(f"'{tekst}'", f"voor {naam} {verwacht}")
        return omzetten(tekst)

    soort = ["string", "integer"] if omzetten is int or ook_getal else "string"
    return Veld(lees, {"type": soort, "pattern": f"^({regex})$"})


def keuze(*waarden: str) -> Veld:
    """One of these words."""

    def lees(knoop: Knoop, naam: str) -> str:
        if (tekst := knoop.tekst(naam)) not in waarden:
            raise knoop.fout(f"'{tekst}'", f"voor {naam} een van {', '.join(waarden)}")
        return tekst

    return Veld(lees, {"enum": list(waarden)})


def lijst(deel: Veld) -> Veld:
    """A list of such fields."""

    def lees(knoop: Knoop, naam: str) -> list[Any]:
        return [deel.lees(onder, naam) for onder in knoop.lijst(naam)]

    return Veld(lees, {"type": "array", "items": deel.schema})


def kaart(deel: Veld) -> Veld:
    """Names of one's own, each with such a field."""

    def lees(knoop: Knoop, naam: str) -> dict[str, Any]:
        return {sleutel: deel.lees(onder, sleutel) for sleutel, onder in knoop.velden(naam).items()}

    return Veld(lees, {"type": "object", "additionalProperties": deel.schema})


def groep(vorm: Vorm) -> Veld:
    """A group of fields."""
    return Veld(lambda knoop, naam: lees_groep(knoop, naam, vorm), objectschema(vorm))


def lees_groep(knoop: Knoop, naam: str, vorm: Vorm) -> dict[str, Any]:
    """Read a group of fields; Gespreksfout for a field that is unknown, missing or wrong."""
    velden = knoop.velden(naam)
    for sleutel, onder in velden.items():
        if sleutel not in vorm:
            raise onbekend_veld(sleutel, onder, list(vorm))
    for sleutel, veld in vorm.items():
        if veld.verplicht and sleutel not in velden:
            raise knoop.fout(f"geen {sleutel}", f"het veld {sleutel}")
    return {sleutel: vorm[sleutel].lees(onder, sleutel) for sleutel, onder in velden.items()}


def objectschema(vorm: Vorm, extra: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """A group as JSON Schema, with what stands beside it."""
    vereist = [naam for naam, veld in vorm.items() if veld.verplicht]
    velden = {**(extra or {}), **{naam: veld.schema for naam, veld in vorm.items()}}
    return {
        "type": "object",
        "properties": velden,
        **({"required": vereist} if vereist else {}),
        "additionalProperties": False,
    }


def _ja(knoop: Knoop, naam: str) -> bool:
    if (tekst := knoop.tekst(naam)) not in ("ja", "nee"):
        raise knoop.fout(f"'{tekst}'", f"voor {naam} ja of nee")
    return tekst == "ja"


def _maand(tekst: str) -> date:
    return date.fromisoformat(f"{tekst}-01")


def _tekst(knoop: Knoop, naam: str) -> str:
    return knoop.tekst(naam)


def _knoop(knoop: Knoop, _: str) -> Knoop:
    return knoop


TEKST: Final = Veld(_tekst, {"type": ["string", "integer"]})
DAG: Final = Veld(lees_dag, {"type": "string", "format": "date"})
MAAND: Final = patroon("[0-9]{4}-(0[1-9]|1[0-2])", "een maand, als jjjj-mm", _maand)
CENTEN: Final = patroon("-?[0-9]{1,14}", "een bedrag in hele eurocenten", int)
GETAL: Final = patroon("[0-9]{1,9}", "een heel getal", int)
GEMEENTE: Final = patroon("[0-9]{4}", "een gemeentecode van vier cijfers")
PARTIJ: Final = patroon("[0-9]{4}|[0-9]{8}", "een gemeentecode of een AGB-code")
AGB: Final = patroon("[0-9]{8}", "een AGB-code van acht cijfers")
JA: Final = Veld(_ja, {"enum": ["ja", "nee"]})
VRIJ: Final = Veld(_knoop, {})
"""Read by whoever knows what it is about."""
