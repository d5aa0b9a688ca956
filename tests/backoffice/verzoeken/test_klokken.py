"""The deadlines of one verzoek: dated Sunday 1 March 2026, received the Monday after."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.kalender import Kalender
from backoffice.termijnen import Fase
from backoffice.verzoeken.klokken import klokken
from backoffice.verzoeken.model import Herkomst
from tests.backoffice.verzoeken.bouwers import aanvraag, regel, vow

ONTVANGEN = date(2026, 3, 2)


def lopend(vraag, *, in_onderzoek=False, vandaag=ONTVANGEN):
    uit = klokken(vraag, ONTVANGEN, vandaag, Kalender(), in_onderzoek=in_onderzoek)
    return [(een.termijn.naam, een.vervaldag) for een in uit]


@pytest.mark.parametrize(
    ("vraag", "eerst", "daarna"),
    [
        (
            aanvraag(),
            [("antwoord_vot", date(2026, 3, 9)), ("woonplaats", date(2026, 3, 16))],
            [("woonplaats", date(2026, 3, 16)), ("eindantwoord", date(2026, 4, 26))],
        ),
        (vow(), [("antwoord_vow", date(2026, 3, 9))], [("eindantwoord", date(2026, 4, 26))]),
        (
            aanvraag(regel(verwijzer="04")),
            [("antwoord_vot", date(2026, 3, 9)), ("woonplaats", date(2026, 3, 16))],
            [("onderzoek_gi", date(2026, 3, 16))],
        ),
        (aanvraag(herkomst=Herkomst.EIGEN), [], []),
    ],
)
def test_welke_termijnen_lopen(vraag, eerst, daarna):
    assert lopend(vraag) == eerst
    assert lopend(vraag, in_onderzoek=True) == daarna


def test_de_eerste_termijn_gaat_voor():
    eerste, tweede = klokken(aanvraag(), ONTVANGEN, date(2026, 3, 10), Kalender(), in_onderzoek=False)
    assert (eerste.fase, eerste.over) == (Fase.TE_LAAT, -1)
    assert (tweede.fase, tweede.over) == (Fase.RUIM, 6)
