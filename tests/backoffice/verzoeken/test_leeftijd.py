"""Ages: every rule of the law on both sides, and dates of birth that are known in part."""

from __future__ import annotations

from datetime import date

import pytest

from backoffice.verzoeken.leeftijd import Geboren, verjaardag
from backoffice.verzoeken.model import Stand
from backoffice.verzoeken.toetsen import code9
from ijw.berichten.basis import Geboortedatum
from ijw.feiten import ONBEKEND
from tests.backoffice.verzoeken.bouwers import aanvraag, budget, regel, standen, zaak

BEGIN, EINDE = date(2026, 4, 1), date(2026, 6, 30)
GOED, MENS, FAALT, OPEN = Stand.VOLDOET, Stand.MENS_NODIG, Stand.FAALT, Stand.NIET_BEOORDEELD


def geboren(dag: date) -> Geboren:
    return Geboren(dag, dag)


def stand(dag, **anders):
    """What the age check says of someone born on a day."""
    feiten = {veld: anders.pop(veld) for veld in ("jeugdstrafrecht",) if veld in anders}
    (uit,) = standen(aanvraag(regel(**anders)), zaak(geboren=geboren(dag), **feiten), "9")
    return uit


@pytest.mark.parametrize(
    ("dag", "verwacht"),
    [
        (date(2008, 7, 1), GOED),  # 18 on the day after the last
        (date(2008, 6, 30), MENS),  # 18 on the last day
        (date(2008, 4, 1), MENS),  # 18 on the first
        (date(2003, 4, 2), MENS),  # 23 on the second day
        (date(2003, 4, 1), FAALT),  # 23 on the first
        (date(1990, 1, 1), FAALT),
    ],
)
def test_grenzen_bij_18_en_23(dag, verwacht):
    assert stand(dag) is verwacht


@pytest.mark.parametrize(
    ("dag", "verwacht"), [(date(2008, 4, 2), GOED), (date(2008, 4, 1), MENS), (date(2003, 4, 1), FAALT)]
)
def test_zonder_einddatum_telt_de_eerste_dag(dag, verwacht):
    assert stand(dag, einddatum=None) is verwacht


@pytest.mark.parametrize(
    ("anders", "verwacht"),
    [
        ({"categorie": "47"}, GOED),
        ({"jeugdstrafrecht": True}, GOED),
        ({"jeugdstrafrecht": False}, FAALT),
        ({"jeugdstrafrecht": ONBEKEND}, FAALT),
        ({"jeugdstrafrecht": ONBEKEND, "verwijzer": "08"}, MENS),
        ({"jeugdstrafrecht": False, "verwijzer": "08"}, FAALT),
    ],
)
def test_jeugdstrafrecht_kent_geen_grens(anders, verwacht):
    assert stand(date(2000, 1, 1), **anders) is verwacht


@pytest.mark.parametrize(
    ("categorie", "woord"), [("35", "pleegzorg"), ("37", "gesloten"), ("45", "tot 23"), ("43", "tot 23")]
)
def test_de_mens_leest_welke_uitzondering_kan_gelden(categorie, woord):
    (uit,) = code9.toets(aanvraag(regel(categorie=categorie)), zaak(geboren=geboren(date(2007, 1, 1))))
    assert woord in uit.zin


@pytest.mark.parametrize(
    ("dag", "verwacht", "tot"),
    [
        (date(2008, 7, 1), GOED, None),
        (date(2008, 6, 30), FAALT, date(2026, 6, 29)),
        (date(2008, 4, 2), FAALT, date(2026, 4, 1)),
        (date(2008, 4, 1), FAALT, None),
    ],
)
def test_persoonlijke_verzorging_stopt_bij_18(dag, verwacht, tot):
    (uit,) = code9.toets(aanvraag(regel(categorie="40")), zaak(geboren=geboren(dag)))
    assert uit.stand is verwacht
    assert [inkorting.naar for inkorting in uit.inkortingen] == ([tot] if tot else [])


def test_persoonlijke_verzorging_met_een_onzekere_geboortedatum_is_voor_een_mens():
    onzeker = zaak(geboren=Geboren(date(2008, 5, 1), date(2008, 5, 31)))
    assert standen(aanvraag(regel(categorie="40")), onzeker, "9") == [MENS]


@pytest.mark.parametrize(
    ("gebruik", "vroegst", "laatst"),
    [
        (None, date(2008, 2, 10), date(2008, 2, 10)),
        ("1", date(2008, 2, 1), date(2008, 2, 29)),
        ("2", date(2008, 1, 1), date(2008, 12, 31)),
    ],
)
def test_een_geboortedatum_die_ten_dele_bekend_is(gebruik, vroegst, laatst):
    gelezen = Geboren.uit(Geboortedatum(datum=date(2008, 2, 10), datum_gebruik=gebruik))
    assert gelezen == Geboren(vroegst, laatst)


def test_een_onbekende_geboortedatum():
    assert Geboren.uit(Geboortedatum(datum=date(2008, 2, 10), datum_gebruik="3")) is None
    assert standen(aanvraag(), zaak(geboren=None), "9") == [MENS]
    assert standen(aanvraag(), zaak(geboren=ONBEKEND), "9") == [OPEN]


@pytest.mark.parametrize(("jaar", "verwacht"), [(2008, GOED), (2007, MENS)])
def test_alleen_het_jaar_bekend(jaar, verwacht):
    """Who was born in 2008 may be 18 in January 2026, but not in December 2025."""
    vraag = aanvraag(regel(ingangsdatum=date(2025, 10, 1), einddatum=date(2025, 12, 31)))
    feiten = zaak(geboren=Geboren(date(jaar, 1, 1), date(jaar, 12, 31)))
    assert standen(vraag, feiten, "9") == [verwacht]


@pytest.mark.parametrize(
    ("jaren", "verwacht"), [(18, date(2026, 3, 1)), (20, date(2028, 2, 29)), (17, date(2025, 3, 1))]
)
def test_geboren_op_29_februari(jaren, verwacht):
    assert verjaardag(date(2008, 2, 29), jaren) == verwacht


def test_elke_regel_wordt_beoordeeld():
    vraag = aanvraag(regel(einddatum=date(2026, 4, 30)), budget(onderdeel="NieuwProduct 1"))
    assert standen(vraag, zaak(geboren=geboren(date(2008, 5, 15))), "9") == [GOED, MENS]
