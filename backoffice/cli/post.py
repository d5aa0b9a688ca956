"""`ijw post`: take in what waits in the postbus, send what waits in the outbox, warn for what must be answered.

Exit status 0: all done; 1: a person must look at something; 2: the back office or the postbus could not be used.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain

from backoffice.bootstrap import open_postbus, open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.antwoordbewaking import bewaak_antwoorden
from backoffice.services.uitwisseling import Inname, Verzending, neem_in, verzend


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Do a round of the post and give the exit status."""
    goed = True
    try:
        postbus = open_postbus(os.environ)
        if postbus is None:
            print("ijw post: er is geen postbus. Zet de map in de instelling IJW_POSTBUS.", file=sys.stderr)
            return 2
        werkplek = open_werkplek(args.database, os.environ)
        nu = datetime.now(UTC)
        stappen: list[Iterator[Inname | Verzending]] = [
            neem_in(werkplek, postbus, nu, gebruiker()),
            verzend(werkplek, postbus, nu),
        ]
        for uitslag in chain.from_iterable(stappen):
            goed &= uitslag.gelukt
            print(uitslag.zin, flush=True)
        for wachtend in bewaak_antwoorden(werkplek, nu):
            goed = False
            print(f"Let op: {wachtend.zin}")
    except BackofficeError as fout:
        print(f"ijw post: {fout}", file=sys.stderr)
        return 2
    return 0 if goed else 1
