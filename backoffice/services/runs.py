"""Scheduled work: each task runs once per slot, tells what it did, and can be stopped and resumed.

A task works in steps, each a transaction of its own. Between steps it leaves a sign of life and looks whether
somebody asked it to stop, so that a run that was killed, or stopped, goes on where it was: what is done is done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from backoffice.fouten import BackofficeError
from backoffice.services.werkplek import Werkplek
from backoffice.storage import runs
from backoffice.storage.database import lezen

STIL: Final = timedelta(minutes=15)
"""A run that gave no sign of life for so long is taken over by another process."""


class Runfout(BackofficeError):
    """A run that cannot be started, stopped or resumed; the text says why."""


@dataclass(slots=True)
class Verslag:
    """What a run did, and what it could not do, in Dutch sentences without persoonsgegevens."""

    gedaan: list[str] = field(default_factory=list)
    niet_gedaan: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n".join([*self.gedaan, *(f"Niet gelukt: {zin}" for zin in self.niet_gedaan)])


Klok = Callable[[], datetime]
"""Tells the present moment in UTC."""

Taak = Callable[[Werkplek, datetime, Verslag, bool], Iterator[None]]
"""Does the work of a slot in steps: yields after each, fills the report, and changes nothing on a trial run."""


@dataclass(frozen=True, slots=True)
class Roosterregel:
    """A task that is planned: what it does, in Dutch, and when it is due next, in Dutch time."""

    naam: str
    hulp: str
    volgende: datetime | None


Rooster = Callable[[datetime], Sequence[Roosterregel]]
"""Tells what is planned after a moment."""


def draai(
    werkplek: Werkplek, naam: str, taak: Taak, slot: str, klok: Klok, wie: str, *, proef: bool = False
) -> Verslag | None:
    """Run a task for a slot unless somebody did or does; None then. A trial run is kept nowhere."""
    if proef:
        verslag = Verslag()
        for _ in taak(werkplek, klok(), verslag, True):
            pass
        return verslag
    with werkplek.engine.begin() as conn:
        nummer = runs.begin(conn, naam, slot, wie, klok())
    return None if nummer is None else _werk(werkplek, nummer, taak, klok)


def hervat(werkplek: Werkplek, nummer: int, taken: dict[str, Taak], klok: Klok, wie: str) -> Verslag:
    """Go on with a run that stopped, failed or was left; Runfout when it is done or somebody works on it."""
    with werkplek.engine.begin() as conn:
        rij = runs.zoek(conn, nummer)
        if rij is None or rij["taak"] not in taken:
            raise Runfout(f"Er is geen run {nummer} die kan worden hervat.")
        if not runs.neem_over(conn, nummer, klok() - STIL, wie, klok()):
            raise Runfout(f"Run {nummer} is {rij['stand']} en kan niet worden hervat.")
    return _werk(werkplek, nummer, taken[rij["taak"]], klok)


def hervat_verlaten(werkplek: Werkplek, taken: dict[str, Taak], klok: Klok, wie: str) -> int:
    """Take over the runs whose process went away, and give how many."""
    with lezen(werkplek.engine) as conn:
        verlaten = [rij for rij in runs.verlaten(conn, klok() - STIL) if rij["taak"] in taken]
    hervat_aantal = 0
    for rij in verlaten:
        with werkplek.engine.begin() as conn:
            onze = runs.neem_over(conn, rij["id"], klok() - STIL, wie, klok())
        if onze:
            _werk(werkplek, rij["id"], taken[rij["taak"]], klok)
            hervat_aantal += 1
    return hervat_aantal


def stop(werkplek: Werkplek, nummer: int) -> None:
    """Ask a run to stop after the step it is at; Runfout when it is not running."""
    with werkplek.engine.begin() as conn:
        if not runs.vraag_stop(conn, nummer):
            raise Runfout(f"Run {nummer} is niet bezig.")


@dataclass(frozen=True, slots=True)
class Run:
    """One run as people see it; moments are UTC, `slot` is a local time or starts with "hand"."""

    id: int
    taak: str
    slot: str
    stand: str
    wie: str
    begonnen_op: datetime
    geeindigd_op: datetime | None
    pogingen: int
    verslag: str


def laatste_runs(werkplek: Werkplek, taak: str | None = None, aantal: int = 50) -> list[Run]:
    """What ran, newest first."""
    with lezen(werkplek.engine) as conn:
        return [Run(*(rij[naam] for naam in Run.__slots__)) for rij in runs.lees(conn, taak, aantal)]


def ruim_op(werkplek: Werkplek, nu: datetime) -> int:
    """Throw away the runs that had nothing to do and are older than the settings keep them; gives how many."""
    with werkplek.engine.begin() as conn:
        return runs.ruim_op(conn, nu - timedelta(days=werkplek.instellingen.bewaar_runs))


def laatste_slot(werkplek: Werkplek, taak: str) -> str | None:
    """The latest planned slot of a task that was taken."""
    with lezen(werkplek.engine) as conn:
        return runs.laatste_slot(conn, taak)


def _werk(werkplek: Werkplek, nummer: int, taak: Taak, klok: Klok) -> Verslag:
    verslag = Verslag()
    stand = "mislukt"
    try:
        stand = _doorloop(werkplek, nummer, taak, klok, verslag)
    except Exception as fout:
        # A known error tells what to do; the text of another may hold persoonsgegevens, its type never does.
        waarom = str(fout) if isinstance(fout, BackofficeError) else f"onvoorziene fout ({type(fout).__name__})"
        verslag.niet_gedaan.append(waarom)
        raise
    finally:
        with werkplek.engine.begin() as conn:
            runs.eindig(conn, nummer, stand, str(verslag), klok())
    return verslag


def _doorloop(werkplek: Werkplek, nummer: int, taak: Taak, klok: Klok, verslag: Verslag) -> str:
    for _ in taak(werkplek, klok(), verslag, False):
        with werkplek.engine.begin() as conn:
            if not runs.geef_teken(conn, nummer, klok()):
                return "gestopt"
    return "onvolledig" if verslag.niet_gedaan else "klaar"
