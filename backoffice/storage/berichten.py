"""The inbox and the outbox: every message as it came or goes, its bytes encrypted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, text, update

from backoffice.storage.bulk import voeg_een_toe, voeg_toe
from backoffice.storage.direct import lees
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import bericht, bevinding, signaal, uitgaand
from backoffice.versleuteling import Kluis
from ijw.bevinding import Bevinding

_INHOUD = "bericht.inhoud"
_UITGAAND = "uitgaand.inhoud"


@dataclass(frozen=True, slots=True)
class Bekend:
    """A message received before under the same key: same content, or another content under that key."""

    bericht_id: int
    zelfde: bool
    oordeel: str
    niveau: int | None
    antwoord: bytes | None
    antwoord_soort: str | None


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """A message to be kept; `beantwoordt` is the Identificatie of the message that a retourbericht is about."""

    soort: str
    release: str
    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date
    ontvangen_op: datetime
    inhoud_hash: bytes
    inhoud: bytes
    beantwoordt: str | None = None


# A plan is kept as long as the connection: one that reads a table from begin to end while it is small would still
# do so when it has grown. All that receiving looks up has an index.
_BEURT = text("SELECT pg_advisory_xact_lock(hashtext(:wie)), set_config('enable_seqscan', 'off', true)")


def neem_beurt(conn: Connection, gemeente: str, aanbieder: str) -> None:
    """Wait until no other process works on this gemeente and aanbieder; the turn ends with the transaction.

    What was approved on a toewijzing may not change between reading it and adding to it. SQLite has one
    writer at a time by itself.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(_BEURT, {"wie": f"{gemeente}/{aanbieder}"})


class _Bekendrij(NamedTuple):
    """A row of _BEKEND."""

    id: int
    inhoud_hash: bytes
    oordeel: str
    niveau: int | None
    antwoord: bytes | None
    antwoord_soort: str | None


# A message with its answer; not what came in, which may be 25 MB while its hash tells enough.
_BEKEND = select(
    bericht.c.id,
    bericht.c.inhoud_hash,
    bericht.c.oordeel,
    bericht.c.niveau,
    uitgaand.c.inhoud.label("antwoord"),
    uitgaand.c.soort.label("antwoord_soort"),
).outerjoin(uitgaand, uitgaand.c.bericht_id == bericht.c.id)
_ONDER_SLEUTEL = _BEKEND.where(
    bericht.c.soort == bindparam("soort"),
    bericht.c.afzender == bindparam("afzender"),
    bericht.c.identificatie == bindparam("identificatie"),
    bericht.c.conflict_van.is_(None),
)
_CONFLICT = _BEKEND.where(
    bericht.c.conflict_van == bindparam("eerste"), bericht.c.inhoud_hash == bindparam("inhoud_hash")
)


def zoek_bekend(
    conn: Connection, kluis: Kluis, soort: str, afzender: str, identificatie: str, hash_: bytes
) -> Bekend | None:
    """Find a message by its key (TR056), with its answer; None when the key is new.

    The same bytes under a key that already conflicted give that conflict's own answer again.
    """
    sleutel = {"soort": soort, "afzender": afzender, "identificatie": identificatie}
    eerste = next(map(_Bekendrij._make, lees(conn, _ONDER_SLEUTEL, sleutel)), None)
    if eerste is None or eerste.inhoud_hash == hash_:
        return None if eerste is None else _bekend(eerste, kluis, zelfde=True)
    eerder = {"eerste": eerste.id, "inhoud_hash": hash_}
    conflict = next(map(_Bekendrij._make, lees(conn, _CONFLICT, eerder)), None)
    return _bekend(conflict or eerste, kluis, zelfde=conflict is not None)


def is_bekend(conn: Connection, soort: str, afzender: str, identificatie: str) -> bool:
    """Whether a message under this key (TR056) was received before."""
    b = bericht.c
    vraag = select(b.id).where(
        b.soort == soort, b.afzender == afzender, b.identificatie == identificatie, b.conflict_van.is_(None)
    )
    return conn.execute(vraag).first() is not None


