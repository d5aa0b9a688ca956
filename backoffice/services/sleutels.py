"""Putting everything under the newest key, so that an older one can be thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, herversleuteling
from backoffice.storage.database import lezen

PORTIE: Final = 500


def tel_oud(werkplek: Werkplek) -> dict[str, int]:
    """Per encrypted column how many fields are not under the newest key."""
    with lezen(werkplek.engine) as conn:
        return {
            veld.doel: herversleuteling.tel_oud(conn, werkplek.kluis, veld) for veld in herversleuteling.VELDEN
        }


def herversleutel(werkplek: Werkplek, tijdstip: datetime, wie: str, portie: int = PORTIE) -> Iterator[int]:
    """Encrypt every field again that is not under the newest key, a transaction per `portie`; gives how many.

    Stopped halfway it goes on where it was the next time. Raises OnbekendeSleutel when a key is missing, and
    OntsleutelingMislukt for a damaged field.
    """
    doel = f"alle velden onder sleutel {werkplek.kluis.actief}"
    if not any(tel_oud(werkplek).values()):
        return
    with werkplek.engine.begin() as conn:
        audit.leg_zonder_client_vast(conn, tijdstip=tijdstip, wie=wie, handeling="herversleuteling", doel=doel)
    for veld in herversleuteling.VELDEN:
        na = None
        while True:
            with werkplek.engine.begin() as conn:
                stap = herversleuteling.herversleutel(conn, werkplek.kluis, veld, na, portie)
            if stap is None:
                break
            na, gedaan = stap
            yield gedaan
