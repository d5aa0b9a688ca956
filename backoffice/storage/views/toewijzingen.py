"""Toewijzingen as in force, one with its history, and those of a jeugdige; nothing in them names a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select

from backoffice.storage.tabellen import client, toewijzing, toewijzing_versie, verbruik
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class ToewijzingRij:
    """A toewijzing: volume in its own eenheid, budget in eurocents, days inclusive.

    `gebruikt_volume` and `gebruikt_bedrag` are what was granted of it and not taken back.
    """

    id: int
    client_id: int
    gemeente: str
    toewijzing_nummer: int
    aanbieder: str
    categorie: str | None
    code: str | None
    toewijzingsdatum: date
    ingangsdatum: date
    einddatum: date | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None
    reden_wijziging: str | None
    verwijderd: bool
    versie: int
    gebruikt_volume: int
    gebruikt_bedrag: int


@dataclass(frozen=True, slots=True)
class VersieRij:
    """How a toewijzing was, since when it was known, and the message that told of it."""

    versie: int
    vastgelegd_op: datetime
    ingangsdatum: date
    einddatum: date | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None
    reden_wijziging: str | None
    verwijderd: bool
    bericht_id: int | None
    uitgaand_id: int | None


def lees_toewijzingen(
    conn: Connection, bereik: Bereik, *, aantal: int, na: int | None = None, bsn_index: bytes | None = None
) -> list[ToewijzingRij]:
    """The newest toewijzingen, from before the one with id `na`; only of the person behind an index when given."""
    t = toewijzing.c
    vraag = toewijzingen_binnen(bereik).order_by(t.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(t.id < na)
    if bsn_index is not None:
        vraag = vraag.join(client, client.c.id == t.client_id).where(client.c.bsn_index == bsn_index)
    return [ToewijzingRij(*rij) for rij in conn.execute(vraag)]


def zoek_toewijzing(conn: Connection, bereik: Bereik, toewijzing_id: int) -> ToewijzingRij | None:
    """One toewijzing; None when there is none within this bereik."""
    rij = conn.execute(toewijzingen_binnen(bereik).where(toewijzing.c.id == toewijzing_id)).one_or_none()
    return None if rij is None else ToewijzingRij(*rij)


def lees_versies(conn: Connection, toewijzing_id: int) -> list[VersieRij]:
    """Every version that a toewijzing had, oldest first."""
    v = toewijzing_versie.c
    vraag = select(*(v[naam] for naam in VersieRij.__slots__)).where(v.toewijzing_id == toewijzing_id)
    return [VersieRij(*rij) for rij in conn.execute(vraag.order_by(v.versie))]


def toewijzingen_binnen(bereik: Bereik) -> Select[Any]:
    """The columns of a ToewijzingRij, of what may be seen; to be narrowed down."""
    t = toewijzing.c
    return (
        select(*_kolommen(toewijzing), func.coalesce(verbruik.c.volume, 0), func.coalesce(verbruik.c.bedrag, 0))
        .outerjoin(verbruik, verbruik.c.toewijzing_id == t.id)
        .where(binnen(bereik, aanbieder=t.aanbieder, gemeente=t.gemeente))
    )


def _kolommen(tabel: Table) -> list[Any]:
    return [tabel.c[naam] for naam in ToewijzingRij.__slots__ if not naam.startswith("gebruikt")]
