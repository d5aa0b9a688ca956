"""Runs rules that need facts (controleniveaus 3 and 4) on one berichtklasse.

Which rules can run depends only on which facts are known, so that is worked out once per message and kind of
prestatie; per prestatie only the rules themselves are called.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from ijw.bevinding import Bevinding, Niveau
from ijw.feiten import Feiten, NietBeoordeeld
from ijw.regels.controle import bevinding
from ijw.regels.regel import VOLDOET, Afwijking, Doel, Regel
from ijw.regels.tabel import regels_voor
from ijw.vorm import Berichtsoort


class Toets(NamedTuple):
    """One rule at one place in a berichtklasse."""

    regel: Regel
    functie: Callable[..., Iterable[Any]]
    doel: Doel


class Signaal(NamedTuple):
    """What a person may want to look at: the rule it comes from, and what about it, in Dutch."""

    regel: str
    reden: str


class Plan(NamedTuple):
    """The rules that can run with the facts at hand, in order, and those that cannot."""

    toetsen: tuple[Toets, ...]
    onbeoordeeld: tuple[Signaal, ...]


class Uitkomst(NamedTuple):
    """What the rules of a plan say about one object."""

    afwijkingen: list[tuple[Toets, Afwijking]]
    onbeoordeeld: tuple[Signaal, ...]


def maak_plan(regels: Iterable[Regel], bericht: str, klasse: type[Any], feiten: Feiten) -> Plan:
    """Sort out which rules look at a berichtklasse, and which of them have the facts they need."""
    toetsen, onbeoordeeld = [], []
    for regel in regels:
        doelen = [doel for doel in regel.doelen if doel.bericht == bericht and doel.klasse is klasse]
        if doelen and (ontbreekt := [naam for naam in regel.nodig if feiten.ontbreekt(naam)]):
            reden = f"niet bekend: {', '.join(_FEITNAMEN.get(naam, naam) for naam in ontbreekt)}"
            onbeoordeeld.append(Signaal(regel.code, reden))
        else:
            toetsen += [Toets(regel, regel.functie, doel) for doel in doelen]
    return Plan(tuple(toetsen), tuple(onbeoordeeld))


def toets(obj: Any, plan: Plan, feiten: Feiten) -> Uitkomst:
    """Run every rule of a plan on one object; the facts must be those the plan was made for, or more."""
    afwijkingen = []
    onbeoordeeld = plan.onbeoordeeld
    for stap in plan.toetsen:
        _, functie, doel = stap
        if (uitkomsten := functie(obj, doel, feiten)) is VOLDOET:
            continue
        for uitkomst in uitkomsten:
            if isinstance(uitkomst, NietBeoordeeld):
                onbeoordeeld += (Signaal(stap.regel.code, uitkomst.reden),)
            else:
                afwijkingen.append((stap, uitkomst))
    return Uitkomst(afwijkingen, onbeoordeeld)


def oordeel(soort: Berichtsoort, obj: Any, plaats: str, feiten: Feiten) -> tuple[Bevinding, ...]:
    """What every rule of levels 3 and 4 that has its facts finds in one berichtklasse."""
    regels = (*regels_voor(soort, Niveau.BERICHTOVERSTIJGEND), *regels_voor(soort, Niveau.EXTERNE_BRON))
    plan = maak_plan(regels, soort.naam, type(obj), feiten)
    return tuple(
        bevinding(stap.regel, stap.doel, obj, plaats, afwijking)
        for stap, afwijking in toets(obj, plan, feiten).afwijkingen
    )


_FEITNAMEN = {
    "afspraak": "een contract",
    "client": "de cliënt",
    "client_bekend": "de cliënten",
    "declaratie_nummer_gebruikt": "eerdere DeclaratieNummers",
    "declaratie_periode_eind": "de DeclaratiePeriode",
    "eerdere_debetten": "eerdere prestaties",
    "gebruikte_referenties": "eerdere ReferentieNummers",
    "goedgekeurde_debetten": "eerdere prestaties",
    "heeft_goedgekeurde": "eerdere prestaties",
    "identificatie_gebruikt": "eerdere Identificaties",
    "ingangsdata": "de toewijzingen",
    "laatste_periode": "eerdere declaraties",
    "productlijst": "de afgesproken productlijst",
    "toewijzing": "de toewijzing",
    "toewijzing_bekend": "de toewijzingen",
    "toewijzing_van_ander": "de toewijzingen",
    "vandaag": "de dag van ontvangst",
    "verbruik": "wat al is goedgekeurd",
}
