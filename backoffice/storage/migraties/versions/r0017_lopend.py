"""What still runs is found without reading what ended long ago."""

from alembic import op

revision = "0017"
down_revision = "0014"


def upgrade() -> None:
    op.create_index("ix_toewijzing_einddatum", "toewijzing", ["einddatum"])
