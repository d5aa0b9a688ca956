"""Runs of scheduled work, and doing it by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import StringConstraints

from backoffice.api.vorm import PER_PAGINA, Aantal, Id, Invoer, Lijst, Na, Vorm, lijst
from backoffice.services.inzage import runs
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Wie, recht

router = APIRouter(tags=["runs"])

Taaknaam = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,40}$")]
Taakvraag = Annotated[str | None, Query(pattern=r"^[a-z]{1,40}$", description="Alleen runs van deze taak.")]


class Taak(Vorm):
    """A task that can be done by hand."""

    naam: str


class Run(Vorm):
    """What ran: for which planned time, how it ended, and what it did and could not do."""

    id: int
    taak: str
    slot: str
    stand: str
    wie: str
    begonnen_op: datetime
    geeindigd_op: datetime | None
    pogingen: int
    verslag: str


class NieuweRun(Invoer):
    """Which task to do; `proef` tells what it would do and changes nothing."""

    taak: Taaknaam
    proef: bool = False


class Verslag(Vorm):
    """What a run did, and what it could not do."""

    gedaan: list[str]
    niet_gedaan: list[str]


@router.get("/taken")
@recht(Recht.RUNS_ZIEN)
def taken(request: Request, hier: Hier) -> Lijst[Taak]:
    """De taken die u kunt starten."""
    return lijst(request, Taak, [Taak(naam=naam) for naam in sorted(hier.taken)])


@router.get("/runs")
@recht(Recht.RUNS_ZIEN)
def haal_op(
    request: Request, hier: Hier, na: Na = None, aantal: Aantal = PER_PAGINA, taak: Taakvraag = None
) -> Lijst[Run]:
    """Wat er liep, het nieuwste eerst."""
    gevonden = runs.lijst(hier.werkplek, na=na, taak=taak, per_pagina=aantal)
    return lijst(request, Run, gevonden.rijen, gevonden.volgende)


@router.get("/runs/{id}")
@recht(Recht.RUNS_ZIEN)
def toon(hier: Hier, id: Id) -> Run:
    """Een run."""
    return Run.van(runs.toon(hier.werkplek, id))


@router.post("/runs")
@recht(Recht.RUNS_STARTEN)
def start(hier: Hier, wie: Wie, nieuw: NieuweRun) -> Verslag:
    """Doe een taak nu en lees wat zij deed."""
    return Verslag.van(runs.start(hier.werkplek, wie, hier.taken, nieuw.taak, hier.nu, proef=nieuw.proef))


@router.post("/runs/{id}/stop")
@recht(Recht.RUNS_STARTEN)
def stop(hier: Hier, id: Id) -> Run:
    """Laat een run stoppen na de stap waar hij is."""
    return Run.van(runs.stop(hier.werkplek, id))


@router.post("/runs/{id}/hervat")
@recht(Recht.RUNS_STARTEN)
def hervat(hier: Hier, wie: Wie, id: Id) -> Verslag:
    """Ga verder met een run die stopte of mislukte."""
    return Verslag.van(runs.hervat(hier.werkplek, wie, hier.taken, id, hier.nu))
