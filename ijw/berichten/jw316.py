"""JW316 verzoek-om-toewijzing-retour: a gemeente answers whether a JW315 was right.

Source: berichtspecificatie JW316, iJw 3.2; how it is filled: IV028.
"""

from __future__ import annotations

from ijw.berichten import jw315, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Kop van het verzoek met de kenmerken van het retourbericht.")
class Header(kop.RetourAanAanbieder):
    """The header of the JW315 and what the answer adds."""


@berichtklasse("AangevraagdProduct", "Een aangevraagd product, met het oordeel.", sleutel=("ReferentieAanbieder",))
class AangevraagdProduct(jw315.AangevraagdProduct):
    """A product as it was asked for, with its retourcodes."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Client", "De jeugdige uit het verzoek, met het oordeel.", sleutel=("Bsn",))
class Client(jw315.Client):
    """The jeugdige as he was sent, with his retourcodes."""

    aangevraagde_producten: tuple[AangevraagdProduct, ...] = element(
        "AangevraagdProduct", AangevraagdProduct, herhaald=True, omhulsel="AangevraagdeProducten"
    )
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Root", "Retour op een verzoek om toewijzing.")
class Bericht:
    """A JW316; without a cliënt when the JW315 was right or was refused as a whole."""

    header: Header = element("Header", Header)
    client: Client | None = element("Client", Client, optioneel=True)


SOORT = Berichtsoort(
    naam="JW316", code="447", release="3.2", uitleg="Verzoek om toewijzing-retour", wortel=Bericht
)
