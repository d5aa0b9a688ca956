"""Starts and stops through `ontvang`: the states of domain section 2.4, each step a message of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from backoffice.storage import tabellen
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.flows.keten import codes, start, stop
from tests.flows.regio import NU, Regio, product

START, STOP = "Client/StartProduct", "Client/StopProduct"


def begin(dag: int = 1, **anders: Any) -> Any:
    return bouwers.start_product(begindatum=date(2026, 1, dag), **anders)


def einde(tot: int, reden: str = "31", vanaf: int = 1, **anders: Any) -> Any:
    return bouwers.stop_product(
        begindatum=date(2026, 1, vanaf), einddatum=date(2026, 1, tot), reden_beeindiging=reden, **anders
    )


def weg(lijn: Any) -> Any:
    return bouwers.wijzig(lijn, status_aanlevering="3")


def bericht(lijn: Any) -> Any:
    return stop(lijn) if hasattr(lijn, "einddatum") else start(lijn)


def staat(regio: Regio) -> list[Any]:
    v = tabellen.levering.c
    return regio.rijen(select(v.begindatum, v.reden, v.einddatum, v.verwijderd_door).order_by(v.id))


@pytest.mark.parametrize(
    ("eerder", "lijn", "verwacht"),
    [
        ([], begin(), {}),
        ([begin()], einde(20, "20"), {}),
        ([begin()], einde(20), {}),
        ([begin(), einde(10, "20")], begin(15), {}),
        ([begin(), einde(10)], begin(15), {}),
        # Worked example 9: after a pause to the 20th a stop on the 20th is right, one on the 19th is not.
        ([begin(), einde(20, "20")], einde(20), {}),
        ([begin(), einde(20, "20")], einde(19), {STOP: ("9414",)}),
        ([begin(), einde(20, "20")], einde(25, "20"), {STOP: ("9413",)}),
        ([begin()], begin(15), {START: ("9326",)}),
        ([begin(), einde(20)], einde(25), {STOP: ("9415",)}),
        ([], einde(20), {STOP: ("9069",)}),
        ([begin(), weg(begin())], begin(), {}),
        ([begin(), einde(20), weg(einde(20))], weg(begin()), {}),
        ([begin(), einde(20), weg(einde(20))], einde(22), {}),
        ([begin(), weg(begin())], weg(begin()), {START: ("9063",)}),
        ([begin(), einde(20)], weg(begin()), {START: ("9071",)}),
    ],
)
def test_stappen(regio: Regio, eerder: list[Any], lijn: Any, verwacht: dict[str, tuple[str, ...]]) -> None:
    regio.wijs_toe()
    for stap in eerder:
        assert regio.stuur(bericht(stap)).uitkomst == "verwerkt"
    voor = staat(regio)
    ontvangst = regio.stuur(bericht(lijn))
    assert codes(ontvangst) == verwacht
    assert ontvangst.uitkomst == ("afgekeurd" if verwacht else "verwerkt")
    assert (staat(regio) == voor) == bool(verwacht)


def test_wat_wordt_bewaard(regio: Regio) -> None:
    regio.wijs_toe()
    assert regio.stuur(start(begin())).reden == "1 start geregistreerd"
    assert regio.stuur(stop(einde(20))).reden == "1 stop geregistreerd"
    assert regio.stuur(stop(weg(einde(20)))).reden == "1 stop verwijderd"
    assert [tuple(rij) for rij in staat(regio)] == [
        (date(2026, 1, 1), None, None, None),
        (date(2026, 1, 1), "31", date(2026, 1, 20), 4),
    ]


def test_de_regels_van_een_bericht_gelden_na_elkaar(regio: Regio) -> None:
    """A deletion comes first (IV008) and a pause before the end, whatever their order in the message."""
    regio.wijs_toe()
    regio.stuur(start(begin()))
    assert regio.stuur(start(begin(2), weg(begin()))).uitkomst == "verwerkt"
    ontvangst = regio.stuur(stop(einde(25, vanaf=2), einde(20, "20", vanaf=2)))
    assert ontvangst.uitkomst == "verwerkt", ontvangst.bevindingen
    assert [rij.verwijderd_door is None for rij in staat(regio)] == [False, True, True, True]


def test_een_fout_houdt_het_hele_bericht_tegen(regio: Regio) -> None:
    regio.wijs_toe(product(), product(toewijzing_nummer=1002, ingangsdatum=date(2027, 1, 1), einddatum=None))
    ontvangst = regio.stuur(start(begin(toewijzing_nummer=1002), begin(), weg(begin(5))))
    assert codes(ontvangst) == {"Client/StartProduct3": ("9063",)}
    assert staat(regio) == []


def test_zonder_toewijzing_telt_het_product(regio: Regio) -> None:
    """Taakgericht work (IV096): whether it is that stands in the contract, so a person is asked to look."""
    zonder = {"toewijzing_nummer": None, "toewijzing_ingangsdatum": None}
    eerste = regio.stuur(start(begin(**zonder), bsn=proef_bsn(7)))
    assert (eerste.uitkomst, [signaal.regel for signaal in eerste.signalen]) == ("verwerkt", ["TR019"])
    assert codes(regio.stuur(start(begin(5, **zonder), bsn=proef_bsn(7)))) == {START: ("9326",)}
    assert regio.stuur(stop(einde(20, **zonder), bsn=proef_bsn(7))).uitkomst == "verwerkt"
    # What another cliënt gets of the same product is another delivery.
    assert regio.stuur(start(begin(5, **zonder), bsn=proef_bsn(8))).uitkomst == "verwerkt"
    ((reden,),) = regio.rijen(select(tabellen.signaal.c.reden).where(tabellen.signaal.c.bericht_id == 1))
    assert "contract" in reden


def test_een_toewijzing_van_een_ander_is_onbekend(regio: Regio) -> None:
    regio.wijs_toe()
    for anders in ({"bsn": proef_bsn(2)}, {"afzender": "87654321"}, {"ontvanger": "0164"}):
        assert codes(regio.stuur(start(begin(), **anders))) == {START: ("9019",)}


def test_wie_iets_las_of_schreef_staat_in_het_logboek(regio: Regio) -> None:
    regio.wijs_toe()
    regio.stuur(start(begin()))
    regio.stuur(start(begin()))
    a = tabellen.audit.c
    gezien = regio.rijen(select(a.handeling, a.client_id, a.bericht_id, a.tijdstip).order_by(a.id))[1:]
    assert [tuple(rij) for rij in gezien] == [
        ("start geregistreerd", 1, 2, NU),
        ("bericht beoordeeld", 1, 3, NU),
    ]
