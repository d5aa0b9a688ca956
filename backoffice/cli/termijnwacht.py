"""`ijw termijnwacht`: which prestaties are still expected, which are due this week, and which come too late.

Exit status 0: done; 1: something is too late or due this week; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.termijnwacht import METHODE, Overzicht, als_csv, maak_overzicht
from backoffice.services.verwerking import AMSTERDAM
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("--aanbieder", metavar="AGB", help="alleen van deze aanbieder")
    parser.add_argument("--gemeente", metavar="CODE", help="alleen van deze gemeente")
    parser.add_argument("--op", metavar="JJJJ-MM-DD", type=date.fromisoformat, help="de dag (anders vandaag)")
    parser.add_argument(
        "--vanaf",
        metavar="JJJJ-MM-DD",
        type=date.fromisoformat,
        help="levering vanaf (anders ruim een jaar)",
    )
    parser.add_argument("--csv", action="store_true", help="geef de lijst als CSV met puntkomma's")
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Show it, and give the exit status."""
    nu = datetime.now(UTC)
    try:
        werkplek = open_werkplek(args.database, os.environ)
        overzicht = maak_overzicht(
            werkplek,
            args.op or nu.astimezone(AMSTERDAM).date(),
            nu,
            gebruiker(),
            aanbieder=args.aanbieder,
            gemeente=args.gemeente,
            vanaf=args.vanaf,
        )
    except BackofficeError as fout:
        print(f"ijw termijnwacht: {fout}", file=sys.stderr)
        return 2
    if args.csv:
        sys.stdout.write(als_csv(overzicht.verwacht))
    else:
        print("\n".join(_regels(overzicht)))
    return 1 if any(een.dringend for een in overzicht.verwacht) else 0


def _regels(overzicht: Overzicht) -> Iterator[str]:
    yield f"Verwachte prestaties op {overzicht.dag:%d-%m-%Y}"
    for een in overzicht.verwacht:
        uiterlijk = "geen termijn" if een.uiterste_datum is None else f"uiterlijk {een.uiterste_datum:%d-%m-%Y}"
        gestart = "gestart" if een.gestart else "geen start ontvangen"
        yield (
            f"  {een.aanbieder} {een.gemeente} toewijzing {een.toewijzing_nummer}, {een.begindatum:%d-%m-%Y} tot "
            f"en met {een.einddatum:%d-%m-%Y}: {uiterlijk} ({een.stand.value}), {gestart}"
        )
    yield ", ".join(f"{aantal} {stand}" for stand, aantal in overzicht.aantallen.items()) + "."
    yield ""
    yield "Geschat nog te declareren, per gemeente en leveringsjaar"
    for rij in overzicht.schattingen:
        zonder = f", {rij.zonder_waarde} maanden zonder volume of budget" if rij.zonder_waarde else ""
        yield f"  {rij.gemeente} {rij.leveringsjaar}: {euro(rij.bedrag)} over {rij.prestaties} maanden{zonder}"
    yield f"  samen: {euro(sum(rij.bedrag for rij in overzicht.schattingen))}"
    yield f"Methode: {METHODE}"
    toets = overzicht.toetsing
    afwijking = f" ({100 * (toets.geschat - toets.werkelijk) / toets.werkelijk:+.1f} %)" if toets.werkelijk else ""
    yield (
        f"Terugblik: op {overzicht.toetsdag:%d-%m-%Y} was de schatting {euro(toets.geschat)}; sindsdien kwam "
        f"{euro(toets.werkelijk)} binnen{afwijking}."
    )
