"""`ijw taakgericht`: budgets without toewijzingen, their voorschot per month and the settlement of a year.

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
from backoffice.services import taakgericht
from backoffice.services.csvbestand import lees_euro
from backoffice.services.taakgericht import Budget
from backoffice.services.werkplek import Werkplek
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    budget = acties.add_parser("budget", help="leg een jaarbudget vast")
    _welk(budget)
    budget.add_argument("--aanbieder", required=True, metavar="AGB")
    budget.add_argument("--bedrag", required=True, type=_euro, metavar="EURO", help="zoals 1.200.000,00")
    budget.add_argument("--sleutel", required=True, metavar="NAAM", help="de verdeelsleutel van dat jaar")
    voorschot = acties.add_parser("voorschot", help="boek het voorschot van een maand per gemeente")
    voorschot.add_argument("naam")
    voorschot.add_argument("--maand", required=True, type=_maand, metavar="JJJJ-MM")
    afrekening = acties.add_parser("afrekening", help="reken een jaar af naar de sleutel of naar gebruik")
    _welk(afrekening)
    afrekening.add_argument("--realisatie", required=True, type=_euro, metavar="EURO", help="wat het echt kostte")
    afrekening.add_argument(
        "--gebruik",
        nargs="+",
        type=_gebruik,
        metavar="GEMEENTE=AANTAL",
        help="het gebruik per gemeente (anders de sleutel)",
    )
    afrekening.add_argument("--proef", action="store_true", help="toon de afrekening en boek niets")
    acties.add_parser("toon", help="toon budgetten en wat ervan is geboekt")
    for actie in acties.choices.values():
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def _welk(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("naam")
    parser.add_argument("--jaar", required=True, type=int, metavar="JJJJ")


def _maand(tekst: str) -> date:
    return datetime.strptime(tekst, "%Y-%m").date()


def _euro(tekst: str) -> int:
    centen = lees_euro(tekst)
    if centen is None or centen < 0:
        raise ValueError(tekst)
    return centen


def _gebruik(tekst: str) -> tuple[str, int]:
    gemeente, is_, aantal = tekst.partition("=")
    if not is_ or int(aantal) < 0:
        raise ValueError(tekst)
    return gemeente, int(aantal)


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        werkplek, nu = open_werkplek(args.database, os.environ), datetime.now(UTC)
        match args.actie:
            case "budget":
                budget = Budget(args.naam, args.jaar, args.aanbieder, args.bedrag, args.sleutel)
                nieuw = taakgericht.leg_budget_vast(werkplek, budget, nu, gebruiker())
                print("Vastgelegd." if nieuw else "Dit budget was al zo vastgelegd.")
            case "voorschot":
                geboekt, bedragen = taakgericht.boek_voorschot(werkplek, args.naam, args.maand, nu)
                for gemeente, bedrag in sorted(bedragen.items()):
                    print(f"{gemeente} {euro(bedrag):>18}")
                print(
                    f"Voorschot {args.maand:%m-%Y}: {euro(sum(bedragen.values()))} "
                    f"{'is geboekt' if geboekt else 'was al geboekt'}."
                )
            case "afrekening":
                _afrekening(werkplek, args, nu)
            case "toon":
                _toon(werkplek)
    except BackofficeError as fout:
        print(f"ijw taakgericht: {fout}", file=sys.stderr)
        return 2
    return 0


def _afrekening(werkplek: Werkplek, args: argparse.Namespace, nu: datetime) -> None:
    gebruik = None if args.gebruik is None else dict(args.gebruik)
    uitkomst = taakgericht.reken_jaar_af(
        werkplek, args.naam, args.jaar, args.realisatie, gebruik, nu, proef=args.proef
    )
    for gemeente, een in uitkomst.items():
        print(
            f"{gemeente} aandeel {euro(een.aandeel):>18}, voorschot {euro(een.voorschot):>18}, "
            f"nog te betalen {euro(een.saldo):>18}"
        )
    print("Dit was een proef; er is niets geboekt." if args.proef else f"{args.jaar} is afgerekend.")


def _toon(werkplek: Werkplek) -> None:
    for budget, posten in taakgericht.budgetten(werkplek):
        print(
            f"{budget.naam} {budget.jaar}: {euro(budget.budget)} voor {budget.aanbieder}, sleutel {budget.sleutel}"
        )
        for post in posten:
            print(f"  {post.soort} {post.maand:%m-%Y} {post.gemeente} {euro(post.bedrag):>18}")
