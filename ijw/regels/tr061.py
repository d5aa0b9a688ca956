"""TR061: a cliënt has a BRP-adres, a correspondentie-adres or a verblijfadres.

Reading: a Contact of such a Soort counts as the address, whatever it holds, and contacts of a Relatie do not
count for the cliënt. What the Contact must hold is judged by TR006 and CD034.

Bron: informatiemodel iJw 3.2, technische regel TR061.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel

VASTE_SOORTEN = ("01", "02", "03")


@regel(
    "TR061",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Client),),
)
def tr061(client: jw301.Client, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation when the cliënt has contacts of other kinds only."""
    if not any(contact.soort in VASTE_SOORTEN for contact in client.contactgegevens):
        yield Afwijking("heeft geen Contact met Soort 01, 02 of 03", "ten minste een daarvan", "Contactgegevens")
