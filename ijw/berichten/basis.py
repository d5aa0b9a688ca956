"""The shared types of the release: the simple types (LDT_...) and composite types (CDT_...).

Source: basisschema iJw 3.2. Two patterns of the published schema take quadratic or exponential time on
hostile text; here they stand in forms that accept exactly the same strings in linear time.
"""

from __future__ import annotations

from datetime import date

from ijw.vorm import Ldt, berichtklasse, element

NIET_LEEG = r"[ \t]*[^\s].*"
NIET_LEEG_MEERREGELIG = r"\s*[^\s](.|\s)*"

AANDUIDING_WOONADRES = Ldt(
    "LDT_AanduidingWoonadres",
    "Aanduiding bij een adres zonder gewone straat of huisnummer.",
    max_lengte=2,
    codelijst="NUM061",
    gesloten=True,
    persoonsgegeven=True,
)
ADRES_SOORT = Ldt("LDT_AdresSoort", "Waarvoor een adres dient.", max_lengte=2, codelijst="COD757", gesloten=True)
AGB_CODE = Ldt(
    "LDT_AgbCode",
    "AGB-code van een aanbieder of zorgverlener.",
    min_lengte=1,
    max_lengte=8,
    patroon=r"[0-9]{8}",
)
BEDRAG = Ldt("LDT_Bedrag", "Bedrag in eurocenten.", basis="integer", minimum=0, maximum=99_999_999)
BERICHT_CODE = Ldt(
    "LDT_BerichtCode", "Code van de berichtsoort.", min_lengte=1, max_lengte=3, codelijst="COD002-VEKT"
)
BERICHT_SUBVERSIE = Ldt(
    "LDT_BerichtSubversie", "Tweede cijfer van de release.", basis="integer", minimum=0, maximum=99
)
BERICHT_VERSIE = Ldt("LDT_BerichtVersie", "Eerste cijfer van de release.", basis="integer", minimum=0, maximum=99)
BUDGET = Ldt("LDT_Budget", "Budget in eurocenten.", basis="integer", minimum=0, maximum=99_999_999)
BURGER_SERVICENUMMER = Ldt(
    "LDT_BurgerServicenummer",
    "Burgerservicenummer.",
    min_lengte=1,
    max_lengte=9,
    patroon=r"[0-9]{9}",
    persoonsgegeven=True,
)
COMMENTAAR = Ldt(
    "LDT_Commentaar", "Vrije toelichting.", min_lengte=1, patroon=NIET_LEEG_MEERREGELIG, persoonsgegeven=True
)
COMMUNICATIEVORM = Ldt(
    "LDT_Communicatievorm",
    "Bijzondere manier van communiceren.",
    max_lengte=1,
    codelijst="COD747",
    gesloten=True,
)
DATUM = Ldt("LDT_Datum", "Kalenderdatum zonder tijdzone.", basis="date", patroon=r"[^:Z]*")
DATUM_GEBRUIK = Ldt(
    "LDT_DatumGebruik",
    "Welke delen van een datum onbekend zijn.",
    max_lengte=1,
    codelijst="COD170",
    gesloten=True,
    persoonsgegeven=True,
)
DEBET_CREDIT = Ldt(
    "LDT_DebetCredit",
    "Debet (te betalen) of credit (terug te nemen).",
    max_lengte=1,
    codelijst="COD043",
    gesloten=True,
)
EENHEID = Ldt(
    "LDT_Eenheid", "Eenheid waarin een volume is uitgedrukt.", max_lengte=2, codelijst="WJ756", gesloten=True
)
EMAILADRES = Ldt(
    "LDT_Emailadres", "E-mailadres.", min_lengte=1, max_lengte=80, patroon=NIET_LEEG, persoonsgegeven=True
)
FREQUENTIE = Ldt(
    "LDT_Frequentie", "Tijdvak waarop een volume slaat.", max_lengte=1, codelijst="WMO757", gesloten=True
)
GEMEENTE = Ldt("LDT_Gemeente", "CBS-code van een gemeente.", min_lengte=1, patroon=r"[0-9]{4}", codelijst="CBS")
GESLACHT = Ldt(
    "LDT_Geslacht",
    "Geslacht van een persoon.",
    max_lengte=1,
    codelijst="COD046",
    gesloten=True,
    persoonsgegeven=True,
)
HUISLETTER = Ldt(
    "LDT_Huisletter",
    "Letter achter het huisnummer.",
    min_lengte=1,
    max_lengte=1,
    patroon=NIET_LEEG,
    persoonsgegeven=True,
)
HUISNUMMER = Ldt(
    "LDT_Huisnummer",
    "Nummer van een huis in de straat.",
    basis="integer",
    minimum=0,
    maximum=99_999,
    persoonsgegeven=True,
)
HUISNUMMER_TOEVOEGING = Ldt(
    "LDT_HuisnummerToevoeging",
    "Toevoeging achter huisnummer en huisletter.",
    min_lengte=1,
    max_lengte=4,
    patroon=NIET_LEEG,
    persoonsgegeven=True,
)
IDENTIFICATIE_BERICHT = Ldt(
    "LDT_IdentificatieBericht",
    "Kenmerk van een bericht, uniek per afzender en berichtsoort.",
    min_lengte=1,
    max_lengte=12,
    patroon=NIET_LEEG,
)
IDENTIFICATIE_DECLARATIE = Ldt(
    "LDT_IdentificatieDeclaratie", "Nummer van een declaratie.", min_lengte=1, max_lengte=12
)
JA_NEE = Ldt("LDT_JaNee", "Ja of nee.", max_lengte=1, codelijst="COD260", gesloten=True)
JURIDISCHE_STATUS = Ldt(
    "LDT_JuridischeStatus",
    "Juridische grondslag of maatregel.",
    max_lengte=2,
    codelijst="WJ232",
    gesloten=True,
)
LAND_CODE = Ldt(
    "LDT_LandCode", "Land van een adres.", max_lengte=2, codelijst="COD032", gesloten=True, persoonsgegeven=True
)
LANDNUMMER = Ldt(
    "LDT_Landnummer",
    "Landnummer van een telefoonnummer.",
    min_lengte=1,
    max_lengte=4,
    patroon=NIET_LEEG,
    persoonsgegeven=True,
)
NAAM = Ldt(
    "LDT_Naam", "Naam van een persoon.", min_lengte=1, max_lengte=200, patroon=NIET_LEEG, persoonsgegeven=True
)
NAAM_GEBRUIK = Ldt(
    "LDT_NaamGebruik",
    "Welke achternaam een persoon voert.",
    max_lengte=1,
    codelijst="COD700",
    gesloten=True,
    persoonsgegeven=True,
)
NAAM_VERWIJZER = Ldt(
    "LDT_NaamVerwijzer",
    "Naam van een verwijzer.",
    min_lengte=1,
    max_lengte=64,
    patroon=NIET_LEEG,
    persoonsgegeven=True,
)
NUMMER = Ldt(
    "LDT_Nummer", "Nummer van een toewijzing of beschikking.", basis="integer", minimum=0, maximum=999_999_999
)
ORGANISATIENAAM = Ldt(
    "LDT_Organisatienaam",
    "Naam van een organisatie.",
    min_lengte=1,
    max_lengte=35,
    patroon=NIET_LEEG,
    persoonsgegeven=True,
)
PERSOONSID = Ldt(
    "LDT_Persoonsid",
    "Nummer van een relatie binnen het bericht.",
    min_lengte=1,
    max_lengte=20,
    patroon=NIET_LEEG,
    persoonsgegeven=True,
)
PLAATSNAAM = Ldt(
    "LDT_Plaatsnaam", "Woonplaats.", min_lengte=1, max_lengte=80, patroon=NIET_LEEG, persoonsgegeven=True
)
POSTCODE = Ldt(
    "LDT_Postcode",
    "Postcode, Nederlands of buitenlands.",
    min_lengte=1,
    max_lengte=8,
    patroon=NIET_LEEG,
    persoonsgegeven=True,
)
PRODUCT_CATEGORIE = Ldt(
    "LDT_ProductCategorie",
    "Categorie waartoe een product hoort.",
    max_lengte=2,
    codelijst="JZ020",
    gesloten=True,
)
PRODUCT_CODE = Ldt(
    "LDT_ProductCode",
    "Code van een product.",
    min_lengte=1,
    max_lengte=5,
    patroon=NIET_LEEG,
    codelijst="JZ21",
)
REDEN_AFWIJZING_VERZOEK = Ldt(
    "LDT_RedenAfwijzingVerzoek",
    "Waarom een verzoek is afgewezen.",
    max_lengte=2,
    codelijst="WJ759",
    gesloten=True,
)
REDEN_BEEINDIGING = Ldt(
    "LDT_RedenBeeindiging", "Waarom de levering stopt.", max_lengte=2, codelijst="JZ588", gesloten=True
)
REDEN_VERZOEK = Ldt(
    "LDT_RedenVerzoek", "Waarom een verzoek wordt gedaan.", max_lengte=1, codelijst="WJ758", gesloten=True
)
REDEN_WIJZIGING = Ldt(
    "LDT_RedenWijziging",
    "Waarom een toewijzing is gewijzigd.",
    max_lengte=2,
    codelijst="JZ002",
    gesloten=True,
)
REFERENTIE = Ldt(
    "LDT_Referentie",
    "Kenmerk dat de aanbieder aan een verzoek geeft.",
    min_lengte=1,
    max_lengte=36,
    patroon=NIET_LEEG,
)
REFERENTIE_NUMMER = Ldt(
    "LDT_ReferentieNummer", "Kenmerk dat de aanbieder aan een prestatie geeft.", min_lengte=1, max_lengte=20
)
RELATIE_VOLGORDE = Ldt(
    "LDT_RelatieVolgorde",
    "Volgorde waarin relaties benaderd worden.",
    basis="integer",
    minimum=0,
    maximum=99,
    persoonsgegeven=True,
)
RETOUR_CODE = Ldt(
    "LDT_RetourCode",
    "Uitkomst van de beoordeling van een berichtklasse.",
    max_lengte=4,
    codelijst="WJ001",
    gesloten=True,
)
SOORT_RELATIE = Ldt(
    "LDT_SoortRelatie",
    "Hoe een persoon met de jeugdige verbonden is.",
    max_lengte=2,
    codelijst="COD472",
    gesloten=True,
)
STATUS_AANLEVERING = Ldt(
    "LDT_StatusAanlevering",
    "Nieuwe aanlevering of verwijdering van een eerdere.",
    max_lengte=1,
    codelijst="COD467",
    gesloten=True,
)
STRAATNAAM = Ldt(
    "LDT_Straatnaam",
    "Naam van een straat.",
    min_lengte=1,
    max_lengte=24,
    patroon=NIET_LEEG,
    persoonsgegeven=True,
)
TAAL = Ldt(
    "LDT_Taal", "Taal van het gesprek.", min_lengte=1, max_lengte=25, patroon=NIET_LEEG, persoonsgegeven=True
)
TELEFOONNUMMER = Ldt(
    "LDT_Telefoonnummer",
    "Telefoonnummer in cijfers.",
    min_lengte=1,
    max_lengte=15,
    patroon=r"[0-9]*",
    persoonsgegeven=True,
)
TIJD = Ldt("LDT_Tijd", "Tijd van de dag zonder tijdzone.", basis="time", patroon=r"[^Z+-]+")
TOTAAL_BEDRAG = Ldt(
    "LDT_TotaalBedrag", "Opgeteld bedrag in eurocenten.", basis="integer", minimum=0, maximum=999_999_999_999
)
TYPE_VERWIJZER = Ldt("LDT_TypeVerwijzer", "Soort verwijzer.", max_lengte=2, codelijst="COD327", gesloten=True)
VERSIE = Ldt(
    "LDT_Versie",
    "Versienummer in drie delen.",
    min_lengte=1,
    patroon=r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)",
)
VERZOEK_ANTWOORD = Ldt(
    "LDT_VerzoekAntwoord", "Antwoord op een verzoek.", max_lengte=1, codelijst="WJ760", gesloten=True
)
VOLUME = Ldt("LDT_Volume", "Hoeveelheid in hele eenheden.", basis="integer", minimum=0, maximum=99_999_999)
VOORLETTERS = Ldt(
    "LDT_Voorletters",
    "Voorletters van een persoon.",
    min_lengte=1,
    max_lengte=6,
    patroon=r"([a-zA-ZÀ-ỳ])+",
    persoonsgegeven=True,
)
VOORVOEGSEL = Ldt(
    "LDT_Voorvoegsel",
    "Voorvoegsel van een achternaam.",
    min_lengte=1,
    max_lengte=10,
    patroon=NIET_LEEG,
    persoonsgegeven=True,
)
WETTELIJKE_VERTEGENWOORDIGING = Ldt(
    "LDT_WettelijkeVertegenwoordiging",
    "Wie de jeugdige wettelijk vertegenwoordigt.",
    max_lengte=2,
    codelijst="WJ003",
    gesloten=True,
)


