"""JW315 verzoek om toewijzing: an aanbieder asks a gemeente to assign products for one jeugdige.

Source: berichtspecificatie JW315, iJw 3.2.
"""

from __future__ import annotations

from datetime import date

from ijw.berichten import basis, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Afzender, ontvanger en kenmerk van het bericht.")
class Header(kop.VanAanbieder):
    """The header of the message."""


@berichtklasse(
    "AangevraagdProduct", "Een product waarvoor om toewijzing is gevraagd.", sleutel=("ReferentieAanbieder",)
)
class AangevraagdProduct:
    """A product asked for, with the referral on which it rests."""

    referentie_aanbieder: str = element("ReferentieAanbieder", basis.REFERENTIE)
    beschikking_nummer: int | None = element("BeschikkingNummer", basis.NUMMER, optioneel=True)
    product: basis.Product | None = element("Product", basis.Product, optioneel=True)
    beschikking_ingangsdatum: date | None = element(
        "BeschikkingIngangsdatum", basis.DATUM, "Eerste dag van de beschikking.", optioneel=True
    )
    toewijzing_ingangsdatum: date = element(
        "ToewijzingIngangsdatum", basis.DATUM, "Gevraagde eerste dag van de toewijzing."
    )
    toewijzing_einddatum: date | None = element(
        "ToewijzingEinddatum", basis.DATUM, "Gevraagde laatste dag van de toewijzing.", optioneel=True
    )
    omvang: basis.Omvang | None = element("Omvang", basis.Omvang, optioneel=True)
    budget: int | None = element("Budget", basis.BUDGET, optioneel=True)
    verwijzer: basis.Verwijzer = element("Verwijzer", basis.Verwijzer)
    raamcontract: str | None = element(
        "Raamcontract", basis.JA_NEE, "Of het product onder een raamcontract valt.", optioneel=True
    )
    commentaar: str | None = element("Commentaar", basis.COMMENTAAR, optioneel=True)


@berichtklasse("Client", "De jeugdige voor wie om toewijzing is gevraagd.", sleutel=("Bsn",))
class Client:
    """A jeugdige and the products asked for."""

    bsn: str = element("Bsn", basis.BURGER_SERVICENUMMER)
    geboortedatum: basis.Geboortedatum = element("Geboortedatum", basis.Geboortedatum)
    geslacht: str = element("Geslacht", basis.GESLACHT)
    naam: basis.VerkorteNaam = element("Naam", basis.VerkorteNaam)
    gezagsdrager_bekend: str | None = element(
        "GezagsdragerBekend",
        basis.JA_NEE,
        "Of degenen met gezag over de jeugdige van het verzoek weten.",
        optioneel=True,
        persoonlijk=True,
    )
    commentaar: str | None = element("Commentaar", basis.COMMENTAAR, optioneel=True)
    aangevraagde_producten: tuple[AangevraagdProduct, ...] = element(
        "AangevraagdProduct", AangevraagdProduct, herhaald=True, omhulsel="AangevraagdeProducten"
    )


@berichtklasse("Root", "Verzoek om toewijzing van jeugdhulp.")
class Bericht:
    """A JW315."""

    header: Header = element("Header", Header)
    client: Client = element("Client", Client)


SOORT = Berichtsoort(naam="JW315", code="446", release="3.2", uitleg="Verzoek om toewijzing", wortel=Bericht)
