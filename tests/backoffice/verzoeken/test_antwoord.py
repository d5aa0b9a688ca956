"""JW319: every code that can be sent, and what may not leave."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.toewijzingen.nakijken import Omgeving, antwoord_nakijken
from backoffice.verzoeken.antwoord import afwijzing, in_onderzoek
from ijw.feiten import Verzoek
from ijw.retour import Kenmerk
from tests.backoffice.verzoeken.bouwers import ALMELO, aanvraag
from tests.bouwers import XSD_VERSIE

DAG = date(2026, 3, 9)
KENMERK = Kenmerk("B0001", DAG, XSD_VERSIE)
OPEN = Verzoek("A0001", "JW315")


def regels(bericht, *verzoeken, vandaag=DAG):
    return [b.regel for b in antwoord_nakijken(bericht, Omgeving(vandaag, verzoeken))]


@pytest.mark.parametrize("code", list("12345679"))
def test_elke_afwijzing(code):
    bericht = afwijzing(aanvraag(), KENMERK, code)
    assert (bericht.header.afzender, bericht.header.ontvanger) == ("0168", "41000001")
    assert bericht.antwoord.reden_afwijzing_verzoek == code
    assert regels(bericht, OPEN) == []


def test_code_8_noemt_de_gemeente():
    assert regels(afwijzing(aanvraag(), KENMERK, "8", ALMELO), OPEN) == []
    assert regels(afwijzing(aanvraag(), KENMERK, "8"), OPEN) == ["TR377"]
    assert regels(afwijzing(aanvraag(), KENMERK, "5", ALMELO), OPEN) == ["TR409"]
    assert regels(afwijzing(aanvraag(), KENMERK, "8", "9998"), OPEN) == ["TR378"]


def test_in_onderzoek_mag_een_keer():
    bericht = in_onderzoek(aanvraag(), KENMERK)
    assert (bericht.antwoord.verzoek_antwoord, bericht.antwoord.reden_afwijzing_verzoek) == ("2", None)
    assert regels(bericht, OPEN) == []
    assert regels(bericht, Verzoek("A0001", "JW315", antwoorden=("2",))) == ["TR360"]


@pytest.mark.parametrize(
    ("verzoek", "verwacht"),
    [
        (Verzoek("A0001", "JW315", antwoorden=("2",)), []),
        (Verzoek("A0001", "JW315", antwoorden=("1",)), ["TR365"]),
        (Verzoek("A0001", "JW315", toegewezen={1001}), ["TR359"]),
        (Verzoek("A0002", "JW315"), ["TR355"]),
    ],
)
def test_na_een_eindantwoord_volgt_niets(verzoek, verwacht):
    assert regels(afwijzing(aanvraag(), KENMERK, "4"), verzoek) == verwacht


def test_een_code_die_niet_bestaat_gaat_niet_weg():
    assert regels(afwijzing(aanvraag(), KENMERK, "99"), OPEN) == ["XSD"]


def test_een_dagtekening_in_de_toekomst_gaat_niet_weg():
    assert regels(afwijzing(aanvraag(), KENMERK, "4"), OPEN, vandaag=date(2026, 3, 8)) == ["TR135"]


def test_een_eigen_voornemen_krijgt_geen_antwoord():
    with pytest.raises(ValueError, match="verzoek van een aanbieder"):
        afwijzing(aanvraag(referentie=None), KENMERK, "4")
