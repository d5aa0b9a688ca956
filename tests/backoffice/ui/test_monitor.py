"""The monitor of the region on the screen, with small groups hidden."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from backoffice.contracts.model import Gevolg
from backoffice.services import onderdrukken
from backoffice.services.beslis_aangehouden import beslis
from backoffice.services.inzage import monitor
from backoffice.services.inzage.monitor import Ondersteuningsregel, Verwijsregel
from backoffice.storage.views.monitor import Verwijzing
from backoffice.toegang.rechten import Rol
from tests.backoffice.ui.test_aangehouden import te_laat
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.keten import vot
from tests.flows.regio import AANBIEDER, GEMEENTE, MAANDBEDRAG, Regio
from tests.flows.werk import EERDER, contracteer, enig, ob


def test_een_kleine_groep_blijft_verborgen_en_de_kosten_staan_er(regio: Regio) -> None:
    browser = klant(regio.werkplek, bezoeker(Rol.CONTRACTMANAGER))
    leeg = browser.get("/monitor").text
    assert "nog niets toegekend" in leeg
    regio.wijs_toe()
    regio.declareer()
    tekst = browser.get("/monitor").text
    assert "verborgen" in tekst
    assert "een verborgen aantal" in tekst
    assert "€ 117,60" in tekst
    assert "De HHI is 10000" in tekst
    assert "<svg" in tekst
    assert "nog niets toegekend" in browser.get("/monitor?jaar=2025").text
    assert browser.get("/monitor?jaar=1").status_code == 400
    with geteld(regio.engine) as opdrachten:
        browser.get("/monitor")
    assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15
    csv = browser.get("/monitor?vorm=csv").content.decode("utf-8-sig")
    assert monitor.VERBORGEN in csv
    assert browser.get("/monitor?vorm=excel").status_code == 200


def test_wie_groot_genoeg_is_staat_er_met_minuten_en_bedrag(
    sqlite_regio: Regio, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (monitor, onderdrukken):
        monkeypatch.setattr(module, "KLEINSTE", 1)
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    gemaakt = monitor.maak(sqlite_regio.werkplek, 2026)
    assert gemaakt.jeugdigen == 1
    (per_gemeente,), (per_product,) = gemaakt.per_gemeente, gemaakt.per_product
    assert (per_gemeente.jeugdigen, per_gemeente.minuten, per_gemeente.bedrag) == (1, 120, MAANDBEDRAG)
    assert per_product.naam == "45 45A04"
    assert gemaakt.kosten == {GEMEENTE: (0, 0, MAANDBEDRAG, *[0] * 9)}


def test_het_twents_model_staat_er_zoals_het_contract_het_noemt(
    regio: Regio, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (monitor, onderdrukken):
        monkeypatch.setattr(module, "KLEINSTE", 1)
    contracteer(regio, ob(omschrijving="Ondersteuningsbehoefte 2, niveau B"))
    regio.wijs_toe()
    regio.declareer()
    assert monitor.maak(regio.werkplek, 2026).per_ondersteuning == (
        Ondersteuningsregel("2", "B", 1, 120, MAANDBEDRAG),
    )
    assert monitor.maak(regio.werkplek, 2025).per_ondersteuning == ()


def test_een_product_met_een_andere_naam_is_geen_ondersteuningsbehoefte(sqlite_regio: Regio) -> None:
    contracteer(sqlite_regio, ob(omschrijving="Ondersteuningsbehoefte, licht"))
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    assert monitor.maak(sqlite_regio.werkplek, 2026).per_ondersteuning == ()


def test_verwijzers_tellen_waar_het_verzoek_er_een_noemt(regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "In dit jaar liep geen toewijzing." in klant(regio.werkplek, bezoeker(Rol.AUDITOR)).get("/monitor").text
    regio.wijs_toe(EERDER)
    regio.stuur(vot())
    klant(regio.werkplek, bezoeker(Rol.TOEGANG)).post(
        f"/werk/{enig(regio).id}/besluiten/wijs-toe", data={"gezien": "0"}
    )
    csv = klant(regio.werkplek, bezoeker(Rol.AUDITOR)).get("/monitor?vorm=csv").content.decode("utf-8-sig")
    assert f"02;Huisarts;{monitor.VERBORGEN};{monitor.VERBORGEN}" in csv
    for module in (monitor, onderdrukken):
        monkeypatch.setattr(module, "KLEINSTE", 1)
    # What came before had no verzoek, and ended before this year.
    assert monitor.maak(regio.werkplek, 2026).verwijzers == (Verwijsregel("02", "Huisarts", 1, 1),)
    assert monitor.maak(regio.werkplek, 2025).verwijzers == (Verwijsregel("", "onbekend", 1, 1),)


@pytest.mark.parametrize(("aantal", "getoond"), [(9, None), (10, 10)])
def test_minder_dan_tien_blijft_verborgen(
    sqlite_regio: Regio, monkeypatch: pytest.MonkeyPatch, aantal: int, getoond: int | None
) -> None:
    rij = Verwijzing("02", aantal, aantal + 5)
    monkeypatch.setattr(monitor.monitor, "verwijzingen", lambda *_: [rij])
    (regel,) = monitor.maak(sqlite_regio.werkplek, 2026).verwijzers
    assert (regel.jeugdigen, regel.toewijzingen) == (getoond, None if getoond is None else 15)


def test_wat_te_laat_kwam_telt_een_keer(sqlite_regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (monitor, onderdrukken):
        monkeypatch.setattr(module, "KLEINSTE", 1)
    te_laat(sqlite_regio)
    (regel,) = monitor.maak(sqlite_regio.werkplek, 2026).termijnen
    assert (regel.uitkomst, regel.aantal) == ("te laat", 1)
    assert regel.niet_betaald == regel.bedrag
    beslis(
        sqlite_regio.werkplek, AANBIEDER, "LAAT", Gevolg.SIGNAAL, "akkoord", datetime(2026, 4, 8, tzinfo=UTC), "an"
    )
    (regel,) = monitor.maak(sqlite_regio.werkplek, 2026).termijnen
    assert (regel.aantal, regel.niet_betaald) == (1, 0)
