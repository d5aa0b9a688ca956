"""A contract as it is on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Protocol, TypeVar

from backoffice.contracts.model import Contract, Deelname, Product, Variant, Voorwaarde, te_leveren


class _Gedateerd(Protocol):
    @property
    def vanaf(self) -> date: ...


G = TypeVar("G", bound=_Gedateerd)
P = TypeVar("P", Deelname, Voorwaarde)


def stand_op(contract: Contract, dag: date) -> Contract:
    """The contract with only what is in force on a day: deelnames, status, termijn, vorm, products and prices.

    Opties stay, since each may still be decided or says why the contract runs on.
    """
    return replace(
        contract,
        deelnames=_geldig(contract.deelnames, dag),
        statussen=_laatste(contract.statussen, dag),
        financieringen=_laatste(contract.financieringen, dag),
        termijnen=_laatste(contract.termijnen, dag),
        producten=tuple(_producten(contract, dag)),
    )


def _producten(contract: Contract, dag: date) -> Iterator[Product]:
    for product in contract.producten:
        versies = [versie for begin, na, versie in te_leveren(contract, product) if begin <= dag < na]
        if versies or product.variant is Variant.TAAKGERICHT:
            yield replace(
                product,
                tarieven=tuple(versie for versie in versies if versie is not None),
                voorwaarden=_geldig(product.voorwaarden, dag),
            )


def _laatste(delen: Iterable[G], dag: date) -> tuple[G, ...]:
    """The part that took effect last, if any."""
    begonnen = [deel for deel in delen if deel.vanaf <= dag]
    return (max(begonnen, key=lambda deel: deel.vanaf),) if begonnen else ()


def _geldig(delen: Iterable[P], dag: date) -> tuple[P, ...]:
    return tuple(deel for deel in delen if (deel.vanaf or date.min) <= dag <= (deel.tot_en_met or date.max))
