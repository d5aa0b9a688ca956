"""On which contracts a line rests: those of this gemeente, the national one (55), or those of the old gemeente.

After a move, help without a stay may go on for a year at the same aanbieder under the conditions of the old
gemeente, with or without a contract with the new one (art. 2.7a Jeugdwet).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from backoffice.contracts.dekking import Contractdekking
from backoffice.verzoeken.leeftijd import verjaardag
from backoffice.verzoeken.model import LANDELIJK, VERBLIJF, Aanvraag, Regel, Verhuizing, Zaak

_DAG = timedelta(days=1)


def contracten(regel: Regel, aanvraag: Aanvraag, zaak: Zaak) -> tuple[Contractdekking, ...]:
    """The contracts of the right kind that count for a line on its first day, none when there are none.

    A gemeente that a contract names, but that takes no part in its kind, is not covered by it.
    """
    dekking, dag = zaak.dekking, regel.peildag
    eigen = [
        contract
        for contract in dekking.op(aanvraag.gemeente, aanvraag.aanbieder, dag)
        if contract.landelijk is (regel.categorie == LANDELIJK)
        and dekking.doet_mee(contract.soort, aanvraag.gemeente, dag) is not False
    ]
    gevonden = _van_soort(regel, zaak, eigen)
    if gevonden or (verhuizing := zaak.verhuizing) is None or not _loopt_door(regel, verhuizing):
        return gevonden
    oude = dekking.op(verhuizing.van, aanvraag.aanbieder, verhuizing.dag - _DAG)
    return tuple(_tot(contract, laatste_dag(verhuizing)) for contract in _van_soort(regel, zaak, oude))


def laatste_dag(verhuizing: Verhuizing) -> date:
    """The last day of the year after a move."""
    return verjaardag(verhuizing.dag, 1) - _DAG


def _loopt_door(regel: Regel, verhuizing: Verhuizing) -> bool:
    return regel.categorie not in VERBLIJF and verhuizing.dag <= regel.peildag <= laatste_dag(verhuizing)


def _van_soort(
    regel: Regel, zaak: Zaak, gevonden: list[Contractdekking] | tuple[Contractdekking, ...]
) -> tuple[Contractdekking, ...]:
    if regel.categorie is None or regel.code is None:
        return tuple(gevonden)
    soorten = zaak.soorten.get((regel.categorie, regel.code))
    return tuple(contract for contract in gevonden if soorten is None or contract.soort in soorten)


def _tot(contract: Contractdekking, dag: date) -> Contractdekking:
    """The contract as it holds for who moved: through the year, whatever its own end is."""
    producten = tuple(replace(product, tot_en_met=dag) for product in contract.producten)
    return replace(contract, tot_en_met=dag, producten=producten)
