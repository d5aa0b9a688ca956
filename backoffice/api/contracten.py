"""Contracts with their tarieven, as they were on any day and as that was known on any day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from pydantic.alias_generators import to_camel

from backoffice.api.vorm import Lijst, Vorm, lijst
from backoffice.services.contractoverzicht import toon_contract
from backoffice.services.inzage import contracten
from backoffice.services.inzage.contracten import Contractblad
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter(prefix="/contracten", tags=["contracten"])

Nummer = Annotated[str, Path(pattern=r"^[0-9A-Za-z._-]{1,40}$", description="Het contractnummer.")]
Op = Annotated[date | None, Query(description="Wat gold op deze dag (anders vandaag).")]
BekendOp = Annotated[
    date | None, Query(alias="bekendOp", le=date(2100, 1, 1), description="Zoals dat op deze dag bekend was.")
]


class Contract(Vorm):
    """A contract: of which kind, with whom, and until when it runs."""

    contractnummer: str
    versie: int
    aanbieder: str
    soort: str
    status: str
    loopt: bool
    begindatum: date
    laatste_dag: date | None


class ContractInhoud(Vorm):
    """What was in force of a contract on a day: `contract` has the fields of the contractbestand."""

    contractnummer: str
    op: date
    bekend_op: date | None
    versie: int
    geladen_op: datetime
    status: str
    loopt: bool
    einddatum_met_opties: date | None
    laatste_dag: date | None
    contract: dict[str, Any]


@router.get("")
@recht(Recht.CONTRACTEN_ZIEN)
def haal_op(request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, op: Op = None) -> Lijst[Contract]:
    """De contracten, op nummer."""
    bladen = contracten.lijst(hier.werkplek, wie, op or vandaag)
    return lijst(request, Contract, [_kop(blad) for blad in bladen])


@router.get("/{nummer}")
@recht(Recht.CONTRACTEN_ZIEN)
def toon(
    hier: Hier, wie: Wie, vandaag: Vandaag, nummer: Nummer, op: Op = None, bekend_op: BekendOp = None
) -> ContractInhoud:
    """Een contract met producten, tarieven en afspraken."""
    dag = op or vandaag
    contracten.toon(hier.werkplek, wie, nummer, dag)
    stand = toon_contract(hier.werkplek.engine, nummer, dag, bekend_op).als_json()
    inhoud = kameel(stand.pop("contract"))
    return ContractInhoud.model_validate(stand | {"contractnummer": nummer, "contract": inhoud})


def kameel(waarde: Any) -> Any:
    """A tree with the names of its fields in lowerCamelCase."""
    match waarde:
        case dict():
            return {to_camel(naam): kameel(deel) for naam, deel in waarde.items()}
        case list() | tuple():
            return [kameel(deel) for deel in waarde]
        case _:
            return waarde


def _kop(blad: Contractblad) -> Contract:
    contract = blad.contract
    return Contract.van(
        contract,
        soort=contract.soort.value,
        status=blad.status.value,
        loopt=blad.loopt,
        laatste_dag=blad.laatste_dag,
    )
