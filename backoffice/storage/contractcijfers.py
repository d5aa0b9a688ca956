"""Care beside contracts, in numbers: what runs, what was delivered, and what a change would touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from backoffice.contracts.verschil import Geraakt
from backoffice.contracts.wacht import Leveringsom, Toewijzingsom
from backoffice.storage.paren import Paar, van_paren
from backoffice.storage.tabellen import declaratie, prestatie, toewijzing


@dataclass(frozen=True, slots=True)
class Raakvlak:
    """What a change touches at one gemeente: running toewijzingen, and approved prestaties in those months."""

    gemeente: str
    toewijzingen: int
    prestaties: int
    bedrag: int
    """Signed eurocents of those prestaties."""


def lopende_toewijzingen(conn: Connection, op: date) -> list[Toewijzingsom]:
    """How many toewijzingen run on a day or start later, per gemeente, aanbieder, product and einddatum."""
    t = toewijzing.c
    kolommen = (t.gemeente, t.aanbieder, t.categorie, t.code, t.einddatum)
    # Two questions that an index answers each; joined by "or" every toewijzing that ever was would be read.
    vragen = (
        select(*kolommen, func.count()).where(t.verwijderd.is_(False), loopt).group_by(*kolommen)
        for loopt in (t.einddatum.is_(None), t.einddatum >= op)
    )
    return [Toewijzingsom(*rij) for vraag in vragen for rij in conn.execute(vraag)]


def leveringen(conn: Connection, paren: Collection[Paar], vanaf: date, tot: date) -> dict[Paar, list[Leveringsom]]:
    """Approved prestaties that these pairs delivered from `vanaf` to before `tot`, per product and month."""
    d, p = declaratie.c, prestatie.c
    per_dag = (d.gemeente, d.aanbieder, p.categorie, p.code, p.begindatum)
    vraag = (
        select(*per_dag, func.count(), func.sum(p.bedrag))
        .join(declaratie, d.id == p.declaratie_id)
        # No DeclaratiePeriode ends before what it declares (TR319): what was declared earlier need not be read.
        .where(van_paren(conn, paren), d.periode >= vanaf.replace(day=1))
        .where(*_goedgekeurd(), p.begindatum >= vanaf, p.begindatum < tot)
        .group_by(*per_dag)
    )
    per_maand: defaultdict[tuple[str, str, str, str, date], list[int]] = defaultdict(lambda: [0, 0])
    for *product, begin, aantal, bedrag in conn.execute(vraag):
        som = per_maand[*product, begin.replace(day=1)]
        som[0] += aantal
        som[1] += int(bedrag)
    sommen: defaultdict[Paar, list[Leveringsom]] = defaultdict(list)
    for sleutel, som in per_maand.items():
        een = Leveringsom(*sleutel, *som)
        sommen[een.gemeente, een.aanbieder].append(een)
    return sommen


def raakvlakken(conn: Connection, aanbieder: str, geraakt: Iterable[Geraakt], op: date) -> list[Raakvlak]:
    """What the care of an aanbieder that is touched comes to, per gemeente; two queries."""
    groepen: dict[tuple[date, date], list[Geraakt]] = defaultdict(list)
    for een in geraakt:
        groepen[een.vanaf, een.tot].append(een)
    if not groepen:
        return []
    tellingen = conn.execute(
        select(toewijzing.c.gemeente, func.count().label("aantal"))
        .where(
            toewijzing.c.aanbieder == aanbieder,
            *_loopt(op),
            or_(*(_raakt_toewijzing(van, tot, delen) for (van, tot), delen in groepen.items())),
        )
        .group_by(toewijzing.c.gemeente)
    )
    lopend = {rij.gemeente: int(rij.aantal) for rij in tellingen}
    sommen = conn.execute(
        select(declaratie.c.gemeente, func.count(), func.sum(prestatie.c.bedrag))
        .join(declaratie, declaratie.c.id == prestatie.c.declaratie_id)
        .where(
            prestatie.c.aanbieder == aanbieder,
            *_goedgekeurd(),
            or_(*(_raakt_prestatie(van, tot, delen) for (van, tot), delen in groepen.items())),
        )
        .group_by(declaratie.c.gemeente)
    )
    geleverd = {gemeente: (aantal, int(bedrag)) for gemeente, aantal, bedrag in sommen}
    return [
        Raakvlak(gemeente, lopend.get(gemeente, 0), *geleverd.get(gemeente, (0, 0)))
        for gemeente in sorted(lopend.keys() | geleverd.keys())
    ]


def _loopt(op: date) -> tuple[ColumnElement[bool], ...]:
    return (
        toewijzing.c.verwijderd.is_(False),
        or_(toewijzing.c.einddatum.is_(None), toewijzing.c.einddatum >= op),
    )


def _goedgekeurd() -> tuple[ColumnElement[bool], ...]:
    """Debets that count: approved and not credited."""
    return (
        prestatie.c.toegekend.is_(True),
        prestatie.c.gecrediteerd_door.is_(None),
        prestatie.c.vorige_referentie.is_(None),
    )


def _raakt_toewijzing(vanaf: date, tot: date, delen: Sequence[Geraakt]) -> ColumnElement[bool]:
    """A toewijzing names a code, or only a categorie, or neither, and then any product may be meant."""
    t = toewijzing.c
    return and_(
        t.ingangsdatum < tot,
        or_(t.einddatum.is_(None), t.einddatum >= vanaf),
        t.gemeente.in_({deel.gemeente for deel in delen}),
        or_(
            t.code.in_({deel.code for deel in delen}),
            and_(
                t.code.is_(None),
                or_(t.categorie.is_(None), t.categorie.in_({deel.categorie for deel in delen})),
            ),
        ),
    )


def _raakt_prestatie(vanaf: date, tot: date, delen: Sequence[Geraakt]) -> ColumnElement[bool]:
    return and_(
        prestatie.c.begindatum >= vanaf,
        prestatie.c.begindatum < tot,
        declaratie.c.gemeente.in_({deel.gemeente for deel in delen}),
        prestatie.c.code.in_({deel.code for deel in delen}),
    )
