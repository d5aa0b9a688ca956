"""JW306 start-retour: a gemeente answers whether a JW305 was right.

Source: berichtspecificatie JW306, iJw 3.2; how it is filled: IV028.
"""

from __future__ import annotations

from ijw.berichten import jw305, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Kop van het startbericht met de kenmerken van het retourbericht.")
class Header(kop.RetourAanAanbieder):
    """The header of the JW305 and what the answer adds."""


@berichtklasse(
    "StartProduct",
    "Een gestart product, met het oordeel.",
    sleutel=("ToewijzingNummer", "Product/Categorie", "Product/Code", "Begindatum"),
)
class StartProduct(jw305.StartProduct):
    """A start as it was sent, with its retourcodes."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Client", "De jeugdige uit het startbericht, met het oordeel.", sleutel=("Bsn",))
class Client(jw305.Client):
    """The jeugdige as he was sent, with his retourcodes."""

    start_producten: tuple[StartProduct, ...] = element(
        "StartProduct", StartProduct, herhaald=True, omhulsel="StartProducten"
    )
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Root", "Retour op een startbericht.")
class Bericht:
    """A JW306; without a cliënt when the JW305 was right or was refused as a whole."""

    header: Header = element("Header", Header)
    client: Client | None = element("Client", Client, optioneel=True)


SOORT = Berichtsoort(naam="JW306", code="439", release="3.2", uitleg="Start-retour", wortel=Bericht)
