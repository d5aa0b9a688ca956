"""Months whose books are closed."""

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen

revision = "0007"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "gesloten_maand",
        sa.Column("maand", sa.Date, primary_key=True),
        sa.Column("gesloten_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wie", sa.Text, nullable=False),
    )
    alleen_toevoegen("gesloten_maand")
