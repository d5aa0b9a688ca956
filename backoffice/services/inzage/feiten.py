"""The facts about a jeugdige, and which gemeente bears the care by them; each look is recorded.

Facts belong to a person and not to one gemeente, but a gemeente reaches only jeugdigen it knows.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from backoffice.cost_routing.dossier import SOORTEN, Opgave, stel_samen
from backoffice.cost_routing.feiten import beschrijf
from backoffice.cost_routing.woonplaats import woonplaatsen
from backoffice.services import leg_feiten_vast, wie_betaalt
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.leg_feiten_vast import Laadresultaat, OnjuistFeit
from backoffice.services.werkplek import Werkplek
from backoffice.storage import persoonsfeiten, toewijzingen
from backoffice.storage.database import lezen
from backoffice.storage.persoonsfeiten import Bewaard
from backoffice.storage.views.dragers import PrestatieSleutel, kent_bsn, zoek_gedragen
from backoffice.storage.views.toewijzingen import zoek_toewijzing
from backoffice.toegang.rechten import Bezoeker
from ijw import nummers


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


@dataclass(frozen=True, slots=True)
class Prestatiedrager:
    """A prestatie, and in Dutch who bears it and why: one text per time it was granted."""

    prestatie: PrestatieSleutel
    verhalen: tuple[str, ...]


def zoek(werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, nu: datetime) -> list[Feit]:
    """What is known of a jeugdige; nothing for who may not know."""
    return [
        Feit(een.id, **asdict(een.opgave), ingevoerd_op=een.ingevoerd_op, ingevoerd_door=een.ingevoerd_door)
        for een in _bewaard(werkplek, bezoeker, bsn, nu)
    ]


def van_bsn(werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, nu: datetime) -> list[Feit]:
    """The facts about a jeugdige, newest last; Feitfout for what is no BSN, NietGevonden for who is not known."""
    _eis_bekend(werkplek, bezoeker, bsn)
    return zoek(werkplek, bezoeker, bsn, nu)


def voeg_toe(
    werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, opgave: Opgave, nu: datetime, *, vervangt: bool
) -> Laadresultaat:
    """Keep a fact; Feitfout says why it cannot be, NietGevonden when the gemeente does not know the jeugdige."""
    if opgave.soort not in SOORTEN:
        raise OnjuistFeit(f"Deze soort feit is niet bekend. Verwacht een van: {', '.join(SOORTEN)}.")
    _eis_bekend(werkplek, bezoeker, bsn)
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

    TegenstrijdigeFeiten when facts cannot all be true.
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


def wie_draagt_prestatie(
    werkplek: Werkplek, bezoeker: Bezoeker, prestatie_id: int, nu: datetime
) -> Prestatiedrager:
    """Who bears a prestatie that was declared to, or is borne by, one of the bereik. Raises NietGevonden."""
    with lezen(werkplek.engine) as conn:
        rij = zoek_gedragen(conn, bezoeker.bereik, prestatie_id)
    if rij is None:
        raise NietGevonden(f"Prestatie {prestatie_id} is er niet, of is niet van uw organisatie.")
    verhalen = wie_betaalt.wie_betaalt(
        werkplek, rij.referentie, rij.aanbieder, nu, bezoeker.naam, prestatie_id=prestatie_id
    )
    return Prestatiedrager(rij, tuple(verhalen))


def bsn_van(werkplek: Werkplek, bezoeker: Bezoeker, toewijzing_id: int) -> str:
    """The BSN of whom a toewijzing is about, to use in a form and never in an address. Raises NietGevonden."""
    with lezen(werkplek.engine) as conn:
        rij = zoek_toewijzing(conn, bezoeker.bereik, toewijzing_id)
        if rij is None:
            raise NietGevonden(f"Toewijzing {toewijzing_id} is er niet, of is niet van uw organisatie.")
        return toewijzingen.lees_bsn(conn, werkplek.kluis, rij.client_id)


def _bewaard(werkplek: Werkplek, bezoeker: Bezoeker, bsn: str, nu: datetime) -> list[Bewaard]:
    if not _kent(werkplek, bezoeker, bsn):
        return []
    return leg_feiten_vast.toon_feiten(werkplek, bsn, nu, bezoeker.naam)


def _eis_bekend(werkplek: Werkplek, bezoeker: Bezoeker, bsn: str) -> None:
    if not nummers.bsn_geldig(bsn):
        raise OnjuistFeit("Dit is geen BSN: het heeft negen cijfers en voldoet aan de elfproef. Kijk het na.")
    if not _kent(werkplek, bezoeker, bsn):
        raise NietGevonden("Deze jeugdige is bij uw organisatie niet bekend. Leg de jeugdige eerst vast.")


def _kent(werkplek: Werkplek, bezoeker: Bezoeker, bsn: str) -> bool:
    with lezen(werkplek.engine) as conn:
        return kent_bsn(conn, bezoeker.bereik, werkplek.kluis.bsn_index(bsn))
