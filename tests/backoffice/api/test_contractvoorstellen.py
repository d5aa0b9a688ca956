"""Loading contracts and the yearly index: a second person decides, and an aanbieder sees none of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from backoffice.contracts.model import Contract
from backoffice.services.contractbestand import schrijf_excel, schrijf_yaml
from backoffice.toegang.rechten import Bezoeker, Rol
from tests.backoffice.api.systeem import keur_probleem, systeem
from tests.backoffice.contracts.bouwers import product as contractproduct
from tests.backoffice.contracts.bouwers import tarief
from tests.backoffice.web.portaal import bezoeker
from tests.flows.regio import AANBIEDER, Regio, contract

YAML = {"Content-Type": "application/yaml"}
EXCEL = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
NUMMER = f"OBJ-{AANBIEDER}"
ANDER = Bezoeker("een tweede persoon", Rol.CONTRACTMANAGER, "regio")


def duurder() -> Contract:
    """The contract of the aanbieder at 99 cents a minute."""
    return replace(contract(), producten=(contractproduct(tarief(tarief=99), code="45A04"),))


@pytest.fixture
def bestand(tmp_path: Path) -> bytes:
    pad = tmp_path / "contracten.yaml"
    schrijf_yaml([duurder()], pad)
    return pad.read_bytes()


def minuutprijs(client: Any) -> int:
    inhoud = client.get(f"/contracten/{NUMMER}").json()["contract"]
    return round(float(str(inhoud["producten"][0]["tarieven"][0]["tarief"]).replace(",", ".")) * 100)


def test_een_ander_tarief_geldt_als_een_tweede_persoon_het_goedkeurt(regio: Regio, bestand: bytes) -> None:
    maker, ander = systeem(regio, bezoeker(Rol.CONTRACTMANAGER)), systeem(regio, ANDER)
    voor = regio.dump()
    proef = maker.post("/contractbestanden?proef=true", content=bestand, headers=YAML).json()
    assert (proef["voorgesteld"], proef["wijzigingen"][0]["tweedePersoon"]) == ([NUMMER], True)
    assert proef["wijzigingen"][0]["verschillen"]
    assert regio.dump() == voor
    assert maker.post("/contractbestanden", content=bestand, headers=YAML).json()["voorgesteld"] == [NUMMER]
    nog_eens = maker.post("/contractbestanden", content=bestand, headers=YAML).json()
    assert (nog_eens["voorgesteld"], nog_eens["wachttenAl"]) == ([], [NUMMER])
    (voorstel,) = maker.get("/contractvoorstellen").json()["resultaten"]
    adres = f"/contractvoorstellen/{voorstel['id']}"
    gezien = {"If-Match": ander.get(adres).headers["etag"]}
    goed = {"besluit": "goedkeuren", "toelichting": "zoals afgesproken"}
    keur_probleem(ander.post(f"{adres}/besluiten", json=goed), 428)
    keur_probleem(maker.post(f"{adres}/besluiten", json=goed, headers=gezien), 409)
    assert minuutprijs(ander) == 98
    besloten = ander.post(f"{adres}/besluiten", json=goed, headers=gezien).json()
    assert (besloten["goedgekeurd"], besloten["beslotenDoor"]) == (True, ANDER.naam)
    assert minuutprijs(ander) == 99
    keur_probleem(ander.post(f"{adres}/besluiten", json=goed, headers=gezien), 412)
    assert ander.get("/contractvoorstellen").json()["resultaten"] == []


def test_een_excelbestand_zonder_wijziging(sqlite_regio: Regio, tmp_path: Path) -> None:
    pad = tmp_path / "contracten.xlsx"
    schrijf_excel([contract()], pad)
    client = systeem(sqlite_regio, bezoeker(Rol.CONTRACTMANAGER))
    geladen = client.post("/contractbestanden", content=pad.read_bytes(), headers=EXCEL)
    assert geladen.json()["ongewijzigd"] == [NUMMER]


def test_van_een_fout_bestand_wordt_niets_bewaard(sqlite_regio: Regio, bestand: bytes) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.CONTRACTMANAGER))
    voor = sqlite_regio.dump()
    fout = client.post("/contractbestanden", content=bestand.replace(b"0,99", b"negen"), headers=YAML)
    assert bestand.replace(b"0,99", b"negen") != bestand
    assert keur_probleem(fout, 422)["fouten"]
    keur_probleem(client.post("/contractbestanden", content=b"\x00", headers=YAML), 422)
    keur_probleem(client.post("/contractbestanden", content=bestand, headers=EXCEL), 422)
    keur_probleem(client.post("/contractbestanden", content=b"", headers=YAML), 400)
    keur_probleem(client.post("/contractbestanden", json={}), 415)
    assert sqlite_regio.dump() == voor


def test_een_indexering_wacht_op_een_ander(sqlite_regio: Regio) -> None:
    client = systeem(sqlite_regio, bezoeker(Rol.CONTRACTMANAGER))
    index = {"jaar": 2027, "percentage": 350}
    eerste = client.post("/indexeringen", json=index).json()
    assert NUMMER in eerste["voorgesteld"]
    assert client.post("/indexeringen", json=index).json()["wachttenAl"] == eerste["voorgesteld"]
    keur_probleem(client.post("/indexeringen", json=index | {"percentage": 0}), 400)
    keur_probleem(client.post("/indexeringen", json=index | {"soorten": ["onzin"]}), 400)
    assert len(client.get("/contractvoorstellen").json()["resultaten"]) == len(eerste["voorgesteld"])


@pytest.mark.parametrize("rol", [Rol.SYSTEEM_AANBIEDER, Rol.SYSTEEM_GEMEENTE])
def test_wat_nog_niet_is_afgesproken_ziet_alleen_de_regio(sqlite_regio: Regio, bestand: bytes, rol: Rol) -> None:
    maker = systeem(sqlite_regio, bezoeker(Rol.CONTRACTMANAGER))
    maker.post("/contractbestanden", content=bestand, headers=YAML)
    client = systeem(sqlite_regio, bezoeker(rol))
    keur_probleem(client.get("/contractvoorstellen"), 403)
    keur_probleem(client.get("/contractvoorstellen/1"), 403)
    keur_probleem(client.post("/contractvoorstellen/1/besluiten", json={"besluit": "afkeuren"}), 403)
    keur_probleem(maker.get("/contractvoorstellen/99"), 404)
    afgekeurd = systeem(sqlite_regio, ANDER).post(
        "/contractvoorstellen/1/besluiten", json={"besluit": "afkeuren"}, headers={"If-Match": "*"}
    )
    assert afgekeurd.json()["goedgekeurd"] is False
