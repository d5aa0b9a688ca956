"""`ijw uitleg WOORD [WAARDE]`: what a rule, code, code list, message or element of the standard means, offline.

Exit status 0: explained; 1: no word of the standard.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator

from backoffice.services.leesbaar import toonbaar
from backoffice.services.uitleg import Gegeven, Onbekend, Uitleg, leg_uit

_KOPPEN = {"uitleg": "uitleg (Engels, met de woorden van de standaard)"}


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "woord",
        metavar="WOORD",
        help="een regel (TR307), retourcode (9307), codelijst (JZ020), bericht (JW323), berichtklasse "
        "(JW323.Prestatie) of element (JW323.Prestatie.ProductPeriode)",
    )
    parser.add_argument(
        "waarde", metavar="WAARDE", nargs="?", help="een code uit die codelijst, bijvoorbeeld WJ756 01"
    )
    parser.add_argument("--json", action="store_true", help="geef per betekenis één regel JSON")


def voer_uit(args: argparse.Namespace) -> int:
    """Explain, and give the exit status."""
    try:
        gevonden = leg_uit(args.woord, args.waarde)
    except Onbekend as fout:
        print(f"ijw uitleg: {toonbaar(str(fout))}", file=sys.stderr)
        return 1
    if args.json:
        for uitleg in gevonden:
            print(json.dumps(uitleg.als_json()))
    else:
        print("\n\n".join("\n".join(_regels(uitleg)) for uitleg in gevonden))
    return 0


def _regels(uitleg: Uitleg) -> Iterator[str]:
    yield f"{uitleg.soort.capitalize()} {uitleg.code}: {uitleg.naam}"
    for label, gegeven in uitleg.gegevens.items():
        yield from _gegeven(_KOPPEN.get(label, label.replace("_", " ")), gegeven)


def _gegeven(kop: str, gegeven: Gegeven) -> Iterator[str]:
    if isinstance(gegeven, dict):
        breedte = max(map(len, gegeven), default=0)
        yield f"  {kop}:"
        yield from (f"    {code:<{breedte}}  {naam}" for code, naam in gegeven.items())
    elif isinstance(gegeven, tuple):
        yield f"  {kop}: {', '.join(gegeven) if gegeven else 'geen'}"
    elif "\n" in (tekst := str(gegeven)):
        yield f"  {kop}:"
        yield from (f"    {regel}".rstrip() for regel in tekst.splitlines())
    else:
        yield f"  {kop}: {tekst}"
