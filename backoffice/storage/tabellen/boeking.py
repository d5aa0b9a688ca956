"""Bookings: entries (boeking) of postings (boekingsregel) that sum to zero; rows are added and stay."""

from sqlalchemy import (
    BigInteger,
    Boolean,
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

from backoffice.storage.database import Id, metadata

boeking = Table(
    "boeking",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    # No foreign keys here and in boekingsregel.boeking_id and prestatie.declaratie_id: these rows are written with
    # what they refer to, in one transaction that hands out the ids, and nothing of it is ever deleted. PostgreSQL
    # would look up every one of them again, which made a large declaratie half as slow again.
    Column("prestatie_id", Id),
    # The message that caused it; none for a payment.
    Column("bericht_id", Id),
    # The gemeente that owes the aanbieder; who bears the cost is said by the lines.
    Column("gemeente", Text, nullable=False),
    Column("soort", Text, nullable=False),
    Column("geboekt_op", Date, nullable=False),
    # First day of the month in whose books it stands: the first that was still open on geboekt_op.
    Column("boekmaand", Date, nullable=False),
    # First day of the month of delivery: cost is reported by it.
    Column("leveringsmaand", Date, nullable=False),
    Column("tegenboeking_van", Id, ForeignKey("boeking.id")),
    # The payment that it tells of, when it tells of one.
    Column("betaling_id", Id),
    # Which change of bearer it is for this prestatie; 0 for all other kinds.
    Column("ronde", Integer, nullable=False, server_default="0"),
    # What undoes a boeking is looked for from either side; few boekingen undo another.
    Index(
        "ix_boeking_tegenboeking_van",
        "tegenboeking_van",
        sqlite_where=text("tegenboeking_van IS NOT NULL"),
        postgresql_where=text("tegenboeking_van IS NOT NULL"),
    ),
    # A line is booked once per kind, whatever happens around it.
    UniqueConstraint("prestatie_id", "soort", "ronde"),
    # What is in the books of one month, however long they are.
    Index(None, "boekmaand", "gemeente"),
    Index(
        "ix_boeking_betaling_id",
        "betaling_id",
        sqlite_where=text("betaling_id IS NOT NULL"),
        postgresql_where=text("betaling_id IS NOT NULL"),
    ),
)

# Kept in the order of its key, so that the lines of a boeking lie together and need no index beside it.
boekingsregel = Table(
    "boekingsregel",
    metadata,
    Column("boeking_id", Id, primary_key=True, autoincrement=False),
    Column("nummer", Integer, primary_key=True, autoincrement=False),
    Column("rekening", Text, nullable=False),
    Column("partij", Text, nullable=False),
    # Signed eurocents: debit positive, credit negative.
    Column("bedrag", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

# The lines added up by all that is reported; `storage/boeksommen.py` keeps it beside them. Everything here follows
# from the lines, and the reconciliation looks whether it still does. What is often left out of a report comes last
# in the key, so that the rest is added up in its order, without sorting.
boeksom = Table(
    "boeksom",
    metadata,
    Column("rekening", Text, primary_key=True),
    Column("partij", Text, primary_key=True),
    Column("gemeente", Text, primary_key=True),
    Column("leveringsmaand", Date, primary_key=True),
    # Empty for what was delivered without a contract, or was not delivered.
    Column("contractsoort", Text, primary_key=True),
    Column("boekmaand", Date, primary_key=True),
    # First day of the month of geboekt_op: that of boekmaand, or of a month that was closed already.
    Column("ontvangstmaand", Date, primary_key=True),
    # Only cost is reported by product, and by whether others bear a part of it.
    Column("gedeeld", Boolean, primary_key=True),
    Column("categorie", Text, primary_key=True),
    # With the aanbieder in the key, messages of two aanbieders never wait for the same row.
    Column("aanbieder", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("soort", Text, primary_key=True),
    # Signed eurocents: what was debited, what was credited (zero or negative), and over how many lines.
    Column("debet", BigInteger, nullable=False),
    Column("credit", BigInteger, nullable=False),
    Column("aantal", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
