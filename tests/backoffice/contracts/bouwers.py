"""Makes a valid contract; a test names only what deviates."""

from dataclasses import replace
from datetime import date
from typing import Any

from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Declaratietermijn,
    Deelname,
    Product,
    TariefVersie,
    Variant,
)

GEMEENTEN = frozenset({"0153", "0164", "0168"})


def tarief(vanaf: date = date(2025, 1, 1), **anders: Any) -> TariefVersie:
    """58,75 an hour from January 2025."""
    prijs: dict[str, Any] = {} if "tarief" in anders else {"uurtarief": 5875}
    return TariefVersie(vanaf, **(prijs | anders))


def product(*tarieven: TariefVersie, **anders: Any) -> Product:
    """OB1A in minutes."""
    basis = Product(
        categorie="45",
        code="OB1A",
        omschrijving="Ondersteuningsbehoefte 1, niveau A",
        variant=Variant.INSPANNING,
        eenheid="01",
        frequenties=("2", "4", "6"),
        tarieven=tarieven or (tarief(),),
    )
    return replace(basis, **anders)


def contract(*producten: Product, **anders: Any) -> Contract:
    """A contract of aanbieder 41000001 with Enschede, from 2025 through 2028."""
    basis = Contract(
        contractnummer="OBJ-1",
        soort=Contractsoort.OB_JEUGD,
        aanbieder="41000001",
        begindatum=date(2025, 1, 1),
        einddatum=date(2028, 12, 31),
        deelnames=(Deelname("0153", date(2025, 1, 1)),),
        producten=producten or (product(),),
        kvk="90000001",
        termijnen=(Declaratietermijn(1),),
    )
    return replace(basis, **anders)
