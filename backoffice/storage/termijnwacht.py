"""What the termijnwacht looks at: running toewijzingen, what was declared on them, and their starts and stops.

Only toewijzingen that still ran on or after a day are read, a portion of aanbieders at a time, with what was
declared of their months since that day: time and memory follow what runs, and not the history of the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from itertools import groupby
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    and_,
    func,
    or_,
    select,
    union,
)

from backoffice.settlement.openstaand import Leveringsmaand
from backoffice.settlement.schatting import Gedeclareerd
from backoffice.storage.tabellen import (
    aanhouding,
    bericht,
    declaratie,
    levering,
    prestatie,
    toewijzing,
    toewijzing_versie,
)
from backoffice.storage.zoeken import een_van
from backoffice.toewijzingen.levering import Zorg
from ijw.feiten import Levering, Start, Stop, ToegewezenProduct
from ijw.rekenen import eerste_dag

_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
PORTIE: Final = 2_000
"""Toewijzingen after which a portion is full; that of the last aanbieder in it may take it further."""


class Lopende(NamedTuple):
    """A toewijzing in force, with its id and that of its cliënt."""

    id: int
    client_id: int
    toewijzing: ToegewezenProduct


class Ingediend(NamedTuple):
    """What was approved (credits negative), and the months for which a debet stands or waits for a decision."""

    goedgekeurd: list[Gedeclareerd]
    maanden: set[Leveringsmaand]


def porties(
    conn: Connection,
    vanaf: date,
    tot_en_met: date,
    aanbieder: str | None,
    gemeente: str | None,
    *,
    ook_vroeger: bool = False,
) -> Iterator[list[int]]:
    """The ids of toewijzingen that ran on a day of this period, some thousands at a time, in order of aanbieder.

    All of one aanbieder come together. With `ook_vroeger` also those that ran then by an earlier version only.
    """
    bron = toewijzing_versie if ook_vroeger else toewijzing
    t = bron.c
    id_ = t.toewijzing_id if ook_vroeger else t.id
    lopend, onbepaald = (
        select(t.aanbieder.label("aanbieder"), id_.label("nummer")).where(*waar)
        for waar in _die_liepen(bron, vanaf, tot_en_met, aanbieder, gemeente)
    )
    vraag = union(lopend, onbepaald).order_by("aanbieder", "nummer")
    portie: list[int] = []
    for _, eigen in groupby(conn.execute(vraag).all(), lambda rij: rij.aanbieder):
        portie += [nummer for _, nummer in eigen]
        if len(portie) >= PORTIE:
            yield portie
            portie = []
    if portie:
        yield portie


def _die_liepen(
    bron: FromClause, vanaf: date, tot_en_met: date, aanbieder: str | None, gemeente: str | None
) -> Iterator[list[ColumnElement[bool]]]:
    """The two ways to have run in a period; with OR between them SQLite reads the whole table."""
    t = bron.c
    waar = [t.ingangsdatum <= tot_en_met, t.verwijderd.is_(False)]
    waar += [] if aanbieder is None else [t.aanbieder == aanbieder]
    waar += [] if gemeente is None else [t.gemeente == gemeente]
    for nog in (t.einddatum >= vanaf, t.einddatum.is_(None)):
        yield [nog, *waar]


def lees_toewijzingen(
    conn: Connection, toewijzingen: Collection[int], bekend_op: datetime | None = None
) -> list[Lopende]:
    """These toewijzingen as in force, or as they were known at a moment, in order of id; removed ones left out."""
    v = toewijzing_versie.c
    if bekend_op is None:
        bron: FromClause = toewijzing
    else:
        nummer = func.row_number().over(partition_by=v.toewijzing_id, order_by=v.versie.desc())
        bron = (
            select(*(kolom for kolom in v if kolom.name != "id"), nummer.label("nummer"))
            .where(een_van(conn, v.toewijzing_id, toewijzingen), v.vastgelegd_op <= bekend_op)
            .subquery()
        )
    t = bron.c
    id_ = t.id if bekend_op is None else t.toewijzing_id
    vraag = select(
        id_,
        t.client_id,
        t.gemeente,
        t.toewijzing_nummer,
        t.aanbieder,
        t.categorie,
        t.code,
        t.ingangsdatum,
        t.einddatum,
        t.volume,
        t.eenheid,
        t.frequentie,
        t.budget,
        t.verwijderd,
        t.versie,
    ).where(t.verwijderd.is_(False))
    vraag = vraag.where(een_van(conn, id_, toewijzingen) if bekend_op is None else t.nummer == 1)
    return [
        Lopende(nummer, client_id, ToegewezenProduct(*velden))
        for nummer, client_id, *velden in conn.execute(vraag.order_by(id_)).all()
    ]


def ingediend_op(conn: Connection, toewijzingen: Collection[int], vanaf: date, tot_en_met: date) -> Ingediend:
    """What was declared on these toewijzingen (ids) of months from a day on, and received through another."""
    p = prestatie.c
    wacht = aanhouding.c.bericht_id.is_not(None)
    vraag = (
        select(
            declaratie.c.gemeente,
            p.toewijzing_nummer,
            p.begindatum,
            bericht.c.ontvangen_op,
            p.bedrag,
            p.toegekend,
            p.vorige_referentie,
            p.gecrediteerd_door,
        )
        .join(declaratie, declaratie.c.id == p.declaratie_id)
        .join(bericht, bericht.c.id == declaratie.c.bericht_id)
        .outerjoin(
            aanhouding, and_(aanhouding.c.bericht_id == bericht.c.id, aanhouding.c.afgehandeld_op.is_(None))
        )
        .where(
            een_van(conn, p.toewijzing_id, toewijzingen),
            p.begindatum >= eerste_dag(vanaf),
            or_(p.toegekend.is_(True), wacht),
        )
        .order_by(p.id)
    )
    uit = Ingediend([], set())
    for gemeente, nummer, begin, op, bedrag, toegekend, vorige, credit in conn.execute(vraag):
        ontvangen = op.astimezone(_AMSTERDAM).date()
        if ontvangen > tot_en_met:
            continue
        maand = Leveringsmaand(gemeente, nummer, begin.replace(day=1))
        if toegekend:
            uit.goedgekeurd.append(Gedeclareerd(maand, ontvangen, bedrag))
        if vorige is None and credit is None:
            uit.maanden.add(maand)
    return uit


def leveringen_van(conn: Connection, lopend: Collection[Lopende]) -> Mapping[int, Levering]:
    """The starts and stops that stand for each of these toewijzingen, by its id."""
    l_ = levering.c
    vraag = select(
        l_.client_id,
        l_.aanbieder,
        l_.toewijzing_nummer,
        l_.categorie,
        l_.code,
        l_.begindatum,
        l_.reden,
        l_.einddatum,
    ).where(een_van(conn, l_.client_id, {een.client_id for een in lopend}), l_.verwijderd_door.is_(None))
    starts: dict[tuple[int, str, Zorg], set[Start]] = defaultdict(set)
    stops: dict[tuple[int, str, Zorg], set[Stop]] = defaultdict(set)
    for client, aanbieder, nummer, categorie, code, begin, reden, eind in conn.execute(vraag).all():
        sleutel = (client, aanbieder, (categorie, code) if nummer is None else nummer)
        start = Start(categorie, code, begin)
        starts[sleutel].add(start)
        if reden is not None:
            stops[sleutel].add(Stop(start, reden, eind))
    uit = {}
    for een in lopend:
        toe = een.toewijzing
        sleutels = [
            (een.client_id, toe.aanbieder, zorg) for zorg in (toe.toewijzing_nummer, (toe.categorie, toe.code))
        ]
        uit[een.id] = Levering(
            frozenset().union(*(starts.get(sleutel, set()) for sleutel in sleutels)),
            frozenset().union(*(stops.get(sleutel, set()) for sleutel in sleutels)),
        )
    return uit
