"""Migrations: bringing any database, new or older, to the tables of this version."""

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from backoffice.fouten import DatabaseFout
from backoffice.storage.database import lezen

# Any fixed number will do; it keeps two processes on PostgreSQL from migrating at the same time.
_SLOT = 7_323_325
_BESCHADIGD = "Er is niets gewijzigd; zet een reservekopie terug en probeer opnieuw."


def migreer(engine: Engine, tot: str = "head") -> None:
    """Bring the database to the newest version in one transaction; does nothing when it is there already.

    `tot` names an older revision to stop at.
    """
    with lezen(engine) as conn:
        if _is_nieuwste(conn):
            return
    # Takes longer to load than most commands take to run.
    from alembic import command
    from alembic.config import Config

    instellingen = Config()
    instellingen.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.connect().execution_options(verbouwt=True) as conn, conn.begin():
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SLOT})")
        instellingen.attributes["connection"] = conn
        command.upgrade(instellingen, tot)
        if conn.dialect.name == "sqlite" and conn.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise DatabaseFout(f"Database {engine.url.database} bevat losse verwijzingen. {_BESCHADIGD}")


def keur_versie(engine: Engine) -> None:
    """See that a database is there and has the tables of this version, without writing; raises DatabaseFout."""
    adres = engine.url.database or ""
    # SQLite would make an empty database; a file: address says itself how it is to be opened.
    if engine.dialect.name == "sqlite" and not adres.startswith("file:") and not Path(adres).exists():
        raise DatabaseFout(f"Database {adres} bestaat niet. Kijk het adres na.")
    with lezen(engine) as conn:
        nieuwste = _is_nieuwste(conn)
    if not nieuwste:
        raise DatabaseFout(
            f"Database {adres} is geen register van deze versie. Gebruik de database waarin ijw verwerk de "
            "berichten zet, en laat ijw verwerk die eerst bijwerken."
        )


def _is_nieuwste(conn: Connection) -> bool:
    """Whether the newest revision has been applied; the files are named rNNNN_... by their revision."""
    if not conn.dialect.has_table(conn, "alembic_version"):
        return False
    versie = conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    revisies = (Path(__file__).parent / "versions").glob("r[0-9]*_*.py")
    return versie == max(pad.name[1:5] for pad in revisies)
