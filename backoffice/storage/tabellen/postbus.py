"""What the carrier of messages says of them."""

from sqlalchemy import Column, LargeBinary, Table, Text

from backoffice.storage.database import metadata

# The envelope in which a message came last, found by the keyed hash of its bytes (bericht.inhoud_hash): its
# answer must name it. Written before the message is received, so that no answer leaves without it.
envelop = Table(
    "envelop",
    metadata,
    Column("inhoud_hash", LargeBinary, primary_key=True),
    Column("kenmerk", Text, nullable=False),
)
