"""The whole chain: starts and stops, verzoeken and their answers, and what became of our own messages."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIJDSTIP = sa.DateTime(timezone=True)


def upgrade() -> None:
    _berichten()
    for tabel in ("toewijzing", "toewijzing_versie"):
        with op.batch_alter_table(tabel) as wijziging:
            wijziging.alter_column("bericht_id", existing_type=ID, nullable=True)
            wijziging.add_column(
                sa.Column("uitgaand_id", ID, sa.ForeignKey("uitgaand.id", name=f"fk_{tabel}_uitgaand_id"))
            )
            wijziging.create_check_constraint(
                op.f(f"ck_{tabel}_herkomst"), "(bericht_id IS NULL) <> (uitgaand_id IS NULL)"
            )
    if op.get_context().dialect.name == "sqlite":
        # The triggers went with the table that was rebuilt.
        alleen_toevoegen("toewijzing_versie")
    _leveringen()
    _verzoeken()


def _berichten() -> None:
    op.add_column("bericht", sa.Column("beantwoordt", sa.Text))
    op.create_index(
        "ix_bericht_beantwoordt",
        "bericht",
        ["beantwoordt"],
        sqlite_where=sa.text("beantwoordt IS NOT NULL"),
        postgresql_where=sa.text("beantwoordt IS NOT NULL"),
    )
    op.create_index("ix_bericht_identificatie", "bericht", ["identificatie"])
    with op.batch_alter_table("uitgaand") as wijziging:
        wijziging.add_column(sa.Column("retour_op", TIJDSTIP))
        wijziging.add_column(sa.Column("retour_oordeel", sa.Text))
        wijziging.create_check_constraint(
            op.f("ck_uitgaand_retour_oordeel"), "retour_oordeel IN ('goed', 'afgekeurd')"
        )
        wijziging.create_check_constraint(
            op.f("ck_uitgaand_retour"), "(retour_op IS NULL) = (retour_oordeel IS NULL)"
        )
    op.create_index("uq_uitgaand_sleutel", "uitgaand", ["soort", "afzender", "identificatie"], unique=True)


def _leveringen() -> None:
    op.create_table(
        "levering",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("client_id", ID, sa.ForeignKey("client.id"), nullable=False),
        sa.Column("toewijzing_nummer", sa.BigInteger),
        sa.Column("categorie", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("begindatum", sa.Date, nullable=False),
        sa.Column("reden", sa.Text),
        sa.Column("einddatum", sa.Date),
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id"), nullable=False),
        sa.Column("verwijderd_door", ID, sa.ForeignKey("bericht.id")),
        sa.CheckConstraint("(reden IS NULL) = (einddatum IS NULL)", name="stop"),
        sa.Index(None, "client_id", "aanbieder"),
    )


def _herkomst() -> list[Any]:
    return [
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id")),
        sa.Column("uitgaand_id", ID, sa.ForeignKey("uitgaand.id")),
        sa.CheckConstraint("(bericht_id IS NULL) <> (uitgaand_id IS NULL)", name="herkomst"),
    ]


def _verzoeken() -> None:
    op.create_table(
        "verzoek",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id"), nullable=False),
        sa.Column("soort", sa.Text, nullable=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("client_id", ID, sa.ForeignKey("client.id"), nullable=False),
        sa.Column("referentie_aanbieder", sa.Text, nullable=False),
        sa.Column("dagtekening", sa.Date, nullable=False),
        sa.Column("ontvangen_op", TIJDSTIP, nullable=False),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("soort IN ('JW315', 'JW317')", name="soort"),
        sa.UniqueConstraint("aanbieder", "referentie_aanbieder", "gemeente"),
        sa.Index(None, "client_id", "aanbieder"),
    )
    op.create_table(
        "verzoek_antwoord",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("verzoek_id", ID, sa.ForeignKey("verzoek.id"), nullable=False),
        sa.Column("antwoord", sa.Text, nullable=False),
        sa.Column("reden", sa.Text),
        sa.Column("woonplaats", sa.Text),
        sa.Column("dagtekening", sa.Date, nullable=False),
        *_herkomst(),
        sa.Index(None, "verzoek_id"),
    )
    op.create_table(
        "verzoek_toewijzing",
        sa.Column("verzoek_id", ID, sa.ForeignKey("verzoek.id"), primary_key=True, autoincrement=False),
        sa.Column("toewijzing_nummer", sa.BigInteger, primary_key=True, autoincrement=False),
        *_herkomst(),
    )
