"""`ijw sleutels`: how much is under the newest key, and putting the rest under it.

Exit status 0: everything is under the newest key; 1: something is not; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.sleutels import herversleutel, tel_oud


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    acties.add_parser("toon", help="toon hoeveel nog onder een oudere sleutel staat")
    acties.add_parser("herversleutel", help="zet alles onder de nieuwste sleutel; afbreken en hervatten kan")
    for actie in acties.choices.values():
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        werkplek = open_werkplek(args.database, os.environ)
        if args.actie == "herversleutel":
            gedaan = sum(herversleutel(werkplek, datetime.now(UTC), gebruiker()))
            print(f"{gedaan} velden opnieuw versleuteld.")
        over = {doel: aantal for doel, aantal in tel_oud(werkplek).items() if aantal}
    except BackofficeError as fout:
        print(f"ijw sleutels: {fout}", file=sys.stderr)
        return 2
    for doel, aantal in over.items():
        print(f"{doel:<24} {aantal} onder een oudere sleutel")
    if over:
        return 1
    print(
        f"Alles staat onder sleutel {werkplek.kluis.actief}; oudere sleutels zijn voor deze database niet nodig."
    )
    return 0
