"""Which gemeente is responsible for a jeugdige on each day, with the article that decides (art. 1.1 Jeugdwet).

From 01-01-2022 it follows from the situation of the jeugdige himself:

    b  he stays with an aanbieder, pleegouder or the like: the woonadres just before that stay
    c  otherwise: his own woonadres
    a  that address is under investigation or shows nothing: where the mother was ingezetene at his birth,
       else where he really was when help was asked for
    d  it lies abroad: where he really was when help was asked for

Transfers without a day in between are one stay and keep the first origin; only a real return home gives the next
stay a new one. Before 2022 it followed from gezag: the gemeente of the parents, under voogdij of an instelling the
real whereabouts, from his eighteenth birthday his own address. Every running case changed over on 01-01-2022
(art. 10.1), however old the stay. A missing fact gives no gemeente but the name of what has to be found out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeVar

from backoffice.cost_routing.feiten import (
    Adressoort,
    Bewijsstuk,
    Feit,
    Feitelijk,
    Gezagsoort,
    Persoonsfeiten,
    Verblijf,
    controleer,
    op_volgorde,
)

OVERGANG: Final = date(2022, 1, 1)
"""First day of the woonplaatsbeginsel as it is now."""

MEERDERJARIG: Final = 18
_DAG: Final = timedelta(days=1)


class Grond(StrEnum):
    """The article and letter that decide."""

    A = "art. 1.1 Jeugdwet, woonplaats onder a"
    B = "art. 1.1 Jeugdwet, woonplaats onder b"
    C = "art. 1.1 Jeugdwet, woonplaats onder c"
    D = "art. 1.1 Jeugdwet, woonplaats onder d"
    OUD = "art. 1.1 Jeugdwet zoals dat gold tot 01-01-2022"


@dataclass(frozen=True, slots=True)
class Woonplaats:
    """The responsible gemeente from a day through another, and why.

    `gemeente` is None when it cannot be told; `ontbreekt` then says in Dutch what has to be found out.
    """

    vanaf: date
    tot_en_met: date
    gemeente: str | None
    grond: Grond
    feiten: tuple[Bewijsstuk, ...] = ()
    ontbreekt: str | None = None


def woonplaatsen(feiten: Persoonsfeiten, begin: date, eind: date) -> tuple[Woonplaats, ...]:
    """The responsible gemeente for every day from begin through eind, in periods that join up.

    TegenstrijdigeFeiten when facts cannot all be true; ValueError when eind lies before begin.
    """
    if eind < begin:
        raise ValueError(f"de periode eindigt op {eind}, voor haar begin {begin}")
    controleer(feiten)
    bekend = _Bekend(feiten)
    uit: list[Woonplaats] = []
    grenzen = [begin, *sorted(dag for dag in set(bekend.grenzen()) if begin < dag <= eind)]
    einden = [*(dag - _DAG for dag in grenzen[1:]), eind]
    for vanaf, tot_en_met in zip(grenzen, einden, strict=True):
        deel = bekend.woonplaats(vanaf, tot_en_met)
        if uit and replace(uit[-1], vanaf=deel.vanaf, tot_en_met=deel.tot_en_met) == deel:
            uit[-1] = replace(uit[-1], tot_en_met=tot_en_met)
        else:
            uit.append(deel)
    return tuple(uit)


_F = TypeVar("_F", bound=Feit)


class _Bekend:
    """The facts in order, and what follows from them on one day."""

    def __init__(self, feiten: Persoonsfeiten) -> None:
        self.adressen = op_volgorde(feiten.adressen)
        self.verblijven = op_volgorde(feiten.verblijven)
        self.feitelijk = op_volgorde(feiten.feitelijk)
        self.gezag = op_volgorde(feiten.gezag)
        self.hulpvragen = sorted(feiten.hulpvragen)
        self.moeder = feiten.moeder
        self.achttien = None if feiten.geboortedatum is None else _verjaardag(feiten.geboortedatum, MEERDERJARIG)

    def grenzen(self) -> Iterator[date]:
        """Every day on which the answer can change."""
        yield OVERGANG
        yield from self.hulpvragen
        if self.achttien is not None:
            yield self.achttien
        for feit in (*self.adressen, *self.verblijven, *self.feitelijk, *self.gezag):
            yield feit.vanaf
            if feit.tot_en_met is not None and feit.tot_en_met < date.max:
                yield feit.tot_en_met + _DAG

    def woonplaats(self, dag: date, tot_en_met: date) -> Woonplaats:
        """The answer for a period without such days after its first."""
        basis = Woonplaats(dag, tot_en_met, None, Grond.C)
        if dag < OVERGANG:
            return self._voor_2022(replace(basis, grond=Grond.OUD))
        verblijven = self._verblijven_tot(dag)
        if not verblijven or not verblijven[-1][-1].geldt_op(dag):
            return self._eigen_adres(basis, dag, "het woonadres in deze periode")
        basis = replace(basis, grond=Grond.B, feiten=tuple(verblijven[-1]))
        ervoor = verblijven[-1][0].vanaf - _DAG
        if len(verblijven) > 1 and not self._thuis(ervoor, verblijven[-2]):
            return replace(
                basis,
                ontbreekt=f"of de jeugdige op {ervoor:%d-%m-%Y} werkelijk thuis woonde: "
                "hij stond nog ingeschreven op het adres van zijn vorige verblijf",
            )
        return self._eigen_adres(basis, ervoor, f"het woonadres op {ervoor:%d-%m-%Y}, de dag voor het verblijf")

    def _verblijven_tot(self, dag: date) -> list[list[Verblijf]]:
        """The stays that began by a day; what joins up, as after a transfer, is one stay."""
        ketens: list[list[Verblijf]] = []
        for verblijf in self.verblijven:
            if verblijf.vanaf > dag:
                break
            if ketens and verblijf.vanaf <= (ketens[-1][-1].tot_en_met or date.max) + _DAG:
                ketens[-1].append(verblijf)
            else:
                ketens.append([verblijf])
        return ketens

    def _thuis(self, dag: date, vorig: list[Verblijf]) -> bool:
        """Whether a jeugdige went home after a stay: he registered anew, or is known to have lived there.

        Who is still registered where he stayed may as well have been missed by a day, which is no return home.
        """
        adres, werkelijk = _geldend(self.adressen, dag), _geldend(self.feitelijk, dag)
        if adres is None or adres.vanaf < vorig[0].vanaf or not adres.geldt_op(vorig[-1].tot_en_met or dag):
            return True
        return werkelijk is not None and werkelijk.gemeente == adres.gemeente

    def _eigen_adres(self, basis: Woonplaats, op: date, wanneer: str) -> Woonplaats:
        adres = _geldend(self.adressen, op)
        if adres is None:
            return replace(basis, ontbreekt=wanneer)
        basis = _met(basis, adres)
        if adres.soort is Adressoort.BUITENLAND:
            return self._bij_de_hulpvraag(replace(basis, grond=Grond.D))
        if adres.soort is Adressoort.WOONADRES and not adres.in_onderzoek:
            return replace(basis, gemeente=adres.gemeente)
        basis = replace(basis, grond=Grond.A)
        if self.moeder is None:
            return replace(basis, ontbreekt="waar de moeder ingezetene was bij de geboorte")
        basis = _met(basis, self.moeder)
        if self.moeder.gemeente is not None:
            return replace(basis, gemeente=self.moeder.gemeente)
        return self._bij_de_hulpvraag(basis)

    def _bij_de_hulpvraag(self, basis: Woonplaats) -> Woonplaats:
        hulpvragen = [vraag for vraag in self.hulpvragen if vraag <= basis.vanaf]
        if not hulpvragen:
            return replace(basis, ontbreekt="de dag van de hulpvraag")
        return self._werkelijk(basis, hulpvragen[-1], f"op {hulpvragen[-1]:%d-%m-%Y}, de dag van de hulpvraag,")

    def _werkelijk(self, basis: Woonplaats, op: date, wanneer: str) -> Woonplaats:
        """The gemeente where the jeugdige really is on a day, as told or as the place of his stay."""
        plaats: Feitelijk | Verblijf | None = _geldend(self.feitelijk, op)
        plaats = plaats or _geldend(reversed(self.verblijven), op)
        if isinstance(plaats, Feitelijk) and plaats.gemeente is None:
            elders = f"een gemeente: de jeugdige verbleef {wanneer} niet in Nederland"
            return replace(_met(basis, plaats), ontbreekt=elders)
        if plaats is None or plaats.gemeente is None:
            return replace(basis, ontbreekt=f"waar de jeugdige {wanneer} werkelijk verbleef")
        return replace(_met(basis, plaats), gemeente=plaats.gemeente)

    def _voor_2022(self, basis: Woonplaats) -> Woonplaats:
        dag, wanneer = basis.vanaf, "in deze periode"
        if self.achttien is None:
            return replace(basis, ontbreekt="de geboortedatum")
        if self.achttien <= dag:
            adres = _geldend(self.adressen, dag)
            if adres is None:
                return replace(basis, ontbreekt=f"het woonadres {wanneer}")
            if adres.soort is Adressoort.WOONADRES:
                return replace(_met(basis, adres), gemeente=adres.gemeente)
            return self._werkelijk(_met(basis, adres), dag, wanneer)
        gezag = [feit for feit in self.gezag if feit.geldt_op(dag)]
        if not gezag:
            return replace(basis, ontbreekt=f"wie {wanneer} het gezag had")
        for feit in gezag:
            basis = _met(basis, feit)
        gemeenten = {feit.gemeente for feit in gezag}
        werkelijk = self._werkelijk(basis, dag, wanneer)
        if gezag[0].soort is Gezagsoort.INSTELLING or gemeenten == {None}:
            return werkelijk
        if len(gemeenten) == 1:
            return replace(basis, gemeente=gemeenten.pop())
        if werkelijk.gemeente in gemeenten:
            return werkelijk
        return replace(basis, ontbreekt=f"bij welke ouder de jeugdige {wanneer} werkelijk verbleef")


def _geldend(feiten: Iterable[_F], dag: date) -> _F | None:
    return next((feit for feit in feiten if feit.geldt_op(dag)), None)


def _met(basis: Woonplaats, feit: Bewijsstuk) -> Woonplaats:
    return replace(basis, feiten=(*basis.feiten, feit))


def _verjaardag(geboren: date, leeftijd: int) -> date:
    """The day on which somebody reaches an age; born on 29 February, that is 1 March in other years."""
    try:
        return geboren.replace(year=geboren.year + leeftijd)
    except ValueError:
        return date(geboren.year + leeftijd, 3, 1)
