"""Work items, decisions, the policy of a gemeente, and which versions of toewijzingen were sent."""

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen

revision = "0011"
down_revision = "0010"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIJDSTIP = sa.DateTime(timezone=True)
NIET_AF = sa.text("status <> 'afgedaan'")
ZONDER_RETOUR = sa.text("retour_op IS NULL AND bericht_id IS NULL AND verzonden_op IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "werkitem",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("soort", sa.Text, nullable=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("client_id", ID, sa.ForeignKey("client.id")),
        sa.Column("verzoek_id", ID, sa.ForeignKey("verzoek.id")),
        sa.Column("uitgaand_id", ID, sa.ForeignKey("uitgaand.id")),
        sa.Column("sleutel", sa.Text, nullable=False),
        sa.Column("reden", sa.Text, nullable=False),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("aangehouden_tot", sa.Date),
        sa.Column("behandelaar", sa.Text),
        sa.Column("termijn", sa.Text),
        sa.Column("geteld_vanaf", sa.Date),
        sa.Column("vervaldag", sa.Date),
        sa.Column("gemeld", sa.Text),
        sa.Column("ontvangen_op", TIJDSTIP, nullable=False),
        sa.CheckConstraint(
            "status IN ('open', 'aangehouden', 'in onderzoek', 'overgedragen', 'afgedaan')", name="status"
        ),
        sa.CheckConstraint("(termijn IS NULL) = (vervaldag IS NULL)", name="termijn"),
        sa.CheckConstraint("(termijn IS NULL) = (geteld_vanaf IS NULL)", name="geteld_vanaf"),
        sa.CheckConstraint("(status = 'aangehouden') = (aangehouden_tot IS NOT NULL)", name="aangehouden"),
        sa.Index(
            "uq_werkitem_sleutel",
            "soort",
            "sleutel",
            unique=True,
            sqlite_where=NIET_AF,
            postgresql_where=NIET_AF,
        ),
        sa.Index(None, "gemeente", "status", "vervaldag"),
        sa.Index(None, "verzoek_id"),
        sa.Index(None, "client_id"),
        sa.Index(None, "uitgaand_id"),
    )
    op.create_table(
        "werkbesluit",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("werkitem_id", ID, sa.ForeignKey("werkitem.id"), nullable=False),
        sa.Column("keuze", sa.Text, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("andere_gemeente", sa.Text),
        sa.Column("wie", sa.Text, nullable=False),
        sa.Column("besloten_op", TIJDSTIP, nullable=False),
        sa.Column("uitgaand_id", ID, sa.ForeignKey("uitgaand.id")),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
        sa.Index(None, "werkitem_id"),
        sa.Index(None, "uitgaand_id"),
    )
    op.create_table(
        "beleid",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("vanaf", sa.Date, nullable=False),
        sa.Column("automatisch", sa.Text, nullable=False),
        sa.Column("inkorten", sa.Boolean, nullable=False),
        sa.Column("eigen_woonplaats", sa.Boolean, nullable=False),
        sa.Column("samenloop", sa.Text, nullable=False),
        sa.Column("wie", sa.Text, nullable=False),
        sa.Column("vastgelegd_op", TIJDSTIP, nullable=False),
        sa.Index(None, "gemeente", "vanaf"),
    )
    op.create_table(
        "toewijzing_verzonden",
        sa.Column("uitgaand_id", ID, sa.ForeignKey("uitgaand.id"), primary_key=True, autoincrement=False),
        sa.Column("toewijzing_id", ID, sa.ForeignKey("toewijzing.id"), primary_key=True, autoincrement=False),
        sa.Column("versie", sa.Integer, nullable=False),
        sa.Index(None, "toewijzing_id"),
    )
    for tabel in ("werkbesluit", "beleid", "toewijzing_verzonden"):
        alleen_toevoegen(tabel)
    op.add_column("client", sa.Column("dossier", sa.LargeBinary))
    op.create_index(None, "contract_product", ["code"])
    op.create_index(
        "ix_uitgaand_zonder_retour",
        "uitgaand",
        ["verzonden_op"],
        sqlite_where=ZONDER_RETOUR,
        postgresql_where=ZONDER_RETOUR,
    )
