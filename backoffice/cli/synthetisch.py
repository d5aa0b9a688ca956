"""`ijw synthetisch MAP`: make a synthetic region to test with and to share; the same seed gives the same bytes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress

from backoffice.cli.regiomap import Opzet, lees_opzet, schrijf_regio
from backoffice.synthetisch import MEESTE_MAANDEN
from backoffice.synthetisch.regio import AANBIEDERS, BSNS, GROOTSTE_SCHAAL, JEUGDIGEN

STANDAARD: Final = Opzet(seed=1, schaal=1.0, maanden=6)


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("map", metavar="MAP", type=Path, help="de map waarin alles komt te staan")
    opzetargumenten(parser, STANDAARD)


def opzetargumenten(parser: argparse.ArgumentParser, standaard: Opzet) -> None:
    """The arguments that decide what region is made, and what it is without them."""
    begin = "juli 2025" if standaard.verhaal else "januari 2026"
    parser.add_argument(
        "--seed",
        type=int,
        default=standaard.seed,
        metavar="GETAL",
        help=f"een ander getal geeft een andere regio (standaard {standaard.seed})",
    )
    parser.add_argument(
        "--schaal",
        type=float,
        default=standaard.schaal,
        metavar="GETAL",
        help=f"keer {JEUGDIGEN} jeugdigen en {AANBIEDERS} aanbieders (standaard {standaard.schaal:g}, "
        f"hoogstens {GROOTSTE_SCHAAL})",
    )
    parser.add_argument(
        "--maanden",
        type=int,
        default=standaard.maanden,
        metavar="AANTAL",
        help=f"maanden vanaf {begin} (standaard {standaard.maanden}, hoogstens {MEESTE_MAANDEN})",
    )


def voer_uit(args: argparse.Namespace) -> int:
    """Write the region and give the exit status: 2 when it cannot be made."""
    opzet = Opzet(args.seed, begrens(args.schaal), args.maanden)
    if not maak(args.map, opzet, Console(stderr=True)):
        return 2
    print(f"In {args.map} staat een verzonnen regio; verwacht.csv zegt welke fouten erin zitten.")
    return 0


def begrens(schaal: float) -> float:
    """The schaal, at most what the test BSNs allow; says so when it is less than was asked."""
    if schaal > GROOTSTE_SCHAAL:
        print(
            f"Schaal {schaal:g} kan niet: er zijn {BSNS} test-BSN's, en elk staat bij hoogstens tien gemeenten. "
            f"Het wordt schaal {GROOTSTE_SCHAAL}.",
            file=sys.stderr,
        )
        return float(GROOTSTE_SCHAAL)
    return schaal


def maak(folder: Path, opzet: Opzet, scherm: Console) -> bool:
    """Write the region unless it is there already; False, with the reason told, when it cannot be made."""
    try:
        if (aanwezig := lees_opzet(folder)) is not None:
            if aanwezig != opzet:
                scherm.print(
                    f"In {folder} staat al een andere regio (seed {aanwezig.seed}, schaal {aanwezig.schaal:g}, "
                    f"{aanwezig.maanden} maanden). Kies een andere map of verwijder deze.",
                    markup=False,
                )
            return aanwezig == opzet
        with Progress(console=scherm, transient=True) as voortgang:
            taak = voortgang.add_task("Regio verzinnen", total=None)
            schrijf_regio(folder, opzet, lambda aantal: voortgang.update(taak, completed=aantal))
    except ValueError as fout:
        scherm.print(f"Deze regio kan niet: {fout}.", markup=False)
        return False
    except OSError as fout:
        scherm.print(f"{folder}: {fout.strerror}. Kies een andere map.", markup=False)
        return False
    return True
