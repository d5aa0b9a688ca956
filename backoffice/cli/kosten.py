"""`ijw kosten`: what every gemeente bears, as a CSV per gemeente and one workbook for the region.

Exit status 0: written; 2: the back office or the folder could not be used.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

from backoffice.bootstrap import open_werkplek
from backoffice.fouten import BackofficeError
from backoffice.services.kostenoverzicht import Kostenoverzicht, maak_overzicht, schrijf_csv, schrijf_excel
from backoffice.services.leesbaar import toonbaar
from ijw import codelijsten
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "--uit", metavar="MAP", type=Path, required=True, help="schrijf de overzichten in deze map"
    )
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Write the statements, and give the exit status."""
    try:
        overzicht = maak_overzicht(open_werkplek(args.database, os.environ).engine)
        schrijf_overzichten(args.uit, overzicht)
    except BackofficeError as fout:
        print(f"ijw kosten: {fout}", file=sys.stderr)
        return 2
    except OSError as fout:
        wat = f"{toonbaar(str(args.uit))}: {fout.strerror}"
        print(f"ijw kosten: {wat}. Kies een andere map met --uit.", file=sys.stderr)
        return 2
    for gemeente, saldo in sorted(overzicht.saldo_gemeenten.items()):
        print(f"{gemeente} {codelijsten.gemeentenaam(gemeente):<20} {euro(saldo):>20}")
    print(f"{'samen':<25} {euro(sum(overzicht.saldo_gemeenten.values())):>20}")
    return 0


def schrijf_overzichten(uit: Path, overzicht: Kostenoverzicht) -> None:
    """Write a CSV per gemeente and a workbook for the region."""
    uit.mkdir(parents=True, exist_ok=True)
    for gemeente in overzicht.saldo_gemeenten:
        naam = re.sub(r"\W+", "-", codelijsten.gemeentenaam(gemeente).lower()).strip("-")
        (uit / f"kosten-{gemeente}-{naam}.csv").write_bytes(
            schrijf_csv(overzicht, overzicht.van_gemeente(gemeente))
        )
    (uit / "kosten.xlsx").write_bytes(schrijf_excel(overzicht))
