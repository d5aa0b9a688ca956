"""Planting what is late, and what looks late and is not: every way that the agreed term can turn out.

Each case has a message of its own, sent after the regular declaraties of its month, so that one case does not
hold up another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Final

from backoffice.contracts.model import Contract, Gevolg
from backoffice.kalender import Kalender
from backoffice.synthetisch import schrijven
from backoffice.synthetisch.aanbod import CODE_TE_LAAT
from backoffice.synthetisch.declareren import herprijs, opnieuw
from backoffice.synthetisch.jaargevallen import (
    JAARSOORT,
    TOEGEKEND,
    Jaargeval,
    afgewezen_met,
    boekmaand,
    termijnuitkomst,
)
from backoffice.synthetisch.model import Concept, Regel, Verloop, maand_na, werkdag
from backoffice.synthetisch.planten import Planter, Vondst
from ijw import rekenen

_DAG: Final = timedelta(days=1)
_NA_DE_GEWONE: Final = 20
"""Days into a month by which the regular declaraties were sent."""
_SIGNAAL: Final = (Gevolg.SIGNAAL,)
_KALENDER: Final = Kalender()


@dataclass(slots=True)
class Jaarplanter:
    """The planter of a region with the cases of the year so far."""

    planter: Planter
    gevallen: list[Jaargeval] = field(default_factory=list)

    def noteer(self, naam: str, regel: Regel, verwacht: str, besluit_op: date | None = None) -> None:
        """Note what must be stored of a prestatie."""
        agb = regel.toewijzing.zaak.aanbieder.agb
        self.gevallen.append(Jaargeval(JAARSOORT[naam], agb, regel.referentie, verwacht, besluit_op))

    def kies(
        self, past: Callable[[Regel], bool], maanden_erna: int, gevolgen: tuple[Gevolg | None, ...] = _SIGNAAL
    ) -> Vondst | None:
        """A regel of an undisturbed toewijzing of which there are so many months still to be sent in."""
        laatste = self.planter.regio.maanden[-1]

        def geschikt(concept: Concept, regel: Regel) -> bool:
            return (
                maand_na(concept.periode, maanden_erna - 1) <= laatste
                and regel.toewijzing.verloop is Verloop.GEWOON
                and regel.volume > 1
                and past(regel)
            )

        return self.planter.zoek(geschikt, gevolgen=gevolgen)

    def stuur(self, concept: Concept, maanden: int, *regels: Regel, dag: date | None = None) -> Concept:
        """A message of its own, so many months after that of `concept`, after the regular ones or on a day."""
        planter = self.planter
        periode = maand_na(concept.periode, maanden - 1)
        op = dag or werkdag(maand_na(concept.periode, maanden) + timedelta(days=_NA_DE_GEWONE))
        nummer = planter.regio.nummers.declaratie(concept.aanbieder, periode)
        extra = Concept(concept.aanbieder, concept.gemeente, periode, op, nummer, list(regels))
        planter.regio.concepten.append(extra)
        return extra

    def opnieuw(self, regel: Regel) -> Regel:
        """The same prestatie under a new ReferentieNummer."""
        return opnieuw(regel, self.planter.regio.nummers)

    def credit(self, regel: Regel) -> Regel:
        """What takes a prestatie back."""
        return opnieuw(regel, self.planter.regio.nummers, vorig=regel.referentie)

    def lager(self, regel: Regel) -> Regel:
        """The same prestatie again, with less delivered."""
        minder = self.opnieuw(regel)
        herprijs(minder, max(1, regel.volume * 3 // 4))
        return minder


def gevolgen_van(contracten: tuple[Contract, ...]) -> Callable[[Regel], Gevolg | None]:
    """What the contract of a regel says of being late; None where it agrees no term."""
    per_product = {
        (contract.aanbieder, deelname.gemeente, product.code): contract.termijnen
        for contract in contracten
        for deelname in contract.deelnames
        for product in contract.producten
    }

    def gevolg(regel: Regel) -> Gevolg | None:
        zaak = regel.toewijzing.zaak
        termijnen = per_product[zaak.aanbieder.agb, zaak.gemeente, regel.toewijzing.product.code]
        gelden = [termijn for termijn in termijnen if termijn.vanaf <= regel.begin]
        return max(gelden, key=lambda termijn: termijn.vanaf).gevolg if gelden else None

    return gevolg


def _met_tarief(regel: Regel) -> bool:
    return regel.tarief is not None


def _minuten(regel: Regel) -> bool:
    eigen = regel.toewijzing
    return regel.eenheid == eigen.product.eenheid == rekenen.MINUUT and eigen.specifiek


_GOED: Final = {gevolg: termijnuitkomst(gevolg, "geen", TOEGEKEND) for gevolg in ("op tijd", "op tijd hersteld")}
_SEIN: Final = termijnuitkomst("te laat", Gevolg.SIGNAAL, TOEGEKEND)
_WEG: Final = termijnuitkomst("te laat", Gevolg.AFWIJZEN, afgewezen_met(CODE_TE_LAAT))


# --- late or just in time -------------------------------------------------------------------------


def _uiterlijk(concept: Concept) -> date:
    """The last day to declare the month of a declaratie."""
    return _KALENDER.volgende_werkdag(rekenen.laatste_dag(maand_na(concept.periode)))


def _plant_rond_de_dag(jaar: Jaarplanter, naam: str, erna: int, verwacht: str) -> bool:
    vondst = jaar.kies(_met_tarief, 2)
    if vondst is None:
        return False
    concept, regel = vondst
    concept.regels.remove(regel)
    jaar.stuur(concept, 1, regel, dag=_uiterlijk(concept) + erna * _DAG)
    jaar.noteer(naam, regel, verwacht)
    return True


def _plant_te_laat(
    jaar: Jaarplanter,
    naam: str,
    gevolg: Gevolg,
    verwacht: str,
    past: Callable[[Regel], bool] = _met_tarief,
    beslist_na: int | None = None,
) -> bool:
    vondst = jaar.kies(past, 2, (gevolg,))
    if vondst is None:
        return False
    concept, regel = vondst
    concept.regels.remove(regel)
    extra = jaar.stuur(concept, 2, regel)
    besluit_op = None if beslist_na is None else extra.dag + beslist_na * _DAG
    jaar.noteer(naam, regel, verwacht, besluit_op)
    return True


def _plant_toewijzing_laat(jaar: Jaarplanter) -> bool:
    """A JW301 sent in the month after the help began: what it covers counts from there."""
    brieven = {
        id(brief.standen[0].toewijzing): brief
        for brief in jaar.planter.regio.brieven
        if len(brief.standen) == 1 and brief.standen[0].reden is None and not brief.bezet
    }

    def past(regel: Regel) -> bool:
        ingang = regel.toewijzing.ingang
        return id(regel.toewijzing) in brieven and rekenen.eerste_dag(ingang) == regel.maand

    vondst = jaar.kies(past, 2)
    if vondst is None:
        return False
    concept, regel = vondst
    brief = brieven[id(regel.toewijzing)]
    brief.bezet = True
    brief.dag = brief.standen[0].dag = werkdag(maand_na(concept.periode) + timedelta(days=_NA_DE_GEWONE))
    concept.regels.remove(regel)
    jaar.stuur(concept, 2, regel)
    jaar.noteer("toewijzing-laat", regel, _GOED["op tijd"])
    return True


# --- repaired -------------------------------------------------------------------------------------


def _bederf(jaar: Jaarplanter, regel: Regel) -> Regel:
    """Spoil the amount of a regel, note its rejection, and give the right one to send again."""
    goed = jaar.opnieuw(regel)
    regel.bedrag += 1_000
    jaar.noteer("eerst-fout", regel, termijnuitkomst("geen", "geen", afgewezen_met("9346")))
    return goed


def _plant_herstel(jaar: Jaarplanter, naam: str, maanden: int, verwacht: str) -> bool:
    vondst = jaar.kies(_minuten, maanden)
    if vondst is None:
        return False
    concept, regel = vondst
    goed = _bederf(jaar, regel)
    jaar.stuur(concept, maanden, goed)
    jaar.noteer(naam, goed, verwacht)
    return True


def _plant_nooit_op_tijd(jaar: Jaarplanter) -> bool:
    vondst = jaar.kies(_minuten, 3)
    if vondst is None:
        return False
    concept, regel = vondst
    concept.regels.remove(regel)
    goed = _bederf(jaar, regel)
    jaar.stuur(concept, 2, regel)
    jaar.stuur(concept, 3, goed)
    jaar.noteer("nooit-op-tijd", goed, _SEIN)
    return True


def _plant_technisch(jaar: Jaarplanter) -> bool:
    """Refused as a whole at the end of the term, and sent again right after it."""
    vondst = jaar.kies(_met_tarief, 2)
    if vondst is None:
        return False
    concept, regel = vondst
    concept.regels.remove(regel)
    fout = jaar.stuur(concept, 1, replace(regel), dag=_KALENDER.vorige_werkdag(_uiterlijk(concept) - 3 * _DAG))
    fout.wijzig = partial(schrijven.met_totaal, erbij=1_000)
    jaar.planter.noteer("totaalbedrag", fout)
    jaar.stuur(concept, 2, regel, dag=_KALENDER.werkdagen_na(_uiterlijk(concept), 2))
    jaar.noteer("technisch-herstel", regel, _GOED["op tijd hersteld"])
    return True


# --- taken back and replaced ----------------------------------------------------------------------


def _plant_late_credit(jaar: Jaarplanter) -> bool:
    vondst = jaar.kies(_met_tarief, 4)
    if vondst is None:
        return False
    concept, regel = vondst
    credit = jaar.credit(regel)
    jaar.stuur(concept, 4, credit)
    jaar.noteer("late-credit", credit, termijnuitkomst("geen", "geen", TOEGEKEND))
    return True


def _plant_vervangen(jaar: Jaarplanter) -> bool:
    vondst = jaar.kies(_met_tarief, 3)
    if vondst is None:
        return False
    concept, regel = vondst
    minder = jaar.lager(regel)
    jaar.stuur(concept, 3, jaar.credit(regel), minder)
    jaar.noteer("vervangen", minder, termijnuitkomst("op tijd vervangen", "geen", TOEGEKEND))
    return True


def _plant_vervangen_hoger(jaar: Jaarplanter) -> bool:
    vondst = jaar.kies(_met_tarief, 3)
    if vondst is None:
        return False
    concept, regel = vondst
    meer = jaar.opnieuw(regel)
    # What comes first is less than was delivered, so that more still fits what was assigned.
    herprijs(regel, max(1, regel.volume * 3 // 4))
    jaar.stuur(concept, 3, jaar.credit(regel), meer)
    jaar.noteer("vervangen-hoger", meer, termijnuitkomst("nakijken", Gevolg.SIGNAAL, TOEGEKEND))
    return True


def _plant_vervangen_te_laat(jaar: Jaarplanter) -> bool:
    vondst = jaar.kies(_met_tarief, 3)
    if vondst is None:
        return False
    concept, regel = vondst
    concept.regels.remove(regel)
    jaar.stuur(concept, 2, regel)
    jaar.noteer("te-laat", regel, _SEIN)
    minder = jaar.lager(regel)
    jaar.stuur(concept, 3, jaar.credit(regel), minder)
    jaar.noteer("vervangen-te-laat", minder, _SEIN)
    return True


def _plant_jaarwisseling(jaar: Jaarplanter) -> bool:
    """Last months of a year, corrected in the first two of the next."""
    vondst = jaar.kies(lambda regel: _met_tarief(regel) and regel.maand.month >= 10, 4, (*_SIGNAAL, None))
    if vondst is None:
        return False
    concept, regel = vondst
    credit, minder = jaar.credit(regel), jaar.lager(regel)
    # January or February; what was delivered in December may itself come in late January.
    maanden = max(2, 13 + jaar.planter.rng.randrange(2) - concept.periode.month)
    extra = jaar.stuur(concept, maanden, credit, minder)
    geboekt = rekenen.eerste_dag(extra.dag + extra.onderweg * _DAG)
    for een in (credit, minder):
        jaar.noteer("jaarwisseling", een, boekmaand(regel.maand, geboekt))
    return True


TERMIJNPLANTERS: Final[Mapping[str, Callable[[Jaarplanter], bool]]] = {
    "te-laat-zonder-code": partial(
        _plant_te_laat,
        naam="te-laat-zonder-code",
        gevolg=Gevolg.AFWIJZEN,
        verwacht=_SEIN,
        past=lambda regel: regel.tarief is None,
    ),
    "te-laat-afgewezen": partial(_plant_te_laat, naam="te-laat-afgewezen", gevolg=Gevolg.AFWIJZEN, verwacht=_WEG),
    "te-laat-akkoord": partial(
        _plant_te_laat, naam="te-laat-akkoord", gevolg=Gevolg.AANHOUDEN, verwacht=_SEIN, beslist_na=3
    ),
    "te-laat-geweigerd": partial(
        _plant_te_laat, naam="te-laat-geweigerd", gevolg=Gevolg.AANHOUDEN, verwacht=_WEG, beslist_na=3
    ),
    "te-laat-onbeslist": partial(
        _plant_te_laat, naam="te-laat-onbeslist", gevolg=Gevolg.AANHOUDEN, verwacht=_SEIN
    ),
    "toewijzing-laat": _plant_toewijzing_laat,
    "jaarwisseling": _plant_jaarwisseling,
    "hersteld": partial(_plant_herstel, naam="hersteld", maanden=2, verwacht=_GOED["op tijd hersteld"]),
    "herstel-te-laat": partial(_plant_herstel, naam="herstel-te-laat", maanden=3, verwacht=_SEIN),
    "nooit-op-tijd": _plant_nooit_op_tijd,
    "laatste-dag": partial(_plant_rond_de_dag, naam="laatste-dag", erna=0, verwacht=_GOED["op tijd"]),
    "dag-te-laat": partial(_plant_rond_de_dag, naam="dag-te-laat", erna=1, verwacht=_SEIN),
    "te-laat": partial(_plant_te_laat, naam="te-laat", gevolg=Gevolg.SIGNAAL, verwacht=_SEIN),
    "technisch-herstel": _plant_technisch,
    "late-credit": _plant_late_credit,
    "vervangen": _plant_vervangen,
    "vervangen-hoger": _plant_vervangen_hoger,
    "vervangen-te-laat": _plant_vervangen_te_laat,
}
"""Per kind what plants one case, False when nothing suits; the choosiest kinds first."""
