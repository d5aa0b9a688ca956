"""The agreed term: judgements, declaraties that wait for a person, and decisions to look at again."""

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIJDSTIP = sa.DateTime(timezone=True)


def upgrade() -> None:
    _berichten()
    op.create_table(
        "termijnoordeel",
        sa.Column("prestatie_id", ID, primary_key=True, autoincrement=False),
        sa.Column("gevolg", sa.Text, primary_key=True),
        sa.Column("uitkomst", sa.Text, nullable=False),
        sa.Column("peildatum", sa.Date, nullable=False),
        sa.Column("uiterste_datum", sa.Date, nullable=False),
        sa.Column("hersteldatum", sa.Date),
        sa.Column("verzonden", sa.Date),
        sa.Column("contract", sa.Text, nullable=False),
        sa.Column("contractversie", sa.Integer, nullable=False),
        sa.Column("zin", sa.Text, nullable=False),
        sa.CheckConstraint("gevolg IN ('geen', 'accepteren_met_signaal', 'aanhouden', 'afwijzen')", name="gevolg"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "afgekeurde_indiening",
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id"), primary_key=True, autoincrement=False),
        sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("toewijzing_nummer", sa.BigInteger, nullable=False),
        sa.Column("categorie", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("begindatum", sa.Date, nullable=False),
        sa.Index(None, "toewijzing_nummer", "begindatum"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "aanhouding",
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id"), primary_key=True, autoincrement=False),
        sa.Column("beslissen_uiterlijk", sa.Date, nullable=False),
        sa.Column("afgehandeld_op", TIJDSTIP),
    )
    waar = sa.text("afgehandeld_op IS NULL")
    op.create_index(
        "ix_aanhouding_open", "aanhouding", ["beslissen_uiterlijk"], sqlite_where=waar, postgresql_where=waar
    )
    op.create_table(
        "aanhouding_besluit",
        sa.Column("prestatie_id", ID, sa.ForeignKey("prestatie.id"), primary_key=True, autoincrement=False),
        sa.Column("besluit", sa.Text, nullable=False),
        sa.Column("reden", sa.Text, nullable=False),
        sa.Column("wie", sa.Text, nullable=False),
        sa.Column("besloten_op", TIJDSTIP, nullable=False),
        sa.CheckConstraint("besluit IN ('accepteren_met_signaal', 'afwijzen')", name="besluit"),
    )
    op.create_table(
        "herbeoordeling",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("prestatie_id", ID, sa.ForeignKey("prestatie.id"), nullable=False),
        sa.Column("aanleiding", sa.Text, nullable=False),
        sa.Column("advies", sa.Text, nullable=False),
        sa.Column("uitleg", sa.Text, nullable=False),
        sa.Column("gemaakt_op", TIJDSTIP, nullable=False),
        sa.Column("afgedaan_door", sa.Text),
        sa.Column("afgedaan_op", TIJDSTIP),
        sa.CheckConstraint("advies IN ('laten crediteren', 'opnieuw laten indienen')", name="advies"),
        sa.CheckConstraint("(afgedaan_door IS NULL) = (afgedaan_op IS NULL)", name="afgedaan"),
        sa.UniqueConstraint("prestatie_id", "aanleiding"),
    )
    alleen_toevoegen("termijnoordeel")
    alleen_toevoegen("aanhouding_besluit")


def _berichten() -> None:
    """A declaratie can be aangehouden. SQLite forgets the CHECKs of a table that is rebuilt, so both are named."""
    postgresql = op.get_context().dialect.name == "postgresql"
    with op.batch_alter_table("bericht") as wijziging:
        if postgresql:
            wijziging.drop_constraint(op.f("ck_bericht_oordeel"), type_="check")
        else:
            wijziging.create_check_constraint(op.f("ck_bericht_niveau"), "niveau BETWEEN 1 AND 4")
        wijziging.create_check_constraint(
            op.f("ck_bericht_oordeel"), "oordeel IN ('goed', 'deels', 'afgekeurd', 'aangehouden')"
        )
