"""`ijw wie-betaalt`: which gemeente bears one prestatie, or one jeugdige over a period, and why.

Exit status 0: explained; 1: nothing is known of it; 2: it could not be looked up.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime

from backoffice.bootstrap import open_werkplek
from backoffice.cli.clientbestand import lees_bsn, vraag_client
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.leesbaar import toonbaar
from backoffice.services.wie_betaalt import wie_betaalt, wie_draagt


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("referentie", nargs="?", metavar="REFERENTIENUMMER")
    parser.add_argument("--aanbieder", metavar="AGB", help="alleen van deze aanbieder")
    vraag_client(parser, verplicht=False)
    parser.add_argument("--van", type=date.fromisoformat, metavar="JJJJ-MM-DD")
    parser.add_argument("--tot", type=date.fromisoformat, metavar="JJJJ-MM-DD", help="tot en met deze dag")
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Explain, and give the exit status."""
    jeugdige = args.client_bestand is not None
    if jeugdige == (args.referentie is not None) or (jeugdige and not (args.van and args.tot)):
        print(
            "ijw wie-betaalt: geef een REFERENTIENUMMER, of --client-bestand met --van en --tot.", file=sys.stderr
        )
        return 2
    if jeugdige and args.tot < args.van:
        print("ijw wie-betaalt: --tot ligt voor --van. Draai ze om.", file=sys.stderr)
        return 2
    nu, wie = datetime.now(UTC), gebruiker()
    try:
        werkplek = open_werkplek(args.database, os.environ)
        if jeugdige:
            regels = wie_draagt(werkplek, lees_bsn(args.client_bestand), args.van, args.tot, nu, wie)
        else:
            regels = wie_betaalt(werkplek, args.referentie, args.aanbieder, nu, wie)
    except BackofficeError as fout:
        print(f"ijw wie-betaalt: {fout}", file=sys.stderr)
        return 2
    for regel in regels:
        print("\n".join(toonbaar(deel) for deel in regel.splitlines()))
    if not regels:
        print("Hierover is niets bekend: er zijn geen feiten, of geen toegekende prestatie met dit nummer.")
    return 0 if regels else 1