def _bekend(rij: _Bekendrij, kluis: Kluis, *, zelfde: bool) -> Bekend:
    antwoord = None if rij.antwoord is None else kluis.ontsleutel(rij.antwoord, _UITGAAND)
    return Bekend(rij.id, zelfde, rij.oordeel, rij.niveau, antwoord, rij.antwoord_soort)


def bewaar_bericht(
    conn: Connection,
    kluis: Kluis,
    ontvangen: Ontvangen,
    oordeel: str,
    niveau: int | None,
    conflict_van: int | None = None,
) -> int:
    """Keep a received message and give its id."""
    bericht_id = reserveer_ids(conn, bericht)
    voeg_een_toe(
        conn,
        bericht,
        id=bericht_id,
        soort=ontvangen.soort,
        release=ontvangen.release,
        afzender=ontvangen.afzender,
        ontvanger=ontvangen.ontvanger,
        identificatie=ontvangen.identificatie,
        dagtekening=ontvangen.dagtekening,
        ontvangen_op=ontvangen.ontvangen_op,
        inhoud_hash=ontvangen.inhoud_hash,
        inhoud=kluis.versleutel(ontvangen.inhoud, _INHOUD),
        oordeel=oordeel,
        niveau=niveau,
        conflict_van=conflict_van,
        beantwoordt=ontvangen.beantwoordt,
    )
    return bericht_id


def bewaar_oordeel(conn: Connection, bericht_id: int, oordeel: str) -> None:
    """Give a message that waited the verdict it came to."""
    conn.execute(update(bericht).where(bericht.c.id == bericht_id).values(oordeel=oordeel))


@dataclass(frozen=True, slots=True)
class Verzonden:
    """A message of our own in the outbox; `retour_oordeel` is None until it was answered."""

    id: int
    retour_oordeel: str | None


def zoek_verzonden(
    conn: Connection, soort: str, afzender: str, ontvanger: str, identificatie: str
) -> Verzonden | None:
    """Find a message of our own by its key; None when it was not sent from here."""
    u = uitgaand.c
    rij = conn.execute(
        select(u.id, u.retour_oordeel).where(
            u.soort == soort,
            u.afzender == afzender,
            u.ontvanger == ontvanger,
            u.identificatie == identificatie,
        )
    ).first()
    return None if rij is None else Verzonden(*rij)


def bewaar_retour(conn: Connection, uitgaand_id: int, retour_op: datetime, oordeel: str) -> None:
    """Give a message of our own the state that its answer says: goed or afgekeurd."""
    conn.execute(
        update(uitgaand).where(uitgaand.c.id == uitgaand_id).values(retour_op=retour_op, retour_oordeel=oordeel)
    )


@dataclass(frozen=True, slots=True)
class Onbeantwoord:
    """A message of our own that left and was not answered."""

    id: int
    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    verzonden_op: datetime


def zonder_retour(conn: Connection) -> list[Onbeantwoord]:
    """Our own JW301 and JW319 messages that left and still have no retourbericht, oldest first."""
    u = uitgaand.c
    vraag = select(u.id, u.soort, u.afzender, u.ontvanger, u.identificatie, u.verzonden_op).where(
        u.retour_op.is_(None), u.bericht_id.is_(None), u.verzonden_op.is_not(None), u.soort.in_(("JW301", "JW319"))
    )
    return [Onbeantwoord(*rij) for rij in conn.execute(vraag.order_by(u.verzonden_op, u.id))]


def is_beantwoord(conn: Connection, soort: str, afzender: str, ontvanger: str, identificatie: str) -> bool:
    """Whether an answer of this berichtsoort to the message with this Identificatie was received and kept."""
    b = bericht.c
    vraag = select(b.id).where(
        b.beantwoordt == identificatie,
        b.soort == soort,
        b.afzender == afzender,
        b.ontvanger == ontvanger,
        b.oordeel != "afgekeurd",
    )
    return conn.execute(vraag).first() is not None


