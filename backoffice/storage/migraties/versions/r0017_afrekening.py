"""What still runs is found by its end; a closed month knows what came before it closed, and has its statement."""

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen

revision = "0017"
down_revision = "0014"


def upgrade() -> None:
    op.create_index("ix_toewijzing_einddatum", "toewijzing", ["einddatum"])
    op.add_column(
        "gesloten_maand", sa.Column("laatste_bericht", sa.BigInteger().with_variant(sa.Integer, "sqlite"))
    )
    op.add_column(
        "gesloten_maand", sa.Column("laatste_antwoord", sa.BigInteger().with_variant(sa.Integer, "sqlite"))
    )
    op.create_table(
        "afrekening",
        sa.Column("maand", sa.Date, sa.ForeignKey("gesloten_maand.maand"), primary_key=True),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wie", sa.Text, nullable=False),
        sa.Column("kosten", sa.BigInteger, nullable=False),
        sa.Column("vingerafdruk", sa.Text, nullable=False),
    )
    alleen_toevoegen("afrekening")
