"""`ijw serve`: the portal, the API and the schedule, in one process or in several."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from backoffice.bootstrap import lees_ervoor, open_aanmelddienst, open_bank, open_postbus, open_werkplek
from backoffice.cli.demo import JAAR
from backoffice.cli.demojaar import laad_regio
from backoffice.fouten import BackofficeError
from backoffice.portaal import huisstijl, maak_portaal
from backoffice.scheduler import rooster_op, rooster_van
from backoffice.scheduler.planner import plan_ernaast
from backoffice.services.demoaccounts import WACHTWOORD, zorg_voor_demo
from backoffice.services.geheugen import blijf_af_van_wat_er_is
from backoffice.services.werkplek import Werkplek
from backoffice.web.poort import Portaal
from backoffice.web.sessiekoek import herken
from backoffice.web.systemen import Certificaatkop

_SCHAAL = 0.1


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("--adres", default="127.0.0.1", help="waarop te luisteren (standaard: deze machine)")
    parser.add_argument("--poort", type=int, default=8000)
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")
    parser.add_argument("--werkers", type=int, default=1, metavar="AANTAL", help="processen (standaard 1)")
    parser.add_argument(
        "--demo", action="store_true", help="laad in een lege database een verzonnen regio, met een login per rol"
    )


def voer_uit(args: argparse.Namespace) -> int:
    """Serve until the process is stopped, and give the exit status."""
    if args.database:
        os.environ["IJW_DATABASE_URL"] = args.database
    if args.demo:
        # A demo works for its own region, whatever the settings of this machine say.
        os.environ.pop("IJW_GEMEENTEN", None)
    try:
        werkplek = open_werkplek(None, os.environ)
        _keur_werkers(werkplek, args.werkers)
        if args.demo:
            _zorg_voor_demo(werkplek)
        # What is wrong with the settings shows here, and not in every worker.
        lees_ervoor(os.environ)
        open_aanmelddienst(os.environ)
        huisstijl(os.environ.get("IJW_THEMA", ""))
        rooster_van(os.environ, open_postbus(os.environ))
    except BackofficeError as fout:
        print(f"ijw serve: {fout}", file=sys.stderr)
        return 2
    werkplek.engine.dispose()
    print(f"Het portaal staat op http://{args.adres}:{args.poort}. Stop met Ctrl-C.", flush=True)
    uvicorn.run(
        "backoffice.cli.serve:maak_app",
        factory=True,
        host=args.adres,
        port=args.poort,
        workers=args.werkers,
        access_log=False,
        log_level="warning",
        # `maak_app` does it, behind the place where the address of the neighbour is still to be seen.
        proxy_headers=False,
        server_header=False,
    )
    return 0


def maak_app() -> Any:
    """The ASGI application of one process, with the schedule beside it; all settings come from the environment."""
    werkplek = open_werkplek(None, os.environ)
    rooster = rooster_van(os.environ, open_postbus(os.environ))
    plan_ernaast(werkplek, rooster, _nu, f"portaal {os.getpid()}")
    taken = {naam: gepland.taak for naam, gepland in rooster.items()}
    portaal = Portaal(
        *(werkplek, _nu, herken, open_bank(), taken),
        aanmelddienst=open_aanmelddienst(os.environ),
        rooster=partial(rooster_op, rooster),
    )
    ervoor = lees_ervoor(os.environ)
    # Any, since Starlette and Uvicorn describe the same ASGI in types of their own.
    app: Any = maak_portaal(portaal, os.environ.get("IJW_THEMA", ""))
    if ervoor.proxy:
        app = ProxyHeadersMiddleware(app, trusted_hosts=list(ervoor.proxy))
    if ervoor.certificaatkop is not None:
        app = Certificaatkop(app, ervoor.certificaatkop, ervoor.certificaat_van)
    blijf_af_van_wat_er_is()
    return app


def _keur_werkers(werkplek: Werkplek, werkers: int) -> None:
    if werkers < 1:
        raise BackofficeError(f"--werkers is {werkers}. Verwacht: 1 of meer.")
    if werkers > 1 and werkplek.engine.dialect.name == "sqlite":
        raise BackofficeError(
            "Met SQLite werkt één proces: er kan er maar één tegelijk schrijven, dus meer processen wachten op "
            "elkaar. Gebruik PostgreSQL (IJW_DATABASE_URL), of laat --werkers weg."
        )


def _zorg_voor_demo(werkplek: Werkplek) -> None:
    logins = zorg_voor_demo(werkplek, lambda: _laad_regio(werkplek), _nu())
    print(f"U kunt rondkijken met een van deze namen; het wachtwoord is steeds {WACHTWOORD}")
    for login in logins:
        print(f"  {login.naam:<22} {login.organisatie:<9} {login.rol}")


def _laad_regio(werkplek: Werkplek) -> None:
    print("Een verzonnen regio wordt gemaakt en een jaar nagespeeld; dat duurt ongeveer een minuut.", flush=True)
    try:
        laad_regio(werkplek, Path("demo", "portaal"), replace(JAAR, schaal=_SCHAAL), _vertel_voortgang)
    except OSError as fout:
        raise BackofficeError(f"De demo kon niet worden geladen: {fout.strerror}. Maak ruimte.") from fout


def _vertel_voortgang(gedaan: int, totaal: int) -> None:
    """A line at each tenth of the way."""
    if 10 * gedaan // totaal > 10 * (gedaan - 1) // totaal:
        print(f"  {100 * gedaan // totaal}% gedaan", flush=True)


def _nu() -> datetime:
    return datetime.now(UTC)
