"""The command line: `ijw OPDRACHT ...`.

Each opdracht is a module with `argumenten(parser)` and `voer_uit(args) -> exit status`, imported only when it
is asked for, so that a small command starts fast. Exit status 2 means wrong usage or an unexpected error.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib import import_module

from backoffice.cli.nederlands import spreek_nederlands
from backoffice.fouten import BackofficeError
from ijw.fouten import IjwError

OPDRACHTEN: dict[str, tuple[str, str]] = {
    "aangehouden": ("backoffice.cli.aangehouden", "beslis over prestaties die na de termijn kwamen"),
    "account": ("backoffice.cli.account", "beheer wie zich kan aanmelden en welke systemen binnen mogen"),
    "afrekening": ("backoffice.cli.afrekening", "toon de afrekening van een maand, per gemeente of aanbieder"),
    "audit": ("backoffice.cli.audit", "toon wie gegevens van iemand zag of wijzigde"),
    "betaal": ("backoffice.cli.betaal", "stel betalingen voor, keur ze goed en maak het bestand voor de bank"),
    "codelijsten": ("backoffice.cli.codelijsten", "toon de codelijsten, of ververs ze uit een bestand"),
    "contract": ("backoffice.cli.contract", "toon, exporteer, indexeer of bewaak contracten, of besluit erover"),
    "contracten": ("backoffice.cli.contracten", "laad contracten, of schrijf een leeg contractbestand"),
    "demo": ("backoffice.cli.demo", "maak een verzonnen regio en speel er een jaar mee na"),
    "feiten": ("backoffice.cli.feiten", "leg feiten vast waaruit volgt welke gemeente betaalt"),
    "grootboek": ("backoffice.cli.grootboek", "toon de proefbalans, sluit een maand of controleer de boeken"),
    "herbeoordeel": ("backoffice.cli.herbeoordeel", "zoek besluiten die nu anders zouden uitvallen"),
    "ketentest": ("backoffice.cli.ketentest", "speel berichtgesprekken na, tegen dit of een ander systeem"),
    "kosten": ("backoffice.cli.kosten", "schrijf per gemeente wat zij draagt, als CSV en Excel"),
    "maak": ("backoffice.cli.maak", "maak berichten van JSON of van rijen in CSV"),
    "post": ("backoffice.cli.post", "haal berichten uit de postbus en verzend de antwoorden"),
    "proef": ("backoffice.cli.proef", "toon welk antwoord een bericht zou krijgen, zonder iets te bewaren"),
    "runs": ("backoffice.cli.runs", "toon wat er volgens rooster liep, en start, stop of hervat het"),
    "scenario": ("backoffice.cli.scenario", "speel scenario's na, en toon wat anders loopt dan verwacht"),
    "serve": ("backoffice.cli.serve", "start het portaal, de API en het rooster"),
    "sleutels": ("backoffice.cli.sleutels", "toon of vernieuw onder welke sleutel gegevens staan"),
    "stand": ("backoffice.cli.stand", "toon wat er stond op een dag, zoals bekend op een andere"),
    "synthetisch": ("backoffice.cli.synthetisch", "maak een verzonnen regio met berichten om mee te proeven"),
    "termijnwacht": ("backoffice.cli.termijnwacht", "toon welke prestaties nog worden verwacht, en tot wanneer"),
    "taakgericht": ("backoffice.cli.taakgericht", "boek voorschotten op budgetten en reken een jaar af"),
    "toon": ("backoffice.cli.toon", "toon een bericht leesbaar, als JSON of als rijen"),
    "uitleg": ("backoffice.cli.uitleg", "leg een regel, code, codelijst, bericht of element van de standaard uit"),
    "valideer": ("backoffice.cli.valideer", "controleer iJw-berichten en vertel wat er fout is"),
    "verdeelsleutel": ("backoffice.cli.verdeelsleutel", "laad of toon hoe gemeenten kosten delen"),
    "verrekening": ("backoffice.cli.verrekening", "toon en corrigeer wat gemeenten elkaar schuldig zijn"),
    "verwerk": ("backoffice.cli.verwerk", "ontvang berichten, beoordeel ze en maak de antwoorden"),
    "waarom": ("backoffice.cli.waarom", "vertel waarom een prestatie of bericht is goedgekeurd of afgewezen"),
    "werk": ("backoffice.cli.werk", "toon wat er op een besluit wacht, en besluit erover"),
    "wie-betaalt": ("backoffice.cli.wie_betaalt", "vertel welke gemeente een prestatie of jeugdige betaalt"),
}
"""Per opdracht its module and its help text."""

VERKEERD = 2
AFGEBROKEN = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one opdracht and give its exit status."""
    woorden = sys.argv[1:] if argv is None else list(argv)

    def doe() -> int:
        args = _parser(woorden).parse_args(woorden)
        status: int = import_module(OPDRACHTEN[args.opdracht][0]).voer_uit(args)
        return status

    return bewaakt(doe, toon_waar="--traceback" in woorden)


def bewaakt(doe: Callable[[], int], *, toon_waar: bool = False) -> int:
    """Do the work of a process and give its exit status; an unexpected error is one line without data."""
    for uitvoer in (sys.stdout, sys.stderr):
        if isinstance(uitvoer, io.TextIOWrapper):
            uitvoer.reconfigure(errors="backslashreplace")
    try:
        status = doe()
        sys.stdout.flush()
    except SystemExit as einde:
        # argparse ends this way: 0 after its help, 2 after wrong usage.
        return einde.code if isinstance(einde.code, int) else VERKEERD
    except (IjwError, BackofficeError) as fout:
        print(f"ijw: {fout}", file=sys.stderr)
        return VERKEERD
    except KeyboardInterrupt:
        return AFGEBROKEN
    except BrokenPipeError:
        # Whoever read our output stopped; the interpreter would complain once more when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return VERKEERD
    except Exception as fout:
        # The text of an unknown error may hold personal data, its type never does.
        if toon_waar:
            traceback.print_exc()
        else:
            print(
                f"ijw: er ging iets mis dat niet was voorzien ({type(fout).__name__}). "
                "Geef deze regel door aan de beheerder; met --traceback ziet die waar het misging.",
                file=sys.stderr,
            )
        return VERKEERD
    return status


def _parser(woorden: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of all opdrachten; only the chosen one is asked for its arguments."""
    spreek_nederlands()
    parser = argparse.ArgumentParser(
        prog="ijw", description="Backoffice voor jeugdhulp met iJw-berichten.", allow_abbrev=False
    )
    uitleg = "toon bij een onvoorziene fout waar het misging; let op: dat kan gegevens van mensen tonen"
    parser.add_argument("--traceback", action="store_true", help=uitleg)
    opdrachten = parser.add_subparsers(dest="opdracht", metavar="OPDRACHT", required=True, title="opdrachten")
    gekozen = next((woord for woord in woorden if not woord.startswith("-")), None)
    for naam, (module, hulp) in OPDRACHTEN.items():
        opdracht = opdrachten.add_parser(naam, help=hulp, description=f"{hulp[0].upper()}{hulp[1:]}.")
        opdracht.add_argument("--traceback", action="store_true", default=argparse.SUPPRESS, help=uitleg)
        if naam == gekozen:
            import_module(module).argumenten(opdracht)
    return parser
