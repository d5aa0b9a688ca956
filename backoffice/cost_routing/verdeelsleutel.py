"""Verdeelsleutels: by what weights gemeenten share a cost, agreed beforehand and frozen per calendar year.

Weights are whole numbers: jeugdigen, inwoners, or hundredths of a percent. A cost is shared by them to the cent
(`ijw.rekenen.verdeel`: largest remainders, ties to the lowest gemeentecode), so shares always sum to the cost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import gcd, prod
from typing import Final

from backoffice.fouten import BackofficeError
from ijw import nummers
from ijw.rekenen import verdeel

HEEL: Final = 10_000
"""A hundred percent, in hundredths of a percent."""


class Sleutelfout(BackofficeError):
    """A verdeelsleutel cannot be used; the message names the key, what is wrong with it and what to do."""


class Sleutelsoort(StrEnum):
    """What the weights of a verdeelsleutel count."""

    JEUGDIGEN = "jeugdigen tot 18 jaar op 1 januari"
    INWONERS = "inwoners"
    GEBRUIK = "gemiddeld gebruik in eerdere jaren"
    GELIJK = "gelijke delen"
    MIX = "mix"


@dataclass(frozen=True, slots=True)
class Verdeelsleutel:
    """The weights of one key in one year, by gemeentecode; `maak_sleutel` makes sure that they are sound."""

    naam: str
    jaar: int
    soort: Sleutelsoort
    gewichten: tuple[tuple[str, int], ...]

    def verdeel(self, bedrag: int) -> dict[str, int]:
        """Share an amount in signed eurocents; the shares sum to it."""
        return verdeel(bedrag, dict(self.gewichten))


def maak_sleutel(
    naam: str,
    jaar: int,
    soort: Sleutelsoort,
    gewichten: Iterable[tuple[str, int]],
    *,
    procenten: bool = False,
) -> Verdeelsleutel:
    """A key from its lines; with `procenten` the weights are hundredths of a percent and sum to a hundred.

    Sleutelfout when a gemeente is named twice or has no right code, a weight is negative, no weight is above
    zero, equal shares are not equal, or percentages do not add up.
    """
    regels = sorted(gewichten)
    sleutel = f"Verdeelsleutel '{naam}' over {jaar}"
    for gemeente, aantal in Counter(gemeente for gemeente, _ in regels).items():
        if not nummers.gemeentecode_vorm(gemeente):
            raise Sleutelfout(f"{sleutel}: '{gemeente}' is geen gemeentecode van vier cijfers. Verbeter de code.")
        if aantal > 1:
            raise Sleutelfout(f"{sleutel}: gemeente {gemeente} staat er {aantal} keer in. Laat één regel staan.")
    for gemeente, gewicht in regels:
        if gewicht < 0:
            raise Sleutelfout(f"{sleutel}: gemeente {gemeente} heeft een negatief gewicht. Vul nul of meer in.")
    totaal = sum(gewicht for _, gewicht in regels)
    if procenten and totaal != HEEL:
        raise Sleutelfout(
            f"{sleutel}: de percentages tellen op tot {_procent(totaal)}, verwacht {_procent(HEEL)}. "
            "Verbeter de percentages."
        )
    if totaal == 0:
        raise Sleutelfout(f"{sleutel}: geen gemeente heeft een gewicht boven nul. Vul de gewichten in.")
    if soort is Sleutelsoort.GELIJK and len({gewicht for _, gewicht in regels}) > 1:
        raise Sleutelfout(f"{sleutel}: de delen zijn niet gelijk. Geef elke gemeente hetzelfde gewicht.")
    return Verdeelsleutel(naam, jaar, soort, tuple(regels))


def meng(naam: str, jaar: int, delen: Sequence[tuple[Verdeelsleutel, int]]) -> Verdeelsleutel:
    """A mix of keys of the same year, each for its part in hundredths of a percent.

    The weights are exact: nothing is rounded before an amount is shared. Sleutelfout when the parts do not sum to
    a hundred percent or a key is of another year.
    """
    if (som := sum(deel for _, deel in delen)) != HEEL or any(deel < 0 for _, deel in delen):
        raise Sleutelfout(
            f"Verdeelsleutel '{naam}' over {jaar}: de delen van de mix tellen op tot {_procent(som)}, "
            f"verwacht {_procent(HEEL)} uit delen van nul of meer. Verbeter de delen."
        )
    for sleutel, _ in delen:
        if sleutel.jaar != jaar:
            raise Sleutelfout(
                f"Verdeelsleutel '{naam}' over {jaar}: '{sleutel.naam}' is van {sleutel.jaar}. "
                "Gebruik sleutels van hetzelfde jaar."
            )
    totalen = [sum(gewicht for _, gewicht in sleutel.gewichten) for sleutel, _ in delen]
    noemer = prod(totalen)
    gewichten: Counter[str] = Counter()
    for (sleutel, deel), totaal in zip(delen, totalen, strict=True):
        for gemeente, gewicht in sleutel.gewichten:
            gewichten[gemeente] += deel * gewicht * (noemer // totaal)
    kleinste = gcd(*gewichten.values())
    vereenvoudigd = [(gemeente, gewicht // kleinste) for gemeente, gewicht in gewichten.items()]
    return maak_sleutel(naam, jaar, Sleutelsoort.MIX, vereenvoudigd)


class Sleutels:
    """The frozen keys, found by name and day; Sleutelfout when two different ones claim the same year."""

    def __init__(self, sleutels: Iterable[Verdeelsleutel] = ()) -> None:
        self._sleutels: dict[tuple[str, int], Verdeelsleutel] = {}
        for sleutel in sleutels:
            if self._sleutels.setdefault((sleutel.naam, sleutel.jaar), sleutel) != sleutel:
                raise Sleutelfout(
                    f"Verdeelsleutel '{sleutel.naam}' over {sleutel.jaar} is al vastgesteld met andere gewichten. "
                    "Een vastgestelde sleutel verandert niet meer; geef een nieuwe sleutel een andere naam."
                )

    def zoek(self, naam: str, dag: date) -> Verdeelsleutel | None:
        """The key of that name for the calendar year of a day; None when none was agreed."""
        return self._sleutels.get((naam, dag.year))


def in_maanden(bedrag: int, jaar: int) -> dict[date, int]:
    """A yearly amount in twelfths, by first day of month; the cents that are left go to the first months."""
    delen = verdeel(bedrag, {f"{maand:02d}": 1 for maand in range(1, 13)})
    return {date(jaar, int(maand), 1): deel for maand, deel in delen.items()}


def _procent(honderdsten: int) -> str:
    teken = "-" if honderdsten < 0 else ""
    return f"{teken}{abs(honderdsten) // 100},{abs(honderdsten) % 100:02d} %"
