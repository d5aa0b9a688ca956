"""What screens ask for of one organisation: its messages, its rejected prestaties and its payments."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    for tabel in ("bericht", "uitgaand"):
        for partij in ("afzender", "ontvanger"):
            op.create_index(f"ix_{tabel}_{partij}", tabel, [partij])
    op.create_index(
        "ix_prestatie_afgewezen",
        "prestatie",
        ["aanbieder"],
        sqlite_where=sa.text("toegekend IS 0"),
        postgresql_where=sa.text("toegekend IS false"),
    )
    op.create_index("ix_betaling_aanbieder", "betaling", ["aanbieder"])
