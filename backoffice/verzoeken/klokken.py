"""The deadlines that run for a verzoek, from its receipt until its answer.

Saying that it is being looked into answers the first deadline and starts the last one, which counts from the
Dagtekening. A refusal on the woonplaatsbeginsel has its own two weeks beside either. At a verzoek of a GI only
the woonplaats may be looked into, so those two weeks are all there is.
"""

from __future__ import annotations

from datetime import date

from backoffice.kalender import Kalender
from backoffice.termijnen import (
    ANTWOORD_VOT,
    ANTWOORD_VOW,
    EINDANTWOORD,
    ONDERZOEK_GI,
    WOONPLAATS,
    Klok,
    Termijn,
    Vanaf,
    klok,
)
from backoffice.verzoeken.model import GI, Aanvraag, Herkomst


def klokken(
    aanvraag: Aanvraag, ontvangen: date, vandaag: date, kalender: Kalender, *, in_onderzoek: bool
) -> tuple[Klok, ...]:
    """How the deadlines of an open verzoek stand today, the one that ends first in front."""
    lopend = (
        klok(
            termijn,
            aanvraag.dagtekening if termijn.vanaf is Vanaf.DAGTEKENING else ontvangen,
            vandaag,
            kalender,
        )
        for termijn in _termijnen(aanvraag, in_onderzoek)
    )
    return tuple(sorted(lopend, key=lambda een: een.vervaldag))


def _termijnen(aanvraag: Aanvraag, in_onderzoek: bool) -> tuple[Termijn, ...]:
    if aanvraag.herkomst is Herkomst.EIGEN:
        return ()
    if aanvraag.herkomst is Herkomst.VOW:
        return (EINDANTWOORD,) if in_onderzoek else (ANTWOORD_VOW,)
    if not in_onderzoek:
        return ANTWOORD_VOT, WOONPLAATS
    van_gi = any(regel.verwijzer == GI for regel in aanvraag.regels)
    return (ONDERZOEK_GI,) if van_gi else (EINDANTWOORD, WOONPLAATS)
