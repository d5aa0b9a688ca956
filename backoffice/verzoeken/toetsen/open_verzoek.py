"""No earlier verzoek of this aanbieder for this jeugdige is open (TR374).

That is refused by retourbericht (JW316, JW318) and gets no JW319.
"""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.verzoeken.model import Aanvraag, Herkomst, Toetssoort, Uitkomst, Zaak
from ijw.feiten import Onbekend

SOORT = Toetssoort("eerder verzoek", None, "OP350, TR374", retourcode="9374")


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Fail on another verzoek that is open; other products of the same VOT are no other verzoek."""
    verzoeken, onderdeel = zaak.verzoeken, aanvraag.herkomst.value
    if aanvraag.herkomst is Herkomst.EIGEN:
        yield SOORT.voldoet(onderdeel, "geldt alleen voor een verzoek van de aanbieder")
    elif isinstance(verzoeken, Onbekend):
        yield SOORT.onbekend(onderdeel, "eerdere verzoeken")
    elif open_ := sorted(verzoek.referentie_aanbieder for verzoek in verzoeken if verzoek.open):
        yield SOORT.faalt(onderdeel, f"verzoek {', '.join(open_)} is nog open")
    else:
        yield SOORT.voldoet(onderdeel, "er is geen ander verzoek open")
