"""The books added up: balances per account and party."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, and_, case, func, select

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
