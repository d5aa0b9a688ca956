"""The menu: what each role finds in it, and where one is."""

from __future__ import annotations

import pytest

from backoffice.toegang.rechten import Rol
from backoffice.ui.menu import MENU, OP_EEN_REGEL, huidig_pad, menu_voor
from tests.backoffice.web.portaal import bezoeker


@pytest.mark.parametrize("rol", Rol)
def test_ieder_vindt_alles_wat_mag(rol: Rol) -> None:
    wie = bezoeker(rol)
    gevonden = [punt for groep in menu_voor(wie) for punt in groep.punten]
    assert gevonden == [punt for punt in MENU if wie.mag(punt.recht)]


@pytest.mark.parametrize("rol", Rol)
def test_niemand_heeft_meer_dan_een_regel(rol: Rol) -> None:
    menu = menu_voor(bezoeker(rol))
    assert sum(1 if groep.kop else len(groep.punten) for groep in menu) <= OP_EEN_REGEL
    assert all(len(groep.punten) > 1 for groep in menu if groep.kop)


def test_wie_niet_is_aangemeld_heeft_geen_menu() -> None:
    assert menu_voor(None) == ()


@pytest.mark.parametrize(
    ("pad", "punt"),
    [
        ("/", "/"),
        ("/berichten", "/berichten"),
        ("/berichten/5", "/berichten"),
        ("/berichten/indienen", "/berichten/indienen"),
        ("/berichtenboek", None),
        ("/toegankelijkheid", None),
    ],
)
def test_waar_men_is(pad: str, punt: str | None) -> None:
    assert huidig_pad(menu_voor(bezoeker(Rol.DECLARATIEMEDEWERKER)), pad) == punt
