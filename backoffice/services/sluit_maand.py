"""Closing a month of the books: what comes later is booked in the next month and keeps its month of delivery."""

from __future__ import annotations

from datetime import date, datetime

from backoffice.fouten import BackofficeError
from backoffice.ledger.perioden import waarom_niet_te_sluiten
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import perioden


class NietTeSluiten(BackofficeError):
    """The month is closed already, is not over, or has an open month before it."""


def sluit_maand(werkplek: Werkplek, maand: date, tijdstip: datetime, wie: str) -> None:
    """Close a month, named by its first day; `tijdstip` is a UTC moment. Raises NietTeSluiten with the reason."""
    with werkplek.engine.begin() as conn:
        laatste = perioden.laatst_gesloten_om_te_sluiten(conn)
        reden = waarom_niet_te_sluiten(maand, laatste, tijdstip.astimezone(AMSTERDAM).date())
        if reden is not None:
            raise NietTeSluiten(f"De maand kan niet worden gesloten: {reden}.")
        perioden.sluit(conn, maand, tijdstip, wie)


def laatst_gesloten_maand(werkplek: Werkplek) -> date | None:
    """The month closed last, by its first day."""
    with werkplek.engine.begin() as conn:
        return perioden.laatst_gesloten(conn)
