from __future__ import annotations

import pytest
from sqlalchemy import Select, text
from sqlalchemy.dialects import postgresql

from backoffice.storage import berichten, declaratiefeiten
from tests.databases import NieuweDatabase


@pytest.mark.parametrize(
    ("vraag", "voorwaarde"),
    [
        (declaratiefeiten._GOEDGEKEURDE, "(toewijzing_id = ANY ("),
        (declaratiefeiten._EERDERE, "(referentie = ANY ("),
        (declaratiefeiten._TOEWIJZINGEN, "(toewijzing_nummer = ANY ("),
        (declaratiefeiten._CLIENTEN_MET_ID, "(id = ANY ("),
    ],
)
def test_postgresql_zoekt_ook_in_een_lege_tabel_langs_de_sleutel(
    postgresql_nieuw: NieuweDatabase, vraag: Select[tuple[object, ...]], voorwaarde: str
) -> None:
    # A plan is kept while a table grows; one that reads all rows took most of the time after 500 messages.
    opdracht = str(vraag.compile(dialect=postgresql.dialect(paramstyle="numeric_dollar")))
    with postgresql_nieuw() as engine, engine.begin() as conn:
        berichten.neem_beurt(conn, "0164", "12000001")
        plan = "\n".join(conn.execute(text(f"EXPLAIN (GENERIC_PLAN) {opdracht}".replace(":", r"\:"))).scalars())
    assert "Seq Scan" not in plan
    assert voorwaarde in plan
