"""Messages as rows and back, by the declarations alone and without loss.

A column is named by the path of element names from the nearest berichtklasse that may repeat, or from the
message: Header.Afzender, Client.Bsn, ToegewezenProduct.Omvang.Volume. A row holds at most one of each class that
repeats; several independent lists (Relatie, Contact and ToegewezenProduct of a JW301) stand side by side or in
rows of their own, as one likes. Rows of one message repeat what occurs once, or leave it empty. A Client with
prestaties is as many rows with the same Bsn. Codes in one cell (RetourCode) have a space between them.
"""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import chain, zip_longest
from typing import Any, Final, NamedTuple

from ijw.berichten import basis, jw323
from ijw.fouten import Schrijffout
from ijw.json_vorm import MEESTE_FOUTEN, Vormfout
from ijw.rekenen import naar_centen, uit_centen
from ijw.schema import beschrijf, kort
from ijw.vorm import Berichtsoort, Element, Klassetype, Ldt, vorm

IDENTIFICATIE: Final = "Header.BerichtIdentificatie.Identificatie"
LEEG: Final = "leeg"
"""In the column of a composite type all of which is optional: it is there, with nothing in it."""

_GEHEEL: Final = re.compile("-?[0-9]{1,20}")
_DATUM: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Kolom(NamedTuple):
    """A column: its name, its element, and whether its value says something about a person."""

    naam: str
    element: Element
    geheim: bool


class Rij(NamedTuple):
    """One row: the number people know it by, and its cells by column, empty ones left out."""

    nummer: int
    cellen: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A message made of rows, and the row in which each berichtklasse begins, by its place in the message."""

    bericht: Any
    plekken: Mapping[str, int]

    def rij(self, locatie: str) -> int:
        """The row that a place in the message (XPath) is made of; the first one for a place outside it."""
        while locatie and locatie not in self.plekken:
            locatie = locatie.rpartition("/")[0]
        return self.plekken[locatie or "/Bericht"]


@cache
def kolommen(soort: Berichtsoort) -> tuple[Kolom, ...]:
    """Every column of a berichtsoort, in the order of the schema."""
    return tuple(_kolommen(soort.wortel, (), geheim=False))


def verplicht(soort: Berichtsoort) -> tuple[str, ...]:
    """The columns without which there is no message of this kind; within what is optional there may be more."""
    return tuple(_verplicht(soort.wortel, ()))


def _kolommen(klasse: Klassetype, pad: tuple[str, ...], *, geheim: bool) -> Iterator[Kolom]:
    for el in vorm(klasse).elementen:
        persoonlijk = geheim or el.persoonsgegeven
        if isinstance(el.type, Ldt):
            yield Kolom(".".join((*pad, el.naam)), el, persoonlijk)
        else:
            yield from _kolommen(el.type, _pad(pad, el), geheim=persoonlijk)


def _verplicht(klasse: Klassetype, pad: tuple[str, ...]) -> Iterator[str]:
    for el in vorm(klasse).elementen:
        if el.optioneel or (klasse, el.veld) in _AFGELEID:
            continue
        if isinstance(el.type, Ldt):
            yield ".".join((*pad, el.naam))
        else:
            yield from _verplicht(el.type, _pad(pad, el))


def _pad(pad: tuple[str, ...], el: Element) -> tuple[str, ...]:
    return (el.naam,) if el.herhaald else (*pad, el.naam)


@cache
def _namen(klasse: Klassetype, pad: tuple[str, ...]) -> frozenset[str]:
    """All names that may stand above a cell of this berichtklasse or of what is in it."""
    namen = {".".join(pad)} if all(el.optioneel for el in vorm(klasse).elementen) else set()
    for el in vorm(klasse).elementen:
        if isinstance(el.type, Ldt):
            namen.add(".".join((*pad, el.naam)))
        else:
            namen |= _namen(el.type, _pad(pad, el))
    return frozenset(namen)


@cache
def _eindes(soort: Berichtsoort) -> Mapping[str, tuple[str, ...]]:
    """The names of columns by each of their endings, such as client.bsn and bsn, in small letters."""
    eindes: dict[str, tuple[str, ...]] = {}
    for naam in sorted(_namen(soort.wortel, ())):
        delen = naam.lower().split(".")
        for plek in range(len(delen)):
            einde = ".".join(delen[plek:])
            eindes[einde] = (*eindes.get(einde, ()), naam)
    return eindes


@cache
def _sleutel(klasse: Klassetype, pad: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of the logical keys of a berichtklasse and of what occurs once in it."""
    namen = [".".join((*pad, *deel.split("/"))) for deel in vorm(klasse).sleutel]
    for el in vorm(klasse).elementen:
        if not isinstance(el.type, Ldt) and not el.herhaald:
            namen += _sleutel(el.type, _pad(pad, el))
    return tuple(namen)


