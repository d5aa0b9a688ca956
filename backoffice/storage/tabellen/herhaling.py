"""What a machine was answered before, so that a request that comes twice is carried out once."""

from sqlalchemy import Column, Index, LargeBinary, Table, Text

from backoffice.storage.database import Tijdstip, metadata

# A row is written before the request is carried out, and gets its answer after that.
herhaling = Table(
    "herhaling",
    metadata,
    Column("client", Text, primary_key=True),
    Column("sleutel", Text, primary_key=True),
    # Keyed hash (Kluis.inhoud_hash) of method, address and content.
    Column("vingerafdruk", LargeBinary, nullable=False),
    # Encrypted, doel "herhaling.antwoord"; NULL while it is being carried out.
    Column("antwoord", LargeBinary),
    Column("begonnen_op", Tijdstip, nullable=False),
    Index(None, "begonnen_op"),
)