@berichtklasse("CDT_Achternaam", "Achternaam met los voorvoegsel.")
class Achternaam:
    achternaam: str = element("Achternaam", NAAM)
    voorvoegsel: str | None = element("Voorvoegsel", VOORVOEGSEL, optioneel=True)


@berichtklasse("CDT_Huis", "Een huis in een straat.")
class Huis:
    huisnummer: int = element("Huisnummer", HUISNUMMER)
    huisletter: str | None = element("Huisletter", HUISLETTER, optioneel=True)
    huisnummer_toevoeging: str | None = element("HuisnummerToevoeging", HUISNUMMER_TOEVOEGING, optioneel=True)
    aanduiding_woonadres: str | None = element("AanduidingWoonadres", AANDUIDING_WOONADRES, optioneel=True)


@berichtklasse("CDT_Adres", "Een adres, geheel of ten dele.")
class Adres:
    huis: Huis | None = element("Huis", Huis, optioneel=True)
    postcode: str | None = element("Postcode", POSTCODE, optioneel=True)
    straatnaam: str | None = element("Straatnaam", STRAATNAAM, optioneel=True)
    plaatsnaam: str | None = element("Plaatsnaam", PLAATSNAAM, optioneel=True)
    land_code: str | None = element("LandCode", LAND_CODE, optioneel=True)


