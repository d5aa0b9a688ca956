"""The books added up: balances per account and party."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from backoffice.ledger.boeken import Boekingsoort, Rekening
from backoffice.storage.tabellen import boeking, boekingsregel, contract, prestatie


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


def lees_proefbalans(conn: Connection, van: date, tot_en_met: date) -> list[Saldo]:
    """Balances per account, party, delivery year and contract kind over book months (both by their first day)."""
    regel, b, origineel = boekingsregel.c, boeking.c, boeking.alias("origineel")
    jaar = func.extract("year", b.leveringsmaand)
    soort = func.coalesce(contract.c.soort, "")
    erin = b.boekmaand >= van
    vraag = (
        select(
            regel.rekening,
            regel.partij,
            jaar,
            soort,
            func.sum(case((~erin, regel.bedrag), else_=0)),
            func.sum(case((and_(erin, regel.bedrag > 0), regel.bedrag), else_=0)),
            func.sum(case((and_(erin, regel.bedrag < 0), -regel.bedrag), else_=0)),
        )
        .select_from(boekingsregel)
        .join(boeking, b.id == regel.boeking_id)
        # A credit falls under the contract of what it takes back; no contract is looked up for it.
        .outerjoin(origineel, origineel.c.id == b.tegenboeking_van)
        .outerjoin(prestatie, prestatie.c.id == func.coalesce(origineel.c.prestatie_id, b.prestatie_id))
        .outerjoin(
            contract,
            and_(
                contract.c.contractnummer == prestatie.c.contract,
                contract.c.versie == prestatie.c.contractversie,
            ),
        )
        .where(b.boekmaand <= tot_en_met)
        .group_by(regel.rekening, regel.partij, jaar, soort)
        .order_by(regel.rekening, regel.partij, jaar, soort)
    )
    return [
        Saldo(rekening, partij, int(jaar_), soort_, int(begin), int(debet), int(credit))
        for rekening, partij, jaar_, soort_, begin, debet, credit in conn.execute(vraag)
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
