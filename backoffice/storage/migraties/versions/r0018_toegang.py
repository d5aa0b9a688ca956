"""Accounts, sessions, wrong tries, systems and their tokens."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0016"

_ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("naam", sa.Text, nullable=False),
        sa.Column("rol", sa.Text, nullable=False),
        sa.Column("organisatie", sa.Text, nullable=False),
        sa.Column("wachtwoord_hash", sa.Text),
        sa.Column("eenmalig", sa.Boolean, nullable=False),
        sa.Column("totp_geheim", sa.LargeBinary),
        sa.Column("totp_stap", sa.Integer),
        sa.Column("demo", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("extern", sa.Text),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.Text, nullable=False),
        sa.Column("geblokkeerd_op", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("naam"),
        sa.UniqueConstraint("extern"),
    )
    op.create_table(
        "sessie",
        sa.Column("token_hash", sa.LargeBinary, primary_key=True),
        sa.Column("account_id", _ID, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("begonnen_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gezien_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verloopt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code_gezien", sa.Boolean, nullable=False),
        sa.Column("klaar", sa.Boolean, nullable=False),
        sa.Column("totp_voorstel", sa.LargeBinary),
        sa.Index(None, "account_id"),
        sa.Index(None, "verloopt_op"),
    )
    op.create_table(
        "inlogpoging",
        sa.Column("sleutel", sa.LargeBinary, primary_key=True),
        sa.Column("mislukt", sa.Integer, nullable=False),
        sa.Column("laatst_op", sa.DateTime(timezone=True), nullable=False),
        sa.Index(None, "laatst_op"),
    )
    op.create_table(
        "systeemclient",
        sa.Column("client_id", sa.Text, primary_key=True),
        sa.Column("rol", sa.Text, nullable=False),
        sa.Column("organisatie", sa.Text, nullable=False),
        sa.Column("geheim_hash", sa.LargeBinary, nullable=False),
        sa.Column("vingerafdruk", sa.Text),
        sa.Column("certificaatnummer", sa.Text),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gemaakt_door", sa.Text, nullable=False),
        sa.Column("geblokkeerd_op", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("vingerafdruk"),
        sa.UniqueConstraint("certificaatnummer"),
    )
    op.create_table(
        "apitoken",
        sa.Column("token_hash", sa.LargeBinary, primary_key=True),
        sa.Column("client_id", sa.Text, sa.ForeignKey("systeemclient.client_id"), nullable=False),
        sa.Column("gemaakt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verloopt_op", sa.DateTime(timezone=True), nullable=False),
        sa.Index(None, "client_id"),
        sa.Index(None, "verloopt_op"),
    )