@cache
def _heeft_lijst(klasse: Klassetype) -> bool:
    return any(not isinstance(el.type, Ldt) and el.herhaald for el in vorm(klasse).elementen)


# --- messages to rows -----------------------------------------------------------------------------


def naar_rijen(bericht: Any, soort: Berichtsoort) -> list[dict[str, str]]:
    """Give a message as rows of cells by column; raises Schrijffout when two of one Client would become one."""
    return _rijen(bericht, soort.wortel, ())


def _rijen(obj: Any, klasse: Klassetype, pad: tuple[str, ...]) -> list[dict[str, str]]:
    eigen: dict[str, str] = {}
    lijsten: list[list[dict[str, str]]] = []
    _leg_uit(obj, klasse, pad, eigen, lijsten)
    if not lijsten:
        return [eigen]
    naast_elkaar = zip_longest(*lijsten, fillvalue={})
    return [eigen | {naam: cel for deel in delen for naam, cel in deel.items()} for delen in naast_elkaar]


def _leg_uit(
    obj: Any, klasse: Klassetype, pad: tuple[str, ...], eigen: dict[str, str], lijsten: list[list[dict[str, str]]]
) -> None:
    """Lay out what occurs once in `eigen`, and the rows of each class that repeats in `lijsten`."""
    for el in vorm(klasse).elementen:
        waarde, verder = getattr(obj, el.veld), _pad(pad, el)
        if waarde is None or waarde == ():
            continue
        if isinstance(el.type, Ldt):
            eigen[".".join((*pad, el.naam))] = " ".join(map(str, waarde)) if el.herhaald else str(waarde)
        elif el.herhaald:
            rijen = [_rijen(deel, el.type, verder) for deel in waarde]
            sleutels = {tuple(map(deel[0].get, _sleutel(el.type, verder))) for deel in rijen}
            if _heeft_lijst(el.type) and len(sleutels) < len(rijen):
                raise Schrijffout(f"Dit bericht heeft twee keer dezelfde {el.naam}; dat kan niet in rijen.")
            lijsten.append([rij for deel in rijen for rij in deel])
        else:
            voor = len(eigen) + len(lijsten)
            _leg_uit(waarde, el.type, verder, eigen, lijsten)
            if len(eigen) + len(lijsten) == voor:
                eigen[".".join(verder)] = LEEG


# --- rows to messages -----------------------------------------------------------------------------


def lees_csv(regels: Iterable[str]) -> tuple[Sequence[str], list[tuple[int, Sequence[str]]]]:
    """Give the names in the first row of CSV, and the other rows with their number; raises Vormfout.

    Numbers are those a spreadsheet shows: the row of names is 1. Rows without any cell are left out.
    """
    bron = iter(regels)
    eerste = next(bron, "")
    scheiding = max(";,\t", key=eerste.count)
    lezer = csv.reader(chain((eerste,), bron), delimiter=scheiding, strict=True)
    rijen: list[tuple[int, Sequence[str]]] = []
    try:
        rijen = [(nummer, cellen) for nummer, cellen in enumerate(lezer, 1) if any(cellen)]
        stuk = False
    except csv.Error:
        stuk = True
    if stuk:
        raise Vormfout((f"regel {lezer.line_num}: dit is geen goede CSV; kijk naar de aanhalingstekens.",))
    if not rijen:
        raise Vormfout(("rij 1: gevonden niets, verwacht de namen van kolommen.",))
    (_, namen), *rest = rijen
    if krom := [(nummer, len(cellen)) for nummer, cellen in rest if len(cellen) != len(namen)]:
        raise Vormfout(
            tuple(f"rij {nummer}: gevonden {aantal} cellen, verwacht {len(namen)}." for nummer, aantal in krom)
        )
    return namen, rest


def van_rijen(
    namen: Sequence[str],
    rijen: Iterable[tuple[int, Sequence[str]]],
    soort: Berichtsoort,
    *,
    vul: Mapping[str, str] | None = None,
    standaard: Callable[[int], Mapping[str, str]] = lambda nummer: {},
) -> list[Gelezen]:
    """Give the messages that rows describe; raises Vormfout with every error in them, by row and column.

    Rows with the same Identificatie are one message; without one, those with the same keys (Bsn,
    ReferentieAanbieder, DeclaratieNummer). `vul` fills cells that are empty in any row, before that; `standaard`
    those of the n-th message (from 0), after. Structure, types and facets are judged here; rules are not.
    """
    lezer = _Lezer(soort)
    gelezen = lezer.lees(namen, rijen, vul or {}, standaard)
    if lezer.fouten:
        raise Vormfout(tuple(lezer.fouten[:MEESTE_FOUTEN]))
    return gelezen


