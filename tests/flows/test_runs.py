"""Tasks run once per slot, whoever plans them, and go on after a stop, a crash or a clock change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, select, update

from backoffice.bootstrap import open_postbus
from backoffice.cli import main
from backoffice.fouten import BackofficeError, InstellingFout
from backoffice.scheduler import ROOSTER, Gepland, rooster_van, tik, volgende
from backoffice.services import runs, taken
from backoffice.services.runs import Runfout, Verslag
from backoffice.services.werkplek import Instellingen, Werkplek
from backoffice.storage import tabellen
from backoffice.versleuteling import Kluis
from tests.flows.regio import AANBIEDER, GEMEENTE, NU, Regio, rijen

ZES_UUR = "0 6 * * *"


class Klok:
    """A clock that stands where the test puts it."""

    def __init__(self, nu: datetime) -> None:
        self.nu = nu

    def __call__(self) -> datetime:
        return self.nu


class Teller:
    """A task of three steps that counts what it did."""

    def __init__(self, struikelt: Exception | None = None) -> None:
        self.stappen: list[int] = []
        self.struikelt = struikelt

    def __call__(self, werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        for stap in range(3):
            if stap in self.stappen:
                continue
            if stap == 1 and self.struikelt is not None:
                raise self.struikelt
            self.stappen.append(stap)
            verslag.gedaan.append(f"stap {stap}")
            yield


@pytest.fixture
def werkplek(engine: Engine, kluis: Kluis) -> Werkplek:
    return Werkplek(engine, kluis, Instellingen(gemeenten=frozenset({GEMEENTE})))


def stand(werkplek: Werkplek) -> list[tuple[str, str, str]]:
    r = tabellen.run.c
    vraag = select(r.taak, r.slot, r.stand).order_by(r.id)
    return [tuple(rij) for rij in rijen(werkplek.engine, vraag)]


def rooster(taak: Teller, wanneer: str = ZES_UUR) -> dict[str, Gepland]:
    return {"proef": Gepland(taak, "proef", wanneer)}


def test_een_taak_loopt_eenmaal_per_slot(werkplek: Werkplek) -> None:
    teller, klok = Teller(), Klok(datetime(2026, 4, 9, 12, tzinfo=UTC))
    plan = rooster(teller)
    tik(werkplek, plan, klok, "a")
    assert teller.stappen == []  # the first tick only marks from when slots count
    klok.nu = datetime(2026, 4, 10, 3, 59, tzinfo=UTC)
    tik(werkplek, plan, klok, "a")
    assert teller.stappen == []
    klok.nu = datetime(2026, 4, 10, 4, 0, tzinfo=UTC)
    for wie in ("a", "b", "a"):
        tik(werkplek, plan, klok, wie)
    assert teller.stappen == [0, 1, 2]
    assert stand(werkplek)[1:] == [("proef", "2026-04-10 06:00", "klaar")]


def test_van_gemiste_slots_loopt_alleen_het_laatste(werkplek: Werkplek) -> None:
    teller, klok = Teller(), Klok(datetime(2026, 4, 9, 12, tzinfo=UTC))
    plan = rooster(teller)
    tik(werkplek, plan, klok, "a")
    klok.nu = datetime(2026, 4, 14, 12, tzinfo=UTC)
    tik(werkplek, plan, klok, "a")
    tik(werkplek, plan, klok, "a")
    assert [slot for _, slot, _ in stand(werkplek)[1:]] == ["2026-04-14 06:00"]


@pytest.mark.parametrize(
    ("dag", "verwacht"), [(date(2026, 3, 29), ["2026-03-29 02:30"]), (date(2026, 10, 25), ["2026-10-25 02:30"])]
)
def test_een_klokwissel_verdubbelt_en_verliest_niets(werkplek: Werkplek, dag: date, verwacht: list[str]) -> None:
    klok = Klok(datetime(dag.year, dag.month, dag.day, tzinfo=UTC) - timedelta(hours=6))
    plan = rooster(Teller(), "30 2 * * *")
    tik(werkplek, plan, klok, "a")
    for _ in range(6 * 10):
        klok.nu += timedelta(minutes=10)
        tik(werkplek, plan, klok, "a")
    gelopen = [slot for _, slot, _ in stand(werkplek)[1:]]
    assert [slot for slot in gelopen if slot.startswith(str(dag))] == verwacht


def test_twee_planners_tegelijk_doen_het_werk_eenmaal(werkplek: Werkplek) -> None:
    teller, klok = Teller(), Klok(datetime(2026, 4, 9, 12, tzinfo=UTC))
    plan = rooster(teller)
    tik(werkplek, plan, klok, "a")
    klok.nu = datetime(2026, 4, 10, 12, tzinfo=UTC)
    start = Barrier(4)

    def doe(wie: str) -> None:
        start.wait()
        tik(werkplek, plan, klok, wie)

    draden = [Thread(target=doe, args=(str(nummer),)) for nummer in range(4)]
    for draad in draden:
        draad.start()
    for draad in draden:
        draad.join()
    assert teller.stappen == [0, 1, 2]
    assert len(stand(werkplek)) == 2


def test_een_mislukte_run_zegt_waarom_en_kan_worden_hervat(werkplek: Werkplek) -> None:
    teller, klok = Teller(BackofficeError("de schijf is vol")), Klok(NU)
    with pytest.raises(BackofficeError):
        runs.draai(werkplek, "proef", teller, "hand 1", klok, "an")
    (run,) = runs.laatste_runs(werkplek)
    assert (run.stand, run.verslag) == ("mislukt", "stap 0\nNiet gelukt: de schijf is vol")
    teller.struikelt = None
    verslag = runs.hervat(werkplek, run.id, {"proef": teller}, klok, "bo")
    assert (verslag.gedaan, teller.stappen) == (["stap 1", "stap 2"], [0, 1, 2])
    (run,) = runs.laatste_runs(werkplek)
    assert (run.stand, run.pogingen, run.wie) == ("klaar", 2, "bo")
    with pytest.raises(Runfout, match="is klaar"):
        runs.hervat(werkplek, run.id, {"proef": teller}, klok, "bo")


def test_een_onvoorziene_fout_vertelt_geen_inhoud(werkplek: Werkplek) -> None:
    with pytest.raises(ValueError, match="Jansen"):
        runs.draai(werkplek, "proef", Teller(ValueError("Jansen")), "hand 1", Klok(NU), "an")
    assert runs.laatste_runs(werkplek)[0].verslag.endswith("Niet gelukt: onvoorziene fout (ValueError)")


def test_een_run_stopt_na_zijn_stap_en_gaat_daar_verder(werkplek: Werkplek) -> None:
    teller = Teller()

    def stopt_zichzelf(w: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        for _ in teller(w, nu, verslag, proef):
            if teller.stappen == [0]:
                runs.stop(w, runs.laatste_runs(w)[0].id)
            yield

    runs.draai(werkplek, "proef", stopt_zichzelf, "hand 1", Klok(NU), "an")
    (run,) = runs.laatste_runs(werkplek)
    assert (run.stand, teller.stappen) == ("gestopt", [0])
    with pytest.raises(Runfout, match="niet bezig"):
        runs.stop(werkplek, run.id)
    runs.hervat(werkplek, run.id, {"proef": teller}, Klok(NU), "an")
    assert teller.stappen == [0, 1, 2]


@pytest.mark.parametrize(("stil", "hervat"), [(runs.STIL, False), (runs.STIL + timedelta(seconds=1), True)])
def test_een_verlaten_run_wordt_overgenomen_als_hij_lang_genoeg_stil_is(
    werkplek: Werkplek, stil: timedelta, hervat: bool
) -> None:
    teller, klok = Teller(), Klok(NU)
    runs.draai(werkplek, "proef", Teller(), "hand 1", klok, "gestorven")
    with werkplek.engine.begin() as conn:
        conn.execute(update(tabellen.run).values(stand="bezig", geeindigd_op=None))
    klok.nu = NU + stil
    assert runs.hervat_verlaten(werkplek, {"proef": teller}, klok, "erfgenaam") == int(hervat)
    assert teller.stappen == ([0, 1, 2] if hervat else [])


def test_een_proef_bewaart_geen_run(werkplek: Werkplek) -> None:
    verslag = runs.draai(werkplek, "proef", Teller(), "hand 1", Klok(NU), "an", proef=True)
    assert verslag is not None
    assert str(verslag) == "stap 0\nstap 1\nstap 2"
    assert stand(werkplek) == []


def test_lege_runs_gaan_weg_en_de_laatste_blijft(werkplek: Werkplek) -> None:
    """Fourteen days and older; what did something, and the slot that the plan counts from, stay."""
    begin = datetime(2026, 4, 1, 10, tzinfo=UTC)

    def deed_iets(_: Werkplek, __: datetime, verslag: Verslag, ___: bool) -> Iterator[None]:
        verslag.gedaan.append("iets")
        yield

    def leeg(*_: object) -> Iterator[None]:
        return iter(())

    for uur, taak in enumerate((leeg, deed_iets, leeg, leeg)):
        moment = begin + timedelta(hours=uur)
        runs.draai(werkplek, "proef", taak, f"{moment:%Y-%m-%d %H:%M}", lambda nu=moment: nu, "a")
    runs.draai(werkplek, "proef", leeg, "hand x", lambda: begin, "a")
    runs.draai(werkplek, "ander", leeg, "2026-04-01 10:00", lambda: begin, "a")
    over = begin + timedelta(days=14)
    assert runs.ruim_op(werkplek, over) == 0
    # One second later the three of ten o'clock are old enough; "ander" has no later slot.
    verslag = Verslag()
    list(taken.ruim_runs_op(werkplek, over + timedelta(seconds=1), verslag, False))
    assert verslag.gedaan == ["2 runs zonder werk opgeruimd"]
    assert runs.ruim_op(werkplek, over + timedelta(days=1)) == 1
    assert [slot for _, slot, _ in stand(werkplek)] == ["2026-04-01 11:00", "2026-04-01 13:00", "2026-04-01 10:00"]
    assert runs.laatste_slot(werkplek, "proef") == "2026-04-01 13:00"


def test_het_rooster_is_in_te_stellen() -> None:
    assert rooster_van({}).keys() == ROOSTER.keys()
    assert "betalingen" not in rooster_van({"IJW_ROOSTER_BETALINGEN": "nooit"})
    gepland = rooster_van({"IJW_ROOSTER_BETALINGEN": "15 8 1 * *"})["betalingen"]
    moment = volgende(gepland, datetime(2026, 4, 10, tzinfo=UTC))
    assert moment is not None
    assert moment.isoformat() == "2026-05-01T08:15:00+02:00"
    with pytest.raises(InstellingFout, match="IJW_ROOSTER_BETALINGEN is 'morgen'"):
        rooster_van({"IJW_ROOSTER_BETALINGEN": "morgen"})


# --- the tasks themselves --------------------------------------------------------------------------


def test_maanden_sluiten_alsnog_op_volgorde(werkplek: Werkplek) -> None:
    verslag = Verslag()
    list(taken.sluit_maanden(werkplek, datetime(2026, 3, 6, tzinfo=UTC), verslag, False))
    assert verslag.gedaan == ["02-2026 gesloten"]
    list(taken.sluit_maanden(werkplek, datetime(2026, 6, 6, tzinfo=UTC), verslag, False))
    assert verslag.gedaan[1:] == ["03-2026 gesloten", "04-2026 gesloten", "05-2026 gesloten"]
    list(taken.sluit_maanden(werkplek, datetime(2026, 6, 7, tzinfo=UTC), verslag, False))
    assert len(verslag.gedaan) == 4


def test_betalingen_worden_voorgesteld_en_bewaakt(engine: Engine, kluis: Kluis) -> None:
    regio = Regio(engine, kluis, Instellingen(gemeenten=frozenset({GEMEENTE})))
    regio.wijs_toe()
    regio.declareer()
    verslag = Verslag()
    list(taken.stel_betalingen_voor(regio.werkplek, datetime(2026, 5, 8, 6, tzinfo=UTC), verslag, False))
    assert (verslag.gedaan, verslag.niet_gedaan) == ([], [])
    # Sunday the 10th: the debt is due, and the next werkdag is paid.
    list(taken.stel_betalingen_voor(regio.werkplek, datetime(2026, 5, 10, 6, tzinfo=UTC), verslag, False))
    assert verslag.niet_gedaan == [
        f"{GEMEENTE}, aanbieder {AANBIEDER}: "
        "er is geen bevestigd rekeningnummer dat op deze dag mag worden gebruikt"
    ]


def test_wat_bijna_beantwoord_moet_zijn_en_wat_contracten_missen_staat_in_het_verslag(
    engine: Engine, kluis: Kluis
) -> None:
    regio = Regio(engine, kluis)
    regio.declareer()
    nu = datetime(2026, 7, 1, 6, tzinfo=UTC)
    antwoorden, contracten = Verslag(), Verslag()
    list(taken.bewaak_termijnen(regio.werkplek, nu, antwoorden, False))
    list(taken.houd_contractwacht(regio.werkplek, nu, contracten, False))
    (zin,) = antwoorden.niet_gedaan
    assert zin.startswith(f"JW323 van {AANBIEDER} aan {GEMEENTE}: het antwoord is gemaakt maar niet verzonden")
    aantal = len(regio.rijen(select(tabellen.werkitem.c.id)))
    assert aantal > 0
    assert contracten.gedaan == [f"{aantal} meldingen van de contractwacht, {aantal} nieuw op de werklijst"]


def test_de_postbus_hoort_bij_het_rooster_als_hij_er_is(engine: Engine, kluis: Kluis, tmp_path: Path) -> None:
    regio = Regio(engine, kluis)
    postbus = open_postbus({"IJW_POSTBUS": str(tmp_path)})
    assert postbus is not None
    assert "uitwisseling" not in rooster_van({})
    taak = rooster_van({}, postbus)["uitwisseling"].taak
    regio.wijs_toe()
    verslag = Verslag()
    list(taak(regio.werkplek, NU, verslag, True))
    assert verslag == Verslag()
    list(taak(regio.werkplek, NU, verslag, False))
    assert len(verslag.gedaan) == 1
    assert len(list((tmp_path / "UIT").rglob("*.xml"))) == 1


def test_de_opdracht(
    werkplek: Werkplek, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.cli.runs.open_werkplek", lambda url, omgeving: werkplek)
    assert main(["runs", "rooster"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(ROOSTER)
    assert main(["runs", "draai", "betalingen", "--proef"]) == 0
    assert stand(werkplek) == []
    assert main(["runs", "draai", "betalingen"]) == 0
    assert "Er was niets te doen." in capsys.readouterr().out
    assert main(["runs", "toon"]) == 0
    assert "betalingen (met de hand): klaar" in capsys.readouterr().out
    assert main(["runs", "draai", "koffie"]) == 2
    assert main(["runs", "stop", "99"]) == 2
    assert main(["runs", "hervat", "99"]) == 2
