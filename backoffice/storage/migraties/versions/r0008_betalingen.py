"""Open debts, accounts to pay to, payment proposals and payments."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ID = sa.BigInteger().with_variant(sa.Integer, "sqlite")
TIJDSTIP = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "betaalrekening",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("partij", sa.Text, nullable=False),
        sa.Column("iban", sa.Text, nullable=False),
        sa.Column("naam", sa.Text, nullable=False),
        sa.Column("voorgesteld_door", sa.Text, nullable=False),
        sa.Column("voorgesteld_op", TIJDSTIP, nullable=False),
        sa.Column("besloten_door", sa.Text),
        sa.Column("besloten_op", TIJDSTIP),
        sa.Column("geldig_vanaf", sa.Date),
        sa.CheckConstraint("besloten_door <> voorgesteld_door", name="twee_personen"),
        sa.CheckConstraint("geldig_vanaf IS NULL OR besloten_door IS NOT NULL", name="eerst_besloten"),
        sa.Index(None, "partij"),
    )
    op.create_table(
        "betaalvoorstel",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("betaaldag", sa.Date, nullable=False),
        sa.Column("gemaakt_door", sa.Text, nullable=False),
        sa.Column("gemaakt_op", TIJDSTIP, nullable=False),
        sa.Column("besluit", sa.Text),
        sa.Column("besloten_door", sa.Text),
        sa.Column("besloten_op", TIJDSTIP),
        sa.Column("bestand", sa.LargeBinary),
        sa.Column("geexporteerd_door", sa.Text),
        sa.Column("geexporteerd_op", TIJDSTIP),
        sa.CheckConstraint("besluit IN ('goedgekeurd', 'afgekeurd')", name="besluit"),
        sa.CheckConstraint("besloten_door <> gemaakt_door OR besluit = 'afgekeurd'", name="twee_personen"),
        sa.CheckConstraint("(besluit IS NULL) = (besloten_door IS NULL)", name="wie_besloot"),
        sa.CheckConstraint("bestand IS NULL OR besluit = 'goedgekeurd'", name="eerst_goedgekeurd"),
    )
    op.create_table(
        "betaling",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("voorstel_id", ID, sa.ForeignKey("betaalvoorstel.id"), nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
        sa.Column("iban", sa.Text, nullable=False),
        sa.Column("naam", sa.Text, nullable=False),
        sa.Column("kenmerk", sa.Text, nullable=False, unique=True),
        sa.Column("stand", sa.Text, nullable=False),
        sa.Column("stand_op", TIJDSTIP, nullable=False),
        sa.Column("reden", sa.Text),
        sa.CheckConstraint("bedrag > 0", name="bedrag"),
        sa.CheckConstraint(
            "stand IN ('voorgesteld', 'onderweg', 'uitgevoerd', 'teruggekomen', 'vervallen')", name="stand"
        ),
        sa.Index(None, "voorstel_id"),
    )
    op.create_table(
        "post",
        sa.Column("boeking_id", ID, primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("leveringsmaand", sa.Date, nullable=False),
        sa.Column("bedrag", sa.BigInteger, nullable=False),
        sa.Column("vervalt_op", sa.Date, nullable=False),
        sa.Column("betaling_id", ID, sa.ForeignKey("betaling.id")),
    )
    for naam, kolommen, leeg in (
        ("ix_post_open", ["gemeente", "vervalt_op"], "IS NULL"),
        ("ix_post_betaling_id", ["betaling_id"], "IS NOT NULL"),
    ):
        waar = sa.text(f"betaling_id {leeg}")
        op.create_index(naam, "post", kolommen, sqlite_where=waar, postgresql_where=waar)
    op.create_table(
        "blokkade",
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("gemeente", sa.Text, nullable=False),
        sa.Column("aanbieder", sa.Text, nullable=False),
        sa.Column("boeking_id", ID, sa.ForeignKey("boeking.id")),
        sa.Column("reden", sa.Text, nullable=False),
        sa.Column("gezet_door", sa.Text, nullable=False),
        sa.Column("gezet_op", TIJDSTIP, nullable=False),
        sa.Column("opgeheven_door", sa.Text),
        sa.Column("opgeheven_op", TIJDSTIP),
    )
    waar = sa.text("opgeheven_op IS NULL")
    op.create_index("ix_blokkade_open", "blokkade", ["gemeente"], sqlite_where=waar, postgresql_where=waar)
    _houd_betaalde_posten_vast()


def _houd_betaalde_posten_vast() -> None:
    """A post is paid once: only a payment that was called off before it went out lets go of its posten."""
    uit = "(SELECT stand FROM betaling WHERE id = OLD.betaling_id) NOT IN ('voorgesteld', 'vervallen')"
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION houd_post_vast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {uit} THEN RAISE EXCEPTION 'deze post is al betaald' USING ERRCODE = 'restrict_violation'; "
            "END IF; RETURN NEW; END $$"
        )
        op.execute(
            "CREATE TRIGGER post_eenmaal_betaald BEFORE UPDATE ON post FOR EACH ROW "
            "WHEN (OLD.betaling_id IS NOT NULL) EXECUTE FUNCTION houd_post_vast()"
        )
        return
    op.execute(
        "CREATE TRIGGER post_eenmaal_betaald BEFORE UPDATE ON post "
        f"WHEN OLD.betaling_id IS NOT NULL AND {uit} "
        "BEGIN SELECT RAISE(ABORT, 'deze post is al betaald'); END"
    )
