"""Who bears a cost: facts about jeugdigen, keys, agreements, verrekenposten and taakgericht budgets."""

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen

revision = "0013"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIJDSTIP = sa.DateTime(timezone=True)


def upgrade() -> None:
    _meer_boekingen_per_prestatie()
    _feiten()
    _afspraken()
    _verrekening()
    _taakgericht()
    for tabel in (
        "persoonsfeit",
        "voortzetting",
        "leverdag",
        "verdeelsleutel",
        "verdeelsleutel_regel",
        "kostenafspraak",
        "verrekenpost",
        "herrouteringsregel",
        "taakgericht",
        "taakgericht_post",
    ):
        alleen_toevoegen(tabel)


def _meer_boekingen_per_prestatie() -> None:
    """The bearer of one prestatie can change more than once; granting and crediting stay once each."""
    with op.batch_alter_table("boeking") as wijziging:
        wijziging.add_column(sa.Column("ronde", sa.Integer, nullable=False, server_default="0"))
        wijziging.drop_constraint(op.f("uq_boeking_prestatie_id_soort"), type_="unique")
        wijziging.create_unique_constraint(
            op.f("uq_boeking_prestatie_id_soort_ronde"), ["prestatie_id", "soort", "ronde"]
        )
    if op.get_context().dialect.name == "sqlite":
        # The triggers went with the table that was rebuilt.
        alleen_toevoegen("boeking")


def _feiten() -> None:
    op.create_table(
        "persoonsfeit",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("bsn_index", sa.LargeBinary, nullable=False),
        sa.Column("soort", sa.Text, nullable=False),
        sa.Column("vanaf", sa.Date),
        sa.Column("tot_en_met", sa.Date),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
        sa.Column("bron", sa.Text, nullable=False),
        sa.Column("ingevoerd_op", TIJDSTIP, nullable=False),
        sa.Column("ingevoerd_door", sa.Text, nullable=False),
        sa.Column("vervangt", ID, sa.ForeignKey("persoonsfeit.id"), unique=True),
        sa.Column("ingetrokken", sa.Boolean, nullable=False),
        sa.CheckConstraint("vervangt IS NOT NULL OR NOT ingetrokken", name="ingetrokken"),
        sa.Index(None, "bsn_index"),
    )
    op.create_table(
        "voortzetting",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("bsn_index", sa.LargeBinary, nullable=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("contractgemeente", sa.Text, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("vanaf", sa.Date, nullable=False),
        sa.Column("tot_en_met", sa.Date),
        sa.Column("artikel", sa.Text, nullable=False),
        sa.Column("bron", sa.Text, nullable=False),
        sa.Column("ingevoerd_op", TIJDSTIP, nullable=False),
        sa.Column("ingevoerd_door", sa.Text, nullable=False),
        sa.UniqueConstraint("bsn_index", "gemeente", "aanbieder", "vanaf"),
    )
    op.create_table(
        "leverdag",
        sa.Column("aanbieder", sa.Text, primary_key=True),
        sa.Column("referentie", sa.Text, primary_key=True),
        sa.Column("dag", sa.Date, primary_key=True),
        sa.Column("volume", sa.BigInteger, nullable=False),
        sa.Column("ingevoerd_op", TIJDSTIP, nullable=False),
        sa.Column("ingevoerd_door", sa.Text, nullable=False),
        sa.CheckConstraint("volume > 0", name="volume"),
    )


def _afspraken() -> None:
    op.create_table(
        "verdeelsleutel",
        sa.Column("naam", sa.Text, primary_key=True),
        sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("soort", sa.Text, nullable=False),
        sa.Column("vastgesteld_op", TIJDSTIP, nullable=False),
        sa.Column("vastgesteld_door", sa.Text, nullable=False),
    )
    op.create_table(
        "verdeelsleutel_regel",
        sa.Column("naam", sa.Text, primary_key=True),
        sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, primary_key=True),
        sa.Column("gewicht", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "kostenafspraak",
        sa.Column("soort", sa.Text, primary_key=True),
        sa.Column("vanaf", sa.Date, primary_key=True),
        sa.Column("grondslag", sa.Text, nullable=False),
        sa.Column("sleutel", sa.Text),
        sa.Column("vastgelegd_op", TIJDSTIP, nullable=False),
        sa.Column("vastgelegd_door", sa.Text, nullable=False),
        sa.CheckConstraint("grondslag IN ('woonplaats', 'solidariteit')", name="grondslag"),
        sa.CheckConstraint("(grondslag = 'solidariteit') = (sleutel IS NOT NULL)", name="sleutel"),
    )


def _verrekening() -> None:
    op.create_table(
        "verrekenpost",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("prestatie_id", ID, sa.ForeignKey("prestatie.id"), nullable=False),
        sa.Column("boeking_id", ID, sa.ForeignKey("boeking.id"), nullable=False),
        sa.Column("betaalt", sa.Text, nullable=False),
        sa.Column("ontvangt", sa.Text, nullable=False),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
        sa.Column("grond", sa.Text, nullable=False),
        sa.Column("tegenpost_van", ID, sa.ForeignKey("verrekenpost.id"), unique=True),
        sa.CheckConstraint("betaalt <> ontvangt", name="twee_gemeenten"),
        sa.CheckConstraint("bedrag <> 0", name="bedrag"),
        sa.Index(None, "prestatie_id"),
    )
    op.create_table(
        "herrouteringsvoorstel",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("betaalt", sa.Text, nullable=False),
        sa.Column("ontvangt", sa.Text, nullable=False),
        sa.Column("gemaakt_door", sa.Text, nullable=False),
        sa.Column("gemaakt_op", TIJDSTIP, nullable=False),
        sa.Column("besluit", sa.Text),
        sa.Column("besloten_door", sa.Text),
        sa.Column("besloten_op", TIJDSTIP),
        sa.CheckConstraint("besluit IN ('goedgekeurd', 'afgekeurd')", name="besluit"),
        sa.CheckConstraint("besloten_door <> gemaakt_door OR besluit = 'afgekeurd'", name="twee_personen"),
        sa.CheckConstraint("(besluit IS NULL) = (besloten_door IS NULL)", name="wie_besloot"),
    )
    op.create_table(
        "herrouteringsregel",
        sa.Column(
            "voorstel_id", ID, sa.ForeignKey("herrouteringsvoorstel.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("prestatie_id", ID, sa.ForeignKey("prestatie.id"), primary_key=True, autoincrement=False),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
        sa.Column("grond", sa.Text, nullable=False),
    )


def _taakgericht() -> None:
    op.create_table(
        "taakgericht",
        sa.Column("naam", sa.Text, primary_key=True),
        sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("budget", sa.BigInteger, nullable=False),
        sa.Column("sleutel", sa.Text, nullable=False),
        sa.Column("vastgelegd_op", TIJDSTIP, nullable=False),
        sa.Column("vastgelegd_door", sa.Text, nullable=False),
        sa.CheckConstraint("budget > 0", name="budget"),
    )
    op.create_table(
        "taakgericht_post",
        sa.Column("naam", sa.Text, primary_key=True),
        sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, primary_key=True),
        sa.Column("soort", sa.Text, primary_key=True),
        sa.Column("maand", sa.Date, primary_key=True),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
        sa.Column("boeking_id", ID, sa.ForeignKey("boeking.id"), nullable=False),
        sa.CheckConstraint("soort IN ('voorschot', 'afrekening')", name="soort"),
    )
