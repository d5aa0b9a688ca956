"""`ijw stand --op D [--bekend-op K]`: what was granted, credited and paid for care through D, as known on K.

Exit status 0: shown; 2: the back office could not be used.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date

from backoffice.bootstrap import open_werkplek
from backoffice.fouten import BackofficeError
from backoffice.services.grootboek import maak_stand
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "--op", metavar="JJJJ-MM-DD", type=date.fromisoformat, required=True, help="levering tot en met deze dag"
    )
    parser.add_argument(
        "--bekend-op",
        metavar="JJJJ-MM-DD",
        type=date.fromisoformat,
        help="zoals op deze dag bekend was (anders op de dag van --op)",
    )
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Show it, and give the exit status."""
    bekend_op = args.bekend_op or args.op
    try:
        rijen = maak_stand(open_werkplek(args.database, os.environ).engine, args.op, bekend_op)
    except BackofficeError as fout:
        print(f"ijw stand: {fout}", file=sys.stderr)
        return 2
    print(f"Levering tot en met {args.op:%d-%m-%Y}, zoals bekend op {bekend_op:%d-%m-%Y}")
    print(f"{'gemeente':<9} {'aanbieder':<9}", end="")
    print("".join(f"{kop:>18}" for kop in ("toegekend", "gecrediteerd", "betaald", "open")))
    for rij in rijen:
        bedragen = (rij.toegekend, rij.gecrediteerd, rij.betaald, rij.open)
        print(f"{rij.gemeente:<9} {rij.aanbieder:<9}" + "".join(f"{euro(bedrag):>18}" for bedrag in bedragen))
    return 0
