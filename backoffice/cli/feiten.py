"""`ijw feiten`: what is known of a jeugdige from which the responsible gemeente follows.

Exit status 0: done; 1: the file has faults, or nothing is known; 2: it could not be done, and nothing was changed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from backoffice.bootstrap import open_werkplek
from backoffice.cli.clientbestand import lees_bsn, vraag_client
from backoffice.cli.gebruiker import gebruiker
from backoffice.cli.laadverslag import vertel
from backoffice.fouten import BackofficeError
from backoffice.services import leg_feiten_vast
from backoffice.services.leesbaar import toonbaar
from backoffice.services.leg_feiten_vast import SOORTEN, Opgave
from backoffice.services.leg_kostenafspraken_vast import laad_leverdagen
from backoffice.services.leg_voortzetting_vast import leg_voortzetting_vast
from backoffice.services.werkplek import Werkplek


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    acties.add_parser("laad", help="laad feiten uit een CSV").add_argument("pad", type=Path, metavar="PAD")
    sjabloon = acties.add_parser("sjabloon", help="schrijf een CSV met de kolommen en voorbeeldregels")
    sjabloon.add_argument("pad", type=Path, metavar="PAD")
    toon = acties.add_parser("toon", help="toon wat van een jeugdige bekend is, met bron")
    vraag_client(toon)
    nieuw = acties.add_parser("voeg-toe", help="leg één feit vast")
    vraag_client(nieuw)
    nieuw.add_argument("soort", choices=SOORTEN, metavar="SOORT", help=", ".join(SOORTEN))
    nieuw.add_argument("--vanaf", type=date.fromisoformat, metavar="JJJJ-MM-DD")
    nieuw.add_argument("--tot-en-met", type=date.fromisoformat, metavar="JJJJ-MM-DD")
    nieuw.add_argument("--gemeente", metavar="CODE")
    nieuw.add_argument(
        "--in-onderzoek", action="store_true", help="het adres heeft een aantekening (art. 2.26 BRP)"
    )
    nieuw.add_argument("--bron", required=True, help="waar dit feit vandaan komt")
    nieuw.add_argument("--vervangt", action="store_true", help="dit komt in de plaats van wat bekend was")
    intrekken = acties.add_parser("trek-in", help="trek een feit in dat niet waar was")
    intrekken.add_argument("nummer", type=int)
    intrekken.add_argument("--bron", required=True, help="waaruit blijkt dat het niet waar was")
    leverdagen = acties.add_parser("leverdagen", help="laad uit een CSV wat op welke dag is geleverd")
    leverdagen.add_argument("pad", type=Path, metavar="PAD")
    verder = acties.add_parser("voortzetting", help="leg vast dat hulp na een verhuizing wordt voortgezet")
    vraag_client(verder)
    verder.add_argument(
        "--van", required=True, metavar="CODE", help="de gemeente waarvan het contract blijft gelden"
    )
    verder.add_argument("--naar", required=True, metavar="CODE", help="de nieuwe gemeente")
    verder.add_argument("--aanbieder", required=True, metavar="AGB")
    verder.add_argument("--verhuisd-op", required=True, type=date.fromisoformat, metavar="JJJJ-MM-DD")
    verder.add_argument("--bron", required=True, help="waaruit het verzoek blijkt")
    for naam, actie in acties.choices.items():
        if naam != "sjabloon":
            actie.add_argument(
                "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
            )


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        if args.actie == "sjabloon":
            args.pad.write_bytes(leg_feiten_vast.sjabloon())
            return 0
        return _ACTIES[args.actie](open_werkplek(args.database, os.environ), args, datetime.now(UTC), gebruiker())
    except BackofficeError as fout:
        print(f"ijw feiten: {fout}", file=sys.stderr)
        return 2
    except OSError as fout:
        print(f"ijw feiten: {toonbaar(str(fout.filename))}: {fout.strerror}.", file=sys.stderr)
        return 2


def _laad(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> int:
    return vertel(leg_feiten_vast.laad_feiten(werkplek, args.pad.read_bytes(), args.pad.name, nu, wie))


def _leverdagen(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> int:
    return vertel(laad_leverdagen(werkplek, args.pad.read_bytes(), args.pad.name, nu, wie))


def _toon(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> int:
    bewaard = leg_feiten_vast.toon_feiten(werkplek, lees_bsn(args.client_bestand), nu, wie)
    for feit in bewaard:
        o = feit.opgave
        dagen = "" if o.vanaf is None else f" {o.vanaf:%d-%m-%Y}"
        dagen += "" if o.tot_en_met is None else f" tot en met {o.tot_en_met:%d-%m-%Y}"
        wat = f"{o.soort}{dagen}{f' gemeente {o.gemeente}' if o.gemeente else ''}"
        print(
            f"{feit.id:>6} {wat}{' (in onderzoek)' if o.in_onderzoek else ''}; bron {toonbaar(o.bron)}, "
            f"ingevoerd {feit.ingevoerd_op:%d-%m-%Y} door {toonbaar(feit.ingevoerd_door)}"
        )
    if not bewaard:
        print("Van deze jeugdige is niets bekend.")
    return 0 if bewaard else 1


def _voeg_toe(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> int:
    opgave = Opgave(args.soort, args.vanaf, args.tot_en_met, args.gemeente, args.in_onderzoek, args.bron.strip())
    bsn = lees_bsn(args.client_bestand)
    return vertel(leg_feiten_vast.voeg_toe(werkplek, bsn, opgave, nu, wie, vervangt=args.vervangt))


def _trek_in(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> int:
    leg_feiten_vast.trek_in(werkplek, args.nummer, args.bron, nu, wie)
    print(f"Feit {args.nummer} is ingetrokken.")
    return 0


def _voortzetting(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> int:
    bsn = lees_bsn(args.client_bestand)
    print(
        leg_voortzetting_vast(
            werkplek, bsn, args.van, args.naar, args.aanbieder, args.verhuisd_op, args.bron, nu, wie
        )
    )
    return 0


_ACTIES: dict[str, Callable[[Werkplek, argparse.Namespace, datetime, str], int]] = {
    "laad": _laad,
    "toon": _toon,
    "voeg-toe": _voeg_toe,
    "trek-in": _trek_in,
    "leverdagen": _leverdagen,
    "voortzetting": _voortzetting,
}
