"""What waits to be sent, what waits for an answer, and the envelopes in which messages came."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, false, select, text, true, update

from backoffice.storage.tabellen import bericht, envelop, uitgaand
from backoffice.versleuteling import Kluis

_UITGAAND = "uitgaand.inhoud"
_BEWAAR = text(
    "INSERT INTO envelop (inhoud_hash, kenmerk) VALUES (:inhoud_hash, :kenmerk) "
    "ON CONFLICT (inhoud_hash) DO UPDATE SET kenmerk = excluded.kenmerk"
)


@dataclass(frozen=True, slots=True)
class Uitgaand:
    """A message in the outbox; `kenmerk` is that of the envelope of the message it answers, where known."""

    id: int
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    aangemaakt_op: datetime
    is_antwoord: bool
    kenmerk: str | None
    inhoud: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Onbeantwoord:
    """A received message of which no answer was sent; `gemaakt` when one waits in the outbox."""

    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    ontvangen_op: datetime
    gemaakt: bool


def bewaar_kenmerk(conn: Connection, inhoud_hash: bytes, kenmerk: str) -> None:
    """Remember in which envelope these bytes came last."""
    conn.execute(_BEWAAR, {"inhoud_hash": inhoud_hash, "kenmerk": kenmerk})


def volgende_te_verzenden(conn: Connection, kluis: Kluis, na: int) -> Uitgaand | None:
    """The first message beyond an id that was not sent, held until the transaction ends.

    What another process holds is passed over. SQLite has one writer at a time by itself.
    """
    u = uitgaand.c
    vraag = _uitgaand().where(u.verzonden_op.is_(None), u.id > na).order_by(u.id).limit(1)
    return _lees(conn.execute(vraag.with_for_update(skip_locked=True, of=uitgaand)).mappings().first(), kluis)


def verzonden_antwoord(
    conn: Connection,
    kluis: Kluis,
    soort: str | None,
    afzender: str | None,
    identificatie: str | None,
    inhoud_hash: bytes,
) -> Uitgaand | None:
    """The answer to a message when that was sent already; None when it waits, or when there is none."""
    b = bericht.c
    vraag = _uitgaand().where(
        b.soort == soort,
        b.afzender == afzender,
        b.identificatie == identificatie,
        b.inhoud_hash == inhoud_hash,
        uitgaand.c.verzonden_op.is_not(None),
    )
    return _lees(conn.execute(vraag).mappings().first(), kluis)


def markeer_verzonden(conn: Connection, uitgaand_id: int, verzonden_op: datetime) -> None:
    """Record that a message was delivered."""
    conn.execute(update(uitgaand).where(uitgaand.c.id == uitgaand_id).values(verzonden_op=verzonden_op))


def onbeantwoord(conn: Connection, soorten: Collection[str]) -> list[Onbeantwoord]:
    """Every received message of these kinds of which no answer was sent, oldest first.

    An answer is made in the transaction of receipt, unless the message is aangehouden.
    """
    b, u = bericht.c, uitgaand.c
    kolommen = (b.soort, b.afzender, b.ontvanger, b.identificatie, b.ontvangen_op)
    gemaakt = select(*kolommen, true(), b.id).join(uitgaand, u.bericht_id == b.id).where(u.verzonden_op.is_(None))
    # In so many words, as the index on it is made.
    wacht = select(*kolommen, false(), b.id).where(text("oordeel = 'aangehouden'"))
    rijen = [rij for vraag in (gemaakt, wacht) for rij in conn.execute(vraag.where(b.soort.in_(soorten)))]
    return [Onbeantwoord(*rij[:6]) for rij in sorted(rijen, key=lambda rij: (rij.ontvangen_op, rij.id))]


def _uitgaand() -> Select[Any]:
    u = uitgaand.c
    return select(
        u.id,
        u.soort,
        u.afzender,
        u.ontvanger,
        u.identificatie,
        u.aangemaakt_op,
        u.bericht_id.is_not(None).label("is_antwoord"),
        envelop.c.kenmerk,
        u.inhoud,
    ).select_from(
        uitgaand.outerjoin(bericht, bericht.c.id == u.bericht_id).outerjoin(
            envelop, envelop.c.inhoud_hash == bericht.c.inhoud_hash
        )
    )


def _lees(rij: RowMapping | None, kluis: Kluis) -> Uitgaand | None:
    if rij is None:
        return None
    return Uitgaand(**dict(rij) | {"inhoud": kluis.ontsleutel(rij["inhoud"], _UITGAAND)})
