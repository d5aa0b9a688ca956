"""JW305 start: an aanbieder tells a gemeente that the delivery of an assigned product has begun.

Source: berichtspecificatie JW305, iJw 3.2.
"""

from __future__ import annotations

from datetime import date

from ijw.berichten import basis, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Afzender, ontvanger en kenmerk van het bericht.")
class Header(kop.VanAanbieder):
    """The header of the message."""


@berichtklasse(
    "StartProduct",
    "Een product waarvan de levering is begonnen.",
    sleutel=("ToewijzingNummer", "Product/Categorie", "Product/Code", "Begindatum"),
)
class StartProduct:
    """The start of the delivery under one toewijzing."""

    toewijzing_nummer: int | None = element("ToewijzingNummer", basis.NUMMER, optioneel=True)
    product: basis.Product | None = element("Product", basis.Product, optioneel=True)
    toewijzing_ingangsdatum: date | None = element(
        "ToewijzingIngangsdatum", basis.DATUM, "Eerste dag van de toewijzing.", optioneel=True
    )
    begindatum: date = element("Begindatum", basis.DATUM, "Eerste dag waarop is geleverd.")
    status_aanlevering: str = element("StatusAanlevering", basis.STATUS_AANLEVERING)


@berichtklasse("Client", "De jeugdige aan wie geleverd wordt.", sleutel=("Bsn",))
class Client:
    """A jeugdige and the products that started."""

    bsn: str = element("Bsn", basis.BURGER_SERVICENUMMER)
    geboortedatum: basis.Geboortedatum = element("Geboortedatum", basis.Geboortedatum)
    geslacht: str = element("Geslacht", basis.GESLACHT)
    naam: basis.VerkorteNaam = element("Naam", basis.VerkorteNaam)
    start_producten: tuple[StartProduct, ...] = element(
        "StartProduct", StartProduct, herhaald=True, omhulsel="StartProducten"
    )


@berichtklasse("Root", "Start van de levering van jeugdhulp.")
class Bericht:
    """A JW305."""

    header: Header = element("Header", Header)
    client: Client = element("Client", Client)


SOORT = Berichtsoort(naam="JW305", code="438", release="3.2", uitleg="Start van levering", wortel=Bericht)
