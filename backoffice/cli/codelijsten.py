"""`ijw codelijsten` and `ijw codelijsten ververs PAD [--schrijf]`: the code lists in use, and newer ones.

Exit status 0: shown, compared or written; 1: a file is damaged or does not fit, nothing is changed;
2: there is no folder to write in, or it cannot be written to.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from backoffice.services.leesbaar import toonbaar
from ijw.codelijsten import (
    EIGEN,
    GEMEENTEN,
    LIJSTEN,
    MAP,
    PRODUCTCODES,
    Codelijst,
    Codelijstfout,
    bestand,
    eigen_map,
    lees,
)
from ijw.codelijsten.ververs import Verschil, lees_bronnen, schrijf, vergelijk

_ONBEKEND = "onbekend"
_OPEN = (GEMEENTEN, PRODUCTCODES)
"""Lists whose codes stand in no schema: the others take part in messages by the schema of the release."""


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    doen = parser.add_subparsers(dest="doen", metavar="DOEN", title="doen (anders: toon de lijsten)")
    ververs = doen.add_parser("ververs", help="vergelijk met een nieuwere lijst, en neem die met --schrijf over")
    ververs.add_argument("pad", metavar="PAD", type=Path, help="een JSON- of CSV-bestand, of een map met JSON")
    ververs.add_argument(
        "--lijst", choices=LIJSTEN, metavar="LIJST", help="welke lijst er in een CSV-bestand staat"
    )
    ververs.add_argument(
        "--peildatum", type=date.fromisoformat, metavar="JJJJ-MM-DD", help="de dag waarop de lijst gold"
    )
    ververs.add_argument("--schrijf", action="store_true", help=f"bewaar de lijsten in de map van {EIGEN}")


def voer_uit(args: argparse.Namespace) -> int:
    """Show or refresh, and give the exit status."""
    if args.doen is None:
        print("\n".join(_tabel()))
        return 0
    try:
        bronnen = lees_bronnen(args.pad, lijst=args.lijst, peildatum=args.peildatum)
        verschillen = [vergelijk(bron) for bron in bronnen]
    except Codelijstfout as fout:
        print(f"ijw codelijsten: niets ververst. {toonbaar(str(fout))}", file=sys.stderr)
        return 1
    for verschil in verschillen:
        if verschil.anders:
            print("\n".join(_vertel(verschil)))
    return _bewaar([verschil for verschil in verschillen if verschil.anders], schrijven=args.schrijf)


def _bewaar(verschillen: list[Verschil], *, schrijven: bool) -> int:
    if not verschillen:
        print("Er verandert niets.")
        return 0
    if not schrijven:
        print("Er is niets bewaard. Neem de lijsten over met --schrijf.")
        return 0
    doel = eigen_map()
    if doel is None:
        print(f"ijw codelijsten: zet {EIGEN} op de map waarin de lijsten moeten komen.", file=sys.stderr)
        return 2
    try:
        schrijf(verschillen, doel)
    except OSError:
        print(f"ijw codelijsten: in {toonbaar(str(doel))} kan niet worden geschreven.", file=sys.stderr)
        return 2
    print(f"Bewaard in {toonbaar(str(doel))}: {', '.join(verschil.lijst for verschil in verschillen)}.")
    return 0


def _tabel() -> Iterator[str]:
    rijen = [("LIJST", "CODES", "GELDIGHEID", "PEILDATUM", "HERKOMST", "NAAM"), *map(_rij, LIJSTEN)]
    breedtes = [max(map(len, kolom)) for kolom in zip(*rijen, strict=True)]
    for rij in rijen:
        yield "  ".join(cel.ljust(breedte) for cel, breedte in zip(rij, breedtes, strict=True)).rstrip()


def _rij(nummer: str) -> tuple[str, ...]:
    lijst = lees(nummer)
    return (
        nummer,
        str(len(lijst.waarden)),
        "bekend" if lijst.geldigheid else _ONBEKEND,
        lijst.peildatum.isoformat() if lijst.peildatum else _ONBEKEND,
        "meegeleverd" if bestand(nummer).parent == MAP else "eigen",
        lijst.naam,
    )


def _vertel(verschil: Verschil) -> Iterator[str]:
    lijst: Codelijst = lees(verschil.lijst)
    yield (
        f"{verschil.lijst} {lijst.naam}: {len(verschil.erbij)} erbij, {len(verschil.vervallen)} vervallen, "
        f"{len(verschil.hernoemd)} hernoemd"
    )
    yield from (f"  erbij      {code}  {naam}" for code, naam in sorted(verschil.erbij.items()))
    yield from (f"  vervallen  {code}  {naam}" for code, naam in sorted(verschil.vervallen.items()))
    yield from (
        f"  hernoemd   {code}  {oud} -> {nieuw}" for code, (oud, nieuw) in sorted(verschil.hernoemd.items())
    )
    if verschil.lijst not in _OPEN and (verschil.erbij or verschil.vervallen):
        yield "  Let op: in berichten telt deze lijst zoals zij in het schema van de release staat (IJW_XSD_DIR)."
