"""What each role may, and whose data it sees."""

from __future__ import annotations

import pytest

from backoffice.toegang.rechten import RECHTEN, REGIO, SOORT, Bereik, Bezoeker, Organisatiesoort, Recht, Rol


def test_elke_rol_heeft_rechten_en_een_soort_organisatie() -> None:
    assert set(RECHTEN) == set(SOORT) == set(Rol)


def test_elk_recht_is_van_iemand() -> None:
    vergeven = frozenset().union(*RECHTEN.values())
    assert vergeven == set(Recht) - {Recht.PUBLIEK, Recht.EIGEN}


def test_de_auditor_ziet_alles_en_verandert_niets() -> None:
    assert RECHTEN[Rol.AUDITOR] == {recht for recht in Recht if recht.endswith("_zien")}


@pytest.mark.parametrize("rol", [rol for rol in Rol if SOORT[rol] is Organisatiesoort.AANBIEDER])
def test_een_aanbieder_besluit_niet_en_ziet_geen_kosten_van_gemeenten(rol: Rol) -> None:
    besluiten = {recht for recht in RECHTEN[rol] if recht.endswith(("_besluiten", "_beslissen", "_goedkeuren"))}
    assert not besluiten
    assert not RECHTEN[rol] & {Recht.KOSTEN_ZIEN, Recht.VERREKENING_ZIEN, Recht.MONITOR_ZIEN, Recht.AUDIT_ZIEN}


@pytest.mark.parametrize(
    ("rol", "organisatie", "bereik"),
    [
        (Rol.DECLARATIEMEDEWERKER, "12345678", Bereik(aanbieder="12345678")),
        (Rol.CONTROLLER, "0153", Bereik(gemeente="0153")),
        (Rol.AUDITOR, REGIO, Bereik()),
    ],
)
def test_het_bereik_is_de_eigen_organisatie(rol: Rol, organisatie: str, bereik: Bereik) -> None:
    assert Bezoeker("naam", rol, organisatie).bereik == bereik
