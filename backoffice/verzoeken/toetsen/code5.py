"""Code 5, andere gemeente: not responsible for any reason but the woonplaatsbeginsel at a VOT."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.verzoeken.model import Aanvraag, Herkomst, Toetssoort, Uitkomst, Zaak
from ijw.feiten import Onbekend

SOORT = Toetssoort("andere gemeente", "5", "IV046, WJ759")


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Fail when another gemeente is responsible, as for a VOW after a move; the answer names no gemeente."""
    woonplaats, onderdeel = zaak.woonplaats, aanvraag.herkomst.value
    if isinstance(woonplaats, Onbekend):
        yield SOORT.onbekend(onderdeel, "de gemeente die verantwoordelijk is")
    elif woonplaats.gemeente == aanvraag.gemeente:
        yield SOORT.voldoet(onderdeel, f"gemeente {aanvraag.gemeente} is verantwoordelijk")
    elif aanvraag.herkomst is Herkomst.VOT and woonplaats.grond == "woonplaatsbeginsel":
        yield SOORT.voldoet(onderdeel, "een andere gemeente hoort bij code 8")
    else:
        yield SOORT.faalt(onderdeel, f"gemeente {woonplaats.gemeente} is verantwoordelijk")
