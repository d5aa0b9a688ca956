"""Verzoeken of aanbieders (JW315, JW317), the answers to them (JW319) and the toewijzingen they led to (JW301)."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
)

from backoffice.storage.database import Id, Tijdstip, metadata


def _herkomst() -> list[Any]:
    """The message that told of it: one that was received, or one of our own."""
    return [
        Column("bericht_id", Id, ForeignKey("bericht.id")),
        Column("uitgaand_id", Id, ForeignKey("uitgaand.id")),
        CheckConstraint("(bericht_id IS NULL) <> (uitgaand_id IS NULL)", name="herkomst"),
    ]


# One AangevraagdProduct of a JW315, or a whole JW317, that was taken up.
verzoek = Table(
    "verzoek",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("bericht_id", Id, ForeignKey("bericht.id"), nullable=False),
    Column("soort", Text, nullable=False),
    Column("gemeente", Text, nullable=False),
    Column("aanbieder", Text, nullable=False),
    Column("client_id", Id, ForeignKey("client.id"), nullable=False),
    Column("referentie_aanbieder", Text, nullable=False),
    # Deadlines count from the one or the other (OP274, OP346).
    Column("dagtekening", Date, nullable=False),
    Column("ontvangen_op", Tijdstip, nullable=False),
    # The kind of verwijzer (COD327) and nothing else of him, to be counted; NULL where the message does not say.
    Column("verwijzer", Text),
    # Encrypted, doel "verzoek.inhoud": the message as JSON (ijw.json_vorm) with no other product in it.
    Column("inhoud", LargeBinary, nullable=False),
    CheckConstraint("soort IN ('JW315', 'JW317')", name="soort"),
    # One reference at two gemeenten is signalled, not refused: no single gemeente could have seen it.
    UniqueConstraint("aanbieder", "referentie_aanbieder", "gemeente"),
    Index(None, "client_id", "aanbieder"),
    Index(None, "bericht_id"),
)

verzoek_antwoord = Table(
    "verzoek_antwoord",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("verzoek_id", Id, ForeignKey("verzoek.id"), nullable=False),
    # VerzoekAntwoord, RedenAfwijzingVerzoek, and the gemeente that is answerable instead.
    Column("antwoord", Text, nullable=False),
    Column("reden", Text),
    Column("woonplaats", Text),
    Column("dagtekening", Date, nullable=False),
    *_herkomst(),
    Index(None, "verzoek_id"),
)

# The ToewijzingNummers that were sent with the reference of a verzoek.
verzoek_toewijzing = Table(
    "verzoek_toewijzing",
    metadata,
    Column("verzoek_id", Id, ForeignKey("verzoek.id"), primary_key=True, autoincrement=False),
    Column("toewijzing_nummer", BigInteger, primary_key=True, autoincrement=False),
    *_herkomst(),
)
