"""The catalogue: every kind of fault and honest correction that is planted, and what must come of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Plek(StrEnum):
    """Where the outcome of a planted case shows."""

    PRESTATIE = "prestatie"  # retourcode on one prestatie in the JW325
    CLIENT = "client"  # retourcode on the cliënt of that prestatie
    DECLARATIE = "declaratie"  # retourcode on the DeclaratieAntwoord
    KOP = "kop"  # retourcode in the header of the JW325
    NIVEAU = "niveau"  # the whole message refused on a controleniveau
    ONTVANGST = "ontvangst"  # the uitkomst of receiving it
    GOED = "goed"  # an honest case: nothing may be refused


@dataclass(frozen=True, slots=True)
class Foutsoort:
    """One kind: what is done, where it shows, what is expected there, and how often at schaal 1."""

    naam: str
    wat: str
    plek: Plek
    verwacht: str
    aantal: int = 3


@dataclass(frozen=True, slots=True)
class Verwacht:
    """One planted case: in which file, on which prestatie if on one, and of which kind."""

    bestand: str
    soort: Foutsoort
    referentie: str | None = None


_P, _K, _O = Plek.PRESTATIE, Plek.KOP, Plek.ONTVANGST

FOUTEN: Final = (
    Foutsoort("tarief", "het tarief is hoger dan in het contract", _P, "0611", 6),
    Foutsoort("oud-tarief", "na de tariefwijziging geldt nog het oude tarief", _P, "0611", 6),
    Foutsoort("bedrag", "het bedrag is niet volume maal tarief", _P, "9346", 4),
    Foutsoort("weekmaximum", "meer geleverd dan per week is toegewezen", _P, "9321", 6),
    Foutsoort("totaal-volume", "samen meer geleverd dan in totaal is toegewezen", _P, "9322"),
    Foutsoort("budget", "samen meer gedeclareerd dan het budget", _P, "9369"),
    Foutsoort("voor-toewijzing", "de productperiode begint voor de toewijzing", _P, "9307"),
    Foutsoort("na-toewijzing", "de productperiode eindigt na de toewijzing", _P, "9308"),
    Foutsoort("begin-niet-eerste-dag", "de productperiode begint een dag te laat", _P, "9387"),
    Foutsoort("eind-niet-laatste-dag", "de productperiode eindigt een dag te vroeg", _P, "9388"),
    Foutsoort("na-declaratieperiode", "de productperiode ligt na de declaratieperiode", _P, "9319"),
    Foutsoort("categorie", "een andere productcategorie dan toegewezen", _P, "9339"),
    Foutsoort("productcode", "een andere productcode dan toegewezen", _P, "9340"),
    Foutsoort("code-bij-categorie", "een productcode die niet bij de categorie hoort", _P, "S329"),
    Foutsoort("eenheid", "een andere eenheid dan toegewezen", _P, "9341"),
    Foutsoort("onbekende-toewijzing", "een toewijzingnummer dat niet bestaat", _P, "9338"),
    Foutsoort("andermans-toewijzing", "het toewijzingnummer van een andere aanbieder", _P, "9338"),
    Foutsoort("verwijderde-toewijzing", "een toewijzing die de gemeente verwijderde", _P, "9384"),
    Foutsoort("dubbel-debet", "dezelfde productperiode een maand later nog eens", _P, "9389", 5),
    Foutsoort("referentie-hergebruikt", "een referentienummer van een eerdere prestatie", _P, "8021"),
    Foutsoort("credit-onbekend", "een credit op een prestatie die er niet is", _P, "8017"),
    Foutsoort("credit-anders", "een credit met een ander bedrag dan de prestatie", _P, "8017"),
    Foutsoort("dubbele-credit", "een prestatie die al gecrediteerd was", _P, "9390"),
    Foutsoort("onbekende-client", "een BSN dat de gemeente niet kent", Plek.CLIENT, "8187"),
    Foutsoort("declaratienummer", "een declaratienummer voor de tweede keer", Plek.DECLARATIE, "9333"),
    Foutsoort("oudere-periode", "een eerdere declaratieperiode dan de vorige", Plek.DECLARATIE, "8214"),
    Foutsoort("dagtekening-toekomst", "een dagtekening die nog moet komen", _K, "8848", 2),
    Foutsoort("identificatie-anders", "een gebruikte identificatie met andere inhoud", _O, "conflict", 2),
    Foutsoort("totaalbedrag", "het totaal is niet de som van de prestaties (TR358)", _K, "0001"),
    Foutsoort("bsn-elfproef", "een BSN dat niet voldoet aan de elfproef (CS002)", _K, "0001", 2),
    Foutsoort("geen-hele-maand", "de declaratieperiode is geen kalendermaand (CS340)", _K, "0001", 2),
    Foutsoort("ouder-dan-vijf-jaar", "een prestatie van meer dan vijf jaar terug (TR335)", _K, "0001", 2),
    Foutsoort("voor-2021", "een prestatie van voor 2021 (CS100)", _K, "0001", 2),
    Foutsoort("twee-maanden", "een productperiode over twee maanden (CS337)", _K, "0001", 2),
    Foutsoort("credit-zelfde-bericht", "debet en credit in hetzelfde bericht (TR316)", _K, "0001", 2),
    Foutsoort("debet-dubbel-in-bericht", "twee keer hetzelfde debet in een bericht (TR416)", _K, "0001", 2),
    Foutsoort("zonder-tarief", "een prestatie zonder tarief (CD087)", _K, "0001", 2),
    Foutsoort("xsd-fout", "een element dat niet bestaat", Plek.NIVEAU, "1", 2),
    Foutsoort("afgebroken", "een bestand dat halverwege ophoudt", _O, "onleesbaar", 2),
    Foutsoort("doctype", "een DOCTYPE voor het bericht", _O, "onleesbaar", 2),
    Foutsoort("bom", "een BOM aan het begin", _O, "onleesbaar", 2),
    Foutsoort("leeg", "een leeg bestand", _O, "onleesbaar", 2),
    Foutsoort("andere-release", "een release die niet bestaat", _O, "onleesbaar", 2),
    Foutsoort("buiten-de-regio", "een bericht voor een gemeente buiten de regio", _O, "onleesbaar", 2),
    Foutsoort("herzending", "precies hetzelfde bestand nog eens", _O, "herhaald", 4),
    Foutsoort("jw301-xsd-fout", "JW301 met een element dat niet bestaat", Plek.NIVEAU, "1", 2),
    Foutsoort("jw301-zonder-einddatum", "JW301 per week zonder einddatum (CD076)", Plek.NIVEAU, "2", 2),
    Foutsoort("jw301-verwijderd", "JW301 met reden 13 en een latere einddatum (CS335)", Plek.NIVEAU, "2", 2),
)

CORRECTIES: Final = (
    Foutsoort("verbetering", "een credit met een nieuwe debet in hetzelfde bericht", Plek.GOED, "goed", 25),
    Foutsoort("terugname", "een credit zonder nieuwe debet", Plek.GOED, "goed", 10),
    Foutsoort("late-prestatie", "een prestatie die een maand later komt", Plek.GOED, "goed", 20),
    Foutsoort("herindiening", "een afgewezen prestatie, verbeterd opnieuw ingediend", Plek.GOED, "goed", 0),
    Foutsoort("nieuw-bericht", "een geweigerd bericht, verbeterd opnieuw verzonden", Plek.GOED, "goed", 0),
    Foutsoort("verlengd", "levering na een verlenging van de toewijzing", Plek.GOED, "goed", 0),
    Foutsoort("omgekeerde-volgorde", "levering na JW301's in omgekeerde volgorde", Plek.GOED, "goed", 0),
    Foutsoort("verhuisd", "levering na een verhuizing binnen de regio", Plek.GOED, "goed", 0),
    Foutsoort("nieuw-volume", "levering na een wijziging van het volume", Plek.GOED, "goed", 0),
)

CATALOGUS: Final = {soort.naam: soort for soort in (*FOUTEN, *CORRECTIES)}
