"""A report as SARIF 2.1.0, the form in which editors and code hosts show what a checker found.

Source: Static Analysis Results Interchange Format 2.1.0, OASIS. A path from the root of the disk is given
relative to a base of its own, since a URI in a result has to be relative.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final
from urllib.parse import quote

from backoffice.services.leesbaar import toonbaar
from backoffice.services.rapport.advies import ONLEESBAAR, advies
from backoffice.services.rapport.regelnaam import regelnaam
from backoffice.services.rapport.verslag import Verslag
from backoffice.services.valideer import VERWACHT
from ijw.bevinding import Bevinding

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_WORTEL: Final = "WORTEL"


def schrijf(verslagen: Iterable[Verslag]) -> Iterator[str]:
    """Give one run with a result per finding and the rules they name."""
    regels: dict[str, dict[str, Any]] = {}
    resultaten: list[dict[str, Any]] = []
    for verslag in verslagen:
        uitslag = verslag.uitslag
        if uitslag.reden is not None:
            regels.setdefault("XML", _regel("XML", ONLEESBAAR))
            tekst = f"{uitslag.reden} Verwacht: {VERWACHT}"
            resultaten.append(_resultaat("XML", tekst, _plaats(uitslag.bestand, None)))
        for bevinding in uitslag.bevindingen:
            regels.setdefault(bevinding.regel, _regel(bevinding.regel, advies(bevinding)))
            plaats = _plaats(uitslag.bestand, bevinding.regelnummer) | _logische_plaats(bevinding)
            resultaten.append(_resultaat(bevinding.regel, bevinding.melding, plaats))
    volgorde = {regel: nummer for nummer, regel in enumerate(regels)}
    for resultaat in resultaten:
        resultaat["ruleIndex"] = volgorde[resultaat["ruleId"]]
    loop = {
        "tool": {"driver": {"name": "ijw valideer", "language": "nl", "rules": list(regels.values())}},
        "originalUriBaseIds": {_WORTEL: {"uri": "file:///"}},
        "results": resultaten,
    }
    yield json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [loop]}, indent=2)
    yield "\n"


def _regel(code: str, raad: str) -> dict[str, Any]:
    return {"id": code, "shortDescription": {"text": regelnaam(code)}, "help": {"text": raad}}


def _resultaat(regel: str, tekst: str, plaats: dict[str, Any]) -> dict[str, Any]:
    return {"ruleId": regel, "level": "error", "message": {"text": toonbaar(tekst)}, "locations": [plaats]}


def _plaats(bestand: str, regelnummer: int | None) -> dict[str, Any]:
    bron = {"uri": quote(toonbaar(bestand).lstrip("/"))}
    if bestand.startswith("/"):
        bron["uriBaseId"] = _WORTEL
    plaats: dict[str, Any] = {"artifactLocation": bron}
    if regelnummer is not None:
        plaats["region"] = {"startLine": regelnummer}
    return {"physicalLocation": plaats}


def _logische_plaats(bevinding: Bevinding) -> dict[str, Any]:
    return {"logicalLocations": [{"fullyQualifiedName": toonbaar(bevinding.locatie), "kind": "element"}]}
