"""`ijw valideer`: judge messages and tell people, or a program, what is wrong with them.

Exit status 0: all good; 1: something refused; 2: something unreadable, or nothing to read.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Final

from backoffice.cli.invoer import lees_invoer
from backoffice.services.leesbaar import toonbaar
from backoffice.services.rapport import VORMEN, Vorm, tekst
from backoffice.services.rapport.tekst import GETOOND
from backoffice.services.rapport.verslag import Verslag, maak_verslag
from backoffice.services.valideer import Oordeel, Register, onleesbaar, valideer

_MB: Final = 1024 * 1024
_STATUS: Final[dict[Oordeel, int]] = {"goed": 0, "afgekeurd": 1, "onleesbaar": 2}
_VERKEERD: Final = 2


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "paden",
        nargs="+",
        metavar="PAD",
        help="een bestand, een map (met alles eronder) of een zip-bestand; - leest één bericht van de invoer",
    )
    groep = parser.add_mutually_exclusive_group()
    groep.add_argument(
        "--rapport",
        choices=list(VORMEN),
        default="tekst",
        metavar="VORM",
        help=f"de vorm van het rapport: {'; '.join(f'{naam}: {vorm.hulp}' for naam, vorm in VORMEN.items())}",
    )
    groep.add_argument(
        "--json", action="store_const", const="json", dest="rapport", help="hetzelfde als --rapport json"
    )
    parser.add_argument("--naar", metavar="PAD", help="schrijf het rapport hierheen (anders naar de uitvoer)")
    parser.add_argument(
        "--alle", action="store_true", help=f"toon in de tekst alle fouten, niet alleen de eerste {GETOOND}"
    )
    parser.add_argument(
        "--limiet",
        type=_megabytes,
        default=os.environ.get("IJW_LIMIET_MB") or "25",
        metavar="MB",
        help="hoe groot een bericht mag zijn; 0 is zonder grens (standaard: IJW_LIMIET_MB, anders 25)",
    )
    parser.add_argument(
        "--register",
        metavar="URL",
        help="vergelijk ook met deze database (niveau 3 en 4); van het bericht wordt niets bewaard",
    )


def voer_uit(args: argparse.Namespace) -> int:
    """Judge everything and give the exit status."""
    klachten: list[str] = []

    def klaag(zin: str) -> None:
        klachten.append(zin)
        print(f"ijw valideer: {zin}", file=sys.stderr)

    register = None if args.register is None else _open_register(args.register)
    vorm = VORMEN[args.rapport]
    schrijf = vorm.schrijver()
    if args.rapport == "tekst":
        kleur = args.naar is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ
        schrijf = partial(tekst.schrijf, getoond=sys.maxsize if args.alle else GETOOND, kleur=kleur)
    oordelen: Counter[Oordeel] = Counter()
    verslagen = _verslagen(args.paden, args.limiet * _MB or None, register, klaag, vorm, oordelen)
    if args.naar is None:
        _toon(schrijf(verslagen), als_tekst=args.rapport == "tekst")
    else:
        rapport = "".join(schrijf(verslagen))
        try:
            _bewaar(Path(args.naar), rapport)
        except OSError:
            klaag(f"{toonbaar(args.naar)}: het rapport kan hier niet staan. Kijk de map en de rechten na.")
        print(tekst.slotregel(oordelen))
    return max((_STATUS[oordeel] for oordeel in oordelen), default=0) if not klachten else _VERKEERD


def _megabytes(tekst: str) -> int:
    aantal = int(tekst)
    if aantal < 0:
        raise ValueError(tekst)
    return aantal


def _open_register(url: str) -> Register:
    # Loaded here because most runs look at the message alone and should start fast.
    from backoffice.bootstrap import open_register
    from backoffice.cli.gebruiker import gebruiker
    from backoffice.services.registercontrole import Registercontrole

    return Registercontrole(open_register(url, os.environ), datetime.now(UTC), gebruiker())


def _verslagen(
    paden: list[str],
    limiet: int | None,
    register: Register | None,
    klaag: Callable[[str], None],
    vorm: Vorm,
    oordelen: Counter[Oordeel],
) -> Iterator[Verslag]:
    """Judge message by message, and count the judgements on the way."""
    for naam, bron, reden in lees_invoer(paden, limiet, klaag):
        if bron is None:
            uitslag = onleesbaar(naam, reden)
        else:
            uitslag = valideer(bron, naam, limiet=limiet or sys.maxsize, register=register)
        oordelen[uitslag.oordeel] += 1
        # Now, since what comes from a zip file or a pipe is gone when the next is asked for.
        yield maak_verslag(uitslag, bron, met_kenmerk=vorm.met_kenmerk)


def _toon(stukken: Iterable[str], *, als_tekst: bool) -> None:
    """Print a text in the characters of the terminal; the other forms are UTF-8, as they say themselves."""
    for stuk in stukken:
        if als_tekst:
            print(stuk, end="")
        else:
            sys.stdout.buffer.write(stuk.encode())
            sys.stdout.flush()


def _bewaar(pad: Path, rapport: str) -> None:
    """Put the report in its place at once, so that nobody reads half of it; a pipe or device is written to."""
    if pad.exists() and not pad.is_file():
        pad.write_bytes(rapport.encode())
        return
    with tempfile.TemporaryDirectory(prefix=".ijw-", dir=pad.parent) as folder:
        nieuw = Path(folder, "rapport")
        nieuw.write_bytes(rapport.encode())
        nieuw.replace(pad)
