"""Measure whole processes: seconds and peak memory, in turns, so that a slow moment hits all alike."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

WORTEL = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Meting:
    """What one program took: median seconds and highest peak memory (bytes) of its runs.

    `processor` are the seconds that its threads and child processes kept a core busy.
    """

    naam: str
    seconden: float
    geheugen: int
    processor: float = 0.0


def meet(programmas: Mapping[str, Sequence[str]], *, keren: int = 5) -> dict[str, Meting]:
    """Run each program so many times in turns; RuntimeError when one does not end with status 0."""
    runs: dict[str, list[Meting]] = {naam: [] for naam in programmas}
    for _ in range(keren):
        for naam, opdracht in programmas.items():
            runs[naam].append(_draai(naam, opdracht))
    return {naam: midden(eigen) for naam, eigen in runs.items()}


def midden(metingen: Sequence[Meting]) -> Meting:
    """One measurement out of several of the same program, as `meet` would give it."""
    return Meting(
        metingen[0].naam,
        median(m.seconden for m in metingen),
        max(m.geheugen for m in metingen),
        median(m.processor for m in metingen),
    )


def _draai(naam: str, opdracht: Sequence[str]) -> Meting:
    # The peak of a new process counts from the memory of its parent, so this process has to stay small:
    # whatever makes files or reads messages runs as a program of its own.
    begin = time.perf_counter()
    proces = subprocess.Popen(opdracht, cwd=WORTEL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, gebruik = os.wait4(proces.pid, 0)
    seconden = time.perf_counter() - begin
    proces.returncode = os.waitstatus_to_exitcode(status)
    if proces.returncode:
        raise RuntimeError(f"{' '.join(opdracht)} eindigde met {proces.returncode}")
    return Meting(naam, seconden, gebruik.ru_maxrss * 1024, gebruik.ru_utime + gebruik.ru_stime)


@dataclass(frozen=True, slots=True)
class Verhouding:
    """One line of the table: a measured number as a share of another, and the most it should be."""

    wat: str
    gemeten: str
    verhouding: float
    doel: float


def tijd(wat: str, meting: Meting, maat: Meting, doel: float) -> Verhouding:
    """The seconds of one program as a share of those of another."""
    return Verhouding(wat, f"{meting.seconden:.3f} s", meting.seconden / maat.seconden, doel)


def tabel(titel: str, metingen: Sequence[Meting], verhoudingen: Sequence[Verhouding]) -> Iterator[str]:
    """The lines of the table of one benchmark."""
    yield titel
    for meting in metingen:
        yield f"  {meting.naam:<44}{meting.seconden:>9.3f} s{meting.geheugen / 1e6:>9.0f} MB"
    for regel in verhoudingen:
        oordeel = "haalt" if regel.verhouding <= regel.doel else "HAALT NIET"
        yield f"  {regel.wat:<44}{regel.gemeten:>11}{regel.verhouding:>8.2f}x  {oordeel} {regel.doel:g}x"
