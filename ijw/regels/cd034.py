"""CD034: a BRP-adres and a verblijfadres have a Postcode.

Reading: the rule looks at the Soort alone, so a Contact of these kinds without any Adres lacks its Postcode
too. A person who can only be reached by telephone is given as Soort 02 or 04.

Bron: informatiemodel iJw 3.2, conditie CD034.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

MET_POSTCODE = ("01", "03")


@regel(
    "CD034",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Contact, "Adres/Postcode"),),
)
def cd034(contact: jw301.Contact, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for an address of these kinds without Postcode."""
    if contact.soort in MET_POSTCODE and doel.lees(contact) is None:
        yield Afwijking(f"is leeg bij Soort {contact.soort}", "een Postcode")
