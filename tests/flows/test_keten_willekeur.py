"""Any message that fits the schema gets an answer that is valid itself, and in a fixed number of queries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from backoffice.services.ontvang import ontvang
from backoffice.versleuteling import Kluis
from ijw.berichten import soort
from tests import bouwers
from tests.bouwers_xml import berichten
from tests.databases import NieuweDatabase
from tests.flows.keten import antwoord, start, stop, te_wijzigen, vot, vow
from tests.flows.regio import AANBIEDER, GEMEENTE, NU, Regio, als_bytes, jw301_van, product

HEEN = ("JW301", "JW305", "JW307", "JW315", "JW317", "JW319")


def zet(bericht: Any, data: st.DataObject) -> Any:
    """The message to or from this region, sometimes of somebody and about something known here."""
    van_gemeente = bouwers.soort_van(bericht).naam in ("JW301", "JW319")
    partijen = (GEMEENTE, AANBIEDER) if van_gemeente else (AANBIEDER, GEMEENTE)
    bericht = bouwers.wijzig(bericht, **dict(zip(("afzender", "ontvanger"), partijen, strict=True)))
    if data.draw(st.booleans()):
        bericht = bouwers.wijzig(bericht, dagtekening=NU.date())
    if hasattr(bericht, "client") and data.draw(st.booleans()):
        bericht = bouwers.wijzig(bericht, bsn=bouwers.BSN)
    return bericht


@pytest.mark.parametrize("naam", HEEN)
def test_elk_antwoord_is_zelf_goed(sqlite_nieuw: NieuweDatabase, kluis: Kluis, naam: str) -> None:
    with sqlite_nieuw() as engine:
        regio = Regio(engine, kluis)
        regio.wijs_toe()
        for bericht in (start(), vot()):
            assert regio.stuur(bericht).uitkomst == "verwerkt"

        @settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(bericht=berichten(soort(naam)), data=st.data())
        def eigenschap(bericht: Any, data: st.DataObject) -> None:
            # `stuur` holds the answer against levels 1 and 2, and its header against that of the message.
            ontvangst = regio.stuur(zet(bericht, data))
            assert ontvangst.uitkomst in ("verwerkt", "afgekeurd", "conflict", "herhaald")
            assert ontvangst.antwoord is not None

        eigenschap()


# --- the cost does not grow with history ----------------------------------------------------------


def tel(regio: Regio, bericht: Any) -> int:
    """How many statements receiving a message takes."""
    inhoud, geteld = als_bytes(bericht), []

    def noteer(*_: object) -> None:
        geteld.append(1)

    event.listen(regio.engine, "before_cursor_execute", noteer)
    uitkomst = ontvang(regio.werkplek, inhoud, NU)
    event.remove(regio.engine, "before_cursor_execute", noteer)
    assert (uitkomst.uitkomst, uitkomst.bevindingen) == ("verwerkt", ())
    return len(geteld)


def geschiedenis(regio: Regio, jaren: range) -> None:
    """Toewijzingen, starts, stops, verzoeken and answers of many years, all done with."""
    for n in jaren:
        nummer, eerste = 3000 + n, date(1990 + n, 1, 1)
        regio.wijs_toe(
            product(toewijzing_nummer=nummer, ingangsdatum=eerste, einddatum=eerste + timedelta(days=99))
        )
        over = {"toewijzing_nummer": nummer, "begindatum": eerste}
        regio.stuur(start(bouwers.start_product(**over)))
        regio.stuur(stop(bouwers.stop_product(**over, einddatum=eerste + timedelta(days=9))))
        assert regio.stuur(vot(f"H{n}")).uitkomst == "verwerkt"
        assert regio.stuur(antwoord(f"H{n}")).uitkomst == "verwerkt"


def test_een_vast_aantal_vragen(regio: Regio) -> None:
    geteld = []
    for nummer, eerste, jaren in ((1001, date(2025, 1, 1), range(1)), (1002, date(2025, 7, 1), range(1, 6))):
        geschiedenis(regio, jaren)
        laatste = eerste + timedelta(days=99)
        over = {"toewijzing_nummer": nummer, "begindatum": eerste}
        keten = (
            jw301_van(product(toewijzing_nummer=nummer, ingangsdatum=eerste, einddatum=laatste)),
            start(bouwers.start_product(**over)),
            stop(bouwers.stop_product(**over, einddatum=laatste)),
            vot(f"Q{nummer}"),
            antwoord(f"Q{nummer}"),
            # With the toewijzing that ends last every package of the cliënt is one toewijzing.
            jw301_van(product(toewijzing_nummer=nummer + 10, ingangsdatum=laatste + timedelta(days=1))),
            vow(te_wijzigen(nummer + 10), referentie_aanbieder=f"W{nummer}"),
            antwoord(f"W{nummer}"),
            jw301_van(product(toewijzing_nummer=nummer + 10, **_WEG)),
        )
        geteld.append([tel(regio, bericht) for bericht in keten])
    assert geteld[0] == geteld[1]


_WEG = {
    "ingangsdatum": date(2026, 1, 1),
    "einddatum": date(2026, 1, 1),
    "toewijzingsdatum": date(2026, 4, 2),
    "reden_wijziging": "13",
}
