"""CD009: only a temporary address (04) has a Periode.

A temporary address may also be without Periode.

Bron: informatiemodel iJw 3.2, conditie CD009.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw301
from ijw.regels.regel import BERICHT, Afwijking, Doel, Samenhang, regel


@regel(
    "CD009",
    niveau=BERICHT,
    retourcode="0001",
    doelen=(Doel("JW301", jw301.Contact, "Periode"),),
)
def cd009(contact: jw301.Contact, doel: Doel, samenhang: Samenhang) -> Iterator[Afwijking]:
    """Yield a deviation for a Periode at an address that is not temporary."""
    if contact.periode is not None and contact.soort != "04":
        yield Afwijking(f"is gevuld bij Soort {contact.soort}", "leeg, behalve bij Soort 04")
