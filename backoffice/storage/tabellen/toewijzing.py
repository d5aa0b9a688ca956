"""Toewijzingen as in force, every version they ever had, and what was used of them."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from backoffice.storage.database import Id, Tijdstip, metadata


def _velden() -> list[Column[Any]]:
    """The fields of one toewijzing: volume in its own eenheid, budget in eurocents, dates inclusive."""
    return [
        Column("gemeente", Text, nullable=False),
        Column("toewijzing_nummer", BigInteger, nullable=False),
        Column("aanbieder", Text, nullable=False),
        Column("client_id", Id, ForeignKey("client.id"), nullable=False),
        Column("categorie", Text),
        Column("code", Text),
        # Local date and time (HH:MM:SS) as in the message: together they say which version is newest (IV013).
        Column("toewijzingsdatum", Date, nullable=False),
        Column("toewijzingstijd", Text, nullable=False),
        Column("ingangsdatum", Date, nullable=False),
        Column("einddatum", Date),
        Column("reden_wijziging", Text),
        Column("volume", BigInteger),
        Column("eenheid", Text),
        Column("frequentie", Text),
        Column("budget", BigInteger),
        Column("referentie_aanbieder", Text),
        Column("verwijderd", Boolean, nullable=False),
        Column("eerste_verzonden", Date, nullable=False),
        # The JW301 that told of it: one that was received, or one of our own.
        Column("bericht_id", Id, ForeignKey("bericht.id")),
        Column("uitgaand_id", Id, ForeignKey("uitgaand.id")),
        Column("versie", Integer, nullable=False),
    ]


toewijzing = Table(
    "toewijzing",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    *_velden(),
    CheckConstraint("(bericht_id IS NULL) <> (uitgaand_id IS NULL)", name="herkomst"),
    UniqueConstraint("gemeente", "toewijzing_nummer"),
    Index(None, "client_id", "aanbieder"),
    # What still runs is looked for without reading what ended long ago.
    Index(None, "einddatum"),
)

# The history: rows are added and stay.
toewijzing_versie = Table(
    "toewijzing_versie",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("toewijzing_id", Id, ForeignKey("toewijzing.id"), nullable=False),
    *_velden(),
    Column("vastgelegd_op", Tijdstip, nullable=False),
    CheckConstraint("(bericht_id IS NULL) <> (uitgaand_id IS NULL)", name="herkomst"),
    UniqueConstraint("toewijzing_id", "versie"),
)

# Which version each JW301 of our own told the aanbieder; one that was refused told nothing.
toewijzing_verzonden = Table(
    "toewijzing_verzonden",
    metadata,
    Column("uitgaand_id", Id, ForeignKey("uitgaand.id"), primary_key=True, autoincrement=False),
    Column("toewijzing_id", Id, ForeignKey("toewijzing.id"), primary_key=True, autoincrement=False),
    Column("versie", Integer, nullable=False),
    Index(None, "toewijzing_id"),
)

# Approved minus credited, kept as running totals so that judging does not get slower with history.
verbruik = Table(
    "verbruik",
    metadata,
    Column("toewijzing_id", Id, ForeignKey("toewijzing.id"), primary_key=True, autoincrement=False),
    Column("volume", BigInteger, nullable=False),
    Column("bedrag", BigInteger, nullable=False),
)
