"""Whether a prestatie may be seen, by the reference an aanbieder gave it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from backoffice.storage.tabellen import declaratie, prestatie, verrekenpost
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


def is_er(conn: Connection, bereik: Bereik, aanbieder: str, referentie: str) -> bool:
    """Whether there is one, declared to the gemeente of this bereik or borne by it in part."""
    p, v = prestatie.c, verrekenpost.c
    vraag = (
        select(p.id)
        .join(declaratie, declaratie.c.id == p.declaratie_id)
        .outerjoin(verrekenpost, v.prestatie_id == p.id)
        .where(
            p.aanbieder == aanbieder,
            p.referentie == referentie,
            binnen(bereik, aanbieder=p.aanbieder, gemeente=(declaratie.c.gemeente, v.betaalt, v.ontvangt)),
        )
    )
    return conn.execute(vraag.limit(1)).first() is not None
