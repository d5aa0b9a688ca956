"""`ijw waarom KENMERK`: why a prestatie was granted or refused, or what became of a message.

Exit status 0: explained; 1: nothing bears the kenmerk; 2: the back office could not be used.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.leesbaar import toonbaar
from backoffice.services.waarom import waarom


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "kenmerk",
        metavar="KENMERK",
        help="het ReferentieNummer van een prestatie, de ReferentieAanbieder van een verzoek of de "
        "Identificatie van een ontvangen bericht",
    )
    parser.add_argument("--aanbieder", metavar="AGB", help="alleen van deze aanbieder")
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Explain, and give the exit status."""
    try:
        werkplek = open_werkplek(args.database, os.environ)
        verhalen = waarom(werkplek, args.kenmerk, args.aanbieder, datetime.now(UTC), gebruiker())
    except BackofficeError as fout:
        print(f"ijw waarom: {fout}", file=sys.stderr)
        return 2
    if not verhalen:
        print(
            "Dit kenmerk is niet gevonden. Kijk het na: het ReferentieNummer van de "
            "prestatie, of de Identificatie van het bericht. Stond de prestatie in een declaratie die als geheel "
            "is afgekeurd? Dan geldt die als niet verzonden; zie het antwoordbericht.",
            file=sys.stderr,
        )
        return 1
    uitleg = "\n\n".join(verhalen)
    print("\n".join(map(toonbaar, uitleg.split("\n"))))
    return 0
