"""A synthetic region as a folder: written by `ijw synthetisch`, read by `ijw demo`.

contracten.yaml, contracten.xlsx   the same contracts in both forms
301/, 323/                         the messages, by month of sending
sleutels/, afspraken/, feiten/     by what key cost is shared, and facts about jeugdigen; only in a told year
aankomst.csv                       every file with its moment of receipt, in that order
verwacht.csv                       every planted fault and honest correction, and what must come of it
315/, 317/                         verzoeken of aanbieders after the last month
verzoeken.csv                      those verzoeken, and what a gemeente should decide
jaargevallen.csv                   what must be stored of single prestaties after a told year
aanbieders.csv                     AGB-codes and names
regio.json                         what the region was made with; written last, so its presence means whole
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Final

from backoffice.services.contractbestand import schrijf_excel, schrijf_yaml
from backoffice.services.werkboek import zonder_tijd
from backoffice.synthetisch import genereer
from backoffice.synthetisch.aanbod import SOORTDEELNAMES
from backoffice.synthetisch.fouten import CATALOGUS, Verwacht
from backoffice.synthetisch.jaargevallen import JAARSOORT, Jaargeval
from backoffice.synthetisch.verzoeken import SOORTEN, Verzoekgeval

CONTRACTEN: Final = "contracten.yaml"
_KENMERK: Final = "regio.json"
_JAARGEVAL: Final = ("soort", "aanbieder", "referentie", "verwacht", "besluit_op", "omschrijving")
_VERWACHT: Final = ("bestand", "soort", "plek", "referentie", "verwacht", "omschrijving")


@dataclass(frozen=True, slots=True)
class Opzet:
    """What a region follows from: the same opzet gives the same bytes."""

    seed: int
    schaal: float
    maanden: int
    verhaal: bool = False


def lees_opzet(folder: Path) -> Opzet | None:
    """What the region in a folder was made with; None when there is no whole region."""
    kenmerk = folder / _KENMERK
    return Opzet(**json.loads(kenmerk.read_text("utf-8"))["opzet"]) if kenmerk.is_file() else None


def schrijf_regio(folder: Path, opzet: Opzet, meld: Callable[[int], None]) -> int:
    """Make a region and write it; tells `meld` how many files there are so far, and gives their number.

    ValueError when the opzet cannot be made, OSError when the folder cannot be written.
    """
    levering = genereer(Random(opzet.seed), opzet.schaal, opzet.maanden, verhaal=opzet.verhaal)
    folder.mkdir(parents=True, exist_ok=True)
    schrijf_yaml(levering.contracten, folder / CONTRACTEN, SOORTDEELNAMES)
    boek = folder / "contracten.xlsx"
    schrijf_excel(levering.contracten, boek, SOORTDEELNAMES)
    boek.write_bytes(zonder_tijd(boek.read_bytes()))
    aankomst = []
    for bestand in levering.bestanden:
        pad = folder / bestand.pad
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(bestand.inhoud)
        aankomst.append((bestand.pad, bestand.ontvangen_op.isoformat()))
        meld(len(aankomst))
    _schrijf_csv(folder / "aankomst.csv", ("bestand", "ontvangen_op"), aankomst)
    _schrijf_csv(folder / "aanbieders.csv", ("agb", "naam"), levering.aanbieders)
    _schrijf_csv(folder / "verwacht.csv", _VERWACHT, map(_verwacht_rij, levering.verwacht))
    if opzet.verhaal:
        _schrijf_csv(folder / "jaargevallen.csv", _JAARGEVAL, map(_jaargeval_rij, levering.gevallen))
    for geval in levering.verzoeken:
        pad = folder / geval.bestand
        pad.parent.mkdir(parents=True, exist_ok=True)
        pad.write_bytes(geval.inhoud)
    _schrijf_csv(
        folder / "verzoeken.csv",
        ("bestand", "soort", "aanbieder", "referentie", "dag"),
        [(v.bestand, v.soort.naam, v.aanbieder, v.referentie, v.dag.isoformat()) for v in levering.verzoeken],
    )
    kenmerk = {"opzet": asdict(opzet), "jeugdigen": levering.jeugdigen, "bestanden": len(aankomst)}
    (folder / _KENMERK).write_text(json.dumps(kenmerk, indent=1) + "\n", "utf-8")
    return len(aankomst)


def lees_aankomst(folder: Path) -> list[tuple[str, datetime]]:
    """Every file below the folder with the UTC moment of its receipt, in that order."""
    return [
        (rij["bestand"], datetime.fromisoformat(rij["ontvangen_op"])) for rij in _lees_csv(folder / "aankomst.csv")
    ]


def lees_verwacht(folder: Path) -> list[Verwacht]:
    """Every planted case."""
    return [
        Verwacht(rij["bestand"], CATALOGUS[rij["soort"]], rij["referentie"] or None)
        for rij in _lees_csv(folder / "verwacht.csv")
    ]


def lees_jaargevallen(folder: Path) -> list[Jaargeval]:
    """Every planted case of a told year."""
    return [
        Jaargeval(
            JAARSOORT[rij["soort"]],
            rij["aanbieder"],
            rij["referentie"],
            rij["verwacht"],
            date.fromisoformat(rij["besluit_op"]) if rij["besluit_op"] else None,
        )
        for rij in _lees_csv(folder / "jaargevallen.csv")
    ]


def lees_verzoeken(folder: Path) -> list[Verzoekgeval]:
    """Every planted verzoek."""
    return [
        Verzoekgeval(
            rij["bestand"],
            SOORTEN[rij["soort"]],
            rij["aanbieder"],
            rij["referentie"],
            date.fromisoformat(rij["dag"]),
            (folder / rij["bestand"]).read_bytes(),
        )
        for rij in _lees_csv(folder / "verzoeken.csv")
    ]


def lees_aanbieders(folder: Path) -> dict[str, str]:
    """AGB-code to name."""
    return {rij["agb"]: rij["naam"] for rij in _lees_csv(folder / "aanbieders.csv")}


def _verwacht_rij(geval: Verwacht) -> tuple[str, ...]:
    soort = geval.soort
    return (geval.bestand, soort.naam, soort.plek.value, geval.referentie or "", soort.verwacht, soort.wat)


def _jaargeval_rij(geval: Jaargeval) -> tuple[str, ...]:
    besluit_op = "" if geval.besluit_op is None else geval.besluit_op.isoformat()
    return (geval.soort.naam, geval.aanbieder, geval.referentie, geval.verwacht, besluit_op, geval.soort.wat)


def _schrijf_csv(pad: Path, koppen: Sequence[str], rijen: Iterable[Sequence[str]]) -> None:
    with pad.open("w", encoding="utf-8", newline="") as uit:
        schrijver = csv.writer(uit, delimiter=";", lineterminator="\n")
        schrijver.writerow(koppen)
        schrijver.writerows(rijen)


def _lees_csv(pad: Path) -> Iterator[dict[str, str]]:
    with pad.open(encoding="utf-8", newline="") as invoer:
        yield from csv.DictReader(invoer, delimiter=";")
