"""`ijw herbeoordeel`: which decisions would differ now that a toewijzing or contract changed.

Nothing is changed: each is a proposal to ask the aanbieder for a credit, or for the prestatie again.

Exit status 0: nothing is open; 1: proposals are open; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.herbeoordeling import doe_af, stel_voor, voorstellen


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("--toon", action="store_true", help="toon alleen wat open staat en zoek niets nieuws")
    parser.add_argument("--afgedaan", metavar="NUMMER", type=int, help="leg vast dat dit voorstel is afgedaan")
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        werkplek = open_werkplek(args.database, os.environ)
        nu = datetime.now(UTC)
        if args.afgedaan is not None:
            doe_af(werkplek, args.afgedaan, nu, gebruiker())
        elif not args.toon:
            print(f"{len(stel_voor(werkplek, nu, gebruiker()))} nieuwe voorstellen.")
        open_ = voorstellen(werkplek)
    except BackofficeError as fout:
        print(f"ijw herbeoordeel: {fout}", file=sys.stderr)
        return 2
    for een in open_:
        print(
            f"{een.id:>6} {een.aanbieder} {een.referentie} ({een.gemeente}): {een.advies}, want {een.aanleiding}"
            f"\n       {een.uitleg}"
        )
    print(f"{len(open_)} voorstellen staan open.")
    return 1 if open_ else 0
