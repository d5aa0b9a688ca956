"""What kind of verwijzer a verzoek names, and indexes on what a verzoek came in and what a boeking undoes."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    # Of verzoeken that came before, it stays unknown: their content is encrypted.
    op.add_column("verzoek", sa.Column("verwijzer", sa.Text))
    op.create_index(op.f("ix_verzoek_bericht_id"), "verzoek", ["bericht_id"])
    gevuld = sa.text("tegenboeking_van IS NOT NULL")
    op.create_index(
        "ix_boeking_tegenboeking_van",
        "boeking",
        ["tegenboeking_van"],
        sqlite_where=gevuld,
        postgresql_where=gevuld,
    )
