"""Whether somebody may ask who bears a prestatie, and about whom; nothing here names a jeugdige."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, and_, or_, select

from backoffice.storage.tabellen import client, declaratie, prestatie, verrekenpost
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class PrestatieSleutel:
    """A prestatie by the numbers its aanbieder knows, and the gemeente it was declared to."""

    id: int
    aanbieder: str
    referentie: str
    gemeente: str


def zoek_gedragen(conn: Connection, bereik: Bereik, prestatie_id: int) -> PrestatieSleutel | None:
    """A prestatie declared to a gemeente of the bereik, or that it settles with another; None for any other."""
    p, d, post = prestatie.c, declaratie.c, verrekenpost.c
    verrekend = (
        select(post.id)
        .where(
            post.prestatie_id == p.id,
            binnen(bereik, aanbieder=p.aanbieder, gemeente=(post.betaalt, post.ontvangt)),
        )
        .exists()
    )
    eigen = binnen(bereik, aanbieder=p.aanbieder, gemeente=d.gemeente)
    vraag = (
        select(p.id, p.aanbieder, p.referentie, d.gemeente)
        .join(declaratie, d.id == p.declaratie_id)
        .where(and_(p.id == prestatie_id, or_(eigen, verrekend)))
    )
    rij = conn.execute(vraag).one_or_none()
    return None if rij is None else PrestatieSleutel(*rij)


def kent_bsn(conn: Connection, bereik: Bereik, bsn_index: bytes) -> bool:
    """Whether a gemeente of the bereik knows the person behind an index; the region knows all."""
    c = client.c
    vraag = select(c.id).where(c.bsn_index == bsn_index)
    if bereik.gemeente is not None:
        vraag = vraag.where(c.gemeente == bereik.gemeente)
    return bereik.aanbieder is None and conn.execute(vraag.limit(1)).first() is not None
