"""Months of the books: what comes after a month was closed is booked in the first one that is still open.

The month of delivery does not move with it: cost is reported by delivery, the books by when it became known.
"""

from __future__ import annotations

from datetime import date

from ijw.rekenen import eerste_dag, laatste_dag


def boekmaand(dag: date, laatst_gesloten: date | None) -> date:
    """First day of the month in whose books something of this day comes; closed months are named alike."""
    maand = eerste_dag(dag)
    return maand if laatst_gesloten is None else max(maand, maand_na(laatst_gesloten))


def maand_na(maand: date) -> date:
    """First day of the month after the month of a day."""
    return date(maand.year + maand.month // 12, maand.month % 12 + 1, 1)


def waarom_niet_te_sluiten(maand: date, laatst_gesloten: date | None, vandaag: date) -> str | None:
    """Why a month (named by its first day) cannot be closed on a day, in Dutch; None when it can.

    Months close in order and only when they are over, so that no open month lies before a closed one.
    """
    if laatst_gesloten is not None and maand <= laatst_gesloten:
        return f"{maand:%m-%Y} is al gesloten; de laatst gesloten maand is {laatst_gesloten:%m-%Y}"
    if laatst_gesloten is not None and maand != maand_na(laatst_gesloten):
        return f"sluit eerst {maand_na(laatst_gesloten):%m-%Y}; maanden sluiten in volgorde"
    if vandaag <= laatste_dag(maand):
        return f"{maand:%m-%Y} is pas voorbij na {laatste_dag(maand):%d-%m-%Y}"
    return None
