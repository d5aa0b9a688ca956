"""Who bears a cost: facts about jeugdigen, keys, agreements, and what gemeenten owe each other in eurocents."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from backoffice.storage.database import Id, Tijdstip, metadata

# Facts belong to a person, not to one gemeente: gemeenten that know the same child share them. Rows are added and
# stay; a correction points at what it replaces, and one that only takes back is `ingetrokken`.
persoonsfeit = Table(
    "persoonsfeit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("bsn_index", LargeBinary, nullable=False),
    Column("soort", Text, nullable=False),
    # Empty for what holds for life; a day of birth stands in `inhoud`.
    Column("vanaf", Date),
    Column("tot_en_met", Date),
    # Encrypted JSON, doel "persoonsfeit.inhoud".
    Column("inhoud", LargeBinary, nullable=False),
    Column("bron", Text, nullable=False),
    Column("ingevoerd_op", Tijdstip, nullable=False),
    Column("ingevoerd_door", Text, nullable=False),
    Column("vervangt", Id, ForeignKey("persoonsfeit.id"), unique=True),
    Column("ingetrokken", Boolean, nullable=False),
    CheckConstraint("vervangt IS NOT NULL OR NOT ingetrokken", name="ingetrokken"),
    Index(None, "bsn_index"),
)

# Continuation of help after a move (art. 2.7a Jeugdwet): whose contract holds.
voortzetting = Table(
    "voortzetting",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("bsn_index", LargeBinary, nullable=False),
    Column("gemeente", Text, nullable=False),
    Column("contractgemeente", Text, nullable=False),
    Column("aanbieder", Text, nullable=False),
    Column("vanaf", Date, nullable=False),
    Column("tot_en_met", Date),
    Column("artikel", Text, nullable=False),
    Column("bron", Text, nullable=False),
    Column("ingevoerd_op", Tijdstip, nullable=False),
    Column("ingevoerd_door", Text, nullable=False),
    UniqueConstraint("bsn_index", "gemeente", "aanbieder", "vanaf"),
)

# What was delivered on each day of a prestatie, when the aanbieder told it.
leverdag = Table(
    "leverdag",
    metadata,
    Column("aanbieder", Text, primary_key=True),
    Column("referentie", Text, primary_key=True),
    Column("dag", Date, primary_key=True),
    Column("volume", BigInteger, nullable=False),
    Column("ingevoerd_op", Tijdstip, nullable=False),
    Column("ingevoerd_door", Text, nullable=False),
    CheckConstraint("volume > 0", name="volume"),
)

verdeelsleutel = Table(
    "verdeelsleutel",
    metadata,
    Column("naam", Text, primary_key=True),
    Column("jaar", Integer, primary_key=True, autoincrement=False),
    Column("soort", Text, nullable=False),
    Column("vastgesteld_op", Tijdstip, nullable=False),
    Column("vastgesteld_door", Text, nullable=False),
)

verdeelsleutel_regel = Table(
    "verdeelsleutel_regel",
    metadata,
    Column("naam", Text, primary_key=True),
    Column("jaar", Integer, primary_key=True, autoincrement=False),
    Column("gemeente", Text, primary_key=True),
    # Jeugdigen, inwoners, or hundredths of a percent.
    Column("gewicht", BigInteger, nullable=False),
)

kostenafspraak = Table(
    "kostenafspraak",
    metadata,
    Column("soort", Text, primary_key=True),
    Column("vanaf", Date, primary_key=True),
    Column("grondslag", Text, nullable=False),
    Column("sleutel", Text),
    Column("vastgelegd_op", Tijdstip, nullable=False),
    Column("vastgelegd_door", Text, nullable=False),
    CheckConstraint("grondslag IN ('woonplaats', 'solidariteit')", name="grondslag"),
    CheckConstraint("(grondslag = 'solidariteit') = (sleutel IS NOT NULL)", name="sleutel"),
)

# What one gemeente owes another for a prestatie; negative takes back.
verrekenpost = Table(
    "verrekenpost",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("prestatie_id", Id, ForeignKey("prestatie.id"), nullable=False),
    Column("boeking_id", Id, ForeignKey("boeking.id"), nullable=False),
    Column("betaalt", Text, nullable=False),
    Column("ontvangt", Text, nullable=False),
    Column("bedrag", BigInteger, nullable=False),
    Column("grond", Text, nullable=False),
    Column("tegenpost_van", Id, ForeignKey("verrekenpost.id"), unique=True),
    CheckConstraint("betaalt <> ontvangt", name="twee_gemeenten"),
    CheckConstraint("bedrag <> 0", name="bedrag"),
    Index(None, "prestatie_id"),
)

# A change of bearer that facts of a later day ask for, per pair of gemeenten.
herrouteringsvoorstel = Table(
    "herrouteringsvoorstel",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("betaalt", Text, nullable=False),
    Column("ontvangt", Text, nullable=False),
    Column("gemaakt_door", Text, nullable=False),
    Column("gemaakt_op", Tijdstip, nullable=False),
    Column("besluit", Text),
    Column("besloten_door", Text),
    Column("besloten_op", Tijdstip),
    CheckConstraint("besluit IN ('goedgekeurd', 'afgekeurd')", name="besluit"),
    CheckConstraint("besloten_door <> gemaakt_door OR besluit = 'afgekeurd'", name="twee_personen"),
    CheckConstraint("(besluit IS NULL) = (besloten_door IS NULL)", name="wie_besloot"),
)

herrouteringsregel = Table(
    "herrouteringsregel",
    metadata,
    Column("voorstel_id", Id, ForeignKey("herrouteringsvoorstel.id"), primary_key=True, autoincrement=False),
    Column("prestatie_id", Id, ForeignKey("prestatie.id"), primary_key=True, autoincrement=False),
    Column("bedrag", BigInteger, nullable=False),
    Column("grond", Text, nullable=False),
)

# A yearly budget for work without toewijzingen, borne by a key.
taakgericht = Table(
    "taakgericht",
    metadata,
    Column("naam", Text, primary_key=True),
    Column("jaar", Integer, primary_key=True, autoincrement=False),
    Column("aanbieder", Text, nullable=False),
    Column("budget", BigInteger, nullable=False),
    Column("sleutel", Text, nullable=False),
    Column("vastgelegd_op", Tijdstip, nullable=False),
    Column("vastgelegd_door", Text, nullable=False),
    CheckConstraint("budget > 0", name="budget"),
)

# What was booked of it: a voorschot per month, or the final settlement in December of its year.
taakgericht_post = Table(
    "taakgericht_post",
    metadata,
    Column("naam", Text, primary_key=True),
    Column("jaar", Integer, primary_key=True, autoincrement=False),
    Column("gemeente", Text, primary_key=True),
    Column("soort", Text, primary_key=True),
    Column("maand", Date, primary_key=True),
    Column("bedrag", BigInteger, nullable=False),
    Column("boeking_id", Id, ForeignKey("boeking.id"), nullable=False),
    CheckConstraint("soort IN ('voorschot', 'afrekening')", name="soort"),
)
