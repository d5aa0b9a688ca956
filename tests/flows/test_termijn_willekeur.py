"""Any sequence of declaraties, credits, decisions and days, early and late: books and answers stay true."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import select

from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.services.beslis_aangehouden import Afgehandeld, beantwoord_wachtende, beslis, wachtende
from backoffice.services.grootboek import maak_aansluiting
from backoffice.storage import tabellen
from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase
from tests.flows.regio import AANBIEDER, Regio, credit, jw323_van, keur_boeken, prestatie
from tests.flows.test_termijn import maand, om, spreek_af, wijs_toe


class Termijnen(RuleBasedStateMachine):
    """One toewijzing, four months of care and a clock that only goes forward."""

    nieuw: NieuweDatabase
    gevolg: Gevolg
    verzonden: Any = Bundle("verzonden")

    def __init__(self) -> None:
        super().__init__()
        self.open = ExitStack()
        engine = self.open.enter_context(self.nieuw())
        self.regio = Regio(engine, Kluis({"test": bytes(32)}, index=bytes(range(32))))
        self.dag = date(2026, 5, 4)
        self.nummer = 0

    def teardown(self) -> None:
        # Whatever waits is answered in the end, and then everything declared is granted or refused.
        self.antwoorden(beantwoord_wachtende(self.regio.werkplek, om(self.dag + timedelta(days=60)), "planner"))
        assert wachtende(self.regio.werkplek) == []
        self.keur()
        assert all(rij.stand.aangehouden == 0 for rij in maak_aansluiting(self.regio.engine).rijen)
        u, b = tabellen.uitgaand.c, tabellen.bericht.c
        beantwoord = set(self.regio.rijen(select(u.bericht_id)))
        assert set(self.regio.rijen(select(b.id))) == beantwoord
        self.open.close()

    @initialize()
    def begin(self) -> None:
        spreek_af(self.regio, Declaratietermijn(1, self.gevolg, retourcode_te_laat="9308"))
        wijs_toe(self.regio)

    def stuur(self, *prestaties: Any) -> None:
        vorige = self.dag.replace(day=1) - timedelta(days=1)
        bericht = jw323_van(
            *prestaties,
            maand=(vorige.replace(day=1), vorige),
            dagtekening=self.dag,
            declaratie_dagtekening=self.dag,
        )
        assert self.regio.stuur(bericht, om(self.dag)).uitkomst in ("verwerkt", "aangehouden")
        self.keur()

    def referentie(self) -> str:
        self.nummer += 1
        return f"R{self.nummer}"

    @rule(target=verzonden, nummer=st.integers(1, 4), minuten=st.integers(1, 130))
    def declareer(self, nummer: int, minuten: int) -> Any:
        velden = {**maand(nummer), "geleverd_volume": minuten, "bedrag": minuten * 98}
        referentie = self.referentie()
        self.stuur(prestatie(referentie_nummer=referentie, **velden))
        return referentie, velden

    @rule(target=verzonden, oud=verzonden, minuten=st.integers(1, 120))
    def verbeter(self, oud: Any, minuten: int) -> Any:
        referentie, velden = oud
        beter = velden | {"geleverd_volume": minuten, "bedrag": minuten * 98}
        nieuw = self.referentie()
        self.stuur(prestatie(referentie_nummer=nieuw, **beter), credit(referentie, self.referentie(), **velden))
        return nieuw, beter

    @rule(dagen=st.integers(1, 20))
    def wacht(self, dagen: int) -> None:
        self.dag += timedelta(days=dagen)
        self.antwoorden(beantwoord_wachtende(self.regio.werkplek, om(self.dag), "planner"))
        assert all(lijn.beslissen_uiterlijk > self.dag for lijn in wachtende(self.regio.werkplek))
        self.keur()

    @rule(goed=st.booleans())
    def besluit(self, goed: bool) -> None:
        lijn = next((lijn for lijn in wachtende(self.regio.werkplek) if lijn.besluit is None), None)
        if lijn is not None:
            besluit = Gevolg.SIGNAAL if goed else Gevolg.AFWIJZEN
            klaar = beslis(
                self.regio.werkplek, AANBIEDER, lijn.referentie, besluit, "bekeken", om(self.dag), "Ria"
            )
            self.antwoorden([] if klaar is None else [klaar])
            self.keur()

    def antwoorden(self, klaar: list[Afgehandeld]) -> None:
        for een in klaar:
            assert een.antwoord

    def keur(self) -> None:
        keur_boeken(self.regio.engine)
        assert maak_aansluiting(self.regio.engine).verschillen == ()


@pytest.mark.parametrize("gevolg", list(Gevolg))
@pytest.mark.parametrize(("soort", "keren"), [("sqlite", 8), ("postgresql", 2)])
def test_elke_volgorde(soort: str, keren: int, gevolg: Gevolg, request: pytest.FixtureRequest) -> None:
    nieuw = staticmethod(request.getfixturevalue(f"{soort}_nieuw"))
    run_state_machine_as_test(
        type("Termijnen", (Termijnen,), {"nieuw": nieuw, "gevolg": gevolg}),
        settings=settings(
            max_examples=keren,
            stateful_step_count=10,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
