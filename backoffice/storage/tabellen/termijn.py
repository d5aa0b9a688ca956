"""The agreed term: how each prestatie stood against it, what waits for a person, what to look at again."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from backoffice.storage.database import Id, Tijdstip, metadata

# Rows are added and stay: a line that was held gets a second one. Only where a term is agreed.
termijnoordeel = Table(
    "termijnoordeel",
    metadata,
    # No foreign key, as in boeking: it is written together with its prestatie.
    Column("prestatie_id", Id, primary_key=True, autoincrement=False),
    # What follows: geen, or a Gevolg of the contract.
    Column("gevolg", Text, primary_key=True),
    Column("uitkomst", Text, nullable=False),
    Column("peildatum", Date, nullable=False),
    Column("uiterste_datum", Date, nullable=False),
    Column("hersteldatum", Date),
    # When the first JW301 that covers the ProductPeriode was sent, as far as known.
    Column("verzonden", Date),
    Column("contract", Text, nullable=False),
    Column("contractversie", Integer, nullable=False),
    Column("zin", Text, nullable=False),
    CheckConstraint("gevolg IN ('geen', 'accepteren_met_signaal', 'aanhouden', 'afwijzen')", name="gevolg"),
    sqlite_with_rowid=False,
)

# What a declaratie held that was refused as a whole: not sent, but repairing it has a term.
afgekeurde_indiening = Table(
    "afgekeurde_indiening",
    metadata,
    Column("bericht_id", Id, ForeignKey("bericht.id"), primary_key=True, autoincrement=False),
    Column("nummer", Integer, primary_key=True, autoincrement=False),
    Column("toewijzing_nummer", BigInteger, nullable=False),
    Column("categorie", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("begindatum", Date, nullable=False),
    Index(None, "toewijzing_nummer", "begindatum"),
    sqlite_with_rowid=False,
)

# A declaratie of which a line waits for a person, and with it its one JW325.
aanhouding = Table(
    "aanhouding",
    metadata,
    Column("bericht_id", Id, ForeignKey("bericht.id"), primary_key=True, autoincrement=False),
    Column("beslissen_uiterlijk", Date, nullable=False),
    Column("afgehandeld_op", Tijdstip),
    Index(
        "ix_aanhouding_open",
        "beslissen_uiterlijk",
        sqlite_where=text("afgehandeld_op IS NULL"),
        postgresql_where=text("afgehandeld_op IS NULL"),
    ),
)

aanhouding_besluit = Table(
    "aanhouding_besluit",
    metadata,
    Column("prestatie_id", Id, ForeignKey("prestatie.id"), primary_key=True, autoincrement=False),
    Column("besluit", Text, nullable=False),
    Column("reden", Text, nullable=False),
    Column("wie", Text, nullable=False),
    Column("besloten_op", Tijdstip, nullable=False),
    CheckConstraint("besluit IN ('accepteren_met_signaal', 'afwijzen')", name="besluit"),
)

# A decision that would be another one now that a toewijzing or contract changed: a proposal to a person.
herbeoordeling = Table(
    "herbeoordeling",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("prestatie_id", Id, ForeignKey("prestatie.id"), nullable=False),
    Column("aanleiding", Text, nullable=False),
    Column("advies", Text, nullable=False),
    Column("uitleg", Text, nullable=False),
    Column("gemaakt_op", Tijdstip, nullable=False),
    Column("afgedaan_door", Text),
    Column("afgedaan_op", Tijdstip),
    CheckConstraint("advies IN ('laten crediteren', 'opnieuw laten indienen')", name="advies"),
    CheckConstraint("(afgedaan_door IS NULL) = (afgedaan_op IS NULL)", name="afgedaan"),
    UniqueConstraint("prestatie_id", "aanleiding"),
)
