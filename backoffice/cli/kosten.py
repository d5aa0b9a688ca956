"""`ijw kosten`: what every gemeente bears, as CSV, Excel and a page to read, beside what it budgeted.

Exit status 0: done; 2: the back office, the begroting or the folder could not be used.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services import gemeenteoverzicht, tabelvormen
from backoffice.services.kostenoverzicht import Kostenoverzicht, maak_overzicht, schrijf_csv, schrijf_excel
from backoffice.services.laad_begroting import laad_begroting
from backoffice.services.leesbaar import toonbaar
from backoffice.services.tabelvormen import Tabel
from backoffice.services.werkplek import Werkplek
from ijw import codelijsten
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("--uit", metavar="MAP", type=Path, help="schrijf de overzichten in deze map")
    parser.add_argument(
        "--peilmaand",
        metavar="JJJJ-MM",
        type=lambda tekst: datetime.strptime(tekst, "%Y-%m").date(),
        help="schrijf ook per gemeente een overzicht met begroting en prognose, van januari tot en met deze maand",
    )
    parser.add_argument(
        "--begroting", metavar="PAD", type=Path, help="neem eerst deze begroting (CSV) over van de gemeenten"
    )
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Take in and write what was asked, and give the exit status."""
    if args.uit is None and (args.begroting is None or args.peilmaand is not None):
        print("ijw kosten: geef een map met --uit.", file=sys.stderr)
        return 2
    try:
        werkplek = open_werkplek(args.database, os.environ)
        if args.begroting is not None:
            aantal = laad_begroting(werkplek.engine, args.begroting, datetime.now(UTC), gebruiker())
            print(f"Begroting overgenomen; {aantal} gewijzigd.")
        if args.uit is not None:
            _schrijf(werkplek, args.uit, args.peilmaand)
    except BackofficeError as fout:
        print(f"ijw kosten: {fout}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        raise
    except OSError as fout:
        wat = f"{toonbaar(str(fout.filename or args.uit))}: {fout.strerror}"
        print(f"ijw kosten: {wat}. Kies een andere map of een ander bestand.", file=sys.stderr)
        return 2
    return 0


def _schrijf(werkplek: Werkplek, uit: Path, peilmaand: date | None) -> None:
    overzicht = maak_overzicht(werkplek.engine)
    schrijf_overzichten(uit, overzicht)
    if peilmaand is not None:
        schrijf_gemeenteoverzichten(uit, werkplek, peilmaand)
    for gemeente, saldo in sorted(overzicht.saldo_gemeenten.items()):
        print(f"{gemeente} {codelijsten.gemeentenaam(gemeente):<20} {euro(saldo):>20}")
    print(f"{'samen':<25} {euro(sum(overzicht.saldo_gemeenten.values())):>20}")


def schrijf_overzichten(uit: Path, overzicht: Kostenoverzicht) -> None:
    """Write a CSV per gemeente and a workbook for the region."""
    uit.mkdir(parents=True, exist_ok=True)
    for gemeente in overzicht.saldo_gemeenten:
        (uit / f"kosten-{_naam(gemeente)}.csv").write_bytes(
            schrijf_csv(overzicht, overzicht.van_gemeente(gemeente))
        )
    (uit / "kosten.xlsx").write_bytes(schrijf_excel(overzicht))


def schrijf_gemeenteoverzichten(uit: Path, werkplek: Werkplek, peilmaand: date) -> None:
    """Write the statement of every gemeente and of the region in three forms, and its lines per gemeente."""
    regio = gemeenteoverzicht.maak_regio(werkplek.engine, peilmaand)
    for overzicht in regio.gemeenten:
        naam = _naam(overzicht.gemeente)
        tabellen = gemeenteoverzicht.tabellen_van(overzicht, regio.namen)
        _schrijf_vormen(uit / f"overzicht-{naam}", f"Jeugdhulp {overzicht.naam}, {regio.titel}", tabellen)
    codes = [overzicht.gemeente for overzicht in regio.gemeenten]
    for gemeente, regels in gemeenteoverzicht.schrijf_alle_lastregels(werkplek.engine, codes, peilmaand):
        (uit / f"regels-{_naam(gemeente)}.csv").write_bytes(regels)
    tabellen = gemeenteoverzicht.regiotabellen(regio)
    _schrijf_vormen(uit / "overzicht-regio", f"Jeugdhulp regio, {regio.titel}", tabellen)


_UITLEG = (
    "Kosten zijn wat de gemeente draagt: eigen, gedeeld en verrekening in. Verrekening uit is bij deze gemeente "
    "gedeclareerd en wordt door een andere gemeente gedragen.",
    "De prognose volgt het verloop van vorig jaar; zonder cijfers van vorig jaar is zij een rechte lijn. Wat over "
    "de maanden tot nu toe nog niet is gedeclareerd, zit er niet in. Een verschil boven nul betekent: meer "
    "begroot dan verwacht.",
    "De regels met ReferentieNummer staan in het bestand regels van de gemeente. Met 'ijw grootboek spoor' volgt "
    "u een regel tot de bank.",
)


def _schrijf_vormen(pad: Path, titel: str, tabellen: list[Tabel]) -> None:
    pad.with_name(f"{pad.name}.html").write_bytes(tabelvormen.schrijf_html(titel, _UITLEG, tabellen))
    pad.with_name(f"{pad.name}.csv").write_bytes(tabelvormen.schrijf_csv(tabellen))
    pad.with_name(f"{pad.name}.xlsx").write_bytes(tabelvormen.schrijf_excel(tabellen))


def _naam(gemeente: str) -> str:
    naam = re.sub(r"\W+", "-", codelijsten.gemeentenaam(gemeente).lower()).strip("-")
    return f"{gemeente}-{naam}"
