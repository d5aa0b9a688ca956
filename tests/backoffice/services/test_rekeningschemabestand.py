"""The rekeningschema as people write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from backoffice.ledger.journaal import Journaalrekening
from backoffice.ledger.rekeningschema import VERBLIJF, Post
from backoffice.services.rekeningschemabestand import Schemafout, lees_schema, schrijf_sjabloon


def schrijf(pad: Path, tekst: str) -> Path:
    pad = pad / "schema.yaml"
    pad.write_text(tekst, "utf-8")
    return pad


def test_het_sjabloon_is_een_heel_schema(tmp_path: Path) -> None:
    schema = lees_schema(schrijf(tmp_path, schrijf_sjabloon()))
    posten = [Post(rekening, "", "46") for rekening in Journaalrekening]
    posten += [Post(Journaalrekening.KOSTEN, soort, "45") for soort in ("", "OB Jeugd", "LTA")]
    gekoppeld = schema.koppel(posten, {2026})
    assert gekoppeld.keys() == set(posten)
    taakvelden = {
        (soort, categorie): schema.koppel([post := Post(Journaalrekening.KOSTEN, soort, categorie)], {2026})[
            post
        ].taakveld
        for soort, categorie in (("LTA", "44"), ("LTA", "45"), ("OB Jeugd", "48"), ("OB Jeugd", "44"))
    }
    assert list(taakvelden.values()) == ["6.763", "6.753", "6.821", "6.762"]
    assert VERBLIJF["44"] is True


def test_een_code_blijft_zoals_zij_is_getypt(tmp_path: Path) -> None:
    tekst = "rekeningen:\n- {rekening: bank, grootboekrekening: 0110, omschrijving: yes, taakveld: 0.50}\n"
    (koppeling,) = lees_schema(schrijf(tmp_path, tekst)).koppelingen
    assert (koppeling.grootboekrekening, koppeling.omschrijving, koppeling.taakveld) == ("0110", "yes", "0.50")


@pytest.mark.parametrize(
    ("tekst", "woord"),
    [
        ("", "verwacht fiscaal_nummer en rekeningen"),
        ("a: [", "geen YAML"),
        ("[" * 5000, "geen YAML"),
        ("rekeningen: []", "een lijst met regels"),
        ("gemeente: '0164'\nrekeningen: [x]", "verder niets"),
        ("rekeningen: [x]", "rekening 1: verwacht velden"),
        ("rekeningen:\n- {rekening: bank, grootboekrekening: '1'}", "omschrijving ontbreekt"),
        ("rekeningen:\n- {rekening: kas, grootboekrekening: '1', omschrijving: x}", "rekening is 'kas'"),
        (
            "rekeningen:\n- {rekening: kosten, grootboekrekening: '1', omschrijving: x, categorie: '99'}",
            "categorie is '99'",
        ),
        (
            "rekeningen:\n- {rekening: kosten, grootboekrekening: '1', omschrijving: x, verblijf: misschien}",
            "verwacht een van: ja, nee",
        ),
        (
            "rekeningen:\n- {rekening: bank, grootboekrekening: '1', omschrijving: x, verblijf: ja}",
            "horen alleen bij kosten",
        ),
        (
            "rekeningen:\n- {rekening: bank, grootboekrekening: '1', omschrijving: x, taakveld: jeugd}",
            "taakveld is 'jeugd'",
        ),
        ("rekeningen:\n- {rekening: bank, grootboekrekening: '1', omschrijving: x, kleur: y}", "'kleur' is geen"),
    ],
)
def test_een_fout_zegt_waar_en_wat(tmp_path: Path, tekst: str, woord: str) -> None:
    with pytest.raises(Schemafout, match=woord):
        lees_schema(schrijf(tmp_path, tekst))


def test_een_bestand_dat_er_niet_is(tmp_path: Path) -> None:
    with pytest.raises(Schemafout, match=r"schema\.yaml is niet te lezen"):
        lees_schema(tmp_path / "schema.yaml")


def test_een_groot_bestand_wordt_niet_gelezen(tmp_path: Path) -> None:
    with pytest.raises(Schemafout, match="groter dan 1 MB"):
        lees_schema(schrijf(tmp_path, " " * (1024 * 1024 + 1)))
