"""Contracts as agreed: those of one aanbieder, those a gemeente takes part in, or all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from backoffice.contracts.model import Contract, Contractstatus, einde_met_opties, laatste_dag, status_op
from backoffice.services.contractoverzicht import toon_contract
from backoffice.services.heenbericht import contracten_van
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.toegang.rechten import Bezoeker


@dataclass(frozen=True, slots=True)
class Contractblad:
    """One contract with what it is worth on a day; `laatste_dag` counts options taken up and an ontbinding."""

    contract: Contract
    status: Contractstatus
    loopt: bool
    einde_met_opties: date | None
    laatste_dag: date | None


def lijst(werkplek: Werkplek, bezoeker: Bezoeker, dag: date) -> list[Contractblad]:
    """The contracts this visitor may see, by number; nothing of it is about a person."""
    with lezen(werkplek.engine) as conn:
        return [_blad(contract, dag) for contract in _eigen(werkplek, conn, bezoeker)]


def toon(werkplek: Werkplek, bezoeker: Bezoeker, contractnummer: str, dag: date) -> Contractblad:
    """One contract; NietGevonden when there is none that this visitor may see."""
    with lezen(werkplek.engine) as conn:
        for contract in _eigen(werkplek, conn, bezoeker):
            if contract.contractnummer == contractnummer:
                return _blad(contract, dag)
    raise NietGevonden("Dit contract is er niet, of is niet van uw organisatie.")


def toon_op(
    werkplek: Werkplek, bezoeker: Bezoeker, contractnummer: str, dag: date, bekend_op: date | None
) -> Contractblad:
    """What was in force of a contract on a day, as known at the end of `bekend_op` (None: now).

    Raises NietGevonden, or OnbekendContract when it was not known by then.
    """
    toon(werkplek, bezoeker, contractnummer, dag)
    stand = toon_contract(werkplek.engine, contractnummer, dag, bekend_op)
    return Contractblad(stand.contract, stand.status, stand.loopt, stand.einddatum, stand.laatste_dag)


def _eigen(werkplek: Werkplek, conn: Connection, bezoeker: Bezoeker) -> list[Contract]:
    bereik = bezoeker.bereik
    binnen = contracten_van(werkplek, conn, bereik.aanbieder)
    if bereik.gemeente is None:
        return binnen
    return [een for een in binnen if any(deelname.gemeente == bereik.gemeente for deelname in een.deelnames)]


def _blad(contract: Contract, dag: date) -> Contractblad:
    laatste = laatste_dag(contract)
    return Contractblad(
        contract,
        status_op(contract, dag),
        contract.begindatum <= dag <= (laatste or date.max),
        einde_met_opties(contract),
        laatste,
    )
