"""Which boekingen somebody may see: those about care that one delivered, owes or bears."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from backoffice.storage.tabellen import betaling, boeking, boekingsregel, prestatie
from backoffice.storage.views.bereik import binnen
from backoffice.storage.zoeken import een_van
from backoffice.toegang.rechten import Bereik


def zichtbaar(conn: Connection, bereik: Bereik, ids: Collection[int]) -> list[int]:
    """Those of these boekingen that are within the bereik, in order.

    A gemeente sees what it owes and what it bears, an aanbieder what its own prestaties and payments led to.
    """
    b, r = boeking.c, boekingsregel.c
    vraag = (
        select(b.id)
        .join(boekingsregel, r.boeking_id == b.id)
        .outerjoin(prestatie, prestatie.c.id == b.prestatie_id)
        .outerjoin(betaling, betaling.c.id == b.betaling_id)
        .where(
            een_van(conn, b.id, ids),
            binnen(
                bereik,
                aanbieder=(prestatie.c.aanbieder, betaling.c.aanbieder, r.partij),
                gemeente=(b.gemeente, r.partij),
            ),
        )
        .distinct()
        .order_by(b.id)
    )
    return list(conn.execute(vraag).scalars())
