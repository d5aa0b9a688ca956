"""`ijw maak BESTAND.json`: a correct message from JSON, or a declaratie from rows of CSV.

Exit status 0: made; 1: not made, since it would be refused; 2: a file cannot be read or written.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path
from typing import Final

from backoffice.cli.invoer import STDIN, toonbaar
from backoffice.services.maak import Geweigerd, kolommen, maak, maak_declaratie
from backoffice.services.valideer import Uitslag
from ijw.fouten import Schrijffout
from ijw.json_vorm import Vormfout, lees_json

GETOOND: Final = 20
"""Reasons shown; whoever wants all of them repairs these first."""
_VERKEERD: Final = 2


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "bestand",
        metavar="BESTAND",
        help="het bericht als JSON, zoals ijw toon --json het geeft; - leest de invoer",
    )
    vorm = parser.add_mutually_exclusive_group()
    vorm.add_argument("--json", action="store_true", help="het bestand is JSON (dit is de gewone vorm)")
    vorm.add_argument(
        "--csv",
        action="store_true",
        help=f"het bestand is CSV met een rij per prestatie van een JW323; kolommen: {', '.join(kolommen())}",
    )
    parser.add_argument(
        "--kop", metavar="KOP.json", help="bij --csv: de JW323 als JSON, zonder clienten en totaal"
    )
    parser.add_argument(
        "-o", "--uit", metavar="UIT.xml", help="schrijf het bericht hierheen (anders naar de uitvoer)"
    )


def voer_uit(args: argparse.Namespace) -> int:
    """Make the message and give the exit status."""
    if args.csv != bool(args.kop):
        _klaag("--csv en --kop horen bij elkaar: geef beide of geen van beide.")
        return _VERKEERD
    try:
        inhoud = _lees(args.bestand)
        if args.csv:
            # Excel begins a CSV with a BOM.
            regels = io.StringIO(inhoud.decode("utf-8-sig"), newline="")
            xml = maak_declaratie(lees_json(_lees(args.kop)), regels)
        else:
            xml = maak(lees_json(inhoud))
        _schrijf(args.uit, xml)
    except OSError as fout:
        # The text of the error is English; which file it is says enough.
        _klaag(f"{toonbaar(str(fout.filename))}: dit bestand kan niet worden gelezen of geschreven.")
        return _VERKEERD
    except UnicodeDecodeError:
        _klaag("het CSV-bestand is niet in UTF-8. Sla het op als CSV UTF-8.")
        return _VERKEERD
    except Vormfout as fout:
        _weiger("De inhoud heeft niet de vorm van een bericht.", fout.fouten)
        return 1
    except Schrijffout as fout:
        _weiger("Het bericht kan niet worden geschreven.", (str(fout),))
        return 1
    except Geweigerd as fout:
        _weiger(str(fout), _redenen(fout.uitslag))
        return 1
    return 0


def _lees(pad: str) -> bytes:
    return sys.stdin.buffer.read() if pad == STDIN else Path(pad).read_bytes()


def _schrijf(pad: str | None, xml: bytes) -> None:
    if pad is None:
        sys.stdout.buffer.write(xml)
    else:
        Path(pad).write_bytes(xml)


def _redenen(uitslag: Uitslag) -> tuple[str, ...]:
    if uitslag.reden is not None:
        return (uitslag.reden,)
    return tuple(f"{bevinding.locatie}: {bevinding.melding}" for bevinding in uitslag.bevindingen)


def _weiger(waarom: str, redenen: tuple[str, ...]) -> None:
    _klaag(waarom)
    for reden in redenen[:GETOOND]:
        print(f"  {toonbaar(reden)}", file=sys.stderr)
    if len(redenen) > GETOOND:
        print(f"  en nog {len(redenen) - GETOOND}", file=sys.stderr)


def _klaag(zin: str) -> None:
    print(f"ijw maak: {zin}", file=sys.stderr)
