"""JW302 toewijzing-retour: an aanbieder judges a JW301, with retourcodes per berichtklasse.

Source: berichtspecificatie JW302, iJw 3.2; how it is filled: IV028.
"""

from __future__ import annotations

from ijw.berichten import jw301, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Kop van de toewijzing met de kenmerken van het retourbericht.")
class Header(kop.RetourAanGemeente):
    """The header of the JW301 and what the answer adds."""


@berichtklasse("Contact", "Een contact uit de toewijzing, met het oordeel.", sleutel=("Soort",))
class Contact(jw301.Contact):
    """A contact as it was sent, with its retourcodes."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Relatie", "Een relatie uit de toewijzing, met het oordeel.", sleutel=("Nummer",))
class Relatie(jw301.Relatie):
    """A relatie as it was sent, with its retourcodes."""

    contact: Contact = element("Contact", Contact)
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("ToegewezenProduct", "Een toegewezen product, met het oordeel.", sleutel=("ToewijzingNummer",))
class ToegewezenProduct(jw301.ToegewezenProduct):
    """A toewijzing as it was sent, with its retourcodes."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Client", "De jeugdige uit de toewijzing, met het oordeel.", sleutel=("Bsn",))
class Client(jw301.Client):
    """The jeugdige as he was sent, with his retourcodes."""

    relaties: tuple[Relatie, ...] = element("Relatie", Relatie, optioneel=True, herhaald=True, omhulsel="Relaties")
    contactgegevens: tuple[Contact, ...] = element("Contact", Contact, herhaald=True, omhulsel="Contactgegevens")
    toegewezen_producten: tuple[ToegewezenProduct, ...] = element(
        "ToegewezenProduct", ToegewezenProduct, herhaald=True, omhulsel="ToegewezenProducten"
    )
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Root", "Retour op een toewijzing.")
class Bericht:
    """A JW302; without a cliënt when the JW301 was right or was refused as a whole."""

    header: Header = element("Header", Header)
    client: Client | None = element("Client", Client, optioneel=True)


SOORT = Berichtsoort(naam="JW302", code="437", release="3.2", uitleg="Toewijzing-retour", wortel=Bericht)
