"""Runs of scheduled work: what ran, and starting, stopping and resuming by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from backoffice.services import runs
from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.runs import Klok, Run, Taak, Verslag
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views import runs as rijen
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 50


def lijst(
    werkplek: Werkplek, *, na: int | None = None, taak: str | None = None, per_pagina: int = PER_PAGINA
) -> Pagina[Run]:
    """What ran, newest first."""
    with lezen(werkplek.engine) as conn:
        gevonden = [Run(**rij) for rij in rijen.lees_runs(conn, aantal=per_pagina + 1, na=na, taak=taak)]
    return pagina(gevonden, per_pagina, lambda run: run.id)


def toon(werkplek: Werkplek, nummer: int) -> Run:
    """One run; NietGevonden when there is none."""
    with lezen(werkplek.engine) as conn:
        rij = rijen.zoek_run(conn, nummer)
    if rij is None:
        raise NietGevonden(f"Run {nummer} is er niet.")
    return Run(**rij)


def start(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    taken: Mapping[str, Taak],
    naam: str,
    klok: Klok,
    *,
    proef: bool = False,
) -> Verslag:
    """Do a task now and tell what it did, or on trial would do; NietGevonden when there is no such task."""
    if naam not in taken:
        raise NietGevonden(f"Taak {naam} is er niet. Kies uit: {', '.join(sorted(taken)) or 'geen enkele'}.")
    slot = f"hand {klok():%Y-%m-%dT%H:%M:%S.%fZ}"
    return runs.draai(werkplek, naam, taken[naam], slot, klok, bezoeker.naam, proef=proef) or Verslag()


def stop(werkplek: Werkplek, nummer: int) -> Run:
    """Ask a run to stop after the step it is at; NietGevonden, or Runfout when it is not running."""
    toon(werkplek, nummer)
    runs.stop(werkplek, nummer)
    return toon(werkplek, nummer)


def hervat(werkplek: Werkplek, bezoeker: Bezoeker, taken: Mapping[str, Taak], nummer: int, klok: Klok) -> Verslag:
    """Go on with a run; NietGevonden, or Runfout when it is done or somebody works on it."""
    toon(werkplek, nummer)
    return runs.hervat(werkplek, nummer, dict(taken), klok, bezoeker.naam)
