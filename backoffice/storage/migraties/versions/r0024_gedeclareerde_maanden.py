"""Which months of a toewijzing are declared is told by one index, without a look at the prestaties."""

from alembic import op

revision = "0024"
down_revision = "0020"

_OUD = "ix_prestatie_toewijzing_id_begindatum"


def upgrade() -> None:
    op.create_index(
        "ix_prestatie_toewijzing_id",
        "prestatie",
        ["toewijzing_id", "begindatum", "toegekend", "vorige_referentie", "gecrediteerd_door"],
    )
    op.drop_index(_OUD, "prestatie")
