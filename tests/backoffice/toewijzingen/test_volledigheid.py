"""What a JW301 must hold (OP087), on both sides of each boundary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from backoffice.toewijzingen.register import Versie, versie_van
from backoffice.toewijzingen.volledigheid import Moment, volledig
from tests import bouwers

VORIGE, VANDAAG = date(2026, 3, 15), date(2026, 4, 15)
DAG = timedelta(days=1)


def versie(nummer: int = 1, **anders: Any) -> Versie:
    """A toewijzing of before the previous message, in force from January on."""
    basis = {"toewijzingsdatum": date(2026, 1, 5), "ingangsdatum": date(2026, 1, 1), "einddatum": None}
    return versie_van(bouwers.toegewezen_product(toewijzing_nummer=nummer, **basis | anders))


def nummers(*versies: Versie, vorige: date | Moment | None = VORIGE) -> list[int]:
    return [v.toewijzing_nummer for v in volledig(versies, vorige, VANDAAG)]


def test_worked_example_7() -> None:
    a = versie(1, einddatum=date(2026, 12, 31))
    b = versie(2, einddatum=date(2026, 3, 31), toewijzingsdatum=date(2026, 3, 31), reden_wijziging="07")
    c = versie(3, ingangsdatum=date(2026, 9, 1), toewijzingsdatum=VANDAAG)
    assert nummers(c, b, a) == [1, 2, 3]


@pytest.mark.parametrize(
    ("einddatum", "hoort_erin"), [(None, True), (VANDAAG + DAG, True), (VANDAAG, True), (VANDAAG - DAG, False)]
)
def test_wat_op_de_dagtekening_of_later_geldt(einddatum: date | None, hoort_erin: bool) -> None:
    assert nummers(versie(einddatum=einddatum)) == [1] * hoort_erin


@pytest.mark.parametrize(
    ("vorige", "hoort_erin"),
    [
        (date(2026, 4, 1), True),
        (date(2026, 4, 2), False),
        ((date(2026, 4, 2), "10:29:59"), True),
        ((date(2026, 4, 2), "10:30:00"), False),
        ((date(2026, 4, 3), "00:00:00"), False),
        (None, False),
    ],
)
def test_een_verwijdering_reist_een_keer(vorige: date | Moment | None, hoort_erin: bool) -> None:
    weg = versie(
        einddatum=date(2026, 1, 1),
        reden_wijziging="13",
        toewijzingsdatum=date(2026, 4, 2),
        toewijzingstijd="10:30:00",
    )
    assert nummers(weg, vorige=vorige) == [1] * hoort_erin


def test_het_eerste_bericht_vertelt_ook_wat_al_is_geeindigd() -> None:
    assert nummers(versie(einddatum=date(2026, 2, 28)), vorige=None) == [1]


def test_een_vervallen_toewijzing_van_vroeger_is_verwijderd() -> None:
    """RedenWijziging 01 with the einddatum on the ingangsdatum; on another day it ends like any other."""
    eerste_dag = {"reden_wijziging": "01", "ingangsdatum": VANDAAG, "einddatum": VANDAAG}
    assert versie(**eerste_dag).verwijderd
    assert nummers(versie(**eerste_dag)) == []
    assert nummers(versie(**eerste_dag | {"einddatum": VANDAAG + DAG})) == [1]
    assert nummers(versie(**eerste_dag | {"reden_wijziging": "04"})) == [1]
