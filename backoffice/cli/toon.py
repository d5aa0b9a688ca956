"""`ijw toon PAD`: one message as a readable tree, or as JSON or rows of CSV without loss.

Shows everything in the message, also bsn and names: that is what it is asked for. Exit status 0: shown;
1: the message does not fit its schema; 2: unreadable, or not exactly one message.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any, Final

from backoffice.cli.invoer import lees_invoer
from backoffice.services.leesbaar import toonbaar
from backoffice.services.maak import naar_csv
from ijw import codelijsten
from ijw.berichten import basis
from ijw.bron import STANDAARD_LIMIET, Bron
from ijw.codec import Stroom, voeg_in
from ijw.fouten import Onleesbaar, Schemafout
from ijw.json_vorm import naar_json
from ijw.regels.tekst import euro
from ijw.vorm import Berichtsoort, Klassetype, Ldt, vorm

_BEDRAGEN: Final = (basis.BEDRAG, basis.BUDGET, basis.TOTAAL_BEDRAG)
_VERKEERD: Final = 2


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "pad", metavar="PAD", help="een bericht, of een zip-bestand of map met één bericht; - leest de invoer"
    )
    vorm = parser.add_mutually_exclusive_group()
    vorm.add_argument("--json", action="store_true", help="geef JSON waarvan ijw maak hetzelfde bericht maakt")
    vorm.add_argument(
        "--csv", action="store_true", help="geef rijen waarvan ijw maak SOORT hetzelfde bericht maakt"
    )


def voer_uit(args: argparse.Namespace) -> int:
    """Show the message and give the exit status."""
    bericht = None
    for naam, bron, reden in lees_invoer([args.pad], STANDAARD_LIMIET, _klaag):
        if bericht is not None:
            _klaag(f"{toonbaar(args.pad)}: hierin staat meer dan één bericht. Geef het bericht dat u wilt zien.")
            return _VERKEERD
        if bron is None:
            _klaag(f"{naam}: {reden}")
            return _VERKEERD
        try:
            bericht = _lees(bron)
        except Onleesbaar as fout:
            _klaag(f"{naam}: {fout}")
            return _VERKEERD
        except Schemafout:
            _klaag(f"{naam}: dit bericht past niet in het schema. Kijk met ijw valideer wat er fout is.")
            return 1
    if bericht is None:
        return _VERKEERD
    if args.json:
        print(json.dumps(naar_json(*bericht), indent=2))
    elif args.csv:
        sys.stdout.buffer.write(naar_csv(*bericht).encode())
    else:
        print("\n".join(_boom(*bericht)))
    return 0


def _klaag(zin: str) -> None:
    print(f"ijw toon: {zin}", file=sys.stderr)


def _lees(bron: Bron) -> tuple[Any, Berichtsoort]:
    stroom = Stroom(bron)
    stukken = tuple(stroom)
    if stroom.soort.stroomklasse is None:
        return stroom.kop, stroom.soort
    return voeg_in(stroom.kop, stroom.soort, stukken), stroom.soort


# --- for people -----------------------------------------------------------------------------------


def _boom(bericht: Any, soort: Berichtsoort) -> Iterator[str]:
    yield f"{soort.naam} {soort.uitleg}, release {soort.release}"
    yield from _klasse(bericht, soort.wortel, "  ")


def _klasse(obj: Any, klasse: Klassetype, inspring: str) -> Iterator[str]:
    for el in vorm(klasse).elementen:
        inhoud = getattr(obj, el.veld)
        for nummer, waarde in enumerate(inhoud if el.herhaald else (inhoud,), 1):
            naam = f"{el.naam} {nummer}" if el.herhaald and len(inhoud) > 1 else el.naam
            if waarde is None:
                continue
            if isinstance(el.type, Ldt):
                yield f"{inspring}{naam}: {_waarde(waarde, el.type)}"
            else:
                yield f"{inspring}{naam}"
                yield from _klasse(waarde, el.type, f"{inspring}  ")


def _waarde(waarde: Any, ldt: Ldt) -> str:
    """A value with what it means: the name of a code, an amount in euro's."""
    tekst = toonbaar(str(waarde))
    if ldt in _BEDRAGEN:
        return f"{tekst} ({euro(waarde)})"
    lijst = codelijsten.lees(ldt.codelijst) if ldt.codelijst else None
    return f"{tekst} ({lijst.betekenis(waarde)})" if lijst is not None and waarde in lijst else tekst
