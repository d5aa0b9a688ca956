"""The accounts that are paid to and from: a new IBAN needs a second person, and time to be noticed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from stdnum import iban as ibannummers
from stdnum.exceptions import ValidationError

from backoffice.services.betalen import Betaalfout, OnjuisteRekening
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.betalen import Tegenrekening
from backoffice.storage import betalingen


def stel_rekening_voor(werkplek: Werkplek, partij: str, iban: str, naam: str, tijdstip: datetime, wie: str) -> int:
    """Propose the account of an aanbieder (AGB-code) or of a paying gemeente; gives the number of the proposal.

    A mandate to pay for a gemeente is an account of another holder, proposed for that gemeente. Raises Betaalfout
    for an IBAN that fails its check.
    """
    try:
        nummer: str = ibannummers.validate(iban)
    except ValidationError as fout:
        raise OnjuisteRekening(
            f"{_kort(iban)} is geen geldig IBAN: het controlegetal of de lengte klopt niet. Kijk het nummer na."
        ) from fout
    if not naam.strip():
        raise OnjuisteRekening("De naam van de rekeninghouder ontbreekt.")
    with werkplek.engine.begin() as conn:
        return betalingen.stel_rekening_voor(conn, partij, Tegenrekening(nummer, naam.strip()), wie, tijdstip)


def bevestig_rekening(werkplek: Werkplek, nummer: int, tijdstip: datetime, wie: str) -> date:
    """Confirm a proposed account and give the first day on which it may be used.

    Raises Betaalfout for whoever proposed it, and when it is decided already.
    """
    vanaf = tijdstip.astimezone(AMSTERDAM).date() + timedelta(days=werkplek.instellingen.afkoeling)
    _besluit(werkplek, nummer, vanaf, tijdstip, wie)
    return vanaf


def weiger_rekening(werkplek: Werkplek, nummer: int, tijdstip: datetime, wie: str) -> None:
    """Refuse a proposed account; Betaalfout as for confirming."""
    _besluit(werkplek, nummer, None, tijdstip, wie)


def _besluit(werkplek: Werkplek, nummer: int, vanaf: date | None, tijdstip: datetime, wie: str) -> None:
    with werkplek.engine.begin() as conn:
        rekening = betalingen.zoek_rekening(conn, nummer)
        if rekening is None:
            raise Betaalfout(f"Er is geen voorgesteld rekeningnummer {nummer}.")
        if rekening["besloten_door"] is not None:
            raise Betaalfout(f"Over rekeningnummer {nummer} is al besloten door {rekening['besloten_door']}.")
        if rekening["voorgesteld_door"] == wie:
            raise Betaalfout(f"Rekeningnummer {nummer} is door {wie} voorgesteld. Laat iemand anders beslissen.")
        betalingen.besluit_rekening(conn, nummer, vanaf, wie, tijdstip)


def _kort(iban: str) -> str:
    return f"'{iban[:34]}'"
