"""What the reconciliation compares: every prestatie with its post, the answers given, and the balances.

A fixed number of queries, however much there is; each reads its rows once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, func, select, true

from backoffice.ledger.aansluiting import Regel, Sleutel, Stand
from backoffice.ledger.boeken import Boekingsoort, Rekening
from backoffice.storage.tabellen import (
    aanhouding,
    bericht,
    betaling,
    boeking,
    boekingsregel,
    declaratie,
    post,
    prestatie,
    taakgericht,
    taakgericht_post,
)

TAAKGERICHT = "taakgericht"
"""Stands where a message stands, for what was booked of a budget."""

BUDGETTEN = (
    select(taakgericht_post.c.gemeente, taakgericht.c.aanbieder, func.sum(taakgericht_post.c.bedrag))
    .join(
        taakgericht,
        and_(taakgericht.c.naam == taakgericht_post.c.naam, taakgericht.c.jaar == taakgericht_post.c.jaar),
    )
    .group_by(taakgericht_post.c.gemeente, taakgericht.c.aanbieder)
)
"""What was kept of budgets per gemeente and aanbieder."""

_STANDEN = {"uitgevoerd": "betaald", "onderweg": "onderweg"}


def lees_regels(conn: Connection) -> Iterator[Regel]:
    """Every prestatie and what became of it, in the order of the messages; then what was booked of budgets."""
    p, d, b, regel = prestatie.c, declaratie.c, boeking.c, boekingsregel.c
    standen, terug = lees_betalingen(conn)
    vraag = (
        select(
            d.gemeente,
            d.aanbieder,
            bericht.c.identificatie,
            p.id,
            p.referentie,
            p.bedrag,
            p.toegekend,
            aanhouding.c.bericht_id.label("wacht"),
            regel.bedrag.label("geboekt"),
            post.c.bedrag.label("post"),
            post.c.betaling_id,
            post.c.leveringsmaand,
        )
        .join(declaratie, d.id == p.declaratie_id)
        .join(bericht, bericht.c.id == d.bericht_id)
        .outerjoin(
            aanhouding, and_(aanhouding.c.bericht_id == d.bericht_id, aanhouding.c.afgehandeld_op.is_(None))
        )
        .outerjoin(boeking, b.prestatie_id == p.id)
        .outerjoin(boekingsregel, and_(regel.boeking_id == b.id, regel.rekening == Rekening.AANBIEDER))
        .outerjoin(post, post.c.boeking_id == b.id)
        .order_by(p.id, b.id)
    )
    for _, rijen in groupby(conn.execute(vraag), lambda rij: rij.id):
        eerste, *meer = rijen
        sleutel = (eerste.gemeente, eerste.aanbieder, eerste.identificatie, eerste.referentie)
        stand = _besluit(eerste)
        for rij in (eerste, *meer):
            open_, onderweg, betaald = stand_van_post(rij, standen, terug)
            stand = stand.plus(Stand(geboekt=-(rij.geboekt or 0), open=open_, onderweg=onderweg, betaald=betaald))
        yield Regel(sleutel, stand)
    yield from _taakgericht(conn, standen, terug)


def _taakgericht(
    conn: Connection, standen: dict[int, str], terug: dict[tuple[int, date], int | None]
) -> Iterator[Regel]:
    """What was booked of budgets: nobody declared it, and it is paid in the same way."""
    t, b, regel = taakgericht_post.c, boeking.c, boekingsregel.c
    vraag = (
        select(
            b.gemeente,
            regel.partij,
            t.naam,
            t.soort,
            t.maand,
            t.bedrag,
            (-regel.bedrag).label("geboekt"),
            post.c.bedrag.label("post"),
            post.c.betaling_id,
            b.leveringsmaand,
        )
        .join(boeking, b.id == t.boeking_id)
        .join(boekingsregel, and_(regel.boeking_id == b.id, regel.rekening == Rekening.AANBIEDER))
        .outerjoin(post, post.c.boeking_id == b.id)
        .order_by(b.id)
    )
    for rij in conn.execute(vraag):
        open_, onderweg, betaald = stand_van_post(rij, standen, terug)
        yield Regel(
            (rij.gemeente, rij.partij, TAAKGERICHT, f"{rij.naam} {rij.soort} {rij.maand:%Y-%m}"),
            Stand(rij.bedrag, rij.bedrag, geboekt=rij.geboekt, open=open_, onderweg=onderweg, betaald=betaald),
        )


def _besluit(rij: Any) -> Stand:
    """The amount under what was decided on it: the one place that knows which decisions there are."""
    if rij.wacht is not None:
        return Stand(ingediend=rij.bedrag, aangehouden=rij.bedrag)
    if rij.toegekend:
        return Stand(ingediend=rij.bedrag, toegekend=rij.bedrag)
    return Stand(ingediend=rij.bedrag, afgewezen=rij.bedrag)


def stand_van_post(
    rij: Any, standen: dict[int, str], terug: dict[tuple[int, date], int | None]
) -> tuple[int, int, int]:
    """What of a post is open, under way and paid; a payment that came back is followed to the next one."""
    if rij.post is None:
        return 0, 0, 0
    nummer: int | None = rij.betaling_id
    while nummer is not None and standen[nummer] == "teruggekomen":
        nummer = terug[nummer, rij.leveringsmaand]
    stand = None if nummer is None else _STANDEN.get(standen[nummer])
    bedrag: int = rij.post
    return (
        bedrag if stand is None else 0,
        bedrag if stand == "onderweg" else 0,
        bedrag if stand == "betaald" else 0,
    )


def lees_betalingen(
    conn: Connection, aanbieder: str | None = None
) -> tuple[dict[int, str], dict[tuple[int, date], int | None]]:
    """How payments stand, and by (payment that came back, month of delivery) the payment that followed.

    All, or those of one aanbieder when it is named.
    """
    waar = true() if aanbieder is None else betaling.c.aanbieder == aanbieder
    standen = {rij.id: rij.stand for rij in conn.execute(select(betaling.c.id, betaling.c.stand).where(waar))}
    vraag = (
        select(boeking.c.betaling_id, boeking.c.leveringsmaand, post.c.betaling_id.label("opvolger"))
        .select_from(betaling)
        .join(boeking, boeking.c.betaling_id == betaling.c.id)
        .join(post, post.c.boeking_id == boeking.c.id)
        .where(boeking.c.soort == Boekingsoort.TERUGGEKOMEN, waar)
    )
    return standen, {(rij.betaling_id, rij.leveringsmaand): rij.opvolger for rij in conn.execute(vraag)}


def lees_declaraties(conn: Connection) -> dict[Sleutel, tuple[int, int]]:
    """Per message what was declared and granted, as the answer said it, and what was kept of budgets."""
    d = declaratie.c
    vraag = select(d.gemeente, d.aanbieder, bericht.c.identificatie, d.ingediend, d.toegekend).join(
        bericht, bericht.c.id == d.bericht_id
    )
    per_bericht: dict[Sleutel, tuple[int, int]] = {
        tuple(sleutel): (ingediend, toegekend) for *sleutel, ingediend, toegekend in conn.execute(vraag)
    }
    for gemeente, aanbieder, bedrag in conn.execute(BUDGETTEN):
        per_bericht[gemeente, aanbieder, TAAKGERICHT] = (int(bedrag), int(bedrag))
    return per_bericht


def lees_saldi(conn: Connection) -> dict[Sleutel, tuple[int, int, int]]:
    """Per gemeente and aanbieder what the books say is open, under way and paid."""
    regel = boekingsregel.c
    aanbieder = func.coalesce(betaling.c.aanbieder, regel.partij)
    vraag = (
        select(boeking.c.gemeente, aanbieder, regel.rekening, func.sum(-regel.bedrag))
        .join(boekingsregel, regel.boeking_id == boeking.c.id)
        .outerjoin(betaling, betaling.c.id == boeking.c.betaling_id)
        .where(regel.rekening.in_([Rekening.AANBIEDER, Rekening.ONDERWEG, Rekening.BANK]))
        .group_by(boeking.c.gemeente, aanbieder, regel.rekening)
    )
    per: dict[Sleutel, dict[str, int]] = {}
    for gemeente, wie, rekening, bedrag in conn.execute(vraag):
        per.setdefault((gemeente, wie), {})[rekening] = int(bedrag)
    return {
        sleutel: (
            saldi.get(Rekening.AANBIEDER, 0),
            saldi.get(Rekening.ONDERWEG, 0),
            saldi.get(Rekening.BANK, 0),
        )
        for sleutel, saldi in per.items()
    }
