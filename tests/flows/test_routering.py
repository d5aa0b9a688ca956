"""Which gemeente bears what, from facts and keys through to bookings and verrekenposten."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, select

from backoffice.cost_routing.dossier import Opgave
from backoffice.services.leg_feiten_vast import voeg_toe
from backoffice.storage import tabellen
from backoffice.versleuteling import Kluis
from tests.flows.regio import BSN, NU, Regio, credit

ALMELO, BORNE, ENSCHEDE, HENGELO = "0141", "0147", "0153", "0164"
WIE = "wijkteam"


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    """The small region."""
    return Regio(engine, kluis)


def opgave(soort: str, vanaf: date | None, tot: date | None = None, gemeente: str | None = None) -> Opgave:
    return Opgave(soort, vanaf, tot, gemeente, False, "BRP")


def verhuis(regio: Regio, op: date, van: str, naar: str, bsn: str = BSN) -> None:
    """The jeugdige always lived in `van`, and from a day on in `naar`."""
    voeg_toe(
        regio.werkplek,
        bsn,
        opgave("woonadres", date(2015, 1, 1), date.fromordinal(op.toordinal() - 1), van),
        NU,
        WIE,
    )
    voeg_toe(regio.werkplek, bsn, opgave("woonadres", op, None, naar), NU, WIE)


def delen(regio: Regio) -> list[dict[str, int]]:
    """Per boeking what each gemeente bears by it."""
    r = tabellen.boekingsregel.c
    uit: dict[int, dict[str, int]] = {}
    for rij in regio.rijen(
        select(r.boeking_id, r.partij, r.bedrag)
        .where(r.rekening == "vordering_gemeente")
        .order_by(r.boeking_id, r.partij)
    ):
        uit.setdefault(rij.boeking_id, {})[rij.partij] = rij.bedrag
    return list(uit.values())


def posten(regio: Regio) -> list[tuple[str, str, int]]:
    """All verrekenposten."""
    v = tabellen.verrekenpost.c
    return [tuple(rij) for rij in regio.rijen(select(v.betaalt, v.ontvangt, v.bedrag).order_by(v.id))]


def test_zonder_feiten_draagt_wie_de_declaratie_kreeg(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer()
    assert delen(regio) == [{ENSCHEDE: 11_760}]
    assert posten(regio) == []


def test_een_verhuizing_verdeelt_en_een_credit_neemt_alles_terug(regio: Regio) -> None:
    # March has 31 days, 16 of them from the 16th on: 11,760 x 16/31 = 6,069.68.
    verhuis(regio, date(2026, 3, 16), ENSCHEDE, BORNE)
    regio.wijs_toe()
    regio.declareer()
    assert delen(regio) == [{ENSCHEDE: 5_690, BORNE: 6_070}]
    assert posten(regio) == [(BORNE, ENSCHEDE, 6_070)]
    regio.declareer(credit("R1", "C1"))
    assert delen(regio)[1] == {ENSCHEDE: -5_690, BORNE: -6_070}
    assert posten(regio)[1] == (BORNE, ENSCHEDE, -6_070)
