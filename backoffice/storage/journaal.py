"""Bookings as the books of one gemeente need them: with what they are known by, and what was delivered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, and_, func, or_, select

from backoffice.ledger.boeken import Boekingsoort, Boekingsregel, Rekening
from backoffice.ledger.journaal import GeboektePost
from backoffice.storage.tabellen import bericht, betaling, boeking, boekingsregel, contract, prestatie


def lees_geboekt(conn: Connection, gemeente: str, van: date, tot_en_met: date) -> Iterator[GeboektePost]:
    """What was booked in these book months (by their first day) that a gemeente owes or bears, in order."""
    b, regel, draagt = boeking.c, boekingsregel.c, boekingsregel.alias("draagt")
    origineel, eerder = boeking.alias("origineel"), prestatie.alias("eerder")
    draagt_mee = (
        select(1)
        .where(draagt.c.boeking_id == b.id, draagt.c.rekening == Rekening.GEMEENTE, draagt.c.partij == gemeente)
        .exists()
    )
    vraag = (
        select(
            b.id,
            b.gemeente,
            b.soort,
            b.geboekt_op,
            b.boekmaand,
            b.leveringsmaand,
            bericht.c.identificatie,
            prestatie.c.referentie,
            betaling.c.kenmerk,
            func.coalesce(contract.c.soort, ""),
            func.coalesce(eerder.c.categorie, ""),
            func.coalesce(eerder.c.aanbieder, ""),
            regel.rekening,
            regel.partij,
            regel.bedrag,
        )
        .join(boekingsregel, regel.boeking_id == b.id)
        .outerjoin(prestatie, prestatie.c.id == b.prestatie_id)
        # A credit falls under the contract of what it takes back; no contract is looked up for it.
        .outerjoin(origineel, origineel.c.id == b.tegenboeking_van)
        .outerjoin(eerder, eerder.c.id == func.coalesce(origineel.c.prestatie_id, b.prestatie_id))
        .outerjoin(
            contract,
            and_(contract.c.contractnummer == eerder.c.contract, contract.c.versie == eerder.c.contractversie),
        )
        .outerjoin(bericht, bericht.c.id == b.bericht_id)
        .outerjoin(betaling, betaling.c.id == b.betaling_id)
        .where(b.boekmaand.between(van, tot_en_met), or_(b.gemeente == gemeente, draagt_mee))
        .order_by(b.id, regel.nummer)
    )
    for kop, regels in groupby(conn.execute(vraag), lambda rij: tuple(rij[:-3])):
        id_, debiteur, soort, dag, boekmaand, maand, identificatie, referentie, kenmerk, *wat = kop
        contractsoort, categorie, aanbieder = wat
        genoemd = "/".join(deel for deel in (identificatie, referentie) if deel)
        yield GeboektePost(
            id_,
            debiteur,
            Boekingsoort(soort),
            dag,
            boekmaand,
            maand,
            kenmerk or genoemd or f"{soort} {maand:%Y-%m}",
            contractsoort,
            categorie,
            tuple(Boekingsregel(Rekening(rekening), partij, bedrag) for *_, rekening, partij, bedrag in regels),
            aanbieder,
        )
