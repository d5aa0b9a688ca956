"""The books added up: balances per account and party."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, case, func, select

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


class Partijsaldo(NamedTuple):
    """One line of a trial balance without years and contracts; amounts as in `Saldo`."""

    rekening: str
    partij: str
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
    # Months become years here: the database takes longer to tell the year of every sum.
    per = (s.rekening, s.partij, s.leveringsmaand, s.contractsoort)
    saldi: dict[tuple[str, str, int, str], tuple[int, int, int]] = {}
    for rekening, wie, maand, soort, *bedragen in conn.execute(_balans(per, van, tot_en_met, partij)):
        sleutel = (rekening, wie, maand.year, soort)
        begin, debet, credit = saldi.get(sleutel, (0, 0, 0))
        saldi[sleutel] = (begin + int(bedragen[0]), debet + int(bedragen[1]), credit + int(bedragen[2]))
    return [Saldo(*sleutel, *saldi[sleutel]) for sleutel in sorted(saldi)]


def lees_partijsaldi(
    conn: Connection, van: date, tot_en_met: date, partij: str | None = None
) -> list[Partijsaldo]:
    """Balances per account and party over book months (both by their first day), of one party when it is named."""
    vraag = _balans((boeksom.c.rekening, boeksom.c.partij), van, tot_en_met, partij)
    return sorted(Partijsaldo(*rij[:2], *map(int, rij[2:])) for rij in conn.execute(vraag))


class Maandsaldo(NamedTuple):
    """What was booked on an account of one party in a month; signed eurocents."""

    rekening: str
    partij: str
    bedrag: int


def lees_maandsaldi(conn: Connection, boekmaand: date, rekeningen: Collection[str]) -> list[Maandsaldo]:
    """What was booked in a month (by its first day) on these accounts, per party."""
    s = boeksom.c
    vraag = (
        select(s.rekening, s.partij, func.sum(s.debet + s.credit))
        .where(s.rekening.in_(rekeningen), s.boekmaand == boekmaand)
        .group_by(s.rekening, s.partij)
    )
    return [Maandsaldo(rekening, partij, int(bedrag)) for rekening, partij, bedrag in conn.execute(vraag)]


def _balans(per: Sequence[ColumnElement[Any]], van: date, tot_en_met: date, partij: str | None) -> Select[Any]:
    """What stood before, and what was debited and credited over book months."""
    s = boeksom.c
    erin = s.boekmaand >= van
    vraag = select(
        *per,
        func.sum(case((~erin, s.debet + s.credit), else_=0)),
        func.sum(case((erin, s.debet), else_=0)),
        func.sum(case((erin, -s.credit), else_=0)),
    ).where(s.boekmaand <= tot_en_met)
    if partij is not None:
        vraag = vraag.where(s.partij == partij)
    return vraag.group_by(*per)


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
