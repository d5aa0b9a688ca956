"""`ijw verrekening`: what gemeenten owe each other, and what facts of a later day change about it.

Exit status 0: done; 2: it could not be done, and nothing was changed.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services import herrouteer
from backoffice.services.werkplek import Werkplek
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    acties.add_parser("voorstel", help="stel voor wat door latere feiten anders gedragen moet worden")
    acties.add_parser("lijst", help="toon alle voorstellen")
    for naam, hulp in (
        ("keur-goed", "keur een voorstel van een ander goed; het wordt dan geboekt"),
        ("keur-af", "wijs een voorstel af"),
    ):
        acties.add_parser(naam, help=hulp).add_argument("nummer", type=int)
    afrekening = acties.add_parser("afrekening", help="toon per paar gemeenten wat zij elkaar schuldig zijn")
    afrekening.add_argument("--van", metavar="JJJJ-MM", type=_maand, required=True, help="de eerste boekmaand")
    afrekening.add_argument("--tot", metavar="JJJJ-MM", type=_maand, help="de laatste (anders alleen --van)")
    for actie in acties.choices.values():
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def _maand(tekst: str) -> date:
    return datetime.strptime(tekst, "%Y-%m").date()


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        werkplek, nu, wie = open_werkplek(args.database, os.environ), datetime.now(UTC), gebruiker()
        match args.actie:
            case "voorstel":
                _voorstel(werkplek, nu, wie)
            case "lijst":
                _lijst(werkplek)
            case "keur-goed":
                aantal = herrouteer.keur_goed(werkplek, args.nummer, nu, wie)
                print(f"Voorstel {args.nummer} is goedgekeurd; {aantal} prestaties zijn overgeboekt.")
            case "keur-af":
                herrouteer.keur_af(werkplek, args.nummer, nu, wie)
                print(f"Voorstel {args.nummer} is afgekeurd; er is niets geboekt.")
            case "afrekening":
                _afrekening(werkplek, args.van, args.tot or args.van)
    except BackofficeError as fout:
        print(f"ijw verrekening: {fout}", file=sys.stderr)
        return 2
    return 0


def _voorstel(werkplek: Werkplek, nu: datetime, wie: str) -> None:
    voorstellen = herrouteer.maak_voorstellen(werkplek, nu, wie)
    for voorstel in voorstellen:
        print(f"Voorstel {voorstel.nummer}: {voorstel.betaalt} aan {voorstel.ontvangt}, {euro(voorstel.bedrag)}")
        for een in voorstel.wijzigingen:
            k = een.kandidaat
            print(
                f"  {k.aanbieder} {k.referentie} {k.begindatum:%d-%m-%Y} tot en met {k.einddatum:%d-%m-%Y} "
                f"{euro(een.bedrag):>14} {een.grond}"
            )
    if voorstellen:
        print(f"Dit wacht op goedkeuring door iemand anders dan {wie}.")
    else:
        print("Er is niets dat anders geboekt is dan nu bekend is.")


def _lijst(werkplek: Werkplek) -> None:
    for rij in herrouteer.voorstellen(werkplek):
        print(
            f"{rij['id']:>6} {rij['betaalt']} aan {rij['ontvangt']} {rij['aantal']:>6} prestaties "
            f"{euro(int(rij['som'])):>16} {rij['besluit'] or 'wacht op goedkeuring'}"
        )


def _afrekening(werkplek: Werkplek, van: date, tot_en_met: date) -> None:
    som: dict[tuple[str, str], int] = {}
    for paar in herrouteer.afrekening(werkplek, van, tot_en_met):
        print(f"{paar.betaalt} aan {paar.ontvangt}: {euro(paar.bedrag)} over {paar.prestaties} prestaties")
        een, ander = sorted((paar.betaalt, paar.ontvangt))
        teken = 1 if paar.betaalt == een else -1
        som[een, ander] = som.get((een, ander), 0) + teken * paar.bedrag
    for (een, ander), bedrag in sorted(som.items()):
        betaalt, ontvangt = (een, ander) if bedrag >= 0 else (ander, een)
        print(f"Per saldo betaalt {betaalt} aan {ontvangt} {euro(abs(bedrag))}.")
    if not som:
        print("Geen gemeente is een andere iets schuldig.")
