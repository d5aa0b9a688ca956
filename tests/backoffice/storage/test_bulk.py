from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, insert, select, text
from sqlalchemy.exc import IntegrityError

from backoffice.fouten import DatabaseFout
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.tabellen import bericht, client, prestatie, register_gemeente, verbruik
from tests.backoffice.storage import rijen
from tests.databases import NieuweDatabase

KOLOMMEN = [
    "id",
    "soort",
    "release",
    "afzender",
    "ontvanger",
    "identificatie",
    "dagtekening",
    "ontvangen_op",
    "inhoud_hash",
    "inhoud",
    "oordeel",
    "niveau",
]


def _bericht(id_: int, **anders: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "soort": "JW323",
        "release": "3.2",
        "afzender": "12345678",
        "ontvanger": "0164",
        "identificatie": f"B{id_}",
        "dagtekening": date(2026, 5, 4),
        "ontvangen_op": datetime(2026, 5, 6, 9, 8, 9, 5, tzinfo=timezone(timedelta(hours=2))),
        "inhoud_hash": bytes(32),
        "inhoud": b"\x00\xff\n\t\\",
        "oordeel": "goed",
        "niveau": None,
    } | anders


def _rij(waarden: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(waarden[kolom] for kolom in KOLOMMEN)


def _opgeslagen(conn: Connection) -> Sequence[Any]:
    """What lies in the database itself, without the types of Core in between."""
    return conn.execute(text(f"SELECT {', '.join(KOLOMMEN[1:])} FROM bericht ORDER BY id")).all()


def test_bulk_en_core_slaan_hetzelfde_op(engine: Engine) -> None:
    with engine.begin() as conn:
        voeg_toe(conn, bericht, KOLOMMEN, [_rij(_bericht(1, identificatie="B", afzender="A"))])
        conn.execute(insert(bericht).values(**_bericht(2, identificatie="B", afzender="A", soort="JW301")))
        bulk, core = _opgeslagen(conn)
    assert bulk[1:] == core[1:]


def test_wat_erin_gaat_komt_eruit(engine: Engine) -> None:
    rijen_ = [
        _bericht(1, ontvangen_op=datetime(2026, 1, 1, tzinfo=UTC), dagtekening=date(1, 1, 1)),
        _bericht(2, ontvangen_op=datetime(2026, 10, 25, 0, 30, tzinfo=UTC), dagtekening=date(9999, 12, 31)),
        _bericht(3, niveau=4, oordeel="afgekeurd", inhoud=b""),
    ]
    with engine.begin() as conn:
        voeg_toe(conn, bericht, KOLOMMEN, map(_rij, rijen_))
        terug = conn.execute(select(*(bericht.c[k] for k in KOLOMMEN)).order_by(bericht.c.id)).all()
    assert [tuple(rij) for rij in terug] == [_rij(waarden) for waarden in rijen_]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    tekst=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    bedrag=st.integers(-(2**63), 2**63 - 1),
    inhoud=st.binary(max_size=50),
    dag=st.dates(),
    waar=st.booleans(),
)
def test_elke_waarde_overleeft(
    engine: Engine, tekst: str, bedrag: int, inhoud: bytes, dag: date, waar: bool
) -> None:
    with engine.connect() as conn:
        voeg_toe(conn, client, ["id", "gemeente", "bsn_index", "bsn"], [(1, tekst, inhoud, inhoud)])
        declaratie_id = rijen.declaratie(conn, bericht_id=rijen.bericht(conn))
        vast = {"declaratie_id": declaratie_id, "client_id": 1, "volgnummer": 1, "toewijzing_nummer": 1}
        vrij = {"aanbieder": tekst, "begindatum": dag, "einddatum": dag, "bedrag": bedrag, "toegekend": waar}
        tekstvelden = dict.fromkeys(("referentie", "categorie", "code", "eenheid", "regelset"), tekst)
        rij = {"id": 1, "volume": bedrag} | vast | vrij | tekstvelden
        voeg_toe(conn, prestatie, list(rij), [tuple(rij.values())])
        terug = conn.execute(select(*(prestatie.c[kolom] for kolom in rij))).one()
        assert dict(terug._mapping) == rij
        assert conn.execute(select(client.c.bsn)).scalar_one() == inhoud
        conn.rollback()


def test_bulk_hoort_bij_de_transactie(engine: Engine) -> None:
    with engine.connect() as conn:
        voeg_toe(conn, register_gemeente, ["code", "naam"], [("0164", "Hengelo")])
        conn.rollback()
        assert conn.execute(select(register_gemeente)).all() == []
        conn.rollback()
        voeg_toe(conn, register_gemeente, ["code", "naam"], [("0164", "Hengelo")])
        conn.commit()
    with engine.connect() as conn:
        assert len(conn.execute(select(register_gemeente)).all()) == 1


def test_niets_toevoegen_doet_niets(engine: Engine) -> None:
    with engine.begin() as conn:
        voeg_toe(conn, register_gemeente, ["code", "naam"], [])
        assert conn.execute(select(register_gemeente)).all() == []


def test_rijen_van_ongelijke_lengte_worden_geweigerd(engine: Engine) -> None:
    with engine.begin() as conn, pytest.raises(ValueError, match="zip"):
        voeg_toe(conn, register_gemeente, ["code", "naam"], [("0164", "Hengelo"), ("0147",)])


def test_een_dubbele_sleutel_geeft_op_beide_dezelfde_fout(engine: Engine) -> None:
    with engine.begin() as conn:
        voeg_toe(conn, register_gemeente, ["code", "naam"], [("0164", "Hengelo")])
    with pytest.raises(IntegrityError), engine.begin() as conn:
        voeg_toe(conn, register_gemeente, ["code", "naam"], [("0147", "Borne"), ("0164", "Hengelo")])
    with engine.connect() as conn:
        assert len(conn.execute(select(register_gemeente)).all()) == 1


def test_een_verwijzing_naar_niets_wordt_geweigerd(engine: Engine) -> None:
    with pytest.raises(IntegrityError), engine.begin() as conn:
        voeg_toe(conn, verbruik, ["toewijzing_id", "volume", "bedrag"], [(404, 0, 0)])


def test_een_alleen_lezen_database_weigert_ook_bulk(postgresql_nieuw: NieuweDatabase) -> None:
    with (
        postgresql_nieuw() as engine,
        pytest.raises(DatabaseFout, match="alleen-lezen"),
        engine.connect().execution_options(postgresql_readonly=True) as conn,
    ):
        voeg_toe(conn, register_gemeente, ["code", "naam"], [("0164", "Hengelo")])


def test_een_moment_zonder_zone_wordt_geweigerd(engine: Engine) -> None:
    with pytest.raises(ValueError, match="tijdzone"), engine.begin() as conn:
        voeg_toe(conn, bericht, KOLOMMEN, [_rij(_bericht(1, ontvangen_op=datetime(2026, 1, 1)))])
