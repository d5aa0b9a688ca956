"""Migrations: bringing any database, new or older, to the tables of this version."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

# Any fixed number will do; it keeps two processes on PostgreSQL from migrating at the same time.
_SLOT = 7_323_325


def migreer(engine: Engine) -> None:
    """Bring the database to the newest version in one transaction; does nothing when it is there already."""
    instellingen = Config()
    instellingen.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    with engine.begin() as conn:
        if conn.dialect.name == "postgresql":
            conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_SLOT})")
        instellingen.attributes["connection"] = conn
        command.upgrade(instellingen, "head")
