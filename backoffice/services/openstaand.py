"""What is expected now and not declared until now: how much of it, and the rows that somebody looks at.

Everything is judged by `verwacht_over`, once for all toewijzingen of which the same is expected. Of those
alone that are shown is read whose they are; looking at them is recorded, and a number tells of nobody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from heapq import merge
from itertools import chain, groupby, islice
from typing import NamedTuple

from backoffice.declaraties.termijn import Toewijzingsversie
from backoffice.services.heenbericht import afspraken_van
from backoffice.services.termijnwacht import leg_inzage_vast, termijnen_van, vroegste_maand
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.openstaand import (
    Lopend,
    Stand,
    Verwacht,
    gestart_in,
    open_perioden,
    verwacht_over,
    volgorde,
)
from backoffice.storage import openstaand, termijnoordelen, termijnwacht
from backoffice.storage.database import lezen
from backoffice.storage.openstaand import Gelijke

_PORTIE = 2_000
"""Rows that are read together."""


class Openstaand(NamedTuple):
    """How many prestaties are expected, by how pressing they are, and those that are looked at.

    They are read, and recorded as seen, a portion at a time as one goes through them, once.
    """

    aantallen: dict[Stand, int]
    verwacht: Iterator[Verwacht]


class _Deel(NamedTuple):
    """What is expected of toewijzingen that are alike, as if of one."""

    gelijke: Gelijke
    verwacht: list[Verwacht]


class _Rij(NamedTuple):
    """A prestatie of one toewijzing, whose id this is."""

    toewijzing_id: int
    verwacht: Verwacht


def lees_openstaand(
    werkplek: Werkplek,
    dag: date,
    moment: datetime,
    wie: str,
    *,
    aanbieder: str | None = None,
    gemeente: str | None = None,
    per_stand: int | None = None,
) -> Openstaand:
    """What is expected today (`dag`) and not declared until now, in the order of `verwachte_prestaties`.

    With `per_stand` so many of each Stand at most, one Stand after the other; `moment` (UTC) and `wie` are for the
    audit.
    """
    delen = _zoek(werkplek, dag, aanbieder, gemeente)
    per = _per_stand(delen)
    rijen = _rijen(delen)
    if per_stand is not None:
        rijen = chain.from_iterable(islice(_rijen(deel), per_stand) for deel in per.values())
    return Openstaand({stand: _tel(deel) for stand, deel in per.items()}, _lees(werkplek, rijen, dag, moment, wie))


def tel_dringend(werkplek: Werkplek, dag: date, aanbieder: str) -> int:
    """How many prestaties of an aanbieder are late or due this week; none when no term was ever agreed."""
    with lezen(werkplek.engine) as conn:
        if not afspraken_van(werkplek, conn, aanbieder).kent_termijn:
            return 0
    delen = _zoek(werkplek, dag, aanbieder, None)
    return sum(deel.gelijke.aantal * sum(een.dringend for een in deel.verwacht) for deel in delen)


def _zoek(werkplek: Werkplek, dag: date, aanbieder: str | None, gemeente: str | None) -> list[_Deel]:
    vanaf = vroegste_maand(dag)
    with lezen(werkplek.engine) as conn:
        open_ = [
            (een, perioden)
            for een in openstaand.lees_gelijke(conn, vanaf, dag, aanbieder, gemeente)
            if (perioden := _open_perioden(een, vanaf, dag))
        ]
        gewijzigd = {een.gewijzigd: een.gewijzigd for een, _ in open_ if een.gewijzigd}
        versies = termijnoordelen.versies_van(conn, gewijzigd)
        afspraken = afspraken_van(werkplek, conn, aanbieder)
    delen = []
    for een, perioden in open_:
        toe = een.toewijzing
        enige = (Toewijzingsversie(een.verzonden, toe.ingangsdatum, toe.einddatum),)
        lopend = Lopend(
            toe,
            enige if een.gewijzigd is None else versies.get(een.gewijzigd, ()),
            termijnen=termijnen_van(afspraken, toe, dag),
        )
        delen.append(_Deel(een, verwacht_over(lopend, perioden, dag, werkplek.kalender)))
    return delen


def _open_perioden(een: Gelijke, vanaf: date, dag: date) -> tuple[tuple[date, date], ...]:
    toewijzing = een.toewijzing
    return open_perioden(toewijzing.ingangsdatum, toewijzing.einddatum, een.gedeclareerd, vanaf, dag)


def _per_stand(delen: list[_Deel]) -> dict[Stand, list[_Deel]]:
    """What is expected divided by how pressing it is, in the order of Stand."""
    verdeeld: dict[Stand, list[_Deel]] = {stand: [] for stand in Stand}
    for gelijke, verwacht in delen:
        per: dict[Stand, list[Verwacht]] = defaultdict(list)
        for een in verwacht:
            per[een.stand].append(een)
        for stand, eigen in per.items():
            verdeeld[stand].append(_Deel(gelijke, eigen))
    return verdeeld


def _tel(delen: list[_Deel]) -> int:
    return sum(deel.gelijke.aantal * len(deel.verwacht) for deel in delen)


def _rijen(delen: list[_Deel]) -> Iterator[_Rij]:
    """Each prestatie of each toewijzing, in the order of `verwachte_prestaties` over all of them.

    Of one aanbieder, last day and gemeente the order is that of the numbers; only those are held together.
    """
    samen: dict[tuple[str, date, str], list[_Deel]] = defaultdict(list)
    for gelijke, verwacht in delen:
        for sleutel, eigen in groupby(verwacht, lambda een: volgorde(een)[:3]):
            samen[sleutel].append(_Deel(gelijke, list(eigen)))
    for _, deel in sorted(samen.items(), key=lambda paar: paar[0]):
        yield from merge(*map(_uitgeschreven, deel), key=lambda rij: volgorde(rij.verwacht))


def _uitgeschreven(deel: _Deel) -> Iterator[_Rij]:
    for nummer, id_ in deel.gelijke.op_nummer():
        for een in deel.verwacht:
            yield _Rij(id_, replace(een, toewijzing_nummer=nummer))


def _lees(werkplek: Werkplek, rijen: Iterator[_Rij], dag: date, moment: datetime, wie: str) -> Iterator[Verwacht]:
    """The rows with what is known of delivery, a portion at a time; whose they are is recorded before."""
    gezien: set[int] = set()
    while portie := list(islice(rijen, _PORTIE)):
        with werkplek.engine.begin() as conn:
            lopend = termijnwacht.lees_toewijzingen(conn, {rij.toewijzing_id for rij in portie})
            leveringen = termijnwacht.leveringen_van(conn, lopend)
            clienten = {een.client_id for een in lopend}
            leg_inzage_vast(conn, dag, moment, wie, clienten - gezien)
            gezien |= clienten
        for id_, een in portie:
            # What was removed in between is expected no more.
            if id_ in leveringen:
                yield replace(een, gestart=gestart_in(leveringen[id_], een.begindatum, een.einddatum))
