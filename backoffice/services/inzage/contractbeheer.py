"""Contracts that come in as a file and go out as one; what they agree is of the region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from backoffice.services import contractoverzicht, contractvoorstellen
from backoffice.services.contractvoorstellen import Voorstelblad
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.laad_contracten import Laadresultaat, laad_contracten, proef_contracten
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.rechten import Bezoeker
from ijw import codelijsten

_NAAM: Final = re.compile(r"[^A-Za-z0-9._-]+")


class Contractbestand(NamedTuple):
    """A file as somebody offers it: its name there, which says what form it has, and its bytes."""

    naam: str
    inhoud: bytes


def probeer(werkplek: Werkplek, bestand: Contractbestand, nu: datetime) -> Laadresultaat:
    """What loading a file would come to; keeps nothing."""
    with _op_schijf(bestand) as pad:
        return proef_contracten(werkplek.engine, pad, _gemeenten(), nu)


def laad(werkplek: Werkplek, bezoeker: Bezoeker, bestand: Contractbestand, nu: datetime) -> Laadresultaat:
    """Load a file: what changes money waits for a second person. The same file twice changes nothing."""
    with _op_schijf(bestand) as pad:
        return laad_contracten(werkplek.engine, pad, _gemeenten(), nu, bezoeker.naam)


def voorstel(werkplek: Werkplek, nummer: int, dag: date) -> Voorstelblad:
    """What one voorstel changes and what that touches; NietGevonden."""
    blad = contractvoorstellen.toon_voorstel(werkplek.engine, nummer, dag)
    if blad is None:
        raise NietGevonden(f"Voorstel {nummer} is er niet.")
    return blad


def exporteer(werkplek: Werkplek, contractnummer: str | None, vorm: str) -> bytes:
    """One contract, or all of them, as "yaml" or "xlsx"; raises OnbekendContract or Schrijffout."""
    with TemporaryDirectory() as map_:
        pad = Path(map_) / f"contracten.{vorm}"
        contractoverzicht.exporteer(werkplek.engine, contractnummer, pad)
        return pad.read_bytes()


def _gemeenten() -> frozenset[str]:
    return frozenset(codelijsten.lees(codelijsten.GEMEENTEN).waarden)


@contextmanager
def _op_schijf(bestand: Contractbestand) -> Iterator[Path]:
    """The file where it can be read, under a name that is no path."""
    with TemporaryDirectory() as map_:
        pad = Path(map_) / (_NAAM.sub("_", bestand.naam)[-80:].lstrip(".") or "contracten")
        pad.write_bytes(bestand.inhoud)
        yield pad
