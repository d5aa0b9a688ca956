from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, bindparam, select, text
from sqlalchemy.exc import DBAPIError

from backoffice.storage import direct
from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import gesloten_maand, persoonsfeit
from backoffice.storage.zoeken import in_lijst

_NU = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
_FEIT: dict[str, Any] = {
    "soort": "adres",
    "inhoud": b"\x00x",
    "bron": "BRP",
    "ingevoerd_op": _NU,
    "ingevoerd_door": "bench",
    "ingetrokken": False,
}
_KOLOMMEN = [
    persoonsfeit.c[naam] for naam in ("id", "vanaf", "tot_en_met", "inhoud", "ingevoerd_op", "ingetrokken")
]
_OP_ID = select(*_KOLOMMEN).where(in_lijst(persoonsfeit.c.id, "ids")).order_by(persoonsfeit.c.id)
_OP_BRON = select(persoonsfeit.c.id).where(in_lijst(persoonsfeit.c.bron, "bronnen")).order_by(persoonsfeit.c.id)


@pytest.fixture
def gevuld(engine: Engine) -> Engine:
    with engine.begin() as conn:
        for id_, vanaf, bron in (
            (1, date(2026, 1, 31), "BRP"),
            (2, None, 'O"Hara'),
            (3, date(2024, 2, 29), "BRP"),
        ):
            voeg_een_toe(
                conn, persoonsfeit, id=id_, bsn_index=bytes([id_]), vanaf=vanaf, **{**_FEIT, "bron": bron}
            )
    return engine


def test_dezelfde_waarden_als_core(gevuld: Engine) -> None:
    with lezen(gevuld) as conn:
        rijen = [tuple(rij) for rij in direct.lees(conn, _OP_ID, {"ids": {1, 2}})]
        core = [tuple(rij) for rij in conn.execute(_OP_ID, {"ids": [1, 2]})]
    assert (
        rijen
        == core
        == [
            (1, date(2026, 1, 31), None, b"\x00x", _NU, False),
            (2, None, None, b"\x00x", _NU, False),
        ]
    )


@pytest.mark.parametrize(("ids", "gevonden"), [([], []), ([4], []), ([3], [3]), (range(1, 40_000), [1, 2, 3])])
def test_een_lijst_van_elke_lengte(gevuld: Engine, ids: Any, gevonden: list[int]) -> None:
    with lezen(gevuld) as conn:
        assert [rij[0] for rij in direct.lees(conn, _OP_ID, {"ids": ids})] == gevonden


def test_een_lijst_van_teksten(gevuld: Engine) -> None:
    with lezen(gevuld) as conn:
        assert [rij[0] for rij in direct.lees(conn, _OP_BRON, {"bronnen": {'O"Hara', "niets"}})] == [2]


def test_een_lijst_wordt_langs_de_index_gezocht(sqlite_nieuw: Any) -> None:
    with sqlite_nieuw() as engine, engine.connect() as conn:
        vraag = str(_OP_ID.compile(dialect=conn.dialect))
        plan = [rij.detail for rij in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {vraag}", ("[1]",))]
    assert any("SEARCH persoonsfeit USING INTEGER PRIMARY KEY" in stap for stap in plan)


def test_wat_in_dezelfde_transactie_geschreven_is_wordt_gelezen(engine: Engine) -> None:
    vraag = select(gesloten_maand.c.wie).where(gesloten_maand.c.maand == bindparam("maand"))
    maand = date(2026, 1, 1)
    with engine.connect() as conn:
        with conn.begin() as transactie:
            voeg_een_toe(conn, gesloten_maand, maand=maand, gesloten_op=_NU, wie="ik")
            assert [tuple(rij) for rij in direct.lees(conn, vraag, {"maand": maand})] == [("ik",)]
            transactie.rollback()
        assert list(direct.lees(conn, vraag, {"maand": maand})) == []


def test_een_fout_van_de_driver_is_die_van_core(engine: Engine) -> None:
    with engine.connect() as conn, pytest.raises(DBAPIError) as fout:
        direct.lees(conn, text("SELECT niets FROM bestaat_niet WHERE x = :geheim"), {"geheim": "999900006"})
    assert "999900006" not in str(fout.value)
