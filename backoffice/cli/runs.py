"""`ijw runs`: what ran on schedule, what it did and could not do; start, stop or resume it by hand.

Exit status 0: done; 1: a run could not do all of its work; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime

from backoffice.bootstrap import open_postbus, open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.scheduler import AMSTERDAM, Gepland, rooster_van, volgende
from backoffice.scheduler.planner import plan
from backoffice.services import runs
from backoffice.services.runs import Run, Verslag
from backoffice.services.werkplek import Werkplek


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    toon = acties.add_parser("toon", help="toon wat er liep, het nieuwste eerst")
    toon.add_argument("--taak")
    acties.add_parser("rooster", help="toon de taken en wanneer zij lopen")
    draai = acties.add_parser("draai", help="doe een taak nu")
    draai.add_argument("taak")
    draai.add_argument("--proef", action="store_true", help="vertel wat de taak zou doen en verander niets")
    for naam, hulp in (("stop", "stop een run na de stap waar hij is"), ("hervat", "ga verder met een run")):
        acties.add_parser(naam, help=hulp).add_argument("nummer", type=int)
    acties.add_parser("plan", help="voer het rooster uit tot dit proces wordt gestopt")
    for actie in acties.choices.values():
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        werkplek = open_werkplek(args.database, os.environ)
        rooster = rooster_van(os.environ, open_postbus(os.environ))
        if args.actie == "toon":
            for rij in runs.laatste_runs(werkplek, args.taak):
                print("\n    ".join([_kop(rij), *rij.verslag.splitlines()]))
        elif args.actie == "rooster":
            _toon_rooster(rooster)
        elif args.actie == "draai":
            return _draai(werkplek, rooster, args.taak, proef=args.proef)
        elif args.actie == "stop":
            runs.stop(werkplek, args.nummer)
            print(f"Run {args.nummer} stopt na de stap waar hij is.")
        elif args.actie == "hervat":
            taken = {naam: gepland.taak for naam, gepland in rooster.items()}
            return _vertel(runs.hervat(werkplek, args.nummer, taken, _nu, gebruiker()))
        else:
            plan(werkplek, rooster, _nu, f"planner {os.getpid()}")
    except BackofficeError as fout:
        print(f"ijw runs: {fout}", file=sys.stderr)
        return 2
    return 0


def _nu() -> datetime:
    return datetime.now(UTC)


def _draai(werkplek: Werkplek, rooster: dict[str, Gepland], taak: str, *, proef: bool) -> int:
    if taak not in rooster:
        print(f"ijw runs: taak '{taak}' is niet bekend. Kies uit: {', '.join(rooster)}.", file=sys.stderr)
        return 2
    slot = f"hand {_nu():%Y-%m-%dT%H:%M:%S.%fZ}"
    verslag = runs.draai(werkplek, taak, rooster[taak].taak, slot, _nu, gebruiker(), proef=proef)
    return _vertel(verslag or Verslag())


def _vertel(verslag: Verslag) -> int:
    print(str(verslag) or "Er was niets te doen.")
    return 1 if verslag.niet_gedaan else 0


def _kop(run: Run) -> str:
    begin = run.begonnen_op.astimezone(AMSTERDAM)
    duur = f", {(run.geeindigd_op - run.begonnen_op).total_seconds():.1f} s" if run.geeindigd_op else ""
    poging = f", poging {run.pogingen}" if run.pogingen > 1 else ""
    slot = "met de hand" if run.slot.startswith("hand") else run.slot
    return f"{run.id:>6} {run.taak} ({slot}): {run.stand}, begonnen {begin:%d-%m-%Y %H:%M}{duur}{poging}"


def _toon_rooster(rooster: dict[str, Gepland]) -> None:
    for naam, gepland in rooster.items():
        moment = volgende(gepland, _nu())
        wanneer = f"{moment:%d-%m-%Y %H:%M}" if moment else "nooit"
        print(f"{naam:<18} {gepland.wanneer:<16} volgende keer {wanneer}: {gepland.hulp}")
