"""Months whose books are closed; rows are added and stay."""

from sqlalchemy import Column, Date, Table, Text

from backoffice.storage.database import Tijdstip, metadata

gesloten_maand = Table(
    "gesloten_maand",
    metadata,
    # First day of the month.
    Column("maand", Date, primary_key=True),
    Column("gesloten_op", Tijdstip, nullable=False),
    Column("wie", Text, nullable=False),
)
