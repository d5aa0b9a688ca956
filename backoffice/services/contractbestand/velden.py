"""The fields of a contract file, shared by both forms: what each means, how its text is read and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Contractstatus,
    Declaratietermijn,
    Deelname,
    Financiering,
    Financieringsvorm,
    Gevolg,
    Indexplafond,
    Optie,
    Optiebesluit,
    Product,
    Soortdeelname,
    Statuswijziging,
    TariefType,
    TariefVersie,
    Variant,
    Voorwaarde,
)

LANGSTE_TEKST: Final = 200

E = TypeVar("E", bound=StrEnum)


class Vormfout(Exception):
    """A text that has not the form of its field; the argument says what was expected."""


@dataclass(frozen=True, slots=True)
class Veld:
    """One field: what it holds in words for the person who fills it in, and how its text is read.

    `scheiding` stands between the values of a list.
    """

    betekenis: str
    lees: Callable[[str], Any]
    verplicht: bool = False
    scheiding: str | None = None


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One kind of row: what it becomes, by which columns it hangs on another row in Excel, and its fields."""

    klasse: type
    sleutel: tuple[str, ...]
    velden: Mapping[str, Veld]


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


def _keuze(soort: type[E]) -> Callable[[str], E]:
    namen = {waarde.value.casefold(): waarde for waarde in soort}

    def lees(waarde: str) -> E:
        try:
            return namen[waarde.casefold()]
        except KeyError:
            raise Vormfout(f"een van: {', '.join(soort)}") from None

    return lees


def heel_getal(waarde: str) -> int:
    """A whole number of at most nine digits."""
    if not re.fullmatch(r"-?[0-9]{1,9}", waarde):
        raise Vormfout("een geheel getal")
    return int(waarde)


def _ja_nee(waarde: str) -> bool:
    try:
        return {"ja": True, "nee": False}[waarde.casefold()]
    except KeyError:
        raise Vormfout("ja of nee") from None


def _lijst(scheiding: str) -> Callable[[str], tuple[str, ...]]:
    def lees(waarde: str) -> tuple[str, ...]:
        return tuple(deel.strip() for deel in tekst(waarde).split(scheiding) if deel.strip())

    return lees


_CODES: Final = _lijst(",")
_NAMEN: Final = _lijst(";")

