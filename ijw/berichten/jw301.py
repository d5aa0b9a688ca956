"""JW301 toewijzing: a gemeente assigns products of jeugdhulp for one jeugdige to an aanbieder.

Source: berichtspecificatie JW301, iJw 3.2.
"""

from __future__ import annotations

from datetime import date

from ijw.berichten import basis, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Afzender, ontvanger en kenmerk van het bericht.")
class Header(kop.VanGemeente):
    """The header of the message."""


@berichtklasse(
    "Contact", "Waar de jeugdige of een relatie woont, verblijft en te bereiken is.", sleutel=("Soort",)
)
class Contact:
    """An address of one kind, of the jeugdige or of a relatie."""

    soort: str = element("Soort", basis.ADRES_SOORT)
    adres: basis.Adres | None = element("Adres", basis.Adres, optioneel=True)
    organisatie: str | None = element(
        "Organisatie", basis.ORGANISATIENAAM, "Instelling waar iemand verblijft.", optioneel=True
    )
    telefoon: basis.Telefoonnummers | None = element("Telefoon", basis.Telefoonnummers, optioneel=True)
    emailadres: str | None = element("Emailadres", basis.EMAILADRES, optioneel=True)
    periode: basis.OpenPeriode | None = element(
        "Periode",
        basis.OpenPeriode,
        "Wanneer een tijdelijk adres geldt.",
        optioneel=True,
        persoonlijk=True,
    )


@berichtklasse("Relatie", "Iemand die met de jeugdige verbonden is, zoals een ouder.", sleutel=("Nummer",))
class Relatie:
    """A person around the jeugdige, with one contact."""

    nummer: str = element("Nummer", basis.PERSOONSID)
    volgorde: int | None = element("Volgorde", basis.RELATIE_VOLGORDE, optioneel=True)
    soort: str = element("Soort", basis.SOORT_RELATIE, persoonlijk=True)
    geboortedatum: basis.Geboortedatum | None = element("Geboortedatum", basis.Geboortedatum, optioneel=True)
    geslacht: str | None = element("Geslacht", basis.GESLACHT, optioneel=True)
    naam: basis.VolledigeNaam = element("Naam", basis.VolledigeNaam)
    contact: Contact = element("Contact", Contact)


@berichtklasse("ToegewezenProduct", "Een product dat de aanbieder mag leveren.", sleutel=("ToewijzingNummer",))
class ToegewezenProduct:
    """A toewijzing: what may be delivered, from when until when, and how much."""

    toewijzing_nummer: int = element("ToewijzingNummer", basis.NUMMER)
    referentie_aanbieder: str | None = element(
        "ReferentieAanbieder", basis.REFERENTIE, "Kenmerk van het verzoek dat is gehonoreerd.", optioneel=True
    )
    product: basis.Product | None = element("Product", basis.Product, optioneel=True)
    toewijzingsdatum: date = element(
        "Toewijzingsdatum", basis.DATUM, "Dag waarop de gemeente de toewijzing vaststelde."
    )
    toewijzingstijd: str = element(
        "Toewijzingstijd", basis.TIJD, "Tijd waarop de gemeente de toewijzing vaststelde."
    )
    ingangsdatum: date = element("Ingangsdatum", basis.DATUM, "Eerste dag waarop geleverd mag worden.")
    einddatum: date | None = element(
        "Einddatum", basis.DATUM, "Laatste dag waarop geleverd mag worden.", optioneel=True
    )
    reden_wijziging: str | None = element("RedenWijziging", basis.REDEN_WIJZIGING, optioneel=True)
    omvang: basis.Omvang | None = element("Omvang", basis.Omvang, optioneel=True)
    budget: int | None = element("Budget", basis.BUDGET, optioneel=True)
    commentaar: str | None = element("Commentaar", basis.COMMENTAAR, optioneel=True)


@berichtklasse("Client", "De jeugdige aan wie hulp is toegewezen.", sleutel=("Bsn",))
class Client:
    """A jeugdige, the people around him and the products assigned."""

    bsn: str = element("Bsn", basis.BURGER_SERVICENUMMER)
    geboortedatum: basis.Geboortedatum = element("Geboortedatum", basis.Geboortedatum)
    geslacht: str = element("Geslacht", basis.GESLACHT)
    naam: basis.VolledigeNaam = element("Naam", basis.VolledigeNaam)
    communicatie: basis.Communicatie | None = element(
        "Communicatie", basis.Communicatie, optioneel=True, persoonlijk=True
    )
    juridische_status: str | None = element(
        "JuridischeStatus", basis.JURIDISCHE_STATUS, optioneel=True, persoonlijk=True
    )
    wettelijke_vertegenwoordiging: str | None = element(
        "WettelijkeVertegenwoordiging", basis.WETTELIJKE_VERTEGENWOORDIGING, optioneel=True, persoonlijk=True
    )
    commentaar: str | None = element("Commentaar", basis.COMMENTAAR, optioneel=True)
    relaties: tuple[Relatie, ...] = element("Relatie", Relatie, optioneel=True, herhaald=True, omhulsel="Relaties")
    contactgegevens: tuple[Contact, ...] = element("Contact", Contact, herhaald=True, omhulsel="Contactgegevens")
    toegewezen_producten: tuple[ToegewezenProduct, ...] = element(
        "ToegewezenProduct", ToegewezenProduct, herhaald=True, omhulsel="ToegewezenProducten"
    )


@berichtklasse("Root", "Toewijzing van jeugdhulp aan een aanbieder.")
class Bericht:
    """A JW301."""

    header: Header = element("Header", Header)
    client: Client = element("Client", Client)


SOORT = Berichtsoort(naam="JW301", code="436", release="3.2", uitleg="Toewijzing", wortel=Bericht)
