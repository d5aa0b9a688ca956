"""`ijw termijnwacht`: which prestaties are still expected, which are due this week, and which come too late.

With `--terugkijken`: how good the estimate of care of a year or month was, on days that are past.

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
from backoffice.services.tabelvormen import schrijf_csv
from backoffice.services.termijnwacht import METHODE, Overzicht, als_csv, maak_overzicht
from backoffice.services.terugblik import kijk_terug, procent, tabel_van
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from ijw.regels.tekst import euro
from ijw.rekenen import laatste_dag


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
    parser.add_argument(
        "--terugkijken",
        metavar="JJJJ[-MM]",
        type=_levering,
        help="toets de schatting van deze levering: wat zij op eerdere dagen was, en wat er toen nog kwam",
    )
    parser.add_argument(
        "--bekend-op",
        metavar="JJJJ-MM-DD",
        type=date.fromisoformat,
        nargs="+",
        default=(),
        help="bij terugkijken: de dagen van schatten (anders de laatste dag van elke maand)",
    )
    parser.add_argument("--csv", action="store_true", help="geef de lijst als CSV met puntkomma's")
    parser.add_argument("--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)")


def voer_uit(args: argparse.Namespace) -> int:
    """Show it, and give the exit status."""
    nu = datetime.now(UTC)
    try:
        werkplek = open_werkplek(args.database, os.environ)
        dag = args.op or nu.astimezone(AMSTERDAM).date()
        if args.terugkijken is not None:
            return _kijk_terug(werkplek, args, dag)
        overzicht = maak_overzicht(
            werkplek,
            dag,
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


def _levering(tekst: str) -> tuple[date, date]:
    """The first and last day of a year or a month."""
    if len(tekst) == 4:
        eerste = datetime.strptime(tekst, "%Y").date()
        return eerste, eerste.replace(month=12, day=31)
    eerste = datetime.strptime(tekst, "%Y-%m").date()
    return eerste, laatste_dag(eerste)


def _kijk_terug(werkplek: Werkplek, args: argparse.Namespace, dag: date) -> int:
    van, tot = args.terugkijken
    terugblik = kijk_terug(
        werkplek, van, tot, dag, args.bekend_op, aanbieder=args.aanbieder, gemeente=args.gemeente
    )
    tabel = tabel_van(terugblik)
    if args.csv:
        sys.stdout.buffer.write(schrijf_csv([tabel]))
        return 0
    print(
        f"Levering {terugblik.van:%d-%m-%Y} tot en met {terugblik.tot:%d-%m-%Y}, zoals toen bekend, "
        f"met wat tot en met {terugblik.tot_en_met:%d-%m-%Y} binnenkwam"
    )
    for rij in (tabel.koppen, *tabel.rijen, tabel.totaal):
        wanneer, gemeente, *cellen = (cel if isinstance(cel, str) else euro(cel) for cel in rij)
        print(f"{wanneer:<12}{gemeente:<9}" + "".join(f"{cel:>18}" for cel in cellen))
    return 0


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
    afwijking = f" (verschil {procent(toets)})" if toets.promille is not None else ""
    yield (
        f"Terugblik: op {overzicht.toetsdag:%d-%m-%Y} was de schatting {euro(toets.geschat)}; sindsdien kwam "
        f"{euro(toets.werkelijk)} binnen{afwijking}."
    )
