"""What is still expected of an aanbieder, by when, and the estimate of it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select

from backoffice.cli import aangehouden, main, stand, termijnwacht
from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.services.openstaand import lees_openstaand
from backoffice.services.termijnwacht import Overzicht, als_csv, maak_overzicht
from backoffice.settlement.openstaand import Stand
from backoffice.storage import tabellen
from backoffice.storage import termijnwacht as opslag
from backoffice.storage.database import lezen
from ijw.nummers import test_bsn as proef_bsn
from tests.flows.regio import NU, Regio, credit, prestatie, product
from tests.flows.test_termijn import dag, declareer, maand, spreek_af, wijs_toe


def wacht(regio: Regio, op: date, **anders: Any) -> Overzicht:
    return maak_overzicht(regio.werkplek, op, NU, "Ria", **anders)


def verwacht(regio: Regio, op: date) -> list[tuple[int, date, Stand]]:
    """As the overview has it, and the screen, which reads less."""
    gevonden = wacht(regio, op).verwacht
    assert tuple(lees_openstaand(regio.werkplek, op, NU, "Ria").verwacht) == gevonden
    return [(een.begindatum.month, een.uiterste_datum, een.stand) for een in gevonden]


def test_wat_niet_is_gedeclareerd_wordt_verwacht(regio: Regio) -> None:
    wijs_toe(regio)
    declareer(regio, dag("5-2"), prestatie(**maand(1)))
    assert verwacht(regio, dag("26-4")) == [
        (2, dag("31-3"), Stand.TE_LAAT),
        (3, dag("30-4"), Stand.DEZE_WEEK),
    ]
    declareer(regio, dag("27-4"), prestatie(referentie_nummer="R2", **maand(2)))
    declareer(regio, dag("28-4"), credit("R1", "C1", **maand(1)))
    assert [rij[0] for rij in verwacht(regio, dag("28-4"))] == [1, 3]


def test_wat_wacht_of_is_afgewezen(regio: Regio) -> None:
    """What waits for a person came in; what was rejected is still expected."""
    spreek_af(regio, Declaratietermijn(1, Gevolg.AANHOUDEN))
    wijs_toe(regio)
    assert declareer(regio, dag("5-5"), prestatie(**maand(1))).uitkomst == "aangehouden"
    declareer(regio, dag("6-5"), prestatie(referentie_nummer="R2", product_code="45A05", **maand(2)))
    assert [rij[0] for rij in verwacht(regio, dag("6-5"))] == [2, 3, 4]


def test_de_schatting_volgt_wat_deze_aanbieder_eerder_deed(regio: Regio) -> None:
    """Half of what may be declared came in for January to April, so half of May is to come."""
    wijs_toe(regio)
    half = {"geleverd_volume": 60, "bedrag": 5_880}
    for nummer in (1, 2, 3, 4):
        declareer(
            regio, dag(f"20-{nummer + 1}"), prestatie(referentie_nummer=f"R{nummer}", **maand(nummer), **half)
        )
    overzicht = wacht(regio, dag("10-6"))
    (schatting,) = overzicht.schattingen
    assert (schatting.leveringsjaar, schatting.bedrag, schatting.prestaties) == (2026, 5_880, 1)
    # On 10-03 January was in and February was not; no month was old enough, and January brought half.
    assert overzicht.toetsdag == dag("10-3")
    assert tuple(overzicht.toetsing) == (5_880, 5_880)


def test_de_kosten_volgen_wat_loopt(regio: Regio) -> None:
    """As many queries for one toewijzing as for many, and none reads what ended long ago."""
    wijs_toe(regio)
    # Contracts are read once.
    wacht(regio, dag("10-6"))
    tellingen = []
    for nummer in (None, 1002, 1003):
        if nummer:
            regio.wijs_toe(product(toewijzing_nummer=nummer), bsn=proef_bsn(nummer))
        aantal: list[str] = []

        def tel(*argumenten: object, aantal: list[str] = aantal) -> None:
            aantal.append(str(argumenten[2]))

        event.listen(regio.engine, "before_cursor_execute", tel)
        wacht(regio, dag("10-6"))
        event.remove(regio.engine, "before_cursor_execute", tel)
        tellingen.append(sum(not opdracht.startswith("PRAGMA") for opdracht in aantal))
    assert len(set(tellingen)) == 1
    assert wacht(regio, dag("10-6"), vanaf=date(2027, 1, 1)).verwacht == ()


def test_wat_lang_geleden_was_wordt_niet_gelezen(regio: Regio) -> None:
    """Of a toewijzing that still runs the months of the window are read, of one that ended in 2024 nothing."""
    spreek_af(regio)
    begin = date(2024, 1, 1)
    wijs_toe(regio, date(2024, 1, 5), vanaf=begin, einddatum=None)
    oud = product(ingangsdatum=begin, einddatum=date(2024, 12, 31), toewijzing_nummer=1002)
    regio.wijs_toe(oud, bsn=proef_bsn(2))
    for op, referentie, lever in (
        (date(2024, 2, 5), "R1", maand(1, 2024)),
        (date(2026, 2, 5), "R2", maand(1)),
    ):
        declareer(regio, op, prestatie(referentie_nummer=referentie, **lever))
    vanaf, tot = date(2025, 5, 1), dag("10-6")
    vragen: list[tuple[str, Any]] = []
    event.listen(regio.engine, "before_cursor_execute", lambda *args: vragen.append((args[2], args[3])))
    with lezen(regio.engine) as conn:
        (ids,) = opslag.porties(conn, vanaf, tot, None, None)
        zoekvraag, waarden = vragen[-1]
        assert [een.toewijzing.toewijzing_nummer for een in opslag.lees_toewijzingen(conn, ids)] == [1001]
        assert [regel.maand.maand for regel in opslag.ingediend_op(conn, ids, vanaf, tot).goedgekeurd] == [
            dag("1-1")
        ]
        assert len(opslag.ingediend_op(conn, ids, begin, tot).goedgekeurd) == 2
        if conn.dialect.name == "sqlite":
            plan = [rij.detail for rij in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {zoekvraag}", waarden)]
            assert any("ix_toewijzing_einddatum" in stap for stap in plan)
            assert not any(stap.startswith("SCAN toewijzing") for stap in plan)


def test_in_porties_is_het_hetzelfde_overzicht(regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    """A portion is never a part of an aanbieder, and small ones add up to the same."""
    wijs_toe(regio)
    regio.wijs_toe(product(toewijzing_nummer=1002), bsn=proef_bsn(2))
    regio.wijs_toe(product(toewijzing_nummer=1003), aanbieder="87654321", bsn=proef_bsn(3))
    declareer(regio, dag("5-2"), prestatie(**maand(1)))
    ineens = wacht(regio, dag("10-6"))
    monkeypatch.setattr(opslag, "PORTIE", 1)
    assert wacht(regio, dag("10-6")) == ineens
    with lezen(regio.engine) as conn:
        assert [len(ids) for ids in opslag.porties(conn, dag("1-1"), dag("10-6"), None, None)] == [2, 1]


def test_inzien_staat_in_de_auditlog_en_filteren_kan(regio: Regio) -> None:
    wijs_toe(regio)
    assert len(wacht(regio, dag("10-3"), aanbieder="12345678", gemeente="0153").verwacht) == 2
    assert wacht(regio, dag("10-3"), aanbieder="87654321").verwacht == ()
    assert wacht(regio, dag("10-3"), gemeente="0164").verwacht == ()
    a = tabellen.audit.c
    vraag = select(func.count()).where(a.handeling == "termijnwacht ingezien")
    assert regio.rijen(vraag) == [(1,)]


def test_als_csv(regio: Regio) -> None:
    wijs_toe(regio)
    regels = als_csv(wacht(regio, dag("10-3")).verwacht).splitlines()
    assert regels[0].startswith("gemeente;aanbieder;toewijzing;")
    assert regels[1] == "0153;12345678;1001;2026-01-01;2026-01-31;nee;2026-03-02;-8;te laat"


def test_de_opdrachten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each new opdracht on an empty back office: it says so, and ends well."""
    database = ["--database", f"sqlite:///{tmp_path}/leeg.db"]
    monkeypatch.chdir(tmp_path)
    assert main(["termijnwacht", "--op", "2026-06-10", *database]) == 0
    assert "0 te laat" in capsys.readouterr().out
    assert main(["termijnwacht", "--csv", *database]) == 0
    assert main(["aangehouden", "toon", *database]) == 0
    assert main(["aangehouden", "beantwoord", *database]) == 0
    assert main(["aangehouden", "accepteer", "12345678", "R1", "--reden", "goed", *database]) == 2
    assert "Er wacht geen prestatie R1" in capsys.readouterr().err
    assert main(["herbeoordeel", *database]) == 0
    assert main(["herbeoordeel", "--afgedaan", "1", *database]) == 2
    assert main(["stand", "--op", "2026-06-10", "--bekend-op", "2026-07-01", *database]) == 0
    assert "zoals bekend op 01-07-2026" in capsys.readouterr().out


def test_de_opdrachten_laten_zien_wat_er_is(
    regio: Regio, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spreek_af(regio, Declaratietermijn(1, Gevolg.AANHOUDEN))
    wijs_toe(regio)
    declareer(regio, dag("5-3"), prestatie(**maand(1)))
    for module in (aangehouden, stand, termijnwacht):
        monkeypatch.setattr(module, "open_werkplek", lambda *_: regio.werkplek)
    assert main(["aangehouden", "toon"]) == 1
    assert "12345678 R1 (0153, € 117,60): beslis uiterlijk 19-03-2026" in capsys.readouterr().out
    assert main(["aangehouden", "accepteer", "12345678", "R1", "--reden", "gebeld"]) == 0
    assert "beantwoord: toegekend € 117,60" in capsys.readouterr().out
    vandaag = datetime.now(UTC).date()
    assert main(["stand", "--op", vandaag.isoformat()]) == 0
    assert "12345678" in capsys.readouterr().out
    assert main(["termijnwacht", "--op", "2026-03-31"]) == 1
    assert "1001, 01-02-2026 tot en met 28-02-2026: uiterlijk 31-03-2026 (deze week)" in capsys.readouterr().out
