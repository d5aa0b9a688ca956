"""JW307 stop: an aanbieder tells a gemeente that the delivery of an assigned product has ended.

Source: berichtspecificatie JW307, iJw 3.2.
"""

from __future__ import annotations

from datetime import date

from ijw.berichten import basis, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Afzender, ontvanger en kenmerk van het bericht.")
class Header(kop.VanAanbieder):
    """The header of the message."""


@berichtklasse(
    "StopProduct",
    "Een product waarvan de levering is geëindigd.",
    sleutel=(
        "ToewijzingNummer",
        "Product/Categorie",
        "Product/Code",
        "Begindatum",
        "RedenBeeindiging",
        "Einddatum",
    ),
)
class StopProduct:
    """The end of the delivery under one toewijzing, and why."""

    toewijzing_nummer: int | None = element("ToewijzingNummer", basis.NUMMER, optioneel=True)
    product: basis.Product | None = element("Product", basis.Product, optioneel=True)
    toewijzing_ingangsdatum: date | None = element(
        "ToewijzingIngangsdatum", basis.DATUM, "Eerste dag van de toewijzing.", optioneel=True
    )
    begindatum: date = element("Begindatum", basis.DATUM, "Eerste dag waarop is geleverd.")
    reden_beeindiging: str = element("RedenBeeindiging", basis.REDEN_BEEINDIGING)
    einddatum: date = element("Einddatum", basis.DATUM, "Laatste dag waarop is geleverd.")
    status_aanlevering: str = element("StatusAanlevering", basis.STATUS_AANLEVERING)


@berichtklasse("Client", "De jeugdige aan wie niet meer geleverd wordt.", sleutel=("Bsn",))
class Client:
    """A jeugdige and the products that stopped."""

    bsn: str = element("Bsn", basis.BURGER_SERVICENUMMER)
    geboortedatum: basis.Geboortedatum = element("Geboortedatum", basis.Geboortedatum)
    geslacht: str = element("Geslacht", basis.GESLACHT)
    naam: basis.VerkorteNaam = element("Naam", basis.VerkorteNaam)
    stop_producten: tuple[StopProduct, ...] = element(
        "StopProduct", StopProduct, herhaald=True, omhulsel="StopProducten"
    )


@berichtklasse("Root", "Einde van de levering van jeugdhulp.")
class Bericht:
    """A JW307."""

    header: Header = element("Header", Header)
    client: Client = element("Client", Client)


SOORT = Berichtsoort(naam="JW307", code="440", release="3.2", uitleg="Einde van levering", wortel=Bericht)
