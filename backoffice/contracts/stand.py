"""A contract as it is on one day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from backoffice.contracts.model import Contract, Deelname, Product, Voorwaarde, leverbaar


class _Gedateerd(Protocol):
    @property
    def vanaf(self) -> date: ...


G = TypeVar("G", bound=_Gedateerd)
P = TypeVar("P", Deelname, Voorwaarde)


def stand_op(contract: Contract, dag: date) -> Contract:
    """The contract with only what is in force on a day: deelnames, status, termijn, vorm, prices, conditions.

    Opties stay, since each may still be decided or says why the contract runs on.
    """
    return replace(
        contract,
        deelnames=_geldig(contract.deelnames, dag),
        statussen=_laatste(contract.statussen, dag),
        financieringen=_laatste(contract.financieringen, dag),
        termijnen=_laatste(contract.termijnen, dag),
        producten=tuple(_product(product, dag) for product in contract.producten),
    )


def _product(product: Product, dag: date) -> Product:
    tarieven = tuple(
        versie for begin, na, versie in leverbaar(product) if versie is not None and begin <= dag < na
    )
    return replace(product, tarieven=tarieven, voorwaarden=_geldig(product.voorwaarden, dag))


def _laatste(delen: Iterable[G], dag: date) -> tuple[G, ...]:
    """The part that took effect last, if any."""
    begonnen = [deel for deel in delen if deel.vanaf <= dag]
    return (max(begonnen, key=lambda deel: deel.vanaf),) if begonnen else ()


def _geldig(delen: Iterable[P], dag: date) -> tuple[P, ...]:
    return tuple(deel for deel in delen if (deel.vanaf or date.min) <= dag <= (deel.tot_en_met or date.max))
