"""The fields of a contract file, shared by both forms, and how their text becomes a contract.

Both readers deliver rows of text with a place (`Ruw`); everything after that is the same for YAML and Excel.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from backoffice.contracts.controle import Contractfout, Pad, kort
from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Declaratietermijn,
    Deelname,
    Gevolg,
    Product,
    TariefType,
    TariefVersie,
    Variant,
)

# Per part its fields in file order, and what a field holds in words for the person who fills it in.
VELDEN: Final = {
    "contracten": {
        "contractnummer": "Eigen nummer van het contract. Elk nummer komt één keer voor.",
        "soort": f"Een van: {', '.join(Contractsoort)}.",
        "aanbieder": "Agb-code van de aanbieder, 8 cijfers.",
        "kvk": "KvK-nummer van de aanbieder, 8 cijfers. Mag leeg zijn.",
        "begindatum": "Eerste dag van het contract.",
        "einddatum": "Laatste dag van het contract. Leeg: geen einde afgesproken.",
        "termijn_maanden": "Binnen hoeveel maanden de aanbieder declareert. Leeg: geen termijn afgesproken.",
        "gevolg": f"Wat er gebeurt als een declaratie te laat is: {', '.join(Gevolg)}. Leeg: {Gevolg.SIGNAAL}.",
    },
    "deelnames": {
        "gemeente": "CBS-code van de gemeente, 4 cijfers.",
        "vanaf": "Eerste dag waarop de gemeente meedoet.",
        "tot_en_met": "Laatste dag waarop de gemeente meedoet. Leeg: tot het einde van het contract.",
    },
    "producten": {
        "code": "Productcode, 1 tot 5 tekens.",
        "categorie": "Productcategorie uit de landelijke lijst, 2 cijfers.",
        "omschrijving": "Naam van het product.",
        "variant": f"Een van: {', '.join(Variant)}.",
        "eenheid": "Code van de eenheid: 01, 04, 14, 16, 82, 83 of 84. Leeg bij taakgericht.",
        "frequenties": "Codes van de frequenties, met komma's ertussen: 2, 4, 6. Leeg bij taakgericht.",
        "tarief_type": "vast (precies dit tarief) of maximum (dit tarief of lager). Leeg: vast.",
    },
    "tarieven": {
        "vanaf": "Eerste dag van de maand waarin het tarief ingaat.",
        "tot_en_met": "Laatste dag van de laatste maand. Leeg: tot het volgende tarief.",
        "tarief": "Euro's per eenheid, zoals 58,75.",
        "uurtarief": "Euro's per uur, voor een product in minuten. Vul tarief of uurtarief in.",
    },
}
DELEN: Final = {"contracten": ("deelnames", "producten"), "producten": ("tarieven",)}

MEESTE_FOUTEN: Final = 100
LANGSTE_TEKST: Final = 200

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Cel:
    """One value as text, and where it stands in the file."""

    tekst: str
    plaats: str


@dataclass(slots=True)
class Ruw:
    """One row or mapping as read: filled-in fields only, and the rows that belong to it.

    `onleesbaar` names fields whose value was refused, and reported, before it became text.
    """

    plaats: str
    velden: dict[str, Cel] = field(default_factory=dict)
    onleesbaar: set[str] = field(default_factory=set)
    delen: dict[str, list[Ruw]] = field(default_factory=dict)


@dataclass(slots=True)
class Gelezen:
    """What a file came to: contracts, faults (at most 100, the rest counted), and where everything stood.

    `plaatsen` leads from a place in the model to the place in the file; `onvolledig` names contracts of which
    a part could not be read.
    """

    contracten: list[Contract] = field(default_factory=list)
    fouten: list[Contractfout] = field(default_factory=list)
    meer_fouten: int = 0
    plaatsen: dict[Pad, str] = field(default_factory=dict)
    onvolledig: set[str] = field(default_factory=set)

    def meld(self, fout: Contractfout) -> None:
        """Add a fault, in the file's own words when its place is known there."""
        if len(self.fouten) >= MEESTE_FOUTEN:
            self.meer_fouten += 1
            return
        self.fouten.append(self._in_bestand(fout))

    def _in_bestand(self, fout: Contractfout) -> Contractfout:
        for lengte in range(len(fout.pad), 0, -1):
            plaats = self.plaatsen.get(fout.pad[:lengte])
            if plaats is not None:
                return Contractfout(plaats, fout.gevonden, fout.verwacht, fout.melding, fout.pad)
        return fout

    def neem_over(self, ruw: list[Ruw]) -> None:
        """Turn rows as read into contracts."""
        for rij in ruw:
            contract = _contract(_Lezer(self, rij, ()))
            if contract is not None:
                self.contracten.append(contract)


