"""Who takes part: the names of aanbieders and gemeenten in the register."""

from __future__ import annotations

from sqlalchemy import Engine

from backoffice.storage.toewijzingen import bewaar_partijen


def registreer_partijen(engine: Engine, aanbieders: dict[str, str], gemeenten: dict[str, str]) -> None:
    """Add or rename aanbieders (by AGB-code) and gemeenten (by CBS-code), in one transaction."""
    with engine.begin() as conn:
        bewaar_partijen(conn, aanbieders, gemeenten)
