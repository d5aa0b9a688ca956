"""What came in and waits for a process that takes it; indexes on what is open, however long the history."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "inname",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("ontvangen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wie", sa.Text, nullable=False),
        sa.Column("naam", sa.LargeBinary, nullable=False),
        sa.Column("inhoud", sa.LargeBinary, nullable=False),
        sa.Column("fout", sa.Text),
    )
    op.create_index("ix_inname_gemeente_aanbieder_id", "inname", ["gemeente", "aanbieder", "id"])
    for tabel, naam, waar in (
        ("bericht", "aangehouden", "oordeel = 'aangehouden'"),
        ("betaalvoorstel", "wacht", "geexporteerd_op IS NULL AND (besluit IS NULL OR besluit = 'goedgekeurd')"),
    ):
        op.create_index(
            f"ix_{tabel}_{naam}", tabel, ["id"], sqlite_where=sa.text(waar), postgresql_where=sa.text(waar)
        )
    op.create_index("ix_declaratie_periode", "declaratie", ["periode"])
