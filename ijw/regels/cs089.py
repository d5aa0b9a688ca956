"""CS089: the Postcode of a Dutch address is a Dutch one: four digits and two letters.

The first digit is not 0 and there is no space. A Postcode that is left out is judged by CD034.

Bron: informatiemodel iJw 3.2, constraint CS089.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

_NEDERLANDS = re.compile("[1-9][0-9]{3}[a-zA-Z]{2}")


@regel(
    "CS089",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Contact, "Adres/Postcode"),),
)
def cs089(contact: jw301.Contact, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for another form; the Postcode itself is not shown."""
    adres = contact.adres
    if adres is None or adres.land_code != "NL" or adres.postcode is None:
        return
    if not _NEDERLANDS.fullmatch(adres.postcode):
        yield Afwijking("heeft niet de vorm van een Nederlandse postcode", "vier cijfers en twee letters")
