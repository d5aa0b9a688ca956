"""TR416: two debet prestaties of one toewijzing, product and period."""

from __future__ import annotations

from datetime import date

from ijw.berichten import jw323
from tests.bouwers import jw323_bericht, prestatie
from tests.ijw.regels.gevallen import Geval, toets

test_tr416 = toets(
    "TR416",
    *(
        Geval(
            jw323_bericht(prestaties=[prestatie(), prestatie(referentie_nummer="R2", **verschil)]),
            jw323_bericht(prestaties=[prestatie(), prestatie(referentie_nummer="R2")]),
            plek="/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]",
            klasse=jw323.Prestatie,
        )
        for verschil in (
            {"toewijzing_nummer": 1002},
            {"product_categorie": "46"},
            {"product_code": "45A05"},
            {"begindatum": date(2026, 3, 2)},
            {"einddatum": date(2026, 3, 30)},
            {"debet_credit": "C", "vorig_referentie_nummer": "R0"},
        )
    ),
)
