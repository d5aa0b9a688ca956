"""`ijw audit`: who saw or changed what, about a person, a toewijzing, a message, or in a period.

A BSN is asked for, or read from standard input, and never given as an argument: those are seen by others and kept.
Exit status 0: shown; 2: the question cannot be answered.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from datetime import UTC, date, datetime

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.inzagelog import Zoekvraag, zoek
from backoffice.services.verwerking import AMSTERDAM


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    wat = parser.add_mutually_exclusive_group()
    wat.add_argument("--bsn", action="store_true", help="vraag om een bsn, of lees het van de standaardinvoer")
    wat.add_argument("--toewijzing", metavar="NUMMER", type=int, help="over wie deze toewijzing gaat")
    wat.add_argument("--bericht", metavar="IDENTIFICATIE", help="over dit bericht")
    parser.add_argument("--gemeente", metavar="CODE", help="bij --toewijzing: van deze gemeente")
    for naam, hulp in (("--van", "vanaf deze dag"), ("--tot-en-met", "tot en met deze dag")):
        parser.add_argument(naam, metavar="JJJJ-MM-DD", type=date.fromisoformat, help=hulp)
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Show it, and give the exit status."""
    try:
        werkplek = open_werkplek(args.database, os.environ)
        vraag = Zoekvraag(
            _lees_bsn() if args.bsn else None,
            args.toewijzing,
            args.gemeente,
            args.bericht,
            args.van,
            args.tot_en_met,
        )
        gevonden = zoek(werkplek, vraag, datetime.now(UTC), gebruiker())
    except BackofficeError as fout:
        print(f"ijw audit: {fout}", file=sys.stderr)
        return 2
    for een in gevonden:
        wie = "" if een.client_id is None else f", cliënt {een.client_id} van gemeente {een.gemeente}"
        print(
            f"{een.tijdstip.astimezone(AMSTERDAM):%d-%m-%Y %H:%M:%S} {een.wie}: {een.handeling}, {een.doel}{wie}"
        )
    print(f"{len(gevonden)} regels in de auditlog.")
    return 0


def _lees_bsn() -> str:
    tekst = getpass.getpass("Bsn (u ziet niet wat u typt): ") if sys.stdin.isatty() else sys.stdin.readline()
    return tekst.strip()
