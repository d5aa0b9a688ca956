"""`ijw serve`: the portal, the API and the schedule in one process."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime

import uvicorn

from backoffice.bootstrap import open_postbus, open_werkplek
from backoffice.fouten import BackofficeError
from backoffice.portaal import maak_portaal
from backoffice.scheduler import rooster_van
from backoffice.scheduler.planner import plan_ernaast
from backoffice.web.poort import Portaal
from backoffice.web.sessiekoek import herken


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("--adres", default="127.0.0.1", help="waarop te luisteren (standaard: deze machine)")
    parser.add_argument("--poort", type=int, default=8000)
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Serve until the process is stopped, and give the exit status."""
    try:
        werkplek = open_werkplek(args.database, os.environ)
        rooster = rooster_van(os.environ, open_postbus(os.environ))
        planner = plan_ernaast(werkplek, rooster, _nu, f"portaal {os.getpid()}")
    except BackofficeError as fout:
        print(f"ijw serve: {fout}", file=sys.stderr)
        return 2
    try:
        uvicorn.run(
            maak_portaal(Portaal(werkplek, _nu, herken)),
            host=args.adres,
            port=args.poort,
            access_log=False,
        )
    finally:
        planner.shutdown(wait=False)
    return 0


def _nu() -> datetime:
    return datetime.now(UTC)
