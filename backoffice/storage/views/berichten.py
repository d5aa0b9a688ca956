"""Messages in and out, as lists and one by one, without what is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from backoffice.storage.tabellen import bericht, uitgaand
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik
from backoffice.versleuteling import Kluis


@dataclass(frozen=True, slots=True)
class BerichtRij:
    """A message that came in: the key under which it is known, what was thought of it, and its answer.

    `conflict_van` is the id of the message that used its key before; `antwoord_verzonden_op` is None while the
    answer waits in the outbox.
    """

    id: int
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    ontvangen_op: datetime
    oordeel: str
    niveau: int | None
    conflict_van: int | None
    antwoord_soort: str | None
    antwoord_id: int | None
    antwoord_gemaakt_op: datetime | None
    antwoord_verzonden_op: datetime | None


@dataclass(frozen=True, slots=True)
class UitgaandRij:
    """A message that goes out; `bericht_id` is what it answers, `retour_oordeel` what became of it."""

    id: int
    bericht_id: int | None
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    aangemaakt_op: datetime
    verzonden_op: datetime | None
    retour_op: datetime | None
    retour_oordeel: str | None


@dataclass(frozen=True, slots=True)
class Berichtvraag:
    """Which messages are asked for; None asks for all. `vanaf` and `voor` are UTC moments, `voor` exclusive."""

    soort: str | None = None
    oordeel: str | None = None
    identificatie: str | None = None
    vanaf: datetime | None = None
    voor: datetime | None = None


def lees_berichten(
    conn: Connection, bereik: Bereik, vraag: Berichtvraag, *, aantal: int, na: int | None = None
) -> list[BerichtRij]:
    """The newest messages that came in, from before the one with id `na`."""
    b = bericht.c
    gevraagd = _berichten(bereik).where(*_voorwaarden(vraag)).order_by(b.id.desc()).limit(aantal)
    if na is not None:
        gevraagd = gevraagd.where(b.id < na)
    return [BerichtRij(*rij) for rij in conn.execute(gevraagd)]


def zoek_bericht(conn: Connection, bereik: Bereik, bericht_id: int) -> BerichtRij | None:
    """One message that came in; None when there is none within this bereik."""
    rij = conn.execute(_berichten(bereik).where(bericht.c.id == bericht_id)).one_or_none()
    return None if rij is None else BerichtRij(*rij)


def zoek_id(
    conn: Connection, bereik: Bereik, soort: str, afzender: str, identificatie: str, inhoud_hash: bytes
) -> int | None:
    """The id under which these bytes were kept; two messages under one key differ in their bytes."""
    b = bericht.c
    vraag = select(b.id).where(
        b.soort == soort,
        b.afzender == afzender,
        b.identificatie == identificatie,
        b.inhoud_hash == inhoud_hash,
        _eigen(bereik, bericht),
    )
    return conn.execute(vraag).scalar_one_or_none()


def lees_uitgaand(
    conn: Connection, bereik: Bereik, *, aantal: int, na: int | None = None, soort: str | None = None
) -> list[UitgaandRij]:
    """The newest messages that go out, from before the one with id `na`."""
    u = uitgaand.c
    vraag = _uitgaand(bereik).order_by(u.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(u.id < na)
    if soort is not None:
        vraag = vraag.where(u.soort == soort)
    return [UitgaandRij(*rij) for rij in conn.execute(vraag)]


def tel_uitgaand(conn: Connection, ontvanger: str, sinds: datetime) -> int:
    """How many messages were made for somebody since a UTC moment."""
    u = uitgaand.c
    vraag = select(func.count()).select_from(uitgaand).where(u.ontvanger == ontvanger, u.aangemaakt_op >= sinds)
    return int(conn.execute(vraag).scalar_one())


def lees_uitgaand_na(
    conn: Connection, bereik: Bereik, *, aantal: int, na: int = 0, wacht_op: str | None = None
) -> list[UitgaandRij]:
    """The messages that go out beyond the one with id `na`, oldest first; `wacht_op` has not fetched them yet."""
    u = uitgaand.c
    vraag = _uitgaand(bereik).where(u.id > na).order_by(u.id).limit(aantal)
    if wacht_op is not None:
        vraag = vraag.where(u.ontvanger == wacht_op, u.verzonden_op.is_(None))
    return [UitgaandRij(*rij) for rij in conn.execute(vraag)]


def zoek_uitgaand(conn: Connection, bereik: Bereik, uitgaand_id: int) -> UitgaandRij | None:
    """One message that goes out; None when there is none within this bereik."""
    rij = conn.execute(_uitgaand(bereik).where(uitgaand.c.id == uitgaand_id)).one_or_none()
    return None if rij is None else UitgaandRij(*rij)


def lees_inhoud(conn: Connection, kluis: Kluis, bereik: Bereik, bericht_id: int) -> bytes | None:
    """The bytes of a message that came in; None when there is none within this bereik."""
    vraag = select(bericht.c.inhoud).where(bericht.c.id == bericht_id, _eigen(bereik, bericht))
    inhoud = conn.execute(vraag).scalar_one_or_none()
    return None if inhoud is None else kluis.ontsleutel(inhoud, "bericht.inhoud")


def lees_uitgaande_inhoud(conn: Connection, kluis: Kluis, bereik: Bereik, uitgaand_id: int) -> bytes | None:
    """The bytes of a message that goes out; None when there is none within this bereik."""
    vraag = select(uitgaand.c.inhoud).where(uitgaand.c.id == uitgaand_id, _eigen(bereik, uitgaand))
    inhoud = conn.execute(vraag).scalar_one_or_none()
    return None if inhoud is None else kluis.ontsleutel(inhoud, "uitgaand.inhoud")


def _voorwaarden(vraag: Berichtvraag) -> Iterator[ColumnElement[bool]]:
    b = bericht.c
    for kolom, waarde in (
        (b.soort, vraag.soort),
        (b.oordeel, vraag.oordeel),
        (b.identificatie, vraag.identificatie),
    ):
        if waarde is not None:
            yield kolom == waarde
    if vraag.vanaf is not None:
        yield b.ontvangen_op >= vraag.vanaf
    if vraag.voor is not None:
        yield b.ontvangen_op < vraag.voor


def _berichten(bereik: Bereik) -> Select[Any]:
    b, u = bericht.c, uitgaand.c
    return (
        select(
            *(b.id, b.soort, b.afzender, b.ontvanger, b.identificatie, b.ontvangen_op, b.oordeel, b.niveau),
            *(b.conflict_van, u.soort, u.id, u.aangemaakt_op, u.verzonden_op),
        )
        .select_from(bericht.outerjoin(uitgaand, u.bericht_id == b.id))
        .where(_eigen(bereik, bericht))
    )


def _uitgaand(bereik: Bereik) -> Select[Any]:
    u = uitgaand.c
    return select(
        *(u.id, u.bericht_id, u.soort, u.afzender, u.ontvanger, u.identificatie, u.aangemaakt_op, u.verzonden_op),
        *(u.retour_op, u.retour_oordeel),
    ).where(_eigen(bereik, uitgaand))


def _eigen(bereik: Bereik, tabel: Any) -> ColumnElement[bool]:
    partijen = (tabel.c.afzender, tabel.c.ontvanger)
    return binnen(bereik, aanbieder=partijen, gemeente=partijen)
