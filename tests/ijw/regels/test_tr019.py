"""TR019: a line on a toewijzing that is known or not, one without ToewijzingNummer, and one that deletes."""

from __future__ import annotations

import pytest

from ijw.feiten import Feiten
from ijw.regels.tr019 import tr019
from tests.bouwers import start_product, stop_product
from tests.ijw.regels.gevallen import Feitgeval, toets_feiten, uitkomst

test_tr019 = toets_feiten(
    "TR019",
    *(
        Feitgeval((lijn, Feiten(toewijzing_bekend=True)), (lijn, Feiten(toewijzing_bekend=False)))
        for lijn in (start_product(), stop_product())
    ),
)


@pytest.mark.parametrize("bouw", [start_product, stop_product])
def test_zonder_toewijzingnummer_is_het_misschien_taakgericht(bouw):
    uit = uitkomst(tr019, bouw(toewijzing_nummer=None), Feiten(toewijzing_bekend=False))
    assert uit.afwijkingen == []
    assert [signaal.regel for signaal in uit.onbeoordeeld] == ["TR019"]


@pytest.mark.parametrize("bouw", [start_product, stop_product])
def test_wat_verwijdert_wordt_hier_niet_op_bekeken(bouw):
    assert uitkomst(tr019, bouw(status_aanlevering="3"), Feiten(toewijzing_bekend=False)) == ([], ())
