"""Code 9, leeftijdsgrens: from 18 only in the cases of the law, which no message tells; from 23 not at all.

Exceptions (art. 1.1 Jeugdwet): jeugdstrafrecht without limit; pleegzorg that began before 18, until 21; other
jeugdhulp for problems and disorders that goes on or is resumed within half a year, until 23; closed help half
a year after 18. Persoonlijke verzorging stops at 18. From 18 a person decides, whatever this check says. Without
einddatum only the first day is judged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from backoffice.verzoeken.leeftijd import Geboren
from backoffice.verzoeken.model import (
    JEUGDRECLASSERING,
    PERSOONLIJKE_VERZORGING,
    RECHTER,
    Aanvraag,
    Inkorting,
    Regel,
    Toetssoort,
    Uitkomst,
    Zaak,
)
from ijw.feiten import Onbekend

SOORT = Toetssoort("leeftijdsgrens", "9", "art. 1.1 Jeugdwet")

VOLWASSEN: Final = 18
HOOGSTENS: Final = 23
_DAG: Final = timedelta(days=1)

_UITZONDERING: Final = {
    "35": "pleegzorg die voor 18 begon of binnen een half jaar is hervat, kan tot 21",
    "37": "gesloten jeugdhulp kan tot een half jaar na 18 als de machtiging dan loopt",
}
_ANDERS: Final = "voortzetting of hervatting binnen een half jaar kan tot 23"


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Judge each line on its first day and on its last."""
    geboren = zaak.geboren
    for regel in aanvraag.regels:
        if regel.categorie == JEUGDRECLASSERING or zaak.jeugdstrafrecht is True:
            yield SOORT.voldoet(regel.onderdeel, "bij jeugdstrafrecht is er geen leeftijdsgrens")
        elif isinstance(geboren, Onbekend):
            yield SOORT.onbekend(regel.onderdeel, "de geboortedatum")
        elif geboren is None:
            yield SOORT.mens(regel.onderdeel, "de geboortedatum is onbekend, kijk of de jeugdige 18 is")
        else:
            yield _oordeel(regel, geboren, zaak)


def _oordeel(regel: Regel, geboren: Geboren, zaak: Zaak) -> Uitkomst:
    einde = regel.einddatum or regel.peildag
    if einde < geboren.mogelijk_vanaf(VOLWASSEN):
        return SOORT.voldoet(regel.onderdeel, "de jeugdige is de hele tijd jonger dan 18")
    if regel.peildag >= geboren.zeker_vanaf(HOOGSTENS):
        if regel.verwijzer == RECHTER and isinstance(zaak.jeugdstrafrecht, Onbekend):
            return SOORT.mens(regel.onderdeel, "de jeugdige is 23 of ouder; kijk of dit jeugdstrafrecht is")
        return SOORT.faalt(regel.onderdeel, "de jeugdige is 23 of ouder en er is geen jeugdstrafrecht bekend")
    if regel.categorie == PERSOONLIJKE_VERZORGING:
        return _verzorging(regel, geboren)
    uitzondering = _UITZONDERING.get(regel.categorie or "", _ANDERS)
    return SOORT.mens(regel.onderdeel, f"de jeugdige is of wordt in deze tijd 18; {uitzondering}")


def _verzorging(regel: Regel, geboren: Geboren) -> Uitkomst:
    zin = "persoonlijke verzorging stopt bij 18"
    if geboren.vroegst != geboren.laatst:
        return SOORT.mens(regel.onderdeel, f"{zin} en de geboortedatum is niet helemaal bekend")
    laatste = geboren.zeker_vanaf(VOLWASSEN) - _DAG
    if regel.peildag > laatste:
        return SOORT.faalt(regel.onderdeel, zin)
    return SOORT.faalt(regel.onderdeel, zin, Inkorting("einddatum", laatste, zin))
