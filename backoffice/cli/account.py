"""`ijw account`: who may sign in, and which systems may call.

Exit status 0: done; 2: it could not be done, and nothing was changed.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from backoffice.bootstrap import open_werkplek
from backoffice.cli.gebruiker import gebruiker
from backoffice.fouten import BackofficeError
from backoffice.services import accounts, systeemtoegang
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.aanmelding import SYSTEEMROLLEN
from backoffice.toegang.rechten import REGIO, Rol

_NAAM = ("naam", "de naam van het account")


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    acties = parser.add_subparsers(dest="actie", metavar="ACTIE", required=True)
    maak = acties.add_parser("maak", help="maak een account; toont een wachtwoord voor één keer")
    maak.add_argument(_NAAM[0], help=_NAAM[1])
    _rolargumenten(maak, [rol for rol in Rol if rol not in SYSTEEMROLLEN])
    acties.add_parser("toon", help="toon alle accounts en systemen")
    for naam, hulp in (
        ("blokkeer", "laat een account niet meer binnen"),
        ("deblokkeer", "laat een account weer binnen"),
        ("wachtwoord", "geef een account een nieuw wachtwoord voor één keer"),
        ("wis-codes", "wis de app met codes, voor wie de telefoon kwijt is"),
    ):
        acties.add_parser(naam, help=hulp).add_argument(_NAAM[0], help=_NAAM[1])
    systeem = acties.add_parser("systeem", help="laat een systeem toe tot de API; toont het geheim één keer")
    systeem.add_argument("client", help="de client_id van het systeem")
    _rolargumenten(systeem, sorted(SYSTEEMROLLEN))
    systeem.add_argument("--vingerafdruk", help="SHA-256 van het certificaat waarmee het komt")
    systeem.add_argument("--certificaatnummer", help="OIN of AGB-code in dat certificaat (serialNumber)")
    for naam, hulp in (
        ("blokkeer", "laat een systeem niet meer toe"),
        ("deblokkeer", "laat een systeem weer toe"),
    ):
        acties.add_parser(f"{naam}-systeem", help=hulp).add_argument("client")
    for actie in acties.choices.values():
        actie.add_argument(
            "--database", metavar="URL", help="de database (anders IJW_DATABASE_URL of backoffice.db)"
        )


def _rolargumenten(parser: argparse.ArgumentParser, rollen: list[Rol]) -> None:
    parser.add_argument("--rol", type=Rol, choices=rollen, required=True, metavar="ROL", help=", ".join(rollen))
    parser.add_argument(
        "--organisatie", default=REGIO, help=f"AGB-code of gemeentecode (standaard {REGIO}: het regionaal kantoor)"
    )


def voer_uit(args: argparse.Namespace) -> int:
    """Do it, and give the exit status."""
    try:
        _ACTIES[args.actie](open_werkplek(args.database, os.environ), args, datetime.now(UTC), gebruiker())
    except BackofficeError as fout:
        print(f"ijw account: {fout}", file=sys.stderr)
        return 2
    return 0


def _maak(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    wachtwoord = accounts.maak_account(
        werkplek, args.naam, args.rol, args.organisatie, nu=nu, wie=wie, willekeur=os.urandom
    )
    print(f"Account {args.naam} is gemaakt. Wachtwoord voor de eerste keer: {wachtwoord}")


def _toon(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    for account in accounts.lijst(werkplek):
        stand = "geblokkeerd" if account.geblokkeerd_op else "codes aan" if account.totp_geheim else ""
        print(f"{account.organisatie:<10} {account.naam:<30} {account.rol:<22} {stand}".rstrip())
    for systeem in systeemtoegang.lijst(werkplek):
        stand = "geblokkeerd" if systeem.geblokkeerd_op else ""
        print(f"{systeem.organisatie:<10} {systeem.client_id:<30} {systeem.rol:<22} {stand}".rstrip())


def _blokkeer(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    accounts.blokkeer(werkplek, args.naam, nu=nu, wie=wie)
    print(f"Account {args.naam} is geblokkeerd; wie ermee werkte, is afgemeld.")


def _deblokkeer(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    accounts.deblokkeer(werkplek, args.naam, nu=nu, wie=wie)
    print(f"Account {args.naam} kan zich weer aanmelden.")


def _wachtwoord(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    wachtwoord = accounts.geef_wachtwoord(werkplek, args.naam, nu=nu, wie=wie, willekeur=os.urandom)
    print(f"Wachtwoord van {args.naam} voor de eerste keer: {wachtwoord}")


def _wis_codes(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    accounts.wis_totp(werkplek, args.naam, nu=nu, wie=wie)
    print(f"De codes van {args.naam} zijn gewist. Geef ook een nieuw wachtwoord als de telefoon gestolen is.")


def _systeem(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    geheim = systeemtoegang.maak_systeem(
        werkplek,
        args.client,
        args.rol,
        args.organisatie,
        vingerafdruk=args.vingerafdruk,
        certificaatnummer=args.certificaatnummer,
        nu=nu,
        wie=wie,
        willekeur=os.urandom,
    )
    print(f"Systeem {args.client} is toegelaten. Het geheim, dat u nu één keer ziet: {geheim}")


def _blokkeer_systeem(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    systeemtoegang.blokkeer(werkplek, args.client, nu=nu, wie=wie)
    print(f"Systeem {args.client} is geblokkeerd; zijn tokens gelden niet meer.")


def _deblokkeer_systeem(werkplek: Werkplek, args: argparse.Namespace, nu: datetime, wie: str) -> None:
    systeemtoegang.deblokkeer(werkplek, args.client, nu=nu, wie=wie)
    print(f"Systeem {args.client} is weer toegelaten.")


_ACTIES: dict[str, Callable[[Werkplek, argparse.Namespace, datetime, str], None]] = {
    "maak": _maak,
    "toon": _toon,
    "blokkeer": _blokkeer,
    "deblokkeer": _deblokkeer,
    "wachtwoord": _wachtwoord,
    "wis-codes": _wis_codes,
    "systeem": _systeem,
    "blokkeer-systeem": _blokkeer_systeem,
    "deblokkeer-systeem": _deblokkeer_systeem,
}
