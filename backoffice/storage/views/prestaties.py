"""Declaraties and their prestaties, with what was found in them; nothing here names a jeugdige."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, and_, cast, func, or_, select

from backoffice.storage.tabellen import aanhouding, bericht, bevinding, declaratie, prestatie, toewijzing
from backoffice.storage.views.bereik import binnen
from backoffice.storage.zoeken import een_van
from backoffice.toegang.rechten import Bereik
from ijw.bevinding import Bevinding, Niveau


@dataclass(frozen=True, slots=True)
class DeclaratieRij:
    """One declaratie with its totals: signed eurocents, and how many prestaties of which so many were rejected."""

    id: int
    bericht_id: int
    gemeente: str
    aanbieder: str
    nummer: str
    periode: date
    ingediend: int
    toegekend: int
    regels: int
    afgewezen: int
    antwoord_uiterlijk: date | None

    @property
    def niet_toegekend(self) -> int:
        """What was refused, in signed eurocents."""
        return self.ingediend - self.toegekend


@dataclass(frozen=True, slots=True)
class PrestatieRij:
    """One prestatie: dates inclusive, signed eurocents. `client_id` only tells whose data it is."""

    id: int
    bericht_id: int
    gemeente: str
    aanbieder: str
    client_id: int | None
    referentie: str
    vorige_referentie: str | None
    toewijzing_nummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    toegekend: bool
    gecrediteerd_door: int | None
    ontvangen_op: datetime
    wacht_tot: date | None

    @property
    def stand(self) -> str:
        """What became of it, in a word or two."""
        if self.wacht_tot is not None:
            return "wacht op een besluit"
        if not self.toegekend:
            return "afgewezen"
        return "gecrediteerd" if self.gecrediteerd_door is not None else "toegekend"

    @property
    def te_herstellen(self) -> bool:
        """Whether it can be sent again: a debet that is decided on and was not taken back."""
        return self.vorige_referentie is None and self.wacht_tot is None and self.gecrediteerd_door is None


def zoek_declaratie(conn: Connection, bereik: Bereik, bericht_id: int) -> DeclaratieRij | None:
    """The declaratie of a message; None when it holds none that was processed, or not within this bereik."""
    d, p, a = declaratie.c, prestatie.c, aanhouding.c
    afgewezen = func.sum(cast(p.toegekend.is_(False), Integer))
    vraag = (
        select(
            *(d.id, d.bericht_id, d.gemeente, d.aanbieder, d.declaratie_nummer, d.periode, d.ingediend),
            *(d.toegekend, func.count(p.id), afgewezen, a.beslissen_uiterlijk),
        )
        .join(prestatie, p.declaratie_id == d.id)
        .outerjoin(aanhouding, and_(a.bericht_id == d.bericht_id, a.afgehandeld_op.is_(None)))
        .where(d.bericht_id == bericht_id, binnen(bereik, aanbieder=d.aanbieder, gemeente=d.gemeente))
        .group_by(d.id, a.beslissen_uiterlijk)
    )
    rij = conn.execute(vraag).one_or_none()
    return None if rij is None else DeclaratieRij(*rij)


def lees_regels(
    conn: Connection,
    bereik: Bereik,
    declaratie_id: int,
    *,
    alleen_afgewezen: bool,
    aantal: int | None = None,
    na: int = 0,
) -> list[PrestatieRij]:
    """The prestaties of a declaratie in the order of the message, after the one with id `na`."""
    p = prestatie.c
    vraag = _prestaties(bereik).where(p.declaratie_id == declaratie_id, p.id > na).order_by(p.id).limit(aantal)
    if alleen_afgewezen:
        vraag = vraag.where(p.toegekend.is_(False))
    return [PrestatieRij(*rij) for rij in conn.execute(vraag)]


def zoek_prestatie(conn: Connection, bereik: Bereik, prestatie_id: int) -> PrestatieRij | None:
    """One prestatie; None when there is none within this bereik."""
    rij = conn.execute(_prestaties(bereik).where(prestatie.c.id == prestatie_id)).one_or_none()
    return None if rij is None else PrestatieRij(*rij)


def lees_verwante(conn: Connection, bereik: Bereik, rij: PrestatieRij) -> list[PrestatieRij]:
    """What was declared before and after it for the same toewijzing from the same day, and what it credits."""
    p = prestatie.c
    zelf = select(p.toewijzing_id).where(p.id == rij.id).scalar_subquery()
    verwant: ColumnElement[bool] = and_(p.toewijzing_id == zelf, p.begindatum == rij.begindatum)
    gevonden = {r.id: r for r in _lees(conn, bereik, verwant)}
    if rij.vorige_referentie is not None:
        vorige = and_(p.aanbieder == rij.aanbieder, p.referentie == rij.vorige_referentie)
        gevonden |= {r.id: r for r in _lees(conn, bereik, vorige) if r.gemeente == rij.gemeente}
    return [gevonden[id_] for id_ in sorted(gevonden) if id_ != rij.id]


def lees_bevindingen(
    conn: Connection, bericht_id: int, prestaties: Collection[int] | None
) -> dict[int | None, list[Bevinding]]:
    """What was found in a message, per prestatie (id), of these or of the message as a whole (None)."""
    b = bevinding.c
    over = b.prestatie_id.is_(None) if prestaties is None else een_van(conn, b.prestatie_id, prestaties)
    vraag = (
        select(
            *(b.prestatie_id, b.regel, b.niveau, b.retourcode, b.locatie, b.onderwerp, b.element),
            *(b.gevonden, b.verwacht),
        )
        .where(b.bericht_id == bericht_id, over)
        .order_by(b.id)
    )
    gevonden: dict[int | None, list[Bevinding]] = {}
    for id_, regel, niveau, *rest in conn.execute(vraag):
        gevonden.setdefault(id_, []).append(Bevinding(regel, Niveau(niveau), *rest))
    return gevonden


def laatste_periode(conn: Connection, gemeente: str, aanbieder: str) -> date | None:
    """The first day of the latest DeclaratiePeriode that was processed (IV090)."""
    d = declaratie.c
    vraag = select(func.max(d.periode)).where(d.gemeente == gemeente, d.aanbieder == aanbieder)
    return conn.execute(vraag).scalar_one_or_none()


def afgewezen_clienten(conn: Connection, bericht_id: int) -> set[int]:
    """The cliënten (ids) of whom a declaratie holds a rejected prestatie: those whom its JW325 names."""
    p = prestatie.c
    vraag = (
        select(p.client_id)
        .join(declaratie, declaratie.c.id == p.declaratie_id)
        .where(declaratie.c.bericht_id == bericht_id, p.toegekend.is_(False), p.client_id.is_not(None))
        .distinct()
    )
    return set(conn.execute(vraag).scalars())


def _lees(conn: Connection, bereik: Bereik, voorwaarde: ColumnElement[bool]) -> list[PrestatieRij]:
    return [PrestatieRij(*rij) for rij in conn.execute(_prestaties(bereik).where(voorwaarde).limit(100))]


def _prestaties(bereik: Bereik) -> Select[Any]:
    p, d, a = prestatie.c, declaratie.c, aanhouding.c
    return (
        select(
            *(p.id, d.bericht_id, d.gemeente, p.aanbieder, p.client_id, p.referentie, p.vorige_referentie),
            *(p.toewijzing_nummer, p.categorie, p.code, p.begindatum, p.einddatum, p.volume, p.eenheid),
            *(p.tarief, p.bedrag, p.toegekend, p.gecrediteerd_door, bericht.c.ontvangen_op),
            a.beslissen_uiterlijk,
        )
        .join(declaratie, d.id == p.declaratie_id)
        .join(bericht, bericht.c.id == d.bericht_id)
        .outerjoin(aanhouding, and_(a.bericht_id == d.bericht_id, a.afgehandeld_op.is_(None)))
        .where(binnen(bereik, aanbieder=p.aanbieder, gemeente=d.gemeente))
    )


def lees_te_herstellen(
    conn: Connection, bereik: Bereik, *, aantal: int, na: int | None = None
) -> list[PrestatieRij]:
    """Rejected debets, newest first, after which none was granted for that product and period."""
    p = prestatie.c
    vraag = _prestaties(bereik).where(_niet_hersteld()).order_by(p.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(p.id < na)
    return [PrestatieRij(*rij) for rij in conn.execute(vraag)]


def tel_te_herstellen(conn: Connection, bereik: Bereik) -> int:
    """How many prestaties `lees_te_herstellen` has in all."""
    gevonden = _prestaties(bereik).where(_niet_hersteld()).subquery()
    return int(conn.execute(select(func.count()).select_from(gevonden)).scalar_one())


def _niet_hersteld() -> ColumnElement[bool]:
    p, later = prestatie.c, prestatie.alias("later")
    t = toewijzing.alias("t")
    # Any toewijzing of the same cliënt counts: the number may be what was corrected, also one that is unknown.
    zelfde = (
        select(later.c.id)
        .select_from(t)
        .join(later, later.c.toewijzing_id == t.c.id)
        .where(
            t.c.client_id == p.client_id,
            t.c.aanbieder == p.aanbieder,
            later.c.id > p.id,
            later.c.toegekend.is_(True),
            later.c.vorige_referentie.is_(None),
            later.c.begindatum <= p.einddatum,
            later.c.einddatum >= p.begindatum,
            or_(later.c.code == p.code, later.c.toewijzing_id == p.toewijzing_id),
        )
        .correlate(prestatie)
        .exists()
    )
    return and_(p.toegekend.is_(False), p.vorige_referentie.is_(None), aanhouding.c.bericht_id.is_(None), ~zelfde)
