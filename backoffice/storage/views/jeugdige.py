"""Whether somebody is known as a cliënt."""

from __future__ import annotations

from sqlalchemy import Connection, literal, select

from backoffice.storage.tabellen import client
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


def is_bekend(conn: Connection, bereik: Bereik, bsn_index: bytes) -> bool:
    """Whether a person is a cliënt within this bereik; everybody is within that of the region."""
    if bereik == Bereik():
        return True
    eigen = binnen(bereik, aanbieder=literal(""), gemeente=client.c.gemeente)
    vraag = select(client.c.id).where(client.c.bsn_index == bsn_index, eigen)
    return conn.execute(vraag.limit(1)).first() is not None