class Vormfout(Exception):
    """A text that has not the form of its field; the argument says what was expected."""


class _Lezer:
    """Takes the fields of one row, and reports those that cannot be read."""

    def __init__(self, gelezen: Gelezen, ruw: Ruw, pad: Pad) -> None:
        self.gelezen = gelezen
        self.ruw = ruw
        self.pad = pad
        self.goed = not ruw.onleesbaar

    def optioneel(self, veld: str, lees: Callable[[str], T]) -> T | None:
        cel = self.ruw.velden.get(veld)
        if cel is None:
            return None
        try:
            return lees(cel.tekst)
        except Vormfout as fout:
            self._fout(cel.plaats, kort(cel.tekst), str(fout), f"Kan {veld} niet lezen")
            return None

    def verplicht(self, veld: str, lees: Callable[[str], T]) -> T | None:
        if veld not in self.ruw.velden and veld not in self.ruw.onleesbaar:
            self._fout(f"{self.ruw.plaats} ({veld})", "leeg", "een waarde", f"{veld} is verplicht")
        return self.optioneel(veld, lees)

    def delen(self, naam: str, maak: Callable[[_Lezer], T | None]) -> tuple[T, ...]:
        """The parts that can be read; each is registered under its position among them."""
        gemaakt: list[T] = []
        for ruw in self.ruw.delen.get(naam, ()):
            lezer = _Lezer(self.gelezen, ruw, (*self.pad, naam, len(gemaakt)))
            deel = maak(lezer)
            self.goed = self.goed and lezer.goed
            if deel is not None and lezer.goed:
                gemaakt.append(deel)
                lezer.onthoud()
        return tuple(gemaakt)

    def onthoud(self) -> None:
        """Remember where this row and its fields stand in the file."""
        self.gelezen.plaatsen[self.pad] = self.ruw.plaats
        for veld, cel in self.ruw.velden.items():
            self.gelezen.plaatsen[(*self.pad, veld)] = cel.plaats

    def _fout(self, plaats: str, gevonden: str, verwacht: str, melding: str) -> None:
        self.goed = False
        self.gelezen.meld(Contractfout(plaats, gevonden, verwacht, melding))


def _contract(lezer: _Lezer) -> Contract | None:
    nummer = lezer.verplicht("contractnummer", tekst)
    soort = lezer.verplicht("soort", _keuze(Contractsoort))
    aanbieder = lezer.verplicht("aanbieder", tekst)
    kvk = lezer.optioneel("kvk", tekst)
    begindatum = lezer.verplicht("begindatum", datum)
    einddatum = lezer.optioneel("einddatum", datum)
    termijn = lezer.optioneel("termijn_maanden", _maanden)
    gevolg = lezer.optioneel("gevolg", _keuze(Gevolg))
    eigen_velden_goed = lezer.goed
    lezer.pad = (nummer or "",)
    deelnames = lezer.delen("deelnames", _deelname)
    producten = lezer.delen("producten", _product)
    if not eigen_velden_goed or nummer is None or soort is None or aanbieder is None or begindatum is None:
        return None
    lezer.onthoud()
    if not lezer.goed:
        lezer.gelezen.onvolledig.add(nummer)
    return Contract(
        contractnummer=nummer,
        soort=soort,
        aanbieder=aanbieder,
        begindatum=begindatum,
        einddatum=einddatum,
        deelnames=deelnames,
        producten=producten,
        kvk=kvk,
        declaratietermijn=Declaratietermijn(termijn, gevolg or Gevolg.SIGNAAL),
    )


