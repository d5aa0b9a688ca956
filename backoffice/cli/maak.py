"""`ijw maak BESTAND.json` and `ijw maak SOORT RIJEN.csv`: correct messages from JSON, or from rows of CSV.

Exit status 0: made; 1: not made, since it would be refused; 2: a file cannot be read or written.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from backoffice.cli.invoer import STDIN
from backoffice.services.leesbaar import toonbaar
from backoffice.services.maak import Gemaakt, Geweigerd, leeg_csv, maak, maak_uit_csv, soort_van
from ijw.berichten import SOORTEN
from ijw.fouten import Schrijffout
from ijw.json_vorm import Vormfout, lees_json
from ijw.rij_vorm import verplicht

GETOOND: Final = 20
"""Reasons shown; whoever wants all of them repairs these first."""
_VERKEERD: Final = 2
_NAMEN: Final = tuple(soort.naam for soort in SOORTEN)


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "wat",
        metavar="BESTAND|SOORT",
        help="het bericht als JSON, zoals ijw toon --json het geeft (- leest de invoer), "
        "of de soort bericht waarvan de rijen zijn, zoals JW305",
    )
    parser.add_argument(
        "rijen", metavar="RIJEN.csv", nargs="?", help="bij een SOORT: de rijen als CSV; - leest de invoer"
    )
    parser.add_argument("--json", action="store_true", help="het bestand is JSON (dit is de gewone vorm)")
    parser.add_argument(
        "--leeg", action="store_true", help="bij een SOORT: geef een lege CSV met de namen van de kolommen"
    )
    parser.add_argument(
        "--vul",
        metavar="KOLOM=WAARDE",
        action="append",
        default=[],
        help="bij een SOORT: een waarde voor alle rijen, zoals Afzender=12345678; mag vaker",
    )
    parser.add_argument(
        "-o",
        "--uit",
        metavar="UIT",
        help="schrijf hierheen; bij meer berichten is dit een map (anders: de uitvoer)",
    )


def voer_uit(args: argparse.Namespace) -> int:
    """Make the messages and give the exit status."""
    soort = args.wat.upper() if args.wat.upper() in _NAMEN and not args.json else None
    if (soort is None) != (args.rijen is None and not args.leeg) or (args.leeg and args.rijen is not None):
        _klaag(f"geef een bestand met JSON, of een soort bericht ({', '.join(_NAMEN)}) met een CSV of --leeg.")
        return _VERKEERD
    try:
        if soort is not None and args.leeg:
            print(leeg_csv(soort), end="")
            print(f"verplicht: {', '.join(verplicht(soort_van(soort)))}", file=sys.stderr)
            return 0
        gemaakt = [Gemaakt("", maak(lees_json(_lees(args.wat))))] if soort is None else _uit_rijen(soort, args)
        return _schrijf(args.uit, soort, gemaakt)
    except OSError as fout:
        # The text of the error is English; which file it is says enough.
        _klaag(f"{toonbaar(str(fout.filename))}: dit bestand kan niet worden gelezen of geschreven.")
        return _VERKEERD
    except UnicodeDecodeError:
        _klaag("het CSV-bestand is niet in UTF-8. Sla het op als CSV UTF-8.")
        return _VERKEERD
    except Vormfout as fout:
        _weiger("De inhoud heeft niet de vorm van een bericht.", fout.fouten)
    except Schrijffout as fout:
        _weiger("Het bericht kan niet worden geschreven.", (str(fout),))
    except Geweigerd as fout:
        _weiger(str(fout), fout.redenen)
    return 1


def _uit_rijen(soort: str, args: argparse.Namespace) -> list[Gemaakt]:
    vul = dict(paar.partition("=")[::2] for paar in args.vul)
    # Excel begins a CSV with a BOM.
    regels = io.StringIO(_lees(args.rijen).decode("utf-8-sig"), newline="")
    return maak_uit_csv(soort, regels, moment=datetime.now(UTC), vul=vul)


def _lees(pad: str) -> bytes:
    return sys.stdin.buffer.read() if pad == STDIN else Path(pad).read_bytes()


def _schrijf(pad: str | None, soort: str | None, gemaakt: Sequence[Gemaakt]) -> int:
    if pad is not None and soort is not None and (len(gemaakt) > 1 or Path(pad).is_dir()):
        Path(pad).mkdir(exist_ok=True)
        for nummer, bericht in enumerate(gemaakt, 1):
            # An Identificatie may hold characters that no file name can.
            doel = Path(pad, f"{soort.lower()}-{nummer:04}.xml")
            doel.write_bytes(bericht.xml)
            print(f"{toonbaar(str(doel))}: Identificatie {toonbaar(bericht.identificatie)}")
    elif len(gemaakt) > 1:
        _klaag(f"dit zijn {len(gemaakt)} berichten. Geef met -o een map om ze in te schrijven.")
        return _VERKEERD
    elif pad is None:
        sys.stdout.buffer.write(gemaakt[0].xml)
    else:
        Path(pad).write_bytes(gemaakt[0].xml)
    return 0


def _weiger(waarom: str, redenen: tuple[str, ...]) -> None:
    _klaag(waarom)
    for reden in redenen[:GETOOND]:
        print(f"  {toonbaar(reden)}", file=sys.stderr)
    if len(redenen) > GETOOND:
        print(f"  en nog {len(redenen) - GETOOND}", file=sys.stderr)


def _klaag(zin: str) -> None:
    print(f"ijw maak: {zin}", file=sys.stderr)
