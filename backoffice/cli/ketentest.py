"""`ijw ketentest`: play message conversations against our own back office, or against any other system.

Exit status 0: every gesprek that was played is goed; 1: at least one is fout; 2: the kit or the system under
test cannot be used.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Final

from backoffice.bootstrap import open_werkplek
from backoffice.ketentest.boom import Gespreksfout
from backoffice.ketentest.doelen.adres import Adres
from backoffice.ketentest.doelen.berichtenmap import Berichtenmap
from backoffice.ketentest.doelen.eigen import EigenBackoffice, laad
from backoffice.ketentest.gesprek import Rol
from backoffice.ketentest.kit import kitmap, lees_kit
from backoffice.ketentest.uitvoeren import FOUT, Doel, plan_voor, speel
from backoffice.ketentest.uitwerken import HOOGSTE_REEKS, Plan
from backoffice.ketentest.verslag import als_json, dekking, lijst, slot, vertel
from backoffice.services.contractbestand import schrijf_yaml

_STILTE: Final = 2.0


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument("gesprekken", nargs="*", metavar="GESPREK", help="alleen deze gesprekken (anders alle)")
    doel = parser.add_mutually_exclusive_group()
    doel.add_argument(
        "--map",
        type=Path,
        metavar="PAD",
        help="test een systeem dat PAD/in leest en in PAD/uit antwoordt",
    )
    doel.add_argument("--url", metavar="URL", help="test een systeem dat berichten met HTTP POST aanneemt")
    doel.add_argument("--lijst", action="store_true", help="toon de gesprekken en hun regels")
    doel.add_argument("--regels", action="store_true", help="toon per regel de gesprekken die haar raken")
    doel.add_argument(
        "--contracten",
        type=Path,
        metavar="BESTAND",
        help="schrijf de contracten waarvan de gesprekken uitgaan",
    )
    parser.add_argument("--getest", choices=[rol.value for rol in Rol], help="alleen de gesprekken voor deze kant")
    parser.add_argument("--bron", type=Path, metavar="MAP", help="lees de gesprekken uit deze map")
    parser.add_argument(
        "--wachttijd",
        type=_seconden,
        default=30.0,
        metavar="SECONDEN",
        help="hoeveel seconden een antwoord mag duren (30)",
    )
    parser.add_argument(
        "--reeks",
        type=int,
        choices=range(HOOGSTE_REEKS + 1),
        default=0,
        help="andere nummers en jeugdigen, om een systeem dat niet leeg is nog eens te testen",
    )
    parser.add_argument("--json", action="store_true", help="geef de uitslag als JSON")


def _seconden(tekst: str) -> float:
    seconden = float(tekst)
    if not 0 < seconden <= 3600:
        raise ValueError
    return seconden


def voer_uit(args: argparse.Namespace) -> int:
    """Do what is asked and give the exit status."""
    kit = lees_kit(args.bron or kitmap(), args.gesprekken)
    gesprekken = tuple(g for g in kit.gesprekken if args.getest in (None, g.getest))
    if not gesprekken:
        raise Gespreksfout(f"Geen van deze gesprekken test een systeem van een {args.getest}.")
    if args.lijst or args.regels:
        print("\n".join(lijst(gesprekken) if args.lijst else dekking(gesprekken)))
        return 0
    if args.contracten is not None:
        try:
            schrijf_yaml(kit.contracten_voor(gesprekken, args.reeks), args.contracten)
        except OSError:
            raise Gespreksfout(f"{args.contracten}: dit bestand kan niet worden geschreven.") from None
        return 0
    with ExitStack() as stapel:
        doel: Doel
        eigen = args.map is None and args.url is None
        if eigen:
            werkmap = Path(stapel.enter_context(tempfile.TemporaryDirectory(prefix="ijw-ketentest-")))
            werkplek = open_werkplek(f"sqlite:///{werkmap / 'register.db'}", {})
            stapel.callback(werkplek.engine.dispose)
            laad(werkplek, kit.contracten_voor(gesprekken, args.reeks), werkmap / "contracten.yaml")
            doel = EigenBackoffice(werkplek)
        else:
            doel = _ander_systeem(args)
        uitslagen = []
        for gesprek in gesprekken:
            plan = Plan(reeks=args.reeks) if eigen else plan_voor(gesprek, date.today(), args.reeks)
            uitslagen.append(speel(gesprek, kit, doel, plan))
            if not args.json:
                print("\n".join(vertel(uitslagen[-1])), flush=True)
    print(json.dumps(als_json(uitslagen), ensure_ascii=False, indent=2) if args.json else f"\n{slot(uitslagen)}")
    return 1 if any(uitslag.uitkomst == FOUT for uitslag in uitslagen) else 0


def _ander_systeem(args: argparse.Namespace) -> Doel:
    if args.map is not None:
        return Berichtenmap(
            args.map,
            wachttijd=args.wachttijd,
            stilte=min(_STILTE, args.wachttijd),
            wacht=time.sleep,
            klok=time.monotonic,
        )
    return Adres(args.url, wachttijd=args.wachttijd, wacht=time.sleep, klok=time.monotonic)
