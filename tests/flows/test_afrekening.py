"""The statement of a closed month: what is in it, that it stays, and that all of them are the books."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.exc import IntegrityError

from backoffice.cli import afrekening as opdracht
from backoffice.cli import main
from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.ports.betalen import Bankstand
from backoffice.services import betaalrekeningen, taken
from backoffice.services.afrekening import (
    Afrekenfout,
    aanbiedertabellen,
    gemeentetabellen,
    leg_vast,
    maak_afrekening,
    regiotabellen,
    staat_vast,
)
from backoffice.services.beslis_aangehouden import beslis
from backoffice.services.kostenoverzicht import maak_overzicht
from backoffice.services.ontvang import ontvang
from backoffice.services.runs import Verslag
from backoffice.services.sluit_maand import sluit_maand
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.afrekening import Lasten, Verloop, som_lasten, som_verloop
from backoffice.storage import contracten, tabellen
from backoffice.synthetisch import genereer
from backoffice.versleuteling import Kluis
from tests.databases import NieuweDatabase
from tests.flows.regio import AANBIEDER, GEMEENTE, MAANDBEDRAG, NU, Regio, afgewezen, credit, prestatie
from tests.flows.test_betalen import IBAN, IBAN_GEMEENTE, meld, verzend
from tests.flows.test_routering import leg_vast as leg_feiten_vast
from tests.flows.test_routering import verhuizing
from tests.flows.test_termijn import dag, declareer, maand, om, spreek_af, wijs_toe
from tests.flows.test_terugblik import te_laat

FEBRUARI, MEI, JUNI = dag("1-2"), dag("1-5"), dag("1-6")


@pytest.fixture
def mei(regio: Regio) -> Regio:
    """January granted in February; in May March waits for a person and April is rejected; May is closed."""
    spreek_af(regio, Declaratietermijn(1, Gevolg.AANHOUDEN))
    wijs_toe(regio)
    declareer(regio, dag("5-2"), prestatie(**maand(1)))
    assert declareer(regio, dag("5-5"), prestatie(referentie_nummer="R3", **maand(3))).uitkomst == "aangehouden"
    declareer(regio, dag("6-5"), prestatie(referentie_nummer="R4", product_code="45A05", **maand(4)))
    for nummer in (2, 3, 4, 5):
        sluit_maand(regio.werkplek, date(2026, nummer, 1), om(date(2026, nummer + 1, 6)), "an")
    return regio


def verloop(regio: Regio, boekmaand: date) -> Verloop:
    return maak_afrekening(regio.werkplek, boekmaand).verloop[GEMEENTE, AANBIEDER]


M = MAANDBEDRAG


def test_wat_er_van_declaraties_en_schuld_werd(mei: Regio) -> None:
    assert verloop(mei, FEBRUARI) == Verloop(0, M, M, 0, 0, 0, M, 0, 0)
    assert verloop(mei, MEI) == Verloop(0, 2 * M, 0, M, M, M, 0, 0, 0)
    assert maak_afrekening(mei.werkplek, FEBRUARI).lasten == {GEMEENTE: Lasten(eigen=M)}
    assert maak_afrekening(mei.werkplek, MEI).lasten == {}


def test_wat_na_het_sluiten_komt_hoort_bij_later_en_verandert_niets(mei: Regio) -> None:
    """A decision of June, and messages with a date in May that were read after May had closed."""
    assert leg_vast(mei.werkplek, MEI, om(dag("6-6")), "planner")
    beslis(mei.werkplek, AANBIEDER, "R3", Gevolg.SIGNAAL, "ziek", om(dag("7-6")), "Ria")
    declareer(mei, dag("20-5"), credit("R1", "C1", **maand(1)))
    ontvangst = declareer(mei, dag("21-5"), prestatie(referentie_nummer="R5", product_code="45A05", **maand(4)))
    assert verloop(mei, MEI) == Verloop(0, 2 * M, 0, M, M, M, 0, 0, 0)
    assert verloop(mei, JUNI) == Verloop(M, -M + M, M - M, M, 0, M, M - M, 0, 0)
    regels = aanbiedertabellen(mei.werkplek, maak_afrekening(mei.werkplek, JUNI), AANBIEDER)[1].rijen
    assert [(rij[2], rij[6], rij[-1]) for rij in regels] == [
        ("R3", "toegekend", M),
        ("C1", "toegekend", -M),
        ("R5", "afgewezen", M),
    ]
    assert [rij[7] for rij in regels] == ["", "", " ".join(sorted(afgewezen(ontvangst)["R5"]))]


def test_een_afrekening_wordt_een_keer_gemaakt(mei: Regio) -> None:
    assert not staat_vast(mei.werkplek, MEI)
    assert leg_vast(mei.werkplek, MEI, om(dag("6-6")), "planner")
    voor = mei.dump()
    assert not leg_vast(mei.werkplek, MEI, om(dag("7-6")), "planner")
    assert mei.dump() == voor
    assert staat_vast(mei.werkplek, MEI)
    with pytest.raises(Afrekenfout, match="06-2026 is nog niet gesloten"):
        leg_vast(mei.werkplek, JUNI, om(dag("7-6")), "planner")
    with pytest.raises(IntegrityError), mei.engine.begin() as conn:
        conn.execute(update(tabellen.afrekening).values(kosten=1))


def test_de_taak_rekent_elke_gesloten_maand_af(mei: Regio) -> None:
    verslag, nogmaals = Verslag(), Verslag()
    list(taken.maak_afrekeningen(mei.werkplek, om(dag("6-6")), verslag, True))
    assert mei.rijen(select(tabellen.afrekening)) == []
    list(taken.maak_afrekeningen(mei.werkplek, om(dag("6-6")), nogmaals, False))
    assert verslag.gedaan == nogmaals.gedaan
    assert [zin[:18] for zin in nogmaals.gedaan] == [f"0{nummer}-2026 afgerekend" for nummer in (2, 3, 4, 5)]
    a = tabellen.afrekening.c
    assert (FEBRUARI, M, "planner") in mei.rijen(select(a.maand, a.kosten, a.wie))


def test_geknoei_valt_op(mei: Regio) -> None:
    """A granted amount that somebody changed is no longer what was booked; other sums have another fingerprint."""
    leg_vast(mei.werkplek, MEI, om(dag("6-6")), "planner")
    p = tabellen.prestatie
    with mei.engine.begin() as conn:
        conn.execute(update(p).where(p.c.referentie == "R4").values(bedrag=1))
    with pytest.raises(Afrekenfout, match="05-2026 is niet meer die van 06-06-2026"):
        maak_afrekening(mei.werkplek, MEI)
    with mei.engine.begin() as conn:
        conn.execute(update(p).where(p.c.referentie == "R1").values(bedrag=1))
    with pytest.raises(Afrekenfout, match="toegekend is € 0,01, geboekt € 117,60"):
        maak_afrekening(mei.werkplek, FEBRUARI)


def test_de_opdracht(
    mei: Regio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(opdracht, "open_werkplek", lambda *_: mei.werkplek)
    monkeypatch.chdir(tmp_path)
    assert main(["afrekening", "2026-02"]) == 0
    uit = capsys.readouterr().out
    assert "Afrekening 02-2026 regio, voorlopig" in uit
    assert "0153; Enschede; € 117,60;" in uit
    leg_vast(mei.werkplek, FEBRUARI, om(dag("6-6")), "planner")
    assert main(["afrekening", "2026-02", "--gemeente", "0153"]) == 0
    uit = capsys.readouterr().out
    assert "0153, definitief" in uit
    assert "R1; 12345678; 45; 45A04; 2026-01; 0153; eigen; € 117,60" in uit
    for vorm, begin in (("csv", b"\xef\xbb\xbf"), ("html", b"<!"), ("xlsx", b"PK")):
        assert main(["afrekening", "2026-02", "--aanbieder", AANBIEDER, "--vorm", vorm]) == 0
        assert (tmp_path / f"afrekening-2026-02-{AANBIEDER}.{vorm}").read_bytes().startswith(begin)
    assert main(["afrekening", "2026-02", "--vorm", "csv", "--naar", str(tmp_path / "geen" / "a.csv")]) == 2
    assert "Kies een ander bestand" in capsys.readouterr().err
    assert main(["afrekening", "februari"]) == 2


def test_verrekening_en_betaling(engine: Engine, kluis: Kluis) -> None:
    """Enschede was declared to and pays; Hengelo bears. Granted in April, paid in May, come back in May."""
    regio = Regio(engine, kluis)
    leg_feiten_vast(regio, *verhuizing(date(2026, 1, 2), GEMEENTE, "0164"))
    regio.wijs_toe()
    regio.declareer()
    for partij, iban in ((AANBIEDER, IBAN), (GEMEENTE, IBAN_GEMEENTE)):
        nummer = betaalrekeningen.stel_rekening_voor(regio.werkplek, partij, iban, f"Naam {partij}", NU, "an")
        betaalrekeningen.bevestig_rekening(regio.werkplek, nummer, NU, "bo")
    kenmerk = verzend(regio)
    april = maak_afrekening(regio.werkplek, dag("1-4"))
    assert april.lasten == {GEMEENTE: Lasten(verrekening_uit=M), "0164": Lasten(verrekening_in=M)}
    assert april.regio.kosten == M
    assert april.verloop == {(GEMEENTE, AANBIEDER): Verloop(0, M, M, 0, 0, 0, M, 0, 0)}
    regels = gemeentetabellen(regio.werkplek, april, "0164")[2].rijen
    assert [(rij[2], rij[7], rij[8], rij[9]) for rij in regels] == [("R1", GEMEENTE, "verrekening", M)]
    mei_ = maak_afrekening(regio.werkplek, MEI)
    assert mei_.verloop[GEMEENTE, AANBIEDER] == Verloop(open_begin=M, betaald=M)
    assert mei_.verloop[GEMEENTE, AANBIEDER].open == 0
    betalingen = aanbiedertabellen(regio.werkplek, mei_, AANBIEDER)[2]
    assert [(rij[1], rij[-1]) for rij in betalingen.rijen] == [(kenmerk, M)]
    meld(regio, kenmerk, Bankstand.GEWEIGERD)
    terug = maak_afrekening(regio.werkplek, MEI)
    assert terug.verloop[GEMEENTE, AANBIEDER].open == M
    assert [rij[-1] for rij in aanbiedertabellen(regio.werkplek, terug, AANBIEDER)[2].rijen] == [M, -M]


def test_alle_afrekeningen_samen_zijn_de_boeken(sqlite_nieuw: NieuweDatabase, kluis: Kluis) -> None:
    """A synthetic region that declares late, closed and settled each sixth: it adds up every way, and stays."""
    rng = Random(7)
    vandaag = datetime(2026, 2, 6, 5, tzinfo=UTC)
    with sqlite_nieuw() as engine:
        werkplek = Werkplek(engine, kluis)
        levering = genereer(rng, 0.05, 6)
        with engine.begin() as conn:
            contracten.bewaar(conn, list(levering.contracten), datetime(2025, 12, 1, tzinfo=UTC))
        for op, bestand in te_laat(levering, rng):
            while vandaag < op:
                for taak in (taken.sluit_maanden, taken.maak_afrekeningen):
                    list(taak(werkplek, vandaag, Verslag(), False))
                vandaag = (vandaag.replace(day=1) + timedelta(days=32)).replace(day=6)
            ontvang(werkplek, bestand.inhoud, op)
        with engine.begin() as conn:
            maanden = sorted(conn.execute(select(tabellen.boeking.c.boekmaand).distinct()).scalars())
        alle = [maak_afrekening(werkplek, een) for een in maanden]
        vast = [een.maand for een in alle if staat_vast(werkplek, een.maand)]
        overzicht = maak_overzicht(engine)
        for een in alle:
            (gemeenten, aanbieders) = regiotabellen(een, {})
            per_gemeente = [gemeentetabellen(werkplek, een, gemeente)[2].totaal[-1] for gemeente in een.lasten]
            assert sum(map(int, per_gemeente)) == een.regio.kosten == gemeenten.totaal[-2]
            assert aanbieders.totaal[-1] == sum(deel.open for deel in een.verloop.values())
    assert len(vast) >= len(maanden) - 1
    assert len(maanden) > 6
    samen = som_lasten(een.regio for een in alle)
    assert samen.kosten == sum(overzicht.saldo_gemeenten.values()) == overzicht.totaal.netto
    slot = som_verloop(alle[-1].verloop.values())
    assert slot.open == -sum(overzicht.saldo_aanbieders.values()) == samen.kosten
    assert sum(som_verloop(een.verloop.values()).afgewezen for een in alle) != 0
