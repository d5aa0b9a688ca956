"""Looking at contracts: one as it was on a day, all of them in a file, and the watch over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine

from backoffice.contracts.model import (
    Contract,
    Contractstatus,
    eerste_van_maand,
    einde_met_opties,
    laatste_dag,
    status_op,
)
from backoffice.contracts.stand import stand_op
from backoffice.contracts.wacht import Waarneming, Wachtmelding, kijk
from backoffice.fouten import BackofficeError
from backoffice.services.contractbestand import schrijf_excel, schrijf_yaml
from backoffice.services.contractbestand.yaml_vorm import boom
from backoffice.services.heenbericht import afspraken_van, contracten_van
from backoffice.services.onthouden import per_paar
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage.contractcijfers import leveringen, lopende_toewijzingen
from backoffice.storage.contracten import geladen_op, lees_geldig, lees_soortdeelnames
from backoffice.storage.database import lezen

DAGEN_VOORUIT: Final = 90
MAANDEN_TERUG: Final = 3
"""How far the contract watch looks ahead and back unless somebody asks otherwise."""

SCHRIJVERS = {".yaml": schrijf_yaml, ".yml": schrijf_yaml, ".xlsx": schrijf_excel}


class OnbekendContract(BackofficeError):
    """There is no such contract, or there was none yet at the moment asked."""


class Schrijffout(BackofficeError):
    """A contract file cannot be written there, or not in that form."""


@dataclass(frozen=True, slots=True)
class Contractstand:
    """What was in force of a contract on a day, by the versie that was known then.

    `contract` holds only what was in force; `einddatum` counts the options that were taken up, and `laatste_dag`
    an ontbinding too.
    """

    contract: Contract
    op: date
    bekend_op: date | None
    geladen_op: datetime
    status: Contractstatus
    loopt: bool
    einddatum: date | None
    laatste_dag: date | None

    def als_json(self) -> dict[str, Any]:
        """Everything as values that JSON knows, apart from dates and amounts."""
        return {
            "op": self.op,
            "bekend_op": self.bekend_op,
            "versie": self.contract.versie,
            "geladen_op": self.geladen_op,
            "status": self.status.value,
            "loopt": self.loopt,
            "einddatum_met_opties": self.einddatum,
            "laatste_dag": self.laatste_dag,
            "contract": boom(self.contract),
        }


def toon_contract(engine: Engine, contractnummer: str, op: date, bekend_op: date | None) -> Contractstand:
    """What was in force of a contract on a day, as known at the end of `bekend_op` (None: now).

    Raises OnbekendContract.
    """
    moment = None if bekend_op is None else _einde_van(bekend_op)
    with lezen(engine) as conn:
        geldig = {een.contractnummer: een for een in lees_geldig(conn, bekend_op=moment)}
        contract = geldig.get(contractnummer)
        if contract is None:
            sinds = f" Op {bekend_op} was het nog niet geladen, of" if bekend_op else " Misschien"
            raise OnbekendContract(f"Contract {contractnummer} is niet bekend.{sinds} klopt het nummer niet.")
        geladen = geladen_op(conn, contractnummer, contract.versie)
    laatste = laatste_dag(contract)
    return Contractstand(
        contract=stand_op(contract, op),
        op=op,
        bekend_op=bekend_op,
        geladen_op=geladen,
        status=status_op(contract, op),
        loopt=contract.begindatum <= op <= (laatste or date.max),
        einddatum=einde_met_opties(contract),
        laatste_dag=laatste,
    )


def exporteer(engine: Engine, contractnummer: str | None, pad: Path) -> int:
    """Write one contract, or all with the participation per kind, to a YAML or Excel file; gives how many.

    Raises OnbekendContract or Schrijffout.
    """
    schrijf = SCHRIJVERS.get(pad.suffix.lower())
    if schrijf is None:
        raise Schrijffout(f"{pad.name} kan niet. Kies een naam die eindigt op {', '.join(SCHRIJVERS)}.")
    with lezen(engine) as conn:
        contracten = lees_geldig(conn)
        soortdeelnames = lees_soortdeelnames(conn)
    if contractnummer is not None:
        contracten = [een for een in contracten if een.contractnummer == contractnummer]
        soortdeelnames = []
        if not contracten:
            raise OnbekendContract(f"Contract {contractnummer} is niet bekend. Kijk het nummer na.")
    try:
        schrijf(contracten, pad, soortdeelnames)
    except OSError as fout:
        raise Schrijffout(
            f"{pad.name} kan niet worden geschreven ({fout.strerror}). Kies een andere plek."
        ) from fout
    return len(contracten)


def houd_wacht(werkplek: Werkplek, op: date, dagen_vooruit: int, maanden: int) -> list[Wachtmelding]:
    """What the contract watch sees on a day.

    Contracts that end within `dagen_vooruit` count as ending; delivery is looked at in the `maanden` whole
    months before last month, of which the declaraties should be in.
    """
    tot = eerste_van_maand(eerste_van_maand(op) - timedelta(days=1))
    vanaf = tot
    for _ in range(maanden):
        vanaf = eerste_van_maand(vanaf - timedelta(days=1))
    with lezen(werkplek.engine) as conn:
        contracten = contracten_van(werkplek, conn, None)
        afspraken = afspraken_van(werkplek, conn, None)
        soortdeelnames = lees_soortdeelnames(conn)
        waarneming = Waarneming(
            op=op,
            dagen_vooruit=dagen_vooruit,
            leveringen_vanaf=vanaf,
            leveringen_tot=tot,
            toewijzingen=lopende_toewijzingen(conn, op),
            leveringen=[som for sommen in per_paar(werkplek, conn, leveringen, vanaf, tot) for som in sommen],
        )
    return kijk(contracten, afspraken, soortdeelnames, waarneming)


def _einde_van(dag: date) -> datetime:
    """The last moment of a day in the Netherlands."""
    return datetime.combine(dag, time.max, AMSTERDAM)
