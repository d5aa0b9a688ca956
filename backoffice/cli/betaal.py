"""`ijw betaal`: from open debts to a payment file, by two persons, and what the bank answered.

Exit status 0: done; 2: it could not be done, and nothing was changed.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from backoffice.bootstrap import open_bank, open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services import betaalrekeningen, betalen
from backoffice.services.leesbaar import toonbaar
from backoffice.services.werkplek import Werkplek
from ijw.regels.tekst import euro


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    voorstel = acties.add_parser("voorstel", help="stel voor wat een gemeente op een dag betaalt")
    voorstel.add_argument("gemeente")
    voorstel.add_argument("--dag", type=date.fromisoformat, required=True, metavar="JJJJ-MM-DD")
    voorstel.add_argument("--proef", action="store_true", help="toon het voorstel en bewaar niets")
    acties.add_parser("voorstellen", help="toon alle voorstellen")
    for naam, hulp in (("keur-goed", "keur een voorstel van een ander goed"), ("keur-af", "wijs een voorstel af")):
        acties.add_parser(naam, help=hulp).add_argument("nummer", type=int)
    exporteer = acties.add_parser("exporteer", help="schrijf het betaalbestand van een goedgekeurd voorstel")
    exporteer.add_argument("nummer", type=int)
    exporteer.add_argument("--naar", type=Path, required=True, metavar="PAD")
    bank = acties.add_parser("bank", help="verwerk een afschrift (camt.053) of statusbericht (pain.002)")
    bank.add_argument("pad", type=Path, metavar="PAD")
    meld = acties.add_parser("meld", help="leg met de hand vast wat van een betaling is geworden")
    meld.add_argument("kenmerk")
    meld.add_argument("stand", choices=betalen.STANDEN, metavar="STAND", help=" of ".join(betalen.STANDEN))
    meld.add_argument("--reden", default="", help="de redencode van de bank")
    specificatie = acties.add_parser("specificatie", help="schrijf wat een betaling omvat, als CSV")
    specificatie.add_argument("kenmerk")
    rekening = acties.add_parser("rekening", help="stel een rekeningnummer voor van een aanbieder of gemeente")
    for veld in ("partij", "iban", "naam"):
        rekening.add_argument(veld)
    for naam, hulp in (("bevestig", "bevestig een rekeningnummer van een ander"), ("weiger", "weiger het")):
        acties.add_parser(f"{naam}-rekening", help=hulp).add_argument("nummer", type=int)
    blokkeer = acties.add_parser("blokkeer", help="betaal een aanbieder, of één prestatie, voorlopig niet")
    for veld in ("gemeente", "aanbieder", "reden"):
        blokkeer.add_argument(veld)
    blokkeer.add_argument("--referentie", help="alleen de prestatie met dit ReferentieNummer")
    acties.add_parser("blokkades", help="toon wat nu niet wordt betaald, met nummer en reden")
    acties.add_parser("deblokkeer", help="hef een blokkade op").add_argument("nummer", type=int)
    for actie in acties.choices.values():
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        _ACTIES[args.actie](open_werkplek(args.database, os.environ), args, datetime.now(UTC), gebruiker())
    except BackofficeError as fout:
        print(f"ijw betaal: {fout}", file=sys.stderr)
        return 2
    except OSError as fout:
        print(f"ijw betaal: {toonbaar(str(fout.filename))}: {fout.strerror}.", file=sys.stderr)
        return 2
    return 0


def _voorstel(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    gemaakt = betalen.maak_voorstel(werkplek, args.gemeente, args.dag, nu, wie, proef=args.proef)
    for betaling in gemaakt.voorstel.betalingen:
        print(f"{betaling.aanbieder} {betaling.rekening.iban:<18} {euro(betaling.bedrag):>18}")
    for overgeslagen in gemaakt.voorstel.overgeslagen:
        print(f"{overgeslagen.aanbieder} niet: {overgeslagen.reden}")
    print(f"Samen {euro(gemaakt.voorstel.bedrag)} in {_betalingen(len(gemaakt.voorstel.betalingen))}.")
    if gemaakt.nummer is not None:
        print(f"Betaalvoorstel {gemaakt.nummer} wacht op goedkeuring door iemand anders dan {wie}.")


def _betalingen(aantal: int) -> str:
    return f"{aantal} betaling" + ("" if aantal == 1 else "en")


def _voorstellen(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    for rij in betalen.voorstellen(werkplek):
        stand = "verzonden" if rij["geexporteerd_op"] else rij["besluit"] or "wacht op goedkeuring"
        print(
            f"{rij['id']:>6} {rij['gemeente']} {rij['betaaldag']:%d-%m-%Y} {_betalingen(rij['aantal']):>16} "
            f"{euro(rij['bedrag']):>18} {stand}"
        )


def _keur_goed(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    betalen.keur_goed(werkplek, args.nummer, nu, wie)
    print(f"Betaalvoorstel {args.nummer} is goedgekeurd.")


def _keur_af(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    betalen.keur_af(werkplek, args.nummer, nu, wie)
    print(f"Betaalvoorstel {args.nummer} is afgekeurd; wat het zou betalen staat weer open.")


def _exporteer(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    # First see whether the file can be written: once exported, the payments are under way.
    with args.naar.open("ab"):
        pass
    args.naar.write_bytes(betalen.exporteer(werkplek, args.nummer, open_bank(), nu, wie))
    print(f"{toonbaar(str(args.naar))} is geschreven. Bied het één keer aan bij de bank.")


def _bank(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    for regel in betalen.verwerk_meldingen(werkplek, open_bank(), args.pad.read_bytes(), nu):
        print(regel)


def _meld(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    print(betalen.meld(werkplek, args.kenmerk, args.stand, args.reden, nu))


def _specificatie(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    schrijver = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    schrijver.writerow(["declaratienummer", "referentienummer", "toewijzing", "leveringsmaand", "soort", "bedrag"])
    for rij in betalen.specificatie(werkplek, args.kenmerk):
        schrijver.writerow(
            [
                rij["declaratie_nummer"] or "",
                rij["referentie"] or "",
                rij["toewijzing_nummer"] or "",
                f"{rij['leveringsmaand']:%Y-%m}",
                rij["soort"],
                euro(rij["bedrag"]).removeprefix("€ "),
            ]
        )


def _rekening(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    nummer = betaalrekeningen.stel_rekening_voor(werkplek, args.partij, args.iban, args.naam, nu, wie)
    print(f"Rekeningnummer {nummer} wacht op bevestiging door iemand anders dan {wie}.")


def _bevestig(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    vanaf = betaalrekeningen.bevestig_rekening(werkplek, args.nummer, nu, wie)
    print(f"Bevestigd; het kan worden gebruikt vanaf {vanaf:%d-%m-%Y}.")


def _weiger(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    betaalrekeningen.weiger_rekening(werkplek, args.nummer, nu, wie)
    print("Geweigerd.")


def _blokkeer(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    nummer = betalen.blokkeer(
        werkplek, args.gemeente, args.aanbieder, args.reden, nu, wie, referentie=args.referentie
    )
    print(f"Blokkade {nummer} is gezet.")


def _blokkades(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    rijen = betalen.blokkades(werkplek)
    for rij in rijen:
        wat = f" prestatie {rij['referentie']}" if rij["referentie"] else ""
        print(
            f"{rij['id']:>6} {rij['gemeente']} {rij['aanbieder']}{wat}, sinds {rij['gezet_op']:%d-%m-%Y} door "
            f"{toonbaar(rij['gezet_door'])}: {toonbaar(rij['reden'])}"
        )
    if not rijen:
        print("Er staat niets stil.")


def _deblokkeer(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    betalen.deblokkeer(werkplek, args.nummer, nu, wie)
    print(f"Blokkade {args.nummer} is opgeheven.")


_ACTIES: dict[str, Callable[[Werkplek, argparse.Namespace, datetime, str], None]] = {
    "voorstel": _voorstel,
    "voorstellen": _voorstellen,
    "keur-goed": _keur_goed,
    "keur-af": _keur_af,
    "exporteer": _exporteer,
    "bank": _bank,
    "meld": _meld,
    "specificatie": _specificatie,
    "rekening": _rekening,
    "bevestig-rekening": _bevestig,
    "weiger-rekening": _weiger,
    "blokkeer": _blokkeer,
    "blokkades": _blokkades,
    "deblokkeer": _deblokkeer,
}
