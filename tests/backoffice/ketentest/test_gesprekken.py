"""The conversations themselves: enough of them, right at our own back office, and independent of the day."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import fastjsonschema
import pytest
import yaml

from backoffice.ketentest.doelen.eigen import EigenBackoffice
from backoffice.ketentest.gesprek import HEENBERICHTEN, Rol
from backoffice.ketentest.kit import BASIS, Kit, kitmap
from backoffice.ketentest.schema import als_tekst
from backoffice.ketentest.uitvoeren import FOUT, GOED, OVERGESLAGEN, speel
from backoffice.ketentest.uitwerken import Plan
from ijw.bevinding import Niveau
from ijw.regels.tabel import REGELS

OP_JW325 = {"TR337", "TR366", "TR367", "TR371", "TR376"}
"""Rules about a JW325, on which no message goes back."""


def als_json(waarde: Any) -> Any:
    """What YAML reads, with days as text, as JSON has them."""
    if isinstance(waarde, dict):
        return {veld: als_json(deel) for veld, deel in waarde.items()}
    if isinstance(waarde, list):
        return [als_json(deel) for deel in waarde]
    return waarde.isoformat() if isinstance(waarde, date) else waarde


def test_alle_gesprekken_zijn_goed_tegen_de_eigen_backoffice(kit: Kit, eigen: EigenBackoffice) -> None:
    uitslagen = [speel(gesprek, kit, eigen, Plan()) for gesprek in kit.gesprekken]
    assert [(u.gesprek.naam, u.regels) for u in uitslagen if u.uitkomst != GOED] == []
    assert len(uitslagen) >= 60


def test_op_andere_dagen_gaan_ze_net_zo_in_hetzelfde_register(kit: Kit, eigen: EigenBackoffice) -> None:
    # February 2027 has exactly four weeks: what hangs on the number of weeks in a month would show.
    uitslagen = [speel(gesprek, kit, eigen, Plan(maanden=11, reeks=1)) for gesprek in kit.gesprekken]
    assert [(u.gesprek.naam, u.regels) for u in uitslagen if u.uitkomst == FOUT] == []
    overgeslagen = [u for u in uitslagen if u.uitkomst == OVERGESLAGEN]
    assert [u.gesprek.naam for u in overgeslagen] == [g.naam for g in kit.gesprekken if g.vaste_dagen]
    assert all("kunnen niet worden verschoven" in u.regels[0] for u in overgeslagen)


def test_elke_regel_over_berichten_heen_komt_voor(kit: Kit) -> None:
    genoemd = {regel for gesprek in kit.gesprekken for regel in gesprek.regels}
    hoger = {regel.code for regel in REGELS["3.2"] if regel.niveau > Niveau.BERICHT}
    assert hoger - genoemd == OP_JW325


def test_elk_bericht_en_elke_kant_komt_voor(kit: Kit) -> None:
    assert {stap.soort.naam for g in kit.gesprekken for stap in g.stappen} == set(HEENBERICHTEN)
    assert {g.getest for g in kit.gesprekken} == set(Rol)


def test_elk_gesprek_toetst_een_antwoord_aan_de_geteste_kant(kit: Kit) -> None:
    stil = [g.naam for g in kit.gesprekken if all(stap.van() is g.getest for stap in g.stappen)]
    assert stil == []


def test_het_schema_is_dat_van_de_declaraties() -> None:
    # Made with: python -m backoffice.ketentest.schema > samples/ketentest/schema.json
    assert (kitmap() / "schema.json").read_text(encoding="utf-8") == als_tekst()


@pytest.fixture(scope="module")
def keur() -> Callable[[Any], Any]:
    """Raises JsonSchemaException for what does not fit."""
    keuring: Callable[[Any], Any] = fastjsonschema.compile(json.loads(als_tekst()))
    return keuring


def test_alle_gesprekken_passen_in_het_schema(keur: Callable[[Any], Any]) -> None:
    bestanden = [pad for pad in kitmap().glob("*.yaml") if pad.name != BASIS]
    assert bestanden
    for pad in bestanden:
        keur(als_json(yaml.safe_load(pad.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("veld", ["tittel", "stap"])
def test_het_schema_weigert_een_onbekend_veld(veld: str, keur: Callable[[Any], Any]) -> None:
    gesprek = als_json(yaml.safe_load((kitmap() / "declaratie-toegekend.yaml").read_text(encoding="utf-8")))
    keur(gesprek)
    with pytest.raises(fastjsonschema.JsonSchemaException):
        keur({**gesprek, veld: "x"})
    with pytest.raises(fastjsonschema.JsonSchemaException):
        keur({**gesprek, "stappen": [{**gesprek["stappen"][0], veld: "x"}]})
