"""What became of single prestaties, as it is stored."""

from datetime import date

from sqlalchemy import Engine

from backoffice.services.regeluitkomsten import lees_uitkomsten
from backoffice.versleuteling import Kluis
from tests.flows.regio import AANBIEDER, GEMEENTE, MAANDBEDRAG, Regio, jw323_van, prestatie


def test_van_een_toegekende_en_een_afgewezen_prestatie(engine: Engine, kluis: Kluis) -> None:
    regio = Regio(engine, kluis)
    regio.wijs_toe()
    regio.stuur(jw323_van(prestatie(), prestatie(referentie_nummer="R2", toewijzing_nummer=9_999)))
    gevraagd = [(AANBIEDER, nummer) for nummer in ("R1", "R2", "R3")]
    uitkomsten = lees_uitkomsten(regio.werkplek, gevraagd)
    assert set(uitkomsten) == {(AANBIEDER, "R1"), (AANBIEDER, "R2")}
    goed, fout = uitkomsten[AANBIEDER, "R1"], uitkomsten[AANBIEDER, "R2"]
    assert (goed.toegekend, goed.retourcodes, goed.delen) == (True, frozenset(), {GEMEENTE: MAANDBEDRAG})
    assert (goed.leveringsmaand, goed.boekmaand) == (date(2026, 3, 1), date(2026, 4, 1))
    assert (fout.toegekend, fout.delen, fout.leveringsmaand, fout.uitkomst) == (False, {}, None, None)
    assert "9338" in fout.retourcodes
    assert lees_uitkomsten(regio.werkplek, [("99000009", "R1")]) == {}
