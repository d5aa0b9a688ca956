"""Nobody offers messages in the name of another."""

from __future__ import annotations

import pytest

from backoffice.toegang.afzender import VreemdeAfzender, keur_afzender, mag_indienen
from backoffice.toegang.rechten import REGIO, SOORT, Bezoeker, Organisatiesoort, Rol

AGB, GEMEENTE = "12345678", "0153"


@pytest.mark.parametrize(
    ("rol", "organisatie", "afzender", "mag"),
    [
        (Rol.DECLARATIEMEDEWERKER, AGB, AGB, True),
        (Rol.DECLARATIEMEDEWERKER, AGB, "12345679", False),
        (Rol.DECLARATIEMEDEWERKER, AGB, GEMEENTE, False),
        (Rol.DECLARATIEMEDEWERKER, AGB, "", False),
        (Rol.SYSTEEM_AANBIEDER, AGB, AGB, True),
        (Rol.SYSTEEM_AANBIEDER, AGB, "87654321", False),
        (Rol.ADMINISTRATIE, GEMEENTE, GEMEENTE, True),
        (Rol.ADMINISTRATIE, GEMEENTE, "0164", False),
        (Rol.SYSTEEM_GEMEENTE, GEMEENTE, GEMEENTE, True),
        (Rol.SYSTEEM_GEMEENTE, GEMEENTE, AGB, False),
        (Rol.TOEGANG, GEMEENTE, GEMEENTE, False),
    ],
)
def test_ieder_dient_alleen_in_voor_de_eigen_organisatie(
    rol: Rol, organisatie: str, afzender: str, mag: bool
) -> None:
    assert mag_indienen(Bezoeker("An", rol, organisatie), afzender) is mag


@pytest.mark.parametrize("rol", [rol for rol in Rol if SOORT[rol] is Organisatiesoort.REGIO])
@pytest.mark.parametrize("afzender", [AGB, GEMEENTE, REGIO])
def test_het_regionaal_kantoor_dient_niets_in(rol: Rol, afzender: str) -> None:
    assert not mag_indienen(Bezoeker("An", rol, REGIO), afzender)


def test_de_melding_noemt_beide_afzenders_en_wat_te_doen() -> None:
    wie = Bezoeker("An", Rol.DECLARATIEMEDEWERKER, AGB)
    keur_afzender(wie, AGB)
    with pytest.raises(VreemdeAfzender, match=r"87654321.*12345678.*eigen organisatie"):
        keur_afzender(wie, "87654321")
