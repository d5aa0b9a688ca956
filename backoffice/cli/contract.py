"""`ijw contract ACTIE`: look at contracts, decide on voorstellen, export, index, and keep watch.

Exit status 0: done; 1: the watch saw something; 2: it could not be done.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services.contractbestand.velden import Vormfout, bedrag, datum
from backoffice.services.contractoverzicht import (
    DAGEN_VOORUIT,
    MAANDEN_TERUG,
    Contractstand,
    exporteer,
    houd_wacht,
    toon_contract,
)
from backoffice.services.contractvoorstellen import (
    SOORTEN,
    keur_af,
    keur_goed,
    lees_openstaand,
    stel_index_voor,
)
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from ijw import codelijsten


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    for naam, (_, hulp, vul_aan) in _ACTIES.items():
        actie = acties.add_parser(naam, help=hulp, description=f"{hulp[0].upper()}{hulp[1:]}.")
        vul_aan(actie)
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def voer_uit(args: argparse.Namespace) -> int:
    """Do what is asked and give the exit status."""
    try:
        return _ACTIES[args.actie][0](open_werkplek(args.database, os.environ), args)
    except BackofficeError as fout:
        print(f"ijw contract {args.actie}: {fout}", file=sys.stderr)
        return 2


# --- toon -----------------------------------------------------------------------------------------


def _vraag_toon(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("nummer", metavar="NUMMER")
    parser.add_argument("--op", type=_dag, metavar="DATUM", help="wat gold op deze dag (anders vandaag)")
    parser.add_argument(
        "--bekend-op", type=_dag, metavar="DATUM", help="volgens wat aan het eind van deze dag geladen was"
    )
    parser.add_argument("--json", action="store_true", help="als JSON")


def _toon(werkplek: Werkplek, args: argparse.Namespace) -> int:
    stand = toon_contract(werkplek.engine, args.nummer, args.op or _vandaag(), args.bekend_op)
    if args.json:
        _druk_json(stand.als_json())
        return 0
    for regel in _regels(stand):
        print(regel)
    return 0


def _regels(stand: Contractstand) -> Iterator[str]:
    contract = stand.als_json()["contract"]
    bekend = f", zoals bekend op {stand.bekend_op}" if stand.bekend_op else ""
    yield f"Contract {stand.contract.contractnummer} op {stand.op}{bekend}"
    yield f"Versie {stand.contract.versie}, geladen op {stand.geladen_op:%Y-%m-%d %H:%M} UTC"
    einde = f"tot en met {stand.laatste_dag}" if stand.laatste_dag else "zonder einddatum"
    yield f"Status: {stand.status}; {'loopt' if stand.loopt else 'loopt dan niet'}, {einde}"
    yield ""
    for naam, waarde in contract.items():
        if not isinstance(waarde, list):
            yield f"{_woorden(naam)}: {waarde}"
    for naam, delen in contract.items():
        if isinstance(delen, list):
            yield ""
            yield f"{_woorden(naam)}:"
            for deel in delen:
                yield from _deel(deel, 2)


def _deel(deel: Mapping[str, Any], inspringen: int) -> Iterator[str]:
    eigen = [f"{_woorden(naam)} {_waarde(naam, w)}" for naam, w in deel.items() if not isinstance(w, list)]
    yield " " * inspringen + ", ".join(eigen)
    for naam, delen in deel.items():
        if isinstance(delen, list):
            yield " " * (inspringen + 2) + f"{_woorden(naam)}:"
            for kleiner in delen:
                yield from _deel(kleiner, inspringen + 4)


def _waarde(naam: str, waarde: object) -> str:
    if naam == "gemeente":
        return f"{waarde} {codelijsten.gemeentenaam(str(waarde))}"
    return str(waarde)


def _woorden(naam: str) -> str:
    return naam.replace("_", " ")


# --- voorstellen ----------------------------------------------------------------------------------


def _voorstellen(werkplek: Werkplek, args: argparse.Namespace) -> int:
    openstaand = lees_openstaand(werkplek.engine)
    if args.json:
        _druk_json(
            [
                {
                    "id": een.voorstel.id,
                    "contractnummer": een.voorstel.contractnummer,
                    "aanleiding": een.voorstel.aanleiding,
                    "voorgesteld_door": een.voorstel.voorgesteld_door,
                    "voorgesteld_op": een.voorstel.voorgesteld_op,
                    "verouderd": een.verouderd,
                    "verschillen": [
                        {"plaats": verschil.plaats, "oud": verschil.oud, "nieuw": verschil.nieuw}
                        for verschil in een.verschillen
                    ],
                }
                for een in openstaand
            ]
        )
        return 0
    for een in openstaand:
        voorstel = een.voorstel
        print(
            f"Voorstel {voorstel.id}: contract {voorstel.contractnummer}, {voorstel.aanleiding}, "
            f"door {voorstel.voorgesteld_door} op {voorstel.voorgesteld_op:%Y-%m-%d}"
        )
        if een.verouderd:
            print("  Verouderd: het contract is daarna gewijzigd. Keur dit af en maak een nieuw voorstel.")
        for verschil in een.verschillen:
            print(f"  {verschil}")
    if not openstaand:
        print("Er wachten geen voorstellen.")
    return 0


def _vraag_besluit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=int, metavar="ID")
    parser.add_argument("--wie", required=True, metavar="NAAM", help="wie besluit; niet degene die voorstelde")
    parser.add_argument("--toelichting", metavar="TEKST")


def _keur_goed(werkplek: Werkplek, args: argparse.Namespace) -> int:
    gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
    versie = keur_goed(werkplek.engine, args.id, args.wie, gemeenten, datetime.now(UTC), args.toelichting)
    print(f"Voorstel {args.id} is goedgekeurd; versie {versie} van het contract geldt nu.")
    return 0


def _keur_af(werkplek: Werkplek, args: argparse.Namespace) -> int:
    keur_af(werkplek.engine, args.id, args.wie, datetime.now(UTC), args.toelichting)
    print(f"Voorstel {args.id} is afgekeurd; het contract blijft zoals het was.")
    return 0


# --- exporteer en indexeer ------------------------------------------------------------------------


def _vraag_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("nummer", nargs="?", metavar="NUMMER", help="alleen dit contract (anders alle)")
    parser.add_argument("--naar", type=Path, required=True, metavar="PAD", help="een bestand op .yaml of .xlsx")


def _exporteer(werkplek: Werkplek, args: argparse.Namespace) -> int:
    aantal = exporteer(werkplek.engine, args.nummer, args.naar)
    print(f"{aantal} contracten geschreven.")
    return 0


def _vraag_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jaar", type=int, required=True, choices=range(2000, 2100), metavar="JAAR")
    parser.add_argument("--percentage", type=_percentage, required=True, metavar="P", help="zoals 3,5")
    parser.add_argument("--ova", type=_percentage, metavar="P", help="het plafond voor contracten die dat hebben")
    parser.add_argument(
        "--soort", action="append", default=[], choices=SOORTEN, metavar="SOORT", help="alleen deze soort"
    )
    parser.add_argument("--wie", metavar="NAAM", help="wie voorstelt (anders de naam waarmee u bent aangemeld)")


def _indexeer(werkplek: Werkplek, args: argparse.Namespace) -> int:
    resultaat = stel_index_voor(
        werkplek.engine,
        args.jaar,
        args.percentage,
        ova=args.ova,
        soorten=args.soort,
        wie=args.wie or gebruiker(),
        nu=datetime.now(UTC),
    )
    print(
        f"{len(resultaat.voorgesteld)} contracten voorgesteld, {len(resultaat.wachtten_al)} wachtten al, "
        f"{len(resultaat.ongewijzigd)} zonder wijziging."
    )
    if resultaat.voorgesteld:
        print("Een ander keurt dat goed: bekijk met ijw contract voorstellen wat er wacht.")
    return 0


# --- wacht ----------------------------------------------------------------------------------------


def _vraag_wacht(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--op", type=_dag, metavar="DATUM", help="de dag waarop u kijkt (anders vandaag)")
    parser.add_argument(
        "--dagen", type=_aantal, default=DAGEN_VOORUIT, metavar="N", help="zo ver vooruit (anders 90)"
    )
    parser.add_argument(
        "--maanden",
        type=_aantal,
        default=MAANDEN_TERUG,
        metavar="N",
        help="zoveel maanden levering terug (anders 3)",
    )
    parser.add_argument("--json", action="store_true", help="als JSON")


def _wacht(werkplek: Werkplek, args: argparse.Namespace) -> int:
    meldingen = houd_wacht(werkplek, args.op or _vandaag(), args.dagen, args.maanden)
    if args.json:
        _druk_json(
            [
                {
                    "soort": melding.soort,
                    "aanbieder": melding.aanbieder,
                    "contractnummer": melding.contractnummer,
                    "gemeente": melding.gemeente,
                    "uitleg": melding.uitleg,
                    "aantal": melding.aantal,
                }
                for melding in meldingen
            ]
        )
        return 1 if meldingen else 0
    soort = None
    for melding in meldingen:
        if melding.soort != soort:
            soort = melding.soort
            print(f"{soort[0].upper()}{soort[1:]}")
        wie = [
            melding.aanbieder,
            melding.contractnummer,
            melding.gemeente and _waarde("gemeente", melding.gemeente),
        ]
        aantal = f" ({melding.aantal})" if melding.aantal else ""
        print(f"  {', '.join(filter(None, wie))}: {melding.uitleg}{aantal}")
    if not meldingen:
        print("Niets te melden.")
    return 1 if meldingen else 0


def _vraag_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="als JSON")


_Actie = tuple[Callable[[Werkplek, argparse.Namespace], int], str, Callable[[argparse.ArgumentParser], None]]
_ACTIES: Final[dict[str, _Actie]] = {
    "toon": (_toon, "toon wat er van een contract gold op een dag", _vraag_toon),
    "voorstellen": (_voorstellen, "toon de wijzigingen die op een tweede persoon wachten", _vraag_json),
    "keur-goed": (_keur_goed, "keur een voorstel goed; het geldt dan meteen", _vraag_besluit),
    "keur-af": (_keur_af, "keur een voorstel af", _vraag_besluit),
    "exporteer": (_exporteer, "schrijf contracten in de vorm waarin ze geladen worden", _vraag_export),
    "indexeer": (_indexeer, "stel nieuwe tarieven voor vanaf januari", _vraag_index),
    "wacht": (_wacht, "vertel waar contracten en hulp niet bij elkaar passen", _vraag_wacht),
}


def _dag(tekst: str) -> date:
    try:
        return datum(tekst)
    except Vormfout as fout:
        raise argparse.ArgumentTypeError(f"{tekst!r} kan hier niet, verwacht: {fout}") from None


def _percentage(tekst: str) -> int:
    """Hundredths of a percent, more than 0 and at most 100 percent."""
    try:
        percentage = bedrag(tekst)
    except Vormfout:
        percentage = 0
    if not 0 < percentage <= 10_000:
        raise argparse.ArgumentTypeError(f"{tekst!r} kan hier niet, verwacht: een percentage zoals 3,5")
    return percentage


def _aantal(tekst: str) -> int:
    if not tekst.isascii() or not tekst.isdecimal() or not 0 < int(tekst) <= 3_650:
        raise argparse.ArgumentTypeError(f"{tekst!r} kan hier niet, verwacht: een getal van 1 tot en met 3650")
    return int(tekst)


def _vandaag() -> date:
    return datetime.now(AMSTERDAM).date()


def _druk_json(inhoud: object) -> None:
    print(json.dumps(inhoud, ensure_ascii=False, indent=2, default=str))
