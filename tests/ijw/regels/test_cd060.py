"""CD060: VorigReferentieNummer with a credit, none with a debet."""

from __future__ import annotations

from tests.bouwers import afgewezen_prestatie, creditprestatie, prestatie
from tests.ijw.regels.gevallen import Geval, toets


def _afgewezen_credit(vorig):
    return afgewezen_prestatie(debet_credit="C", vorig_referentie_nummer=vorig)


test_cd060 = toets(
    "CD060",
    Geval(creditprestatie(), creditprestatie(vorig_referentie_nummer=None)),
    Geval(prestatie(), prestatie(vorig_referentie_nummer="R0")),
    Geval(_afgewezen_credit("R0"), _afgewezen_credit(None)),
    Geval(afgewezen_prestatie(), afgewezen_prestatie(vorig_referentie_nummer="R0")),
)
