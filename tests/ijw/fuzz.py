"""`python -m tests.ijw.fuzz`: feed damaged messages to reader and validator.

Each must become a message that can be written and read again, or a named error, within a second per 100 kB
and without a growing process; read in small blocks it must come to the same. Document n of a seed is always
the same bytes: `--toon n` writes it, `--vanaf n --aantal 1` tries it again.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from multiprocessing.connection import Connection, wait
from random import Random
from typing import Any
from unittest.mock import patch

from ijw import codec, schema
from ijw.fouten import Onleesbaar, Schemafout
from ijw.regels.controle import controleer
from tests.ijw.beschadigd import beschadig, maak_bronnen

MEESTE_SECONDEN = 1.0
"""The most CPU time per 100 kB."""

LEGE_MAAT = 10_000
"""A document counts for so many bytes at least: what reading costs to begin with is no measure."""

MEESTE_GROEI = 32 * 1024 * 1024
"""How much the peak memory of a process may grow, in bytes, once it has read its first tenth."""

BLOKKEN = (61, 509, 4_093)
"""Sizes in bytes of the blocks that one in sixteen documents is read in once more."""

MEESTE_STILTE = 60
"""After so many seconds without a document done, a process hangs."""


def document(zaad: int, nummer: int, bronnen: list[bytes]) -> bytes:
    """Document `nummer` of a seed."""
    return beschadig(Random(f"{zaad}:{nummer}"), bronnen)


def bronnen_van(zaad: int) -> list[bytes]:
    """The good messages that the documents of a seed are made from."""
    return maak_bronnen(Random(zaad))


def beproef(xml: bytes) -> str:
    """Read and validate a document and say what came of it; any other error than the named ones is raised."""
    try:
        stroom = codec.Stroom(xml)
        stukken = tuple(stroom)
    except Onleesbaar:
        return "onleesbaar"
    except Schemafout as fout:
        if not 1 <= len(fout.bevindingen) <= schema.MEESTE_FOUTEN:
            raise AssertionError(f"{len(fout.bevindingen)} bevindingen") from None
        return "schemafout"
    soort, bericht = stroom.soort, stroom.kop
    bevindingen = controleer(soort, lambda: bericht, lambda: stukken)
    if soort.stroomklasse is not None:
        bericht = codec.voeg_in(bericht, soort, stukken)
    assert codec.lees(codec.schrijf(bericht, soort)) == bericht
    return "afgekeurd op niveau 2" if bevindingen else "goed"


@dataclass
class Verloop:
    """What came of the documents so far."""

    uitkomsten: Counter[str] = field(default_factory=Counter)
    fouten: list[tuple[int, str]] = field(default_factory=list)
    traagste: tuple[float, int] = (0.0, -1)
    geheugen: tuple[int, int] = (0, 0)

    def neem(self, nummer: int, xml: bytes, *, in_blokken: int | None) -> None:
        """Try one document, and again in blocks of so many bytes."""
        try:
            begin = time.process_time()
            uitkomst = beproef(xml)
            seconden = time.process_time() - begin
            self.uitkomsten[uitkomst] += 1
            if in_blokken is not None:
                with patch.multiple(codec, _KLEIN=0, _BLOK=in_blokken):
                    anders = beproef(xml)
                assert anders == uitkomst, f"{uitkomst}, maar in blokken van {in_blokken} bytes {anders}"
        except Exception as fout:
            self.fouten.append((nummer, f"{type(fout).__name__}: {fout}"))
            return
        maat = max(len(xml), LEGE_MAAT) / 100_000
        if seconden / maat > self.traagste[0]:
            # A slow document is slow every time, a busy machine or a codelijst to load is not.
            seconden = min(seconden, _seconden(xml), _seconden(xml))
        self.traagste = max(self.traagste, (seconden / maat, nummer))
        if seconden / maat > MEESTE_SECONDEN:
            self.fouten.append((nummer, f"{seconden / maat:.1f} s per 100 kB"))


def _seconden(xml: bytes) -> float:
    begin = time.process_time()
    beproef(xml)
    return time.process_time() - begin


def voer(zaad: int, nummers: range, begin_aan: Callable[[int], None] = lambda nummer: None) -> Verloop:
    """Try documents of a seed, telling before each which one it is."""
    bronnen = bronnen_van(zaad)
    for bron in bronnen:
        # Loads each schema, which is no part of reading a document.
        assert beproef(bron) in ("goed", "afgekeurd op niveau 2")
    verloop = Verloop()
    na_een_tiende = 0
    for gedaan, nummer in enumerate(nummers, 1):
        begin_aan(nummer)
        in_blokken = BLOKKEN[nummer // 16 % len(BLOKKEN)] if nummer % 16 == 0 else None
        verloop.neem(nummer, document(zaad, nummer, bronnen), in_blokken=in_blokken)
        if gedaan == max(1, len(nummers) // 10):
            na_een_tiende = _piek()
    verloop.geheugen = na_een_tiende, _piek()
    return verloop


def _piek() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


# --- in processes of their own, so that a crash or a hang shows as one ------------------------------


def _kind(uit: Connection, bezig: Any, zaad: int, nummers: range) -> None:
    def begin_aan(nummer: int) -> None:
        bezig.value = nummer

    uit.send(voer(zaad, nummers, begin_aan))


def voer_in_processen(zaad: int, nummers: range, processen: int) -> list[Verloop]:
    """Divide the documents over processes; one that crashes or hangs comes back as an error of its document."""
    fork = multiprocessing.get_context("fork")
    grenzen = [len(nummers) * deel // processen for deel in range(processen + 1)]
    kinderen = []
    for begin, eind in pairwise(grenzen):
        lezer, schrijver = fork.Pipe(duplex=False)
        bezig = fork.RawValue("q")
        kind = fork.Process(target=_kind, args=(schrijver, bezig, zaad, nummers[begin:eind]))
        kind.start()
        schrijver.close()
        kinderen.append((kind, lezer, bezig))
    return [_wacht(*kind) for kind in kinderen]


def _wacht(kind: Any, lezer: Connection, bezig: Any) -> Verloop:
    nummer = None
    while not wait([lezer], MEESTE_STILTE):
        if bezig.value == nummer:
            kind.terminate()
            break
        nummer = bezig.value
    try:
        verloop: Verloop = lezer.recv()
    except EOFError:
        verloop = Verloop(fouten=[(bezig.value, "het proces liep vast of viel om")])
    kind.join()
    return verloop


def verslag(verlopen: Sequence[Verloop], zaad: int, seconden: float) -> Iterator[str]:
    """The lines that tell what happened."""
    uitkomsten = sum((verloop.uitkomsten for verloop in verlopen), Counter[str]())
    yield f"{uitkomsten.total():,} documenten van zaad {zaad} in {seconden:.0f} s"
    for uitkomst, aantal in uitkomsten.most_common():
        yield f"  {uitkomst:<24}{aantal:>12,}"
    tempo, nummer = max(verloop.traagste for verloop in verlopen)
    yield f"  traagste document         {tempo:.3f} s per 100 kB (nummer {nummer})"
    for verloop in verlopen:
        begin, eind = (piek / 1e6 for piek in verloop.geheugen)
        yield f"  geheugen                  {begin:.1f} MB na een tiende, {eind:.1f} MB aan het eind"
    for nummer, fout in sorted(fouten_van(verlopen)):
        yield f"  FOUT bij nummer {nummer}: {fout}"


def fouten_van(verlopen: Iterable[Verloop]) -> Iterator[tuple[int, str]]:
    """What may not happen, with the number of the document."""
    for verloop in verlopen:
        yield from verloop.fouten
        begin, eind = verloop.geheugen
        if eind - begin > MEESTE_GROEI:
            yield -1, f"het geheugen groeide met {(eind - begin) / 1e6:.0f} MB"


def main() -> int:
    """Run from the command line; exit status 1 when something happened that may not."""
    parser = argparse.ArgumentParser(prog="python -m tests.ijw.fuzz", description=__doc__)
    parser.add_argument("--aantal", type=int, default=10_000, metavar="N", help="hoeveel documenten")
    parser.add_argument("--zaad", type=int, default=1, metavar="Z", help="welke rij documenten")
    parser.add_argument("--vanaf", type=int, default=0, metavar="N", help="het nummer van het eerste")
    parser.add_argument("--processen", type=int, default=1, metavar="P", help="hoeveel tegelijk")
    parser.add_argument("--toon", type=int, metavar="N", help="schrijf alleen document N, en beproef niets")
    args = parser.parse_args()
    if args.toon is not None:
        sys.stdout.buffer.write(document(args.zaad, args.toon, bronnen_van(args.zaad)))
        return 0
    begin = time.monotonic()
    nummers = range(args.vanaf, args.vanaf + args.aantal)
    verlopen = voer_in_processen(args.zaad, nummers, args.processen)
    for regel in verslag(verlopen, args.zaad, time.monotonic() - begin):
        print(regel)
    return 1 if any(fouten_van(verlopen)) else 0


if __name__ == "__main__":
    sys.exit(main())
