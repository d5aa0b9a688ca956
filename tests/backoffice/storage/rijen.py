"""Rows for storage tests: each function makes a valid row and takes only what should differ."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from backoffice.storage import tabellen
from backoffice.storage.nummerreeks import reserveer_ids

MOMENT = datetime(2026, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)


def bericht(conn: Connection, **anders: Any) -> int:
    return _voeg_toe(
        conn,
        tabellen.bericht,
        {
            "soort": "JW323",
            "release": "3.2",
            "afzender": "12345678",
            "ontvanger": "0164",
            "identificatie": "B1",
            "dagtekening": date(2026, 5, 4),
            "ontvangen_op": MOMENT,
            "inhoud_hash": bytes(32),
            "inhoud": b"versleuteld",
            "oordeel": "goed",
        },
        anders,
    )


def client(conn: Connection, **anders: Any) -> int:
    return _voeg_toe(
        conn, tabellen.client, {"gemeente": "0164", "bsn_index": bytes(16), "bsn": b"versleuteld"}, anders
    )


def toewijzing(conn: Connection, *, client_id: int, bericht_id: int, **anders: Any) -> int:
    return _voeg_toe(conn, tabellen.toewijzing, _toewijzing(client_id, bericht_id), anders)


def toewijzing_versie(
    conn: Connection, *, client_id: int, bericht_id: int, toewijzing_id: int, **anders: Any
) -> int:
    waarden = _toewijzing(client_id, bericht_id) | {"toewijzing_id": toewijzing_id, "vastgelegd_op": MOMENT}
    return _voeg_toe(conn, tabellen.toewijzing_versie, waarden, anders)


def _toewijzing(client_id: int, bericht_id: int) -> dict[str, Any]:
    return {
        "gemeente": "0164",
        "toewijzing_nummer": 1,
        "aanbieder": "12345678",
        "client_id": client_id,
        "toewijzingsdatum": date(2026, 1, 2),
        "toewijzingstijd": "09:00:00",
        "ingangsdatum": date(2026, 1, 1),
        "verwijderd": False,
        "eerste_verzonden": date(2026, 1, 2),
        "bericht_id": bericht_id,
        "versie": 1,
    }


def declaratie(conn: Connection, *, bericht_id: int, **anders: Any) -> int:
    return _voeg_toe(
        conn,
        tabellen.declaratie,
        {
            "bericht_id": bericht_id,
            "gemeente": "0164",
            "aanbieder": "12345678",
            "declaratie_nummer": "D1",
            "periode": date(2026, 4, 1),
            "dagtekening": date(2026, 5, 4),
            "ingediend": 30000,
            "toegekend": -12000,
        },
        anders,
    )


def prestatie(conn: Connection, *, declaratie_id: int, **anders: Any) -> int:
    return _voeg_toe(
        conn,
        tabellen.prestatie,
        {
            "declaratie_id": declaratie_id,
            "aanbieder": "12345678",
            "volgnummer": 1,
            "referentie": "RN001",
            "toewijzing_nummer": 1,
            "categorie": "45",
            "code": "45A01",
            "begindatum": date(2026, 4, 1),
            "einddatum": date(2026, 4, 30),
            "volume": 60,
            "eenheid": "01",
            "tarief": 100,
            "bedrag": 6000,
            "toegekend": True,
            "regelset": "3.2",
        },
        anders,
    )


def boeking(conn: Connection, *, bericht_id: int, **anders: Any) -> int:
    waarden = {
        "bericht_id": bericht_id,
        "gemeente": "0164",
        "soort": "toekenning",
        "geboekt_op": date(2026, 5, 6),
        "boekmaand": date(2026, 5, 1),
        "leveringsmaand": date(2026, 4, 1),
    }
    return _voeg_toe(conn, tabellen.boeking, waarden, anders)


def boekingsregel(conn: Connection, *, boeking_id: int, **anders: Any) -> None:
    """A line of a boeking, numbered after the lines it has."""
    regel = tabellen.boekingsregel
    nummer = conn.execute(select(func.count()).where(regel.c.boeking_id == boeking_id)).scalar_one() + 1
    waarden = {"rekening": "vordering_gemeente", "partij": "0164", "bedrag": 6000, **anders}
    conn.execute(insert(regel).values(boeking_id=boeking_id, nummer=nummer, **waarden))


def audit(conn: Connection) -> int:
    waarden = {"tijdstip": MOMENT, "wie": "verwerker", "handeling": "lezen", "doel": "declaratie"}
    return _voeg_toe(conn, tabellen.audit, waarden, {})


def uitgaand(conn: Connection, **anders: Any) -> int:
    return _voeg_toe(
        conn,
        tabellen.uitgaand,
        {
            "soort": "JW325",
            "afzender": "0164",
            "ontvanger": "12345678",
            "identificatie": "A1",
            "inhoud": b"versleuteld",
            "aangemaakt_op": MOMENT,
        },
        anders,
    )


def _voeg_toe(conn: Connection, tabel: Table, waarden: dict[str, Any], anders: dict[str, Any]) -> int:
    id_ = reserveer_ids(conn, tabel)
    conn.execute(insert(tabel).values(**waarden | {"id": id_} | anders))
    return id_
