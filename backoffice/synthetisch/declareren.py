"""What aanbieders declare when nobody makes a mistake: month after month, within what was assigned."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from backoffice.synthetisch.model import (
    Concept,
    Nummers,
    Regel,
    Regio,
    Toewijzing,
    Verloop,
    maand_na,
    prijs,
    werkdag,
)
from ijw import rekenen


def declareer(rng: Random, regio: Regio) -> None:
    """Add one declaratie per aanbieder, gemeente and month in which something was delivered."""
    per_paar: defaultdict[tuple[str, str], list[Toewijzing]] = defaultdict(list)
    for toewijzing in regio.toewijzingen:
        per_paar[toewijzing.zaak.aanbieder.agb, toewijzing.zaak.gemeente].append(toewijzing)
    for maand in regio.maanden:
        for toewijzingen in per_paar.values():
            regels = [
                regel
                for toewijzing in toewijzingen
                if (regel := _regel(rng, regio.nummers, toewijzing, maand)) is not None
            ]
            if regels:
                zaak = toewijzingen[0].zaak
                concept = nieuw_concept(rng, regio, regels, zaak.gemeente, maand)
                regio.concepten.append(concept)


def nieuw_concept(rng: Random, regio: Regio, regels: list[Regel], gemeente: str, maand: date) -> Concept:
    """A declaratie of a month, sent in the month after it."""
    aanbieder = regels[0].toewijzing.zaak.aanbieder
    dag = werkdag(maand_na(maand) + timedelta(days=rng.randrange(3, 18)))
    return Concept(aanbieder, gemeente, maand, dag, regio.nummers.declaratie(aanbieder, maand), regels)


def opnieuw(regel: Regel, nummers: Nummers, **anders: Any) -> Regel:
    """The same prestatie under a new ReferentieNummer."""
    referentie = nummers.referentie(regel.toewijzing.zaak.aanbieder)
    return replace(regel, **{"referentie": referentie} | anders)


def herprijs(regel: Regel, volume: int) -> None:
    """Give a regel another volume, with the tarief and bedrag that belong to it."""
    regel.volume = volume
    regel.tarief, regel.bedrag = prijs(regel.toewijzing.product, regel.maand, regel.eenheid, volume)


def _regel(rng: Random, nummers: Nummers, toewijzing: Toewijzing, maand: date) -> Regel | None:
    periode = toewijzing.periode(maand)
    if periode is None or toewijzing.verloop is Verloop.VERWIJDERD:
        return None
    eenheid, volume = _geleverd(rng, toewijzing, *periode)
    if volume <= 0:
        return None
    product = toewijzing.product
    tarief, bedrag = prijs(product, maand, eenheid, volume)
    return Regel(
        toewijzing,
        nummers.referentie(toewijzing.zaak.aanbieder),
        *periode,
        volume,
        eenheid,
        tarief,
        bedrag,
        toewijzing.nummer,
        product.categorie,
        product.code,
        toewijzing.zaak.jeugdige.bsn,
    )


def _geleverd(rng: Random, toewijzing: Toewijzing, begin: date, eind: date) -> tuple[str, int]:
    """Eenheid and volume delivered in a period: a good part of what was assigned, never more.

    Counting assigned weeks by days keeps the sum over all months within the weeks of the toewijzing too.
    """
    eenheid = toewijzing.product.eenheid or ""
    deel = rng.uniform(0.65, 0.98)
    dagen = rekenen.dagen(begin, eind)
    maanden = rekenen.maanden(toewijzing.ingang, toewijzing.eind or date(2026, 12, 31))
    if toewijzing.budget is not None:
        _, per_uur = prijs(toewijzing.product, date(2026, 12, 1), eenheid, 60)
        return eenheid, int(toewijzing.budget * deel / maanden) * 60 // per_uur
    assert toewijzing.volume is not None
    if eenheid == rekenen.UUR and (toewijzing.frequentie == rekenen.TOTAAL or rng.random() < 0.4):
        # Hours may be declared in minutes.
        eenheid, hoeveel = rekenen.MINUUT, toewijzing.volume * 60
    else:
        hoeveel = toewijzing.volume
    if toewijzing.product.eenheid == rekenen.EURO:
        return eenheid, hoeveel
    match toewijzing.frequentie:
        case rekenen.PER_WEEK if toewijzing.product.eenheid == rekenen.ETMAAL:
            volume = hoeveel * dagen // 7
        case rekenen.PER_WEEK:
            volume = int(hoeveel * dagen * deel / 7)
        case rekenen.PER_MAAND:
            volume = int(hoeveel * deel)
        case _:
            volume = min(int(hoeveel * deel / maanden), dagen if eenheid == rekenen.ETMAAL else hoeveel)
            if eenheid == rekenen.STUKS_OUTPUT:
                volume = 1 if begin == toewijzing.ingang else 0
    return eenheid, volume - volume % 5 if eenheid == rekenen.MINUUT and volume > 15 else volume
