"""Messages that go out, in the order in which they were made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from backoffice.storage.tabellen import uitgaand
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class UitgaandRij:
    """A message of ours: which message it answers, when it was fetched or delivered, and what was said of it."""

    id: int
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    beantwoordt_bericht: int | None
    aangemaakt_op: datetime
    verzonden_op: datetime | None
    retour_op: datetime | None
    retour_oordeel: str | None


def lees_uitgaand(
    conn: Connection, bereik: Bereik, *, aantal: int, na: int = 0, ontvanger: str | None = None
) -> list[UitgaandRij]:
    """The messages beyond the one with id `na`, oldest first; `ontvanger` gives what waits for that one only."""
    u = uitgaand.c
    vraag = _uitgaand(bereik).where(u.id > na).order_by(u.id).limit(aantal)
    if ontvanger is not None:
        vraag = vraag.where(u.ontvanger == ontvanger, u.verzonden_op.is_(None))
    return [UitgaandRij(*rij) for rij in conn.execute(vraag)]


def zoek_uitgaand(conn: Connection, bereik: Bereik, uitgaand_id: int) -> UitgaandRij | None:
    """One message that goes out; None when there is none within this bereik."""
    rij = conn.execute(_uitgaand(bereik).where(uitgaand.c.id == uitgaand_id)).one_or_none()
    return None if rij is None else UitgaandRij(*rij)


def _uitgaand(bereik: Bereik) -> Select[Any]:
    u = uitgaand.c
    partijen = (u.afzender, u.ontvanger)
    return select(
        *(u.id, u.soort, u.afzender, u.ontvanger, u.identificatie, u.bericht_id),
        *(u.aangemaakt_op, u.verzonden_op, u.retour_op, u.retour_oordeel),
    ).where(binnen(bereik, aanbieder=partijen, gemeente=partijen))
