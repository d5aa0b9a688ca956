"""The table of rules: complete, in order, as the standard has it, and tested for every message and element."""

from __future__ import annotations

import importlib
import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from ijw import regels as pakket
from ijw.bevinding import Niveau
from ijw.feiten import Feiten
from ijw.regels.regel import Doel
from ijw.regels.tabel import REGELS_3_2
from ijw.regels.toetsing import FEITNAMEN
from ijw.vorm import is_klasse, vorm

REFERENTIE = Path(__file__).parents[4] / "shared" / "reference" / "regels.json"
NIVEAUS = {
    "bericht": Niveau.BERICHT,
    "berichtoverstijgend": Niveau.BERICHTOVERSTIJGEND,
    "externe bron": Niveau.EXTERNE_BRON,
}

ANDERS = {
    # The standard names the date twice, as a whole and by its Datum.
    ("TR134", "JW305", "Client", "Geboortedatum"): None,
    ("TR134", "JW307", "Client", "Geboortedatum"): None,
    # The submitted amounts are compared with the budget, for a volume may be in another unit.
    ("TR369", "JW323", "Prestatie", "GeleverdVolume"): ("TR369", "JW323", "Prestatie", "IngediendBedrag"),
    # The standard names the message only.
    ("TR342", "JW325", None, None): ("TR342", "JW325", "DeclaratieAntwoord", "TotaalToegekendBedrag"),
    ("TR374", "JW315", None, None): ("TR374", "JW315", "Client", None),
    ("TR374", "JW317", None, None): ("TR374", "JW317", "Client", None),
}
"""Places that differ from the reference: from there to here."""

KAN_NIET_AFWIJKEN = {("TR101", "JW317", "Client")}
"""Places where no message that its schema accepts can break the rule."""

PER_CODE = {regel.code: regel for regel in REGELS_3_2}


def test_map_en_tabel_zijn_gelijk_en_op_volgorde():
    bestanden = {pad.stem for pad in Path(pakket.__path__[0]).glob("*.py")}
    assert [regel.code.lower() for regel in REGELS_3_2] == sorted(
        naam for naam in bestanden if re.fullmatch(r"(tr|cd|cs)\d{3}", naam)
    )


@pytest.mark.parametrize("code", PER_CODE)
def test_regel_staat_in_het_bestand_met_haar_code(code):
    regel = PER_CODE[code]
    assert regel.functie.__name__ == code.lower()
    assert regel.functie.__module__ == f"ijw.regels.{code.lower()}"
    assert regel.uitleg.startswith(f"{code}: ")
    assert "Bron: informatiemodel iJw 3.2" in regel.uitleg


@pytest.mark.parametrize("code", PER_CODE)
def test_regel_heeft_een_test_per_bericht_en_element(code):
    regel = PER_CODE[code]
    module = importlib.import_module(f"tests.ijw.regels.test_{code.lower()}")
    toets = getattr(module, f"test_{code.lower()}", None)
    if toets is None:
        assert regel.niveau is not Niveau.BERICHT
        assert len(regel.doelen) == 1
        return
    gevallen = toets.gevallen
    zonder = [
        (doel.bericht, vorm(doel.klasse).naam, doel.element)
        for doel in regel.doelen
        if not any(_raakt(geval, doel, regel.doelen) for geval in gevallen)
        and (code, doel.bericht, vorm(doel.klasse).naam) not in KAN_NIET_AFWIJKEN
    ]
    assert zonder == []


def test_elk_feit_dat_een_regel_nodig_heeft_bestaat_en_heeft_een_naam():
    nodig = {naam for regel in REGELS_3_2 for naam in regel.nodig}
    assert nodig <= {veld.name for veld in fields(Feiten)}
    assert nodig <= set(FEITNAMEN)


def _raakt(geval, doel, doelen):
    enige = sum(ander.klasse is doel.klasse for ander in doelen) == 1
    return geval.doelklasse is doel.klasse and (enige or geval.element == doel.element)


@pytest.fixture(scope="module")
def referentie():
    if not REFERENTIE.is_file():
        pytest.skip("de referentie van de standaard is hier niet aanwezig")
    regels = json.loads(REFERENTIE.read_text(encoding="utf-8"))
    return {
        regel["code"]: regel
        for regel in regels
        if regel["soort"] in ("TR", "CD", "CS") and regel["niveau"] in NIVEAUS
    }


def test_elke_regel_van_de_standaard_met_een_niveau_is_gebouwd(referentie):
    assert set(PER_CODE) == set(referentie)


@pytest.mark.parametrize("code", PER_CODE)
def test_niveau_retourcode_berichten_en_elementen_zijn_die_van_de_standaard(code, referentie):
    regel, standaard = PER_CODE[code], referentie[code]
    assert regel.niveau is NIVEAUS[standaard["niveau"]]
    assert regel.retourcode == standaard["retourcode"]
    verwacht = [(code, t["bericht"], t["berichtklasse"], t.get("element")) for t in standaard["toepassing"]]
    verwacht = verwacht or [(code, bericht, None, None) for bericht in standaard["berichten"]]
    hier = {(code, *_plek(doel)) for doel in regel.doelen}
    daar = {ANDERS.get(plek, plek) for plek in verwacht} - {None}
    assert hier == daar


def _plek(doel: Doel) -> tuple[str, str, str | None]:
    """The place as the standard names it: a berichtklasse that may be absent is judged from above it."""
    for el in vorm(doel.klasse).elementen:
        if el.naam == doel.element and is_klasse(el.type) and not vorm(el.type).naam.startswith("CDT_"):
            return doel.bericht, el.naam, None
    return doel.bericht, vorm(doel.klasse).naam, doel.element
