"""`ijw contracten laad PAD`: put contracts from YAML or Excel in the register, all of them or none."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.contractbestand import schrijf_sjabloon
from backoffice.services.laad_contracten import Laadresultaat, Wijziging, laad_contracten, proef_contracten
from backoffice.services.leesbaar import toonbaar
from ijw import codelijsten
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    laad = acties.add_parser("laad", help="laad contracten uit een bestand of map (YAML of Excel)")
    laad.add_argument("pad", type=Path, metavar="PAD")
    laad.add_argument("--proef", action="store_true", help="vertel wat er zou veranderen, en bewaar niets")
    laad.add_argument("--wie", metavar="NAAM", help="wie laadt (anders de naam waarmee u bent aangemeld)")
    laad.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")
    sjabloon = acties.add_parser("sjabloon", help="schrijf een leeg Excel-bestand om in te vullen")
    sjabloon.add_argument("pad", type=Path, metavar="PAD")


def voer_uit(args: argparse.Namespace) -> int:
    """Load or write, and give the exit status: 1 when the file has faults, 2 when it could not be tried."""
    try:
        if args.actie == "sjabloon":
            return _schrijf_sjabloon(args.pad)
        if not args.pad.exists():
            print(f"ijw contracten: {toonbaar(str(args.pad))} bestaat niet. Kijk de naam na.", file=sys.stderr)
            return 2
        werkplek = open_werkplek(args.database, os.environ)
        gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
        if args.proef:
            return _vertel(proef_contracten(werkplek.engine, args.pad, gemeenten, datetime.now(UTC)), proef=True)
        wie = args.wie or gebruiker()
        return _vertel(laad_contracten(werkplek.engine, args.pad, gemeenten, datetime.now(UTC), wie), proef=False)
    except BackofficeError as fout:
        print(f"ijw contracten: {fout}", file=sys.stderr)
        return 2


def _schrijf_sjabloon(pad: Path) -> int:
    try:
        schrijf_sjabloon(pad)
    except OSError:
        print(
            f"ijw contracten: {toonbaar(str(pad))} kan niet worden geschreven. "
            "Kijk of de map bestaat en of u er mag schrijven.",
            file=sys.stderr,
        )
        return 2
    return 0


def _vertel(resultaat: Laadresultaat, *, proef: bool) -> int:
    for fout in resultaat.fouten:
        print(fout)
    if resultaat.fouten:
        aantal = len(resultaat.fouten) + resultaat.meer_fouten
        print(f"\n{aantal} fouten. Er is niets geladen; verbeter het bestand en bied het opnieuw aan.")
        return 1
    print(
        f"{len(resultaat.nieuw)} contracten nieuw, {len(resultaat.gewijzigd)} gewijzigd, "
        f"{len(resultaat.ongewijzigd)} ongewijzigd."
    )
    if resultaat.soorten:
        print(f"Deelname gewijzigd voor: {', '.join(resultaat.soorten)}.")
    if proef:
        for wijziging in resultaat.wijzigingen:
            _vertel_wijziging(wijziging)
    elif resultaat.voorgesteld:
        print(f"Voorgesteld omdat een tarief wijzigt: {', '.join(resultaat.voorgesteld)}.")
        print("Een ander keurt dat goed: bekijk met ijw contract voorstellen wat er wacht.")
    if resultaat.wachtten_al:
        print(f"Dit voorstel wachtte al op een besluit: {', '.join(resultaat.wachtten_al)}.")
    for waarschuwing in resultaat.waarschuwingen:
        print(f"Let op: {waarschuwing}")
    if proef:
        print("Dit was een proef. Er is niets bewaard.")
    return 0


def _vertel_wijziging(wijziging: Wijziging) -> None:
    print(f"\nContract {wijziging.contractnummer}")
    for verschil in wijziging.verschillen:
        print(f"  {verschil}")
    if wijziging.tweede_persoon:
        print("  Er wijzigt een tarief of bedrag: dit wordt een voorstel dat een ander goedkeurt.")
    for vlak in wijziging.raakvlakken:
        print(
            f"  {vlak.gemeente} {codelijsten.gemeentenaam(vlak.gemeente)}: raakt {vlak.toewijzingen} lopende "
            f"toewijzingen en {vlak.prestaties} toegekende prestaties ({euro(vlak.bedrag)})"
        )
    if not wijziging.raakvlakken:
        print("  Raakt geen lopende toewijzingen en geen toegekende prestaties.")
