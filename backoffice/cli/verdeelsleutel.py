"""`ijw verdeelsleutel`: by what keys gemeenten share a cost, and which kinds of cost are shared.

Exit status 0: done; 1: the file has faults and nothing was kept; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.cli.laadverslag import vertel
from backoffice.fouten import BackofficeError
from backoffice.services.leesbaar import toonbaar
from backoffice.services.leg_kostenafspraken_vast import (
    laad_afspraken,
    laad_sleutels,
    sjabloon_sleutels,
    vertel_afspraken,
)


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    for naam, hulp in (
        ("laad", "laad verdeelsleutels uit een CSV; zij liggen daarna vast voor hun jaar"),
        ("afspraken", "laad uit een CSV welke kosten gedeeld worden (solidariteit) en welke niet (woonplaats)"),
        ("sjabloon", "schrijf een CSV met de kolommen en voorbeeldregels"),
    ):
        acties.add_parser(naam, help=hulp).add_argument("pad", type=Path, metavar="PAD")
    acties.add_parser("toon", help="toon de verdeelsleutels en afspraken")
    for naam, actie in acties.choices.items():
        if naam != "sjabloon":
            actie.add_argument(
                "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
            )


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        if args.actie == "sjabloon":
            args.pad.write_bytes(sjabloon_sleutels())
            return 0
        werkplek = open_werkplek(args.database, os.environ)
        if args.actie == "toon":
            for regel in vertel_afspraken(werkplek):
                print(regel)
            return 0
        laad = laad_sleutels if args.actie == "laad" else laad_afspraken
        return vertel(laad(werkplek, args.pad.read_bytes(), args.pad.name, datetime.now(UTC), gebruiker()))
    except BackofficeError as fout:
        print(f"ijw verdeelsleutel: {fout}", file=sys.stderr)
        return 2
    except OSError as fout:
        print(f"ijw verdeelsleutel: {toonbaar(str(fout.filename))}: {fout.strerror}.", file=sys.stderr)
        return 2
