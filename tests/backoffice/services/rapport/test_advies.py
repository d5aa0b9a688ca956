from __future__ import annotations

import pytest

from backoffice.declaraties.uitleg import ADVIEZEN
from backoffice.services.rapport.advies import advies
from backoffice.services.rapport.regelnaam import regelnaam
from ijw.bevinding import Bevinding, Niveau
from ijw.regels.regel import Regel
from ijw.regels.tabel import REGELS


def van(regel: str, niveau: Niveau, retourcode: str | None) -> Bevinding:
    return Bevinding(regel, niveau, retourcode, "/Bericht", "Bericht", None, "x", "y")


@pytest.mark.parametrize("regel", REGELS["3.2"], ids=lambda regel: regel.code)
def test_elke_regel_heeft_een_naam_en_een_advies(regel: Regel) -> None:
    assert regelnaam(regel.code).startswith(f"{regel.code}, ")
    raad = advies(van(regel.code, regel.niveau, regel.retourcode))
    assert raad.endswith(".")
    if regel.niveau > Niveau.BERICHT and regel.retourcode in ADVIEZEN:
        assert raad == ADVIEZEN[regel.retourcode].actie


def test_elke_soort_regel_in_het_bericht_heeft_haar_eigen_advies() -> None:
    soorten = [advies(van(regel, Niveau.BERICHT, "0001")) for regel in ("CD005", "CS337", "TR358")]
    soorten += [advies(van("XSD", Niveau.XSD, None)), advies(van("TR999", Niveau.EXTERNE_BRON, None))]
    assert len(set(soorten)) == len(soorten)
    assert ADVIEZEN["0001"].actie not in soorten
