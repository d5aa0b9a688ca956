"""`ijw grootboek`: the trial balance, closing a month, the reconciliation, sums, the export, the way of the money.

Exit status 0: done, and everything adds up; 1: something does not add up; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from backoffice.bootstrap import open_auditfile, open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.exporteer_grootboek import maak_export, schrijf_csv, status_van
from backoffice.services.grootboek import (
    NIVEAUS,
    hermaak_sommen,
    maak_aansluiting,
    maak_proefbalans,
    schrijf_aansluiting,
)
from backoffice.services.leesbaar import toonbaar
from backoffice.services.rekeningschemabestand import lees_schema, schrijf_sjabloon
from backoffice.services.sluit_maand import sluit_maand
from backoffice.services.spoor import volg_spoor
from backoffice.services.werkplek import Werkplek
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    balans = acties.add_parser("proefbalans", help="toon de saldi per rekening over boekmaanden")
    balans.add_argument("--van", metavar="JJJJ-MM", type=_maand, required=True)
    balans.add_argument("--tot", metavar="JJJJ-MM", type=_maand, help="de laatste maand (anders alleen --van)")
    sluit = acties.add_parser("sluit", help="sluit een maand; wat later komt gaat naar de eerste open maand")
    sluit.add_argument("maand", metavar="JJJJ-MM", type=_maand)
    aansluiting = acties.add_parser(
        "aansluiting", help="vergelijk ingediend, toegekend, afgewezen, geboekt en betaald, tot op de regel"
    )
    aansluiting.add_argument("--per", choices=tuple(NIVEAUS), default="aanbieder")
    aansluiting.add_argument("--csv", metavar="PAD", type=Path, help="schrijf de bedragen in dit bestand")
    sommen = acties.add_parser("sommen", help="maak de sommen waar de schermen uit lezen opnieuw uit de boekingen")
    exporteer = acties.add_parser("exporteer", help="schrijf de journaalposten van een gemeente als CSV of XAF")
    exporteer.add_argument("--gemeente", metavar="CODE", required=True)
    exporteer.add_argument("--van", metavar="JJJJ-MM", type=_maand, required=True)
    exporteer.add_argument("--tot", metavar="JJJJ-MM", type=_maand, help="de laatste maand (anders alleen --van)")
    exporteer.add_argument("--schema", metavar="PAD", type=Path, required=True, help="het rekeningschema (YAML)")
    exporteer.add_argument("--vorm", choices=("csv", "xaf"), default="csv")
    exporteer.add_argument("--naar", metavar="PAD", type=Path, required=True)
    sjabloon = acties.add_parser("sjabloon", help="schrijf een rekeningschema om in te vullen")
    sjabloon.add_argument("pad", metavar="PAD", type=Path)
    spoor = acties.add_parser("spoor", help="volg het geld van één regel: boeking, tegenboeking, betaling, bank")
    spoor.add_argument("wat", metavar="BOEKING|REFERENTIE", help="ook het kenmerk van een betaling kan")
    for actie in (balans, sluit, aansluiting, sommen, exporteer, spoor):
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        if args.actie == "sjabloon":
            with args.pad.open("x", encoding="utf-8") as uit:
                uit.write(schrijf_sjabloon())
            return 0
        werkplek = open_werkplek(args.database, os.environ)
        if args.actie == "proefbalans":
            return _proefbalans(werkplek, args.van, args.tot or args.van)
        if args.actie == "sluit":
            sluit_maand(werkplek, args.maand, datetime.now(UTC), gebruiker())
            print(f"{args.maand:%m-%Y} is gesloten.")
            return 0
        if args.actie == "sommen":
            print(f"De sommen zijn opnieuw gemaakt; {hermaak_sommen(werkplek.engine)} weken af van de boekingen.")
            return 0
        if args.actie == "exporteer":
            return _exporteer(werkplek, args)
        if args.actie == "spoor":
            print("\n".join(volg_spoor(werkplek, args.wat, datetime.now(UTC), gebruiker())))
            return 0
        return _aansluiting(werkplek, args)
    except BackofficeError as fout:
        print(f"ijw grootboek: {fout}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        raise
    except OSError as fout:
        wat = toonbaar(str(fout.filename or "het bestand"))
        print(f"ijw grootboek: {wat}: {fout.strerror}.", file=sys.stderr)
        return 2


def _maand(tekst: str) -> date:
    return datetime.strptime(tekst, "%Y-%m").date()


def _proefbalans(werkplek: Werkplek, van: date, tot_en_met: date) -> int:
    balans = maak_proefbalans(werkplek.engine, van, tot_en_met)
    print(f"Proefbalans {van:%m-%Y} tot en met {tot_en_met:%m-%Y}")
    print(f"{'rekening':<20} {'partij':<9} {'jaar':<5} {'contractsoort':<28}", end="")
    print("".join(f"{kop:>20}" for kop in ("begin", "debet", "credit", "eind")))
    for saldo in balans.saldi:
        naam = saldo.contractsoort or "zonder contract"
        print(f"{saldo.rekening:<20} {saldo.partij:<9} {saldo.leveringsjaar:<5} {naam:<28}", end="")
        print("".join(f"{euro(b):>20}" for b in (saldo.begin, saldo.debet, saldo.credit, saldo.eind)))
    print(f"{'samen':<65}{'':>20}{euro(balans.debet):>20}{euro(balans.credit):>20}")
    print("In evenwicht." if balans.in_evenwicht else "NIET in evenwicht. Laat de database nakijken.")
    return 0 if balans.in_evenwicht else 1


def _exporteer(werkplek: Werkplek, args: argparse.Namespace) -> int:
    schema = lees_schema(args.schema)
    export = maak_export(werkplek.engine, args.gemeente, args.van, args.tot or args.van, schema)
    args.naar.write_bytes(schrijf_csv(export) if args.vorm == "csv" else open_auditfile().schrijf(export))
    print(f"{len(export.posten)} journaalposten van gemeente {export.naam} in {toonbaar(str(args.naar))}.")
    for periode in export.perioden:
        print(f"{periode.maand:%m-%Y} is {status_van(periode)}.")
    return 0


def _aansluiting(werkplek: Werkplek, args: argparse.Namespace) -> int:
    niveau = NIVEAUS[args.per]
    gemaakt = maak_aansluiting(werkplek.engine, niveau)
    if args.csv is not None:
        args.csv.write_bytes(schrijf_aansluiting(gemaakt, niveau))
    else:
        for sleutel, stand in gemaakt.rijen:
            bedragen = ", ".join(f"{wat} {euro(bedrag)}" for wat, bedrag in stand._asdict().items())
            print(f"{' '.join(sleutel)}: {bedragen}")
    for verschil in gemaakt.verschillen:
        print(f"VERSCHIL {verschil}")
    print(f"{len(gemaakt.rijen)} rijen per {args.per}, {len(gemaakt.verschillen)} verschillen.")
    return 1 if gemaakt.verschillen else 0
