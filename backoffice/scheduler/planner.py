"""The process that keeps to the plan: a tick every half minute, in as many processes as one likes."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.schedulers.blocking import BlockingScheduler

from backoffice.fouten import DatabaseFout
from backoffice.scheduler import Gepland, tik
from backoffice.services.runs import Klok
from backoffice.services.werkplek import Werkplek

_SECONDEN = 30


def plan(werkplek: Werkplek, rooster: Mapping[str, Gepland], klok: Klok, wie: str) -> None:
    """Keep to the plan until the process is stopped."""
    planner = BlockingScheduler()
    _voeg_toe(planner, werkplek, rooster, klok, wie)
    planner.start()


def plan_ernaast(werkplek: Werkplek, rooster: Mapping[str, Gepland], klok: Klok, wie: str) -> BackgroundScheduler:
    """Keep to the plan in a thread of this process; whoever asked shuts it down."""
    planner = BackgroundScheduler(daemon=True)
    _voeg_toe(planner, werkplek, rooster, klok, wie)
    planner.start()
    return planner


def _voeg_toe(
    planner: BaseScheduler, werkplek: Werkplek, rooster: Mapping[str, Gepland], klok: Klok, wie: str
) -> None:
    def doe() -> None:
        try:
            tik(werkplek, rooster, klok, wie)
        except DatabaseFout as fout:
            # The database may come back; the next tick tries again.
            logging.getLogger(__name__).warning("%s", fout)
        except Exception as fout:
            # The run keeps what went wrong; here only its type, since the text may hold persoonsgegevens.
            logging.getLogger(__name__).error("een taak is mislukt: %s", type(fout).__name__)

    planner.add_job(doe, "interval", seconds=_SECONDEN, next_run_time=klok(), coalesce=True, max_instances=1)
