"""A cliënt as one gemeente knows them; every gemeente is its own administration."""

from sqlalchemy import Column, LargeBinary, Table, Text, UniqueConstraint

from backoffice.storage.database import Id, metadata

client = Table(
    "client",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("gemeente", Text, nullable=False),
    # Keyed hash of the BSN (Kluis.bsn_index): the only way to find a cliënt by BSN.
    Column("bsn_index", LargeBinary, nullable=False),
    # Both encrypted, doel "client.bsn" and "client.gegevens"; gegevens is JSON as it came in the JW301.
    Column("bsn", LargeBinary, nullable=False),
    Column("gegevens", LargeBinary),
    # Encrypted, doel "client.dossier": the Client of the last JW301 as JSON, which the next one repeats.
    Column("dossier", LargeBinary),
    UniqueConstraint("gemeente", "bsn_index"),
)
