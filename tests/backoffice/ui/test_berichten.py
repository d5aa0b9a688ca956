"""The list of messages and one message, for who may see them."""

from __future__ import annotations

import pytest

from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import Regio


@pytest.mark.parametrize(
    ("rol", "van_een_ander", "ziet"),
    [
        (Rol.DECLARATIEMEDEWERKER, False, True),
        (Rol.DECLARATIEMEDEWERKER, True, False),
        (Rol.ADMINISTRATIE, False, True),
        (Rol.ADMINISTRATIE, True, False),
        (Rol.AUDITOR, False, True),
    ],
)
def test_ieder_ziet_alleen_berichten_van_de_eigen_organisatie(
    regio: Regio, rol: Rol, van_een_ander: bool, ziet: bool
) -> None:
    regio.wijs_toe()
    browser = klant(regio.werkplek, bezoeker(rol, van_een_ander=van_een_ander))
    assert ("/berichten/1" in browser.get("/berichten").text) is ziet
    assert browser.get("/berichten/1").status_code == (200 if ziet else 404)
