"""What gemeenten budgeted."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "begroting",
        sa.Column("gemeente", sa.Text, primary_key=True),
        sa.Column("jaar", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("indeling", sa.Text, nullable=False),
        sa.Column("post", sa.Text, primary_key=True),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
        sa.Column("geladen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wie", sa.Text, nullable=False),
        sa.CheckConstraint("indeling IN ('contractsoort', 'categorie')", name="indeling"),
    )
