"""JW318 verzoek-om-wijziging-retour: a gemeente answers whether a JW317 was right.

Source: berichtspecificatie JW318, iJw 3.2; how it is filled: IV028.
"""

from __future__ import annotations

from ijw.berichten import jw317, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Kop van het verzoek met de kenmerken van het retourbericht.")
class Header(kop.RetourAanAanbieder):
    """The header of the JW317 and what the answer adds."""


@berichtklasse("OngewijzigdProduct", "Een ongewijzigd product, met het oordeel.", sleutel=("ToewijzingNummer",))
class OngewijzigdProduct(jw317.OngewijzigdProduct):
    """A product as it was sent, with its retourcodes."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("TeWijzigenProduct", "Een te wijzigen product, met het oordeel.", sleutel=("ToewijzingNummer",))
class TeWijzigenProduct(jw317.TeWijzigenProduct):
    """A product as it was sent, with its retourcodes."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse(
    "NieuwProduct",
    "Een nieuw product, met het oordeel.",
    sleutel=("Product/Categorie", "Product/Code", "GewensteIngangsdatum"),
)
class NieuwProduct(jw317.NieuwProduct):
    """A product as it was sent, with its retourcodes."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Verzoek", "Het verzoek, met het oordeel.", sleutel=("ReferentieAanbieder",))
class Verzoek(jw317.Verzoek):
    """The verzoek as it was sent, with its retourcodes."""

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
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Client", "De jeugdige uit het verzoek, met het oordeel.", sleutel=("Bsn",))
class Client(jw317.Client):
    """The jeugdige as he was sent, with his retourcodes."""

    verzoek: Verzoek = element("Verzoek", Verzoek)
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Root", "Retour op een verzoek om wijziging.")
class Bericht:
    """A JW318; without a cliënt when the JW317 was right or was refused as a whole."""

    header: Header = element("Header", Header)
    client: Client | None = element("Client", Client, optioneel=True)


SOORT = Berichtsoort(naam="JW318", code="487", release="3.2", uitleg="Verzoek om wijziging-retour", wortel=Bericht)
