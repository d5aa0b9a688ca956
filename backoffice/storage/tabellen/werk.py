"""The work of people: what waits for a decision, every decision that was taken, and what a gemeente chose."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    Text,
    text,
)

from backoffice.storage.database import Id, Tijdstip, metadata

werkitem = Table(
    "werkitem",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("soort", Text, nullable=False),
    Column("gemeente", Text, nullable=False),
    Column("aanbieder", Text, nullable=False),
    Column("client_id", Id, ForeignKey("client.id")),
    Column("verzoek_id", Id, ForeignKey("verzoek.id")),
    # Our own message that was refused or got no answer.
    Column("uitgaand_id", Id, ForeignKey("uitgaand.id")),
    # What it is about, so that one thing never becomes two open items.
    Column("sleutel", Text, nullable=False),
    # Why it is here, in Dutch and without persoonsgegevens.
    Column("reden", Text, nullable=False),
    # Encrypted JSON, doel "werkitem.inhoud": the proposal, what was asked and what a person found out.
    Column("inhoud", LargeBinary, nullable=False),
    Column("status", Text, nullable=False),
    Column("aangehouden_tot", Date),
    Column("behandelaar", Text),
    # The name of its Termijn, the day that one is counted from, and its last day; NULL without deadline.
    Column("termijn", Text),
    Column("geteld_vanaf", Date),
    Column("vervaldag", Date),
    # The stage of the deadline that was last reported, so that it is reported once.
    Column("gemeld", Text),
    Column("ontvangen_op", Tijdstip, nullable=False),
    CheckConstraint(
        "status IN ('open', 'aangehouden', 'in onderzoek', 'overgedragen', 'afgedaan')", name="status"
    ),
    CheckConstraint("(termijn IS NULL) = (vervaldag IS NULL)", name="termijn"),
    CheckConstraint("(termijn IS NULL) = (geteld_vanaf IS NULL)", name="geteld_vanaf"),
    CheckConstraint("(status = 'aangehouden') = (aangehouden_tot IS NOT NULL)", name="aangehouden"),
    Index(
        "uq_werkitem_sleutel",
        "soort",
        "sleutel",
        unique=True,
        sqlite_where=text("status <> 'afgedaan'"),
        postgresql_where=text("status <> 'afgedaan'"),
    ),
    Index(None, "gemeente", "status", "vervaldag"),
    Index(None, "verzoek_id"),
    Index(None, "client_id"),
    Index(None, "uitgaand_id"),
)

# Every decision on an item: rows are added and stay.
werkbesluit = Table(
    "werkbesluit",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("werkitem_id", Id, ForeignKey("werkitem.id"), nullable=False),
    Column("keuze", Text, nullable=False),
    # RedenAfwijzingVerzoek, and the gemeente that is responsible instead or was asked.
    Column("code", Text),
    Column("andere_gemeente", Text),
    Column("wie", Text, nullable=False),
    Column("besloten_op", Tijdstip, nullable=False),
    # The message that tells of it, when one left.
    Column("uitgaand_id", Id, ForeignKey("uitgaand.id")),
    # Encrypted JSON, doel "werkbesluit.inhoud": grounds, outcomes of the checks, the lines, the facts.
    Column("inhoud", LargeBinary, nullable=False),
    Index(None, "werkitem_id"),
    Index(None, "uitgaand_id"),
)

# What a gemeente chose, from a day on; the row added last for the latest day counts, and rows stay.
beleid = Table(
    "beleid",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("gemeente", Text, nullable=False),
    Column("vanaf", Date, nullable=False),
    # Kinds of contract that approve by themselves, with ";" between them.
    Column("automatisch", Text, nullable=False),
    Column("inkorten", Boolean, nullable=False),
    # Whether the gemeente holds itself responsible until somebody noted otherwise.
    Column("eigen_woonplaats", Boolean, nullable=False),
    # Pairs of categorieën it does not want beside each other: "43+45;44+45".
    Column("samenloop", Text, nullable=False),
    Column("wie", Text, nullable=False),
    Column("vastgelegd_op", Tijdstip, nullable=False),
    Index(None, "gemeente", "vanaf"),
)
