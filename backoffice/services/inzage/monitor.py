"""The monitor of the region: who uses what, what it costs, what came late, and on whom the region leans.

It is made for people outside the gemeente of a jeugdige, so small groups are hidden in all of it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from backoffice.services.onderdrukken import KLEINSTE, onderdruk
from backoffice.services.onthouden import per_paar
from backoffice.services.tabelvormen import Cel, Tabel
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.kosten import lees_namen
from backoffice.storage.views import monitor
from backoffice.storage.views.monitor import Deel, Gebruik, Maandkosten, Termijnsom, Verwijzing, tel_samen
from ijw import codelijsten

VERBORGEN: Final = f"minder dan {KLEINSTE}, of te herleiden"
_GROOTSTE: Final = 10
_MAANDEN: Final = 12
_VERWIJZERS: Final = "COD327"
_ONDERSTEUNING: Final = re.compile(r"Ondersteuningsbehoefte (\d+), niveau (\w+)", re.ASCII)
"""How a contract of the Twents model calls its products."""
_TIENDUIZEND: Final = 10_000


@dataclass(frozen=True, slots=True)
class Gebruikregel:
    """Care of one gemeente or product; everything is None where there are too few jeugdigen to show."""

    naam: str
    jeugdigen: int | None
    minuten: int | None
    bedrag: int | None


@dataclass(frozen=True, slots=True)
class Ondersteuningsregel:
    """Care of one ondersteuningsbehoefte and niveau of the Twents model; None where there are too few to show."""

    behoefte: str
    niveau: str
    jeugdigen: int | None
    minuten: int | None
    bedrag: int | None


@dataclass(frozen=True, slots=True)
class Verwijsregel:
    """Toewijzingen by kind of verwijzer (COD327, empty when unknown); None where there are too few to show."""

    code: str
    naam: str
    jeugdigen: int | None
    toewijzingen: int | None


@dataclass(frozen=True, slots=True)
class Marktaandeel:
    """What an aanbieder was granted (eurocents), and its share in tenths of a percent."""

    aanbieder: str
    naam: str
    bedrag: int
    aandeel: int


@dataclass(frozen=True, slots=True)
class Monitor:
    """One year of delivery; amounts are eurocents.

    `kosten` holds per gemeente one figure per month. `hhi` sums the squared shares of all aanbieders in percents:
    up to 10,000 for one that delivers everything. Counts of products and verwijzers may overlap, so they
    have no total.
    """

    jaar: int
    per_gemeente: tuple[Gebruikregel, ...]
    jeugdigen: int | None
    per_product: tuple[Gebruikregel, ...]
    per_ondersteuning: tuple[Ondersteuningsregel, ...]
    verwijzers: tuple[Verwijsregel, ...]
    kosten: Mapping[str, tuple[int, ...]]
    termijnen: tuple[Termijnregel, ...]
    grootste: tuple[Marktaandeel, ...]
    hhi: int

    @property
    def kosten_per_maand(self) -> tuple[int, ...]:
        """What all gemeenten bear together, month by month."""
        return tuple(map(sum, zip(*self.kosten.values(), strict=True))) or (0,) * _MAANDEN


@dataclass(frozen=True, slots=True)
class Termijnregel:
    """Prestaties by how they stood against their term; None where there are too few to show."""

    uitkomst: str
    aantal: int | None
    bedrag: int | None
    niet_betaald: int | None


def maak(werkplek: Werkplek, jaar: int) -> Monitor:
    """The monitor of a year of delivery."""
    periode = date(jaar, 1, 1), date(jaar, 12, 31)
    with lezen(werkplek.engine) as conn:
        delen = per_paar(werkplek, conn, monitor.lees_delen, *periode)
        verwijzingen = monitor.verwijzingen(conn, *periode)
        kosten = monitor.kosten_per_maand(conn, *periode)
        namen = lees_namen(conn)
    gemeenten, jeugdigen = _per_gemeente(delen)
    return Monitor(
        jaar,
        gemeenten,
        jeugdigen,
        # A jeugdige may have several products, so nothing adds up and each count stands by itself.
        tuple(
            _regel(product, gebruik, _getoond(gebruik.jeugdigen))
            for product, gebruik in _samen(paar for deel in delen for paar in deel.per_product.items())
        ),
        _ondersteuning(_samen(paar for deel in delen for paar in deel.per_ondersteuning.items())),
        _verwijzers(verwijzingen),
        _per_maand(kosten),
        _termijnen(delen),
        *_markt(delen, namen),
    )


def als_tabellen(gemaakt: Monitor) -> list[Tabel]:
    """The monitor as tables, with the same things hidden."""
    maanden = [f"{gemaakt.jaar}-{maand:02d}" for maand in range(1, _MAANDEN + 1)]
    per_maand = gemaakt.kosten_per_maand
    return [
        Tabel(
            "Gebruik per gemeente",
            _KOPPEN,
            [_cellen(regel) for regel in gemaakt.per_gemeente],
            ("regio", _aantal(gemaakt.jeugdigen), "", ""),
        ),
        Tabel("Gebruik per product", _KOPPEN, [_cellen(regel) for regel in gemaakt.per_product], ("", "", "", "")),
        Tabel(
            "Gebruik per ondersteuningsbehoefte",
            ("ondersteuningsbehoefte", "niveau", *_KOPPEN[1:]),
            [
                (een.behoefte, een.niveau, _aantal(een.jeugdigen), _aantal(een.minuten), _bedrag(een.bedrag))
                for een in gemaakt.per_ondersteuning
            ],
            ("", "", "", "", ""),
        ),
        Tabel(
            "Verwijzers",
            ("code", "verwijzer", "jeugdigen", "toewijzingen"),
            [
                (een.code, een.naam, _aantal(een.jeugdigen), _aantal(een.toewijzingen))
                for een in gemaakt.verwijzers
            ],
            ("", "", "", ""),
        ),
        Tabel(
            "Kosten per maand",
            ("gemeente", *maanden, "jaar"),
            [(code, *bedragen, sum(bedragen)) for code, bedragen in gemaakt.kosten.items()],
            ("regio", *per_maand, sum(per_maand)),
        ),
        Tabel(
            "Declaratietermijn",
            ("uitkomst", "prestaties", "bedrag", "niet toegekend"),
            [
                (regel.uitkomst, *map(_aantal, (regel.aantal,)), *map(_bedrag, (regel.bedrag, regel.niet_betaald)))
                for regel in gemaakt.termijnen
            ],
            ("", "", "", ""),
        ),
        Tabel(
            "Grootste aanbieders",
            ("aanbieder", "naam", "bedrag", "aandeel (promille)"),
            [(een.aanbieder, een.naam, een.bedrag, str(een.aandeel)) for een in gemaakt.grootste],
            ("HHI", str(gemaakt.hhi), "", ""),
        ),
    ]


_KOPPEN: Final = ("naam", "jeugdigen", "minuten", "bedrag")


def _cellen(regel: Gebruikregel) -> tuple[Cel, ...]:
    return regel.naam, _aantal(regel.jeugdigen), _aantal(regel.minuten), _bedrag(regel.bedrag)


def _aantal(aantal: int | None) -> str:
    return VERBORGEN if aantal is None else str(aantal)


def _bedrag(bedrag: int | None) -> Cel:
    return VERBORGEN if bedrag is None else bedrag


def _samen(delen: Iterable[tuple[str, Gebruik]]) -> list[tuple[str, Gebruik]]:
    """All that has one name together, by name."""
    per: defaultdict[str, list[Gebruik]] = defaultdict(list)
    for sleutel, gebruik in delen:
        per[sleutel].append(gebruik)
    return [(sleutel, tel_samen(per[sleutel])) for sleutel in sorted(per)]


def _per_gemeente(delen: Iterable[Deel]) -> tuple[tuple[Gebruikregel, ...], int | None]:
    per = _samen((deel.gemeente, gebruik) for deel in delen for gebruik in deel.per_product.values())
    getoond = onderdruk([gebruik.jeugdigen for _, gebruik in per])
    regels = (
        _regel(f"{gemeente} {codelijsten.gemeentenaam(gemeente)}", gebruik, aantal)
        for (gemeente, gebruik), aantal in zip(per, getoond.aantallen, strict=True)
    )
    return tuple(regels), getoond.totaal


def _regel(naam: str, gebruik: Gebruik, jeugdigen: int | None) -> Gebruikregel:
    """What few jeugdigen used would tell of them as much as their number."""
    if jeugdigen is None:
        return Gebruikregel(naam, None, None, None)
    return Gebruikregel(naam, jeugdigen, gebruik.minuten, gebruik.bedrag)


def _getoond(jeugdigen: int) -> int | None:
    """A count that adds up to nothing: hidden only when it is small itself."""
    return None if jeugdigen < KLEINSTE else jeugdigen


def _ondersteuning(producten: Iterable[tuple[str, Gebruik]]) -> tuple[Ondersteuningsregel, ...]:
    """What the contracts call by ondersteuningsbehoefte and niveau, in their order."""
    regels = []
    for naam, gebruik in producten:
        if gevonden := _ONDERSTEUNING.fullmatch(naam):
            behoefte, niveau = gevonden.groups()
            regel = _regel(naam, gebruik, _getoond(gebruik.jeugdigen))
            regels.append(Ondersteuningsregel(behoefte, niveau, regel.jeugdigen, regel.minuten, regel.bedrag))
    return tuple(sorted(regels, key=lambda regel: (regel.behoefte, regel.niveau)))


def _verwijzers(rijen: Sequence[Verwijzing]) -> tuple[Verwijsregel, ...]:
    namen = codelijsten.lees(_VERWIJZERS).waarden
    return tuple(
        Verwijsregel(
            rij.verwijzer,
            namen.get(rij.verwijzer, "onbekend"),
            _getoond(rij.jeugdigen),
            None if _getoond(rij.jeugdigen) is None else rij.toewijzingen,
        )
        for rij in rijen
    )


def _per_maand(rijen: Sequence[Maandkosten]) -> dict[str, tuple[int, ...]]:
    per: defaultdict[str, list[int]] = defaultdict(lambda: [0] * _MAANDEN)
    for rij in rijen:
        per[rij.gemeente][rij.maand.month - 1] = rij.bedrag
    return {gemeente: tuple(bedragen) for gemeente, bedragen in per.items()}


def _termijnen(delen: Iterable[Deel]) -> tuple[Termijnregel, ...]:
    per: defaultdict[str, list[Termijnsom]] = defaultdict(list)
    for deel in delen:
        for som in deel.termijnen:
            if som.uitkomst is not None:
                per[som.uitkomst].append(som)
    uitkomsten = sorted(per)
    getoond = onderdruk([sum(som.aantal for som in per[uitkomst]) for uitkomst in uitkomsten]).aantallen
    regels = []
    for uitkomst, aantal in zip(uitkomsten, getoond, strict=True):
        bedrag = sum(som.bedrag for som in per[uitkomst])
        toegekend = sum(som.toegekend or 0 for som in per[uitkomst])
        regels.append(
            Termijnregel(uitkomst, None, None, None)
            if aantal is None
            else Termijnregel(uitkomst, aantal, bedrag, bedrag - toegekend)
        )
    return tuple(regels)


def _markt(delen: Iterable[Deel], namen: Mapping[str, str]) -> tuple[tuple[Marktaandeel, ...], int]:
    per: defaultdict[str, int] = defaultdict(int)
    for deel in delen:
        for som in deel.termijnen:
            if som.toegekend is not None:
                per[deel.aanbieder] += som.toegekend
    totaal = sum(per.values())
    if totaal <= 0:
        return (), 0
    grootste = tuple(
        Marktaandeel(aanbieder, namen.get(aanbieder, ""), bedrag, round(bedrag * 1000 / totaal))
        for aanbieder, bedrag in sorted(per.items(), key=lambda paar: (-paar[1], paar[0]))[:_GROOTSTE]
    )
    return grootste, round(sum((bedrag / totaal) ** 2 for bedrag in per.values()) * _TIENDUIZEND)
