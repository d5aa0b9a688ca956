"""The cases that TR302, TR386 and TR410 share: products that may or may not stand in each other's way.

A product that begins the day after the other ended is allowed, on its last day not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from tests.bouwers import omvang, product
from tests.ijw.regels.gevallen import Geval

MEI, JUNI = date(2026, 5, 1), date(2026, 6, 30)
SPECIFIEK, ASPECIFIEK, GENERIEK = product(), product(code=None), None
ANDER, ANDERE_CATEGORIE = product(code="45A05"), product(categorie="50", code=None)
STAPELT = [
    (SPECIFIEK, SPECIFIEK),
    (SPECIFIEK, ASPECIFIEK),
    (ASPECIFIEK, SPECIFIEK),
    (ASPECIFIEK, ASPECIFIEK),
    (GENERIEK, SPECIFIEK),
    (ANDERE_CATEGORIE, GENERIEK),
    (GENERIEK, GENERIEK),
]
STAPELT_NIET = [(SPECIFIEK, ANDER), (SPECIFIEK, ANDERE_CATEGORIE), (ASPECIFIEK, ANDERE_CATEGORIE)]

Regel = tuple[Any, date, date | None]
"""A product with its first and last day."""


def omvang_en_einde(soort_product: Any, eind: date | None) -> tuple[dict[str, Any], date | None]:
    """The omvang or the budget that belongs to a product, and its last day, without which no budget can be."""
    if soort_product is not None and soort_product.code is not None:
        return {"omvang": omvang(), "budget": None}, eind
    return {"omvang": None, "budget": 100}, eind or date(2027, 12, 31)


def stapelgevallen(
    bericht: Callable[..., Any], klasse: Any, plek: str, *, ook_bij_gelijk: tuple[str, ...] = ()
) -> Iterator[Geval]:
    """The cases, for messages that `bericht` makes of Regels; `plek` is the place of its products without number.

    `ook_bij_gelijk` holds the rules that two equal products break besides.
    """
    for een, twee in STAPELT:
        yield Geval(
            bericht((een, MEI, JUNI), (twee, date(2026, 7, 1), None)),
            bericht((een, MEI, JUNI), (twee, JUNI, None)),
            plek=f"{plek}[2]",
            klasse=klasse,
        )
    for een, twee in STAPELT_NIET:
        yield Geval(
            bericht((een, MEI, JUNI), (twee, MEI, JUNI)),
            bericht((een, MEI, JUNI), (een, MEI, JUNI)),
            plek=f"{plek}[2]",
            klasse=klasse,
            ook=ook_bij_gelijk,
        )
    yield Geval(
        bericht((SPECIFIEK, JUNI, None), (SPECIFIEK, MEI, date(2026, 6, 29))),
        bericht((SPECIFIEK, JUNI, None), (SPECIFIEK, MEI, JUNI)),
        plek=f"{plek}[1]",
        klasse=klasse,
    )


def omgekeerd(bericht: Callable[..., Any]) -> Any:
    """A message with a period that ends before it begins, which stands in nobody's way."""
    return bericht((SPECIFIEK, MEI, JUNI), (SPECIFIEK, JUNI, MEI))
