"""Our own back office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from backoffice.contracts.model import Contract
from backoffice.ketentest.boom import Gespreksfout
from backoffice.ketentest.uitvoeren import Aanbod
from backoffice.services.contractbestand import schrijf_yaml
from backoffice.services.laad_contracten import laad_contracten
from backoffice.services.ontvang import ontvang
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from ijw import codelijsten


class EigenBackoffice:
    """Offers messages to `ontvang`, the one entrance, at noon of their day.

    One register serves all gesprekken: each has its own aanbieder, jeugdigen and numbers, so that they do not
    meet, here no more than in the system of another.
    """

    ziet_beide = True

    def __init__(self, werkplek: Werkplek) -> None:
        self._werkplek = werkplek

    def bied_aan(self, aanbod: Aanbod) -> bytes | None:
        """Receive a message as any other, and give what goes back."""
        return ontvang(self._werkplek, aanbod.inhoud, _middag(aanbod.dag), wie="ketentest").antwoord

    def reik_aan(self, aanbod: Aanbod) -> None:
        """Receive a message of the other side."""
        self.bied_aan(aanbod)


def _middag(dag: date) -> datetime:
    return datetime.combine(dag, time(12), AMSTERDAM).astimezone(UTC)


def laad(werkplek: Werkplek, contracten: Sequence[Contract], bestand: Path) -> None:
    """Load the contracts that gesprekken take as agreed, by way of a file as those of users are."""
    if not contracten:
        return
    schrijf_yaml(contracten, bestand)
    gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
    geladen_op = _middag(min(contract.begindatum for contract in contracten))
    resultaat = laad_contracten(werkplek.engine, bestand, gemeenten, geladen_op, "ketentest")
    if resultaat.fouten:
        raise Gespreksfout(f"De contracten van de gesprekken zijn niet goed: {resultaat.fouten[0]}")
