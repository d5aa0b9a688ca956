"""Migrations: bringing any database, new or older, to the tables of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from backoffice.fouten import DatabaseFout
from backoffice.storage.database import lezen

# Any fixed number will do; it keeps two processes on PostgreSQL from migrating at the same time.
_SLOT = 7_323_325


def migreer(engine: Engine) -> None:
    """Bring the database to the newest version in one transaction; does nothing when it is there already."""
    instellingen = _instellingen()
    with engine.begin() as conn:
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SLOT})")
        instellingen.attributes["connection"] = conn
        command.upgrade(instellingen, "head")


def keur_versie(engine: Engine) -> None:
    """See that a database is there and has the tables of this version, without writing; raises DatabaseFout."""
    adres = engine.url.database or ""
    # SQLite would make an empty database; a file: address says itself how it is to be opened.
    if engine.dialect.name == "sqlite" and not adres.startswith("file:") and not Path(adres).exists():
        raise DatabaseFout(f"Database {adres} bestaat niet. Kijk het adres na.")
    with lezen(engine) as conn:
        versie = MigrationContext.configure(conn).get_current_revision()
    if versie != ScriptDirectory.from_config(_instellingen()).get_current_head():
        raise DatabaseFout(
            f"Database {adres} is geen register van deze versie. Gebruik de database waarin ijw verwerk de "
            "berichten zet, en laat ijw verwerk die eerst bijwerken."
        )


def _instellingen() -> Config:
    instellingen = Config()
    instellingen.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return instellingen
