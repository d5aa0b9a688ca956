"""The back-test of the estimate: by hand on one toewijzing, and on a synthetic region that declares late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import pytest

from backoffice.cli import main, termijnwacht
from backoffice.services.ontvang import ontvang
from backoffice.services.terugblik import NietTerugTeKijken, kijk_terug, peildagen, procent
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.schatting import Toetsing
from backoffice.storage import contracten
from backoffice.synthetisch import Bestand, Levering, genereer
from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase
from tests.flows.regio import Regio, jw301_van, prestatie, product
from tests.flows.test_termijn import dag, declareer, maand, om, wijs_toe

JAAR = (date(2026, 1, 1), date(2026, 12, 31))


def wijs_mei_toe(regio: Regio) -> None:
    """A toewijzing from May on; the contracts of the region were not known before 10 April."""
    wijs_toe(regio, dag("20-4"), vanaf=dag("1-5"))


def test_de_schatting_van_toen_naast_wat_er_kwam(regio: Regio) -> None:
    """May in June and June in October, each half of its worth; on 31-07 July is open as well."""
    wijs_mei_toe(regio)
    declareer(regio, dag("20-6"), prestatie(geleverd_volume=60, bedrag=5_880, **maand(5)))
    declareer(regio, dag("20-10"), prestatie(referentie_nummer="R2", geleverd_volume=60, bedrag=5_880, **maand(6)))
    terugblik = kijk_terug(regio.werkplek, *JAAR, dag("31-10"), [dag("31-5"), dag("31-7")])
    assert terugblik.dagen == {
        # Nothing was declared: the norm. Later May is the only level there is: a half.
        dag("31-5"): {"0153": Toetsing(11_760, 5_880)},
        dag("31-7"): {"0153": Toetsing(5_880 + 5_880, 5_880)},
    }
    assert terugblik.samen == Toetsing(23_520, 11_760)
    juni = kijk_terug(regio.werkplek, dag("1-6"), dag("30-6"), dag("31-10"), [dag("31-7")])
    assert juni.dagen == {dag("31-7"): {"0153": Toetsing(5_880, 5_880)}}
    eerder = kijk_terug(regio.werkplek, dag("1-6"), dag("30-6"), dag("19-10"), [dag("31-7")], gemeente="0153")
    assert eerder.samen == Toetsing(5_880, 0)
    assert kijk_terug(regio.werkplek, *JAAR, dag("31-10"), [dag("31-7")], gemeente="0164").samen == Toetsing()


def test_wat_later_wijzigde_was_toen_niet_bekend(regio: Regio) -> None:
    """Until 9 August the toewijzing ran on; on the tenth it turned out to have ended in May."""
    wijs_mei_toe(regio)
    korter = product(
        ingangsdatum=dag("1-5"), einddatum=dag("31-5"), toewijzingsdatum=dag("10-8"), reden_wijziging="12"
    )
    assert regio.stuur(jw301_van(korter, dagtekening=dag("10-8")), om(dag("10-8"))).uitkomst == "verwerkt"
    voor, na = dag("9-8"), dag("10-8")
    terugblik = kijk_terug(regio.werkplek, *JAAR, dag("31-10"), [voor, na])
    assert terugblik.dagen == {voor: {"0153": Toetsing(35_280, 0)}, na: {"0153": Toetsing(11_760, 0)}}


def test_een_contract_dat_later_kwam_gaf_toen_geen_waarde(regio: Regio) -> None:
    wijs_toe(regio)
    dagen = [dag("9-4"), dag("10-4")]
    terugblik = kijk_terug(regio.werkplek, *JAAR, dag("31-10"), dagen)
    assert [terugblik.van_dag(een).geschat for een in dagen] == [0, 35_280]


def test_naar_welke_dagen() -> None:
    assert peildagen(dag("1-2"), dag("28-2"), date(2027, 1, 1)) == [dag("28-2"), dag("31-3"), dag("30-4")]
    assert peildagen(dag("1-2"), dag("28-2"), dag("31-3")) == [dag("28-2")]
    assert peildagen(dag("1-2"), dag("28-2"), dag("28-2")) == []


def test_er_moet_iets_na_kunnen_komen(regio: Regio) -> None:
    for bekend_op in ([], [dag("28-2")], [dag("1-3")]):
        with pytest.raises(NietTerugTeKijken, match="naar dagen voor 28-02-2026"):
            kijk_terug(regio.werkplek, dag("1-2"), dag("28-2"), dag("28-2"), bekend_op)


def test_de_opdracht(regio: Regio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    wijs_mei_toe(regio)
    declareer(regio, dag("20-9"), prestatie(**maand(5)))
    monkeypatch.setattr(termijnwacht, "open_werkplek", lambda *_: regio.werkplek)
    assert main(["termijnwacht", "--terugkijken", "2026-05", "--op", "2026-10-31"]) == 0
    uit = capsys.readouterr().out
    assert "31-07-2026  0153" in uit
    assert uit.splitlines()[-1].split() == ["alle", "dagen", "€", "352,80", "€", "352,80", "€", "0,00", "0,0", "%"]
    opdracht = ["termijnwacht", "--terugkijken", "2026", "--op", "2026-10-31", "--csv"]
    assert main([*opdracht, "--bekend-op", "2026-06-30", "2026-05-31"]) == 0
    assert "31-05-2026;regio;117,60;117,60;0,00;0,0 %" in capsys.readouterr().out
    assert main(["termijnwacht", "--terugkijken", "2026", "--op", "2026-01-31"]) == 2
    assert "Terugkijken kan alleen" in capsys.readouterr().err


# --- a region that declares late ------------------------------------------------------------------


def te_laat(levering: Levering, rng: Random) -> Iterator[tuple[datetime, Bestand]]:
    """The files of a region as they come in when half of the aanbieders declare late, each in its own order.

    Four in ten are prompt, three send some weeks later, two once a quarter, and one forgets now and then.
    """
    soort = defaultdict(lambda: rng.choices(("vlot", "traag", "kwartaal", "vergeet"), (4, 3, 2, 1))[0])
    laatst: dict[str, datetime] = {}
    post = []
    for bestand in levering.bestanden:
        op = bestand.ontvangen_op
        if bestand.pad.startswith("323"):
            agb = Path(bestand.pad).name.split("-")[0]
            if soort[agb] == "traag":
                op += timedelta(days=rng.randrange(20, 60))
            elif soort[agb] == "kwartaal":
                einde = date(op.year, (op.month - 1) // 3 * 3 + 3, 28)
                op = datetime.combine(einde + timedelta(days=rng.randrange(5, 20)), time(9), UTC)
            elif soort[agb] == "vergeet" and rng.random() < 0.3:
                op += timedelta(days=rng.randrange(60, 150))
            op = laatst[agb] = max(op, laatst.get(agb, op))
        post.append((op, bestand))
    yield from sorted(post, key=lambda rij: rij[0])


def test_op_een_regio_die_laat_declareert_klopt_de_schatting(sqlite_nieuw: NieuweDatabase, kluis: Kluis) -> None:
    """Over a year the estimates are a few percent off together, and from May on no month is far off."""
    rng = Random(4)
    with sqlite_nieuw() as engine:
        werkplek = Werkplek(engine, kluis)
        levering = genereer(rng, 0.06, 12)
        with engine.begin() as conn:
            contracten.bewaar(conn, list(levering.contracten), datetime(2025, 12, 1, tzinfo=UTC))
        for op, bestand in te_laat(levering, rng):
            ontvang(werkplek, bestand.inhoud, op)
        terugblik = kijk_terug(werkplek, *JAAR, date(2027, 12, 31))
    assert terugblik.samen.werkelijk > 50_000_000
    assert abs(terugblik.samen.promille or 1000) < 60, procent(terugblik.samen)
