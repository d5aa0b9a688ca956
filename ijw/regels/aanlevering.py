"""Starts and stops as they are held against earlier ones: by their logical key.

A line that deletes an earlier one (StatusAanlevering 3) is judged on that alone (TR063, TR071): the rules on
what is delivered pass it over.
"""

from __future__ import annotations

from ijw.berichten import jw305, jw307
from ijw.feiten import Levering, Start, Stop

EERSTE = "1"
VERWIJDEREN = "3"
TIJDELIJK = "20"
"""RedenBeeindiging of a stop after which delivery goes on later."""


def start_van(product: jw305.StartProduct | jw307.StopProduct) -> Start:
    """The key of a start, or that of the start a stop says it ends."""
    soort = product.product
    return Start(soort.categorie if soort else None, soort.code if soort else None, product.begindatum)


def stop_van(product: jw307.StopProduct) -> Stop:
    """The key of a stop."""
    return Stop(start_van(product), product.reden_beeindiging, product.einddatum)


def is_aangeleverd(product: jw305.StartProduct | jw307.StopProduct, levering: Levering) -> bool:
    """Whether an earlier line with the same key stands."""
    if isinstance(product, jw307.StopProduct):
        return stop_van(product) in levering.stops
    return start_van(product) in levering.starts
