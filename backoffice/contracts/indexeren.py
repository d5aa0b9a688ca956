"""The yearly index: new tarieven from January, from the base uurtarief or tarief.

A rise is counted over the price as agreed, never over the tarief per minute, which is rounded to the cent. The new
price is rounded half-up to the cent.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from backoffice.contracts.model import (
    Contract,
    Indexplafond,
    Product,
    TariefVersie,
    laatste_dag,
    leverbaar,
)

HEEL = 10_000
"""100 percent, in hundredths of a percent."""


def geindexeerd(centen: int, percentage: int) -> int:
    """A price in eurocents that rose by so many hundredths of a percent, half-up: 6120 at 350 is 6334."""
    return (centen * (HEEL + percentage) + HEEL // 2) // HEEL


def indexeer(contract: Contract, jaar: int, percentage: int, ova: int | None) -> Contract:
    """The contract with a tarief from January of `jaar` for every product that has none of that year yet.

    `percentage` and `ova` are in hundredths of a percent; a contract with plafond OVA rises by the lower of the
    two. A contract that does not run on 1 January, and a landelijk one, stays as it is, and so does one that was
    indexed before. Raises ValueError for a contract with a plafond when `ova` is None.
    """
    begin = date(jaar, 1, 1)
    if contract.landelijk or not contract.begindatum < begin <= (laatste_dag(contract) or date.max):
        return contract
    if contract.indexplafond is Indexplafond.OVA:
        if ova is None:
            raise ValueError(contract.contractnummer)
        percentage = min(percentage, ova)
    return replace(
        contract, producten=tuple(_product(product, begin, percentage) for product in contract.producten)
    )


def _product(product: Product, begin: date, percentage: int) -> Product:
    if any(versie.vanaf.year == begin.year for versie in product.tarieven):
        return product
    for van, tot, versie in leverbaar(product):
        if versie is not None and van < begin < tot:
            nieuw = TariefVersie(
                begin,
                None if versie.tarief is None else geindexeerd(versie.tarief, percentage),
                None if versie.uurtarief is None else geindexeerd(versie.uurtarief, percentage),
                versie.tot_en_met,
                percentage,
            )
            oud = replace(versie, tot_en_met=begin - timedelta(days=1)) if versie.tot_en_met else versie
            anderen = tuple(ander for ander in product.tarieven if ander is not versie)
            return replace(product, tarieven=(*anderen, oud, nieuw))
    return product
