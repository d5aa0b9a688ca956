"""The last day to answer, worked out by hand, and both sides of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from backoffice.kalender import GOEDE_VRIJDAG, STANDAARD, Kalender
from backoffice.toewijzingen.antwoordtermijnen import TERMIJNEN, Antwoordtermijn, antwoordtermijn, dringend

KALENDER = Kalender()


@pytest.mark.parametrize(
    ("soort", "ontvangen", "uiterlijk"),
    [
        # Good Friday counts, Easter Monday does not.
        ("JW301", date(2026, 4, 2), date(2026, 4, 8)),
        ("JW315", date(2026, 4, 2), date(2026, 4, 8)),
        # Koningsdag is a Monday; 5 May counts.
        ("JW323", date(2026, 4, 24), date(2026, 5, 11)),
        # Christmas on Thursday and Friday, and New Year's Day.
        ("JW323", date(2025, 12, 19), date(2026, 1, 7)),
        # Received in a weekend: Monday is the first werkdag.
        ("JW305", date(2026, 3, 7), date(2026, 3, 11)),
    ],
)
def test_de_laatste_dag(soort: str, ontvangen: date, uiterlijk: date) -> None:
    assert antwoordtermijn(soort, ontvangen, None, uiterlijk, KALENDER) == Antwoordtermijn(uiterlijk, 0)
    ervoor = antwoordtermijn(soort, ontvangen, None, uiterlijk - timedelta(days=1), KALENDER)
    erna = antwoordtermijn(soort, ontvangen, None, uiterlijk + timedelta(days=1), KALENDER)
    assert (ervoor.dagen_over, ervoor.te_laat) == (1, False)
    assert (erna.dagen_over, erna.te_laat) == (-1, True)


def test_een_antwoord_telt_vanaf_de_dag_waarop_het_ging() -> None:
    ontvangen, veel_later = date(2026, 4, 24), date(2027, 1, 1)
    assert antwoordtermijn("JW323", ontvangen, date(2026, 5, 11), veel_later, KALENDER).te_laat is False
    assert antwoordtermijn("JW323", ontvangen, date(2026, 5, 12), veel_later, KALENDER).te_laat is True


def test_de_feestdagen_zijn_een_instelling() -> None:
    vrij = Kalender(STANDAARD | {GOEDE_VRIJDAG})
    assert antwoordtermijn("JW301", date(2026, 4, 2), None, date(2026, 4, 2), vrij).uiterlijk == date(2026, 4, 9)


def test_een_antwoord_heeft_zelf_geen_termijn() -> None:
    assert sorted(TERMIJNEN) == ["JW301", "JW305", "JW307", "JW315", "JW317", "JW319", "JW323"]
    with pytest.raises(KeyError):
        antwoordtermijn("JW325", date(2026, 4, 2), None, date(2026, 4, 2), KALENDER)


def test_dringend_telt_in_werkdagen() -> None:
    """With two werkdagen to warn, Thursday looks beyond the weekend to Monday, not to Tuesday."""
    donderdag = date(2026, 3, 12)
    maandag, dinsdag = Antwoordtermijn(date(2026, 3, 16), 4), Antwoordtermijn(date(2026, 3, 17), 5)
    assert dringend(maandag, donderdag, KALENDER, 2)
    assert not dringend(dinsdag, donderdag, KALENDER, 2)
    assert dringend(Antwoordtermijn(date(2026, 3, 1), -11), donderdag, KALENDER, 2)
