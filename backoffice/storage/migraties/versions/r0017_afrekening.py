"""What runs is found by its end, a closed month has its statement, and kept fields can be encrypted again."""

import sqlalchemy as sa
from alembic import op

from backoffice.storage.migraties.triggers import alleen_toevoegen, laat_opnieuw_versleutelen

revision = "0017"
down_revision = "0016"


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
    laat_opnieuw_versleutelen(
        "werkbesluit",
        ("id", "werkitem_id", "keuze", "code", "andere_gemeente", "wie", "besloten_op", "uitgaand_id"),
    )
    laat_opnieuw_versleutelen(
        "persoonsfeit",
        (
            *("id", "bsn_index", "soort", "vanaf", "tot_en_met", "bron"),
            *("ingevoerd_op", "ingevoerd_door", "vervangt", "ingetrokken"),
        ),
    )
