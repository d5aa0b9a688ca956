"""What people type in forms, read with care: an empty field is no answer, and a mistake is told in Dutch."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from backoffice.fouten import OnjuisteInhoud
from backoffice.services.csvbestand import lees_euro

_MAAND: Final = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])|(0?[1-9]|1[0-2])-(20\d{2})", re.ASCII)
_DATUM: Final = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")


class Invoerfout(OnjuisteInhoud):
    """A field does not hold what it should; `veld` names it."""

    def __init__(self, veld: str, melding: str) -> None:
        super().__init__(melding)
        self.veld = veld


def lees_datum(veld: str, tekst: str) -> date | None:
    """A day as 31-01-2026 or, from a date field, 2026-01-31; None for an empty field. Raises Invoerfout."""
    tekst = tekst.strip()
    if not tekst:
        return None
    try:
        if gevonden := _DATUM.fullmatch(tekst):
            dag, maand, jaar = map(int, gevonden.groups())
            return date(jaar, maand, dag)
        return date.fromisoformat(tekst)
    except ValueError:
        raise Invoerfout(veld, "Schrijf de datum als dag-maand-jaar, bijvoorbeeld 31-01-2026.") from None


def lees_bedrag(veld: str, tekst: str) -> int | None:
    """Eurocents of an amount such as 58,75; None for an empty field. Raises Invoerfout."""
    tekst = tekst.strip().removeprefix("€").strip()
    if not tekst:
        return None
    bedrag = lees_euro(tekst)
    if bedrag is None:
        raise Invoerfout(veld, "Schrijf het bedrag in euro's met een komma, bijvoorbeeld 58,75.")
    return bedrag


def lees_getal(veld: str, tekst: str) -> int:
    """A whole number above zero. Raises Invoerfout."""
    if not (tekst.strip().isascii() and tekst.strip().isdecimal() and 0 < int(tekst[:20]) < 10**8):
        raise Invoerfout(veld, "Schrijf een heel getal, groter dan nul.")
    return int(tekst)


def verplichte_datum(veld: str, tekst: str) -> date:
    """A day that must be there. Raises Invoerfout."""
    dag = lees_datum(veld, tekst)
    if dag is None:
        raise Invoerfout(veld, "Vul een datum in, bijvoorbeeld 31-01-2026.")
    return dag


def lees_maand(veld: str, tekst: str, anders: date) -> date:
    """The first day of a month as 2026-01 or 01-2026; of the month of `anders` for an empty field.

    Raises Invoerfout.
    """
    tekst = tekst.strip()
    if not tekst:
        return anders.replace(day=1)
    gevonden = _MAAND.fullmatch(tekst)
    if gevonden is None:
        raise Invoerfout(veld, "Schrijf de maand als maand-jaar, bijvoorbeeld 01-2026.")
    jaar, maand, maand_eerst, jaar_laatst = gevonden.groups()
    return date(int(jaar or jaar_laatst), int(maand or maand_eerst), 1)
