"""JW317 verzoek om wijziging: an aanbieder asks a gemeente to change what is assigned to one jeugdige.

Source: berichtspecificatie JW317, iJw 3.2.
"""

from __future__ import annotations

from datetime import date

from ijw.berichten import basis, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Afzender, ontvanger en kenmerk van het bericht.")
class Header(kop.VanAanbieder):
    """The header of the message."""


@berichtklasse("OngewijzigdProduct", "Een toegewezen product dat zo blijft.", sleutel=("ToewijzingNummer",))
class OngewijzigdProduct:
    """A toewijzing that should stay as it is."""

    toewijzing_nummer: int = element("ToewijzingNummer", basis.NUMMER)


@berichtklasse("TeWijzigenProduct", "Een toegewezen product dat anders moet.", sleutel=("ToewijzingNummer",))
class TeWijzigenProduct:
    """A toewijzing that should change from a day on."""

    toewijzing_nummer: int = element("ToewijzingNummer", basis.NUMMER)
    gewenste_ingangsdatum: date = element(
        "GewensteIngangsdatum", basis.DATUM, "Eerste dag waarop de wijziging moet gelden."
    )
    einddatum: date | None = element(
        "Einddatum", basis.DATUM, "Laatste dag waarop geleverd moet worden.", optioneel=True
    )
    omvang: basis.Omvang | None = element("Omvang", basis.Omvang, optioneel=True)
    budget: int | None = element("Budget", basis.BUDGET, optioneel=True)


@berichtklasse(
    "NieuwProduct",
    "Een product dat erbij moet komen.",
    sleutel=("Product/Categorie", "Product/Code", "GewensteIngangsdatum"),
)
class NieuwProduct:
    """A product asked for in addition."""

    product: basis.Product | None = element("Product", basis.Product, optioneel=True)
    gewenste_ingangsdatum: date = element(
        "GewensteIngangsdatum", basis.DATUM, "Eerste dag waarop geleverd moet worden."
    )
    einddatum: date | None = element(
        "Einddatum", basis.DATUM, "Laatste dag waarop geleverd moet worden.", optioneel=True
    )
    omvang: basis.Omvang | None = element("Omvang", basis.Omvang, optioneel=True)
    budget: int | None = element("Budget", basis.BUDGET, optioneel=True)


@berichtklasse("Verzoek", "Alles wat de jeugdige heeft en wat anders moet.", sleutel=("ReferentieAanbieder",))
class Verzoek:
    """The verzoek: one reference and reason for all products of the jeugdige at this aanbieder."""

    referentie_aanbieder: str = element("ReferentieAanbieder", basis.REFERENTIE)
    reden_verzoek: str = element("RedenVerzoek", basis.REDEN_VERZOEK)
    ongewijzigde_producten: tuple[OngewijzigdProduct, ...] = element(
        "OngewijzigdProduct",
        OngewijzigdProduct,
        optioneel=True,
        herhaald=True,
        omhulsel="OngewijzigdeProducten",
    )
    te_wijzigen_producten: tuple[TeWijzigenProduct, ...] = element(
        "TeWijzigenProduct", TeWijzigenProduct, optioneel=True, herhaald=True, omhulsel="TeWijzigenProducten"
    )
    nieuwe_producten: tuple[NieuwProduct, ...] = element(
        "NieuwProduct", NieuwProduct, optioneel=True, herhaald=True, omhulsel="NieuweProducten"
    )


@berichtklasse("Client", "De jeugdige voor wie om wijziging is gevraagd.", sleutel=("Bsn",))
class Client:
    """A jeugdige and what should change."""

    bsn: str = element("Bsn", basis.BURGER_SERVICENUMMER)
    verzoek: Verzoek = element("Verzoek", Verzoek)


@berichtklasse("Root", "Verzoek om wijziging van toegewezen jeugdhulp.")
class Bericht:
    """A JW317."""

    header: Header = element("Header", Header)
    client: Client = element("Client", Client)


SOORT = Berichtsoort(naam="JW317", code="486", release="3.2", uitleg="Verzoek om wijziging", wortel=Bericht)