class _Lezer:
    """Reads on after an error, so that people see all of them at once; what it gives then is not for use."""

    def __init__(self, soort: Berichtsoort) -> None:
        self.soort = soort
        self.fouten: list[str] = []
        self.geheim = {kolom.naam: kolom.geheim for kolom in kolommen(soort)}
        self.plekken: dict[str, int] = {}

    def fout(self, waar: str, gevonden: str, verwacht: str) -> None:
        self.fouten.append(f"{waar}: gevonden {gevonden}, verwacht {verwacht}.")

    def lees(
        self,
        namen: Sequence[str],
        rijen: Iterable[tuple[int, Sequence[str]]],
        vul: Mapping[str, str],
        standaard: Callable[[int], Mapping[str, str]],
    ) -> list[Gelezen]:
        boven = [self.kolom(naam.strip(), f"kolom {plek}") for plek, naam in enumerate(namen, 1)]
        for naam in {naam for naam in boven if naam and boven.count(naam) > 1}:
            self.fout(f"kolom {naam}", "deze naam vaker", "elke kolom één keer")
        gevuld = {self.kolom(naam, f"kolom {naam}"): cel for naam, cel in vul.items()}
        if self.fouten:
            return []
        groepen: dict[tuple[Any, ...], list[Rij]] = {}
        for nummer, cellen in rijen:
            rij = Rij(nummer, gevuld | self.cellen(nummer, boven, cellen))
            groepen.setdefault(self.sleutel(rij), []).append(rij)
        if not groepen:
            self.fout("rij 2", "niets", "ten minste één rij")
        return [self.bericht(groep, standaard(nummer)) for nummer, groep in enumerate(groepen.values())]

    def cellen(self, nummer: int, boven: Sequence[str], cellen: Sequence[str]) -> dict[str, str]:
        gevuld = {naam: cel for naam, cel in zip(boven, cellen, strict=True) if cel}
        if gevuld.pop("", None) is not None:
            self.fout(f"rij {nummer}", "een cel in een kolom zonder naam", "een naam in rij 1")
        for naam in gevuld.keys() - self.geheim.keys():
            if gevuld[naam] != LEEG:
                self.fout(f"rij {nummer}, kolom {naam}", "iets anders", f"{LEEG} of niets")
        return gevuld

    def kolom(self, naam: str, waar: str) -> str:
        """The full name of a column: as it is, or by an ending that only one column has. No name, no column."""
        if not naam:
            return ""
        eindes = _eindes(self.soort)
        passend = eindes.get(naam.lower(), ())
        if volledig := next((eigen for eigen in passend if eigen.lower() == naam.lower()), None):
            return volledig
        if len(passend) == 1:
            return passend[0]
        if passend:
            self.fout(waar, "een naam van meer kolommen", f"een van {', '.join(passend)}")
            return ""
        # A file without a row of names has data there, so what stands there is not shown.
        lijkt = difflib.get_close_matches(naam.lower(), eindes, n=1)
        verwacht = " of ".join(eindes[lijkt[0]]) if lijkt else f"een kolom van een {self.soort.naam}"
        self.fout(waar, "een onbekende naam", verwacht)
        return ""

    def sleutel(self, rij: Rij) -> tuple[Any, ...]:
        if identificatie := rij.cellen.get(IDENTIFICATIE):
            return (identificatie,)
        return tuple(map(rij.cellen.get, ("", *_sleutel(self.soort.wortel, ()))))

    def bericht(self, rijen: list[Rij], standaard: Mapping[str, str]) -> Gelezen:
        rijen = [Rij(rij.nummer, {**standaard, **rij.cellen}) for rij in rijen] if standaard else rijen
        self.plekken = {"/Bericht": rijen[0].nummer}
        return Gelezen(self.klasse(self.soort.wortel, (), rijen, "/Bericht"), self.plekken)

    def klasse(self, klasse: Klassetype, pad: tuple[str, ...], rijen: Sequence[Rij], plek: str) -> Any:
        velden: dict[str, Any] = {}
        afgeleid = []
        for el in vorm(klasse).elementen:
            if (klasse, el.veld) in _AFGELEID and not self.gevuld(el.type, _pad(pad, el), rijen):
                afgeleid.append(el.veld)
            elif isinstance(el.type, Ldt):
                velden[el.veld] = self.cel(el, ".".join((*pad, el.naam)), rijen)
            elif el.herhaald:
                velden[el.veld] = self.lijst(el, rijen, plek)
            elif el.optioneel and not self.gevuld(el.type, _pad(pad, el), rijen):
                velden[el.veld] = None
            else:
                velden[el.veld] = self.klasse(el.type, _pad(pad, el), rijen, f"{plek}/{el.naam}")
        for veld in afgeleid:
            velden[veld] = None if self.fouten else _AFGELEID[klasse, veld](velden)
        return klasse(**velden)

    def gevuld(self, klasse: Klassetype, pad: tuple[str, ...], rijen: Sequence[Rij]) -> bool:
        namen = _namen(klasse, pad)
        return any(not namen.isdisjoint(rij.cellen) for rij in rijen)

    def lijst(self, el: Element, rijen: Sequence[Rij], plek: str) -> tuple[Any, ...]:
        pad = (el.naam,)
        groepen: dict[Any, list[Rij]] = {}
        for rij in rijen:
            if self.gevuld(el.type, pad, (rij,)):
                los = tuple(map(rij.cellen.get, _sleutel(el.type, pad))) if _heeft_lijst(el.type) else rij.nummer
                groepen.setdefault(los, []).append(rij)
        if not groepen and not el.optioneel:
            self.fout(f"rij {rijen[0].nummer}", f"geen {el.naam}", f"ten minste één, in de kolommen {el.naam}.…")
        delen = []
        boven = f"{plek}/{el.omhulsel}" if el.omhulsel else plek
        for nummer, groep in enumerate(groepen.values(), 1):
            hier = f"{boven}/{el.naam}[{nummer}]"
            self.plekken[hier] = groep[0].nummer
            delen.append(self.klasse(el.type, pad, groep, hier))
        return tuple(delen)

    def cel(self, el: Element, naam: str, rijen: Sequence[Rij]) -> Any:
        """The value of one column in the rows of one berichtklasse: the same in all of them, or empty."""
        eerste = next((rij for rij in rijen if naam in rij.cellen), None)
        if eerste is None:
            if not el.optioneel:
                self.fout(f"rij {rijen[0].nummer}, kolom {naam}", "niets", _verwacht(el))
            return () if el.herhaald else None
        cel = eerste.cellen[naam]
        for rij in rijen:
            if rij.cellen.get(naam, cel) != cel:
                wat = f"hetzelfde als in rij {eerste.nummer}, of niets"
                self.fout(f"rij {rij.nummer}, kolom {naam}", "iets anders", wat)
        delen = cel.split() if el.herhaald else [cel]
        waarden = tuple(_lees(el, deel) for deel in delen)
        if None in waarden or not waarden:
            gevonden = "iets anders" if self.geheim[naam] else kort(cel, 40)
            self.fout(f"rij {eerste.nummer}, kolom {naam}", gevonden, _verwacht(el))
        return waarden if el.herhaald else waarden[0]


