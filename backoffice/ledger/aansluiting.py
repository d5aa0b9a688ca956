"""The reconciliation: what was declared against what was decided, booked and paid, from gemeente down to line.

Declared is approved plus rejected plus pending; approved is paid plus under way plus open; and the books hold
exactly what was approved. Amounts are signed eurocents, a credit is negative.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from operator import add
from typing import NamedTuple

from ijw.regels.tekst import euro


class Niveau(IntEnum):
    """How deep: the number of parts in the key (gemeente, aanbieder, message, ReferentieNummer)."""

    GEMEENTE = 1
    AANBIEDER = 2
    BERICHT = 3
    REGEL = 4


Sleutel = tuple[str, ...]
"""Gemeente, aanbieder, Identificatie of the message and ReferentieNummer, as deep as the level."""


class Stand(NamedTuple):
    """What became of what was declared."""

    ingediend: int = 0
    toegekend: int = 0
    afgewezen: int = 0
    aangehouden: int = 0
    geboekt: int = 0
    betaald: int = 0
    onderweg: int = 0
    open: int = 0

    def plus(self, ander: Stand) -> Stand:
        """Both together."""
        return Stand(*map(add, self, ander))

    def verschillen(self) -> Iterator[str]:
        """What does not add up, in Dutch."""
        if self.ingediend != self.toegekend + self.afgewezen + self.aangehouden:
            yield (
                f"ingediend {euro(self.ingediend)} is niet toegekend {euro(self.toegekend)} plus afgewezen "
                f"{euro(self.afgewezen)} plus aangehouden {euro(self.aangehouden)}"
            )
        if self.geboekt != self.toegekend:
            yield f"geboekt {euro(self.geboekt)} is niet toegekend {euro(self.toegekend)}"
        if self.toegekend != self.betaald + self.onderweg + self.open:
            yield (
                f"toegekend {euro(self.toegekend)} is niet betaald {euro(self.betaald)} plus onderweg "
                f"{euro(self.onderweg)} plus open {euro(self.open)}"
            )


class Regel(NamedTuple):
    """One prestatie: its key, and what became of it."""

    sleutel: Sleutel
    stand: Stand


def tel_op(regels: Iterable[Regel], diepste: Niveau) -> dict[Sleutel, Stand]:
    """The sums on every level down to `diepste`, by key, in one pass.

    A line itself is kept when it is asked for, and when it does not add up.
    """
    standen: dict[Sleutel, Stand] = {}
    for sleutel, stand in regels:
        for diepte in range(1, (Niveau.REGEL if any(stand.verschillen()) else diepste) + 1):
            deel = sleutel[:diepte]
            standen[deel] = standen[deel].plus(stand) if deel in standen else stand
    return standen


def vergelijk(
    standen: Mapping[Sleutel, Stand],
    declaraties: Mapping[Sleutel, tuple[int, int]],
    saldi: Mapping[Sleutel, tuple[int, int, int]],
) -> list[str]:
    """All differences in Dutch, in the order of the keys; `standen` goes down to messages at least.

    `declaraties` holds per message what was declared and granted as the answer said it, `saldi` per gemeente and
    aanbieder what the books say is open, under way and paid.
    """
    gevonden = [(sleutel, verschil) for sleutel, stand in standen.items() for verschil in stand.verschillen()]
    for sleutel in standen.keys() | declaraties.keys():
        if len(sleutel) != Niveau.BERICHT:
            continue
        stand, (ingediend, toegekend) = standen.get(sleutel, Stand()), declaraties.get(sleutel, (0, 0))
        if (stand.ingediend, stand.toegekend) != (ingediend, toegekend):
            gevonden.append(
                (
                    sleutel,
                    f"de regels ({euro(stand.ingediend)}, toegekend {euro(stand.toegekend)}) zijn niet het "
                    f"antwoord ({euro(ingediend)}, toegekend {euro(toegekend)})",
                )
            )
    for sleutel in standen.keys() | saldi.keys():
        if len(sleutel) != Niveau.AANBIEDER:
            continue
        stand, saldo = standen.get(sleutel, Stand()), saldi.get(sleutel, (0, 0, 0))
        for wat, volgens, geboekt in zip(
            ("open", "onderweg", "betaald"), (stand.open, stand.onderweg, stand.betaald), saldo, strict=True
        ):
            if volgens != geboekt:
                gevonden.append((sleutel, f"{wat} is {euro(volgens)} en volgens de boeken {euro(geboekt)}"))
    return [f"{' '.join(sleutel)}: {verschil}" for sleutel, verschil in sorted(gevonden)]
