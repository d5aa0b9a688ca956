from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from backoffice.services.valideer import valideer
from ijw.bevinding import Bevinding, Niveau
from ijw.nummers import test_bsn as proef_bsn
from ijw.regels.toetsing import Signaal
from ijw.vorm import Berichtsoort
from tests.backoffice.berichtbestanden import jw323_bestand

GOED = jw323_bestand()
GEEN_SCHEMA = GOED.replace(b"<jw323:Eenheid>01<", b"<jw323:Eenheid>99<")
VERKEERD_TOTAAL = jw323_bestand(totaal=7501)
TR307 = Bevinding(
    "TR307",
    Niveau.BERICHTOVERSTIJGEND,
    "9307",
    "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]",
    "Prestatie R1",
    "Begindatum ProductPeriode",
    "2026-03-01",
    "vanaf 2026-03-02",
)


class NepRegister:
    """Finds what it is told to, and remembers the cliënten it was shown."""

    def __init__(self, *bevindingen: Bevinding) -> None:
        self.bevindingen = bevindingen
        self.gezien: list[str] = []

    def controleer(
        self, soort: Berichtsoort, kop: Callable[[], Any], stukken: Callable[[], Iterable[Any]]
    ) -> tuple[tuple[Bevinding, ...], tuple[Signaal, ...]]:
        self.gezien = [f"{soort.naam} {client.prestaties[0].toewijzing_nummer}" for client in stukken()]
        assert kop().header.ontvanger == "0153"
        return self.bevindingen, ()


def test_een_goed_bericht() -> None:
    assert valideer(GOED, "goed.xml").als_json() == {
        "bestand": "goed.xml",
        "bericht": "JW323",
        "release": "3.2",
        "oordeel": "goed",
        "niveau": None,
        "bevindingen": [],
    }


def test_een_bericht_als_bestand_of_als_bytes_is_gelijk(tmp_path: Path) -> None:
    pad = tmp_path / "b.xml"
    for inhoud in (GOED, GEEN_SCHEMA, VERKEERD_TOTAAL, b"", GOED[:900]):
        pad.write_bytes(inhoud)
        assert valideer(pad, "b") == valideer(inhoud, "b")


def test_niveau_1_gaat_voor_niveau_2() -> None:
    uitslag = valideer(VERKEERD_TOTAAL.replace(b"<jw323:Eenheid>01<", b"<jw323:Eenheid>99<"), "b")
    assert (uitslag.oordeel, uitslag.niveau) == ("afgekeurd", Niveau.XSD)
    assert {b.regel for b in uitslag.bevindingen} == {"XSD"}


def test_niveau_2() -> None:
    uitslag = valideer(VERKEERD_TOTAAL, "b")
    assert (uitslag.oordeel, uitslag.niveau) == ("afgekeurd", Niveau.BERICHT)
    (bevinding,) = uitslag.als_json()["bevindingen"]
    assert bevinding["regel"] == "TR358"
    assert bevinding["niveau"] == 2
    assert bevinding["retourcode"] == "0001"
    assert bevinding["locatie"] == "/Bericht/Declaratie"
    assert "7501" in bevinding["gevonden"]
    assert "7500" in bevinding["verwacht"]


@pytest.mark.parametrize("inhoud", [b"", b"geen xml", b"<a/>", b"<!DOCTYPE a><a></a>", b"\xef\xbb\xbf" + GOED])
def test_onleesbaar_zonder_berichtsoort(inhoud: bytes) -> None:
    uitslag = valideer(inhoud, "b").als_json()
    (bevinding,) = uitslag.pop("bevindingen")
    assert uitslag == {"bestand": "b", "bericht": None, "release": None, "oordeel": "onleesbaar", "niveau": None}
    assert bevinding["gevonden"].startswith(("Het bestand", "Dit is geen bekend iJw-bericht"))
    assert bevinding["melding"].startswith(bevinding["gevonden"])
    assert bevinding | {"gevonden": "", "melding": "", "verwacht": ""} == {
        "regel": "XML",
        "niveau": None,
        "retourcode": None,
        "locatie": "/",
        "gevonden": "",
        "verwacht": "",
        "melding": "",
        "regelnummer": None,
    }


def test_een_afgebroken_bericht_is_onleesbaar_maar_zegt_wat_het_was() -> None:
    uitslag = valideer(GOED[:-30], "b")
    assert (uitslag.oordeel, uitslag.bericht, uitslag.release) == ("onleesbaar", "JW323", "3.2")
    assert "afgebroken" in uitslag.reden


@pytest.mark.parametrize("speling", [0, -1])
def test_de_limiet_zelf_mag_nog(speling: int, tmp_path: Path) -> None:
    pad = tmp_path / "b.xml"
    pad.write_bytes(GOED)
    for bron in (GOED, pad):
        uitslag = valideer(bron, "b", limiet=len(GOED) + speling)
        assert uitslag.oordeel == ("onleesbaar" if speling else "goed")
        assert uitslag.bericht == "JW323"


def test_een_te_groot_bestand_wordt_niet_eerst_gelezen(tmp_path: Path) -> None:
    # A file that is broken behind its first bytes: who reads it says so, who looks at its size does not.
    pad = tmp_path / "b.xml"
    with pad.open("wb") as uitvoer:
        uitvoer.write(GOED[:900] + b"<<<")
        uitvoer.truncate(26 * 1024 * 1024)
    uitslag = valideer(pad, "b")
    assert uitslag.oordeel == "onleesbaar"
    assert uitslag.reden == "Het bestand is groter dan 25 MB. Splits het bericht (IB003)."


def test_het_register_ziet_een_goed_bericht() -> None:
    register = NepRegister(TR307)
    uitslag = valideer(GOED, "b", register=register)
    assert register.gezien == ["JW323 1"]
    assert (uitslag.oordeel, uitslag.niveau, uitslag.bevindingen) == ("afgekeurd", 3, (TR307,))


def test_een_register_zonder_bezwaar() -> None:
    assert valideer(GOED, "b", register=NepRegister()).oordeel == "goed"


@pytest.mark.parametrize("inhoud", [VERKEERD_TOTAAL, GEEN_SCHEMA, GOED[:-30]])
def test_een_afgekeurd_bericht_gaat_niet_naar_het_register(inhoud: bytes) -> None:
    register = NepRegister(TR307)
    uitslag = valideer(inhoud, "b", register=register)
    assert register.gezien == []
    assert TR307 not in uitslag.bevindingen


BSN = proef_bsn(1).encode()
BEGIN, EIND = GOED.index(b"<jw323:Client>"), GOED.index(b"</jw323:Clienten>")
DUBBEL = GOED[:EIND] + GOED[BEGIN:EIND] + GOED[EIND:]


@pytest.mark.parametrize(
    ("inhoud", "regel"),
    [
        (GOED.replace(BSN, b"999900019"), "CS002"),
        (GOED.replace(BSN, b"99990001"), "XSD"),
        (GOED.replace(BSN, b"999900018 Jansen"), "XSD"),
        (DUBBEL, "TR101"),
    ],
)
def test_geen_bsn_of_naam_in_de_uitslag(inhoud: bytes, regel: str) -> None:
    uitslag = valideer(inhoud, "b")
    assert regel in {b.regel for b in uitslag.bevindingen}
    for tekst in (json.dumps(uitslag.als_json()), repr(uitslag)):
        assert "9999" not in tekst
        assert "Jansen" not in tekst
