"""`ijw grootboek`: the trial balance, closing a month, and whether declarations and books agree.

Exit status 0: done, and everything adds up; 1: something does not add up; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.grootboek import maak_proefbalans, zoek_verschillen
from backoffice.services.sluit_maand import sluit_maand
from backoffice.services.werkplek import Werkplek
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    balans = acties.add_parser("proefbalans", help="toon de saldi per rekening over boekmaanden")
    balans.add_argument("--van", metavar="JJJJ-MM", type=_maand, required=True)
    balans.add_argument("--tot", metavar="JJJJ-MM", type=_maand, help="de laatste maand (anders alleen --van)")
    sluit = acties.add_parser("sluit", help="sluit een maand; wat later komt gaat naar de eerste open maand")
    sluit.add_argument("maand", metavar="JJJJ-MM", type=_maand)
    aansluiting = acties.add_parser(
        "aansluiting", help="vergelijk ingediend, toegekend, afgewezen en geboekt per gemeente en aanbieder"
    )
    for actie in (balans, sluit, aansluiting):
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        werkplek = open_werkplek(args.database, os.environ)
        if args.actie == "proefbalans":
            return _proefbalans(werkplek, args.van, args.tot or args.van)
        if args.actie == "sluit":
            sluit_maand(werkplek, args.maand, datetime.now(UTC), gebruiker())
            print(f"{args.maand:%m-%Y} is gesloten.")
            return 0
        return _aansluiting(werkplek)
    except BackofficeError as fout:
        print(f"ijw grootboek: {fout}", file=sys.stderr)
        return 2


def _maand(tekst: str) -> date:
    return datetime.strptime(tekst, "%Y-%m").date()


def _proefbalans(werkplek: Werkplek, van: date, tot_en_met: date) -> int:
    balans = maak_proefbalans(werkplek.engine, van, tot_en_met)
    print(f"Proefbalans {van:%m-%Y} tot en met {tot_en_met:%m-%Y}")
    print(f"{'rekening':<20} {'partij':<9} {'jaar':<5} {'contractsoort':<28}", end="")
    print("".join(f"{kop:>20}" for kop in ("begin", "debet", "credit", "eind")))
    for saldo in balans.saldi:
        naam = saldo.contractsoort or "zonder contract"
        print(f"{saldo.rekening:<20} {saldo.partij:<9} {saldo.leveringsjaar:<5} {naam:<28}", end="")
        print("".join(f"{euro(b):>20}" for b in (saldo.begin, saldo.debet, saldo.credit, saldo.eind)))
    print(f"{'samen':<65}{'':>20}{euro(balans.debet):>20}{euro(balans.credit):>20}")
    print("In evenwicht." if balans.in_evenwicht else "NIET in evenwicht. Laat de database nakijken.")
    return 0 if balans.in_evenwicht else 1


def _aansluiting(werkplek: Werkplek) -> int:
    rijen, verschillen = zoek_verschillen(werkplek.engine)
    for rij in rijen:
        print(
            f"{rij.gemeente} {rij.aanbieder}: ingediend {euro(rij.ingediend)}, toegekend {euro(rij.toegekend)}, "
            f"afgewezen {euro(rij.afgewezen)}, geboekt {euro(rij.geboekt)}"
            + (" VERSCHIL" if rij in verschillen else "")
        )
    print(f"{len(rijen)} gemeenten met aanbieders, {len(verschillen)} met een verschil.")
    return 1 if verschillen else 0
