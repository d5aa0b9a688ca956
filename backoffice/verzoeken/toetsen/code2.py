"""Code 2, past niet binnen budget: no more volume or budget than the norm of the contract.

Reading: a line without Code is held against the highest norm of the products it gives a choice of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backoffice.contracts.dekking import Productdekking
from backoffice.verzoeken.contractgrond import contracten
from backoffice.verzoeken.model import Aanvraag, Inkorting, Regel, Toetssoort, Uitkomst, Zaak

SOORT = Toetssoort("past niet binnen budget", "2", "WJ759, IV094")


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Fail above a norm; at a VOT the gemeente can assign the norm instead."""
    for regel in aanvraag.regels:
        producten = [
            product
            for contract in contracten(regel, aanvraag, zaak)
            for product in contract.producten
            if regel.categorie in (None, product.categorie) and regel.code in (None, product.code)
        ]
        te_veel = list(_te_veel(regel, producten))
        if te_veel:
            zin = "; ".join(inkorting.reden for inkorting in te_veel)
            yield SOORT.faalt(regel.onderdeel, zin, *te_veel)
        else:
            yield SOORT.voldoet(regel.onderdeel, "past binnen de normen van het contract")


def _te_veel(regel: Regel, producten: Iterable[Productdekking]) -> Iterator[Inkorting]:
    budgetten, volumes = [], []
    for product in producten:
        normen = [norm.budget for norm in product.voorwaarden if norm.budget is not None]
        budgetten += [min(normen)] if normen else []
        normen = [
            norm.volume
            for norm in product.voorwaarden
            if norm.volume is not None and norm.frequentie in (None, regel.frequentie)
        ]
        volumes += [min(normen)] if normen else []
    if regel.budget is not None and budgetten and regel.budget > (norm := max(budgetten)):
        yield Inkorting("budget", norm, f"gevraagd {_euro(regel.budget)}, de norm is {_euro(norm)}")
    if regel.volume is not None and volumes and regel.volume > (norm := max(volumes)):
        yield Inkorting("volume", norm, f"gevraagd volume {regel.volume}, de norm is {norm}")


def _euro(centen: int) -> str:
    return f"€ {centen / 100:,.2f}".translate(str.maketrans(",.", ".,"))
