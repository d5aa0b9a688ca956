"""Who saw what, on the screen of the auditor."""

from __future__ import annotations

import pytest

from backoffice.services.inzage import audit
from backoffice.toegang.rechten import Rol
from tests.backoffice.web.portaal import bezoeker, klant
from tests.flows.regio import BSN, Regio


@pytest.mark.parametrize(
    "vraag",
    [
        {"bsn": BSN},
        {"toewijzing": "1001"},
        {"toewijzing": "1001", "gemeente": "0153"},
        {"van": "2026-04-10", "tot_en_met": "10-04-2026"},
    ],
)
def test_wat_er_van_iemand_gezien_is(regio: Regio, vraag: dict[str, str]) -> None:
    regio.wijs_toe()
    auditor = klant(regio.werkplek, bezoeker(Rol.AUDITOR))
    assert "Gevonden" not in auditor.get("/audit").text
    tekst = auditor.post("/audit", data=vraag).text
    assert "toewijzing geregistreerd" in tekst or "10-04-2026 11:00" in tekst
    assert "Er is niets gevonden" not in tekst
    # Looking is seen by who looks next.
    assert "auditlog ingezien" in auditor.post("/audit", data=vraag).text


@pytest.mark.parametrize(
    ("vraag", "melding"),
    [
        ({}, "Zeg over wie of wanneer"),
        ({"bsn": "999990018"}, "geen bsn"),
        ({"toewijzing": "x"}, "heel getal"),
        ({"van": "gisteren"}, "dag-maand-jaar"),
    ],
)
def test_een_vraag_die_niet_kan(sqlite_regio: Regio, vraag: dict[str, str], melding: str) -> None:
    antwoord = klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR)).post("/audit", data=vraag)
    assert antwoord.status_code == 422
    assert melding in antwoord.text


def test_oudere_regels_op_de_volgende_pagina(sqlite_regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    sqlite_regio.wijs_toe()
    sqlite_regio.declareer()
    monkeypatch.setattr(audit, "PER_PAGINA", 1)
    auditor = klant(sqlite_regio.werkplek, bezoeker(Rol.AUDITOR))
    eerste = auditor.post("/audit", data={"bsn": BSN}).text
    assert "Oudere regels" in eerste
    tweede = auditor.post("/audit", data={"bsn": BSN, "na": "2"}).text
    assert "Oudere regels" not in tweede
    assert "Er is niets gevonden" in auditor.post("/audit", data={"bsn": BSN, "na": "1"}).text
