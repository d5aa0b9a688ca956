"""What may be done with an item of the work list, and which items of it somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from backoffice.services.inzage import werk
from backoffice.services.inzage.pagina import Pagina
from backoffice.services.werklijst import Werkblad
from backoffice.services.werkplek import Werkplek
from backoffice.storage.werk import Werk
from backoffice.termijnen import Fase, Klok
from backoffice.toegang.rechten import Bezoeker, Recht
from backoffice.verzoeken.model import Herkomst, Regel
from backoffice.verzoeken.werk import Status, Werksoort, regel_uit_json

PER_PAGINA: Final = 100
SOORTEN: Final = tuple(soort.value for soort in Werksoort)
STANDEN: Final = tuple(status.value for status in Status)
FASEN: Final = tuple(fase.value for fase in Fase)


@dataclass(frozen=True, slots=True)
class Werkvraag:
    """Which items are asked for; an empty text asks for all, and `stand` empty for all that is not done."""

    soort: str = ""
    stand: str = ""
    fase: str = ""
    aanbieder: str = ""
    gemeente: str = ""


def lijst(
    werkplek: Werkplek, bezoeker: Bezoeker, vandaag: date, vraag: Werkvraag, *, vanaf: int = 0
) -> Pagina[tuple[Werk, Klok | None]]:
    """The items within the bereik that fit, most pressing first, from place `vanaf` in the list."""
    alles = werk.lijst(werkplek, bezoeker, vandaag, ook_afgedaan=vraag.stand == Status.AFGEDAAN)
    passend = [(item, klok) for item, klok in alles if _past(item, klok, vraag)]
    einde = vanaf + PER_PAGINA
    return Pagina(tuple(passend[vanaf:einde]), einde if len(passend) > einde else None)


def mogelijk(bezoeker: Bezoeker, blad: Werkblad) -> tuple[str, ...]:
    """What this visitor may do with an item as it stands, by the names of the form."""
    item = blad.werk
    if item.status == Status.AFGEDAAN or not bezoeker.mag(Recht.WERK_BESLUITEN):
        return ()
    if blad.aanvraag is not None:
        onderzoek = () if item.status == Status.ONDERZOEK else ("neem-in-onderzoek",)
        elders = ("draag-over",) if blad.aanvraag.herkomst is Herkomst.VOT else ()
        return ("wijs-toe", "wijs-af", *onderzoek, "houd-aan", *elders, "feiten")
    if item.soort == Werksoort.OVERNAME:
        return ("antwoord-op-overname", "houd-aan")
    opnieuw = ("herhaal",) if item.uitgaand_id is not None and item.client_id is not None else ()
    return (*opnieuw, "sluit-af", "houd-aan")


def voorgesteld(blad: Werkblad) -> tuple[Regel, ...]:
    """The lines that would be granted by the proposal; none for work that has no proposal."""
    return tuple(map(regel_uit_json, (blad.inhoud.get("voorstel") or {}).get("regels", ())))


def is_gedaan(werkplek: Werkplek, bezoeker: Bezoeker, werk_id: int, gezien: int, nu: datetime) -> bool:
    """Whether this visitor decided on it already since `gezien` decisions stood on the screen: a second click."""
    besluiten = werk.toon(werkplek, bezoeker, werk_id, nu).besluiten
    return len(besluiten) == gezien + 1 and besluiten[-1].wie == bezoeker.naam


def _past(item: Werk, klok: Klok | None, vraag: Werkvraag) -> bool:
    gevraagd = (
        (vraag.soort, item.soort),
        (vraag.stand, item.status),
        (vraag.aanbieder, item.aanbieder),
        (vraag.gemeente, item.gemeente),
        (vraag.fase, "" if klok is None else klok.fase.value),
    )
    return all(not wens or wens == heeft for wens, heeft in gevraagd)
