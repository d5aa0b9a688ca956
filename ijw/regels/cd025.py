"""CD025: a Dutch address has a Huis.

Bron: informatiemodel iJw 3.2, conditie CD025.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CD025",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Contact, "Adres/Huis"),),
)
def cd025(contact: jw301.Contact, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for an address in the Netherlands without Huis."""
    adres = contact.adres
    if adres is not None and adres.land_code == "NL" and adres.huis is None:
        yield Afwijking("is leeg bij LandCode NL", "een Huisnummer")
