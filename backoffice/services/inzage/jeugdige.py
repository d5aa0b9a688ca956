"""What is known of one jeugdige, and which gemeente bears the care over a period, for who may know.

As on the screens, a gemeente may know of a jeugdige who is its cliënt.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from backoffice.cost_routing.dossier import SOORTEN, Opgave, stel_samen
from backoffice.cost_routing.feiten import beschrijf
from backoffice.cost_routing.woonplaats import woonplaatsen
from backoffice.services import leg_feiten_vast
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.leg_feiten_vast import Laadresultaat, OnjuistFeit
from backoffice.services.werkplek import Werkplek
from backoffice.storage import persoonsfeiten
from backoffice.storage.database import lezen
from backoffice.storage.persoonsfeiten import Bewaard
from backoffice.storage.views.dragers import kent_bsn
from backoffice.toegang.rechten import Bezoeker


@dataclass(frozen=True, slots=True)
class Feit:
    """A fact that holds: its days inclusive, a gemeente where it has one, its source, and who told it when."""

    id: int
    soort: str
    vanaf: date | None
    tot_en_met: date | None
    gemeente: str | None
    in_onderzoek: bool
    bron: str
    ingevoerd_op: datetime
    ingevoerd_door: str


@dataclass(frozen=True, slots=True)
class Dragerperiode:
    """The gemeente that is responsible for some days (inclusive), on what grounds and by which facts, in Dutch.

    Without a gemeente `ontbreekt` says what has to be found out.
    """

    vanaf: date
    tot_en_met: date
    gemeente: str | None
    grond: str
    feiten: tuple[str, ...]
    ontbreekt: str | None


def toon_feiten(werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, nu: datetime) -> list[Feit]:
    """What is known of a jeugdige; nothing for who may not know. Looking is recorded."""
    return [
        Feit(een.id, **asdict(een.opgave), ingevoerd_op=een.ingevoerd_op, ingevoerd_door=een.ingevoerd_door)
        for een in _bewaard(werkplek, bezoeker, bsn, nu)
    ]


def voeg_toe(
    werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, opgave: Opgave, nu: datetime, *, vervangt: bool
) -> Laadresultaat:
    """Keep a fact; Feitfout when it cannot be, NietGevonden for a jeugdige whom the gemeente does not know."""
    if opgave.soort not in SOORTEN:
        raise OnjuistFeit(f"Deze soort feit is niet bekend. Verwacht een van: {', '.join(SOORTEN)}.")
    with lezen(werkplek.engine) as conn:
        if not kent_bsn(conn, bezoeker.bereik, werkplek.kluis.bsn_index(bsn)):
            raise NietGevonden("Deze jeugdige is bij uw gemeente niet bekend. Leg de jeugdige eerst vast.")
    return leg_feiten_vast.voeg_toe(werkplek, bsn, opgave, nu, bezoeker.naam, vervangt=vervangt)


def trek_in(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int, bron: str, nu: datetime) -> None:
    """Take back a fact; NietGevonden when it does not hold, or is about nobody this visitor may know of."""
    with lezen(werkplek.engine) as conn:
        gevonden = persoonsfeiten.zoek(conn, werkplek.kluis, nummer)
        if gevonden is None or not kent_bsn(conn, bezoeker.bereik, gevonden[0]):
            raise NietGevonden(f"Feit {nummer} geldt niet, of gaat over niemand van uw gemeente.")
    leg_feiten_vast.trek_in(werkplek, nummer, bron, nu, bezoeker.naam)


def wie_draagt(
    werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, van: date, tot_en_met: date, nu: datetime
) -> list[Dragerperiode]:
    """The responsible gemeente on each day of a period; nothing when nothing is known.

    TegenstrijdigeFeiten when facts cannot all be true. Looking is recorded.
    """
    bewaard = _bewaard(werkplek, bezoeker, bsn, nu)
    if not bewaard:
        return []
    return [
        Dragerperiode(
            deel.vanaf,
            deel.tot_en_met,
            deel.gemeente,
            deel.grond.value,
            tuple(beschrijf(feit) for feit in deel.feiten),
            deel.ontbreekt,
        )
        for deel in woonplaatsen(stel_samen(een.opgave for een in bewaard), van, tot_en_met)
    ]


def _bewaard(werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, nu: datetime) -> list[Bewaard]:
    with lezen(werkplek.engine) as conn:
        mag = kent_bsn(conn, bezoeker.bereik, werkplek.kluis.bsn_index(bsn))
    return leg_feiten_vast.toon_feiten(werkplek, bsn, nu, bezoeker.naam) if mag else []
