"""`ijw verwerk`: receive messages into the back office and write the answers.

Exit status 0: all processed (also what was received before); 1: something refused or in conflict; 2: something
unreadable or mislukt, or the back office itself could not be used.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.cli.invoer import lees_invoer
from backoffice.fouten import BackofficeError
from backoffice.services.leesbaar import toonbaar
from backoffice.services.ontvang import Ontvangst, ontvang
from ijw.regels.tekst import euro

_STATUS: Final = {
    **dict.fromkeys(("verwerkt", "herhaald", "aangehouden"), 0),
    **dict.fromkeys(("afgekeurd", "conflict"), 1),
    **dict.fromkeys(("onleesbaar", "mislukt"), 2),
}
_GETOOND: Final = 10
_MEESTE_WERKERS: Final = 64


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    bronargumenten(parser, "*")
    parser.add_argument(
        "--werkers",
        type=_werkers,
        metavar="N",
        help="verwerk met N processen tegelijk (alleen PostgreSQL); zonder PAD: wat nog klaarstaat",
    )


def bronargumenten(parser: argparse.ArgumentParser, keren: str = "+") -> None:
    """Say from where messages come, to where answers go, and in which database."""
    parser.add_argument(
        "paden", nargs=keren, metavar="PAD", help="een bestand, een map of een zip-bestand; - is de invoer"
    )
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")
    parser.add_argument("--uit", metavar="MAP", type=Path, help="schrijf de antwoordberichten in deze map")


def _werkers(tekst: str) -> int:
    if not (tekst.isascii() and tekst.isdecimal() and 1 <= int(tekst) <= _MEESTE_WERKERS):
        raise argparse.ArgumentTypeError(f"verwacht een getal van 1 tot en met {_MEESTE_WERKERS}, niet '{tekst}'")
    return int(tekst)


def voer_uit(args: argparse.Namespace) -> int:
    """Receive everything and give the exit status."""
    if args.werkers is not None:
        # Most runs start no processes.
        from backoffice.cli import werkers

        return werkers.draai(args)
    if not args.paden:
        print("ijw verwerk: noem een bestand, een map of een zip-bestand.", file=sys.stderr)
        return 2
    return draai(args, "verwerk", ontvang)


def draai(args: argparse.Namespace, opdracht: str, neem: Callable[..., Ontvangst]) -> int:
    """Offer everything to `ontvang`, or to `proef`, tell what came of it, and give the exit status."""
    klachten: list[str] = []

    def klaag(zin: str) -> None:
        klachten.append(zin)
        print(f"ijw {opdracht}: {zin}", file=sys.stderr)

    geteld: Counter[str] = Counter()
    try:
        werkplek = open_werkplek(args.database, os.environ)
        if args.uit is not None:
            maak_map(args.uit)
        for naam, bron, reden in lees_invoer(args.paden, werkplek.instellingen.limiet, klaag):
            if bron is None:
                ontvangst = Ontvangst("onleesbaar", reden=reden)
            else:
                ontvangst = neem(werkplek, bron, datetime.now(UTC), wie=gebruiker())
            geteld[ontvangst.uitkomst] += 1
            meld(naam, ontvangst, args.uit)
    except BackofficeError as fout:
        print(f"ijw {opdracht}: {fout}", file=sys.stderr)
        return 2
    status = besluit(geteld)
    return 2 if klachten else status


def meld(naam: str, ontvangst: Ontvangst, uit: Path | None) -> None:
    """Tell what became of one file, and write its answer in the map `uit`.

    What is told goes out in one piece: other processes may write to the same screen.
    """
    sys.stdout.write("\n".join(_regels(naam, ontvangst)) + "\n")
    sys.stdout.flush()
    if uit is not None and ontvangst.antwoord is not None:
        partijen = str(ontvangst.ontvanger), str(ontvangst.afzender)
        schrijf_antwoord(uit, str(ontvangst.antwoord_soort), *partijen, ontvangst.antwoord)


def besluit(geteld: Counter[str]) -> int:
    """Tell how many files ended how, and give the exit status."""
    if geteld:
        print("\n" + ", ".join(f"{aantal} {uitkomst}" for uitkomst, aantal in sorted(geteld.items())) + ".")
    return max((_STATUS[uitkomst] for uitkomst in geteld), default=0)


def _regels(naam: str, ontvangst: Ontvangst) -> Iterator[str]:
    """What became of one file, in Dutch, without persoonsgegevens."""
    wat = f"{ontvangst.soort} " if ontvangst.soort else ""
    if ontvangst.identificatie:
        wat += f"{toonbaar(ontvangst.identificatie)} van {ontvangst.afzender} aan {ontvangst.ontvanger} "
    yield f"{naam}: {wat}{_UITKOMST[ontvangst.uitkomst]}"
    if ontvangst.reden:
        yield f"    {ontvangst.reden}"
    if ontvangst.soort == "JW323" and ontvangst.uitkomst == "verwerkt":
        yield (
            f"    {_aantal(ontvangst.regels, 'prestatie', 'prestaties')}: toegekend {euro(ontvangst.toegekend)}, "
            f"afgewezen {euro(ontvangst.afgewezen)}"
        )
    # What was delivered alike stands alike against its term: each sentence once.
    for zin, aantal in Counter(zin for _, zin in ontvangst.termijnen).items():
        yield f"    termijn: {zin} ({_aantal(aantal, 'prestatie', 'prestaties')})"
    for bevinding in ontvangst.bevindingen[:_GETOOND]:
        yield f"    {toonbaar(bevinding.melding)}"
    if (meer := len(ontvangst.bevindingen) - _GETOOND) > 0:
        yield f"    en nog {_aantal(meer, 'bevinding', 'bevindingen')}; {_MEER[ontvangst.soort == 'JW323']}"
    for signaal in ontvangst.signalen[:_GETOOND]:
        yield f"    let op: {toonbaar(signaal.reden)} ({signaal.regel})"
    if (meer := len(ontvangst.signalen) - _GETOOND) > 0:
        yield f"    en nog {_aantal(meer, 'signaal', 'signalen')}; {_MEER[False]}"
    if ontvangst.antwoord_soort is not None and ontvangst.soort != "JW323":
        yield f"    antwoord: {ontvangst.antwoord_soort}, {_GOED_OF_FOUT[ontvangst.niveau is None]}"


def _aantal(aantal: int, een: str, meer: str) -> str:
    return f"{aantal} {een if aantal == 1 else meer}"


_MEER: Final = {
    True: "ijw waarom REFERENTIENUMMER vertelt ze per prestatie",
    False: "ijw waarom IDENTIFICATIE vertelt ze allemaal",
}
_GOED_OF_FOUT: Final = {True: "goedgekeurd", False: "afgekeurd"}
_UITKOMST: Final = {
    "verwerkt": "verwerkt",
    "herhaald": "al eerder ontvangen; er verandert niets",
    "aangehouden": "wacht op een besluit van een medewerker",
    "conflict": "deze Identificatie is al gebruikt voor een ander bericht; iemand moet ernaar kijken",
    "afgekeurd": "afgekeurd",
    "onleesbaar": "niet te verwerken",
    "mislukt": "mislukt",
}


def schrijf_antwoord(folder: Path, soort: str, van: str, aan: str, antwoord: bytes) -> None:
    """Write an answer under a name without persoonsgegevens: kind, sender, receiver and a mark of its bytes."""
    kenmerk = hashlib.sha256(antwoord).hexdigest()[:12]
    naam = f"{soort}_{van}_{aan}_{kenmerk}.xml"
    # Written aside and moved: who reads the map sees a whole answer or none.
    klad = folder / f".{naam}.{os.getpid()}"
    try:
        klad.write_bytes(antwoord)
        klad.replace(folder / naam)
    except OSError as fout:
        klad.unlink(missing_ok=True)
        raise _GeenUitvoer(folder) from fout


def maak_map(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fout:
        raise _GeenUitvoer(folder) from fout


class _GeenUitvoer(BackofficeError):
    """An answer cannot be written; it is in the outbox all the same."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"In {toonbaar(str(folder))} kan niet worden geschreven. Kijk of het een map is, of u er mag "
            "schrijven en of er ruimte is. Bied daarna dezelfde bestanden opnieuw aan: wat al verwerkt is "
            "verandert niet, en elk antwoord wordt alsnog geschreven."
        )
