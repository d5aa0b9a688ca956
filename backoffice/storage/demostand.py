"""Whether a database is empty enough for a demo, and who does most in it."""

from __future__ import annotations

from sqlalchemy import Connection, func, literal, select

from backoffice.storage.tabellen import account, bericht, contract


def is_leeg(conn: Connection) -> bool:
    """Whether nobody works with this database yet: no messages, contracts or accounts."""
    return not any(
        conn.execute(select(literal(1)).select_from(tabel).limit(1)).first()
        for tabel in (bericht, contract, account)
    )


def drukste_partijen(conn: Connection) -> tuple[str, str] | None:
    """The aanbieder and gemeente with most declaraties; None without any."""
    b = bericht.c
    vraag = (
        select(b.afzender, b.ontvanger)
        .where(b.soort == "JW323")
        .group_by(b.afzender, b.ontvanger)
        .order_by(func.count().desc(), b.afzender, b.ontvanger)
        .limit(1)
    )
    gevonden = conn.execute(vraag).one_or_none()
    return None if gevonden is None else (gevonden[0], gevonden[1])
