"""CD005: an address with a Postcode has a LandCode, an address without has none.

Bron: informatiemodel iJw 3.2, conditie CD005.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CD005",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Contact, "Adres/LandCode"),),
)
def cd005(contact: jw301.Contact, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when LandCode and Postcode do not go together."""
    adres = contact.adres
    if adres is None:
        return
    if adres.postcode is not None and adres.land_code is None:
        yield Afwijking("is leeg bij een gevulde Postcode", "een LandCode")
    elif adres.postcode is None and adres.land_code is not None:
        yield Afwijking("is gevuld bij een lege Postcode", "leeg")
