"""Answers to requests of machines, by the key under which these may be repeated."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.create_table(
        "herhaling",
        sa.Column("client", sa.Text, primary_key=True),
        sa.Column("sleutel", sa.Text, primary_key=True),
        sa.Column("vingerafdruk", sa.LargeBinary, nullable=False),
        sa.Column("antwoord", sa.LargeBinary),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_herhaling_begonnen_op", "herhaling", ["begonnen_op"])