@berichtklasse("CDT_BedragMetDC", "Bedrag in eurocenten, debet of credit.")
class BedragMetDC:
    bedrag: int = element("Bedrag", BEDRAG)
    debet_credit: str = element("DebetCredit", DEBET_CREDIT)


@berichtklasse("CDT_TotaalBedragMetDC", "Opgeteld bedrag in eurocenten, debet of credit.")
class TotaalBedragMetDC:
    totaal_bedrag: int = element("TotaalBedrag", TOTAAL_BEDRAG)
    debet_credit: str = element("DebetCredit", DEBET_CREDIT)


@berichtklasse("CDT_BerichtIdentificatie", "Kenmerk en dagtekening van een bericht.")
class BerichtIdentificatie:
    identificatie: str = element("Identificatie", IDENTIFICATIE_BERICHT)
    dagtekening: date = element("Dagtekening", DATUM, "Dag waarop het bericht is verzonden.")


@berichtklasse("CDT_Communicatie", "Hoe met de jeugdige te communiceren.")
class Communicatie:
    vorm: str = element("Vorm", COMMUNICATIEVORM)
    taal: str | None = element("Taal", TAAL, optioneel=True)


@berichtklasse("CDT_Geboortedatum", "Geboortedatum, zo nodig ten dele onbekend.")
class Geboortedatum:
    datum: date = element("Datum", DATUM, persoonlijk=True)
    datum_gebruik: str | None = element("DatumGebruik", DATUM_GEBRUIK, optioneel=True)


