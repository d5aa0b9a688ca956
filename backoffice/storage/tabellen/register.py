"""The register of parties: which aanbieders and gemeenten exist."""

from sqlalchemy import Column, Table, Text

from backoffice.storage.database import metadata

register_aanbieder = Table(
    "register_aanbieder",
    metadata,
    Column("agb", Text, primary_key=True),
    Column("naam", Text, nullable=False),
    Column("kvk", Text),
)

register_gemeente = Table(
    "register_gemeente",
    metadata,
    Column("code", Text, primary_key=True),
    Column("naam", Text, nullable=False),
)
