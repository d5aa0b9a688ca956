"""Start and stop of delivery on one toewijzing: what stands after a series of JW305 and JW307 lines.

    geen --start--> gestart --stop 20--> gepauzeerd --start--> gestart
    gestart of gepauzeerd --stop--> gestopt --start--> gestart

Whether a line is allowed is for the rules (TR019, TR063, TR071, TR074, TR326, TR382, TR413, TR414, TR415), given
the Levering before it. Here stands only what a line that was accepted does. The lines of one message are taken
in their own order (`volgorde`), each by what stands after the one before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import Enum

from ijw.berichten import jw305, jw307
from ijw.feiten import Levering
from ijw.regels.aanlevering import TIJDELIJK, VERWIJDEREN, start_van, stop_van

Lijn = jw305.StartProduct | jw307.StopProduct
"""One line of a JW305 or JW307."""

Zorg = int | tuple[str | None, str | None]
"""What is delivered on: a ToewijzingNummer, or Categorie and Code when there is no toewijzing (IV096)."""

NIETS = Levering()


class Toestand(Enum):
    """How delivery on a toewijzing stands."""

    GEEN = "niet gestart"
    GESTART = "gestart"
    GEPAUZEERD = "tijdelijk gestopt"
    GESTOPT = "gestopt"


def zorg_van(lijn: Lijn) -> Zorg:
    """What a line is about; only lines about the same bear upon each other."""
    if lijn.toewijzing_nummer is not None:
        return lijn.toewijzing_nummer
    start = start_van(lijn)
    return start.categorie, start.code


def volgorde(lijn: Lijn) -> tuple[bool, date, bool]:
    """The key that sorts the lines of one message: deletions first (IV008), then by day, pause before end."""
    eerste = lijn.status_aanlevering != VERWIJDEREN
    if isinstance(lijn, jw307.StopProduct):
        return eerste, lijn.einddatum, lijn.reden_beeindiging != TIJDELIJK
    return eerste, lijn.begindatum, False


def na(levering: Levering, lijn: Lijn) -> Levering:
    """What stands after an accepted line: added to, or without the line that it deletes."""
    verwijdert = lijn.status_aanlevering == VERWIJDEREN
    if isinstance(lijn, jw307.StopProduct):
        stop = {stop_van(lijn)}
        return replace(levering, stops=levering.stops - stop if verwijdert else levering.stops | stop)
    start = {start_van(lijn)}
    return replace(levering, starts=levering.starts - start if verwijdert else levering.starts | start)


def levering_na(lijnen: Iterable[Lijn], eerder: Levering = NIETS) -> Levering:
    """What stands after accepted lines about one toewijzing, in the order in which they were accepted."""
    for lijn in lijnen:
        eerder = na(eerder, lijn)
    return eerder


def toestand(levering: Levering) -> Toestand:
    """How delivery stands: running, or as the stops of the latest start say."""
    if levering.lopend:
        return Toestand.GESTART
    if not levering.starts:
        return Toestand.GEEN
    laatste = max(start.begindatum for start in levering.starts)
    redenen = {stop.reden for stop in levering.stops_vanaf(laatste)}
    return Toestand.GEPAUZEERD if redenen == {TIJDELIJK} else Toestand.GESTOPT