@berichtklasse("CDT_GeslotenPeriode", "Periode met begin en eind, beide dagen meegeteld.")
class GeslotenPeriode:
    begindatum: date = element("Begindatum", DATUM)
    einddatum: date = element("Einddatum", DATUM)


@berichtklasse("CDT_OpenPeriode", "Periode die aan elke kant open kan zijn.")
class OpenPeriode:
    begindatum: date | None = element("Begindatum", DATUM, optioneel=True)
    einddatum: date | None = element("Einddatum", DATUM, optioneel=True)


@berichtklasse("CDT_Omvang", "Hoeveel er per tijdvak geleverd mag worden.")
class Omvang:
    volume: int = element("Volume", VOLUME)
    eenheid: str = element("Eenheid", EENHEID)
    frequentie: str = element("Frequentie", FREQUENTIE)


@berichtklasse("CDT_Product", "Product als categorie, met of zonder code.")
class Product:
    categorie: str = element("Categorie", PRODUCT_CATEGORIE)
    code: str | None = element("Code", PRODUCT_CODE, optioneel=True)


@berichtklasse("CDT_Referentie", "Kenmerk van een prestatie en van de prestatie die zij crediteert.")
class Referentie:
    referentie_nummer: str = element("ReferentieNummer", REFERENTIE_NUMMER)
    vorig_referentie_nummer: str | None = element("VorigReferentieNummer", REFERENTIE_NUMMER, optioneel=True)


