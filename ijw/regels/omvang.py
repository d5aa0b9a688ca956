"""What the Omvang of a product may be, alike for toewijzing, aanvraag and wijziging."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ijw.berichten.basis import Omvang, Product
from ijw.regels.regel import Afwijking

LAATSTE_OUDE_DAG = date(2020, 12, 31)
"""Products that end on this day or earlier follow the older standard."""

NIET_PER_DAG = ("14", "16", "83", "84")
"""Etmaal, dagdeel, euro's and stuks (inspanning)."""


def omvang_zonder_code(
    omvang: Omvang | None, product: Product | None, einddatum: date | None
) -> Iterator[Afwijking]:
    """Yield a deviation for an Omvang at a product without Code that runs after 2020 (CD080, CD095, CD096)."""
    if omvang is not None and (product is None or product.code is None) and _na_2020(einddatum):
        yield Afwijking("is gevuld bij een product zonder Code", "leeg")


def frequentie_past_niet(omvang: Omvang | None, einddatum: date | None) -> Iterator[Afwijking]:
    """Yield a deviation for such an Eenheid per day after 2020 (CS338, CS343)."""
    if omvang is None or omvang.eenheid not in NIET_PER_DAG or not _na_2020(einddatum):
        return
    if omvang.frequentie not in ("2", "4", "6"):
        yield Afwijking(f"is {omvang.frequentie} bij Eenheid {omvang.eenheid}", "2, 4 of 6", "Omvang/Frequentie")


def _na_2020(einddatum: date | None) -> bool:
    return einddatum is None or einddatum > LAATSTE_OUDE_DAG
