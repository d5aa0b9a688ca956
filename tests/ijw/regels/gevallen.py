"""The cases of a rule: pairs on the two sides of its boundary, judged alike for every rule.

A case gives an object that is right and one that is not, each put in an otherwise valid message; or two whole
messages, with the place of the finding. A case of a rule that needs facts (levels 3 and 4) gives an object with
what is known, on both sides. Every finding is expected exactly, and none shows a persoonsgegeven.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from ijw.berichten import SOORTEN, jw301, jw305, jw307, jw315, jw317, jw319, jw323, jw325
from ijw.feiten import ONBEKEND, Feiten
from ijw.regels.regel import Regel
from ijw.regels.tabel import REGELS_3_2
from ijw.regels.toetsing import Uitkomst, maak_plan, oordeel
from ijw.regels.toetsing import toets as toets_met_plan
from ijw.vorm import is_klasse, vorm
from tests import bouwers

_IN_BERICHT: dict[Any, tuple[Callable[[Any], Any], str]] = {
    jw301.Client: (lambda o: bouwers.jw301_bericht(client=o), "/Bericht/Client"),
    jw301.Contact: (
        lambda o: bouwers.jw301_bericht(relaties=[bouwers.relatie(contact=o)]),
        "/Bericht/Client/Relaties/Relatie[1]/Contact",
    ),
    jw301.Relatie: (
        lambda o: bouwers.jw301_bericht(relaties=[o]),
        "/Bericht/Client/Relaties/Relatie[1]",
    ),
    jw301.ToegewezenProduct: (
        lambda o: bouwers.jw301_bericht(toegewezen_producten=[o]),
        "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[1]",
    ),
    jw305.Client: (lambda o: bouwers.jw305_bericht(client=o), "/Bericht/Client"),
    jw305.StartProduct: (
        lambda o: bouwers.jw305_bericht(start_producten=[o]),
        "/Bericht/Client/StartProducten/StartProduct[1]",
    ),
    jw307.Client: (lambda o: bouwers.jw307_bericht(client=o), "/Bericht/Client"),
    jw307.StopProduct: (
        lambda o: bouwers.jw307_bericht(stop_producten=[o]),
        "/Bericht/Client/StopProducten/StopProduct[1]",
    ),
    jw315.Client: (lambda o: bouwers.jw315_bericht(client=o), "/Bericht/Client"),
    jw315.AangevraagdProduct: (
        lambda o: bouwers.jw315_bericht(aangevraagde_producten=[o]),
        "/Bericht/Client/AangevraagdeProducten/AangevraagdProduct[1]",
    ),
    jw317.Client: (lambda o: bouwers.jw317_bericht(client=o), "/Bericht/Client"),
    jw317.Verzoek: (lambda o: bouwers.jw317_bericht(verzoek=o), "/Bericht/Client/Verzoek"),
    jw317.TeWijzigenProduct: (
        lambda o: bouwers.jw317_bericht(te_wijzigen_producten=[o]),
        "/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct[1]",
    ),
    jw317.NieuwProduct: (
        lambda o: bouwers.jw317_bericht(nieuwe_producten=[o]),
        "/Bericht/Client/Verzoek/NieuweProducten/NieuwProduct[1]",
    ),
    jw319.Antwoord: (lambda o: bouwers.jw319_bericht(antwoord=o), "/Bericht/Antwoord"),
    jw323.Declaratie: (lambda o: bouwers.jw323_bericht(declaratie=o), "/Bericht/Declaratie"),
    jw323.Client: (lambda o: bouwers.jw323_bericht(clienten=[o]), "/Bericht/Declaratie/Clienten/Client[1]"),
    jw323.Prestatie: (
        lambda o: bouwers.jw323_bericht(prestaties=[o]),
        "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[1]",
    ),
    jw325.DeclaratieAntwoord: (
        lambda o: bouwers.jw325_bericht(declaratie_antwoord=o),
        "/Bericht/DeclaratieAntwoord",
    ),
    jw325.Client: (
        lambda o: bouwers.jw325_bericht(clienten=[o]),
        "/Bericht/DeclaratieAntwoord/Clienten/Client[1]",
    ),
    jw325.Prestatie: (
        lambda o: bouwers.jw325_bericht(prestaties=[o]),
        "/Bericht/DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[1]",
    ),
}


@dataclass(frozen=True)
class Geval:
    """One side that is right (`voldoet`) and one that is not (`bevinding`).

    `plek` and `klasse` say where the finding is and for which berichtklasse, when a whole message is given;
    `element` tells apart several elements of one berichtklasse; `ook` holds the rules broken besides, there
    or at the place given.
    """

    voldoet: Any
    bevinding: Any
    element: str | None = None
    plek: str | None = None
    klasse: Any = None
    ook: tuple[str | tuple[str, str], ...] = ()

    @property
    def doelklasse(self) -> Any:
        return self.klasse or type(self.bevinding)


def toets(code: str, *gevallen: Geval) -> Callable[[Geval], None]:
    """Make the test of a rule out of its cases."""

    @pytest.mark.parametrize("geval", gevallen, ids=_naam)
    def toets_geval(geval: Geval) -> None:
        goed, _ = _bericht(geval.voldoet)
        assert bouwers.codes(goed) == []
        fout, plek = _bericht(geval.bevinding)
        gevonden = bouwers.bevindingen(fout)
        hier = geval.plek or plek
        verwacht = sorted(ook if isinstance(ook, tuple) else (ook, hier) for ook in (code, *geval.ook))
        assert sorted((bevinding.regel, bevinding.locatie) for bevinding in gevonden) == verwacht
        geheim = set(_persoonsgegevens(fout))
        for bevinding in gevonden:
            assert not [waarde for waarde in geheim if waarde in bevinding.melding]

    toets_geval.__dict__["gevallen"] = gevallen
    return toets_geval


@dataclass(frozen=True)
class Feitgeval:
    """Objects with the facts that are known, on both sides of the boundary of a rule of levels 3 and 4.

    `element` tells apart several elements of one berichtklasse; `ook` holds the rules broken besides.
    """

    voldoet: tuple[Any, Feiten]
    bevinding: tuple[Any, Feiten]
    element: str | None = None
    ook: tuple[str, ...] = ()

    @property
    def doelklasse(self) -> Any:
        return type(self.bevinding[0])


def toets_feiten(code: str, *gevallen: Feitgeval) -> Callable[[Feitgeval], None]:
    """Make the test of a rule that needs facts out of its cases; without one of its facts it does not judge."""
    regel = next(regel for regel in REGELS_3_2 if regel.code == code)

    @pytest.mark.parametrize("geval", gevallen, ids=_naam)
    def toets_geval(geval: Feitgeval) -> None:
        obj, feiten = geval.voldoet
        assert oordeel(_soort(obj), obj, "/Bericht", feiten).bevindingen == ()
        obj, feiten = geval.bevinding
        gevonden = oordeel(_soort(obj), obj, "/Bericht", feiten).bevindingen
        assert sorted(bevinding.regel for bevinding in gevonden) == sorted((code, *geval.ook))
        eigen = next(bevinding for bevinding in gevonden if bevinding.regel == code)
        assert (eigen.niveau, eigen.retourcode) == (regel.niveau, regel.retourcode)
        if geval.element:
            element = " ".join(reversed(geval.element.split("/")))
            assert (eigen.element or "").endswith(element)
        geheim = set(_persoonsgegevens(obj))
        assert not [waarde for bevinding in gevonden for waarde in geheim if waarde in bevinding.melding]
        for naam in regel.nodig:
            zonder = uitkomst(regel, obj, replace(feiten, **{naam: ONBEKEND}))
            assert zonder.afwijkingen == []
            assert [signaal.regel for signaal in zonder.onbeoordeeld] == [code]

    toets_geval.__dict__["gevallen"] = gevallen
    return toets_geval


def uitkomst(regel: Regel, obj: Any, feiten: Feiten) -> Uitkomst:
    """What one rule says of an object by what is known."""
    return toets_met_plan(obj, maak_plan((regel,), _soort(obj).naam, type(obj), feiten), feiten)


def _soort(obj: Any) -> Any:
    module = type(obj).__module__.rpartition(".")[2]
    return next(soort for soort in SOORTEN if soort.naam.lower() == module)


def _bericht(obj: Any) -> tuple[Any, str]:
    if type(obj) not in _IN_BERICHT:
        return obj, ""
    bouw, plek = _IN_BERICHT[type(obj)]
    return bouw(obj), plek


def _naam(geval: Geval | Feitgeval) -> str:
    module = geval.doelklasse.__module__.rpartition(".")[2]
    return f"{module}-{vorm(geval.doelklasse).naam}" + (f"-{geval.element}" if geval.element else "")


def _persoonsgegevens(obj: Any) -> Iterator[str]:
    """The values in a message that no finding may show, as they would appear in a sentence."""
    for el in vorm(type(obj)).elementen:
        waarde = getattr(obj, el.veld)
        if is_klasse(el.type):
            delen = waarde if el.herhaald else [] if waarde is None else [waarde]
            for deel in delen:
                yield from _persoonsgegevens(deel)
        elif el.persoonsgegeven and isinstance(waarde, str | date) and len(str(waarde)) > 2:
            yield str(waarde)
