"""`ijw valideer`: judge messages and tell people, or a program, what is wrong with them.

Exit status 0: all good; 1: something refused; 2: something unreadable, or nothing to read.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from operator import itemgetter
from typing import Final

from backoffice.cli.invoer import lees_invoer, toonbaar
from backoffice.services.valideer import Oordeel, Register, Uitslag, onleesbaar, valideer
from ijw.bevinding import Bevinding, Niveau

GETOOND: Final = 10
"""Findings shown per message, unless all are asked for."""

_MB: Final = 1024 * 1024
_STATUS: Final[dict[Oordeel, int]] = {"goed": 0, "afgekeurd": 1, "onleesbaar": 2}
_VERKEERD: Final = 2

_NIVEAU: Final = {
    Niveau.XSD: "het bericht past niet in het schema",
    Niveau.BERICHT: "het bericht klopt niet in zichzelf",
    Niveau.BERICHTOVERSTIJGEND: "het bericht past niet bij eerdere berichten",
    Niveau.EXTERNE_BRON: "het bericht past niet bij het contract of een andere bron",
}
_RAAD: Final = {
    Niveau.XSD: "Laat uw software het bericht opnieuw maken. Blijft de fout? Meld die dan bij de leverancier.",
    Niveau.BERICHT: "Verbeter de gegevens hieronder en maak het bericht opnieuw.",
    Niveau.BERICHTOVERSTIJGEND: "Vergelijk het bericht met de toewijzing en met wat u eerder stuurde.",
    Niveau.EXTERNE_BRON: "Vergelijk het bericht met het contract. Vraag anders de ontvanger om uitleg.",
}


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "paden",
        nargs="+",
        metavar="PAD",
        help="een bestand, een map (met alles eronder) of een zip-bestand; - leest één bericht van de invoer",
    )
    parser.add_argument("--json", action="store_true", help="geef per bericht één regel JSON")
    parser.add_argument("--alle", action="store_true", help=f"toon alle fouten, niet alleen de eerste {GETOOND}")
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
    uitslagen = _uitslagen(args.paden, args.limiet * _MB or None, register, klaag)
    if args.json:
        oordelen = _als_json(uitslagen)
    else:
        kleur = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        oordelen = _als_verslag(uitslagen, sys.maxsize if args.alle else GETOOND, kleur=kleur)
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


def _uitslagen(
    paden: list[str], limiet: int | None, register: Register | None, klaag: Callable[[str], None]
) -> Iterator[Uitslag]:
    for naam, bron, reden in lees_invoer(paden, limiet, klaag):
        if bron is None:
            yield onleesbaar(naam, reden)
        else:
            yield valideer(bron, naam, limiet=limiet or sys.maxsize, register=register)


def _als_json(uitslagen: Iterable[Uitslag]) -> Counter[Oordeel]:
    oordelen: Counter[Oordeel] = Counter()
    for uitslag in uitslagen:
        oordelen[uitslag.oordeel] += 1
        print(json.dumps(uitslag.als_json()), flush=True)
    return oordelen


# --- for people -----------------------------------------------------------------------------------


def _als_verslag(uitslagen: Iterable[Uitslag], getoond: int, *, kleur: bool) -> Counter[Oordeel]:
    """Print the worst first: unreadable, then refused from level 1 up, then how many are good."""
    oordelen: Counter[Oordeel] = Counter()
    stukken: list[tuple[int, str]] = []
    for uitslag in uitslagen:
        oordelen[uitslag.oordeel] += 1
        # Kept as text, so that a long run does not hold on to findings it will not show.
        if uitslag.oordeel != "goed":
            stukken.append((uitslag.niveau or 0, "\n".join(_stuk(uitslag, getoond, kleur=kleur))))
    for _, stuk in sorted(stukken, key=itemgetter(0)):
        print(f"{stuk}\n")
    if oordelen:
        print(_slotregel(oordelen))
    return oordelen


def _stuk(uitslag: Uitslag, getoond: int, *, kleur: bool) -> Iterator[str]:
    wat = f" ({uitslag.bericht}, release {uitslag.release})" if uitslag.bericht else ""
    yield f"{_nadruk(uitslag.oordeel.upper(), kleur)} {uitslag.bestand}{wat}"
    if uitslag.niveau is None:
        yield f"  {toonbaar(uitslag.reden or '')}"
        return
    aantal = len(uitslag.bevindingen)
    fouten = "1 fout" if aantal == 1 else f"{aantal} fouten"
    yield f"  {fouten} op niveau {uitslag.niveau:d}: {_NIVEAU[uitslag.niveau]}."
    yield f"  Wat u kunt doen: {_RAAD[uitslag.niveau]}"
    for bevinding in uitslag.bevindingen[:getoond]:
        yield ""
        yield from (f"  {toonbaar(regel)}" for regel in _bevinding(bevinding))
    if aantal > getoond:
        yield ""
        yield f"  en nog {aantal - getoond} (toon alles met --alle)"


def _bevinding(bevinding: Bevinding) -> Iterator[str]:
    waar = f", regel {bevinding.regelnummer} van het bestand" if bevinding.regelnummer else ""
    wat = f"{bevinding.element} " if bevinding.element else ""
    retourcode = f", retourcode {bevinding.retourcode}" if bevinding.retourcode else ""
    yield f"{bevinding.onderwerp}{waar}"
    yield f"  gevonden: {wat}{bevinding.gevonden}"
    yield f"  verwacht: {bevinding.verwacht}"
    yield f"  plaats:   {bevinding.locatie}"
    yield f"  controle: {bevinding.regel}{retourcode}"


def _slotregel(oordelen: Counter[Oordeel]) -> str:
    totaal = oordelen.total()
    berichten = "1 bericht" if totaal == 1 else f"{totaal} berichten"
    delen = [f"{oordelen[oordeel]} {oordeel}" for oordeel in ("onleesbaar", "afgekeurd", "goed")]
    return f"{berichten} bekeken: {', '.join(delen)}."


def _nadruk(tekst: str, kleur: bool) -> str:
    return f"\x1b[1;31m{tekst}\x1b[0m" if kleur else tekst