ONDERDELEN: Final = {
    "contracten": Onderdeel(
        Contract,
        (),
        {
            "contractnummer": Veld("Eigen nummer van het contract. Elk nummer komt één keer voor.", tekst, True),
            "soort": Veld(f"Een van: {', '.join(Contractsoort)}.", _keuze(Contractsoort), True),
            "aanbieder": Veld("Agb-code van de aanbieder, 8 cijfers.", tekst, True),
            "kvk": Veld("KvK-nummer van de aanbieder, 8 cijfers. Mag leeg zijn.", tekst),
            "concern": Veld("Groep of concern waar de aanbieder bij hoort. Mag leeg zijn.", tekst),
            "bestuurders": Veld("Namen, met puntkomma's ertussen. Mag leeg zijn.", _NAMEN, scheiding=";"),
            "adres": Veld("Vestigingsadres van de aanbieder. Mag leeg zijn.", tekst),
            "begindatum": Veld("Eerste dag van het contract.", datum, True),
            "einddatum": Veld("Laatste dag, zonder opties. Leeg: geen einde afgesproken.", datum),
            "vow_rol": Veld("ja of nee: mag de aanbieder om wijziging vragen (JW317)? Leeg: ja.", _ja_nee),
            "retourcode_contract": Veld("Afgesproken code voor een weigering op grond van het contract.", tekst),
            "indexplafond": Veld(
                "OVA: de jaarlijkse index blijft daaronder. Leeg: geen plafond.", _keuze(Indexplafond)
            ),
        },
    ),
    "deelnames": Onderdeel(
        Deelname,
        ("contractnummer",),
        {
            "gemeente": Veld("CBS-code van de gemeente, 4 cijfers.", tekst, True),
            "vanaf": Veld("Eerste dag waarop de gemeente meedoet.", datum, True),
            "tot_en_met": Veld("Laatste dag waarop de gemeente meedoet. Leeg: tot het einde.", datum),
        },
    ),
    "producten": Onderdeel(
        Product,
        ("contractnummer",),
        {
            "code": Veld("Productcode, 1 tot 5 tekens.", tekst, True),
            "categorie": Veld("Productcategorie uit de landelijke lijst, 2 cijfers.", tekst, True),
            "omschrijving": Veld("Naam van het product.", tekst, True),
            "variant": Veld(f"Een van: {', '.join(Variant)}.", _keuze(Variant), True),
            "eenheid": Veld("Code van de eenheid: 01, 04, 14, 16, 82, 83 of 84. Leeg bij taakgericht.", tekst),
            "frequenties": Veld(
                "Codes van de frequenties, met komma's ertussen: 2, 4, 6. Leeg bij taakgericht.",
                _CODES,
                scheiding=",",
            ),
            "tarief_type": Veld(
                "vast (precies dit tarief) of maximum (dit tarief of lager). Leeg: vast.", _keuze(TariefType)
            ),
        },
    ),
    "tarieven": Onderdeel(
        TariefVersie,
        ("contractnummer", "code"),
        {
            "vanaf": Veld("Eerste dag van de maand waarin het tarief ingaat.", datum, True),
            "tot_en_met": Veld("Laatste dag van de laatste maand. Leeg: tot het volgende tarief.", datum),
            "tarief": Veld("Euro's per eenheid, zoals 58,75.", bedrag),
            "uurtarief": Veld("Euro's per uur, voor een product in minuten. Vul tarief of uurtarief in.", bedrag),
            "indexering": Veld("Percentage waarmee het tarief steeg, zoals 3,50. Mag leeg zijn.", bedrag),
        },
    ),
    "voorwaarden": Onderdeel(
        Voorwaarde,
        ("contractnummer", "code"),
        {
            "gemeente": Veld("CBS-code. Leeg: geldt voor alle gemeenten van het contract.", tekst),
            "vanaf": Veld("Eerste dag waarop de voorwaarde geldt. Leeg: vanaf het begin.", datum),
            "tot_en_met": Veld("Laatste dag waarop de voorwaarde geldt. Leeg: tot het einde.", datum),
            "leeftijd_vanaf": Veld("Jongste leeftijd in jaren.", heel_getal),
            "leeftijd_tot_en_met": Veld("Oudste leeftijd in jaren.", heel_getal),
            "verwijzers": Veld("Codes van de verwijzers die mogen: 01, 02. Leeg: alle.", _CODES, scheiding=","),
            "alleen_met": Veld(
                "Productcategorieën waarvan er één naast moet lopen: 43, 44.", _CODES, scheiding=","
            ),
            "volume": Veld("Hoogste volume per frequentie, in de eenheid van het product.", heel_getal),
            "frequentie": Veld("De frequentie waarvoor het volume geldt: 1, 2, 4 of 6.", tekst),
            "budget": Veld("Hoogste budget van een toewijzing, in euro's.", bedrag),
        },
    ),
    "opties": Onderdeel(
        Optie,
        ("contractnummer",),
        {
            "tot_en_met": Veld("Tot en met welke dag de optie het contract verlengt.", datum, True),
            "besluit": Veld(f"Een van: {', '.join(Optiebesluit)}. Leeg: open.", _keuze(Optiebesluit)),
            "besloten_op": Veld("De dag van het besluit. Leeg als de optie nog open is.", datum),
        },
    ),
    "statussen": Onderdeel(
        Statuswijziging,
        ("contractnummer",),
        {
            "vanaf": Veld("Eerste dag van de status.", datum, True),
            "status": Veld(f"Een van: {', '.join(Contractstatus)}.", _keuze(Contractstatus), True),
            "reden": Veld("Waarom.", tekst, True),
        },
    ),
    "financieringen": Onderdeel(
        Financiering,
        ("contractnummer",),
        {
            "vanaf": Veld("Eerste dag van de maand waarin de vorm ingaat.", datum, True),
            "vorm": Veld(f"Een van: {', '.join(Financieringsvorm)}.", _keuze(Financieringsvorm), True),
            "bedrag": Veld("Euro's per kalenderjaar, bij subsidie en taakgericht.", bedrag),
            "verdeelsleutel": Veld("Naam van de sleutel waarmee gemeenten het bedrag delen.", tekst),
        },
    ),
    "termijnen": Onderdeel(
        Declaratietermijn,
        ("contractnummer",),
        {
            "vanaf": Veld("Voor hulp die op of na deze dag begint. Leeg: vanaf het begin.", datum),
            "termijn_maanden": Veld(
                "Binnen hoeveel maanden de aanbieder declareert. Leeg: geen termijn.", heel_getal
            ),
            "gevolg": Veld(f"Bij te laat: {', '.join(Gevolg)}. Leeg: {Gevolg.SIGNAAL}.", _keuze(Gevolg)),
            "verschuif_werkdag": Veld("ja of nee: schuift het einde door naar een werkdag? Leeg: ja.", _ja_nee),
            "peildatum_marge": Veld("Zoveel dagen voor ontvangst mag de dagtekening tellen. Leeg: 3.", heel_getal),
            "hersteltermijn": Veld("Maanden om een afgewezen regel opnieuw in te dienen. Leeg: 1.", heel_getal),
            "herstel_technisch_werkdagen": Veld(
                "Werkdagen om een technisch afgekeurd bericht opnieuw te sturen. Leeg: 10.", heel_getal
            ),
            "retourcode_te_laat": Veld("Afgesproken retourcode, nodig om te laat af te wijzen.", tekst),
        },
    ),
    "soortdeelnames": Onderdeel(
        Soortdeelname,
        (),
        {
            "soort": Veld("De contractsoort, zoals op het blad contracten.", _keuze(Contractsoort), True),
            "gemeente": Veld("CBS-code van de gemeente, 4 cijfers.", tekst, True),
            "vanaf": Veld("Eerste dag waarop de gemeente aan deze soort meedoet.", datum, True),
            "tot_en_met": Veld("Laatste dag. Leeg: tot nader order.", datum),
        },
    ),
}
DELEN: Final = {
    "contracten": ("deelnames", "opties", "statussen", "financieringen", "termijnen", "producten"),
    "producten": ("tarieven", "voorwaarden"),
}
WORTELS: Final = ("contracten", "soortdeelnames")


def maak(onderdeel: str, waarden: Mapping[str, Any]) -> Any:
    """The object of a row; what was left out takes its default."""
    klasse = ONDERDELEN[onderdeel].klasse
    leeg = {veld.name: None for veld in fields(klasse) if veld.init and veld.default is MISSING}
    return klasse(**leeg | {naam: waarde for naam, waarde in waarden.items() if waarde is not None})


def als_velden(onderdeel: str, deel: object) -> dict[str, str | int | date | Decimal | None]:
    """The fields of a row in file order: amounts as Decimal euros, lists and choices as the text to type."""
    return {naam: _als_waarde(veld, getattr(deel, naam)) for naam, veld in ONDERDELEN[onderdeel].velden.items()}


def _als_waarde(veld: Veld, waarde: Any) -> str | int | date | Decimal | None:
    if isinstance(waarde, tuple):
        return f"{veld.scheiding} ".join(waarde) or None
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, StrEnum):
        return waarde.value
    if veld.lees is bedrag and waarde is not None:
        return Decimal(waarde).scaleb(-2)
    # Since ever is written by leaving the day out.
    gewoon: str | int | date | None = None if waarde == date.min else waarde
    return gewoon
