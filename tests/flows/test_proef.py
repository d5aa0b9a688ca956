"""A trial: the answer that a message would get, and nothing of it kept."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from backoffice.contracts.model import Declaratietermijn, Gevolg
from backoffice.services.ontvang import Ontvangst, proef
from backoffice.storage import tabellen
from tests import bouwers
from tests.flows import test_termijn
from tests.flows.regio import NU, Regio, als_bytes, jw301_van, jw323_van, prestatie, product


def zonder_audit(dump: dict[str, Any]) -> dict[str, Any]:
    return {naam: rijen for naam, rijen in dump.items() if naam != "audit"}


def _zonder_nummer(regio: Regio, ontvangst: Ontvangst) -> Ontvangst:
    """On PostgreSQL a trial keeps the number that it took, so the answer that counts has a later one."""
    if regio.engine.dialect.name == "sqlite":
        return ontvangst
    antwoord, keren = re.subn(rb">[0-9]{12}<", b"><", ontvangst.antwoord or b"")
    assert keren == 1
    return replace(ontvangst, antwoord=antwoord)


@pytest.mark.parametrize(
    "bericht",
    [
        pytest.param(jw323_van(prestatie()), id="alles goed"),
        pytest.param(jw323_van(prestatie(product_code="45A05")), id="afgewezen"),
        pytest.param(jw323_van(prestatie(), totaal_bedrag=1), id="technisch"),
        pytest.param(jw301_van(product(toewijzing_nummer=1002, code="45A05")), id="JW301"),
        pytest.param(bouwers.jw305_bericht(), id="JW305"),
    ],
)
def test_een_proef_geeft_het_antwoord_dat_later_komt(regio: Regio, bericht: Any) -> None:
    regio.wijs_toe()
    voor = regio.dump()
    op_proef = proef(regio.werkplek, als_bytes(bericht), NU, wie="Ria")
    na = regio.dump()
    assert zonder_audit(na) == zonder_audit(voor)
    assert op_proef.antwoord is not None
    assert _zonder_nummer(regio, regio.stuur(bericht)) == _zonder_nummer(regio, op_proef)


def test_een_proef_laat_sporen_in_de_auditlog(regio: Regio) -> None:
    regio.wijs_toe()
    later = NU + timedelta(minutes=1)
    proef(regio.werkplek, als_bytes(jw323_van()), later, wie="Ria")
    a = tabellen.audit.c
    assert regio.rijen(select(a.handeling, a.client_id, a.bericht_id).where(a.wie == "Ria")) == [
        ("bericht op proef beoordeeld", 1, None)
    ]


def test_een_proef_vertelt_de_termijn_en_dat_iets_zou_wachten(regio: Regio) -> None:
    test_termijn.spreek_af(regio, Declaratietermijn(1, Gevolg.AANHOUDEN))
    regio.wijs_toe()
    mei = prestatie(begindatum=test_termijn.dag("1-5"), einddatum=test_termijn.dag("31-5"))
    juli = test_termijn.dag("15-7")
    juni = (test_termijn.dag("1-6"), test_termijn.dag("30-6"))
    bericht = jw323_van(mei, maand=juni, dagtekening=juli, declaratie_dagtekening=juli)
    op_proef = proef(regio.werkplek, als_bytes(bericht), test_termijn.om(juli))
    assert (op_proef.uitkomst, op_proef.antwoord) == ("aangehouden", None)
    assert "uiterste datum 30-06-2026" in op_proef.termijnen[0][1]
    assert regio.rijen(select(tabellen.aanhouding.c.bericht_id)) == []


def test_een_bekend_bericht_geeft_op_proef_zijn_antwoord(regio: Regio) -> None:
    regio.wijs_toe()
    bericht = als_bytes(jw323_van())
    eerst = regio.stuur(bericht)
    nog_eens = proef(regio.werkplek, bericht, NU)
    assert (nog_eens.uitkomst, nog_eens.antwoord) == ("herhaald", eerst.antwoord)