@berichtklasse("CDT_Telefoon", "Telefoonnummer met landnummer.")
class Telefoon:
    telefoonnummer: str = element("Telefoonnummer", TELEFOONNUMMER)
    landnummer: str = element("Landnummer", LANDNUMMER)


@berichtklasse("CDT_Telefoonnummers", "Een of twee telefoonnummers.")
class Telefoonnummers:
    telefoon01: Telefoon = element("Telefoon01", Telefoon)
    telefoon02: Telefoon | None = element("Telefoon02", Telefoon, optioneel=True)


@berichtklasse("CDT_VerkorteNaam", "Naam zonder partnernaam.")
class VerkorteNaam:
    geslachtsnaam: Achternaam = element("Geslachtsnaam", Achternaam)
    voornamen: str | None = element("Voornamen", NAAM, optioneel=True)
    voorletters: str | None = element("Voorletters", VOORLETTERS, optioneel=True)


@berichtklasse("CDT_VolledigeNaam", "Naam met partnernaam en naamgebruik.")
class VolledigeNaam:
    geslachtsnaam: Achternaam = element("Geslachtsnaam", Achternaam)
    partnernaam: Achternaam | None = element("Partnernaam", Achternaam, optioneel=True)
    voornamen: str | None = element("Voornamen", NAAM, optioneel=True)
    voorletters: str | None = element("Voorletters", VOORLETTERS, optioneel=True)
    naam_gebruik: str = element("NaamGebruik", NAAM_GEBRUIK)


@berichtklasse("CDT_Verwijzer", "Wie de jeugdige verwees.")
class Verwijzer:
    type: str = element("Type", TYPE_VERWIJZER)
    naam: str | None = element("Naam", NAAM_VERWIJZER, optioneel=True)
    zorgverlener_code: str | None = element("ZorgverlenerCode", AGB_CODE, optioneel=True)


@berichtklasse("CDT_XsdVersie", "Versies van de schema's waarmee een bericht is gemaakt.")
class XsdVersie:
    basisschema_xsd_versie: str = element("BasisschemaXsdVersie", VERSIE)
    bericht_xsd_versie: str = element("BerichtXsdVersie", VERSIE)
