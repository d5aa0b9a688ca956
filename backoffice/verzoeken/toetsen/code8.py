"""Code 8, woonplaatsbeginsel: another gemeente is responsible and both agree. Only for a VOT (OP359)."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.verzoeken.model import Aanvraag, Herkomst, Toetssoort, Uitkomst, Zaak
from ijw.feiten import Onbekend

SOORT = Toetssoort("woonplaatsbeginsel", "8", "art. 1.1 Jeugdwet, OP359, TR377")


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Fail when the other gemeente agreed; as long as it has not, this gemeente stays responsible."""
    woonplaats, onderdeel = zaak.woonplaats, aanvraag.herkomst.value
    if aanvraag.herkomst is not Herkomst.VOT:
        yield SOORT.voldoet(onderdeel, "geldt alleen voor een verzoek om toewijzing")
    elif isinstance(woonplaats, Onbekend):
        yield SOORT.onbekend(onderdeel, "de gemeente die verantwoordelijk is")
    elif woonplaats.gemeente == aanvraag.gemeente:
        yield SOORT.voldoet(onderdeel, f"gemeente {aanvraag.gemeente} is verantwoordelijk")
    elif woonplaats.grond != "woonplaatsbeginsel":
        yield SOORT.voldoet(onderdeel, "het gaat niet om het woonplaatsbeginsel")
    elif woonplaats.overeengekomen:
        zin = f"gemeente {woonplaats.gemeente} is verantwoordelijk en is het daarmee eens"
        yield SOORT.faalt(onderdeel, zin, gemeente=woonplaats.gemeente)
    else:
        zin = f"gemeente {woonplaats.gemeente} lijkt verantwoordelijk; overleg met die gemeente is nog niet klaar"
        yield SOORT.mens(onderdeel, zin)
