"""What came in and waits for a process that takes it."""

from sqlalchemy import Column, Index, LargeBinary, Table, Text

from backoffice.storage.database import Id, Tijdstip, metadata

# A row goes when its message was received, in the transaction of who holds it. Name and bytes are encrypted,
# doel "inname.naam" and "inname.inhoud": nobody judged them yet. `fout` is the kind of an error that nobody
# foresaw; the message then stands aside until it is tried again.
inname = Table(
    "inname",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("gemeente", Text, nullable=False),
    Column("aanbieder", Text, nullable=False),
    Column("ontvangen_op", Tijdstip, nullable=False),
    Column("wie", Text, nullable=False),
    Column("naam", LargeBinary, nullable=False),
    Column("inhoud", LargeBinary, nullable=False),
    Column("fout", Text),
    Index("ix_inname_gemeente_aanbieder_id", "gemeente", "aanbieder", "id"),
)
