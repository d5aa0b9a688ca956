"""`ijw scenario`: play scenarios in registers of their own, and show every difference with what must follow.

Exit status 0: everything followed as written; 1: something did not; 2: a file cannot be used.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from backoffice.bootstrap import open_bank, open_register, open_werkplek
from backoffice.ketentest.boom import Gespreksfout
from backoffice.scenario.uitvoeren import (
    FOUT,
    NieuwRegister,
    Speeltafel,
    als_json,
    lees_scenarios,
    lees_standaardbasis,
    scenariomap,
    slot,
    speel,
    vertel,
)
from backoffice.scheduler import ROOSTER
from backoffice.services.werkplek import Werkplek


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "paden", nargs="*", type=Path, metavar="PAD", help="scenariobestanden of mappen (anders de meegeleverde)"
    )
    parser.add_argument("--alleen", metavar="TEKST", help="alleen de scenario's met deze tekst in hun naam")
    parser.add_argument("--lijst", action="store_true", help="toon welke scenario's er zijn")
    parser.add_argument("--json", action="store_true", help="geef de uitslag als JSON")


def voer_uit(args: argparse.Namespace) -> int:
    """Do what is asked and give the exit status."""
    scenarios = lees_scenarios(args.paden or [scenariomap()], list(ROOSTER))
    if args.alleen:
        scenarios = tuple(scenario for scenario in scenarios if args.alleen in scenario.naam)
        if not scenarios:
            raise Gespreksfout(f"Er is geen scenario met '{args.alleen}' in zijn naam. Bekijk ze met --lijst.")
    if args.lijst:
        print("\n".join(f"{scenario.naam}: {scenario.titel}" for scenario in scenarios))
        return 0
    uitslagen = []
    with tempfile.TemporaryDirectory(prefix="ijw-scenario-") as werkmap:
        tafel = Speeltafel(
            registers_in(Path(werkmap)),
            open_bank(),
            {naam: gepland.taak for naam, gepland in ROOSTER.items()},
            Path(werkmap),
            lees_standaardbasis(),
        )
        for scenario in scenarios:
            uitslagen.append(speel(scenario, tafel))
            if not args.json:
                print("\n".join(vertel(uitslagen[-1])), flush=True)
    print(json.dumps(als_json(uitslagen), ensure_ascii=False, indent=2) if args.json else f"\n{slot(uitslagen)}")
    return 1 if any(uitslag.uitkomst == FOUT for uitslag in uitslagen) else 0


def registers_in(folder: Path) -> NieuwRegister:
    """Gives empty registers in a folder: one is migrated, and copied for every scenario."""
    sjabloon = folder / "sjabloon.db"
    open_werkplek(f"sqlite:///{sjabloon}", {}).engine.dispose()
    nummers = count(1)

    @contextmanager
    def nieuw() -> Iterator[Werkplek]:
        bestand = folder / f"{next(nummers)}.db"
        sleutels = folder / f"{bestand.name}.sleutels"
        shutil.copyfile(sjabloon, bestand)
        shutil.copyfile(folder / f"{sjabloon.name}.sleutels", sleutels)
        sleutels.chmod(0o600)
        werkplek = open_register(f"sqlite:///{bestand}", {})
        yield werkplek
        werkplek.engine.dispose()
        bestand.unlink()

    return nieuw
