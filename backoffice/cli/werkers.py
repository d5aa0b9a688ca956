"""`ijw verwerk --werkers N`: put messages in the queue and receive them with N processes at once, on PostgreSQL.

The processes may be on several machines: each takes what waits, whoever put it there. Exit status as `ijw
verwerk`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from backoffice.bootstrap import open_werkplek
from backoffice.cli import bewaakt
from backoffice.cli.gebruiker import gebruiker
from backoffice.cli.invoer import lees_invoer
from backoffice.cli.verwerk import besluit, maak_map, meld
from backoffice.fouten import BackofficeError
from backoffice.services.inname import neem_volgende, open_rij, wachtend, zet_klaar
from backoffice.services.ontvang import Ontvangst, ontvang
from backoffice.services.werkplek import Werkplek
from ijw.bron import Bron


def draai(args: argparse.Namespace) -> int:
    """Put everything in the queue, let the processes empty it, and give the exit status."""
    geteld: Counter[str] = Counter()
    try:
        werkplek = open_werkplek(args.database, os.environ)
        open_rij(werkplek)
        if args.uit is not None:
            maak_map(args.uit)
        goed = _vul(werkplek, args, geteld)
        goed &= _leeg(args, geteld)
        over = wachtend(werkplek)
    except BackofficeError as fout:
        print(f"ijw verwerk: {fout}", file=sys.stderr)
        return 2
    status = besluit(geteld)
    if over:
        print(f"Er staan nog {over} berichten klaar. Met ijw verwerk --werkers N gaan die verder.")
    return status if goed else 2


def _vul(werkplek: Werkplek, args: argparse.Namespace, geteld: Counter[str]) -> bool:
    """Put what can be read in the queue and tell of the rest; whether every path held messages."""
    klachten: list[str] = []

    def klaag(zin: str) -> None:
        klachten.append(zin)
        print(f"ijw verwerk: {zin}", file=sys.stderr)

    def ontvangen(naam: str, ontvangst: Ontvangst) -> None:
        geteld[ontvangst.uitkomst] += 1
        meld(naam, ontvangst, args.uit)

    def leesbaar() -> Iterator[tuple[str, Bron]]:
        for naam, bron, reden in lees_invoer(args.paden, werkplek.instellingen.limiet, klaag):
            if bron is None:
                ontvangen(naam, Ontvangst("onleesbaar", reden=reden))
            else:
                yield naam, bron

    nu = datetime.now(UTC)
    for naam, bron in zet_klaar(werkplek, leesbaar(), nu, gebruiker()):
        ontvangen(naam, ontvang(werkplek, bron, nu, wie=gebruiker()))
    return not klachten


def _leeg(args: argparse.Namespace, geteld: Counter[str]) -> bool:
    """Receive what waits with as many processes as asked for; whether all of them came to the end."""
    # A process begins anew: a copy of this one would share its connections.
    context = get_context("spawn")
    lopend = []
    for _ in range(args.werkers):
        hier, daar = context.Pipe(duplex=False)
        proces = context.Process(target=_werker, args=(args.database, args.uit, daar))
        proces.start()
        daar.close()
        lopend.append((proces, hier))
    goed = True
    for proces, hier in lopend:
        try:
            geteld += hier.recv()
        except EOFError:
            print("ijw verwerk: een werker stopte voor het einde; niets is half verwerkt.", file=sys.stderr)
            goed = False
        proces.join()
    return goed


def _werker(database: str | None, uit: Path | None, daar: Connection) -> None:
    """One process of its own."""
    sys.exit(bewaakt(partial(_werk, database, uit, daar)))


def _werk(database: str | None, uit: Path | None, daar: Connection) -> int:
    """Receive messages until none is left to take, and tell over `daar` how many ended how."""
    geteld: Counter[str] = Counter()
    werkplek = open_werkplek(database, os.environ)
    while (gedaan := neem_volgende(werkplek)) is not None:
        naam, ontvangst = gedaan
        geteld[ontvangst.uitkomst] += 1
        meld(naam, ontvangst, uit)
    daar.send(geteld)
    return 0
