"""Messages in and out, and what was found in them."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    text,
)

from backoffice.storage.database import Id, Tijdstip, metadata

bericht = Table(
    "bericht",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("soort", Text, nullable=False),
    Column("release", Text, nullable=False),
    Column("afzender", Text, nullable=False),
    Column("ontvanger", Text, nullable=False),
    Column("identificatie", Text, nullable=False),
    Column("dagtekening", Date, nullable=False),
    Column("ontvangen_op", Tijdstip, nullable=False),
    # Keyed hash of the original bytes (Kluis.inhoud_hash), and the bytes encrypted, doel "bericht.inhoud".
    Column("inhoud_hash", LargeBinary, nullable=False),
    Column("inhoud", LargeBinary, nullable=False),
    Column("oordeel", Text, nullable=False),
    Column("niveau", Integer),
    # Same key, other content: kept for a person to look at, points at the message that was first.
    Column("conflict_van", Id, ForeignKey("bericht.id")),
    # Identificatie of the message that a retourbericht or JW325 answers.
    Column("beantwoordt", Text),
    CheckConstraint("oordeel IN ('goed', 'deels', 'afgekeurd', 'aangehouden')", name="oordeel"),
    CheckConstraint("niveau BETWEEN 1 AND 4", name="niveau"),
    Index(
        "uq_bericht_sleutel",
        "soort",
        "afzender",
        "identificatie",
        unique=True,
        sqlite_where=text("conflict_van IS NULL"),
        postgresql_where=text("conflict_van IS NULL"),
    ),
    Index(
        "ix_bericht_conflict_van",
        "conflict_van",
        sqlite_where=text("conflict_van IS NOT NULL"),
        postgresql_where=text("conflict_van IS NOT NULL"),
    ),
    Index(
        "ix_bericht_beantwoordt",
        "beantwoordt",
        sqlite_where=text("beantwoordt IS NOT NULL"),
        postgresql_where=text("beantwoordt IS NOT NULL"),
    ),
    Index(
        "ix_bericht_aangehouden",
        "id",
        sqlite_where=text("oordeel = 'aangehouden'"),
        postgresql_where=text("oordeel = 'aangehouden'"),
    ),
    # By its Identificatie alone a person asks for a message.
    Index(None, "identificatie"),
    # A screen shows the messages of one organisation, from it and to it.
    Index(None, "afzender"),
    Index(None, "ontvanger"),
    # What came in within a month; it grows at its end.
    Index(None, "ontvangen_op"),
)

_ZONDER_RETOUR = text("retour_op IS NULL AND bericht_id IS NULL AND verzonden_op IS NOT NULL")

uitgaand = Table(
    "uitgaand",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("bericht_id", Id, ForeignKey("bericht.id")),
    Column("soort", Text, nullable=False),
    Column("afzender", Text, nullable=False),
    Column("ontvanger", Text, nullable=False),
    Column("identificatie", Text, nullable=False),
    # Encrypted, doel "uitgaand.inhoud".
    Column("inhoud", LargeBinary, nullable=False),
    Column("aangemaakt_op", Tijdstip, nullable=False),
    Column("verzonden_op", Tijdstip),
    # When the other party answered an own message, and whether it was approved.
    Column("retour_op", Tijdstip),
    Column("retour_oordeel", Text),
    CheckConstraint("retour_oordeel IN ('goed', 'afgekeurd')", name="retour_oordeel"),
    CheckConstraint("(retour_op IS NULL) = (retour_oordeel IS NULL)", name="retour"),
    Index("uq_uitgaand_sleutel", "soort", "afzender", "identificatie", unique=True),
    # One answer per message. Both databases let several rows without bericht_id pass.
    Index("uq_uitgaand_bericht_id", "bericht_id", unique=True),
    Index(
        "ix_uitgaand_zonder_retour",
        "verzonden_op",
        sqlite_where=_ZONDER_RETOUR,
        postgresql_where=_ZONDER_RETOUR,
    ),
    Index(
        "ix_uitgaand_te_verzenden",
        "id",
        sqlite_where=text("verzonden_op IS NULL"),
        postgresql_where=text("verzonden_op IS NULL"),
    ),
    Index(None, "afzender"),
    Index(None, "ontvanger"),
    Index(None, "aangemaakt_op"),
)

bevinding = Table(
    "bevinding",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("bericht_id", Id, ForeignKey("bericht.id"), nullable=False),
    Column("prestatie_id", Id, ForeignKey("prestatie.id")),
    Column("regel", Text, nullable=False),
    Column("niveau", Integer, nullable=False),
    Column("retourcode", Text),
    Column("locatie", Text, nullable=False),
    Column("onderwerp", Text, nullable=False),
    Column("element", Text),
    Column("gevonden", Text, nullable=False),
    Column("verwacht", Text, nullable=False),
    Index(None, "bericht_id"),
)

# What a person may want to look at but what refused nothing: a rule that could not judge, or its remark.
signaal = Table(
    "signaal",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("bericht_id", Id, ForeignKey("bericht.id"), nullable=False),
    Column("prestatie_id", Id, ForeignKey("prestatie.id")),
    Column("regel", Text, nullable=False),
    Column("reden", Text, nullable=False),
    Index(None, "bericht_id"),
)
