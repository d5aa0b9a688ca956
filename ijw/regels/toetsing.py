"""Runs rules that need facts (controleniveaus 3 and 4) on one berichtklasse.

Which rules can run depends only on which facts are known, so that is worked out once per message and kind of
prestatie; per prestatie only the rules themselves are called.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
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


def maak_plan(regels: tuple[Regel, ...], bericht: str, klasse: Any, feiten: Feiten) -> Plan:
    """Sort out which rules look at a berichtklasse, and which of them have the facts they need."""
    ontbrekend = frozenset(naam for regel in regels for naam in regel.nodig if feiten.ontbreekt(naam))
    return _plan(regels, bericht, klasse, ontbrekend)


@cache
def _plan(regels: tuple[Regel, ...], bericht: str, klasse: Any, ontbrekend: frozenset[str]) -> Plan:
    """The plan for a berichtklasse: made once for each set of facts that are missing."""
    toetsen, onbeoordeeld = [], []
    for regel in regels:
        doelen = [doel for doel in regel.doelen if doel.bericht == bericht and doel.klasse is klasse]
        if doelen and (ontbreekt := [naam for naam in regel.nodig if naam in ontbrekend]):
            reden = f"niet bekend: {', '.join(FEITNAMEN.get(naam, naam) for naam in ontbreekt)}"
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
                signaal = Signaal(stap.regel.code, uitkomst.reden)
                # A rule that looks at several elements of one object says once what it lacks.
                if signaal not in onbeoordeeld:
                    onbeoordeeld += (signaal,)
            else:
                afwijkingen.append((stap, uitkomst))
    return Uitkomst(afwijkingen, onbeoordeeld)


class Oordeel(NamedTuple):
    """What the rules of levels 3 and 4 say of one berichtklasse: what they found, and which could not judge."""

    bevindingen: tuple[Bevinding, ...]
    onbeoordeeld: tuple[Signaal, ...]


def oordeel(soort: Berichtsoort, obj: Any, plaats: str, feiten: Feiten) -> Oordeel:
    """Run every rule of levels 3 and 4 on one berichtklasse, as far as its facts are known."""
    regels = _regels_per_klasse(soort).get(type(obj), ())
    uitkomst = toets(obj, maak_plan(regels, soort.naam, type(obj), feiten), feiten)
    return Oordeel(
        tuple(
            bevinding(stap.regel, stap.doel, obj, plaats, afwijking) for stap, afwijking in uitkomst.afwijkingen
        ),
        uitkomst.onbeoordeeld,
    )


@cache
def _regels_per_klasse(soort: Berichtsoort) -> dict[type[Any], tuple[Regel, ...]]:
    """The rules of levels 3 and 4 about each berichtklasse of a message."""
    gevonden: dict[type[Any], dict[str, Regel]] = defaultdict(dict)
    for niveau in (Niveau.BERICHTOVERSTIJGEND, Niveau.EXTERNE_BRON):
        for regel in regels_voor(soort, niveau):
            for doel in regel.doelen:
                if doel.bericht == soort.naam:
                    gevonden[doel.klasse][regel.code] = regel
    return {klasse: tuple(regels.values()) for klasse, regels in gevonden.items()}


FEITNAMEN = {
    "afspraak": "een contract",
    "client": "de cliënt",
    "client_bekend": "de cliënten",
    "dagtekening": "de Dagtekening",
    "declaratie": "de beantwoorde declaratie",
    "declaratie_nummer_gebruikt": "eerdere DeclaratieNummers",
    "declaratie_periode_eind": "de DeclaratiePeriode",
    "eerdere_debetten": "eerdere prestaties",
    "gebruikte_referenties": "eerdere ReferentieNummers",
    "goedgekeurde_debetten": "eerdere prestaties",
    "heeft_goedgekeurde": "eerdere prestaties",
    "identificatie_gebruikt": "eerdere Identificaties",
    "ingangsdata": "de toewijzingen",
    "ingediende_prestatie": "de ingediende prestaties",
    "laatste_periode": "eerdere declaraties",
    "levering": "eerdere starts en stops",
    "productlijst": "de afgesproken productlijst",
    "referenties_in_bericht": "de rest van het bericht",
    "toewijzing": "de toewijzing",
    "toewijzing_bekend": "de toewijzingen",
    "toewijzing_van_ander": "de toewijzingen",
    "toewijzingen": "de toewijzingen",
    "vandaag": "de dag van ontvangst",
    "verbruik": "wat al is goedgekeurd",
    "verzoek": "eerdere verzoeken",
    "verzoeken_van_client": "eerdere verzoeken",
}
"""What people read for each fact that a rule may lack."""
