"""What roles and organisations are called on the screen."""

from __future__ import annotations

from typing import Final

from backoffice.toegang.rechten import REGIO, SOORT, Bezoeker, Organisatiesoort, Rol
from ijw import codelijsten

ROLNAMEN: Final = {
    Rol.DECLARATIEMEDEWERKER: "declaratiemedewerker (aanbieder)",
    Rol.TEKENBEVOEGD: "tekenbevoegd (aanbieder)",
    Rol.SYSTEEM_AANBIEDER: "systeem van een aanbieder",
    Rol.ADMINISTRATIE: "administratie (gemeente)",
    Rol.TOEGANG: "toegang (gemeente)",
    Rol.CONTROLLER: "controller (gemeente)",
    Rol.SYSTEEM_GEMEENTE: "systeem van een gemeente",
    Rol.CONTRACTMANAGER: "contractmanager (regionaal kantoor)",
    Rol.FINANCIEEL: "financieel (regionaal kantoor)",
    Rol.BEHEER: "beheer (regionaal kantoor)",
    Rol.AUDITOR: "auditor",
}
"""The roles where nothing else says for what kind of organisation one works."""


def werkt_als(bezoeker: Bezoeker) -> str:
    """Role and organisation of a visitor in words: "controller bij gemeente Enschede"."""
    rol = ROLNAMEN[bezoeker.rol].partition(" (")[0]
    return f"{rol} bij {organisatienaam(SOORT[bezoeker.rol], bezoeker.organisatie)}"


def organisatienaam(soort: Organisatiesoort, organisatie: str) -> str:
    """An organisation in words; a gemeente that no list knows goes by its code."""
    if organisatie == REGIO:
        return "het regionaal kantoor"
    if soort is Organisatiesoort.AANBIEDER:
        return f"aanbieder {organisatie}"
    return f"gemeente {codelijsten.lees(codelijsten.GEMEENTEN).waarden.get(organisatie, organisatie)}"
