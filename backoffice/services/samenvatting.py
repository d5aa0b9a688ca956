"""What a whole database holds, in figures that can be checked against each other."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from backoffice.storage import kosten
from backoffice.storage.database import lezen
from backoffice.storage.kosten import Reden, Tellingen


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """Messages and prestaties counted, why prestaties were rejected, and how many boekingen do not balance."""

    tellingen: Tellingen
    redenen: tuple[Reden, ...]
    scheve_boekingen: int


def vat_samen(engine: Engine) -> Samenvatting:
    """Count everything in one unchanging view of the data."""
    with lezen(engine) as conn:
        return Samenvatting(
            kosten.lees_tellingen(conn), tuple(kosten.lees_redenen(conn)), kosten.tel_scheve_boekingen(conn)
        )
