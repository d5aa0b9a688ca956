"""Tables whose rows are added and stay: the database itself refuses to change or delete them.

Both databases answer with an IntegrityError, also to somebody who works outside this program.
"""

from collections.abc import Sequence

from alembic import op


def maak_weigering() -> None:
    """On PostgreSQL: the function that every trigger of `alleen_toevoegen` calls. SQLite needs none."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION weiger_wijziging() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'in % wordt alleen toegevoegd', TG_TABLE_NAME "
            "USING ERRCODE = 'restrict_violation'; END $$"
        )


def laat_opnieuw_versleutelen(tabel: str, kolommen: Sequence[str]) -> None:
    """On a table of `alleen_toevoegen`: refuse to change these columns; the others are encrypted again."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(f"DROP TRIGGER {tabel}_alleen_toevoegen ON {tabel}")
        op.execute(
            f"CREATE TRIGGER {tabel}_alleen_toevoegen BEFORE UPDATE OF {', '.join(kolommen)} "
            f"OR DELETE OR TRUNCATE ON {tabel} FOR EACH STATEMENT EXECUTE FUNCTION weiger_wijziging()"
        )
        return
    op.execute(f"DROP TRIGGER {tabel}_alleen_toevoegen_update")
    op.execute(
        f"CREATE TRIGGER {tabel}_alleen_toevoegen_update BEFORE UPDATE OF {', '.join(kolommen)} ON {tabel} "
        f"BEGIN SELECT RAISE(ABORT, 'in {tabel} wordt alleen toegevoegd'); END"
    )


def alleen_toevoegen(tabel: str) -> None:
    """Refuse every UPDATE and DELETE on a table, and TRUNCATE where that exists."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {tabel}_alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabel} "
            "FOR EACH STATEMENT EXECUTE FUNCTION weiger_wijziging()"
        )
        return
    for handeling in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {tabel}_alleen_toevoegen_{handeling.lower()} BEFORE {handeling} ON {tabel} "
            f"BEGIN SELECT RAISE(ABORT, 'in {tabel} wordt alleen toegevoegd'); END"
        )
