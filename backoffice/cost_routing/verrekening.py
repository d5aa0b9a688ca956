"""What a prestatie means between gemeenten: the one that was declared to pays, the responsible one bears.

An aanbieder is never refused because another gemeente should have assigned: the known college pays and settles
with the other (art. 8.2.1 Jeugdwet). Days that nobody can place stay with the gemeente that paid until the facts
are known. A prestatie over several gemeenten is split by what was delivered on each day when that is known, else
by calendar days. Amounts are signed eurocents, periods are days inclusive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from backoffice.fouten import BackofficeError
from ijw.rekenen import dagen


class Leverdagfout(BackofficeError):
    """Delivery is reported on days outside the ProductPeriode, or less than nothing."""


class Verrekenpost(NamedTuple):
    """What one gemeente owes another for a prestatie; negative for a credit."""

    betaalt: str
    ontvangt: str
    bedrag: int


class Draagperiode(NamedTuple):
    """Who bears a prestatie from a day through another."""

    vanaf: date
    tot_en_met: date
    drager: str


def dagdelen(periodes: Iterable[Draagperiode]) -> dict[str, int]:
    """Calendar days per bearing gemeente."""
    delen: Counter[str] = Counter()
    for periode in periodes:
        delen[periode.drager] += dagen(periode.vanaf, periode.tot_en_met)
    return dict(delen)


def leverdelen(periodes: Iterable[Draagperiode], levering: Mapping[date, int]) -> dict[str, int]:
    """What was delivered per bearing gemeente, all zero when nothing was told.

    Leverdagfout when a day lies outside the periods, which together are the ProductPeriode.
    """
    delen: Counter[str] = Counter()
    over = dict(levering)
    for periode in periodes:
        hier = [dag for dag in over if periode.vanaf <= dag <= periode.tot_en_met]
        delen[periode.drager] += sum(over.pop(dag) for dag in hier)
    if over or any(volume < 0 for volume in levering.values()):
        raise Leverdagfout(
            "De leverdagen passen niet bij de prestatie: er is een dag buiten de ProductPeriode of een negatieve "
            "hoeveelheid. Verbeter de leverdagen of laat ze weg; dan telt elke kalenderdag even zwaar."
        )
    return dict(delen)


def verreken(betaler: str, delen: Mapping[str, int]) -> tuple[Verrekenpost, ...]:
    """What the other bearing gemeenten owe the one that pays the aanbieder, in order of gemeentecode."""
    return tuple(
        Verrekenpost(gemeente, betaler, bedrag)
        for gemeente, bedrag in sorted(delen.items())
        if gemeente != betaler and bedrag
    )


def dubbele_week(verhuisd_op: date) -> bool:
    """Whether the ISO week of a move counts in full at both gemeenten, so that together they assign more (IV077).

    A jeugdige who moves on a Monday leaves no broken week behind.
    """
    return verhuisd_op.isoweekday() != 1
