"""How values stand on a page."""

from __future__ import annotations

import pytest

from backoffice.services.partijen import registreer_partijen
from backoffice.toegang.rechten import Rol
from backoffice.ui.weergave import dagen_over, datums, naamgever
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.regio import AANBIEDER, GEMEENTE, Regio


@pytest.mark.parametrize(
    ("dagen", "tekst"),
    [
        (-265, "265 dagen te laat"),
        (-1, "1 dag te laat"),
        (0, "vandaag"),
        (1, "nog 1 dag"),
        (3, "nog 3 dagen"),
    ],
)
def test_hoe_lang_iemand_nog_heeft(dagen: int, tekst: str) -> None:
    assert dagen_over(dagen) == tekst


@pytest.mark.parametrize(
    ("bewaard", "getoond"),
    [
        ("vanaf 2026-06-01", "vanaf 01-06-2026"),
        ("2026-01-01 tot en met 2026-01-31", "01-01-2026 tot en met 31-01-2026"),
        ("01-06-2026", "01-06-2026"),
        ("nummer 12026-06-011", "nummer 12026-06-011"),
        ("2026-06", "2026-06"),
    ],
)
def test_dagen_in_een_tekst(bewaard: str, getoond: str) -> None:
    assert datums(bewaard) == getoond


def test_een_code_heeft_haar_naam_erbij(regio: Regio) -> None:
    registreer_partijen(regio.engine, {AANBIEDER: "De Linde"}, {})
    met_naam = naamgever(regio.werkplek)
    with geteld(regio.engine) as opdrachten:
        assert met_naam(GEMEENTE) == "Enschede (0153)"
        assert met_naam("9999") == "9999"
        assert met_naam(AANBIEDER) == "De Linde (12345678)"
    assert len([een for een in opdrachten if een.startswith("SELECT")]) == 1


def test_een_lijst_zonder_codes_leest_geen_namen(sqlite_regio: Regio) -> None:
    browser = klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR))
    with geteld(sqlite_regio.engine) as opdrachten:
        browser.get("/toewijzingen")
    assert not [een for een in opdrachten if "register_aanbieder" in een]
