"""Ten thousand damaged messages in every run; `python -m tests.ijw.fuzz` reads as many as there is time for."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from ijw import codec
from ijw.fouten import IjwError
from tests.ijw import fuzz


def test_tienduizend_beschadigde_berichten() -> None:
    verloop = fuzz.voer(1, range(10_000))
    assert list(fuzz.fouten_van([verloop])) == []
    assert verloop.uitkomsten.total() == 10_000
    # Not only what falls at the first hurdle: a share of it passes the schema, and a share of that the rules.
    assert min(verloop.uitkomsten.values()) > 400
    assert set(verloop.uitkomsten) == {"onleesbaar", "schemafout", "afgekeurd op niveau 2", "goed"}


def test_hetzelfde_zaad_geeft_dezelfde_documenten() -> None:
    een, ander = fuzz.bronnen_van(7), fuzz.bronnen_van(7)
    documenten = [fuzz.document(7, nummer, een) for nummer in range(200)]
    assert documenten == [fuzz.document(7, nummer, ander) for nummer in range(200)]
    assert documenten != [fuzz.document(8, nummer, een) for nummer in range(200)]


@pytest.mark.parametrize(
    ("fout", "melding"), [(ValueError("stuk"), "ValueError: stuk"), (IjwError("vaag"), "IjwError: vaag")]
)
def test_een_andere_fout_valt_op(fout: Exception, melding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stuk(xml: bytes) -> str:
        raise fout

    verloop = fuzz.Verloop()
    monkeypatch.setattr(fuzz, "beproef", stuk)
    verloop.neem(3, b"", in_blokken=None)
    assert list(fuzz.fouten_van([verloop])) == [(3, melding)]


@pytest.mark.parametrize(("seconden", "te_traag"), [(0.09, False), (0.11, True)])
def test_een_traag_document_valt_op(seconden: float, te_traag: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten kilobytes may take a tenth of a second."""
    klok = iter(n * seconden for n in range(6))
    monkeypatch.setattr(time, "process_time", lambda: next(klok))
    verloop = fuzz.Verloop()
    verloop.neem(3, b"<" * 10_000, in_blokken=None)
    assert [nummer for nummer, _ in verloop.fouten] == [3] * te_traag


def test_in_blokken_komt_hetzelfde_eruit(monkeypatch: pytest.MonkeyPatch) -> None:
    def oordeel(xml: bytes) -> str:
        return "goed" if codec._BLOK == 64 else "schemafout"

    monkeypatch.setattr(fuzz, "beproef", oordeel)
    verloop = fuzz.Verloop()
    verloop.neem(3, b"", in_blokken=64)
    ((nummer, melding),) = verloop.fouten
    assert (nummer, melding.endswith("schemafout, maar in blokken van 64 bytes goed")) == (3, True)


def test_groeiend_geheugen_valt_op() -> None:
    grens = 50_000_000 + fuzz.MEESTE_GROEI
    assert list(fuzz.fouten_van([fuzz.Verloop(geheugen=(50_000_000, grens))])) == []
    assert len(list(fuzz.fouten_van([fuzz.Verloop(geheugen=(50_000_000, grens + 1))]))) == 1


@pytest.mark.parametrize("processen", [1, 2])
def test_processen_verdelen_de_documenten(processen: int) -> None:
    verlopen = fuzz.voer_in_processen(1, range(30, 131), processen)
    assert len(verlopen) == processen
    assert sum(verloop.uitkomsten.total() for verloop in verlopen) == 101
    assert list(fuzz.fouten_van(verlopen)) == []


def test_een_proces_dat_omvalt_noemt_het_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def val_om(zaad: int, nummers: range, begin_aan: Callable[[int], None]) -> fuzz.Verloop:
        begin_aan(nummers[3])
        os._exit(1)

    monkeypatch.setattr(fuzz, "voer", val_om)
    verlopen = fuzz.voer_in_processen(1, range(10), 2)
    assert [nummer for nummer, _ in fuzz.fouten_van(verlopen)] == [3, 8]
