from __future__ import annotations

from collections.abc import Iterator

import pytest

from backoffice.services.rapport.masker import HARMLOOS, STIPPEL, is_harmloos, toon_waarde
from ijw.berichten import SOORTEN, jw301, jw315, jw323
from ijw.vorm import Berichtsoort, Klassetype, Ldt, vorm

PRESTATIE = ("Bericht", "Declaratie", "Clienten", "Client", "Prestaties", "Prestatie")


def eenvoudige(klasse: Klassetype, boven: tuple[str, ...], geheim: bool) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Every simple element below a berichtklasse with whether it, or one above it, is a persoonsgegeven."""
    for el in vorm(klasse).elementen:
        pad = (*boven, *filter(None, (el.omhulsel, el.naam)))
        verborgen = geheim or el.persoonsgegeven
        if isinstance(el.type, Ldt):
            yield pad, verborgen
        else:
            yield from eenvoudige(el.type, pad, verborgen)


def test_geen_persoonsgegeven_staat_op_de_lijst() -> None:
    assert not [ldt.naam for ldt in HARMLOOS if ldt.persoonsgegeven]


@pytest.mark.parametrize("soort", SOORTEN, ids=lambda soort: soort.naam)
def test_geen_persoonsgegeven_in_geen_bericht(soort: Berichtsoort) -> None:
    plekken = list(eenvoudige(soort.wortel, ("Bericht",), False))
    assert any(geheim for _, geheim in plekken) == (soort.naam not in ("JW319", "JW320"))
    assert any(is_harmloos(soort, pad) for pad, _ in plekken)
    for pad, geheim in plekken:
        assert not (geheim and is_harmloos(soort, pad)), pad


@pytest.mark.parametrize(
    ("soort", "pad", "harmloos"),
    [
        (jw323.SOORT, (*PRESTATIE, "Eenheid"), True),
        (jw323.SOORT, (*PRESTATIE, "ProductPeriode", "Begindatum"), True),
        (jw323.SOORT, (*PRESTATIE, "IngediendBedrag", "Bedrag"), True),
        (jw323.SOORT, ("Bericht", "Header", "BerichtVersie"), True),
        (jw323.SOORT, (*PRESTATIE, "BerichtVersie"), False),
        (jw323.SOORT, PRESTATIE, False),
        (jw323.SOORT, (*PRESTATIE, "Eenheid", "Eenheid"), False),
        (jw323.SOORT, (*PRESTATIE, "Onbekend"), False),
        (jw323.SOORT, ("Bericht", "Declaratie", "Clienten", "Eenheid"), False),
        (jw323.SOORT, (*PRESTATIE[:4], "Bsn"), False),
        (jw301.SOORT, ("Bericht", "Client", "Geboortedatum", "Datum"), False),
        (jw301.SOORT, ("Bericht", "Client", "Geboortedatum", "DatumGebruik"), False),
        (jw301.SOORT, ("Bericht", "Client", "Geslacht"), False),
        (jw301.SOORT, ("Bericht", "Client", "Contacten", "Contact", "Adres", "LandCode"), False),
        (jw315.SOORT, ("Bericht", "Client", "GezagsdragerBekend"), False),
    ],
)
def test_wat_getoond_mag_worden(soort: Berichtsoort, pad: tuple[str, ...], harmloos: bool) -> None:
    assert is_harmloos(soort, pad) is harmloos


def test_stippels_verraden_geen_lengte() -> None:
    bsn = (*PRESTATIE[:4], "Bsn")
    assert {toon_waarde(jw323.SOORT, bsn, waarde) for waarde in ("1", "x" * 500)} == {STIPPEL}
    assert toon_waarde(jw323.SOORT, bsn, " \n") == ""


def test_een_waarde_staat_kort_en_op_een_regel() -> None:
    assert toon_waarde(jw323.SOORT, (*PRESTATIE, "Eenheid"), " 0\n1 ") == "0 1"
    assert toon_waarde(jw323.SOORT, (*PRESTATIE, "Eenheid"), "x" * 100) == "x" * 40 + "…"
