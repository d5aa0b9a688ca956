"""Which prestaties are still expected, by when, and whether delivery was started."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from backoffice.contracts.model import Declaratietermijn
from backoffice.declaraties.termijn import Toewijzingsversie
from backoffice.kalender import Kalender
from backoffice.settlement.openstaand import (
    Leveringsmaand,
    Lopend,
    Stand,
    Verwacht,
    gestart_in,
    open_perioden,
    verwachte_prestaties,
)
from ijw.feiten import Levering, Start, Stop
from tests import declaratiebouwers as d

INGANG = date(2026, 3, 16)
START = Start("45", "OB1A", INGANG)


def lopend(*, versies: tuple[Toewijzingsversie, ...] | None = None, **anders: Any) -> Lopend:
    """Toewijzing 1001, from 16-03-2026, sent on 10-03; one month to declare."""
    toewijzing = d.toewijzing(**({"ingangsdatum": INGANG, "einddatum": date(2026, 6, 17)} | anders))
    verzonden = (Toewijzingsversie(date(2026, 3, 10), toewijzing.ingangsdatum, toewijzing.einddatum),)
    return Lopend(toewijzing, versies or verzonden, termijnen=(Declaratietermijn(1),))


def verwacht(*gegeven: Lopend, vandaag: date, gedeclareerd: Any = (), **anders: Any) -> list[Verwacht]:
    return verwachte_prestaties(gegeven, frozenset(gedeclareerd), vandaag, Kalender(), **anders)


def test_elke_maand_die_voorbij_is_wordt_verwacht() -> None:
    uit = verwacht(lopend(), vandaag=date(2026, 5, 31))
    # Through 30-04, Sunday 31-05 and, for May, 30-06.
    assert [(een.begindatum, een.einddatum, een.uiterste_datum, een.dagen_over) for een in uit] == [
        (INGANG, date(2026, 3, 31), date(2026, 4, 30), -31),
        (date(2026, 4, 1), date(2026, 4, 30), date(2026, 6, 1), 1),
        (date(2026, 5, 1), date(2026, 5, 31), date(2026, 6, 30), 30),
    ]
    assert [een.stand for een in uit] == [Stand.TE_LAAT, Stand.DEZE_WEEK, Stand.LATER]


def test_de_laatste_maand_eindigt_met_de_toewijzing() -> None:
    assert verwacht(lopend(), vandaag=date(2026, 6, 16))[-1].einddatum == date(2026, 5, 31)
    for vandaag in (date(2026, 6, 17), date(2026, 9, 1)):
        uit = verwacht(lopend(), vandaag=vandaag)
        assert (len(uit), uit[-1].einddatum, uit[-1].uiterste_datum) == (4, date(2026, 6, 17), date(2026, 7, 31))


@pytest.mark.parametrize(
    ("vandaag", "stand"),
    [
        (date(2026, 6, 23), Stand.LATER),
        (date(2026, 6, 24), Stand.DEZE_WEEK),
        (date(2026, 6, 30), Stand.DEZE_WEEK),
        (date(2026, 7, 1), Stand.TE_LAAT),
    ],
)
def test_wanneer_het_dringt(vandaag: date, stand: Stand) -> None:
    mei = lopend(ingangsdatum=date(2026, 5, 1), einddatum=date(2026, 5, 31))
    (uit,) = verwacht(mei, vandaag=vandaag)
    assert uit.stand is stand


def test_wat_gedeclareerd_is_wordt_niet_meer_verwacht() -> None:
    """A ToewijzingNummer means something only within its gemeente."""
    april = Leveringsmaand(d.GEMEENTE, 1001, date(2026, 4, 1))
    maart_elders = Leveringsmaand("0164", 1001, date(2026, 3, 1))
    uit = verwacht(lopend(), vandaag=date(2026, 5, 31), gedeclareerd=[april, maart_elders])
    assert [een.begindatum.month for een in uit] == [3, 5]


def test_een_late_toewijzing_verschuift_de_laatste_dag() -> None:
    laat = lopend(versies=(Toewijzingsversie(date(2026, 5, 20), INGANG, None),))
    assert {een.uiterste_datum for een in verwacht(laat, vandaag=date(2026, 5, 31))} == {date(2026, 6, 30)}


def test_zonder_termijn_is_er_geen_laatste_dag() -> None:
    een = lopend()
    zonder = Lopend(een.toewijzing, een.versies)
    (uit, *_) = verwacht(zonder, vandaag=date(2026, 5, 31))
    assert (uit.uiterste_datum, uit.dagen_over, uit.stand) == (None, None, Stand.GEEN_TERMIJN)


def test_een_verwijderde_toewijzing_verwacht_niets() -> None:
    assert verwacht(lopend(verwijderd=True), vandaag=date(2026, 5, 31)) == []


def test_te_oude_maanden_blijven_weg() -> None:
    uit = verwacht(lopend(), vandaag=date(2026, 5, 31), vanaf=date(2026, 4, 30))
    assert [een.begindatum.month for een in uit] == [4, 5]
    uit = verwacht(lopend(), vandaag=date(2026, 5, 31), vanaf=date(2026, 5, 1))
    assert [een.begindatum.month for een in uit] == [5]


def test_de_lijst_gaat_per_aanbieder_en_dan_op_de_laatste_dag() -> None:
    mei = {"ingangsdatum": date(2026, 5, 1), "einddatum": date(2026, 5, 31)}
    een = lopend(aanbieder="41000002", toewijzing_nummer=1, **mei)
    ander = lopend(aanbieder="41000001", toewijzing_nummer=2)
    uit = verwacht(een, ander, vandaag=date(2026, 5, 31))
    assert uit == verwacht(ander, een, vandaag=date(2026, 5, 31))
    assert [(v.aanbieder, v.begindatum.month) for v in uit] == [
        ("41000001", 3),
        ("41000001", 4),
        ("41000001", 5),
        ("41000002", 5),
    ]


APRIL = (date(2026, 4, 1), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("levering", "gestart"),
    [
        (Levering(), False),
        (Levering(frozenset({Start("45", "OB1A", date(2026, 4, 30))})), True),
        (Levering(frozenset({Start("45", "OB1A", date(2026, 5, 1))})), False),
        (Levering(frozenset({START}), frozenset({Stop(START, "20", date(2026, 4, 1))})), True),
        (Levering(frozenset({START}), frozenset({Stop(START, "20", date(2026, 3, 31))})), False),
        (
            Levering(
                frozenset({START, Start("45", "OB1A", date(2026, 4, 20))}),
                frozenset({Stop(START, "20", date(2026, 3, 31))}),
            ),
            True,
        ),
    ],
)
def test_gestart_volgt_uit_starts_en_stops(levering: Levering, gestart: bool) -> None:
    assert gestart_in(levering, *APRIL) is gestart


def test_ook_wat_niet_gestart_is_wordt_verwacht() -> None:
    een = lopend()
    gestart = Lopend(een.toewijzing, een.versies, Levering(frozenset({START})), een.termijnen)
    assert [uit.gestart for uit in verwacht(een, vandaag=date(2026, 4, 30))] == [False, False]
    assert [uit.gestart for uit in verwacht(gestart, vandaag=date(2026, 4, 30))] == [True, True]


def test_een_maand_die_gedeclareerd_is_staat_niet_meer_open() -> None:
    maart, mei = (INGANG, date(2026, 3, 31)), (date(2026, 5, 1), date(2026, 5, 31))

    def open_(*gedeclareerd: date, einddatum: date | None = None) -> tuple[tuple[date, date], ...]:
        return open_perioden(INGANG, einddatum, frozenset(gedeclareerd), date(2026, 1, 1), date(2026, 5, 31))

    assert open_() == (maart, APRIL, mei)
    assert open_(date(2026, 4, 1)) == (maart, mei)
    # A month is named by its first day, whatever the first day of the period in it.
    assert open_(date(2026, 3, 1), date(2026, 5, 1)) == (APRIL,)
    assert open_(einddatum=date(2026, 4, 30)) == (maart, APRIL)
    assert open_(date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)) == ()
