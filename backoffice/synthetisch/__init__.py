"""A synthetic Twente: contracts, months of JW301 and JW323 files, and the faults hidden in them.

Everything is made up and follows from the Random that is given, so the same seed gives the same bytes. People
carry BSNs of the test range; a region beyond that range uses a BSN again, at another gemeente.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from backoffice.contracts.model import Contract, Gevolg
from backoffice.synthetisch import berichtfouten, regelfouten, schrijven
from backoffice.synthetisch.aanbod import maak_aanbieders
from backoffice.synthetisch.declareren import declareer
from backoffice.synthetisch.fouten import CATALOGUS, Verwacht
from backoffice.synthetisch.jaargevallen import JAARSOORT, Jaargeval
from backoffice.synthetisch.kostengevallen import KOSTENPLANTERS, Kostenplanter
from backoffice.synthetisch.model import Brief, Concept, Regel, Regio, maand_na
from backoffice.synthetisch.planten import Planter
from backoffice.synthetisch.regio import AANBIEDERS, GROOTSTE_SCHAAL, JEUGDIGEN, maak_regio
from backoffice.synthetisch.termijngevallen import TERMIJNPLANTERS, Jaarplanter, gevolgen_van
from backoffice.synthetisch.verzoeken import Verzoekgeval, maak_verzoeken

EERSTE_MAAND: Final = date(2026, 1, 1)
BEGIN_VERHAAL: Final = date(2025, 7, 1)
"""A year that is told as a whole has its year end in the middle."""
MEESTE_MAANDEN: Final = 12
_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
_KANTOOR_OPEN: Final = time(9)


@dataclass(frozen=True, slots=True)
class Bestand:
    """One file: its path below the folder, its bytes, and the UTC moment on which it is received."""

    pad: str
    inhoud: bytes
    ontvangen_op: datetime


@dataclass(frozen=True, slots=True)
class Levering:
    """A whole synthetic region. `bestanden` comes in the order of receipt, `verzoeken` after it.

    `gevallen` are what must be stored of single prestaties once all of it came in.
    """

    jeugdigen: int
    aanbieders: tuple[tuple[str, str], ...]
    contracten: tuple[Contract, ...]
    bestanden: Iterator[Bestand]
    verwacht: tuple[Verwacht, ...]
    verzoeken: tuple[Verzoekgeval, ...]
    gevallen: tuple[Jaargeval, ...] = ()


def genereer(rng: Random, schaal: float = 1.0, maanden: int = 6, *, verhaal: bool = False) -> Levering:
    """Make a region of `schaal` times 2,000 jeugdigen and 60 aanbieders over so many months from January 2026.

    With `verhaal` the months count from July 2025, contracts differ in what they say of being late, and there are
    cases that only a whole year shows; from schaal 0.4 on it has all 60 aanbieders.

    ValueError when the schaal needs more BSNs than the test range has, or the number of months is not 1 to 12.
    """
    if not 0 < schaal <= GROOTSTE_SCHAAL:
        raise ValueError(f"de schaal is meer dan 0 en ten hoogste {GROOTSTE_SCHAAL}: dan zijn de test-BSN's op")
    if not 1 <= maanden <= MEESTE_MAANDEN:
        raise ValueError(f"het aantal maanden is 1 tot en met {MEESTE_MAANDEN}")
    jeugdigen = max(1, round(JEUGDIGEN * schaal))
    per_schaal = max(schaal, min(1.0, 2.5 * schaal)) if verhaal else schaal
    aanbieders, contracten = maak_aanbieders(rng, max(8, round(AANBIEDERS * per_schaal)), elk_gevolg=verhaal)
    periode = tuple(maand_na(BEGIN_VERHAAL if verhaal else EERSTE_MAAND, n) for n in range(maanden))
    regio = maak_regio(rng, aanbieders, jeugdigen, periode)
    declareer(rng, regio)
    planter = Planter(rng, regio, gevolgen_van(contracten) if verhaal else _geen_gevolg)
    regelfouten.noteer_verloop(planter)
    jaar = Jaarplanter(planter)
    kosten = Kostenplanter(jaar)
    if verhaal:
        for naam, plant in TERMIJNPLANTERS.items():
            _herhaal(partial(plant, jaar), JAARSOORT[naam].aantal * schaal)
        for naam, plant_kosten in KOSTENPLANTERS.items():
            _herhaal(partial(plant_kosten, kosten), JAARSOORT[naam].aantal * schaal)
    for naam, plant_fout in (*regelfouten.PLANTERS.items(), *berichtfouten.PLANTERS.items()):
        _herhaal(partial(plant_fout, planter), CATALOGUS[naam].aantal * schaal)
    _nummer(regio)
    return Levering(
        jeugdigen,
        tuple((aanbieder.agb, aanbieder.naam) for aanbieder in aanbieders),
        contracten,
        _bestanden(regio, kosten.bestanden() if verhaal else ()),
        tuple(Verwacht(_naam(a.in_bericht), a.soort, a.referentie) for a in planter.aantekeningen),
        maak_verzoeken(regio, schaal),
        tuple(jaar.gevallen),
    )


def _geen_gevolg(regel: Regel) -> Gevolg | None:
    return None


def _herhaal(plant: Callable[[], bool], keren: float) -> None:
    """Plant a kind so often, at least once, as long as something suits."""
    for _ in range(max(1, round(keren))):
        if not plant():
            break


def _nummer(regio: Regio) -> None:
    """Give every message its Identificatie in the order in which its sender sent it."""
    for brief in sorted(regio.brieven, key=lambda brief: brief.dag):
        brief.identificatie = regio.nummers.bericht(brief.zaak.gemeente)
    for concept in sorted(regio.concepten, key=lambda concept: concept.dag):
        if concept.herhaalt is None:
            concept.identificatie = regio.nummers.bericht(concept.aanbieder.agb)
    for concept in regio.concepten:
        if concept.herhaalt is not None:
            concept.identificatie = concept.herhaalt.identificatie


def _naam(bericht: Brief | Concept) -> str:
    return schrijven.naam_jw301(bericht) if isinstance(bericht, Brief) else schrijven.naam_jw323(bericht)


def _bestanden(regio: Regio, stukken: Iterable[tuple[str, bytes, date]]) -> Iterator[Bestand]:
    """What comes in, in order; the files with keys and facts come before the messages of their day."""
    yield from heapq.merge(
        (Bestand(naam, inhoud, _op_kantoor(dag)) for naam, inhoud, dag in stukken),
        _berichten(regio),
        key=lambda bestand: bestand.ontvangen_op,
    )


def _berichten(regio: Regio) -> Iterator[Bestand]:
    berichten: list[Brief | Concept] = [*regio.brieven, *regio.concepten]
    for bericht in sorted(berichten, key=lambda bericht: (_ontvangen_op(bericht), _naam(bericht))):
        inhoud = schrijven.bytes_jw301(bericht) if isinstance(bericht, Brief) else schrijven.bytes_jw323(bericht)
        yield Bestand(_naam(bericht), inhoud, _ontvangen_op(bericht))


def _ontvangen_op(bericht: Brief | Concept) -> datetime:
    return _op_kantoor(bericht.dag + timedelta(days=bericht.onderweg))


def _op_kantoor(dag: date) -> datetime:
    return datetime.combine(dag, _KANTOOR_OPEN, _AMSTERDAM).astimezone(UTC)
