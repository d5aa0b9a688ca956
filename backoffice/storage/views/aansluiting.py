"""The reconciliation on the screen: the answers beside the sums of the books, down to the messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, select, true

from backoffice.ledger.aansluiting import Regel, Sleutel, Stand
from backoffice.ledger.boeken import Boekingsoort, Rekening
from backoffice.storage.aansluiting import BUDGETTEN, lees_betalingen, stand_van_post
from backoffice.storage.tabellen import (
    aanhouding,
    bericht,
    boeking,
    boekingsregel,
    boeksom,
    declaratie,
    post,
    prestatie,
    taakgericht_post,
)
from backoffice.storage.zoeken import een_van

_BETALING = (Boekingsoort.BETALING, Boekingsoort.TERUGGEKOMEN)


def lees_standen(conn: Connection, gemeente: str | None = None) -> Iterator[Regel]:
    """Per gemeente and aanbieder what was answered, and what the books say of it; of one gemeente when named.

    From the answers and the sums, so that it follows the number of messages and not that of the lines.
    """
    standen: defaultdict[Sleutel, Stand] = defaultdict(Stand)
    d, s = declaratie.c, boeksom.c
    wacht = aanhouding.c.bericht_id.is_not(None)
    besloten = (
        select(
            d.gemeente,
            d.aanbieder,
            func.sum(d.ingediend),
            func.sum(case((wacht, 0), else_=d.toegekend)),
            func.sum(case((wacht, d.ingediend), else_=0)),
        )
        .outerjoin(
            aanhouding, and_(aanhouding.c.bericht_id == d.bericht_id, aanhouding.c.afgehandeld_op.is_(None))
        )
        .where(_van(gemeente, d.gemeente))
        .group_by(d.gemeente, d.aanbieder)
    )
    for *sleutel, ingediend, toegekend, wachtend in conn.execute(besloten):
        afgewezen = ingediend - toegekend - wachtend
        standen[tuple(sleutel)] = Stand(*map(int, (ingediend, toegekend, afgewezen, wachtend)))
    for *sleutel, bedrag in conn.execute(BUDGETTEN.where(_van(gemeente, taakgericht_post.c.gemeente))):
        deel = Stand(ingediend=int(bedrag), toegekend=int(bedrag))
        standen[tuple(sleutel)] = standen[tuple(sleutel)].plus(deel)
    bedrag = -s.debet - s.credit
    # Of its own account an aanbieder is the partij, so that the key gives the order and nothing needs sorting.
    schuld = (
        select(s.gemeente, s.partij, func.sum(case((s.soort.in_(_BETALING), 0), else_=bedrag)), func.sum(bedrag))
        .where(s.rekening == Rekening.AANBIEDER, _van(gemeente, s.gemeente))
        .group_by(s.rekening, s.partij, s.gemeente)
    )
    for *sleutel, geboekt, saldo in conn.execute(schuld):
        deel = Stand(geboekt=int(geboekt), open=int(saldo))
        standen[tuple(sleutel)] = standen[tuple(sleutel)].plus(deel)
    verzonden = (
        select(s.gemeente, s.aanbieder, s.rekening, func.sum(bedrag))
        .where(s.rekening.in_((Rekening.ONDERWEG, Rekening.BANK)), _van(gemeente, s.gemeente))
        .group_by(s.gemeente, s.aanbieder, s.rekening)
    )
    for *sleutel, rekening, saldo in conn.execute(verzonden):
        deel = Stand(onderweg=int(saldo)) if rekening == Rekening.ONDERWEG else Stand(betaald=int(saldo))
        standen[tuple(sleutel)] = standen[tuple(sleutel)].plus(deel)
    yield from (Regel(sleutel, standen[sleutel]) for sleutel in sorted(standen))


def _van(gemeente: str | None, kolom: ColumnElement[str]) -> ColumnElement[bool]:
    return true() if gemeente is None else kolom == gemeente


class Berichtstand(NamedTuple):
    """What became of one declaratie, by the Identificatie of its message."""

    declaratie_id: int
    identificatie: str
    stand: Stand


def lees_berichten(
    conn: Connection, gemeente: str, aanbieder: str, *, aantal: int, na: int | None = None
) -> list[Berichtstand]:
    """The declaraties of an aanbieder at a gemeente with what became of their lines, newest first, before `na`."""
    d, p, regel = declaratie.c, prestatie.c, boekingsregel.c
    kop = (
        select(d.id, bericht.c.identificatie, aanhouding.c.bericht_id.label("wacht"))
        .join(bericht, bericht.c.id == d.bericht_id)
        .outerjoin(
            aanhouding, and_(aanhouding.c.bericht_id == d.bericht_id, aanhouding.c.afgehandeld_op.is_(None))
        )
        .where(d.gemeente == gemeente, d.aanbieder == aanbieder)
        .order_by(d.id.desc())
        .limit(aantal)
    )
    koppen = conn.execute(kop if na is None else kop.where(d.id < na)).all()
    ids = [rij.id for rij in koppen]
    wachtend = {rij.id for rij in koppen if rij.wacht is not None}
    standen: defaultdict[int, Stand] = defaultdict(Stand)
    besluiten = (
        select(p.declaratie_id, p.toegekend, func.sum(p.bedrag))
        .where(een_van(conn, p.declaratie_id, ids))
        .group_by(p.declaratie_id, p.toegekend)
    )
    for id_, toegekend, bedrag in conn.execute(besluiten):
        wat = "aangehouden" if id_ in wachtend else "toegekend" if toegekend else "afgewezen"
        standen[id_] = standen[id_].plus(Stand(ingediend=int(bedrag))._replace(**{wat: int(bedrag)}))
    geboekt = (
        select(
            p.declaratie_id,
            post.c.betaling_id,
            post.c.leveringsmaand,
            func.sum(-regel.bedrag).label("geboekt"),
            func.sum(post.c.bedrag).label("post"),
        )
        .join(boeking, boeking.c.prestatie_id == p.id)
        .join(boekingsregel, and_(regel.boeking_id == boeking.c.id, regel.rekening == Rekening.AANBIEDER))
        .outerjoin(post, post.c.boeking_id == boeking.c.id)
        .where(een_van(conn, p.declaratie_id, ids))
        .group_by(p.declaratie_id, post.c.betaling_id, post.c.leveringsmaand)
    )
    betalingen = lees_betalingen(conn, aanbieder)
    for rij in conn.execute(geboekt):
        open_, onderweg, betaald = map(int, stand_van_post(rij, *betalingen))
        deel = Stand(geboekt=int(rij.geboekt), open=open_, onderweg=onderweg, betaald=betaald)
        standen[rij.declaratie_id] = standen[rij.declaratie_id].plus(deel)
    return [Berichtstand(rij.id, rij.identificatie, standen[rij.id]) for rij in koppen]
