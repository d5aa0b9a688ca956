"""Number series: the next free id per table."""

from sqlalchemy import Column, Table, Text

from backoffice.storage.database import Id, metadata

nummerreeks = Table(
    "nummerreeks",
    metadata,
    Column("naam", Text, primary_key=True),
    Column("volgende", Id, nullable=False),
)
