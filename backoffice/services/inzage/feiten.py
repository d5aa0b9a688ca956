"""Who bears a prestatie, and the facts about a jeugdige it rests on; each look is recorded.

Facts belong to a person and not to one gemeente, but a gemeente reaches only jeugdigen it knows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from backoffice.services import leg_feiten_vast, wie_betaalt
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.leg_feiten_vast import OnjuistFeit, Opgave
from backoffice.services.werkplek import Werkplek
from backoffice.storage import toewijzingen
from backoffice.storage.database import lezen
from backoffice.storage.persoonsfeiten import Bewaard
from backoffice.storage.views.dragers import PrestatieSleutel, kent_bsn, zoek_gedragen
from backoffice.storage.views.toewijzingen import zoek_toewijzing
from backoffice.toegang.rechten import Bezoeker
from ijw import nummers


@dataclass(frozen=True, slots=True)
class Drager:
    """A prestatie, and in Dutch who bears it and why: one text per time it was granted."""

    prestatie: PrestatieSleutel
    verhalen: tuple[str, ...]


def wie_draagt(werkplek: Werkplek, bezoeker: Bezoeker, prestatie_id: int, nu: datetime) -> Drager:
    """Who bears a prestatie that was declared to, or is borne by, one of the bereik. Raises NietGevonden."""
    with lezen(werkplek.engine) as conn:
        rij = zoek_gedragen(conn, bezoeker.bereik, prestatie_id)
    if rij is None:
        raise NietGevonden(f"Prestatie {prestatie_id} is er niet, of is niet van uw organisatie.")
    verhalen = wie_betaalt.wie_betaalt(
        werkplek, rij.referentie, rij.aanbieder, nu, bezoeker.naam, prestatie_id=prestatie_id
    )
    return Drager(rij, tuple(verhalen))


def van_bsn(werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, nu: datetime) -> list[Bewaard]:
    """The facts about a jeugdige, newest last; Feitfout for what is no BSN, NietGevonden for who is not known."""
    _eis_bekend(werkplek, bezoeker, bsn)
    return leg_feiten_vast.toon_feiten(werkplek, bsn, nu, bezoeker.naam)


def voeg_toe(
    werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, opgave: Opgave, nu: datetime, *, vervangt: bool
) -> None:
    """Keep one fact about a jeugdige that one's own gemeente knows; Feitfout says why it cannot be."""
    _eis_bekend(werkplek, bezoeker, bsn)
    leg_feiten_vast.voeg_toe(werkplek, bsn, opgave, nu, bezoeker.naam, vervangt=vervangt)


def bsn_van(werkplek: Werkplek, bezoeker: Bezoeker, toewijzing_id: int) -> str:
    """The BSN of whom a toewijzing is about, to use in a form and never in an address. Raises NietGevonden."""
    with lezen(werkplek.engine) as conn:
        rij = zoek_toewijzing(conn, bezoeker.bereik, toewijzing_id)
        if rij is None:
            raise NietGevonden(f"Toewijzing {toewijzing_id} is er niet, of is niet van uw organisatie.")
        return toewijzingen.lees_bsn(conn, werkplek.kluis, rij.client_id)


def _eis_bekend(werkplek: Werkplek, bezoeker: Bezoeker, bsn: str) -> None:
    if not nummers.bsn_geldig(bsn):
        raise OnjuistFeit("Dit is geen BSN: het heeft negen cijfers en voldoet aan de elfproef. Kijk het na.")
    with lezen(werkplek.engine) as conn:
        if not kent_bsn(conn, bezoeker.bereik, werkplek.kluis.bsn_index(bsn)):
            raise NietGevonden("Deze jeugdige is bij uw organisatie niet bekend.")