def _verwacht(el: Element) -> str:
    assert isinstance(el.type, Ldt)
    een = beschrijf(el.type, el.patroon)
    return f"{een}; meer met een spatie ertussen" if el.herhaald else een


def _lees(el: Element, cel: str) -> Any:
    """The value in a cell, or None when its type does not take it."""
    ldt: Ldt = el.type
    if ldt.basis == "integer":
        waarde = int(cel) if _GEHEEL.fullmatch(cel := cel.strip()) else None
        past = waarde is not None and (ldt.minimum or 0) <= waarde <= (ldt.maximum or waarde)
        return waarde if past else None
    if ldt.basis == "date":
        return _dag(cel.strip())
    tekst = cel.strip() if ldt.basis == "time" else cel
    patroon = el.patroon or ldt.patroon
    past = not ldt.gesloten or tekst in ldt.waarden
    past = past and (ldt.min_lengte or 0) <= len(tekst) <= (ldt.max_lengte or len(tekst))
    # White space of XML, not of Unicode.
    past = past and (patroon is None or re.fullmatch(patroon, tekst, re.ASCII) is not None)
    return tekst if past else None


def _dag(cel: str) -> date | None:
    try:
        return date.fromisoformat(cel) if _DATUM.fullmatch(cel) else None
    except ValueError:
        return None


def _som(velden: Mapping[str, Any]) -> basis.TotaalBedragMetDC:
    """The TotaalIngediendBedrag of the prestaties under a Declaratie."""
    bedragen = (prestatie.ingediend_bedrag for client in velden["clienten"] for prestatie in client.prestaties)
    bedrag, debet_credit = uit_centen(sum(naar_centen(b.bedrag, b.debet_credit) for b in bedragen))
    return basis.TotaalBedragMetDC(totaal_bedrag=bedrag, debet_credit=debet_credit)


_AFGELEID: Final[Mapping[tuple[Klassetype, str], Callable[[Mapping[str, Any]], Any]]] = {
    (jw323.Declaratie, "totaal_ingediend_bedrag"): _som
}
"""What follows from the rest when its columns are empty."""
