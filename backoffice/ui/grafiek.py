"""Charts as coordinates: where each bar, point and grid line stands in a drawing of 720 by 320.

The figures are integers (eurocents, counts); a template draws what comes out of here, beside the table with the
same figures. Nothing is known from colour alone: series have a legend, lines differ in dashes, and every bar and
point says its figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

BREEDTE: Final = 720
HOOGTE: Final = 320
REEKSEN: Final = 3
"""How many series can be told apart."""

_LINKS, _RECHTS, _BOVEN, _ONDER = 84, 8, 12, 36
_VLAK_BREED: Final = BREEDTE - _LINKS - _RECHTS
_VLAK_HOOG: Final = HOOGTE - _BOVEN - _ONDER
_STREPEN: Final = 5
_LABEL_BREED: Final = 48
_GROEP_VOL: Final = 0.72
Tekst = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Reeks:
    """One series: a figure per label, None where there is none (yet)."""

    naam: str
    waarden: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Streep:
    """A grid line at this height, with the figure it stands for."""

    y: float
    tekst: str


@dataclass(frozen=True, slots=True)
class Label:
    """A word under the chart."""

    x: float
    tekst: str


@dataclass(frozen=True, slots=True)
class Staaf:
    """A bar; `tekst` says what it stands for."""

    x: float
    y: float
    breedte: float
    hoogte: float
    reeks: int
    tekst: str


@dataclass(frozen=True, slots=True)
class Stip:
    """A point of a line; `tekst` says what it stands for."""

    x: float
    y: float
    reeks: int
    tekst: str


@dataclass(frozen=True, slots=True)
class Lijn:
    """A line through points that follow each other without a gap, as SVG writes points."""

    punten: str
    reeks: int


@dataclass(frozen=True, slots=True)
class Grafiek:
    """A chart to draw: `naam` is unique on the page, `omschrijving` tells it to who does not see it."""

    naam: str
    titel: str
    omschrijving: str
    legenda: tuple[str, ...]
    nullijn: float
    strepen: tuple[Streep, ...]
    labels: tuple[Label, ...]
    staven: tuple[Staaf, ...] = ()
    lijnen: tuple[Lijn, ...] = ()
    stippen: tuple[Stip, ...] = ()
    breedte: int = BREEDTE
    hoogte: int = HOOGTE


def staven(naam: str, titel: str, labels: Sequence[str], reeksen: Sequence[Reeks], tekst: Tekst = str) -> Grafiek:
    """Bars beside each other per label; figures below zero hang under the zero line."""
    hoogten = _Hoogten(reeksen)
    vak = _VLAK_BREED / max(len(labels), 1)
    breed = vak * _GROEP_VOL / max(len(reeksen), 1)
    getekend = tuple(
        Staaf(
            round(_LINKS + vak * (plek + (1 - _GROEP_VOL) / 2) + breed * nr, 1),
            min(hoogten.y(waarde), hoogten.y(0)),
            round(breed * 0.92, 1),
            round(abs(hoogten.y(waarde) - hoogten.y(0)), 1),
            nr + 1,
            _zin(reeks, labels[plek], waarde, tekst),
        )
        for nr, reeks in enumerate(reeksen)
        for plek, waarde in enumerate(reeks.waarden)
        if waarde is not None
    )
    return _grafiek(naam, titel, labels, reeksen, tekst, hoogten, staven=getekend)


def lijnen(naam: str, titel: str, labels: Sequence[str], reeksen: Sequence[Reeks], tekst: Tekst = str) -> Grafiek:
    """A line per series; where a figure is missing the line is broken."""
    hoogten = _Hoogten(reeksen)
    stippen = {
        (nr, plek): Stip(
            _midden(plek, len(labels)), hoogten.y(waarde), nr + 1, _zin(reeks, labels[plek], waarde, tekst)
        )
        for nr, reeks in enumerate(reeksen)
        for plek, waarde in enumerate(reeks.waarden)
        if waarde is not None
    }
    stukken = groupby(enumerate(stippen), key=lambda nummer: (nummer[1][0], nummer[0] - nummer[1][1]))
    getekend = tuple(
        Lijn(" ".join(f"{stippen[sleutel].x},{stippen[sleutel].y}" for _, sleutel in stuk), nr + 1)
        for (nr, _), stuk in stukken
    )
    return _grafiek(naam, titel, labels, reeksen, tekst, hoogten, lijnen=getekend, stippen=tuple(stippen.values()))


def euro_kort(centen: int) -> str:
    """Eurocents in as few digits as an axis needs: € 1.500, € 0,50 or € 2,5 mln."""
    if abs(centen) >= 100_000_000:
        return f"€ {centen / 100_000_000:.2f}".rstrip("0").rstrip(".").replace(".", ",") + " mln"
    if centen % 100:
        return f"€ {centen / 100:.2f}".replace(".", ",")
    return f"€ {centen // 100:,}".replace(",", ".")


def stap(grootste: int, aantal: int = _STREPEN) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 ... of which `aantal` steps reach the largest figure."""
    macht = 1
    while True:
        for factor in (1, 2, 5):
            if factor * macht * aantal >= grootste:
                return factor * macht
        macht *= 10


