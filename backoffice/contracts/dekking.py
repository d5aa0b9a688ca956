"""Dekking: what an aanbieder may deliver for a gemeente on a day, for judging a toewijzing or a request.

Where Afspraken answers by delivery month for declaraties, this answers by day, with everything a person could
hold against a toewijzing: status, end, product lines and their conditions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Contractstatus,
    Deelname,
    Product,
    Soortdeelname,
    TariefType,
    Variant,
    Voorwaarde,
    laatste_dag,
    status_op,
    te_leveren,
)


@dataclass(frozen=True, slots=True)
class Productdekking:
    """One product as it is for sale on the day asked; `vanaf` and `tot_en_met` inclusive, None without end.

    `tot_en_met` is the last day on which this gemeente can have this product on this contract. `voorwaarden`
    are those that hold for this gemeente on the day asked; each of them must be met.
    """

    categorie: str
    code: str
    omschrijving: str
    variant: Variant
    eenheid: str | None
    frequenties: tuple[str, ...]
    tarief_type: TariefType
    vanaf: date
    tot_en_met: date | None
    voorwaarden: tuple[Voorwaarde, ...] = ()


@dataclass(frozen=True, slots=True)
class Contractdekking:
    """One contract that covers the gemeente on the day asked, with its status on that day.

    `tot_en_met` is its last day for this gemeente: options that were taken up count, an ontbinding and the end
    of the deelname too; None without end. `landelijk` is a raamcontract (LTA). `retourcode` is the code agreed
    for a refusal on grounds of the contract.
    """

    contractnummer: str
    versie: int
    soort: Contractsoort
    status: Contractstatus
    vanaf: date
    tot_en_met: date | None
    landelijk: bool
    vow_rol: bool
    retourcode: str | None
    producten: tuple[Productdekking, ...]

    def product(self, code: str) -> Productdekking | None:
        """The product with this code, None when it is not for sale here."""
        return next((product for product in self.producten if product.code == code), None)

    def in_categorie(self, categorie: str) -> tuple[Productdekking, ...]:
        """The products of a categorie: what an aspecifieke toewijzing gives a choice of."""
        return tuple(product for product in self.producten if product.categorie == categorie)


class Dekking:
    """What every gemeente can have delivered by every aanbieder, by day.

    `soortdeelnames` say which gemeenten take part in which kind of contract. Where nothing is recorded of a
    kind, nothing is known: the contract's own deelnames are then all there is.
    """

    def __init__(self, contracten: Iterable[Contract], soortdeelnames: Iterable[Soortdeelname] = ()) -> None:
        self._contracten: dict[tuple[str, str], list[tuple[Contract, Deelname]]] = defaultdict(list)
        for contract in contracten:
            for deelname in contract.deelnames:
                self._contracten[deelname.gemeente, contract.aanbieder].append((contract, deelname))
        self._soorten: dict[Contractsoort, list[Soortdeelname]] = defaultdict(list)
        for soortdeelname in soortdeelnames:
            self._soorten[soortdeelname.soort].append(soortdeelname)

    def op(self, gemeente: str, aanbieder: str, dag: date) -> tuple[Contractdekking, ...]:
        """The contracts of this aanbieder that cover this gemeente on this day, by contractnummer.

        A contract that is opgeschort is among them with that status; one that is ontbonden or over is not.
        """
        gevonden = (
            dekking
            for contract, deelname in self._contracten.get((gemeente, aanbieder), ())
            if (dekking := _dekking(contract, deelname, dag)) is not None
        )
        return tuple(sorted(gevonden, key=lambda dekking: dekking.contractnummer))

    def doet_mee(self, soort: Contractsoort, gemeente: str, dag: date) -> bool | None:
        """Whether a gemeente takes part in a kind of contract on a day; None when nothing of the kind is known."""
        deelnames = self._soorten.get(soort)
        if deelnames is None:
            return None
        return any(
            deelname.gemeente == gemeente and _geldt(deelname.vanaf, deelname.tot_en_met, dag)
            for deelname in deelnames
        )


def _dekking(contract: Contract, deelname: Deelname, dag: date) -> Contractdekking | None:
    begin = max(contract.begindatum, deelname.vanaf)
    einde = min(laatste_dag(contract) or date.max, deelname.tot_en_met or date.max)
    if not begin <= dag <= einde:
        return None
    return Contractdekking(
        contractnummer=contract.contractnummer,
        versie=contract.versie,
        soort=contract.soort,
        status=status_op(contract, dag),
        vanaf=begin,
        tot_en_met=_of_geen(einde),
        landelijk=contract.landelijk,
        vow_rol=contract.vow_rol,
        retourcode=contract.retourcode_contract,
        producten=tuple(_producten(contract, deelname.gemeente, begin, einde, dag)),
    )


def _producten(contract: Contract, gemeente: str, begin: date, einde: date, dag: date) -> Iterator[Productdekking]:
    for product in contract.producten:
        for eerste, laatste in _perioden(contract, product):
            if eerste <= dag <= laatste:
                yield Productdekking(
                    categorie=product.categorie,
                    code=product.code,
                    omschrijving=product.omschrijving,
                    variant=product.variant,
                    eenheid=product.eenheid,
                    frequenties=product.frequenties,
                    tarief_type=product.tarief_type,
                    vanaf=max(begin, eerste),
                    tot_en_met=_of_geen(min(einde, laatste)),
                    voorwaarden=tuple(
                        voorwaarde
                        for voorwaarde in product.voorwaarden
                        if voorwaarde.gemeente in (None, gemeente)
                        and _geldt(voorwaarde.vanaf, voorwaarde.tot_en_met, dag)
                    ),
                )


def _perioden(contract: Contract, product: Product) -> list[tuple[date, date]]:
    """First and last days of the unbroken periods in which a product is for sale; taakgericht always is."""
    if product.variant is Variant.TAAKGERICHT:
        return [(date.min, date.max)]
    perioden: list[tuple[date, date]] = []
    for begin, na, _ in te_leveren(contract, product):
        laatste = na if na == date.max else na - timedelta(days=1)
        if perioden and perioden[-1][1] == begin - timedelta(days=1):
            perioden[-1] = (perioden[-1][0], laatste)
        else:
            perioden.append((begin, laatste))
    return perioden


def _geldt(vanaf: date | None, tot_en_met: date | None, dag: date) -> bool:
    return (vanaf or date.min) <= dag <= (tot_en_met or date.max)


def _of_geen(dag: date) -> date | None:
    return None if dag == date.max else dag
