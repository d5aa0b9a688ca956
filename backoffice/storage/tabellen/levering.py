"""Starts and stops of delivery as they were accepted (JW305, JW307)."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Table, Text

from backoffice.storage.database import Id, metadata

# A start, or with reden and einddatum a stop. What is deleted (StatusAanlevering 3) stays, marked.
levering = Table(
    "levering",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("gemeente", Text, nullable=False),
    Column("aanbieder", Text, nullable=False),
    Column("client_id", Id, ForeignKey("client.id"), nullable=False),
    # Without it (taakgericht) the product takes its place (IV096).
    Column("toewijzing_nummer", BigInteger),
    Column("categorie", Text),
    Column("code", Text),
    Column("begindatum", Date, nullable=False),
    Column("reden", Text),
    Column("einddatum", Date),
    Column("bericht_id", Id, ForeignKey("bericht.id"), nullable=False),
    Column("verwijderd_door", Id, ForeignKey("bericht.id")),
    CheckConstraint("(reden IS NULL) = (einddatum IS NULL)", name="stop"),
    Index(None, "client_id", "aanbieder"),
)
