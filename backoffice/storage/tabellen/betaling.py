"""Open debts, accounts to pay to, payment proposals and payments; amounts are eurocents."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    text,
)

from backoffice.storage.database import Id, Tijdstip, metadata

# An IBAN is proposed by one person, confirmed by another, and usable from a day after that.
betaalrekening = Table(
    "betaalrekening",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    # An AGB-code that is paid, or a gemeentecode that pays.
    Column("partij", Text, nullable=False),
    Column("iban", Text, nullable=False),
    Column("naam", Text, nullable=False),
    Column("voorgesteld_door", Text, nullable=False),
    Column("voorgesteld_op", Tijdstip, nullable=False),
    Column("besloten_door", Text),
    Column("besloten_op", Tijdstip),
    # First day on which it may be used; empty for an account that was refused.
    Column("geldig_vanaf", Date),
    CheckConstraint("besloten_door <> voorgesteld_door", name="twee_personen"),
    CheckConstraint("geldig_vanaf IS NULL OR besloten_door IS NOT NULL", name="eerst_besloten"),
    Index(None, "partij"),
)

WACHT = "geexporteerd_op IS NULL AND (besluit IS NULL OR besluit = 'goedgekeurd')"
"""A proposal that somebody must still approve, or send."""

betaalvoorstel = Table(
    "betaalvoorstel",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("gemeente", Text, nullable=False),
    Column("betaaldag", Date, nullable=False),
    Column("gemaakt_door", Text, nullable=False),
    Column("gemaakt_op", Tijdstip, nullable=False),
    Column("besluit", Text),
    Column("besloten_door", Text),
    Column("besloten_op", Tijdstip),
    # The payment file, once: who asks again gets the same bytes. Encrypted, doel "betaalvoorstel.bestand".
    Column("bestand", LargeBinary),
    Column("geexporteerd_door", Text),
    Column("geexporteerd_op", Tijdstip),
    CheckConstraint("besluit IN ('goedgekeurd', 'afgekeurd')", name="besluit"),
    CheckConstraint("besloten_door <> gemaakt_door OR besluit = 'afgekeurd'", name="twee_personen"),
    CheckConstraint("(besluit IS NULL) = (besloten_door IS NULL)", name="wie_besloot"),
    CheckConstraint("bestand IS NULL OR besluit = 'goedgekeurd'", name="eerst_goedgekeurd"),
    Index(
        "ix_betaalvoorstel_wacht",
        "id",
        sqlite_where=text(WACHT),
        postgresql_where=text(WACHT),
    ),
)

betaling = Table(
    "betaling",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("voorstel_id", Id, ForeignKey("betaalvoorstel.id"), nullable=False),
    Column("aanbieder", Text, nullable=False),
    Column("bedrag", BigInteger, nullable=False),
    Column("iban", Text, nullable=False),
    Column("naam", Text, nullable=False),
    # The EndToEndId: by this the bank's answer finds its payment.
    Column("kenmerk", Text, nullable=False, unique=True),
    Column("stand", Text, nullable=False),
    Column("stand_op", Tijdstip, nullable=False),
    Column("reden", Text),
    CheckConstraint("bedrag > 0", name="bedrag"),
    CheckConstraint(
        "stand IN ('voorgesteld', 'onderweg', 'uitgevoerd', 'teruggekomen', 'vervallen')", name="stand"
    ),
    Index(None, "voorstel_id"),
    Index(None, "aanbieder"),
)

# What one boeking owes or takes back. A trigger keeps `betaling_id` as it is once the payment went out.
post = Table(
    "post",
    metadata,
    Column("boeking_id", Id, primary_key=True, autoincrement=False),
    Column("gemeente", Text, nullable=False),
    Column("aanbieder", Text, nullable=False),
    Column("leveringsmaand", Date, nullable=False),
    Column("bedrag", BigInteger, nullable=False),
    Column("vervalt_op", Date, nullable=False),
    Column("betaling_id", Id, ForeignKey("betaling.id")),
    # The settlement looks at what is open only, however long the history.
    Index(
        "ix_post_open",
        "gemeente",
        "vervalt_op",
        sqlite_where=text("betaling_id IS NULL"),
        postgresql_where=text("betaling_id IS NULL"),
    ),
    Index(
        "ix_post_betaling_id",
        "betaling_id",
        sqlite_where=text("betaling_id IS NOT NULL"),
        postgresql_where=text("betaling_id IS NOT NULL"),
    ),
)

# Why an aanbieder, or one line, is not paid for now.
blokkade = Table(
    "blokkade",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("gemeente", Text, nullable=False),
    Column("aanbieder", Text, nullable=False),
    # One boeking only; empty for all of this aanbieder.
    Column("boeking_id", Id, ForeignKey("boeking.id")),
    Column("reden", Text, nullable=False),
    Column("gezet_door", Text, nullable=False),
    Column("gezet_op", Tijdstip, nullable=False),
    Column("opgeheven_door", Text),
    Column("opgeheven_op", Tijdstip),
    Index(
        "ix_blokkade_open",
        "gemeente",
        sqlite_where=text("opgeheven_op IS NULL"),
        postgresql_where=text("opgeheven_op IS NULL"),
    ),
)
