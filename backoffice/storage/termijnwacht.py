"""What the termijnwacht looks at: running toewijzingen, what was declared on them, and their starts and stops.

Only toewijzingen that still ran on or after a day are read, a portion of aanbieders at a time, with what was
declared of their months since that day: time and memory follow what runs, and not the history of the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Text,
    and_,
    case,
    cast,
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
    for nog in (t.einddatum >= vanaf, t.einddatum.is_(None)):
        yield [nog, *_waar(bron, tot_en_met, aanbieder, gemeente)]


def _waar(
    bron: FromClause, tot_en_met: date, aanbieder: str | None, gemeente: str | None
) -> list[ColumnElement[bool]]:
    t = bron.c
    waar = [t.ingangsdatum <= tot_en_met, t.verwijderd.is_(False)]
    waar += [] if aanbieder is None else [t.aanbieder == aanbieder]
    waar += [] if gemeente is None else [t.gemeente == gemeente]
    return waar


class Gelijke(NamedTuple):
    """Toewijzingen of which the same is expected: they differ in number and cliënt, and in what does not matter.

    `toewijzing` stands for all: it has the lowest number, no volume, and no days outside the period that was asked
    for. `verzonden` is the day of its only JW301, or its ingangsdatum when that is later; one that was changed
    since stands alone, with its id as `gewijzigd`. `gedeclareerd` are the months (first days) that are declared or
    wait for a decision, and `leden` all of them as text.
    """

    toewijzing: ToegewezenProduct
    verzonden: date
    gewijzigd: int | None
    gedeclareerd: set[date]
    aantal: int
    leden: str

    def op_nummer(self) -> list[tuple[int, int]]:
        """The ToewijzingNummer and id of each, in order of number."""
        paren = (lid.split(":") for lid in self.leden.split(","))
        return sorted((int(nummer), int(id_)) for nummer, id_ in paren)


def lees_gelijke(
    conn: Connection, vanaf: date, tot_en_met: date, aanbieder: str | None, gemeente: str | None
) -> Iterator[Gelijke]:
    """What ran in this period, and which months since `vanaf` (the first of one) are declared as far as known now.

    What is alike comes together: of a hundred thousand toewijzingen few differ in what is expected of them.
    """
    t, p, d, a = toewijzing.c, prestatie.c, declaratie.c, aanhouding.c
    debet = [p.begindatum >= vanaf, p.vorige_referentie.is_(None), p.gecrediteerd_door.is_(None)]
    # What stands is told by one index alone; what waits is little, and looked for apart.
    staat = select(_opgesomd(conn, p.begindatum)).where(p.toewijzing_id == t.id, p.toegekend.is_(True), *debet)
    wachtend = (
        select(p.toewijzing_id, _opgesomd(conn, p.begindatum).label("dagen"))
        .select_from(aanhouding)
        .join(declaratie, d.bericht_id == a.bericht_id)
        .join(prestatie, p.declaratie_id == d.id)
        .where(a.afgehandeld_op.is_(None), *debet)
        .group_by(p.toewijzing_id)
        .subquery()
    )
    begin = case((t.ingangsdatum < vanaf, vanaf), else_=t.ingangsdatum)
    # What differs most comes first: the database sorts by it.
    velden: list[ColumnElement[Any]] = [
        staat.scalar_subquery().label("staat"),
        wachtend.c.dagen.label("wacht"),
        begin.label("ingangsdatum"),
        case((t.einddatum <= tot_en_met, t.einddatum)).label("einddatum"),
        case((t.eerste_verzonden > begin, t.eerste_verzonden), else_=begin).label("verzonden"),
        case((t.versie > 1, t.id)).label("gewijzigd"),
        t.code,
        t.categorie,
        t.aanbieder,
        t.gemeente,
    ]
    lopend = (
        select(
            *velden, t.toewijzing_nummer, (cast(t.toewijzing_nummer, Text) + ":" + cast(t.id, Text)).label("lid")
        )
        .outerjoin(wachtend, wachtend.c.toewijzing_id == t.id)
        .where(
            or_(t.einddatum >= vanaf, t.einddatum.is_(None)), *_waar(toewijzing, tot_en_met, aanbieder, gemeente)
        )
        .subquery()
    )
    g = lopend.c
    sleutel = [g[veld.name] for veld in velden]
    vraag = select(*sleutel, func.min(g.toewijzing_nummer), func.count(), _opgesomd(conn, g.lid)).group_by(
        *sleutel
    )
    for (
        staat_,
        wacht,
        ingang,
        eind,
        verzonden,
        gewijzigd,
        code,
        categorie,
        van,
        bij,
        nummer,
        *leden,
    ) in conn.execute(vraag):
        een = ToegewezenProduct(bij, nummer, van, categorie, code, ingang, eind)
        dagen = ",".join(filter(None, (staat_, wacht)))
        yield Gelijke(
            een, verzonden, gewijzigd, set(map(_eerste_van, dagen.split(","))) if dagen else set(), *leden
        )


def _opgesomd(conn: Connection, kolom: ColumnElement[Any]) -> ColumnElement[str]:
    """What is in a group as text, with commas."""
    tekst = cast(kolom, Text)
    return func.group_concat(tekst) if conn.dialect.name == "sqlite" else func.string_agg(tekst, ",")


@lru_cache(maxsize=1024)
def _eerste_van(dag: str) -> date:
    return eerste_dag(date.fromisoformat(dag))


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
