"""From a verzoek to a decision, a message and a clock (domain sections 2.3, 2.5 and 3.4)."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.services.besluit_werk import wijs_af, wijs_toe
from backoffice.services.verzending import Besluitfout
from tests.flows.keten import vot
from tests.flows.regio import Regio, product
from tests.flows.werk import enig, items, regels, vertrokken, voorstel, wie


def test_een_vot_die_past_wordt_toegewezen(regio: Regio) -> None:
    regio.wijs_toe(product(toewijzing_nummer=7, einddatum=date(2026, 3, 31)))
    regio.stuur(vot())
    assert voorstel(regio) == ("toewijzen", None)
    uitslag = wijs_toe(regio.werkplek, enig(regio).id, wie())
    bericht = vertrokken(regio, uitslag)
    assert regels(bericht) == {8: (None, "A0001")}
    assert items(regio) == []


def test_wie_als_tweede_besluit_hoort_wie_de_eerste_was(regio: Regio) -> None:
    regio.wijs_toe(product(toewijzing_nummer=7, einddatum=date(2026, 3, 31)))
    regio.stuur(vot())
    item = enig(regio)
    wijs_af(regio.werkplek, item.id, wie("Jansen", "geen plaats"), "6")
    with pytest.raises(Besluitfout, match=r"al afgedaan: afgewezen door Jansen op 10-04-2026 om 11:00"):
        wijs_toe(regio.werkplek, item.id, wie("De Vries"))
