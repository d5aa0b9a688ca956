"""Bookings in the database: added, never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, select

from backoffice.ledger.boeken import Boeking, Boekingsoort, Boekingsregel, Geboekt, Rekening
from backoffice.settlement.betalen import posten_van
from backoffice.storage.boeksommen import tel_bij
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import boeking, boekingsregel, post
from backoffice.storage.zoeken import een_van


def bewaar_boekingen(
    conn: Connection, bericht_id: int | None, boekmaand: date, boekingen: Sequence[Boeking], *, termijn: int
) -> range:
    """Add the bookings of one message, or of none, to an open month (its first day), with the posten they open and
    added to the sums.

    A debt may be paid `termijn` days after it was booked. Gives the ids of the bookings, in their order. Raises
    ValueError when a boeking does not balance.
    """
    if not boekingen:
        return range(0)
    if not all(b.in_evenwicht for b in boekingen):
        raise ValueError("een boeking is niet in evenwicht")
    eerste = reserveer_ids(conn, boeking, len(boekingen))
    voeg_toe(
        conn,
        boeking,
        (
            "id",
            "prestatie_id",
            "bericht_id",
            "gemeente",
            "soort",
            "geboekt_op",
            "boekmaand",
            "leveringsmaand",
            "tegenboeking_van",
            "betaling_id",
            "ronde",
        ),
        [
            (
                eerste + i,
                b.prestatie,
                bericht_id,
                b.gemeente,
                b.soort,
                b.geboekt_op,
                boekmaand,
                b.leveringsmaand,
                b.tegenboeking_van,
                b.betaling,
                b.ronde,
            )
            for i, b in enumerate(boekingen)
        ],
    )
    voeg_toe(
        conn,
        boekingsregel,
        ("boeking_id", "nummer", "rekening", "partij", "bedrag"),
        [
            (boeking_id, nummer, *regel)
            for boeking_id, b in enumerate(boekingen, eerste)
            for nummer, regel in enumerate(b.regels, 1)
        ],
    )
    voeg_toe(
        conn,
        post,
        ("boeking_id", "gemeente", "aanbieder", "leveringsmaand", "bedrag", "vervalt_op"),
        posten_van(eerste, boekingen, termijn),
    )
    ids = range(eerste, eerste + len(boekingen))
    tel_bij(conn, ids)
    return ids


def toekenning_van(conn: Connection, prestaties: Collection[int]) -> dict[int, Geboekt]:
    """What stands in the books for each of these prestaties that was granted, also when its bearer changed."""
    if not prestaties:
        return {}
    regel = boekingsregel.c
    vraag = (
        select(boeking.c.prestatie_id, boeking.c.id, boeking.c.ronde, regel.rekening, regel.partij, regel.bedrag)
        .join(boekingsregel, regel.boeking_id == boeking.c.id)
        .where(
            een_van(conn, boeking.c.prestatie_id, prestaties),
            boeking.c.soort.in_((Boekingsoort.TOEKENNING, Boekingsoort.HERROUTERING)),
        )
        .order_by(boeking.c.id, regel.nummer)
    )
    saldi: dict[int, dict[tuple[Rekening, str], int]] = {}
    eerste: dict[int, int] = {}
    rondes: dict[int, int] = {}
    for prestatie_id, id_, ronde, rekening, partij, bedrag in conn.execute(vraag):
        saldo = saldi.setdefault(prestatie_id, {})
        sleutel = Rekening(rekening), partij
        saldo[sleutel] = saldo.get(sleutel, 0) + bedrag
        eerste.setdefault(prestatie_id, id_)
        rondes[prestatie_id] = ronde
    return {
        prestatie_id: Geboekt(eerste[prestatie_id], _regels(saldo), rondes[prestatie_id])
        for prestatie_id, saldo in saldi.items()
    }


def _regels(saldo: Mapping[tuple[Rekening, str], int]) -> tuple[Boekingsregel, ...]:
    """What is left per account and party; of a prestatie of nothing the lines stay."""
    regels = [Boekingsregel(rekening, partij, bedrag) for (rekening, partij), bedrag in saldo.items()]
    return tuple(regel for regel in regels if regel.bedrag) or tuple(regels)
