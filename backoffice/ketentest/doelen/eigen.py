"""Our own back office, with an empty register for every gesprek."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path

from backoffice.contracts.model import Contract
from backoffice.ketentest.uitvoeren import Aanbod
from backoffice.services.contractbestand import schrijf_yaml
from backoffice.services.laad_contracten import laad_contracten
from backoffice.services.ontvang import ontvang
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from ijw import codelijsten


class EigenBackoffice:
    """Offers messages to `ontvang`, the one entrance, at noon of their day.

    `nieuw` gives an empty back office; contracts pass through the folder `werkmap`, as those of users do.
    """

    ziet_beide = True

    def __init__(self, nieuw: Callable[[], Werkplek], werkmap: Path) -> None:
        self._nieuw = nieuw
        self._bestand = werkmap / "contracten.yaml"
        self._werkplek: Werkplek | None = None

    def begin(self, contracten: tuple[Contract, ...]) -> None:
        """Begin with an empty register and these contracts."""
        self.sluit()
        self._werkplek = self._nieuw()
        if contracten:
            schrijf_yaml(contracten, self._bestand)
            gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
            geladen_op = _middag(min(contract.begindatum for contract in contracten))
            resultaat = laad_contracten(self._werkplek.engine, self._bestand, gemeenten, geladen_op)
            assert not resultaat.fouten, resultaat.fouten

    def bied_aan(self, aanbod: Aanbod) -> bytes | None:
        """Receive a message as any other, and give what goes back."""
        assert self._werkplek is not None
        return ontvang(self._werkplek, aanbod.inhoud, _middag(aanbod.dag), wie="ketentest").antwoord

    def reik_aan(self, aanbod: Aanbod) -> None:
        """Receive a message of the other side."""
        self.bied_aan(aanbod)

    def sluit(self) -> None:
        """Let go of the register of the last gesprek."""
        if self._werkplek is not None:
            self._werkplek.engine.dispose()


def _middag(dag: date) -> datetime:
    return datetime.combine(dag, time(12), AMSTERDAM).astimezone(UTC)
