"""The envelopes in which messages came."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "envelop",
        sa.Column("inhoud_hash", sa.LargeBinary, primary_key=True),
        sa.Column("kenmerk", sa.Text, nullable=False),
    )
