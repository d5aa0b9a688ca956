"""Estimates what was delivered and not yet declared, in eurocents per gemeente and year of delivery.

Method. The worth of a month of a toewijzing is what may be declared on it: the cap of its ProductPeriode at the
agreed tarief, or an even part of a volume or budget for the whole duration. Of that worth the share is expected
that the same aanbieder had earlier months bring in after they had been open just as long:

    own     = declared after that day / worth,  over his earlier months that were undeclared at the same age
    general = declared after that day / worth,  over all his earlier months
    share   = own, mixed with general as if that were GEWICHT months more; at most 100 %

Months seldom stay open long, so what a few of them brought in says little; the general share, in which prompt
months weigh too, holds it back. Age counts from the last day of the ProductPeriode, or from the JW301 when that
was sent later. Only months that had another RIJPING days to come in count; a month that is open longer than can be
seen that way is judged by the highest age that can. Before any month is that old the share is what the aanbieder
declared of the worth of the months that he did declare, and the norm when he declared none. A toewijzing without
volume or budget has no worth and is counted apart; a month that is not over is left out.

`toets_schatting` makes the estimate of an earlier day with what was declared then, and puts beside it what came
in. `kwam_binnen` gives that second half, for who made the estimate with the toewijzingen as known then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from backoffice.contracts.afspraken import Afspraken
from backoffice.declaraties.termijn import eerst_verzonden
from backoffice.settlement.openstaand import Leveringsmaand, Lopend, productperioden
from ijw.feiten import ToegewezenProduct
from ijw.rekenen import MINUUT, TOTAAL, UUR, dagen, deel_afgerond, eerste_dag, periodecap, verwacht_bedrag

RIJPING: Final = 92
"""Days within which what will be declared has mostly come in; three months."""

GEWICHT: Final = 3
"""Months of average worth as which the general share of an aanbieder counts beside his months that were open."""

HEEL: Final = 10_000
"""A share of one hundred percent, in hundredths of a percent."""


class Gedeclareerd(NamedTuple):
    """An approved prestatie: whose month, the day of receipt, and signed eurocents."""

    maand: Leveringsmaand
    ontvangen: date
    bedrag: int


class Schatting(NamedTuple):
    """Eurocents still to come from `prestaties` months; `zonder_waarde` counts those that could not be valued."""

    bedrag: int = 0
    prestaties: int = 0
    zonder_waarde: int = 0

    def plus(self, ander: Schatting) -> Schatting:
        """Both together."""
        return Schatting(*(eigen + erbij for eigen, erbij in zip(self, ander, strict=True)))


class Toetsing(NamedTuple):
    """An earlier estimate and what came in afterwards, in eurocents."""

    geschat: int = 0
    werkelijk: int = 0

    @property
    def verschil(self) -> int:
        """How much too high the estimate was; negative when it was too low."""
        return self.geschat - self.werkelijk

    @property
    def promille(self) -> int | None:
        """The difference in thousandths of what came in, half away from zero; None when nothing did."""
        return deel_afgerond(self.verschil * 1000, self.werkelijk) if self.werkelijk > 0 else None

    def plus(self, ander: Toetsing) -> Toetsing:
        """Both together."""
        return Toetsing(self.geschat + ander.geschat, self.werkelijk + ander.werkelijk)


class Venster(NamedTuple):
    """Which ProductPerioden count, by their last day (inclusive): all are history, of these alone is asked."""

    geschiedenis_vanaf: date = date.min
    van: date = date.min
    tot_en_met: date = date.max

    def bevat(self, eind: date) -> bool:
        """Whether a ProductPeriode that ended on this day is asked for."""
        return self.van <= eind <= self.tot_en_met


ALLES: Final = Venster()


class _Maand(NamedTuple):
    """A month of a toewijzing: its last day, since when it could be declared, its worth, and what came in."""

    sleutel: Leveringsmaand
    eind: date
    sinds: date
    waarde: int | None
    regels: Sequence[Gedeclareerd]

    def open_op(self, dag: date) -> bool:
        return all(regel.ontvangen > dag for regel in self.regels)

    def binnen(self, na: date, tot_en_met: date) -> int:
        return sum(regel.bedrag for regel in self.regels if na < regel.ontvangen <= tot_en_met)


def schat(
    lopend: Iterable[Lopend],
    gedeclareerd: Iterable[Gedeclareerd],
    afspraken: Afspraken,
    dag: date,
    norm: int = HEEL,
    venster: Venster = ALLES,
) -> dict[tuple[str, int], Schatting]:
    """What was delivered through a day and not declared by then, by gemeente and year of delivery.

    Only what was sent or received by that day is looked at, so it can be repeated later. `norm` is the share in
    hundredths of a percent for an aanbieder without history.
    """
    uit: dict[tuple[str, int], Schatting] = defaultdict(Schatting)
    for maanden in _per_aanbieder(lopend, gedeclareerd, afspraken, dag, venster).values():
        bekend = [maand for maand in maanden if maand.sinds <= dag]
        aandelen: dict[int, tuple[int, int]] = {}
        for maand in bekend:
            if not (maand.open_op(dag) and venster.bevat(maand.eind)):
                continue
            sleutel = maand.sleutel.gemeente, maand.eind.year
            if maand.waarde is None:
                uit[sleutel] = uit[sleutel].plus(Schatting(zonder_waarde=1))
                continue
            leeftijd = (dag - maand.sinds).days
            if leeftijd not in aandelen:
                aandelen[leeftijd] = _aandeel(bekend, leeftijd, dag, norm)
            teller, noemer = aandelen[leeftijd]
            uit[sleutel] = uit[sleutel].plus(Schatting(deel_afgerond(maand.waarde * teller, noemer), 1))
    return dict(sorted(uit.items()))


def toets_schatting(
    lopend: Sequence[Lopend],
    gedeclareerd: Sequence[Gedeclareerd],
    afspraken: Afspraken,
    dag: date,
    tot_en_met: date,
    norm: int = HEEL,
    venster: Venster = ALLES,
) -> dict[tuple[str, int], Toetsing]:
    """The estimate of a day beside what came in after it, through a later day, for the same months.

    A toewijzing that was sent only after that day counts with what came in: the estimate could not see it.
    """
    geschat = schat(lopend, gedeclareerd, afspraken, dag, norm, venster)
    werkelijk = kwam_binnen(lopend, gedeclareerd, dag, tot_en_met, venster)
    return {
        sleutel: Toetsing(geschat.get(sleutel, Schatting()).bedrag, werkelijk.get(sleutel, 0))
        for sleutel in sorted({*geschat, *werkelijk})
    }


def kwam_binnen(
    lopend: Iterable[Lopend],
    gedeclareerd: Iterable[Gedeclareerd],
    dag: date,
    tot_en_met: date,
    venster: Venster = ALLES,
) -> dict[tuple[str, int], int]:
    """Eurocents that came in after a day, through a later one, for months that were over and undeclared on it.

    By gemeente and year of delivery, as `schat` has them.
    """
    regels = _per_maand(gedeclareerd)
    uit: dict[tuple[str, int], int] = defaultdict(int)
    for een in lopend:
        toewijzing = een.toewijzing
        for begin, eind in productperioden(toewijzing, venster.geschiedenis_vanaf, dag):
            sleutel = Leveringsmaand(toewijzing.gemeente, toewijzing.toewijzing_nummer, eerste_dag(begin))
            maand = _Maand(sleutel, eind, eind, None, regels.get(sleutel, ()))
            if maand.open_op(dag) and venster.bevat(eind):
                uit[sleutel.gemeente, eind.year] += maand.binnen(dag, tot_en_met)
    return uit


def maandwaarde(toewijzing: ToegewezenProduct, afspraken: Afspraken, begin: date, eind: date) -> int | None:
    """Eurocents that may be declared on a toewijzing over a ProductPeriode; None when nothing says how many.

    A volume or budget for the whole duration is spread over its days.
    """
    if toewijzing.budget is not None:
        return _naar_dagen(toewijzing.budget, toewijzing, begin, eind)
    volume, eenheid, frequentie = toewijzing.volume, toewijzing.eenheid, toewijzing.frequentie
    if volume is None or eenheid is None or frequentie is None:
        return None
    categorie, code = toewijzing.categorie or "", toewijzing.code or ""
    afspraak = afspraken.zoek(toewijzing.gemeente, toewijzing.aanbieder, categorie, code, begin)
    if afspraak is None:
        return None
    cap = periodecap(volume, eenheid, frequentie, toewijzing.ingangsdatum, toewijzing.einddatum, begin, eind)
    # What a broken month of output is worth, the contract says and not the toewijzing (IV078): at most the volume.
    waarde = verwacht_bedrag(
        volume if cap is None else cap,
        MINUUT if eenheid == UUR else eenheid,
        afspraak.tarief,
        afspraak.uurtarief,
    )
    return _naar_dagen(waarde, toewijzing, begin, eind) if frequentie == TOTAAL else waarde


def _naar_dagen(waarde: int, toewijzing: ToegewezenProduct, begin: date, eind: date) -> int | None:
    if toewijzing.einddatum is None:
        return None
    return deel_afgerond(waarde * dagen(begin, eind), dagen(toewijzing.ingangsdatum, toewijzing.einddatum))


def _aandeel(maanden: Sequence[_Maand], leeftijd: int, dag: date, norm: int) -> tuple[int, int]:
    """The share of its worth that a month open at this age still brings in, as a fraction of at most one."""
    waarden = [(maand, maand.waarde) for maand in maanden if maand.waarde]
    oudste = min((maand.sinds for maand, _ in waarden), default=dag)
    leeftijd = min(leeftijd, (dag - oudste).days - RIJPING)
    if leeftijd < 0:
        return _niveau(waarden, dag, norm)
    later = waarde_open = waarde_alle = 0
    for maand, waarde in waarden:
        toen = maand.sinds + timedelta(days=leeftijd)
        if toen + timedelta(days=RIJPING) > dag:
            continue
        waarde_alle += waarde
        if maand.open_op(toen):
            later += maand.binnen(toen, dag)
            waarde_open += waarde
    gewicht = deel_afgerond(GEWICHT * sum(waarde for _, waarde in waarden), len(waarden))
    # (later + gewicht x later / waarde_alle) / (waarde_open + gewicht), as one fraction.
    noemer = waarde_alle * (waarde_open + gewicht)
    return min(later * (waarde_alle + gewicht), noemer), noemer


def _niveau(waarden: Sequence[tuple[_Maand, int]], dag: date, norm: int) -> tuple[int, int]:
    """The share that an aanbieder declares of the months that he declares, at most one; the norm without any."""
    binnen = [(maand.binnen(date.min, dag), waarde) for maand, waarde in waarden if not maand.open_op(dag)]
    gedeclareerd, waarde_samen = (sum(delen) for delen in zip(*binnen, strict=True)) if binnen else (0, 0)
    return (min(gedeclareerd, waarde_samen), waarde_samen) if waarde_samen else (norm, HEEL)


def _per_aanbieder(
    lopend: Iterable[Lopend],
    gedeclareerd: Iterable[Gedeclareerd],
    afspraken: Afspraken,
    dag: date,
    venster: Venster,
) -> dict[str, list[_Maand]]:
    """Every month that was over on a day, by aanbieder, also those whose JW301 was sent after it."""
    regels = _per_maand(gedeclareerd)
    uit: dict[str, list[_Maand]] = defaultdict(list)
    for een in lopend:
        toewijzing = een.toewijzing
        for begin, eind in productperioden(toewijzing, venster.geschiedenis_vanaf, dag):
            verzonden = eerst_verzonden(een.versies, begin, eind)
            sleutel = Leveringsmaand(toewijzing.gemeente, toewijzing.toewijzing_nummer, eerste_dag(begin))
            uit[toewijzing.aanbieder].append(
                _Maand(
                    sleutel,
                    eind,
                    max(eind, verzonden or eind),
                    maandwaarde(toewijzing, afspraken, begin, eind),
                    regels.get(sleutel, ()),
                )
            )
    return uit


def _per_maand(gedeclareerd: Iterable[Gedeclareerd]) -> Mapping[Leveringsmaand, list[Gedeclareerd]]:
    regels: dict[Leveringsmaand, list[Gedeclareerd]] = defaultdict(list)
    for regel in gedeclareerd:
        regels[regel.maand].append(regel)
    return regels