def _deelname(lezer: _Lezer) -> Deelname | None:
    gemeente = lezer.verplicht("gemeente", tekst)
    vanaf = lezer.verplicht("vanaf", datum)
    tot_en_met = lezer.optioneel("tot_en_met", datum)
    if gemeente is None or vanaf is None:
        return None
    return Deelname(gemeente, vanaf, tot_en_met)


def _product(lezer: _Lezer) -> Product | None:
    code = lezer.verplicht("code", tekst)
    categorie = lezer.verplicht("categorie", tekst)
    omschrijving = lezer.verplicht("omschrijving", tekst)
    variant = lezer.verplicht("variant", _keuze(Variant))
    eenheid = lezer.optioneel("eenheid", tekst)
    frequenties = lezer.optioneel("frequenties", _codes)
    tarief_type = lezer.optioneel("tarief_type", _keuze(TariefType))
    tarieven = lezer.delen("tarieven", _tarief)
    if code is None or categorie is None or omschrijving is None or variant is None:
        return None
    return Product(
        categorie=categorie,
        code=code,
        omschrijving=omschrijving,
        variant=variant,
        eenheid=eenheid,
        frequenties=frequenties or (),
        tarief_type=tarief_type or TariefType.VAST,
        tarieven=tarieven,
    )


def _tarief(lezer: _Lezer) -> TariefVersie | None:
    vanaf = lezer.verplicht("vanaf", datum)
    tarief = lezer.optioneel("tarief", bedrag)
    uurtarief = lezer.optioneel("uurtarief", bedrag)
    tot_en_met = lezer.optioneel("tot_en_met", datum)
    if vanaf is None:
        return None
    return TariefVersie(vanaf, tarief, uurtarief, tot_en_met)


def tekst(waarde: str) -> str:
    """A line of text without control characters, at most 200 long."""
    # Text pasted from a web page or a letter often holds spaces that do not break.
    waarde = waarde.replace("\u00a0", " ")
    if not waarde.isprintable():
        raise Vormfout("tekst zonder regeleinden of stuurtekens")
    if len(waarde) > LANGSTE_TEKST:
        raise Vormfout(f"hoogstens {LANGSTE_TEKST} tekens")
    return waarde


def datum(waarde: str) -> date:
    """A day as 2026-01-31 or 31-01-2026."""
    vorm = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", waarde)
    if vorm is None and (nederlands := re.fullmatch(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", waarde)):
        dag, maand, jaar = nederlands.groups()
    elif vorm is not None:
        jaar, maand, dag = vorm.groups()
    else:
        raise Vormfout("een datum zoals 2026-01-31 of 31-01-2026")
    try:
        return date(int(jaar), int(maand), int(dag))
    except ValueError:
        raise Vormfout("een dag die bestaat") from None


def bedrag(waarde: str) -> int:
    """Eurocents of an amount in euros: 58,75 or 58.75 is 5875, 58 is 5800. Thousands are not grouped."""
    vorm = re.fullmatch(r"(-?)([0-9]{1,9})(?:[.,]([0-9]{1,2}))?", waarde)
    if vorm is None:
        raise Vormfout("euro's met hoogstens twee decimalen, zoals 58,75")
    teken, euros, cijfers = vorm.groups()
    centen = int(euros) * 100 + int((cijfers or "").ljust(2, "0"))
    return -centen if teken else centen


def _maanden(waarde: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,3}", waarde):
        raise Vormfout("een geheel aantal maanden")
    return int(waarde)


def _codes(waarde: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in tekst(waarde).split(",") if code.strip())


def _keuze(soort: type[E]) -> Callable[[str], E]:
    namen = {waarde.value.casefold(): waarde for waarde in soort}

    def lees(waarde: str) -> E:
        try:
            return namen[waarde.casefold()]
        except KeyError:
            raise Vormfout(f"een van: {', '.join(soort)}") from None

    return lees
