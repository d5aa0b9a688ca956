"""Months whose books are closed, and the statement of each; rows are added and stay."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Table, Text

from backoffice.storage.database import Id, Tijdstip, metadata

gesloten_maand = Table(
    "gesloten_maand",
    metadata,
    # First day of the month.
    Column("maand", Date, primary_key=True),
    Column("gesloten_op", Tijdstip, nullable=False),
    Column("wie", Text, nullable=False),
    # The last message and the last message of our own that were there when it closed: what came after belongs to
    # a later month, whatever its date. Empty for a month that was closed before this was kept.
    Column("laatste_bericht", Id),
    Column("laatste_antwoord", Id),
)

# What was settled over a closed month: its total in eurocents, and a fingerprint of all sums to prove it by later.
afrekening = Table(
    "afrekening",
    metadata,
    Column("maand", Date, ForeignKey("gesloten_maand.maand"), primary_key=True),
    Column("gemaakt_op", Tijdstip, nullable=False),
    Column("wie", Text, nullable=False),
    Column("kosten", BigInteger, nullable=False),
    Column("vingerafdruk", Text, nullable=False),
)
