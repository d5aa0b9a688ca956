"""What the roles are called on the screen."""

from __future__ import annotations

from typing import Final

from backoffice.toegang.rechten import Rol

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
