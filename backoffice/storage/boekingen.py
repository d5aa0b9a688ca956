"""Bookings in the database: added, never changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, select

from backoffice.ledger.boeken import Boeking, Boekingsoort, Boekingsregel, Geboekt, Rekening
from backoffice.settlement.betalen import posten_van
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import boeking, boekingsregel, post
from backoffice.storage.zoeken import een_van


def bewaar_boekingen(
    conn: Connection, bericht_id: int | None, boekmaand: date, boekingen: Sequence[Boeking], *, termijn: int
) -> None:
    """Add the bookings of one message, or of none, to an open month (its first day), with the posten they open.

    A debt may be paid `termijn` days after it was booked. Raises ValueError when a boeking does not balance.
    """
    if not boekingen:
        return
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


def toekenning_van(conn: Connection, prestaties: Collection[int]) -> dict[int, Geboekt]:
    """What was booked when each of these prestaties was granted."""
    regel = boekingsregel.c
    vraag = (
        select(boeking.c.prestatie_id, boeking.c.id, regel.rekening, regel.partij, regel.bedrag)
        .join(boekingsregel, regel.boeking_id == boeking.c.id)
        .where(een_van(conn, boeking.c.prestatie_id, prestaties), boeking.c.soort == Boekingsoort.TOEKENNING)
        .order_by(boeking.c.id, regel.nummer)
    )
    geboekt: dict[int, Geboekt] = {}
    for prestatie_id, id_, rekening, partij, bedrag in conn.execute(vraag):
        regels = geboekt[prestatie_id].regels if prestatie_id in geboekt else ()
        geboekt[prestatie_id] = Geboekt(id_, (*regels, Boekingsregel(Rekening(rekening), partij, bedrag)))
    return geboekt
