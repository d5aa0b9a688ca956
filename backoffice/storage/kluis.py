"""The keys that belong to a database: found or made for a new one, and refused when they are another's."""

import os
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, insert, select

from backoffice.fouten import SleutelFout
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import sleutelkenmerk
from backoffice.versleuteling import Kluis, Willekeur, open_kluis


def kluis_van(engine: Engine, omgeving: Mapping[str, str], *, willekeur: Willekeur = os.urandom) -> Kluis:
    """The Kluis for a migrated database; on SQLite a new one gets a key file beside it if none is configured.

    Raises SleutelFout when no key is found, or when the index key is not the one this database was written
    with: under another index key every cliënt would look new and every message would look unseen.
    """
    with engine.begin() as conn:
        bekend = conn.execute(select(sleutelkenmerk.c.kenmerk)).scalar_one_or_none()
        kluis = open_kluis(omgeving, sleutelbestand_bij(engine), maak_nieuw=bekend is None, willekeur=willekeur)
        if bekend is None:
            conn.execute(insert(sleutelkenmerk).values(kenmerk=kluis.kenmerk()))
        else:
            _vergelijk(engine, kluis, bekend)
    return kluis


def bestaande_kluis(engine: Engine, omgeving: Mapping[str, str]) -> Kluis:
    """The Kluis for a database that is in use; writes nothing. Raises SleutelFout as `kluis_van` does."""
    kluis = open_kluis(omgeving, sleutelbestand_bij(engine))
    with lezen(engine) as conn:
        bekend = conn.execute(select(sleutelkenmerk.c.kenmerk)).scalar_one_or_none()
    _vergelijk(engine, kluis, bekend)
    return kluis


def _vergelijk(engine: Engine, kluis: Kluis, bekend: bytes | None) -> None:
    if bekend is not None and bekend != kluis.kenmerk():
        raise SleutelFout(
            f"De indexsleutel hoort niet bij database {engine.url.database}. "
            "Zet de regel index:... terug waarmee deze database is begonnen."
        )


def sleutelbestand_bij(engine: Engine) -> Path | None:
    """Where the key file of an SQLite database lies when no other is configured; None on PostgreSQL."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(f"{engine.url.database}.sleutels")
