"""Declaraties and their prestaties; amounts are signed eurocents, a credit is negative."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from backoffice.storage.database import Id, metadata

declaratie = Table(
    "declaratie",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("bericht_id", Id, ForeignKey("bericht.id"), nullable=False, unique=True),
    Column("gemeente", Text, nullable=False),
    Column("aanbieder", Text, nullable=False),
    Column("declaratie_nummer", Text, nullable=False),
    # First day of the DeclaratiePeriode, which is one calendar month (CS340).
    Column("periode", Date, nullable=False),
    Column("dagtekening", Date, nullable=False),
    Column("ingediend", BigInteger, nullable=False),
    Column("toegekend", BigInteger, nullable=False),
    # One number at two gemeenten is signalled, not refused: no single gemeente could have seen it.
    UniqueConstraint("aanbieder", "declaratie_nummer", "gemeente"),
    Index(None, "gemeente", "aanbieder", "periode"),
    Index(None, "periode"),
)

prestatie = Table(
    "prestatie",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("declaratie_id", Id, nullable=False),
    # From the declaratie, repeated here because a ReferentieNummer is looked up per aanbieder (OP283).
    Column("aanbieder", Text, nullable=False),
    Column("client_id", Id, ForeignKey("client.id")),
    Column("volgnummer", Integer, nullable=False),
    Column("referentie", Text, nullable=False),
    Column("vorige_referentie", Text),
    Column("toewijzing_nummer", BigInteger, nullable=False),
    Column("toewijzing_id", Id, ForeignKey("toewijzing.id")),
    Column("toewijzing_versie", Integer),
    Column("categorie", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("begindatum", Date, nullable=False),
    Column("einddatum", Date, nullable=False),
    Column("volume", BigInteger, nullable=False),
    Column("eenheid", Text, nullable=False),
    Column("tarief", BigInteger),
    Column("bedrag", BigInteger, nullable=False),
    Column("toegekend", Boolean, nullable=False),
    Column("gecrediteerd_door", Id, ForeignKey("prestatie.id")),
    Column("contract", Text),
    Column("contractversie", Integer),
    Column("regelset", Text, nullable=False),
    # Each index is paid for on every inserted line, so there are three: the ReferentieNummer (8021, 8017),
    # what was delivered on a toewijzing (9389 and the caps), and the lines of one declaratie, which only ever
    # grows at its end and costs next to nothing. A fourth holds what was rejected alone. The second tells by
    # itself which months are declared, the third what the lines are together, without a look at the rows.
    Index(None, "aanbieder", "referentie"),
    Index(
        "ix_prestatie_toewijzing_id",
        *("toewijzing_id", "begindatum", "toegekend", "vorige_referentie", "gecrediteerd_door"),
    ),
    Index("ix_prestatie_declaratie_id", "declaratie_id", "toegekend", "bedrag"),
    Index(
        "ix_prestatie_afgewezen",
        "aanbieder",
        sqlite_where=text("toegekend IS 0"),
        postgresql_where=text("toegekend IS false"),
    ),
)
