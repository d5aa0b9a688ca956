from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event, select

from backoffice.fouten import DatabaseFout
from backoffice.services.rapport.tekst import schrijf
from backoffice.services.rapport.verslag import maak_verslag
from backoffice.services.registercontrole import Registercontrole
from backoffice.services.valideer import Uitslag, valideer
from backoffice.services.werkplek import Werkplek
from backoffice.storage import tabellen
from backoffice.storage.database import open_database
from backoffice.versleuteling import Kluis
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.databases import NieuweDatabase
from tests.flows.keten import antwoord, start, stop, te_wijzigen, vot, vow
from tests.flows.regio import NU, Regio, als_bytes, credit, jw301_van, jw323_van, prestatie, product

WEG = {"toewijzingsdatum": date(2026, 4, 2), "einddatum": date(2026, 1, 1), "reden_wijziging": "13"}


def begonnen(engine: Engine, kluis: Kluis) -> Regio:
    regio = Regio(engine, kluis)
    regio.wijs_toe()
    regio.declareer(identificatie="X", declaratie_nummer="N")
    return regio


@pytest.fixture
def regio(engine: Engine, kluis: Kluis) -> Regio:
    return begonnen(engine, kluis)


def controleer(regio: Regio, bericht: Any) -> Uitslag:
    return valideer(als_bytes(bericht), "b", register=Registercontrole(regio.werkplek, NU, "toetser"))


def test_wat_niet_kon_worden_beoordeeld_heet_niet_goed_zonder_meer(regio: Regio) -> None:
    uitslag = controleer(regio, jw301_van(product(toewijzing_nummer=2002), aanbieder="11223344"))
    assert uitslag.oordeel == "goed"
    assert [signaal.regel for signaal in uitslag.signalen] == ["TR381"]
    (signaal,) = uitslag.als_json()["signalen"]
    assert signaal == {"regel": "TR381", "reden": "niet bekend: de afgesproken productlijst"}
    tekst = "".join(schrijf([maak_verslag(uitslag, None)]))
    assert "LET OP b (JW301, release 3.2)\n  niet bekend: de afgesproken productlijst (TR381)" in tekst
    assert controleer(regio, jw301_van()).signalen == ()


def regels(uitslag: Uitslag) -> list[str]:
    return [bevinding.regel for bevinding in uitslag.bevindingen]


BERICHTEN = [
    (jw323_van(), 3, ["TR314", "TR389"]),
    (jw323_van(credit("R1", "R2")), None, []),
    (jw323_van(credit("R1", "R2"), prestatie(referentie_nummer="R3", geleverd_volume=60, bedrag=5_880)), None, []),
    (jw323_van(prestatie(referentie_nummer="R4", toewijzing_nummer=7)), 3, ["TR338"]),
    (jw323_van(identificatie="X"), 3, ["TR056"]),
    (jw323_van(declaratie_nummer="N"), 3, ["TR333"]),
    (jw323_van(dagtekening=date(2026, 4, 11)), 4, ["TR135"]),
    (jw323_van(clienten=[bouwers.jw323_client(bsn=proef_bsn(5))]), 3, ["TR304"]),
    (jw323_van(prestatie(referentie_nummer="R5", begindatum=date(2026, 3, 2))), 3, ["TR387"]),
    (jw301_van(), None, []),
    (jw301_van(product(**WEG)), 3, ["TR385"]),
    (jw301_van(bsn=proef_bsn(5)), 3, ["TR332"]),
    (start(), None, []),
    (start(bouwers.start_product(toewijzing_nummer=7)), 3, ["TR019"]),
    (stop(), 3, ["TR382"]),
    (vot(), None, []),
    (vot(code="45A05"), 4, ["TR381"]),
    (vow(), None, []),
    (vow(te_wijzigen(7), blijft=(1001,)), 3, ["TR351"]),
    (antwoord(), 3, ["TR355"]),
    (bouwers.jw302_bericht(retour_codes=()), None, []),
]


def test_niveau_en_regels(regio: Regio) -> None:
    for bericht, niveau, verwacht in BERICHTEN:
        uitslag = controleer(regio, bericht)
        assert uitslag.oordeel == ("afgekeurd" if verwacht else "goed")
        assert (uitslag.niveau, sorted(set(regels(uitslag)))) == (niveau, verwacht)


@pytest.mark.parametrize("bericht", [bericht for bericht, _, _ in BERICHTEN])
def test_zegt_wat_ontvangen_zou_zeggen(sqlite_nieuw: NieuweDatabase, kluis: Kluis, bericht: Any) -> None:
    with sqlite_nieuw() as engine:
        regio = begonnen(engine, kluis)
        assert controleer(regio, bericht).bevindingen == regio.stuur(bericht).bevindingen


def test_bewaart_alleen_dat_er_is_gekeken(regio: Regio) -> None:
    voor = regio.dump()
    controleer(regio, jw323_van())
    na = regio.dump()
    assert {naam for naam in na if na[naam] != voor[naam]} == {"audit"}
    a = tabellen.audit.c
    laatste = regio.rijen(select(a.wie, a.handeling, a.client_id, a.bericht_id, a.tijdstip).order_by(a.id.desc()))[
        0
    ]
    assert tuple(laatste) == ("toetser", "bericht gecontroleerd", 1, None, NU)


def test_van_een_onbekende_client_valt_niets_vast_te_leggen(regio: Regio) -> None:
    voor = regio.dump()
    controleer(regio, jw323_van(clienten=[bouwers.jw323_client(bsn=proef_bsn(5))]))
    assert regio.dump() == voor


def test_een_bericht_van_een_andere_gemeente_valt_buiten_het_register(regio: Regio) -> None:
    uitslag = controleer(regio, jw323_van(gemeente="0200"))
    assert (uitslag.oordeel, uitslag.bevindingen) == ("onleesbaar", ())
    assert "gemeente 0200" in (uitslag.reden or "")


@pytest.fixture
def alleen_lezen(sqlite_nieuw: NieuweDatabase, kluis: Kluis) -> Iterator[Regio]:
    with sqlite_nieuw() as engine:
        regio = Regio(engine, kluis)
        regio.wijs_toe()
        lezer = open_database(f"sqlite:///file:{engine.url.database}?mode=ro&uri=true")
        regio.werkplek = Werkplek(lezer, kluis)
        yield regio
        lezer.dispose()


def test_een_database_die_alleen_te_lezen_is(alleen_lezen: Regio) -> None:
    assert controleer(alleen_lezen, jw323_van()).oordeel == "goed"


def test_kan_het_logboek_niet_worden_geschreven_dan_wordt_er_niet_gekeken(regio: Regio) -> None:
    def schrijven_lukt_niet(conn: Connection) -> None:
        if not conn.get_execution_options().get("alleen_lezen"):
            raise DatabaseFout("vol")

    event.listen(regio.engine, "begin", schrijven_lukt_niet)
    with pytest.raises(DatabaseFout, match="vol"):
        controleer(regio, jw323_van())
