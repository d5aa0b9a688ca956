"""Routes the cost of one prestatie to the gemeenten that bear it, and tells why.

    solidariteit  shared by the verdeelsleutel of the year of delivery
    woonplaats    borne per day by the responsible gemeente
    otherwise     by the gemeente that was declared to: no facts are known that say anything else

Shares sum to the amount to the cent. What cannot be told stays with the gemeente that pays, and is named as work.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from backoffice.cost_routing.feiten import Persoonsfeiten, beschrijf
from backoffice.cost_routing.herindeling import Herindeling, Herindelingen
from backoffice.cost_routing.solidariteit import Grondslag, Kostenafspraak, kostenafspraak
from backoffice.cost_routing.verdeelsleutel import Sleutels, Verdeelsleutel
from backoffice.cost_routing.verrekening import Draagperiode, Verrekenpost, dagdelen, leverdelen, verreken
from backoffice.cost_routing.woonplaats import Woonplaats, woonplaatsen
from ijw.regels.tekst import euro
from ijw.rekenen import verdeel

BEKEND_COLLEGE: Final = "art. 8.2.1 Jeugdwet"
"""The gemeente that assigned pays the aanbieder, whoever bears the cost in the end."""


class Kosten(NamedTuple):
    """What has to be borne: a prestatie as declared to a gemeente, in signed eurocents.

    `soort` is the kind of contract or of cost. `levering` is the volume per day, when the aanbieder told it.
    """

    gemeente: str
    begindatum: date
    einddatum: date
    bedrag: int
    soort: str
    levering: Mapping[date, int] | None = None


class Dragerafspraken:
    """What is agreed about who bears: kinds of cost, verdeelsleutels and herindelingen."""

    def __init__(
        self,
        kosten: Iterable[Kostenafspraak] = (),
        sleutels: Sleutels | None = None,
        herindelingen: Iterable[Herindeling] = (),
    ) -> None:
        self._kosten = tuple(kosten)
        self.sleutels = sleutels or Sleutels()
        self.herindelingen = Herindelingen(herindelingen)
        self._gezocht: dict[tuple[str, date], Kostenafspraak] = {}

    def deelt(self, soorten: Collection[str]) -> bool:
        """Whether one of these kinds of cost is agreed to be shared."""
        return any(een.grondslag is Grondslag.SOLIDARITEIT and een.soort in soorten for een in self._kosten)

    def afspraak(self, soort: str, dag: date) -> Kostenafspraak:
        """How a kind of cost is borne when it is delivered from this day; looked up once per kind and day."""
        gevonden = self._gezocht.get((soort, dag))
        if gevonden is None:
            gevonden = self._gezocht[soort, dag] = kostenafspraak(soort, dag, self._kosten)
        return gevonden


class Routering(NamedTuple):
    """Who bears a prestatie. `delen` are signed eurocents per gemeente and sum to the amount.

    `gemeente` pays the aanbieder; `posten` is what the others owe it. `ontbreekt` names in Dutch what somebody has
    to find out; `afspraak`, `gewichten` (in `eenheid`), `periodes` and `sleutel` are what the shares rest on, and
    `gronden` says per gemeente by which article or key it bears.
    """

    gemeente: str
    delen: Mapping[str, int]
    afspraak: Kostenafspraak
    gewichten: Mapping[str, int] | None = None
    eenheid: str = ""
    posten: tuple[Verrekenpost, ...] = ()
    periodes: tuple[Woonplaats, ...] = ()
    sleutel: Verdeelsleutel | None = None
    ontbreekt: tuple[str, ...] = ()
    gronden: Mapping[str, str] = MappingProxyType({})


def routeer(kosten: Kosten, feiten: Persoonsfeiten | None, afspraken: Dragerafspraken) -> Routering:
    """Say who bears a prestatie; without facts about the jeugdige that is the gemeente it was declared to.

    TegenstrijdigeFeiten or Leverdagfout when the facts cannot be true.
    """
    afspraak = afspraken.afspraak(kosten.soort, kosten.begindatum)
    # A gemeente that was merged away lives on in its successor, which is no reason to settle anything.
    betaler = afspraken.herindelingen.opvolger(kosten.gemeente, kosten.einddatum)
    if afspraak.grondslag is Grondslag.SOLIDARITEIT:
        return _gedeeld(kosten, betaler, afspraak, afspraken)
    if feiten is None:
        return Routering(betaler, {betaler: kosten.bedrag}, afspraak)
    periodes = woonplaatsen(feiten, kosten.begindatum, kosten.einddatum)
    opvolger = afspraken.herindelingen.opvolger
    dragers = [
        Draagperiode(
            deel.vanaf,
            deel.tot_en_met,
            betaler if deel.gemeente is None else opvolger(deel.gemeente, kosten.einddatum),
        )
        for deel in periodes
    ]
    gewichten = leverdelen(dragers, kosten.levering or {})
    eenheid = "van de levering"
    if not any(gewichten.values()):
        gewichten, eenheid = dagdelen(dragers), "dagen"
    delen = verdeel(kosten.bedrag, gewichten)
    return Routering(
        betaler,
        delen,
        afspraak,
        gewichten,
        eenheid,
        verreken(betaler, delen),
        periodes,
        ontbreekt=tuple(dict.fromkeys(deel.ontbreekt for deel in periodes if deel.ontbreekt is not None)),
        gronden=_gronden(dragers, periodes),
    )


def _gronden(dragers: Iterable[Draagperiode], periodes: Iterable[Woonplaats]) -> dict[str, str]:
    per_gemeente: dict[str, list[str]] = {}
    for wie, deel in zip(dragers, periodes, strict=True):
        grond = BEKEND_COLLEGE if deel.gemeente is None else str(deel.grond)
        if grond not in per_gemeente.setdefault(wie.drager, []):
            per_gemeente[wie.drager].append(grond)
    return {gemeente: "; ".join(gronden) for gemeente, gronden in per_gemeente.items()}


def _gedeeld(kosten: Kosten, betaler: str, afspraak: Kostenafspraak, afspraken: Dragerafspraken) -> Routering:
    naam = afspraak.sleutel or kosten.soort
    sleutel = afspraken.sleutels.zoek(naam, kosten.begindatum)
    if sleutel is None:
        ontbreekt = (f"de verdeelsleutel '{naam}' over {kosten.begindatum.year}",)
        return Routering(betaler, {betaler: kosten.bedrag}, afspraak, ontbreekt=ontbreekt)
    delen = sleutel.verdeel(kosten.bedrag)
    gewichten = dict(sleutel.gewichten)
    return Routering(
        betaler,
        delen,
        afspraak,
        gewichten,
        "van de sleutel",
        verreken(betaler, delen),
        sleutel=sleutel,
        gronden=dict.fromkeys(delen, _sleuteltekst(sleutel)),
    )


def leg_uit(routering: Routering) -> str:
    """The whole story of a routering in Dutch, with articles, facts and shares; it never names the jeugdige."""
    return "\n".join(_regels(routering))


def woonplaatsregels(periodes: Iterable[Woonplaats]) -> Iterator[str]:
    """The responsible gemeente per period in Dutch, with the article and the facts that decide."""
    for deel in periodes:
        dagen = f"{deel.vanaf:%d-%m-%Y} tot en met {deel.tot_en_met:%d-%m-%Y}"
        wie = "niet te bepalen" if deel.gemeente is None else f"gemeente {deel.gemeente}"
        yield f"{dagen}: {wie} ({deel.grond})."
        yield from (f"  {beschrijf(feit)}" for feit in deel.feiten)


def _regels(routering: Routering) -> Iterator[str]:
    betaler = routering.gemeente
    if routering.sleutel is not None:
        yield f"Gedeelde kosten ({routering.afspraak.soort}), {_sleuteltekst(routering.sleutel)}."
    elif not routering.periodes and not routering.ontbreekt:
        yield f"Gemeente {betaler} draagt alles: er zijn geen feiten bekend die iets anders zeggen."
    yield from woonplaatsregels(routering.periodes)
    for vraag in routering.ontbreekt:
        yield f"Zoek uit: {vraag}. Tot dan draagt gemeente {betaler} dat deel ({BEKEND_COLLEGE})."
    for gemeente, bedrag in sorted(routering.delen.items()):
        waarom = ""
        if routering.gewichten is not None:
            totaal = sum(routering.gewichten.values())
            waarom = f" ({routering.gewichten[gemeente]} van {totaal} {routering.eenheid})"
        yield f"Gemeente {gemeente} draagt {euro(bedrag)}{waarom}."
    if routering.posten:
        yield f"Gemeente {betaler} betaalt de aanbieder ({BEKEND_COLLEGE}) en verrekent met:"
        yield from (f"  gemeente {post.betaalt}: {euro(post.bedrag)}" for post in routering.posten)


def _sleuteltekst(sleutel: Verdeelsleutel) -> str:
    return f"verdeelsleutel '{sleutel.naam}' over {sleutel.jaar} naar {sleutel.soort}"
