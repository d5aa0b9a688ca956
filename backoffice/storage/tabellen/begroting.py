"""What a gemeente budgeted for a year, per contract kind or per productcategorie."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Integer, Table, Text

from backoffice.storage.database import Tijdstip, metadata

begroting = Table(
    "begroting",
    metadata,
    Column("gemeente", Text, primary_key=True),
    Column("jaar", Integer, primary_key=True, autoincrement=False),
    # What `post` names; one gemeente budgets a year in one way.
    Column("indeling", Text, nullable=False),
    Column("post", Text, primary_key=True),
    # Eurocents.
    Column("bedrag", BigInteger, nullable=False),
    Column("geladen_op", Tijdstip, nullable=False),
    Column("wie", Text, nullable=False),
    CheckConstraint("indeling IN ('contractsoort', 'categorie')", name="indeling"),
)
