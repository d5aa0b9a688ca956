from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

import pytest

from backoffice.services.leesbaar import toonbaar
from tests.backoffice.services.rapport.test_vindplaats import regel_van
from tests.backoffice.services.rapport.verslagen import (
    GEEN_SCHEMA,
    NAAM,
    alles,
    gemeen_onleesbaar,
    gemeen_verslag,
    schrijf,
    verslag,
)

# What the schema of SARIF 2.1.0 asks of the objects we write: the properties that must be there, and that may.
VORM: dict[str, tuple[set[str], set[str]]] = {
    "log": ({"version", "runs"}, {"$schema"}),
    "run": ({"tool"}, {"originalUriBaseIds", "results"}),
    "tool": ({"driver"}, set()),
    "driver": ({"name"}, {"language", "rules"}),
    "rule": ({"id"}, {"shortDescription", "help"}),
    "result": ({"message"}, {"ruleId", "ruleIndex", "level", "locations"}),
    "location": (set(), {"physicalLocation", "logicalLocations"}),
    "logicalLocation": (set(), {"fullyQualifiedName", "kind"}),
    "physicalLocation": ({"artifactLocation"}, {"region"}),
    "artifactLocation": ({"uri"}, {"uriBaseId"}),
    "region": ({"startLine"}, set()),
    "message": ({"text"}, set()),
}


def keur(ding: dict[str, Any], soort: str) -> dict[str, Any]:
    moet, mag = VORM[soort]
    assert moet <= set(ding) <= moet | mag, soort
    return ding


def lees(uit: str) -> dict[str, Any]:
    """Read a log, hold every object in it to its form, and give its one run."""
    log = keur(json.loads(uit), "log")
    assert log["version"] == "2.1.0"
    (loop,) = log["runs"]
    driver = keur(keur(keur(loop, "run")["tool"], "tool")["driver"], "driver")
    for regel in driver["rules"]:
        keur(regel, "rule")
        keur(regel["shortDescription"], "message")
        keur(regel["help"], "message")
    assert len({regel["id"] for regel in driver["rules"]}) == len(driver["rules"])
    for resultaat in loop["results"]:
        keur(keur(resultaat, "result")["message"], "message")
        assert driver["rules"][resultaat["ruleIndex"]]["id"] == resultaat["ruleId"]
        assert resultaat["level"] in ("none", "note", "warning", "error")
        (plek,) = resultaat["locations"]
        fysiek = keur(keur(plek, "location")["physicalLocation"], "physicalLocation")
        bron = keur(fysiek["artifactLocation"], "artifactLocation")
        assert not bron["uri"].startswith("/")
        assert bron["uri"].isascii()
        assert bron.get("uriBaseId", "WORTEL") in loop["originalUriBaseIds"]
        if "region" in fysiek:
            assert keur(fysiek["region"], "region")["startLine"] >= 1
        for logisch in plek.get("logicalLocations", ()):
            keur(logisch, "logicalLocation")
    return dict(loop)


def bronnen(loop: dict[str, Any]) -> list[dict[str, Any]]:
    return [resultaat["locations"][0]["physicalLocation"] for resultaat in loop["results"]]


def test_een_resultaat_per_fout_met_zijn_regel_en_plaats() -> None:
    loop = lees(schrijf("sarif", *alles()))
    assert [regel["id"] for regel in loop["tool"]["driver"]["rules"]] == ["XSD", "TR358", "XML"]
    assert [resultaat["ruleId"] for resultaat in loop["results"]] == ["XSD", "TR358", "XML"]
    assert bronnen(loop)[0] == {
        "artifactLocation": {"uri": "schema.xml"},
        "region": {"startLine": regel_van(GEEN_SCHEMA, b"<jw323:Eenheid>")},
    }
    assert "region" not in bronnen(loop)[2]
    assert all("helpUri" not in regel for regel in loop["tool"]["driver"]["rules"])


def test_zonder_fouten_zijn_er_geen_resultaten() -> None:
    assert lees(schrijf("sarif"))["results"] == []
    assert lees(schrijf("sarif", alles()[0]))["results"] == []


@pytest.mark.parametrize(
    ("bestand", "bron"),
    [
        ("a b/é#1.xml", {"uri": "a%20b/%C3%A9%231.xml"}),
        ("c:x.xml", {"uri": "c%3Ax.xml"}),
        ("/srv/a.xml", {"uri": "srv/a.xml", "uriBaseId": "WORTEL"}),
        ("z.zip/a.xml", {"uri": "z.zip/a.xml"}),
        ("-", {"uri": "-"}),
    ],
)
def test_een_naam_is_een_uri_zonder_begin(bestand: str, bron: dict[str, str]) -> None:
    loop = lees(schrijf("sarif", verslag(GEEN_SCHEMA, bestand)))
    assert bronnen(loop)[0]["artifactLocation"] == bron


def test_wat_er_ook_in_staat_het_blijft_sarif() -> None:
    loop = lees(schrijf("sarif", gemeen_verslag(), gemeen_onleesbaar()))
    assert [unquote(bron["artifactLocation"]["uri"]) for bron in bronnen(loop)] == [toonbaar(NAAM)] * 2
    assert all(resultaat["message"]["text"].isprintable() for resultaat in loop["results"])
