"""Whether the back office can work, for what watches over it."""

from __future__ import annotations

from sqlalchemy import literal, select

from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen


def controleer(werkplek: Werkplek) -> None:
    """Ask the database for nothing at all; DatabaseFout when it does not answer."""
    with lezen(werkplek.engine) as conn:
        conn.execute(select(literal(1)))
