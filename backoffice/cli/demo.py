"""`ijw demo`: a year of a made-up region through the entrances of real files, and the proof of what came of it."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from backoffice.bootstrap import open_werkplek
from backoffice.cli import demoverzoeken, regiomap
from backoffice.cli.demobewijs import bewijs
from backoffice.cli.demojaar import Regiofout, laad_regio
from backoffice.cli.demoverslag import vertel, vertel_jaar, vertel_vervolg
from backoffice.cli.kosten import schrijf_overzichten
from backoffice.cli.regiomap import Opzet
from backoffice.cli.synthetisch import begrens, maak, opzetargumenten
from backoffice.services.kostenoverzicht import maak_overzicht
from backoffice.services.samenvatting import vat_samen

JAAR = Opzet(seed=1, schaal=0.4, maanden=12, verhaal=True)
"""The region of a demo when nothing else is asked."""


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "--map", type=Path, default=Path("demo"), metavar="MAP", help="waar alles komt te staan (standaard demo)"
    )
    opzetargumenten(parser, JAAR)
    parser.add_argument("--database", metavar="URL", help="de database (standaard demo.db in de map)")


def voer_uit(args: argparse.Namespace) -> int:
    """Run the demo; exit status 0 when every sum meets and every case came out, 1 if not, 2 if it cannot run."""
    scherm = Console()
    folder: Path = args.map
    opzet = Opzet(args.seed, begrens(args.schaal), args.maanden, verhaal=True)
    if not maak(folder, opzet, scherm):
        return 2
    # A demo works for its own region, whatever the settings of this machine say.
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if naam != "IJW_GEMEENTEN"}
    database = args.database or f"sqlite:///{(folder / 'demo.db').resolve()}"
    werkplek = open_werkplek(database, omgeving)
    try:
        with Progress(
            TextColumn("Een jaar verwerken"), BarColumn(), TimeRemainingColumn(), console=scherm, transient=True
        ) as voortgang:
            taak = voortgang.add_task("", total=None)
            verloop = laad_regio(
                werkplek,
                folder,
                opzet,
                lambda gedaan, totaal: voortgang.update(taak, completed=gedaan, total=totaal),
            )
        overzicht = maak_overzicht(werkplek.engine)
        schrijf_overzichten(folder / "uit", overzicht)
    except Regiofout as fout:
        print(f"ijw demo: {fout}", file=sys.stderr)
        return 2
    except OSError as fout:
        print(
            f"ijw demo: {folder}: {fout.strerror}. Maak ruimte of kies een andere map met --map.", file=sys.stderr
        )
        return 2
    gevallen = regiomap.lees_jaargevallen(folder)
    samenvatting = vat_samen(werkplek.engine)
    vertel_jaar(scherm, verloop)
    sluit = vertel(
        scherm, verloop, overzicht, samenvatting, bewijs(werkplek, verloop, overzicht, samenvatting, gevallen)
    )
    demoverzoeken.vertel(scherm, verloop.verzoeken)
    scherm.print(f"Antwoorden, betaalbestanden en kostenoverzichten staan in {folder / 'uit'}.", markup=False)
    vertel_vervolg(scherm, folder, database, gevallen, [regel.leveringsmaand for regel in overzicht.regels])
    return 0 if sluit and verloop.verzoeken.goed else 1
