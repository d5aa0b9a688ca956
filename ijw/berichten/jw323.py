"""JW323 declaratie: an aanbieder claims one declaratieperiode of delivered care at a gemeente.

Source: berichtspecificatie JW323, iJw 3.2.
"""

from __future__ import annotations

from datetime import date

from ijw.berichten import basis, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Afzender, ontvanger en kenmerk van het bericht.")
class Header(kop.VanAanbieder):
    """The header of the message."""


@berichtklasse(
    "Prestatie",
    "Wat van een toegewezen product in een productperiode is geleverd.",
    sleutel=("ProductReferentie/ReferentieNummer", "ProductReferentie/VorigReferentieNummer"),
)
class Prestatie:
    """One product, one toewijzing, one productperiode; approved or rejected as a whole."""

    product_referentie: basis.Referentie = element("ProductReferentie", basis.Referentie)
    toewijzing_nummer: int = element("ToewijzingNummer", basis.NUMMER)
    product_categorie: str = element("ProductCategorie", basis.PRODUCT_CATEGORIE)
    product_code: str = element("ProductCode", basis.PRODUCT_CODE)
    product_periode: basis.GeslotenPeriode = element("ProductPeriode", basis.GeslotenPeriode)
    geleverd_volume: int = element("GeleverdVolume", basis.VOLUME)
    eenheid: str = element("Eenheid", basis.EENHEID)
    product_tarief: int | None = element(
        "ProductTarief", basis.BEDRAG, "Tarief per eenheid in eurocenten.", optioneel=True
    )
    ingediend_bedrag: basis.BedragMetDC = element("IngediendBedrag", basis.BedragMetDC)


@berichtklasse("Client", "De jeugdige voor wie gedeclareerd wordt.", sleutel=("Bsn",))
class Client:
    """A jeugdige and what was delivered to him."""

    bsn: str = element("Bsn", basis.BURGER_SERVICENUMMER)
    prestaties: tuple[Prestatie, ...] = element("Prestatie", Prestatie, herhaald=True, omhulsel="Prestaties")


@berichtklasse("Declaratie", "De declaratie over een declaratieperiode.", sleutel=("DeclaratieNummer",))
class Declaratie:
    """The declaratie: number, period, total and the cliënten with their prestaties."""

    declaratie_nummer: str = element("DeclaratieNummer", basis.IDENTIFICATIE_DECLARATIE, patroon="([a-zA-Z0-9])+")
    declaratie_periode: basis.GeslotenPeriode = element("DeclaratiePeriode", basis.GeslotenPeriode)
    declaratie_dagtekening: date = element("DeclaratieDagtekening", basis.DATUM)
    totaal_ingediend_bedrag: basis.TotaalBedragMetDC = element("TotaalIngediendBedrag", basis.TotaalBedragMetDC)
    clienten: tuple[Client, ...] = element("Client", Client, herhaald=True, omhulsel="Clienten")


@berichtklasse("Root", "Declaratie van jeugdhulp.")
class Bericht:
    """A JW323."""

    header: Header = element("Header", Header)
    declaratie: Declaratie = element("Declaratie", Declaratie)


SOORT = Berichtsoort(
    naam="JW323", code="490", release="3.2", uitleg="Declaratie", wortel=Bericht, stroomklasse=Client
)
