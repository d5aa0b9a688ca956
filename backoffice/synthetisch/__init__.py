"""A synthetic Twente: contracts, half a year of JW301 and JW323 files, and the faults hidden in them.

Everything is made up and follows from the Random that is given, so the same seed gives the same bytes. People
carry BSNs of the test range; a region beyond that range uses a BSN again, at another gemeente.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from backoffice.contracts.model import Contract
from backoffice.synthetisch import berichtfouten, regelfouten, schrijven
from backoffice.synthetisch.aanbod import maak_aanbieders
from backoffice.synthetisch.declareren import declareer
from backoffice.synthetisch.fouten import CATALOGUS, Verwacht
from backoffice.synthetisch.model import Brief, Concept, Regio, maand_na
from backoffice.synthetisch.planten import Aantekening, Planter
from backoffice.synthetisch.regio import AANBIEDERS, GROOTSTE_SCHAAL, JEUGDIGEN, maak_regio
from backoffice.synthetisch.verzoeken import Verzoekgeval, maak_verzoeken

EERSTE_MAAND: Final = date(2026, 1, 1)
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
    """A whole synthetic region. `bestanden` comes in the order of receipt, `verzoeken` after it."""

    jeugdigen: int
    aanbieders: tuple[tuple[str, str], ...]
    contracten: tuple[Contract, ...]
    bestanden: Iterator[Bestand]
    verwacht: tuple[Verwacht, ...]
    verzoeken: tuple[Verzoekgeval, ...]


def genereer(rng: Random, schaal: float = 1.0, maanden: int = 6) -> Levering:
    """Make a region of `schaal` times 2,000 jeugdigen and 60 aanbieders over so many months from January 2026.

    ValueError when the schaal needs more BSNs than the test range has, or the number of months is not 1 to 12.
    """
    if not 0 < schaal <= GROOTSTE_SCHAAL:
        raise ValueError(f"de schaal is meer dan 0 en ten hoogste {GROOTSTE_SCHAAL}: dan zijn de test-BSN's op")
    if not 1 <= maanden <= MEESTE_MAANDEN:
        raise ValueError(f"het aantal maanden is 1 tot en met {MEESTE_MAANDEN}")
    jeugdigen = max(1, round(JEUGDIGEN * schaal))
    aanbieders, contracten = maak_aanbieders(rng, max(8, round(AANBIEDERS * schaal)))
    periode = tuple(maand_na(EERSTE_MAAND, n) for n in range(maanden))
    regio = maak_regio(rng, aanbieders, jeugdigen, periode)
    declareer(rng, regio)
    aantekeningen = _plant(Planter(rng, regio), schaal)
    _nummer(regio)
    return Levering(
        jeugdigen,
        tuple((aanbieder.agb, aanbieder.naam) for aanbieder in aanbieders),
        contracten,
        _bestanden(regio),
        tuple(Verwacht(_naam(a.in_bericht), a.soort, a.referentie) for a in aantekeningen),
        maak_verzoeken(regio, schaal),
    )


def _plant(planter: Planter, schaal: float) -> list[Aantekening]:
    """Plant every kind as often as the catalogue says for this schaal, at least once where something suits."""
    regelfouten.noteer_verloop(planter)
    for naam, plant in (*regelfouten.PLANTERS.items(), *berichtfouten.PLANTERS.items()):
        for _ in range(max(1, round(CATALOGUS[naam].aantal * schaal))):
            if not plant(planter):
                break
    return planter.aantekeningen


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


def _bestanden(regio: Regio) -> Iterator[Bestand]:
    berichten: list[Brief | Concept] = [*regio.brieven, *regio.concepten]
    for bericht in sorted(berichten, key=lambda bericht: (_ontvangen_op(bericht), _naam(bericht))):
        inhoud = schrijven.bytes_jw301(bericht) if isinstance(bericht, Brief) else schrijven.bytes_jw323(bericht)
        yield Bestand(_naam(bericht), inhoud, _ontvangen_op(bericht))


def _ontvangen_op(bericht: Brief | Concept) -> datetime:
    dag = bericht.dag + timedelta(days=bericht.onderweg)
    return datetime.combine(dag, _KANTOOR_OPEN, _AMSTERDAM).astimezone(UTC)
