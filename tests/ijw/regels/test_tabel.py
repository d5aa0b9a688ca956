"""The table of rules: complete, in order, as the standard has it, and tested for every message and element."""

from __future__ import annotations

import importlib
import json
import re
from pathlib import Path

import pytest

from ijw import regels as pakket
from ijw.bevinding import Niveau
from ijw.regels.regel import Doel
from ijw.regels.tabel import REGELS_3_2
from ijw.vorm import is_klasse, vorm

REFERENTIE = Path(__file__).parents[4] / "shared" / "reference" / "regels.json"
NIVEAUS = {
    "bericht": Niveau.BERICHT,
    "berichtoverstijgend": Niveau.BERICHTOVERSTIJGEND,
    "externe bron": Niveau.EXTERNE_BRON,
}

NIET_GEBOUWD = {
    "TR019",
    "TR063",
    "TR071",
    "TR074",
    "TR326",
    "TR337",
    "TR347",
    "TR349",
    "TR350",
    "TR351",
    "TR355",
    "TR357",
    "TR359",
    "TR360",
    "TR361",
    "TR365",
    "TR366",
    "TR367",
    "TR371",
    "TR373",
    "TR374",
    "TR375",
    "TR376",
    "TR379",
    "TR382",
    "TR411",
    "TR412",
    "TR413",
    "TR414",
    "TR415",
}
"""Rules across messages and against an external source that are not built yet."""

NOG_NIET = ("JW305", "JW307", "JW315", "JW317", "JW319")
"""Messages that are not judged across messages yet."""

ANDERS = {
    # The standard names the date twice, as a whole and by its Datum.
    ("TR134", "JW305", "Client", "Geboortedatum"): None,
    ("TR134", "JW307", "Client", "Geboortedatum"): None,
    # The submitted amounts are compared with the budget, for a volume may be in another unit.
    ("TR369", "JW323", "Prestatie", "GeleverdVolume"): ("TR369", "JW323", "Prestatie", "IngediendBedrag"),
    # The standard names the message only.
    ("TR342", "JW325", None, None): ("TR342", "JW325", "DeclaratieAntwoord", "TotaalToegekendBedrag"),
}
"""Places that differ from the reference: from there to here."""

PLAATSEN_NIET_GEBOUWD = {
    *(("TR056", bericht, "Header", "BerichtIdentificatie/Identificatie") for bericht in NOG_NIET),
    ("TR056", "JW325", "Header", "DeclaratieIdentificatie/Identificatie"),
    *(("TR135", bericht, "Header", "BerichtIdentificatie/Dagtekening") for bericht in NOG_NIET),
    ("TR135", "JW325", "Header", "DeclaratieIdentificatie/Dagtekening"),
    ("TR304", "JW317", "Client", "Bsn"),
    *(("TR378", bericht, "Header", "Ontvanger") for bericht in NOG_NIET if bericht != "JW319"),
    ("TR378", "JW319", "Header", "Afzender"),
    ("TR378", "JW319", "Woonplaatsbeginsel", "Gemeente"),
    ("TR381", "JW301", "ToegewezenProduct", "Product/Code"),
    ("TR381", "JW305", "StartProduct", "Product/Code"),
    ("TR381", "JW307", "StopProduct", "Product/Code"),
    ("TR381", "JW315", "AangevraagdProduct", "Product/Code"),
    ("TR381", "JW317", "NieuwProduct", "Product/Code"),
}
"""Places at which a rule of levels 3 and 4 that is built for another message is not built yet."""

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
    if regel.niveau is not Niveau.BERICHT:
        return
    gevallen = getattr(module, f"test_{code.lower()}").gevallen
    zonder = [
        (doel.bericht, vorm(doel.klasse).naam, doel.element)
        for doel in regel.doelen
        if not any(_raakt(geval, doel, regel.doelen) for geval in gevallen)
        and (code, doel.bericht, vorm(doel.klasse).naam) not in KAN_NIET_AFWIJKEN
    ]
    assert zonder == []


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


def test_elke_regel_van_de_standaard_is_gebouwd_of_genoemd(referentie):
    assert set(referentie) - set(PER_CODE) == NIET_GEBOUWD
    assert set(PER_CODE) <= set(referentie)
    assert not [code for code in NIET_GEBOUWD if referentie[code]["niveau"] == "bericht"]


@pytest.mark.parametrize("code", PER_CODE)
def test_niveau_retourcode_berichten_en_elementen_zijn_die_van_de_standaard(code, referentie):
    regel, standaard = PER_CODE[code], referentie[code]
    assert regel.niveau is NIVEAUS[standaard["niveau"]]
    assert regel.retourcode == standaard["retourcode"]
    verwacht = [(code, t["bericht"], t["berichtklasse"], t.get("element")) for t in standaard["toepassing"]]
    verwacht = verwacht or [(code, bericht, None, None) for bericht in standaard["berichten"]]
    hier = {(code, *_plek(doel)) for doel in regel.doelen}
    daar = {ANDERS.get(plek, plek) for plek in verwacht} - {None}
    if regel.niveau is Niveau.BERICHT:
        assert hier == daar
    else:
        daar -= PLAATSEN_NIET_GEBOUWD
        assert {plek for plek in hier if not any(_ligt_in(plek, ander) for ander in daar)} == set()
        assert {plek for plek in daar if not any(_ligt_in(ander, plek) for ander in hier)} == set()


def _ligt_in(plek, ander):
    """Whether a place is the other one or a part of it: a rule may name the element it looks at."""
    *klasse, element = plek
    *klasse_ander, element_ander = ander
    return klasse == klasse_ander and (
        element_ander is None or element == element_ander or f"{element}/".startswith(f"{element_ander}/")
    )


def _plek(doel: Doel) -> tuple[str, str, str | None]:
    """The place as the standard names it: a berichtklasse that may be absent is judged from above it."""
    for el in vorm(doel.klasse).elementen:
        if el.naam == doel.element and is_klasse(el.type) and not vorm(el.type).naam.startswith("CDT_"):
            return doel.bericht, el.naam, None
    return doel.bericht, vorm(doel.klasse).naam, doel.element
