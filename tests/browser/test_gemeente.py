"""The screens of a gemeente, as people see them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from backoffice.services.laad_begroting import bewaar_begroting
from backoffice.storage.begroting import Begroting
from backoffice.toegang.rechten import Rol
from tests.browser.conftest import Bezoek
from tests.browser.keuring import keur_pagina
from tests.flows.keten import vot
from tests.flows.regio import AANBIEDER, BSN, GEMEENTE, NU, Regio, credit, prestatie
from tests.flows.werk import EERDER, eigen_berichten, enig


def test_van_verzoek_tot_besluit(bezoek: Bezoek, portaal: str, sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe(EERDER)
    sqlite_regio.stuur(vot())
    id_ = enig(sqlite_regio).id
    blad = bezoek(f"{portaal}/werk", Rol.TOEGANG)
    keur_pagina(blad, "werklijst")
    blad.get_by_role("link", name=f"Werk {id_}").click()
    keur_pagina(blad, "werk")
    blad.get_by_role("link", name="Afwijzen").click()
    keur_pagina(blad, "werk-afwijzen")
    blad.get_by_label("Reden van afwijzing").select_option("4")
    blad.get_by_role("button", name="Afwijzen").click()
    expect(blad.get_by_role("alert")).to_contain_text("Zeg op welke gronden")
    keur_pagina(blad, "werk-fout")
    blad.goto(f"{portaal}/werk/{id_}/besluiten/feiten")
    keur_pagina(blad, "werk-feiten")
    blad.goto(f"{portaal}/werk/{id_}/besluiten/wijs-toe")
    blad.get_by_role("button", name="Toewijzen").click()
    expect(blad.get_by_role("heading", name="Toegewezen")).to_be_visible()
    keur_pagina(blad, "werk-besloten")


def test_toewijzingen(bezoek: Bezoek, portaal: str, sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(referentie_nummer="A"))
    blad = bezoek(f"{portaal}/toewijzingen", Rol.TOEGANG)
    keur_pagina(blad, "toewijzingen")
    blad.get_by_role("link", name="1001").click()
    keur_pagina(blad, "toewijzing")
    blad.get_by_role("link", name="Wijzigen of verwijderen").click()
    keur_pagina(blad, "toewijzing-wijzigen")
    blad.goto(f"{portaal}/toewijzingen/1/feiten")
    keur_pagina(blad, "feiten")
    blad.goto(f"{portaal}/postvak")
    keur_pagina(blad, "postvak")
    blad.goto(f"{portaal}/feiten")
    blad.get_by_label("BSN van de jeugdige").fill(BSN)
    blad.get_by_role("button", name="Toon de feiten").click()
    assert BSN not in blad.url


def test_verzoeken(bezoek: Bezoek, portaal: str, sqlite_regio: Regio) -> None:
    blad = bezoek(f"{portaal}/verzoeken", Rol.TOEGANG)
    keur_pagina(blad, "verzoeken-leeg")
    sqlite_regio.wijs_toe(EERDER)
    sqlite_regio.stuur(vot())
    blad.reload()
    keur_pagina(blad, "verzoeken")
    blad.get_by_role("link", name="JW315 A0001").click()
    keur_pagina(blad, "verzoek")
    blad.get_by_role("link", name="Bekijk het voorstel en besluit").click()
    blad.get_by_role("link", name="Toewijzen").click()
    blad.get_by_role("button", name="Toewijzen").click()
    blad.get_by_role("link", name="Bekijk het verzoek, en wat erop is geantwoord").click()
    expect(blad.get_by_text("beantwoord", exact=True)).to_be_visible()
    blad.get_by_role("link", name=re.compile(r"^Toewijzing \d")).click()
    keur_pagina(blad, "toewijzing-van-verzoek")


@pytest.mark.parametrize("scripts", [True, False])
def test_twee_keer_klikken_is_een_toewijzing(
    bezoek: Bezoek, portaal: str, sqlite_regio: Regio, scripts: bool
) -> None:
    sqlite_regio.wijs_toe(EERDER)
    blad = bezoek(f"{portaal}/toewijzingen", Rol.TOEGANG, scripts=scripts)
    blad.get_by_role("link", name="Nieuwe toewijzing").click()
    blad.get_by_label("BSN van de jeugdige").fill(BSN)
    blad.get_by_label("AGB-code van de aanbieder").fill(AANBIEDER)
    blad.get_by_label("Ingangsdatum").fill("2026-05-01")
    blad.get_by_label("Einddatum").fill("2026-12-31")
    blad.get_by_label("ProductCategorie").fill("45")
    blad.get_by_label("ProductCode").fill("45A04")
    blad.get_by_label("Volume").fill("120")
    blad.get_by_label("Frequentie").select_option("4")
    blad.get_by_label("Waarom u dit besluit").fill("besproken met het gezin")
    if scripts:
        keur_pagina(blad, "toewijzing-nieuw")
    blad.get_by_role("button", name="Toewijzing maken en klaarzetten").dblclick()
    expect(blad.get_by_role("heading", name="Toegewezen")).to_be_visible()
    assert len(eigen_berichten(sqlite_regio, "JW301")) == 1


def test_boekingen(bezoek: Bezoek, portaal: str, sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(referentie_nummer="A"))
    sqlite_regio.declareer(credit("A", "B"))
    blad = bezoek(portaal, Rol.CONTROLLER)
    blad.goto(f"{portaal}/prestaties/1")
    blad.get_by_role("link", name="Alles over boeking 1").click()
    keur_pagina(blad, "boeking")
    blad.get_by_role("link", name="Boeking 2").click()
    expect(blad.get_by_text("Dit draait terug:")).to_be_visible()
    keur_pagina(blad, "boeking-terug")


def test_kosten(bezoek: Bezoek, portaal: str, sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(referentie_nummer="A"))
    bewaar_begroting(sqlite_regio.engine, {(GEMEENTE, 2026): Begroting("categorie", {"45": 100_000})}, NU, "an")
    blad = bezoek(f"{portaal}/kosten", Rol.CONTROLLER)
    keur_pagina(blad, "kosten")
    blad.get_by_role("link", name="03-2026").click()
    keur_pagina(blad, "kosten-maand")
    blad.get_by_role("link", name="45 45A04").click()
    keur_pagina(blad, "kosten-lasten")
    blad.get_by_role("link", name="wie betaalt A").click()
    keur_pagina(blad, "wie-betaalt")
    blad.goto(f"{portaal}/kosten/begroting")
    csv = b"gemeente;jaar;categorie;euros\n0153;2026;45;2.000,00\n"
    blad.set_input_files("input[type=file]", {"name": "b.csv", "mimeType": "text/csv", "buffer": csv})
    blad.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(blad.get_by_role("heading", level=1)).to_have_text("Begroting nakijken")
    keur_pagina(blad, "begroting-nakijken")
    blad.get_by_role("button", name="Begroting laden").click()
    expect(blad.get_by_text("De begroting is verwerkt")).to_be_visible()
    keur_pagina(blad, "begroting-geladen")
    blad.goto(f"{portaal}/verrekeningen")
    keur_pagina(blad, "verrekeningen")


def test_kosten_van_de_regio(bezoek: Bezoek, portaal: str, sqlite_regio: Regio) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer(prestatie(referentie_nummer="A"))
    keur_pagina(bezoek(f"{portaal}/kosten", Rol.FINANCIEEL), "kosten-regio")