def zoek_inhoud(conn: Connection, kluis: Kluis, soort: str, afzender: str, identificatie: str) -> bytes | None:
    """The bytes of a message by its key, one of our own or else one that was received; None when there is none."""
    for tabel, doel in ((uitgaand, _UITGAAND), (bericht, _INHOUD)):
        vraag = select(tabel.c.inhoud).where(
            tabel.c.soort == soort, tabel.c.afzender == afzender, tabel.c.identificatie == identificatie
        )
        if tabel is bericht:
            vraag = vraag.where(bericht.c.conflict_van.is_(None))
        versleuteld = conn.execute(vraag).scalar_one_or_none()
        if versleuteld is not None:
            return kluis.ontsleutel(versleuteld, doel)
    return None


def lees_inhoud(conn: Connection, kluis: Kluis, bericht_id: int) -> tuple[bytes, datetime]:
    """The bytes of a received message, and when it came (a UTC moment)."""
    inhoud, moment = conn.execute(
        select(bericht.c.inhoud, bericht.c.ontvangen_op).where(bericht.c.id == bericht_id)
    ).one()
    return kluis.ontsleutel(inhoud, _INHOUD), moment


def ontsleutel_inhoud(kluis: Kluis, versleuteld: bytes) -> bytes:
    """The bytes of a received message."""
    return kluis.ontsleutel(versleuteld, _INHOUD)


def nieuw_uitgaand_nummer(conn: Connection) -> int:
    """Reserve the id of an outgoing message, from which its Identificatie follows."""
    return reserveer_ids(conn, uitgaand)


def bewaar_uitgaand(
    conn: Connection,
    kluis: Kluis,
    nummer: int,
    bericht_id: int | None,
    soort: str,
    afzender: str,
    ontvanger: str,
    identificatie: str,
    inhoud: bytes,
    aangemaakt_op: datetime,
) -> None:
    """Put a message in the outbox, in the transaction that also changes the state it tells of.

    `bericht_id` is the message that it answers; None for a message of our own.
    """
    voeg_een_toe(
        conn,
        uitgaand,
        id=nummer,
        bericht_id=bericht_id,
        soort=soort,
        afzender=afzender,
        ontvanger=ontvanger,
        identificatie=identificatie,
        inhoud=kluis.versleutel(inhoud, _UITGAAND),
        aangemaakt_op=aangemaakt_op,
    )


def bewaar_bevindingen(
    conn: Connection, bericht_id: int, bevindingen: Sequence[tuple[int | None, Bevinding]]
) -> None:
    """Keep what rules found, each with the prestatie it is about (or none)."""
    if not bevindingen:
        return
    eerste = reserveer_ids(conn, bevinding, len(bevindingen))
    voeg_toe(
        conn,
        bevinding,
        (
            "id",
            "bericht_id",
            "prestatie_id",
            "regel",
            "niveau",
            "retourcode",
            "locatie",
            "onderwerp",
            "element",
            "gevonden",
            "verwacht",
        ),
        [
            (
                eerste + i,
                bericht_id,
                prestatie_id,
                b.regel,
                int(b.niveau),
                b.retourcode,
                b.locatie,
                b.onderwerp,
                b.element,
                b.gevonden,
                b.verwacht,
            )
            for i, (prestatie_id, b) in enumerate(bevindingen)
        ],
    )


def bewaar_signalen(conn: Connection, bericht_id: int, signalen: Sequence[tuple[int | None, str, str]]) -> None:
    """Keep what a person may want to look at: prestatie (or none), rule and reason."""
    if not signalen:
        return
    eerste = reserveer_ids(conn, signaal, len(signalen))
    voeg_toe(
        conn,
        signaal,
        ("id", "bericht_id", "prestatie_id", "regel", "reden"),
        [(eerste + i, bericht_id, *signaal_) for i, signaal_ in enumerate(signalen)],
    )
