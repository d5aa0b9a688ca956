"""A region in which one approved month can be paid."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from backoffice.services import betaalrekeningen
from tests.flows.regio import AANBIEDER, GEMEENTE, NU, Regio

IBAN: Final = "NL91ABNA0417164300"
BETAALDAG: Final = date(2026, 5, 12)
LATER: Final = datetime(2026, 5, 12, 9, tzinfo=UTC)
"""After the term to pay of what came in on 10 April."""


def te_betalen(regio: Regio) -> None:
    """Grant a month of 117.60 euro, with confirmed accounts of both sides."""
    regio.wijs_toe()
    regio.declareer()
    for partij, iban in ((AANBIEDER, IBAN), (GEMEENTE, "NL20INGB0001234567")):
        nummer = betaalrekeningen.stel_rekening_voor(regio.werkplek, partij, iban, f"Naam {partij}", NU, "an")
        betaalrekeningen.bevestig_rekening(regio.werkplek, nummer, NU, "bo")
