"""Bookings in the database: added, never changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from backoffice.ledger.boeken import Boeking, Boekingsoort
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import boeking, boekingsregel
from backoffice.storage.zoeken import een_van


def bewaar_boekingen(conn: Connection, bericht_id: int, boekingen: Sequence[Boeking]) -> None:
    """Add the bookings of one message; raises ValueError when one of them does not balance."""
    if not boekingen:
        return
    if not all(b.in_evenwicht for b in boekingen):
        raise ValueError("een boeking is niet in evenwicht")
    eerste = reserveer_ids(conn, boeking, len(boekingen))
    voeg_toe(
        conn,
        boeking,
        ("id", "prestatie_id", "bericht_id", "soort", "geboekt_op", "leveringsmaand", "tegenboeking_van"),
        [
            (
                eerste + i,
                b.prestatie,
                bericht_id,
                b.soort,
                b.geboekt_op,
                b.leveringsmaand,
                b.tegenboeking_van,
            )
            for i, b in enumerate(boekingen)
        ],
    )
    regels = [(eerste + i, regel) for i, b in enumerate(boekingen) for regel in b.regels]
    eerste_regel = reserveer_ids(conn, boekingsregel, len(regels))
    voeg_toe(
        conn,
        boekingsregel,
        ("id", "boeking_id", "rekening", "partij", "bedrag"),
        [
            (eerste_regel + i, boeking_id, regel.rekening, regel.partij, regel.bedrag)
            for i, (boeking_id, regel) in enumerate(regels)
        ],
    )


def boeking_van_prestatie(conn: Connection, prestaties: Collection[int]) -> dict[int, int]:
    """The id of the boeking that granted each of these prestaties."""
    vraag = select(boeking.c.prestatie_id, boeking.c.id).where(
        een_van(conn, boeking.c.prestatie_id, prestaties), boeking.c.soort == Boekingsoort.TOEKENNING.value
    )
    return {rij.prestatie_id: rij.id for rij in conn.execute(vraag)}
