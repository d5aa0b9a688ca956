"""What the reconciliation compares: every prestatie with its post, the answers given, and the balances.

The database adds up for a screen; line by line it is told to who seeks every difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, and_, case, cast, func, or_, select

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

_STANDEN = {"uitgevoerd": "betaald", "onderweg": "onderweg"}


def lees_regels(conn: Connection) -> Iterator[Regel]:
    """Every prestatie and what became of it, in the order of the messages; then what was booked of budgets."""
    p, d, b, regel = prestatie.c, declaratie.c, boeking.c, boekingsregel.c
    standen, terug = _betalingen(conn)
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
            open_, onderweg, betaald = _post(rij, standen, terug)
            stand = stand.plus(Stand(geboekt=-(rij.geboekt or 0), open=open_, onderweg=onderweg, betaald=betaald))
        yield Regel(sleutel, stand)
    yield from _taakgericht(conn, standen, terug)


def lees_sommen(conn: Connection, saldi: Mapping[Sleutel, tuple[int, int, int]]) -> dict[Sleutel, Stand]:
    """What `lees_regels` gives, added up by the database per gemeente and aanbieder.

    What was booked is the debt in the books (`saldi`, from `lees_saldi`), with what payments took off it.
    """
    standen: defaultdict[Sleutel, Stand] = defaultdict(Stand)
    p, d = prestatie.c, declaratie.c
    wacht = aanhouding.c.bericht_id.is_not(None)

    def som(*waar: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((and_(*waar), p.bedrag), else_=0))

    besloten = (
        select(
            *(d.gemeente, d.aanbieder, func.sum(p.bedrag), som(~wacht, p.toegekend.is_(True))),
            *(som(~wacht, p.toegekend.is_(False)), som(wacht)),
        )
        .select_from(prestatie)
        .join(declaratie, d.id == p.declaratie_id)
        .outerjoin(
            aanhouding, and_(aanhouding.c.bericht_id == d.bericht_id, aanhouding.c.afgehandeld_op.is_(None))
        )
        .group_by(d.gemeente, d.aanbieder)
    )
    for gemeente, aanbieder, *sommen in conn.execute(besloten):
        standen[gemeente, aanbieder] = Stand(*map(int, sommen))
    for sleutel, (schuld, _, _) in saldi.items():
        standen[sleutel] = standen[sleutel].plus(Stand(geboekt=schuld))
    for gemeente, aanbieder, bedrag in conn.execute(_betaald()):
        standen[gemeente, aanbieder] = standen[gemeente, aanbieder].plus(Stand(geboekt=int(bedrag)))
    for gemeente, aanbieder, bedrag in conn.execute(_budget()):
        deel = Stand(ingediend=int(bedrag), toegekend=int(bedrag))
        standen[gemeente, aanbieder] = standen[gemeente, aanbieder].plus(deel)
    stand_van, terug = _betalingen(conn)
    for rij in conn.execute(_posten()):
        open_, onderweg, betaald = _post(rij, stand_van, terug)
        deel = Stand(open=open_, onderweg=onderweg, betaald=betaald)
        standen[rij.gemeente, rij.aanbieder] = standen[rij.gemeente, rij.aanbieder].plus(deel)
    return dict(standen)


def lees_ongelijke_regels(conn: Connection, *, aantal: int) -> list[Sleutel]:
    """Prestaties of which another amount was booked than was granted, in order; the database looks for them."""
    p, d, b, regel = prestatie.c, declaratie.c, boeking.c, boekingsregel.c
    geboekt = (
        select(b.prestatie_id, func.sum(-regel.bedrag).label("bedrag"))
        .join(boekingsregel, and_(regel.boeking_id == b.id, regel.rekening == Rekening.AANBIEDER.value))
        .where(b.prestatie_id.is_not(None))
        .group_by(b.prestatie_id)
        .subquery()
    )
    wacht = select(aanhouding.c.bericht_id).where(
        aanhouding.c.bericht_id == d.bericht_id, aanhouding.c.afgehandeld_op.is_(None)
    )
    toegekend = case((and_(p.toegekend.is_(True), ~wacht.exists()), p.bedrag), else_=0)
    vraag = (
        select(d.gemeente, d.aanbieder, bericht.c.identificatie, p.referentie)
        .select_from(prestatie)
        .join(declaratie, d.id == p.declaratie_id)
        .join(bericht, bericht.c.id == d.bericht_id)
        .outerjoin(geboekt, geboekt.c.prestatie_id == p.id)
        .where(func.coalesce(geboekt.c.bedrag, 0) != toegekend)
        .order_by(p.id)
        .limit(aantal)
    )
    return [tuple(rij) for rij in conn.execute(vraag)]


def lees_ongelijke_declaraties(conn: Connection, *, aantal: int) -> list[Sleutel]:
    """Messages whose lines do not add up to what the answer said, in order."""
    p, d = prestatie.c, declaratie.c
    wacht = and_(aanhouding.c.bericht_id == d.bericht_id, aanhouding.c.afgehandeld_op.is_(None))
    toegekend = case((and_(p.toegekend.is_(True), aanhouding.c.bericht_id.is_(None)), p.bedrag), else_=0)
    vraag = (
        select(d.gemeente, d.aanbieder, bericht.c.identificatie)
        .select_from(declaratie)
        .join(bericht, bericht.c.id == d.bericht_id)
        .outerjoin(prestatie, p.declaratie_id == d.id)
        .outerjoin(aanhouding, wacht)
        .group_by(d.id, d.gemeente, d.aanbieder, d.ingediend, d.toegekend, bericht.c.identificatie)
        .having(
            or_(
                func.coalesce(func.sum(p.bedrag), 0) != d.ingediend,
                func.coalesce(func.sum(toegekend), 0) != d.toegekend,
            )
        )
        .order_by(d.id)
        .limit(aantal)
    )
    return [tuple(rij) for rij in conn.execute(vraag)]


def _betaald() -> Select[Any]:
    """What payments took off the debt, per gemeente and aanbieder."""
    b, regel = boeking.c, boekingsregel.c
    return (
        select(b.gemeente, regel.partij, func.sum(regel.bedrag))
        .join(boekingsregel, regel.boeking_id == b.id)
        .where(b.betaling_id.is_not(None), regel.rekening == Rekening.AANBIEDER.value)
        .group_by(b.gemeente, regel.partij)
    )


def _posten() -> Select[Any]:
    """What opened the debt, per gemeente, aanbieder, payment and, since one may come back, month of delivery."""
    # A payment that came back opens the debt once more; there are few, so these are the ones to leave out.
    van_betaling = select(boeking.c.id).where(boeking.c.betaling_id.is_not(None))
    sleutel = (post.c.gemeente, post.c.aanbieder, post.c.betaling_id, post.c.leveringsmaand)
    return (
        select(*sleutel, cast(func.sum(post.c.bedrag), BigInteger).label("post"))
        .where(post.c.boeking_id.not_in(van_betaling))
        .group_by(*sleutel)
    )


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
        open_, onderweg, betaald = _post(rij, standen, terug)
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


def _post(rij: Any, standen: dict[int, str], terug: dict[tuple[int, date], int | None]) -> tuple[int, int, int]:
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


def _betalingen(conn: Connection) -> tuple[dict[int, str], dict[tuple[int, date], int | None]]:
    """How every payment stands, and by (payment that came back, month of delivery) the payment that followed."""
    standen = {rij.id: rij.stand for rij in conn.execute(select(betaling.c.id, betaling.c.stand))}
    vraag = (
        select(boeking.c.betaling_id, boeking.c.leveringsmaand, post.c.betaling_id.label("opvolger"))
        .join(post, post.c.boeking_id == boeking.c.id)
        .where(boeking.c.betaling_id.is_not(None), boeking.c.soort == Boekingsoort.TERUGGEKOMEN)
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
    for gemeente, aanbieder, bedrag in conn.execute(_budget()):
        per_bericht[gemeente, aanbieder, TAAKGERICHT] = (int(bedrag), int(bedrag))
    return per_bericht


def _budget() -> Select[Any]:
    """What was kept of budgets, per gemeente and aanbieder."""
    t, post_ = taakgericht.c, taakgericht_post.c
    return (
        select(post_.gemeente, t.aanbieder, func.sum(post_.bedrag))
        .join(taakgericht, and_(t.naam == post_.naam, t.jaar == post_.jaar))
        .group_by(post_.gemeente, t.aanbieder)
    )


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
