"""TR006: a Contact holds a Telefoon, or an address with both Huis and Postcode.

Only a Telefoon or the pair counts: an Emailadres, or a Huis without Postcode, is not enough.

Bron: informatiemodel iJw 3.2, technische regel TR006.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "TR006",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Contact),),
)
def tr006(contact: jw301.Contact, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when neither way to reach somebody is complete."""
    adres = contact.adres
    if contact.telefoon is None and (adres is None or adres.huis is None or adres.postcode is None):
        yield Afwijking("heeft geen Telefoon en geen Huis met Postcode", "ten minste een van beide")
