"""`ijw afrekening MAAND`: the settlement of a month of the books, of the region, a gemeente or an aanbieder.

Exit status 0: shown or written; 2: it does not add up, or could not be made.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path

from backoffice.bootstrap import open_werkplek
from backoffice.fouten import BackofficeError
from backoffice.services import afrekening
from backoffice.services.leesbaar import toonbaar
from backoffice.services.tabelvormen import leesbaar, schrijf_csv, schrijf_excel, schrijf_html

_UITLEG = (
    "Een maand is een boekmaand: wat in die maand is ontvangen, besloten en geboekt. Wat na het sluiten kwam, "
    "hoort bij een latere maand en houdt zijn leveringsmaand.",
    "Kosten zijn wat de gemeente draagt: eigen, gedeeld, verrekening in en taakgericht. Verrekening uit is bij "
    "deze gemeente gedeclareerd en wordt door een andere gemeente gedragen.",
    "Aangehouden begin en ingediend zijn samen toegekend, afgewezen en aangehouden eind. Open begin, geboekt en "
    "taakgericht, min betaald, is open eind.",
)


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("maand", metavar="JJJJ-MM", type=lambda tekst: datetime.strptime(tekst, "%Y-%m").date())
    wie = parser.add_mutually_exclusive_group()
    wie.add_argument("--aanbieder", metavar="AGB", help="van deze aanbieder, met de regels en de betalingen")
    wie.add_argument("--gemeente", metavar="CODE", help="van deze gemeente, met de regels")
    parser.add_argument("--vorm", choices=("html", "csv", "xlsx"), help="schrijf een bestand in deze vorm")
    parser.add_argument("--naar", metavar="PAD", type=Path, help="het bestand (anders afrekening-... hier)")
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Show or write it, and give the exit status."""
    try:
        werkplek = open_werkplek(args.database, os.environ)
        gemaakt = afrekening.maak_afrekening(werkplek, args.maand)
        vast = afrekening.staat_vast(werkplek, args.maand)
        if args.aanbieder is not None:
            tabellen = afrekening.aanbiedertabellen(werkplek, gemaakt, args.aanbieder)
        elif args.gemeente is not None:
            tabellen = afrekening.gemeentetabellen(werkplek, gemaakt, args.gemeente)
        else:
            tabellen = afrekening.regiotabellen(gemaakt, afrekening.namen_van(werkplek))
    except BackofficeError as fout:
        print(f"ijw afrekening: {fout}", file=sys.stderr)
        return 2
    wie = args.aanbieder or args.gemeente or "regio"
    titel = f"Afrekening {args.maand:%m-%Y} {wie}, {'definitief' if vast else 'voorlopig'}"
    if args.vorm is None:
        print(titel)
        for tabel in tabellen:
            print(f"\n{tabel.naam}")
            for rij in (tabel.koppen, *tabel.rijen, tabel.totaal):
                print("  " + "; ".join(cel if isinstance(cel, str) else leesbaar(cel) for cel in rij))
        return 0
    inhoud = {
        "html": lambda: schrijf_html(titel, _UITLEG, tabellen),
        "csv": lambda: schrijf_csv(tabellen),
        "xlsx": lambda: schrijf_excel(tabellen),
    }[args.vorm]()
    pad = args.naar or Path(f"afrekening-{args.maand:%Y-%m}-{wie}.{args.vorm}")
    try:
        pad.write_bytes(inhoud)
    except OSError as fout:
        print(f"ijw afrekening: {toonbaar(str(pad))}: {fout.strerror}. Kies een ander bestand.", file=sys.stderr)
        return 2
    print(f"{titel} staat in {toonbaar(str(pad))}.")
    return 0
