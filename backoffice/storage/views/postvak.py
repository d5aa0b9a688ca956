"""Messages that wait for an answer, ours or the other's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, text

from backoffice.storage.tabellen import bericht, uitgaand
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class WachtRij:
    """A message that waits since a UTC moment; `gemaakt` when the answer stands in the outbox."""

    id: int
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    sinds: datetime
    gemaakt: bool


def lees_onbeantwoord(
    conn: Connection, bereik: Bereik, soorten: Collection[str], *, aantal: int
) -> list[WachtRij]:
    """Received messages of these kinds of which no answer was sent, oldest first."""
    b, u = bericht.c, uitgaand.c
    kolommen = (b.id, b.soort, b.afzender, b.ontvanger, b.identificatie, b.ontvangen_op)
    eigen = (b.soort.in_(soorten), binnen(bereik, aanbieder=b.ontvanger, gemeente=b.ontvanger))
    gemaakt = select(*kolommen).join(uitgaand, u.bericht_id == b.id).where(u.verzonden_op.is_(None), *eigen)
    # In so many words, as the index on it is made.
    wacht = select(*kolommen).where(text("oordeel = 'aangehouden'"), *eigen)
    rijen = [
        WachtRij(*rij, klaar)
        for klaar, vraag in ((True, gemaakt), (False, wacht))
        for rij in conn.execute(vraag.order_by(b.id).limit(aantal))
    ]
    return sorted(rijen, key=lambda rij: (rij.sinds, rij.id))[:aantal]


def lees_zonder_retour(conn: Connection, bereik: Bereik, *, aantal: int) -> list[WachtRij]:
    """Own messages that left and still have no retourbericht, the oldest first."""
    u = uitgaand.c
    vraag = (
        select(u.id, u.soort, u.afzender, u.ontvanger, u.identificatie, u.verzonden_op)
        .where(
            # In so many words, as the index on it is made.
            text("retour_op IS NULL AND bericht_id IS NULL AND verzonden_op IS NOT NULL"),
            binnen(bereik, aanbieder=u.afzender, gemeente=u.afzender),
        )
        .order_by(u.verzonden_op, u.id)
        .limit(aantal)
    )
    return [WachtRij(*rij, True) for rij in conn.execute(vraag)]