class _Hoogten:
    """Where a figure stands: from the lowest grid line to the highest, zero among them."""

    def __init__(self, reeksen: Sequence[Reeks]) -> None:
        waarden = [0, *(waarde for reeks in reeksen for waarde in reeks.waarden if waarde is not None)]
        self.stap = stap(max(max(waarden) - min(waarden), 1))
        self.onder = min(waarden) // self.stap
        self.boven = max(-(-max(waarden) // self.stap), self.onder + 1)

    def y(self, waarde: int) -> float:
        deel = (waarde - self.onder * self.stap) / ((self.boven - self.onder) * self.stap)
        return round(_BOVEN + _VLAK_HOOG * (1 - deel), 1)

    def strepen(self, tekst: Tekst) -> tuple[Streep, ...]:
        waarden = [nr * self.stap for nr in range(self.onder, self.boven + 1)]
        return tuple(Streep(self.y(waarde), tekst(waarde)) for waarde in waarden)


def _grafiek(
    naam: str,
    titel: str,
    labels: Sequence[str],
    reeksen: Sequence[Reeks],
    tekst: Tekst,
    hoogten: _Hoogten,
    *,
    staven: tuple[Staaf, ...] = (),
    lijnen: tuple[Lijn, ...] = (),
    stippen: tuple[Stip, ...] = (),
) -> Grafiek:
    if len(reeksen) > REEKSEN:
        raise ValueError(f"{len(reeksen)} reeksen in een grafiek; meer dan {REEKSEN} zijn niet te onderscheiden")
    om_de = -(-_LABEL_BREED * len(labels) // _VLAK_BREED) or 1
    return Grafiek(
        naam,
        titel,
        " ".join(_omschrijving(reeks, labels, tekst) for reeks in reeksen),
        tuple(reeks.naam for reeks in reeksen),
        hoogten.y(0),
        hoogten.strepen(tekst),
        tuple(Label(_midden(plek, len(labels)), label) for plek, label in enumerate(labels) if plek % om_de == 0),
        staven,
        lijnen,
        stippen,
    )


def _midden(plek: int, aantal: int) -> float:
    return round(_LINKS + _VLAK_BREED * (plek + 0.5) / aantal, 1)


def _zin(reeks: Reeks, label: str, waarde: int, tekst: Tekst) -> str:
    return f"{reeks.naam}, {label}: {tekst(waarde)}"


def _omschrijving(reeks: Reeks, labels: Sequence[str], tekst: Tekst) -> str:
    """The highest and lowest figure in words."""
    bekend = [(waarde, label) for waarde, label in zip(reeks.waarden, labels, strict=True) if waarde is not None]
    if not bekend:
        return f"{reeks.naam}: geen cijfers."
    (hoog, hoog_bij), (laag, laag_bij) = max(bekend, key=_waarde), min(bekend, key=_waarde)
    return f"{reeks.naam}: het hoogst {tekst(hoog)} ({hoog_bij}), het laagst {tekst(laag)} ({laag_bij})."


def _waarde(paar: tuple[int, str]) -> int:
    return paar[0]
