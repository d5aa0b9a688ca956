"""Any sequence of messages, good and bad: the books, the running totals and a plain model of them agree."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase
from tests.flows.regio import FEBRUARI, Regio, afgewezen, als_bytes, credit, jw323_van, prestatie, product


@dataclass(frozen=True)
class Debet:
    """A prestatie as it was sent."""

    referentie: str
    februari: bool
    minuten: int

    @property
    def velden(self) -> dict[str, Any]:
        maand = {"begindatum": FEBRUARI[0], "einddatum": FEBRUARI[1]} if self.februari else {}
        return {**maand, "geleverd_volume": self.minuten, "bedrag": self.minuten * 98}


class Declareren(RuleBasedStateMachine):
    """Declares, credits, repeats and errs on one toewijzing; the model is two months and what they hold."""

    nieuw: NieuweDatabase
    verzonden: Any = Bundle("verzonden")

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        engine = self.open.enter_context(self.nieuw())
        self.regio = Regio(engine, Kluis({"test": bytes(32)}, index=bytes(range(32))))
        self.maanden: dict[bool, Debet] = {}
        self.gecrediteerd: set[str] = set()
        self.nummer = 0
        self.gezonden: list[bytes] = []

    def teardown(self) -> None:
        self.open.close()

    @initialize()
    def wijs_toe(self) -> None:
        self.regio.wijs_toe()

    def _referentie(self) -> str:
        self.nummer += 1
        return f"R{self.nummer}"

    def _stuur(self, *prestaties: Any) -> dict[str, tuple[str, ...]]:
        self.gezonden.append(als_bytes(jw323_van(*prestaties)))
        return afgewezen(self.regio.stuur(self.gezonden[-1]))

    @rule(target=verzonden, februari=st.booleans(), minuten=st.integers(1, 240))
    def declareer(self, februari: bool, minuten: int) -> Any:
        debet = Debet(self._referentie(), februari, minuten)
        fout = self._stuur(prestatie(referentie_nummer=debet.referentie, **debet.velden))
        verwacht = []
        if februari in self.maanden:
            verwacht.append("9389")
        if minuten > 120:
            verwacht.append("9321")
        assert fout.get(debet.referentie, ()) == tuple(verwacht)
        if not verwacht:
            self.maanden[februari] = debet
        self._keur()
        return debet

    @rule(debet=verzonden)
    def crediteer(self, debet: Debet) -> None:
        referentie = self._referentie()
        fout = self._stuur(credit(debet.referentie, referentie, **debet.velden))
        if self.maanden.get(debet.februari) == debet:
            verwacht: tuple[str, ...] = ()
            del self.maanden[debet.februari]
            self.gecrediteerd.add(debet.referentie)
        else:
            verwacht = ("9390",) if debet.referentie in self.gecrediteerd else ("8017",)
        assert fout.get(referentie, ()) == verwacht
        self._keur()

    @rule(target=verzonden, debet=verzonden, minuten=st.integers(1, 120))
    def verbeter(self, debet: Debet, minuten: int) -> Any:
        """Credit and new debet in one message: the credit is judged first (OP366)."""
        beter = Debet(self._referentie(), debet.februari, minuten)
        terug = self._referentie()
        fout = self._stuur(
            prestatie(referentie_nummer=beter.referentie, **beter.velden),
            credit(debet.referentie, terug, **debet.velden),
        )
        if self.maanden.get(debet.februari) == debet:
            assert fout == {}
            self.gecrediteerd.add(debet.referentie)
        else:
            assert terug in fout
            assert (beter.referentie in fout) == (debet.februari in self.maanden)
        if beter.referentie not in fout:
            self.maanden[debet.februari] = beter
        self._keur()
        return beter

    @rule()
    def onder_een_onbekende_toewijzing(self) -> None:
        fout = self._stuur(prestatie(referentie_nummer=self._referentie(), toewijzing_nummer=7))
        assert list(fout.values()) == [("9338",)]

    @rule()
    def klopt_niet_in_zichzelf(self) -> None:
        self.gezonden.append(
            als_bytes(jw323_van(prestatie(referentie_nummer=self._referentie()), totaal_bedrag=1))
        )
        assert self.regio.stuur(self.gezonden[-1]).niveau == 2

    @precondition(lambda self: self.gezonden)
    @rule(hoeveelste=st.integers(0, 99))
    def herhaal(self, hoeveelste: int) -> None:
        voor = self.regio.dump()
        inhoud = self.gezonden[hoeveelste % len(self.gezonden)]
        assert self.regio.stuur(inhoud).uitkomst == "herhaald"
        assert self.regio.dump() == voor

    @rule(minuut=st.integers(0, 59))
    def nieuwe_versie(self, minuut: int) -> None:
        self.regio.wijs_toe(product(toewijzingstijd=f"10:{minuut:02d}:00"))

    def _keur(self) -> None:
        minuten = sum(debet.minuten for debet in self.maanden.values())
        assert self.regio.verbruik() == (minuten, minuten * 98)


@pytest.fixture(params=[("sqlite", 12), ("postgresql", 4)], ids=lambda param: param[0])
def machine(request: pytest.FixtureRequest) -> tuple[type[Declareren], int]:
    soort, keren = request.param
    nieuw = request.getfixturevalue(f"{soort}_nieuw")
    return type("Declareren", (Declareren,), {"nieuw": staticmethod(nieuw)}), keren


def test_elke_volgorde(machine: tuple[type[Declareren], int]) -> None:
    klasse, keren = machine
    run_state_machine_as_test(
        klasse,
        settings=settings(
            max_examples=keren,
            stateful_step_count=12,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
