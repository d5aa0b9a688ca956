"""Messages as lists and one by one, without what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from backoffice.storage.tabellen import bericht, uitgaand
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class BerichtRij:
    """A message that came in: the key under which it is known, what was thought of it, and its answer."""

    id: int
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    ontvangen_op: datetime
    oordeel: str
    niveau: int | None
    antwoord_soort: str | None
    antwoord_id: int | None


def lees_berichten(
    conn: Connection, bereik: Bereik, *, aantal: int, na: int | None = None, soort: str | None = None
) -> list[BerichtRij]:
    """The newest messages that came in, from before the one with id `na`."""
    vraag = _berichten(bereik).order_by(bericht.c.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(bericht.c.id < na)
    if soort is not None:
        vraag = vraag.where(bericht.c.soort == soort)
    return [BerichtRij(*rij) for rij in conn.execute(vraag)]


def zoek_bericht(conn: Connection, bereik: Bereik, bericht_id: int) -> BerichtRij | None:
    """One message that came in; None when there is none within this bereik."""
    rij = conn.execute(_berichten(bereik).where(bericht.c.id == bericht_id)).one_or_none()
    return None if rij is None else BerichtRij(*rij)


def _berichten(bereik: Bereik) -> Select[Any]:
    b, u = bericht.c, uitgaand.c
    partijen = (b.afzender, b.ontvanger)
    return (
        select(
            *(b.id, b.soort, b.afzender, b.ontvanger, b.identificatie, b.ontvangen_op, b.oordeel, b.niveau),
            *(u.soort, u.id),
        )
        .select_from(bericht.outerjoin(uitgaand, u.bericht_id == b.id))
        .where(binnen(bereik, aanbieder=partijen, gemeente=partijen))
    )
