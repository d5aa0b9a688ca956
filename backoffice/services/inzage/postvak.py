"""The messages of one organisation that ask for something: to be answered, or to be answered by the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from backoffice.services.antwoordbewaking import TERMIJNEN
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views.postvak import WachtRij, lees_onbeantwoord, lees_zonder_retour
from backoffice.termijnen import RETOURBERICHT, Klok, klok
from backoffice.toegang.rechten import Bezoeker

GETOOND: Final = 100


@dataclass(frozen=True, slots=True)
class Wachtbericht:
    """A message that waits, with how its term stands."""

    rij: WachtRij
    klok: Klok


@dataclass(frozen=True, slots=True)
class Postvak:
    """What must be answered, and what still has no retourbericht; the most urgent first, no more than GETOOND."""

    te_beantwoorden: tuple[Wachtbericht, ...]
    zonder_retour: tuple[Wachtbericht, ...]


def postvak(werkplek: Werkplek, bezoeker: Bezoeker, nu: datetime) -> Postvak:
    """What waits within the bereik; none of it is about a person."""
    vandaag = nu.astimezone(AMSTERDAM).date()

    def met_klok(rij: WachtRij) -> Wachtbericht:
        dag = rij.sinds.astimezone(AMSTERDAM).date()
        return Wachtbericht(rij, klok(TERMIJNEN.get(rij.soort, RETOURBERICHT), dag, vandaag, werkplek.kalender))

    with lezen(werkplek.engine) as conn:
        vragen = lees_onbeantwoord(conn, bezoeker.bereik, tuple(TERMIJNEN), aantal=GETOOND)
        stil = lees_zonder_retour(conn, bezoeker.bereik, aantal=GETOOND)
    te_beantwoorden = sorted(map(met_klok, vragen), key=lambda een: (een.klok.vervaldag, een.rij.id))
    return Postvak(tuple(te_beantwoorden), tuple(map(met_klok, stil)))
