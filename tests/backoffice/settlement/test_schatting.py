"""The estimate of what is still to be declared, by hand and against what came in."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Deelname
from backoffice.declaraties.termijn import Toewijzingsversie
from backoffice.settlement.openstaand import Leveringsmaand, Lopend
from backoffice.settlement.schatting import (
    Gedeclareerd,
    Schatting,
    Toetsing,
    Venster,
    kwam_binnen,
    maandwaarde,
    schat,
    toets_schatting,
)
from ijw.rekenen import laatste_dag
from tests import declaratiebouwers as d
from tests.backoffice.contracts.bouwers import contract, product
from tests.backoffice.declaraties.bouwers import vaste_prijs

AFSPRAKEN = Afspraken(
    [
        contract(
            product(),
            vaste_prijs("14", 10_000, code="V1"),
            vaste_prijs("82", 50_000, code="M1"),
            begindatum=date(2020, 1, 1),
            deelnames=(Deelname("0153", date(2020, 1, 1)), Deelname("0164", date(2020, 1, 1))),
        )
    ]
)
DAG = date(2026, 10, 15)
MAANDEN = [date(2026, maand, 1) for maand in range(1, 10)]


def lopend(nummer: int = 1001, verzonden: date = date(2025, 12, 1), **anders: Any) -> Lopend:
    """Ten etmalen a month at € 100,00: € 1.000,00 a month."""
    toewijzing = d.toewijzing(
        **(
            {
                "toewijzing_nummer": nummer,
                "code": "V1",
                "volume": 10,
                "eenheid": "14",
                "frequentie": "4",
            }
            | anders
        )
    )
    return Lopend(toewijzing, (Toewijzingsversie(verzonden, toewijzing.ingangsdatum, toewijzing.einddatum),))


def gedeclareerd(
    maand: date, dagen: int, bedrag: int, nummer: int = 1001, gemeente: str = d.GEMEENTE
) -> Gedeclareerd:
    """Received so many days after the end of the month."""
    sleutel = Leveringsmaand(gemeente, nummer, maand)
    return Gedeclareerd(sleutel, laatste_dag(maand) + timedelta(days=dagen), bedrag)


# 1001 declares 80 % after twenty days, 1002 half after ten.
TRAAG = [gedeclareerd(maand, 20, 80_000) for maand in MAANDEN]
VLOT = [gedeclareerd(maand, 10, 50_000, 1002) for maand in MAANDEN[:-1]]
SEPTEMBER_LATER = gedeclareerd(MAANDEN[-1], 40, 70_000, 1002)
TWEE = [lopend(1001), lopend(1002)]
ALLES = [*TRAAG, *VLOT, SEPTEMBER_LATER]


def test_een_maand_brengt_op_wat_eerdere_maanden_na_die_leeftijd_brachten() -> None:
    """Both Septembers are open at 15 days; of January through June only 1001 was open then.

    Own 480,000 of 600,000, general 480,000 of 1,200,000 over three months more: (480,000 + 120,000) / 900,000.
    """
    assert schat(TWEE, ALLES, AFSPRAKEN, DAG) == {("0153", 2026): Schatting(66_667 + 66_667, 2)}


def test_de_toetsing_zet_ernaast_wat_er_binnenkwam() -> None:
    uit = toets_schatting(TWEE, ALLES, AFSPRAKEN, DAG, date(2026, 12, 31))
    assert uit == {("0153", 2026): Toetsing(133_334, 80_000 + 70_000)}
    # The 20th day after September is 20-10, the 40th 09-11.
    assert toets_schatting(TWEE, ALLES, AFSPRAKEN, DAG, date(2026, 11, 8))["0153", 2026].werkelijk == 80_000


def test_wat_na_de_dag_binnenkwam_verandert_de_schatting_niet() -> None:
    bekend = [regel for regel in ALLES if regel.ontvangen <= DAG]
    assert len(bekend) < len(ALLES)
    assert schat(TWEE, bekend, AFSPRAKEN, DAG) == schat(TWEE, ALLES, AFSPRAKEN, DAG)
    later_verzonden = lopend(1003, verzonden=DAG + timedelta(days=1))
    assert schat([*TWEE, later_verzonden], ALLES, AFSPRAKEN, DAG) == schat(TWEE, ALLES, AFSPRAKEN, DAG)


def test_wat_nooit_zo_lang_openstond_brengt_niets_meer_op() -> None:
    # August of 1003 is open at 45 days, which no month was.
    nieuw = lopend(1003, ingangsdatum=date(2026, 8, 1), einddatum=date(2026, 8, 31))
    assert schat([*TWEE, nieuw], [*ALLES, *_september()], AFSPRAKEN, DAG)["0153", 2026] == Schatting(0, 1)


def _september() -> list[Gedeclareerd]:
    return [gedeclareerd(MAANDEN[-1], 1, 1, nummer) for nummer in (1001, 1002)]


def test_wat_op_de_dag_zelf_binnenkomt_is_er_al() -> None:
    op_de_dag = [*TRAAG[:-1], *VLOT, gedeclareerd(MAANDEN[-1], 15, 80_000)]
    # Only September of 1002 is left.
    assert schat(TWEE, op_de_dag, AFSPRAKEN, DAG)["0153", 2026] == Schatting(66_667, 1)
    de_dag_erna = [*op_de_dag[:-1], gedeclareerd(MAANDEN[-1], 16, 80_000)]
    assert schat(TWEE, de_dag_erna, AFSPRAKEN, DAG)["0153", 2026] == Schatting(133_334, 2)
    uit = toets_schatting(TWEE, de_dag_erna, AFSPRAKEN, DAG, DAG + timedelta(days=1))
    assert uit["0153", 2026].werkelijk == 80_000


def test_wat_op_dezelfde_leeftijd_binnenkwam_was_toen_niet_open() -> None:
    # 1002 always comes in on its fifteenth day: at 15 days only 1001 was open, at 14 days both.
    net_binnen = [*TRAAG, *(regel._replace(ontvangen=regel.ontvangen + timedelta(days=5)) for regel in VLOT)]
    assert schat(TWEE, net_binnen, AFSPRAKEN, DAG)["0153", 2026] == Schatting(133_334, 2)
    # Own and general are then both 780,000 of 1,200,000.
    een_dag_eerder = schat(TWEE, net_binnen, AFSPRAKEN, DAG - timedelta(days=1))
    assert een_dag_eerder["0153", 2026] == Schatting(130_000, 2)


@pytest.mark.parametrize(("norm", "bedrag"), [(10_000, 100_000), (8_500, 85_000)])
def test_zonder_geschiedenis_geldt_de_norm(norm: int, bedrag: int) -> None:
    nieuw = lopend(1003, aanbieder="41000001", ingangsdatum=date(2026, 9, 1))
    assert schat([nieuw], [], AFSPRAKEN, DAG, norm) == {("0153", 2026): Schatting(bedrag, 1)}


@pytest.mark.parametrize(("bedrag", "verwacht"), [(80_000, 80_000), (100_000, 100_000), (120_000, 100_000)])
def test_voor_een_maand_oud_genoeg_is_geldt_wat_hij_declareert(bedrag: int, verwacht: int) -> None:
    """In July and August; more than a month is worth is expected of none."""
    nieuw = lopend(ingangsdatum=date(2026, 7, 1))
    binnen = [gedeclareerd(maand, 20, bedrag) for maand in MAANDEN[6:8]]
    assert schat([nieuw], binnen, AFSPRAKEN, DAG, 5_000) == {("0153", 2026): Schatting(verwacht, 1)}


@pytest.mark.parametrize(("bedrag", "verwacht"), [(99_999, 99_999), (100_000, 100_000), (150_000, 100_000)])
def test_een_maand_brengt_niet_meer_op_dan_haar_waarde(bedrag: int, verwacht: int) -> None:
    binnen = [gedeclareerd(maand, 20, bedrag) for maand in MAANDEN[:-1]]
    assert schat([lopend()], binnen, AFSPRAKEN, DAG)["0153", 2026] == Schatting(verwacht, 1)


def test_het_venster_zegt_wat_telt_en_waarvan() -> None:
    """Of September alone is asked; without the months before April only three are old enough, and all alike."""
    september = Venster(van=date(2026, 9, 1), tot_en_met=date(2026, 9, 30))
    augustus = Venster(van=date(2026, 8, 1), tot_en_met=date(2026, 8, 31))
    assert schat(TWEE, ALLES, AFSPRAKEN, DAG, venster=september) == schat(TWEE, ALLES, AFSPRAKEN, DAG)
    assert schat(TWEE, ALLES, AFSPRAKEN, DAG, venster=augustus) == {}
    assert kwam_binnen(TWEE, ALLES, DAG, date.max, september) == {("0153", 2026): 150_000}
    assert kwam_binnen(TWEE, ALLES, DAG, date.max, augustus) == {}
    # Own 240,000 of 300,000, general 240,000 of 600,000: (240,000 + 120,000) / 600,000.
    assert schat(TWEE, ALLES, AFSPRAKEN, DAG, venster=Venster(date(2026, 4, 1)))["0153", 2026].bedrag == 120_000
    januari_open = [regel for regel in ALLES if regel.maand != Leveringsmaand("0153", 1001, MAANDEN[0])]
    assert (
        schat(TWEE, januari_open, AFSPRAKEN, DAG, venster=Venster(date(2026, 2, 1)))["0153", 2026].prestaties == 2
    )
    assert schat(TWEE, januari_open, AFSPRAKEN, DAG)["0153", 2026].prestaties == 3


@pytest.mark.parametrize(
    ("toets", "verschil", "promille"),
    [
        (Toetsing(110, 100), 10, 100),
        (Toetsing(90, 100), -10, -100),
        (Toetsing(20_009, 20_000), 9, 0),
        (Toetsing(20_010, 20_000), 10, 1),
        (Toetsing(19_990, 20_000), -10, -1),
        (Toetsing(100, 0), 100, None),
    ],
)
def test_hoe_ver_een_schatting_ernaast_zat(toets: Toetsing, verschil: int, promille: int | None) -> None:
    assert (toets.verschil, toets.promille) == (verschil, promille)


def test_wat_nooit_komt_wordt_niet_meer_verwacht() -> None:
    """A January that is still open in October shows that such a month brings in nothing."""
    januari = lopend(ingangsdatum=date(2026, 1, 1), einddatum=date(2026, 1, 31))
    assert schat([januari], [], AFSPRAKEN, date(2026, 5, 2))["0153", 2026].bedrag == 100_000
    assert schat([januari], [], AFSPRAKEN, date(2026, 5, 3))["0153", 2026].bedrag == 0


def test_per_gemeente_en_leveringsjaar() -> None:
    beide = [
        lopend(1, ingangsdatum=date(2025, 12, 1), einddatum=date(2026, 1, 31)),
        lopend(2, gemeente="0164", ingangsdatum=date(2026, 1, 1), einddatum=date(2026, 1, 31)),
    ]
    assert schat(beide, [], AFSPRAKEN, date(2026, 1, 31)) == {
        ("0153", 2025): Schatting(100_000, 1),
        ("0153", 2026): Schatting(100_000, 1),
        ("0164", 2026): Schatting(100_000, 1),
    }
    assert schat(beide, [], AFSPRAKEN, date(2026, 1, 30)).keys() == {("0153", 2025)}


def test_een_toewijzing_zonder_waarde_telt_apart() -> None:
    leeg = lopend(code=None, volume=None, eenheid=None, frequentie=None, ingangsdatum=date(2026, 9, 1))
    assert schat([leeg], [], AFSPRAKEN, DAG) == {("0153", 2026): Schatting(0, 0, 1)}


MEI = (date(2026, 5, 1), date(2026, 5, 31))


@pytest.mark.parametrize(
    ("anders", "waarde"),
    [
        # 2 uren in each of the five weeks of May: 600 minutes at 58,75 an hour.
        ({}, 58_750),
        # 80 uren over 365 days: 470,000 x 31 / 365 = 39,917.8.
        ({"volume": 80, "frequentie": "6"}, 39_918),
        ({"volume": 80, "frequentie": "6", "einddatum": None}, None),
        ({"volume": None, "eenheid": None, "frequentie": None, "budget": 365_000}, 31_000),
        ({"volume": None, "eenheid": None, "frequentie": None}, None),
        ({"code": "ZZ"}, None),
        # A broken month of output: the contract decides, the toewijzing says 2 at most.
        (
            {"code": "M1", "volume": 2, "eenheid": "82", "frequentie": "4", "ingangsdatum": date(2026, 5, 15)},
            100_000,
        ),
    ],
)
def test_maandwaarde(anders: dict[str, Any], waarde: int | None) -> None:
    assert maandwaarde(d.toewijzing(**anders), AFSPRAKEN, *MEI) == waarde


@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 250), st.integers(0, 100_000)), max_size=12),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_de_schatting_ligt_tussen_niets_en_alles(regels: list[tuple[int, int, int]], dag: date) -> None:
    """While no month brings in more than its worth, no estimate does."""
    per_maand = {maand: (dagen, bedrag) for maand, dagen, bedrag in regels}
    binnen = [gedeclareerd(MAANDEN[maand], dagen, bedrag) for maand, (dagen, bedrag) in per_maand.items()]
    for uit in schat([lopend()], binnen, AFSPRAKEN, dag).values():
        assert 0 <= uit.bedrag <= 100_000 * uit.prestaties
    for toets in toets_schatting([lopend()], binnen, AFSPRAKEN, dag, date.max).values():
        assert 0 <= toets.werkelijk <= sum(regel.bedrag for regel in binnen)
