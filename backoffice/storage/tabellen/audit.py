"""Who read or wrote a person's data, when, and why; rows are added and stay (NEN 7513)."""

from sqlalchemy import Column, ForeignKey, Index, Table, Text

from backoffice.storage.database import Id, Tijdstip, metadata

audit = Table(
    "audit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("tijdstip", Tijdstip, nullable=False),
    Column("wie", Text, nullable=False),
    Column("handeling", Text, nullable=False),
    Column("client_id", Id, ForeignKey("client.id")),
    Column("bericht_id", Id, ForeignKey("bericht.id")),
    Column("doel", Text, nullable=False),
    # "Who looked at this child's data" is the question the log exists for.
    Index(None, "client_id"),
)
