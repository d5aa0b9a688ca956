"""The benchmarks measure what they say; how fast anything is, is asserted nowhere."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
from sqlalchemy import func, select

from backoffice.bootstrap import open_werkplek
from backoffice.services.ontvang import ontvang
from backoffice.services.openstaand import lees_openstaand
from backoffice.services.termijnwacht import maak_overzicht
from backoffice.services.valideer import valideer
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import bevinding, verrekenpost
from bench import afrekening, drukte, inzenden, jaar, land, paginas
from bench.berichten import schrijf_jw323
from bench.gemengd import schrijf_map
from bench.maand import declaraties, schrijf_maand, vul
from bench.meten import Meting, Verhouding, meet, tabel
from bench.schrijven import antwoord, met_sjablonen
from bench.valideer import PRESTATIES
from ijw.berichten import jw325
from ijw.bron import STANDAARD_LIMIET
from ijw.codec import lees, schrijf_stroom

WORTEL = Path(__file__).resolve().parents[2]
_NU = datetime(2026, 4, 13, 9, tzinfo=UTC)
PYTHON = (sys.executable, "-c")


@pytest.mark.parametrize("prestaties", [1, 9_001])
def test_het_bericht_is_goed_op_niveau_1_en_2(tmp_path: Path, prestaties: int) -> None:
    pad = tmp_path / "b.xml"
    schrijf_jw323(pad, prestaties)
    assert valideer(pad, "b").oordeel == "goed"
    clienten = lees(pad).declaratie.clienten
    assert sum(len(client.prestaties) for client in clienten) == prestaties


def test_het_bericht_van_25_mb_blijft_net_binnen_de_limiet(tmp_path: Path) -> None:
    pad = tmp_path / "b.xml"
    schrijf_jw323(pad, PRESTATIES)
    assert 0.95 * STANDAARD_LIMIET < pad.stat().st_size <= STANDAARD_LIMIET


def test_de_kleine_berichten_zijn_goed_en_ongeveer_5_kb(tmp_path: Path) -> None:
    schrijf_map(tmp_path, 10)
    uitslagen = [valideer(pad, pad.name) for pad in sorted(tmp_path.iterdir())]
    assert [uitslag.oordeel for uitslag in uitslagen] == ["goed"] * 10
    assert [uitslag.bericht for uitslag in uitslagen] == ["JW301", "JW305", "JW307", "JW315", "JW317"] * 2
    assert all(4_500 < pad.stat().st_size < 5_500 for pad in tmp_path.iterdir())


def test_de_sjablonen_schrijven_dezelfde_bytes() -> None:
    kop, rij = antwoord(20)
    xml = b"".join(schrijf_stroom(kop, jw325.SOORT, rij))
    assert met_sjablonen(kop, rij) == xml
    prestaties = [
        prestatie for client in lees(xml).declaratie_antwoord.clienten for prestatie in client.prestaties
    ]
    assert len(prestaties) == 20


def test_elk_programma_draait_om_de_beurt(tmp_path: Path) -> None:
    spoor = tmp_path / "spoor"

    def schrijf(letter: str) -> tuple[str, ...]:
        return (*PYTHON, f"open({str(spoor)!r}, 'a').write({letter!r})")

    assert set(meet({"a": schrijf("a"), "b": schrijf("b")}, keren=3)) == {"a", "b"}
    assert spoor.read_text() == "ababab"


def test_geheugen_is_dat_van_het_programma_zelf() -> None:
    # Measured from a process as small as that of `python -m bench`, since a peak counts from its parent.
    vraag = (
        "import sys; from bench.meten import meet; "
        "metingen = meet({code: (sys.executable, '-c', code) for code in sys.argv[1:]}, keren=1); "
        "print(*(meting.geheugen for meting in metingen.values()))"
    )
    opdracht = [*PYTHON, vraag, "0", "bytearray(200_000_000)"]
    gedraaid = subprocess.run(opdracht, cwd=WORTEL, capture_output=True, check=True, text=True)
    klein, groot = map(int, gedraaid.stdout.split())
    assert klein < 50_000_000
    assert 180_000_000 < groot - klein < 220_000_000


def test_een_programma_dat_mislukt_telt_niet_mee() -> None:
    with pytest.raises(RuntimeError, match="eindigde met 3"):
        meet({"stuk": (*PYTHON, "raise SystemExit(3)")}, keren=1)


@pytest.mark.parametrize(("verhouding", "oordeel"), [(3.0, "haalt 3x"), (3.01, "HAALT NIET 3x")])
def test_de_tabel_zegt_of_het_doel_gehaald_is(verhouding: float, oordeel: str) -> None:
    titel, meting, regel = tabel(
        "valideer", [Meting("xmllint", 0.5, 7_000_000)], [Verhouding("tijd", "1.500 s", verhouding, 3)]
    )
    assert titel == "valideer"
    assert meting.split() == ["xmllint", "0.500", "s", "7", "MB"]
    assert regel.startswith("  tijd ")
    assert regel.endswith(oordeel)


def test_een_onbekende_naam_is_verkeerd_gebruik() -> None:
    gedraaid = subprocess.run([sys.executable, "-m", "bench", "niets"], cwd=WORTEL, capture_output=True, text=True)
    assert gedraaid.returncode == 2
    assert "niet bekend: niets" in gedraaid.stderr


@pytest.mark.parametrize(
    "naam",
    [
        *("valideer", "veel", "lezen", "verwerk", "vijandig", "geschiedenis", "schrijven", "verzoek", "regio"),
        *("paginas", "inzenden", "drukte"),
    ],
)
def test_elke_bench_heeft_de_afgesproken_vorm(naam: str) -> None:
    assert list(signature(import_module(f"bench.{naam}").draai).parameters) == ["folder", "keren"]


def test_de_maand_van_de_regio_wordt_helemaal_verwerkt(tmp_path: Path) -> None:
    maand = list(declaraties(400, 30))
    assert len(maand) == 30
    assert sum(len(jeugdige.prestaties) for declaratie in maand for jeugdige in declaratie.jeugdigen) == 400
    assert len({(declaratie.gemeente, declaratie.aanbieder) for declaratie in maand}) == 30
    schrijf_maand(tmp_path, maand)
    werkplek = open_werkplek(f"sqlite:///{tmp_path / 'register.db'}", {})
    vul(werkplek, maand)
    ontvangsten = [ontvang(werkplek, pad, _NU) for pad in sorted(tmp_path.glob("*.xml"))]
    assert [ontvangst.uitkomst for ontvangst in ontvangsten] == ["verwerkt"] * 30
    with lezen(werkplek.engine) as conn:
        regels = Counter(conn.execute(select(bevinding.c.regel)).scalars())
        posten = conn.execute(select(func.count()).select_from(verrekenpost)).scalar_one()
    # Of 400 prestaties every fiftieth comes too late and every hundredth has a wrong tarief.
    assert regels == {"TERMIJN": 8, "TR418": 4}
    assert posten > 13
    werkplek.engine.dispose()


def test_het_land_heeft_342_gemeenten_en_elk_bericht_zijn_eigen_prestaties(tmp_path: Path) -> None:
    assert len(land.GEMEENTEN) == 342
    lijnen = [lijn for nummer in range(4) for lijn in land.lijnen_van(nummer, 100)]
    assert lijnen == list(range(100))
    # The last message holds what is left over, and another gemeente comes before an aanbieder sends a second.
    assert len(land.lijnen_van(3, 100)) == 100 - 3 * 29
    assert len({land.partijen(nummer) for nummer in range(5_000)}) == 5_000
    pad = tmp_path / "b.xml"
    pad.write_bytes(land.bericht(400, land.lijnen_van(400, 1_000_000)))
    assert valideer(pad, "b").oordeel == "goed"


def test_met_een_langere_historie_is_er_evenveel_open(tmp_path: Path) -> None:
    standen = []
    for maanden in (1, 3):
        afrekening.maak(tmp_path, maanden)
        with sqlite3.connect(afrekening.pad_van(tmp_path, maanden)) as conn:
            (rijen,) = conn.execute("SELECT count(*) FROM boeking").fetchall()
            open_ = conn.execute("SELECT count(*), sum(bedrag) FROM post WHERE betaling_id IS NULL").fetchall()
            assert conn.execute("SELECT sum(bedrag) FROM boekingsregel").fetchall() == [(0,)]
        standen.append((rijen[0], open_))
    assert standen[0][1] == standen[1][1] == [(3_500, 3_500_000)]
    assert standen[1][0] == 3 * standen[0][0] + 2 * 350


def test_het_jaar_is_in_balans_en_elke_pagina_ervan_wordt_gemeten(tmp_path: Path) -> None:
    pad = tmp_path / "jaar.db"
    meting = paginas.meet(pad, jaar.Omvang(aanbieders=25, jeugdigen=60, toewijzingen=150), 1)
    with sqlite3.connect(pad) as conn:
        assert conn.execute("SELECT sum(bedrag) FROM boekingsregel").fetchall() == [(0,)]
        assert conn.execute("SELECT count(*) FROM betaling WHERE stand = 'uitgevoerd'").fetchone() > (0,)
        assert conn.execute("SELECT count(*) FROM prestatie WHERE NOT toegekend").fetchone() > (0,)
    # Who is signed in sees no step of signing in; the year has no verzoeken, work, runs, voorstellen or
    # verrekening, and parts of /kosten need a gemeente.
    leeg = ("/verzoeken/{", "/werk/{", "/runs/{", "/contractbeheer/voorstellen/", "/verrekeningen/{")
    anders = ("/aanmelden/", "/kosten/", *leeg)
    gemist = [route for route in (*meting.geweigerd, *meting.gemist) if not route.startswith(anders)]
    assert gemist == ["/prestaties/{prestatie_id}/wie-betaalt"]
    assert meting.routes["/prestaties/{prestatie_id}"].bezoeken.keys() >= {"declaratiemedewerker", "auditor"}
    assert {naam: route.vragen for naam, route in meting.routes.items() if route.vragen > 15} == {}
    werkplek = open_werkplek(f"sqlite:///{pad}", {})
    scherm = tuple(lees_openstaand(werkplek, jaar.NU.date(), jaar.NU, "bench", gemeente="0141").verwacht)
    assert scherm == maak_overzicht(werkplek, jaar.NU.date(), jaar.NU, "bench", gemeente="0141").verwacht != ()
    werkplek.engine.dispose()


@pytest.mark.parametrize("pagina", ['<a href="/berichten/7">Bekijk</a>', "het antwoord (JW325)"])
def test_zonder_weg_naar_het_antwoord_telt_het_inzenden_niet(pagina: str) -> None:
    with pytest.raises(RuntimeError, match="geen JW325"):
        inzenden.keur(pagina)


def test_in_de_drukte_komt_elk_bericht_een_keer_aan(tmp_path: Path) -> None:
    regels = list(drukte.meet_drukte(tmp_path, 4, 5))
    assert regels[1].startswith("  4 verwerkt, 4 verschillend, 4 keer JW325")
    assert regels[-1].endswith("ja")
