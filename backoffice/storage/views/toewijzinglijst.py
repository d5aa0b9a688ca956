"""Toewijzingen as somebody looks for them, and what lies around one; nothing here names a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, or_, select

from backoffice.storage.tabellen import (
    client,
    declaratie,
    levering,
    prestatie,
    toewijzing,
    toewijzing_verzonden,
    uitgaand,
    werkbesluit,
    werkitem,
)
from backoffice.storage.views.bereik import binnen
from backoffice.storage.views.toewijzingen import ToewijzingRij, toewijzingen_binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class Toewijzingvraag:
    """Which toewijzingen are asked for; None asks for all. `stand` (lopend, toekomstig, beëindigd, verwijderd) is
    that on `dag`.
    """

    nummer: int | None = None
    aanbieder: str | None = None
    code: str | None = None
    stand: str | None = None
    dag: date = date.max
    bsn_index: bytes | None = None


@dataclass(frozen=True, slots=True)
class VerzondenRij:
    """A JW301 of our own that told of a toewijzing, and what the aanbieder answered."""

    uitgaand_id: int
    versie: int
    identificatie: str
    aangemaakt_op: datetime
    verzonden_op: datetime | None
    retour_oordeel: str | None


@dataclass(frozen=True, slots=True)
class LeveringRij:
    """A start, or with `einddatum` a stop, as the aanbieder told it."""

    bericht_id: int
    begindatum: date
    einddatum: date | None
    reden: str | None
    verwijderd: bool


@dataclass(frozen=True, slots=True)
class BesluitRij:
    """A decision that led to a JW301 about a toewijzing, with the work item it stands in."""

    werk_id: int
    keuze: str
    wie: str
    besloten_op: datetime


@dataclass(frozen=True, slots=True)
class GedeclareerdRij:
    """A prestatie on a toewijzing, in signed eurocents."""

    id: int
    referentie: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    bedrag: int
    toegekend: bool
    vorige_referentie: str | None


def zoek_toewijzingen(
    conn: Connection, bereik: Bereik, vraag: Toewijzingvraag, *, aantal: int, na: int | None = None
) -> list[ToewijzingRij]:
    """The newest toewijzingen that fit, from before the one with id `na`."""
    t = toewijzing.c
    gevraagd = toewijzingen_binnen(bereik).where(*_voorwaarden(vraag)).order_by(t.id.desc()).limit(aantal)
    if na is not None:
        gevraagd = gevraagd.where(t.id < na)
    if vraag.bsn_index is not None:
        gevraagd = gevraagd.join(client, client.c.id == t.client_id).where(client.c.bsn_index == vraag.bsn_index)
    return [ToewijzingRij(*rij) for rij in conn.execute(gevraagd)]


def lees_verzonden(conn: Connection, toewijzing_id: int) -> list[VerzondenRij]:
    """The JW301 messages of our own that told of a toewijzing, newest first."""
    v, u = toewijzing_verzonden.c, uitgaand.c
    vraag = (
        select(u.id, v.versie, u.identificatie, u.aangemaakt_op, u.verzonden_op, u.retour_oordeel)
        .join(uitgaand, u.id == v.uitgaand_id)
        .where(v.toewijzing_id == toewijzing_id)
        .order_by(u.id.desc())
    )
    return [VerzondenRij(*rij) for rij in conn.execute(vraag)]


def lees_leveringen(conn: Connection, rij: ToewijzingRij) -> list[LeveringRij]:
    """Starts and stops on a toewijzing, in the order in which they came."""
    c = levering.c
    vraag = (
        select(c.bericht_id, c.begindatum, c.einddatum, c.reden, c.verwijderd_door.is_not(None))
        .where(
            c.client_id == rij.client_id,
            c.aanbieder == rij.aanbieder,
            c.gemeente == rij.gemeente,
            c.toewijzing_nummer == rij.toewijzing_nummer,
        )
        .order_by(c.id)
    )
    return [LeveringRij(*een) for een in conn.execute(vraag)]


def lees_besluiten(conn: Connection, uitgaand_ids: list[int]) -> list[BesluitRij]:
    """The decisions that these messages tell of, newest first."""
    b = werkbesluit.c
    vraag = (
        select(b.werkitem_id, b.keuze, b.wie, b.besloten_op)
        .join(werkitem, werkitem.c.id == b.werkitem_id)
        .where(b.uitgaand_id.in_(uitgaand_ids))
        .order_by(b.id.desc())
    )
    return [BesluitRij(*rij) for rij in conn.execute(vraag)] if uitgaand_ids else []


def lees_gedeclareerd(
    conn: Connection, bereik: Bereik, toewijzing_id: int, *, aantal: int
) -> list[GedeclareerdRij]:
    """What was declared on a toewijzing, the newest care first."""
    p = prestatie.c
    vraag = (
        select(*(p[naam] for naam in GedeclareerdRij.__slots__))
        .join(declaratie, declaratie.c.id == p.declaratie_id)
        .where(
            p.toewijzing_id == toewijzing_id,
            binnen(bereik, aanbieder=p.aanbieder, gemeente=declaratie.c.gemeente),
        )
        .order_by(p.begindatum.desc(), p.id.desc())
        .limit(aantal)
    )
    return [GedeclareerdRij(*rij) for rij in conn.execute(vraag)]


def _voorwaarden(vraag: Toewijzingvraag) -> list[ColumnElement[bool]]:
    t, dag = toewijzing.c, vraag.dag
    nog_niet_om = or_(t.einddatum.is_(None), t.einddatum >= dag)
    standen: dict[str, tuple[ColumnElement[bool], ...]] = {
        "lopend": (t.verwijderd.is_(False), t.ingangsdatum <= dag, nog_niet_om),
        "toekomstig": (t.verwijderd.is_(False), t.ingangsdatum > dag),
        "beëindigd": (t.verwijderd.is_(False), t.einddatum < dag),
        "verwijderd": (t.verwijderd.is_(True),),
    }
    gelijk = ((t.toewijzing_nummer, vraag.nummer), (t.aanbieder, vraag.aanbieder), (t.code, vraag.code))
    return [
        *(kolom == waarde for kolom, waarde in gelijk if waarde is not None),
        *standen.get(vraag.stand or "", ()),
    ]
