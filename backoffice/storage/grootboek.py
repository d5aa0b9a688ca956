"""The books added up: balances per account and party."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, case, func, select

from backoffice.ledger.boeken import Boekingsoort, Rekening
from backoffice.storage.tabellen import boeking, boekingsregel, boeksom


class Saldo(NamedTuple):
    """One line of a trial balance; eurocents, debet and credit unsigned, begin and eind signed.

    `contractsoort` is empty for what was delivered without a contract.
    """

    rekening: str
    partij: str
    leveringsjaar: int
    contractsoort: str
    begin: int
    debet: int
    credit: int

    @property
    def eind(self) -> int:
        """The balance after the months asked for."""
        return self.begin + self.debet - self.credit


def lees_proefbalans(conn: Connection, van: date, tot_en_met: date, partij: str | None = None) -> list[Saldo]:
    """Balances per account, party, delivery year and contract kind over book months (both by their first day).

    Of one party when it is named.
    """
    s = boeksom.c
    erin = s.boekmaand >= van
    per = (s.rekening, s.partij, func.extract("year", s.leveringsmaand), s.contractsoort)
    vraag = (
        select(
            *per,
            func.sum(case((~erin, s.debet + s.credit), else_=0)),
            func.sum(case((erin, s.debet), else_=0)),
            func.sum(case((erin, -s.credit), else_=0)),
        )
        .where(s.boekmaand <= tot_en_met)
        .group_by(*per)
        .order_by(*per)
    )
    if partij is not None:
        vraag = vraag.where(s.partij == partij)
    return [
        Saldo(rekening, partij_, int(jaar), soort, int(begin), int(debet), int(credit))
        for rekening, partij_, jaar, soort, begin, debet, credit in conn.execute(vraag)
    ]


class Peilstand(NamedTuple):
    """What stood for one gemeente and aanbieder, in eurocents.

    Granted and credited are what was booked, `betaald` what was sent to the bank minus what came back.
    """

    gemeente: str
    aanbieder: str
    toegekend: int
    gecrediteerd: int
    betaald: int

    @property
    def open(self) -> int:
        """What is owed after all of that."""
        return self.toegekend - self.gecrediteerd - self.betaald


def lees_stand(conn: Connection, geleverd: date, geboekt: date) -> list[Peilstand]:
    """What was booked through one day, of care delivered in months that began by another."""
    regel, b = boekingsregel.c, boeking.c

    def som(*soorten: Boekingsoort) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((b.soort.in_(soorten), regel.bedrag), else_=0)), 0)

    vraag = (
        select(
            b.gemeente,
            regel.partij,
            -som(Boekingsoort.TOEKENNING),
            som(Boekingsoort.CREDITERING),
            som(Boekingsoort.BETALING, Boekingsoort.TERUGGEKOMEN),
        )
        .join(boekingsregel, regel.boeking_id == b.id)
        .where(regel.rekening == Rekening.AANBIEDER, b.leveringsmaand <= geleverd, b.geboekt_op <= geboekt)
        .group_by(b.gemeente, regel.partij)
        .order_by(b.gemeente, regel.partij)
    )
    return [Peilstand(gemeente, partij, *map(int, sommen)) for gemeente, partij, *sommen in conn.execute(vraag)]
