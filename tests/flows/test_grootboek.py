"""Closing months, the trial balance and the reconciliation, over real declarations."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, insert, select, update

from backoffice.cli import main
from backoffice.ledger.aansluiting import Niveau, Regel, Stand
from backoffice.services.grootboek import Aansluiting, maak_aansluiting, maak_proefbalans, schrijf_aansluiting
from backoffice.services.sluit_maand import NietTeSluiten, sluit_maand
from backoffice.storage import tabellen
from backoffice.storage.boeksommen import hermaak
from backoffice.versleuteling import Kluis
from tests.backoffice.storage import rijen
from tests.flows.regio import AANBIEDER, FEBRUARI, GEMEENTE, MAANDBEDRAG, Regio, credit, jw323_van, prestatie

JANUARI, MAART, APRIL, MEI = (date(2026, maand, 1) for maand in (1, 3, 4, 5))
OP_10_APRIL = datetime(2026, 4, 10, 9, tzinfo=UTC)
OP_20_APRIL = datetime(2026, 4, 20, 9, tzinfo=UTC)
OP_1_MEI = datetime(2026, 5, 1, 9, tzinfo=UTC)


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    regio = Regio(engine, kluis)
    regio.wijs_toe()
    return regio


def boekmaanden(regio: Regio) -> list[tuple[date, date]]:
    b = tabellen.boeking.c
    return [tuple(rij) for rij in regio.rijen(select(b.boekmaand, b.leveringsmaand).order_by(b.id))]


def test_na_het_sluiten_gaat_wat_komt_naar_de_volgende_maand_en_houdt_zijn_leveringsmaand(regio: Regio) -> None:
    regio.stuur(jw323_van(prestatie()), OP_10_APRIL)
    sluit_maand(regio.werkplek, APRIL, OP_1_MEI, "controller")
    # Received in April by the clock of the sender, but after April was closed.
    regio.stuur(jw323_van(credit("R1", "R2")), OP_20_APRIL)
    levering = prestatie().product_periode.begindatum.replace(day=1)
    assert boekmaanden(regio) == [(APRIL, levering), (MEI, levering)]


def test_een_maand_sluit_eenmaal_en_in_volgorde(regio: Regio) -> None:
    sluit_maand(regio.werkplek, MAART, OP_10_APRIL, "controller")
    for maand, tijdstip, woord in (
        (MAART, OP_1_MEI, "al gesloten"),
        (MEI, datetime(2026, 6, 1, 9, tzinfo=UTC), "sluit eerst 04-2026"),
        (APRIL, OP_20_APRIL, "pas voorbij"),
        # 30 April 22:30 UTC is 1 May in Amsterdam, 21:30 UTC is not.
        (APRIL, datetime(2026, 4, 30, 21, 30, tzinfo=UTC), "pas voorbij"),
    ):
        with pytest.raises(NietTeSluiten, match=woord):
            sluit_maand(regio.werkplek, maand, tijdstip, "controller")
    sluit_maand(regio.werkplek, APRIL, datetime(2026, 4, 30, 22, 30, tzinfo=UTC), "controller")
    rijen = regio.rijen(select(tabellen.gesloten_maand.c.maand, tabellen.gesloten_maand.c.wie))
    assert [tuple(rij) for rij in rijen] == [(MAART, "controller"), (APRIL, "controller")]


def test_de_proefbalans_telt_per_maand_en_is_in_evenwicht(regio: Regio) -> None:
    regio.stuur(jw323_van(prestatie()), OP_10_APRIL)
    regio.stuur(jw323_van(credit("R1", "R2")), OP_1_MEI)
    april = maak_proefbalans(regio.engine, APRIL, APRIL)
    assert april.in_evenwicht
    assert [(s.rekening, s.partij, s.contractsoort, s.begin, s.debet, s.credit) for s in april.saldi] == [
        ("schuld_aanbieder", AANBIEDER, "OB Jeugd", 0, 0, MAANDBEDRAG),
        ("vordering_gemeente", GEMEENTE, "OB Jeugd", 0, MAANDBEDRAG, 0),
    ]
    mei = maak_proefbalans(regio.engine, MEI, MEI)
    assert mei.in_evenwicht
    assert [(s.begin, s.debet, s.credit, s.eind) for s in mei.saldi] == [
        (-MAANDBEDRAG, MAANDBEDRAG, 0, 0),
        (MAANDBEDRAG, 0, MAANDBEDRAG, 0),
    ]
    samen = maak_proefbalans(regio.engine, JANUARI, MEI)
    assert [(s.begin, s.eind) for s in samen.saldi] == [(0, 0), (0, 0)]


def test_de_aansluiting_telt_op_tot_op_de_regel(regio: Regio) -> None:
    afgewezen = prestatie(referentie_nummer="REF9", toewijzing_nummer=9999)
    regio.declareer(prestatie(), afgewezen, identificatie="D1")
    half = Stand(MAANDBEDRAG, MAANDBEDRAG, geboekt=MAANDBEDRAG, open=MAANDBEDRAG)
    heel = half._replace(ingediend=2 * MAANDBEDRAG, afgewezen=MAANDBEDRAG)
    for niveau in (Niveau.GEMEENTE, Niveau.AANBIEDER, Niveau.BERICHT):
        sleutel = (GEMEENTE, AANBIEDER, "D1")[:niveau]
        assert maak_aansluiting(regio.engine, niveau) == Aansluiting((Regel(sleutel, heel),), ())
    regels = maak_aansluiting(regio.engine, Niveau.REGEL)
    assert [(regel.sleutel[3], regel.stand) for regel in regels.rijen] == [
        ("R1", half),
        ("REF9", Stand(ingediend=MAANDBEDRAG, afgewezen=MAANDBEDRAG)),
    ]
    tabel = schrijf_aansluiting(regels, Niveau.REGEL).decode("utf-8-sig").splitlines()
    assert tabel[0].startswith("gemeente;aanbieder;bericht;referentienummer;ingediend;toegekend;afgewezen;")
    assert tabel[1] == f"{GEMEENTE};{AANBIEDER};D1;R1;117,60;117,60;0,00;0,00;117,60;0,00;0,00;117,60;"
    assert tabel[3] == "totaal;;;;235,20;117,60;117,60;0,00;117,60;0,00;0,00;117,60;"


def test_de_aansluiting_ziet_een_verschil_dat_buitenom_is_gemaakt(regio: Regio) -> None:
    afgewezen = prestatie(referentie_nummer="REF9", toewijzing_nummer=9999)
    regio.declareer(prestatie(), afgewezen, identificatie="D1")
    with regio.engine.begin() as conn:
        conn.execute(update(tabellen.prestatie).values(toegekend=True))
    verschillen = maak_aansluiting(regio.engine).verschillen
    assert f"{GEMEENTE} {AANBIEDER} D1 REF9: geboekt € 0,00 is niet toegekend € 117,60" in verschillen
    assert (
        f"{GEMEENTE} {AANBIEDER} D1: de regels (€ 235,20, toegekend € 235,20) zijn niet het antwoord "
        "(€ 235,20, toegekend € 117,60)"
    ) in verschillen
    # On each of the four levels: not booked, and neither paid nor open.
    assert len(verschillen) == 9


def test_een_boeking_die_nergens_bij_hoort_valt_op(regio: Regio) -> None:
    with regio.engine.begin() as conn:
        los = rijen.boeking(conn, bericht_id=0, gemeente=GEMEENTE, soort="los")
        rijen.boekingsregel(conn, boeking_id=los, rekening="schuld_aanbieder", partij=AANBIEDER, bedrag=-5)
    los = f"{GEMEENTE} {AANBIEDER}: open is € 0,00 en volgens de boeken € 0,05"
    assert maak_aansluiting(regio.engine).verschillen == (
        los,
        f"{GEMEENTE} {AANBIEDER}: de som van schuld_aanbieder {AANBIEDER}, geleverd in 04-2026 en geboekt in "
        "05-2026, is niet die van de boekingen; debet wijkt € 0,00 af, credit € 0,05, het aantal regels -1",
    )
    with regio.engine.begin() as conn:
        hermaak(conn)
    assert maak_aansluiting(regio.engine).verschillen == (los,)


def test_een_scheve_boeking_valt_op_in_de_proefbalans(regio: Regio) -> None:
    regio.declareer()
    (boeking,) = regio.rijen(select(tabellen.boeking.c.id))
    with regio.engine.begin() as conn:
        regel = {"rekening": "vordering_gemeente", "partij": GEMEENTE, "bedrag": 1}
        conn.execute(insert(tabellen.boekingsregel).values(boeking_id=boeking.id, nummer=3, **regel))
    assert maak_proefbalans(regio.engine, JANUARI, MEI).in_evenwicht
    (verschil,) = maak_aansluiting(regio.engine).verschillen
    assert "is niet die van de boekingen; debet wijkt € -0,01 af, credit € 0,00, het aantal regels -1" in verschil
    with regio.engine.begin() as conn:
        hermaak(conn)
    assert not maak_proefbalans(regio.engine, JANUARI, MEI).in_evenwicht


def test_de_opdracht(
    regio: Regio, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backoffice.cli.grootboek.open_werkplek", lambda url, omgeving: regio.werkplek)
    regio.declareer(maand=FEBRUARI)
    assert main(["grootboek", "proefbalans", "--van", "2026-01", "--tot", "2026-12"]) == 0
    assert "In evenwicht." in capsys.readouterr().out
    assert main(["grootboek", "aansluiting"]) == 0
    assert "1 rijen per aanbieder, 0 verschillen." in capsys.readouterr().out
    pad = tmp_path / "aansluiting.csv"
    assert main(["grootboek", "aansluiting", "--per", "regel", "--csv", str(pad)]) == 0
    assert len(pad.read_text("utf-8-sig").splitlines()) == 3
    assert capsys.readouterr().out == "1 rijen per regel, 0 verschillen.\n"
    assert main(["grootboek", "sommen"]) == 0
    assert capsys.readouterr().out == "De sommen zijn opnieuw gemaakt; 0 weken af van de boekingen.\n"
    regio.declareer(prestatie(referentie_nummer="TOEGEKEND"))
    with regio.engine.begin() as conn:
        conn.execute(delete(tabellen.boeksom))
    assert main(["grootboek", "aansluiting", "--csv", str(pad)]) == 1
    assert main(["grootboek", "sommen"]) == 0
    assert capsys.readouterr().out.endswith("De sommen zijn opnieuw gemaakt; 2 weken af van de boekingen.\n")
    assert main(["grootboek", "aansluiting", "--csv", str(pad)]) == 0
    capsys.readouterr()
    assert main(["grootboek", "sluit", "2025-01"]) == 0
    assert capsys.readouterr().out == "01-2025 is gesloten.\n"
    assert main(["grootboek", "sluit", "2025-01"]) == 2
    assert "al gesloten" in capsys.readouterr().err
    assert main(["grootboek", "sluit", "januari"]) == 2
