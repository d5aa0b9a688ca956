"""What was remembered is what is there: sums over prestaties follow every message, and equal the plain walk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from backoffice.contracts.model import Gevolg
from backoffice.contracts.wacht import Leveringsom
from backoffice.services import onderdrukken
from backoffice.services.beslis_aangehouden import beslis
from backoffice.services.inzage import monitor
from backoffice.services.onthouden import per_paar
from backoffice.storage.contractcijfers import leveringen
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import boeking, boekingsregel, declaratie, prestatie, termijnoordeel
from backoffice.storage.views.monitor import Gebruik, Termijnsom, lees_delen
from backoffice.versleuteling import Kluis
from tests.backoffice.ui.test_aangehouden import te_laat
from tests.databases import NieuweDatabase
from tests.flows import test_termijn as termijn
from tests.flows.regio import AANBIEDER, GEMEENTE, Regio, credit
from tests.flows.test_boeksommen import Boekjaar

JAAR = (date(2026, 1, 1), date(2026, 12, 31))
MAANDEN = (date(2026, 2, 1), date(2026, 4, 1))


def keur_onthouden(regio: Regio) -> None:
    """What is said with the help of what was remembered is what the lines say one by one."""
    with lezen(regio.engine) as conn:
        delen = per_paar(regio.werkplek, conn, lees_delen, *JAAR)
        geleverd = [som for een in per_paar(regio.werkplek, conn, leveringen, *MAANDEN) for som in een]
    paren = {rij.id: (rij.gemeente, rij.aanbieder) for rij in regio.rijen(select(declaratie))}
    uitkomsten: dict[int, str] = {rij.prestatie_id: rij.uitkomst for rij in regio.rijen(select(termijnoordeel))}
    gebruik: dict[Any, list[Any]] = defaultdict(lambda: [set(), 0, 0])
    termijnen: dict[Any, list[Any]] = defaultdict(lambda: [0, 0, None])
    maanden: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for p in regio.rijen(select(prestatie)):
        paar = paren[p.declaratie_id]
        som = termijnen[paar, uitkomsten.get(p.id)]
        som[0] += 1
        som[1] += p.bedrag
        if p.toegekend:
            som[2] = (som[2] or 0) + p.bedrag
        if not p.toegekend or p.gecrediteerd_door is not None or p.vorige_referentie is not None:
            continue
        deel = gebruik[paar, f"{p.categorie} {p.code}"]
        deel[0].add(p.client_id)
        deel[1] += p.volume if p.eenheid == "01" else 0
        deel[2] += p.bedrag
        if MAANDEN[0] <= p.begindatum < MAANDEN[1]:
            maand = maanden[*paar, p.categorie, p.code, p.begindatum.replace(day=1)]
            maand[0] += 1
            maand[1] += p.bedrag
    assert {
        ((deel.gemeente, deel.aanbieder), product): een
        for deel in delen
        for product, een in deel.per_product.items()
    } == {sleutel: Gebruik(frozenset(wie), *sommen) for sleutel, (wie, *sommen) in gebruik.items()}
    assert {((deel.gemeente, deel.aanbieder), som) for deel in delen for som in deel.termijnen} == {
        (paar, Termijnsom(uitkomst, *som)) for (paar, uitkomst), som in termijnen.items()
    }
    assert set(geleverd) == {Leveringsom(*sleutel, *som) for sleutel, som in maanden.items()}
    # Who remembers nothing says the same, and cost is what the lines of the books are.
    vers = replace(regio.werkplek, sommen={})
    gemaakt = monitor.maak(regio.werkplek, 2026)
    assert gemaakt == monitor.maak(vers, 2026)
    kosten: dict[str, list[int]] = defaultdict(lambda: [0] * 12)
    for maand, partij, bedrag in regio.rijen(
        select(boeking.c.leveringsmaand, boekingsregel.c.partij, boekingsregel.c.bedrag)
        .join(boekingsregel, boekingsregel.c.boeking_id == boeking.c.id)
        .where(boekingsregel.c.rekening == "vordering_gemeente")
    ):
        kosten[partij][maand.month - 1] += bedrag
    assert gemaakt.kosten == {partij: tuple(bedragen) for partij, bedragen in kosten.items()}


@given(
    st.lists(
        st.tuples(st.sampled_from(("declareer", "crediteer", "verhuis", "kijk")), st.integers(0, 5)), max_size=12
    )
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_na_elke_volgorde_is_onthouden_wat_er_staat(
    sqlite_nieuw: NieuweDatabase, kluis: Kluis, stappen: list[tuple[str, int]]
) -> None:
    with sqlite_nieuw() as engine:
        jaar = Boekjaar(Regio(engine, kluis))
        for stap, keuze in stappen:
            if stap == "kijk":
                keur_onthouden(jaar.regio)
            else:
                getattr(jaar, stap)(keuze)
        keur_onthouden(jaar.regio)


def test_elke_stap_wordt_gezien(regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (monitor, onderdrukken):
        monkeypatch.setattr(module, "KLEINSTE", 1)
    jaar = Boekjaar(regio)
    keur_onthouden(regio)
    for stap in ("declareer", "declareer", "crediteer", "verhuis"):
        getattr(jaar, stap)(0)
        keur_onthouden(regio)


def test_wat_na_wachten_wordt_besloten_wordt_gezien(regio: Regio) -> None:
    te_laat(regio)
    keur_onthouden(regio)
    beslis(regio.werkplek, AANBIEDER, "LAAT", Gevolg.SIGNAAL, "akkoord", datetime(2026, 4, 8, tzinfo=UTC), "an")
    keur_onthouden(regio)
    regio.declareer(credit("LAAT", "TERUG", **termijn.maand(1)))
    assert regio.rijen(select(prestatie.c.toegekend)) == [(True,), (True,)]
    keur_onthouden(regio)


def test_alleen_wie_iets_declareerde_wordt_opnieuw_gelezen(regio: Regio) -> None:
    gelezen: list[Any] = []

    def lees(conn: Any, paren: Any, *periode: date) -> Any:
        gelezen.append(sorted(paren))
        return lees_delen(conn, paren, *periode)

    jaar = Boekjaar(regio)
    for _ in range(2):
        with lezen(regio.engine) as conn:
            assert per_paar(regio.werkplek, conn, lees, *JAAR) == []
    jaar.declareer(0)
    for _ in range(2):
        with lezen(regio.engine) as conn:
            (deel,) = per_paar(regio.werkplek, conn, lees, *JAAR)
        assert (deel.gemeente, deel.aanbieder) == (GEMEENTE, AANBIEDER)
    assert gelezen == [[(GEMEENTE, AANBIEDER)]]


def test_er_wordt_niet_eindeloos_onthouden(regio: Regio) -> None:
    jaar = Boekjaar(regio)
    jaar.declareer(0)
    for in_jaar in range(2015, 2035):
        monitor.maak(regio.werkplek, in_jaar)
    assert len(regio.werkplek.sommen) == 8
    assert monitor.maak(regio.werkplek, 2034) == monitor.maak(replace(regio.werkplek, sommen={}), 2034)
