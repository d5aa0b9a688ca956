"""Runs of scheduled work."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False),
        sa.Column("taak", sa.Text, nullable=False),
        sa.Column("slot", sa.Text, nullable=False),
        sa.Column("stand", sa.Text, nullable=False),
        sa.Column("wie", sa.Text, nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("teken_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("geeindigd_op", sa.DateTime(timezone=True)),
        sa.Column("pogingen", sa.Integer, nullable=False),
        sa.Column("stop_gevraagd", sa.Boolean, nullable=False),
        sa.Column("verslag", sa.Text, nullable=False),
        sa.CheckConstraint("stand IN ('bezig', 'klaar', 'onvolledig', 'gestopt', 'mislukt')", name="stand"),
        sa.Index("uq_run_slot", "taak", "slot", unique=True),
    )
