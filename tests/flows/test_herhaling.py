"""The same message again changes nothing; another message under a used key is kept for a person to see."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from backoffice.services.ontvang import ontvang
from backoffice.services.werkplek import Werkplek
from backoffice.storage import tabellen
from backoffice.storage.database import open_database
from backoffice.versleuteling import Kluis
from tests.flows.regio import (
    NU,
    Regio,
    als_bytes,
    jw301_van,
    jw323_van,
    keur_boeken,
    kopcodes,
    prestatie,
    processen,
    product,
    regels_van,
)

LATER = NU + timedelta(days=40)


def duur(**anders: Any) -> Any:
    return jw323_van(prestatie(product_tarief=99), **anders)


@pytest.mark.parametrize(
    "bericht",
    [
        jw301_van,
        jw323_van,
        duur,
        lambda: jw323_van(totaal_bedrag=1),
        lambda: jw323_van(dagtekening=(NU + timedelta(days=3)).date()),
        lambda: jw301_van(product(einddatum=None, ingangsdatum=LATER.date(), reden_wijziging="13")),
    ],
    ids=["JW301", "toegekend", "afgewezen", "niveau 2", "8848", "JW301 afgekeurd"],
)
def test_dezelfde_bytes_nog_eens(regio: Regio, bericht: Any) -> None:
    regio.wijs_toe()
    inhoud = als_bytes(bericht())
    eerste = regio.stuur(inhoud)
    voor = regio.dump()
    for keer in (1, 2):
        weer = regio.stuur(inhoud, op=NU + timedelta(days=40 * keer))
        assert (weer.uitkomst, weer.antwoord, weer.antwoord_soort, weer.niveau) == (
            "herhaald",
            eerste.antwoord,
            eerste.antwoord_soort,
            eerste.niveau,
        )
        assert (weer.identificatie, weer.afzender, weer.ontvanger) == (
            eerste.identificatie,
            eerste.afzender,
            eerste.ontvanger,
        )
    assert regio.dump() == voor


def test_een_ander_bericht_onder_dezelfde_sleutel(regio: Regio) -> None:
    regio.wijs_toe()
    goed = regio.declareer(identificatie="X")
    ander = als_bytes(jw323_van(prestatie(referentie_nummer="R9", geleverd_volume=60), identificatie="X"))
    conflict = regio.stuur(ander)
    assert (conflict.uitkomst, conflict.niveau) == ("conflict", 3)
    assert kopcodes(conflict) == ("9056",)
    assert regels_van(conflict) == [("TR056", 3)]
    b = tabellen.bericht.c
    eerste, tweede = regio.rijen(select(b.id, b.conflict_van, b.oordeel).where(b.soort == "JW323").order_by(b.id))
    assert (tweede.conflict_van, tweede.oordeel) == (eerste.id, "afgekeurd")
    assert [rij.bericht_id for rij in regio.rijen(select(tabellen.declaratie.c.bericht_id))] == [eerste.id]
    voor = regio.dump()
    weer = regio.stuur(ander, op=LATER)
    assert (weer.uitkomst, weer.antwoord) == ("herhaald", conflict.antwoord)
    assert regio.dump() == voor
    # The first keeps its own answer, and a third content is a conflict of its own.
    derde = regio.stuur(jw323_van(prestatie(referentie_nummer="R8"), identificatie="X"))
    assert (derde.uitkomst, derde.antwoord == conflict.antwoord) == ("conflict", False)
    assert goed.antwoord not in (conflict.antwoord, derde.antwoord)


def test_een_conflict_met_een_fout_in_zichzelf(regio: Regio) -> None:
    regio.wijs_toe()
    regio.declareer(identificatie="X")
    conflict = regio.declareer(identificatie="X", totaal_bedrag=1)
    assert (conflict.uitkomst, conflict.niveau, kopcodes(conflict)) == ("conflict", 2, ("0001",))


def test_een_jw301_onder_een_gebruikte_sleutel_verandert_het_register_niet(regio: Regio) -> None:
    regio.wijs_toe(identificatie="X")
    voor = regio.dump()
    later = product(toewijzingsdatum=date(2026, 4, 2), volume=60)
    conflict = regio.stuur(jw301_van(later, identificatie="X"))
    assert (conflict.uitkomst, regels_van(conflict)) == ("conflict", [("TR056", 3)])
    assert kopcodes(conflict) == ("9056",)
    na = regio.dump()
    geraakt = {"bericht", "bevinding", "uitgaand", "audit"}
    assert {naam for naam in na if na[naam] != voor[naam]} == geraakt


def test_de_sleutel_is_soort_afzender_en_identificatie(regio: Regio) -> None:
    """Another sender or kind may use the same Identificatie; another ontvanger of one sender may not (TR056)."""
    regio.wijs_toe(identificatie="X")
    regio.wijs_toe(identificatie="X", gemeente="0164")
    assert regio.declareer(identificatie="X").uitkomst == "verwerkt"
    assert regio.declareer(identificatie="X", aanbieder="87654321").uitkomst == "verwerkt"
    assert regio.declareer(identificatie="X", gemeente="0164").uitkomst == "conflict"


@pytest.mark.parametrize("inhoud", [b"", b"<", als_bytes(jw323_van())[:-40]], ids=["leeg", "stuk", "afgebroken"])
def test_wat_geen_bericht_is_laat_niets_na(regio: Regio, inhoud: bytes) -> None:
    voor = regio.dump()
    ontvangst = regio.stuur(inhoud)
    assert (ontvangst.uitkomst, ontvangst.antwoord) == ("onleesbaar", None)
    assert ontvangst.reden
    assert regio.dump() == voor


def test_wat_niet_in_het_schema_past_laat_niets_na(regio: Regio) -> None:
    voor = regio.dump()
    fout = als_bytes(jw323_van(identificatie="X")).replace(b"<jw323:Eenheid>01<", b"<jw323:Eenheid>99<")
    ontvangst = regio.stuur(fout)
    assert (ontvangst.uitkomst, ontvangst.niveau, ontvangst.antwoord) == ("afgekeurd", 1, None)
    assert regio.dump() == voor
    # Nothing was kept, so the mended message may bear the same Identificatie.
    assert regio.declareer(identificatie="X").uitkomst == "verwerkt"


# --- several processes at once --------------------------------------------------------------------


def _ontvang_alle(url: str, berichten: list[bytes]) -> list[tuple[str, bytes | None]]:
    """Runs in a process of its own."""
    engine = open_database(url)
    werkplek = Werkplek(engine, Kluis({"test": bytes(32)}, index=bytes(range(32))))
    ontvangen = [ontvang(werkplek, inhoud, NU) for inhoud in berichten]
    engine.dispose()
    return [(ontvangst.uitkomst, ontvangst.antwoord) for ontvangst in ontvangen]


def test_een_bericht_door_vier_processen_tegelijk(regio: Regio, engine: Engine) -> None:
    regio.wijs_toe()
    berichten = [als_bytes(jw301_van(product(toewijzing_nummer=2000 + n))) for n in range(5)]
    berichten += [als_bytes(jw323_van(prestatie(referentie_nummer=f"R{n}"))) for n in range(5)]
    # One key at two gemeenten: two turns, so only the database itself can tell who was first.
    berichten += [als_bytes(jw323_van(identificatie="X", gemeente=g)) for g in ("0153", "0164")]
    url = engine.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(4, mp_context=processen()) as pool:
        # Two begin at the front and two at the back.
        taken = [pool.submit(_ontvang_alle, url, berichten[:: 1 if n % 2 else -1]) for n in range(4)]
        uitslagen = [taak.result()[:: 1 if n % 2 else -1] for n, taak in enumerate(taken)]
    keur_boeken(engine)
    for per_bericht in zip(*uitslagen, strict=True):
        uitkomsten = Counter(uitkomst for uitkomst, _ in per_bericht)
        assert uitkomsten.pop("herhaald") == 3
        assert set(uitkomsten) <= {"verwerkt", "conflict", "afgekeurd"}
        assert len({antwoord for _, antwoord in per_bericht}) == 1
    assert Counter(u for per_proces in uitslagen for u, _ in per_proces)["conflict"] == 1
    uit = tabellen.uitgaand.c
    beantwoord = Counter(rij.bericht_id for rij in regio.rijen(select(uit.bericht_id)))
    assert set(beantwoord.values()) == {1}
    assert len(beantwoord) == 13
    # Of five declaraties of one month one was approved.
    assert regio.verbruik()[0] == 120
