"""Runs on the screen: what is planned, what was done, and doing it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from backoffice.services import runs
from backoffice.services.runs import Verslag
from backoffice.services.werkplek import Werkplek
from backoffice.storage import runs as opslag
from backoffice.toegang.rechten import Rol
from tests.backoffice.ui.betaald import LATER, te_betalen
from tests.backoffice.web.portaal import bezoeker, geteld, klant
from tests.flows.regio import NU, Regio


def test_een_proef_verandert_niets_en_starten_doet_het(regio: Regio) -> None:
    te_betalen(regio)
    beheer = klant(regio.werkplek, bezoeker(Rol.BEHEER), LATER)
    leeg = beheer.get("/runs").text
    assert "nog niets gedaan" in leeg
    assert "stel betalingen voor per gemeente" in leeg
    # LATER is a Tuesday at eleven; the next one is a week later at six.
    assert "19-05-2026 06:00" in leeg
    voor = regio.dump()
    proef = beheer.post("/runs/starten", data={"taak": "betalingen"}).text
    assert "Dit is een proef" in proef
    assert "1 betalingen voorgesteld" in proef
    assert regio.dump() == voor
    gedaan = beheer.post("/runs/starten", data={"taak": "betalingen", "doen": "start"}).text
    assert "1 betalingen voorgesteld" in gedaan
    lijst = beheer.get("/runs?taak=betalingen").text
    assert 'href="/runs/1"' in lijst
    assert "met de hand gestart" in beheer.get("/runs/1").text
    assert beheer.post("/runs/starten", data={"taak": "onzin", "doen": "start"}).status_code == 404
    assert beheer.get("/runs/9").status_code == 404


def test_stoppen_en_hervatten(sqlite_regio: Regio) -> None:
    beheer = klant(sqlite_regio.werkplek, bezoeker(Rol.BEHEER))
    with sqlite_regio.engine.begin() as conn:
        assert opslag.begin(conn, "opruimen", "2026-04-10 04:00", "planner", NU) == 1
    assert "Stoppen" in beheer.get("/runs/1").text
    assert beheer.post("/runs/1/hervatten").status_code == 409
    assert beheer.post("/runs/1/stoppen").headers["location"] == "/runs/1"
    with sqlite_regio.engine.begin() as conn:
        opslag.eindig(conn, 1, "gestopt", "", NU)
    assert "Hervatten" in beheer.get("/runs/1").text
    assert beheer.post("/runs/1/hervatten").headers["location"] == "/runs/1"
    assert "Er was niets te doen." in beheer.get("/runs/1").text
    te_laat = beheer.post("/runs/1/stoppen")
    assert te_laat.status_code == 409
    assert "niet bezig" in te_laat.text


def test_een_mislukte_run_staat_er_met_reden_en_zonder_persoonsgegevens(sqlite_regio: Regio) -> None:
    def taak(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        raise ValueError("999990019")
        yield

    with pytest.raises(ValueError, match="9999"):
        runs.draai(sqlite_regio.werkplek, "opruimen", taak, "2026-04-10 04:00", lambda: NU, "planner")
    tekst = klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR)).get("/runs/1").text
    assert "onvoorziene fout (ValueError)" in tekst
    assert "999990019" not in tekst
    assert "Hervatten" not in tekst


def test_de_lijst_vraagt_hoogstens_vijftien_keer(regio: Regio) -> None:
    beheer = klant(regio.werkplek, bezoeker(Rol.BEHEER))
    with geteld(regio.engine) as opdrachten:
        assert beheer.get("/runs").status_code == 200
    assert len([een for een in opdrachten if not een.startswith(("PRAGMA", "BEGIN"))]) <= 15
