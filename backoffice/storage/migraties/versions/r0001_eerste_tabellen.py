"""The first tables, and the triggers that keep what is only ever added.

Revision: 0001, the first.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen, maak_weigering

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIJDSTIP = sa.DateTime(timezone=True)


def upgrade() -> None:
    _partijen_en_berichten()
    _clienten_en_toewijzingen()
    _declaraties_en_boekingen()
    maak_weigering()
    for tabel in ("boeking", "boekingsregel", "toewijzing_versie", "audit"):
        alleen_toevoegen(tabel)


def _partijen_en_berichten() -> None:
    op.create_table(
        "nummerreeks",
        sa.Column("naam", sa.Text, primary_key=True),
        sa.Column("volgende", ID, nullable=False),
    )
    op.create_table(
        "sleutelkenmerk",
        sa.Column("kenmerk", sa.LargeBinary, primary_key=True),
    )
    op.create_table(
        "register_aanbieder",
        sa.Column("agb", sa.Text, primary_key=True),
        sa.Column("naam", sa.Text, nullable=False),
        sa.Column("kvk", sa.Text),
    )
    op.create_table(
        "register_gemeente",
        sa.Column("code", sa.Text, primary_key=True),
        sa.Column("naam", sa.Text, nullable=False),
    )
    op.create_table(
        "bericht",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("soort", sa.Text, nullable=False),
        sa.Column("release", sa.Text, nullable=False),
        sa.Column("afzender", sa.Text, nullable=False),
        sa.Column("ontvanger", sa.Text, nullable=False),
        sa.Column("identificatie", sa.Text, nullable=False),
        sa.Column("dagtekening", sa.Date, nullable=False),
        sa.Column("ontvangen_op", TIJDSTIP, nullable=False),
        sa.Column("inhoud_hash", sa.LargeBinary, nullable=False),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
        sa.Column("oordeel", sa.Text, nullable=False),
        sa.Column("niveau", sa.Integer),
        sa.Column("conflict_van", ID, sa.ForeignKey("bericht.id")),
        sa.CheckConstraint("oordeel IN ('goed', 'deels', 'afgekeurd')", name="oordeel"),
        sa.CheckConstraint("niveau BETWEEN 1 AND 4", name="niveau"),
        sa.Index(
            "uq_bericht_sleutel",
            "soort",
            "afzender",
            "identificatie",
            unique=True,
            sqlite_where=sa.text("conflict_van IS NULL"),
            postgresql_where=sa.text("conflict_van IS NULL"),
        ),
        sa.Index(
            "ix_bericht_conflict_van",
            "conflict_van",
            sqlite_where=sa.text("conflict_van IS NOT NULL"),
            postgresql_where=sa.text("conflict_van IS NOT NULL"),
        ),
    )
    op.create_table(
        "uitgaand",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id")),
        sa.Column("soort", sa.Text, nullable=False),
        sa.Column("afzender", sa.Text, nullable=False),
        sa.Column("ontvanger", sa.Text, nullable=False),
        sa.Column("identificatie", sa.Text, nullable=False),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
        sa.Column("aangemaakt_op", TIJDSTIP, nullable=False),
        sa.Column("verzonden_op", TIJDSTIP),
        sa.Index("uq_uitgaand_bericht_id", "bericht_id", unique=True),
        sa.Index(
            "ix_uitgaand_te_verzenden",
            "id",
            sqlite_where=sa.text("verzonden_op IS NULL"),
            postgresql_where=sa.text("verzonden_op IS NULL"),
        ),
    )


def _velden_toewijzing() -> list[sa.Column[Any]]:
    return [
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("toewijzing_nummer", sa.BigInteger, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("client_id", ID, sa.ForeignKey("client.id"), nullable=False),
        sa.Column("categorie", sa.Text),
        sa.Column("code", sa.Text),
        sa.Column("toewijzingsdatum", sa.Date, nullable=False),
        sa.Column("toewijzingstijd", sa.Text, nullable=False),
        sa.Column("ingangsdatum", sa.Date, nullable=False),
        sa.Column("einddatum", sa.Date),
        sa.Column("reden_wijziging", sa.Text),
        sa.Column("volume", sa.BigInteger),
        sa.Column("eenheid", sa.Text),
        sa.Column("frequentie", sa.Text),
        sa.Column("budget", sa.BigInteger),
        sa.Column("referentie_aanbieder", sa.Text),
        sa.Column("verwijderd", sa.Boolean, nullable=False),
        sa.Column("eerste_verzonden", sa.Date, nullable=False),
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id"), nullable=False),
        sa.Column("versie", sa.Integer, nullable=False),
    ]


def _clienten_en_toewijzingen() -> None:
    op.create_table(
        "client",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("bsn_index", sa.LargeBinary, nullable=False),
        sa.Column("bsn", sa.LargeBinary, nullable=False),
        sa.Column("gegevens", sa.LargeBinary),
        sa.UniqueConstraint("gemeente", "bsn_index"),
    )
    op.create_table(
        "audit",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("tijdstip", TIJDSTIP, nullable=False),
        sa.Column("wie", sa.Text, nullable=False),
        sa.Column("handeling", sa.Text, nullable=False),
        sa.Column("client_id", ID, sa.ForeignKey("client.id")),
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id")),
        sa.Column("doel", sa.Text, nullable=False),
        sa.Index(None, "client_id"),
    )
    op.create_table(
        "toewijzing",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        *_velden_toewijzing(),
        sa.UniqueConstraint("gemeente", "toewijzing_nummer"),
        sa.Index(None, "client_id", "aanbieder"),
    )
    op.create_table(
        "toewijzing_versie",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("toewijzing_id", ID, sa.ForeignKey("toewijzing.id"), nullable=False),
        *_velden_toewijzing(),
        sa.Column("vastgelegd_op", TIJDSTIP, nullable=False),
        sa.UniqueConstraint("toewijzing_id", "versie"),
    )
    op.create_table(
        "verbruik",
        sa.Column("toewijzing_id", ID, sa.ForeignKey("toewijzing.id"), primary_key=True, autoincrement=False),
        sa.Column("volume", sa.BigInteger, nullable=False),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
    )


def _declaraties_en_boekingen() -> None:
    op.create_table(
        "declaratie",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id"), nullable=False, unique=True),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("declaratie_nummer", sa.Text, nullable=False),
        sa.Column("periode", sa.Date, nullable=False),
        sa.Column("dagtekening", sa.Date, nullable=False),
        sa.Column("ingediend", sa.BigInteger, nullable=False),
        sa.Column("toegekend", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("aanbieder", "declaratie_nummer", "gemeente"),
        sa.Index(None, "gemeente", "aanbieder", "periode"),
    )
    op.create_table(
        "prestatie",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("declaratie_id", ID, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("client_id", ID, sa.ForeignKey("client.id")),
        sa.Column("volgnummer", sa.Integer, nullable=False),
        sa.Column("referentie", sa.Text, nullable=False),
        sa.Column("vorige_referentie", sa.Text),
        sa.Column("toewijzing_nummer", sa.BigInteger, nullable=False),
        sa.Column("toewijzing_id", ID, sa.ForeignKey("toewijzing.id")),
        sa.Column("toewijzing_versie", sa.Integer),
        sa.Column("categorie", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("begindatum", sa.Date, nullable=False),
        sa.Column("einddatum", sa.Date, nullable=False),
        sa.Column("volume", sa.BigInteger, nullable=False),
        sa.Column("eenheid", sa.Text, nullable=False),
        sa.Column("tarief", sa.BigInteger),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
        sa.Column("toegekend", sa.Boolean, nullable=False),
        sa.Column("gecrediteerd_door", ID, sa.ForeignKey("prestatie.id")),
        sa.Column("contract", sa.Text),
        sa.Column("contractversie", sa.Integer),
        sa.Column("regelset", sa.Text, nullable=False),
        sa.Index(None, "aanbieder", "referentie"),
        sa.Index(None, "toewijzing_id", "begindatum"),
        sa.Index(None, "declaratie_id"),
    )
    op.create_table(
        "bevinding",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("bericht_id", ID, sa.ForeignKey("bericht.id"), nullable=False),
        sa.Column("prestatie_id", ID, sa.ForeignKey("prestatie.id")),
        sa.Column("regel", sa.Text, nullable=False),
        sa.Column("niveau", sa.Integer, nullable=False),
        sa.Column("retourcode", sa.Text),
        sa.Column("locatie", sa.Text, nullable=False),
        sa.Column("onderwerp", sa.Text, nullable=False),
        sa.Column("element", sa.Text),
        sa.Column("gevonden", sa.Text, nullable=False),
        sa.Column("verwacht", sa.Text, nullable=False),
        sa.Index(None, "bericht_id"),
    )
    op.create_table(
        "boeking",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("prestatie_id", ID),
        sa.Column("bericht_id", ID),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("soort", sa.Text, nullable=False),
        sa.Column("geboekt_op", sa.Date, nullable=False),
        sa.Column("boekmaand", sa.Date, nullable=False),
        sa.Column("leveringsmaand", sa.Date, nullable=False),
        sa.Column("tegenboeking_van", ID, sa.ForeignKey("boeking.id")),
        sa.Column("betaling_id", ID),
        sa.UniqueConstraint("prestatie_id", "soort"),
    )
    op.create_index(
        "ix_boeking_betaling_id",
        "boeking",
        ["betaling_id"],
        sqlite_where=sa.text("betaling_id IS NOT NULL"),
        postgresql_where=sa.text("betaling_id IS NOT NULL"),
    )
    op.create_table(
        "boekingsregel",
        sa.Column("boeking_id", ID, primary_key=True, autoincrement=False),
        sa.Column("nummer", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("rekening", sa.Text, nullable=False),
        sa.Column("partij", sa.Text, nullable=False),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
