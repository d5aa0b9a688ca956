"""`ijw aangehouden`: declaraties that wait because a line came in after the agreed term, and deciding on them.

Exit status 0: done; 1: lines wait for a decision; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.cli.verwerk import maak_map, schrijf_antwoord
from backoffice.fouten import BackofficeError
from backoffice.services.beslis_aangehouden import BESLUITEN, Afgehandeld, beantwoord_wachtende, beslis, wachtende
from backoffice.services.werkplek import Werkplek
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    acties.add_parser("toon", help="toon wat op een besluit wacht, het meest dringende eerst")
    for naam, hulp in (
        ("accepteer", "keur de prestatie goed, met een signaal"),
        ("wijs-af", "wijs de prestatie af met de code die het contract noemt"),
    ):
        actie = acties.add_parser(naam, help=hulp)
        actie.add_argument("aanbieder", metavar="AGB")
        actie.add_argument("referentie", metavar="REFERENTIENUMMER")
        actie.add_argument("--reden", required=True, help="waarom, zonder gegevens van een jeugdige")
    acties.add_parser("beantwoord", help="beantwoord wat vandaag weg moet; zonder besluit geldt accepteren")
    for actie in acties.choices.values():
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )
        actie.add_argument("--uit", metavar="MAP", type=Path, help="schrijf de antwoordberichten in deze map")


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        werkplek = open_werkplek(args.database, os.environ)
        if args.actie == "toon":
            return _toon(werkplek)
        nu = datetime.now(UTC)
        if args.actie == "beantwoord":
            klaar = beantwoord_wachtende(werkplek, nu, gebruiker())
        else:
            besluit = BESLUITEN[args.actie]
            een = beslis(werkplek, args.aanbieder, args.referentie, besluit, args.reden, nu, gebruiker())
            klaar = [] if een is None else [een]
            if een is None:
                print("Vastgelegd. Andere prestaties van deze declaratie wachten nog op een besluit.")
        if args.uit is not None:
            maak_map(args.uit)
        for antwoord in klaar:
            _vertel(antwoord, args.uit)
    except BackofficeError as fout:
        print(f"ijw aangehouden: {fout}", file=sys.stderr)
        return 2
    return 0


def _toon(werkplek: Werkplek) -> int:
    lijnen = wachtende(werkplek)
    for lijn in lijnen:
        besluit = "beslis" if lijn.besluit is None else f"besloten: {lijn.besluit}; antwoord"
        print(
            f"{lijn.aanbieder} {lijn.referentie} ({lijn.gemeente}, {euro(lijn.bedrag)}): {besluit} uiterlijk "
            f"{lijn.beslissen_uiterlijk:%d-%m-%Y}\n    {lijn.zin}"
        )
    open_ = sum(lijn.besluit is None for lijn in lijnen)
    print(f"{open_} prestaties wachten op een besluit.")
    return 1 if open_ else 0


def _vertel(klaar: Afgehandeld, folder: Path | None) -> None:
    print(
        f"JW323 {klaar.identificatie} van {klaar.aanbieder} aan {klaar.gemeente} beantwoord: toegekend "
        f"{euro(klaar.toegekend)}, afgewezen {euro(klaar.afgewezen)}"
    )
    if folder is not None:
        schrijf_antwoord(folder, "JW325", klaar.gemeente, klaar.aanbieder, klaar.antwoord)
