"""JW308 stop-retour: a gemeente answers whether a JW307 was right.

Source: berichtspecificatie JW308, iJw 3.2; how it is filled: IV028.
"""

from __future__ import annotations

from ijw.berichten import jw307, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Kop van het stopbericht met de kenmerken van het retourbericht.")
class Header(kop.RetourAanAanbieder):
    """The header of the JW307 and what the answer adds."""


@berichtklasse(
    "StopProduct",
    "Een gestopt product, met het oordeel.",
    sleutel=(
        "ToewijzingNummer",
        "Product/Categorie",
        "Product/Code",
        "Begindatum",
        "RedenBeeindiging",
        "Einddatum",
    ),
)
class StopProduct(jw307.StopProduct):
    """A stop as it was sent, with its retourcodes."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Client", "De jeugdige uit het stopbericht, met het oordeel.", sleutel=("Bsn",))
class Client(jw307.Client):
    """The jeugdige as he was sent, with his retourcodes."""

    stop_producten: tuple[StopProduct, ...] = element(
        "StopProduct", StopProduct, herhaald=True, omhulsel="StopProducten"
    )
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Root", "Retour op een stopbericht.")
class Bericht:
    """A JW308; without a cliënt when the JW307 was right or was refused as a whole."""

    header: Header = element("Header", Header)
    client: Client | None = element("Client", Client, optioneel=True)


SOORT = Berichtsoort(naam="JW308", code="441", release="3.2", uitleg="Stop-retour", wortel=Bericht)
