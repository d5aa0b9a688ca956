"""Deadlines: the worked dates, and both sides of every stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backoffice.kalender import GOEDE_VRIJDAG, STANDAARD, Kalender
from backoffice.termijnen import (
    ANTWOORD_VOT,
    ANTWOORD_VOW,
    DECLARATIEANTWOORD,
    EINDANTWOORD,
    RETOURBERICHT,
    TERMIJNEN,
    WOONPLAATS,
    Fase,
    Telling,
    klok,
    vervaldag,
)

KALENDER = Kalender()


@pytest.mark.parametrize(
    ("termijn", "dag", "verwacht"),
    [
        (RETOURBERICHT, date(2026, 4, 2), date(2026, 4, 8)),  # over Good Friday, a werkdag, and Easter Monday
        (DECLARATIEANTWOORD, date(2026, 4, 24), date(2026, 5, 11)),  # over Koningsdag; 5 May is a werkdag
        (DECLARATIEANTWOORD, date(2025, 12, 19), date(2026, 1, 7)),  # over Christmas and New Year
        (ANTWOORD_VOT, date(2026, 3, 2), date(2026, 3, 9)),
        (ANTWOORD_VOW, date(2026, 3, 2), date(2026, 3, 9)),
        (WOONPLAATS, date(2026, 3, 2), date(2026, 3, 16)),
        (EINDANTWOORD, date(2026, 3, 1), date(2026, 4, 26)),  # from the Dagtekening, not from receipt
        (ANTWOORD_VOT, date(2026, 2, 28), date(2026, 3, 6)),  # received on a Saturday
    ],
)
def test_uitgewerkte_data(termijn, dag, verwacht):
    assert vervaldag(termijn, dag, KALENDER) == verwacht


def test_met_een_vrije_goede_vrijdag_schuift_de_termijn_op():
    vrij = Kalender(STANDAARD | {GOEDE_VRIJDAG})
    assert vervaldag(RETOURBERICHT, date(2026, 4, 2), vrij) == date(2026, 4, 9)


@pytest.mark.parametrize(
    ("vandaag", "over", "fase"),
    [
        (date(2026, 3, 4), 3, Fase.RUIM),
        (date(2026, 3, 5), 2, Fase.NADERT),
        (date(2026, 3, 6), 1, Fase.NADERT),
        (date(2026, 3, 7), 1, Fase.NADERT),
        (date(2026, 3, 9), 0, Fase.VANDAAG),
        (date(2026, 3, 10), -1, Fase.TE_LAAT),
        (date(2026, 3, 16), -5, Fase.TE_LAAT),
    ],
)
def test_fasen_van_een_termijn_in_werkdagen(vandaag, over, fase):
    stand = klok(ANTWOORD_VOT, date(2026, 3, 2), vandaag, KALENDER)
    assert (stand.over, stand.fase) == (over, fase)


@pytest.mark.parametrize(
    ("vandaag", "over", "fase"),
    [
        (date(2026, 4, 18), 8, Fase.RUIM),
        (date(2026, 4, 19), 7, Fase.NADERT),
        (date(2026, 4, 26), 0, Fase.VANDAAG),
        (date(2026, 4, 27), -1, Fase.TE_LAAT),
    ],
)
def test_fasen_van_een_termijn_in_weken(vandaag, over, fase):
    stand = klok(EINDANTWOORD, date(2026, 3, 1), vandaag, KALENDER)
    assert (stand.over, stand.fase) == (over, fase)


def test_een_termijn_die_op_zondag_eindigt_vraagt_een_bericht_op_vrijdag():
    stand = klok(EINDANTWOORD, date(2026, 3, 1), date(2026, 4, 1), KALENDER)
    assert (stand.vervaldag, stand.verzend_voor) == (date(2026, 4, 26), date(2026, 4, 24))


def test_ook_in_het_weekend_na_de_vervaldag_is_het_te_laat():
    vrijdag = klok(RETOURBERICHT, date(2026, 3, 3), date(2026, 3, 6), KALENDER)
    zaterdag = klok(RETOURBERICHT, date(2026, 3, 3), date(2026, 3, 7), KALENDER)
    assert (vrijdag.fase, zaterdag.fase) == (Fase.VANDAAG, Fase.TE_LAAT)


@pytest.mark.parametrize(
    ("vandaag", "slot"),
    [
        (date(2026, 3, 6), "nog 1 werkdag (OP274)"),
        (date(2026, 3, 5), "nog 2 werkdagen (OP274)"),
        (date(2026, 3, 9), "vandaag is de laatste dag (OP274)"),
        (date(2026, 3, 11), "2 werkdagen te laat (OP274)"),
    ],
)
def test_de_zin_zegt_hoe_het_staat(vandaag, slot):
    zin = klok(ANTWOORD_VOT, date(2026, 3, 2), vandaag, KALENDER).zin
    assert zin == f"per product toewijzen, afwijzen of in onderzoek nemen: uiterlijk 09-03-2026, {slot}"


def test_elke_termijn_staat_onder_haar_eigen_naam_en_heeft_een_bron():
    assert all(naam == termijn.naam and termijn.bron and termijn.aantal > 0 for naam, termijn in TERMIJNEN.items())
    assert {t.naam: (t.aantal, t.telling) for t in TERMIJNEN.values()} == {
        "retourbericht": (3, Telling.WERKDAGEN),
        "antwoord_vot": (5, Telling.WERKDAGEN),
        "antwoord_vow": (5, Telling.WERKDAGEN),
        "eindantwoord": (8, Telling.WEKEN),
        "woonplaats": (14, Telling.DAGEN),
        "informatieverzoek": (14, Telling.DAGEN),
        "onderzoek_gi": (14, Telling.DAGEN),
        "declaratieantwoord": (10, Telling.WERKDAGEN),
        "startbericht": (5, Telling.WERKDAGEN),
        "startbericht_achteraf": (5, Telling.WERKDAGEN),
        "stopbericht": (5, Telling.WERKDAGEN),
        "stopbericht_na_pauze": (5, Telling.WERKDAGEN),
        "vot_na_intake": (5, Telling.WERKDAGEN),
        "vot_van_gi": (5, Telling.WERKDAGEN),
    }


def test_dagen_over_loopt_per_werkdag_terug():
    assert KALENDER.werkdagen_tussen(date(2026, 4, 2), date(2026, 4, 8)) == 3
    assert KALENDER.werkdagen_tussen(date(2026, 4, 8), date(2026, 4, 2)) == -3
    assert KALENDER.werkdagen_tussen(date(2026, 4, 4), date(2026, 4, 4)) == 0


def test_een_langere_waarschuwing_begint_eerder():
    lang = replace(RETOURBERICHT, waarschuw=3)
    assert klok(lang, date(2026, 3, 2), date(2026, 3, 2), KALENDER).fase is Fase.NADERT
    assert klok(RETOURBERICHT, date(2026, 3, 2), date(2026, 3, 2), KALENDER).fase is Fase.RUIM
