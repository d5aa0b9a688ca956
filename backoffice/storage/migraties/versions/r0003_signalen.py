"""Signals: what a person may want to look at, though it refused nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "signaal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        sa.Column(
            "bericht_id",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            sa.ForeignKey("bericht.id"),
            nullable=False,
        ),
        sa.Column(
            "prestatie_id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), sa.ForeignKey("prestatie.id")
        ),
        sa.Column("regel", sa.Text, nullable=False),
        sa.Column("reden", sa.Text, nullable=False),
        sa.Index(None, "bericht_id"),
    )
