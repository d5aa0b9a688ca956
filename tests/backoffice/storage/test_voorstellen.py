from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete, update
from sqlalchemy.exc import IntegrityError

from backoffice.storage.contracten import bewaar
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import contract_besluit, contract_voorstel
from backoffice.storage.voorstellen import (
    NieuwVoorstel,
    bewaar_besluit,
    bewaar_voorstellen,
    lees_voorstel,
    lees_voorstellen,
)
from tests.backoffice.contracts.bouwers import contract

NU = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
NIEUW = NieuwVoorstel("OBJ-1", 1, "Indexering 2027", "contracten: []")


@pytest.fixture
def id_(engine: Engine) -> int:
    with engine.begin() as conn:
        bewaar(conn, [contract()], NU)
        (id_,) = bewaar_voorstellen(conn, [NIEUW], "An", NU)
    return id_


def besluit(engine: Engine, id_: int, door: str, *, goedgekeurd: bool = True) -> None:
    with engine.begin() as conn:
        voorstel = lees_voorstel(conn, id_)
        assert voorstel is not None
        bewaar_besluit(conn, voorstel, goedgekeurd=goedgekeurd, door=door, op=NU, toelichting="gezien")


def test_een_voorstel_wacht_tot_er_besloten_is(engine: Engine, id_: int) -> None:
    with lezen(engine) as conn:
        (voorstel,) = lees_voorstellen(conn, alleen_open=True)
        assert (voorstel.id, voorstel.voorgesteld_door, voorstel.goedgekeurd) == (id_, "An", None)
        assert lees_voorstel(conn, id_ + 1) is None
    besluit(engine, id_, "Bo", goedgekeurd=False)
    with lezen(engine) as conn:
        assert lees_voorstellen(conn, alleen_open=True) == []
        (voorstel,) = lees_voorstellen(conn, alleen_open=False)
    assert (voorstel.goedgekeurd, voorstel.besloten_door, voorstel.toelichting) == (False, "Bo", "gezien")


@pytest.mark.parametrize("naam", ["An", "AN", "an"])
def test_de_database_weigert_een_besluit_van_wie_het_voorstelde(engine: Engine, id_: int, naam: str) -> None:
    with pytest.raises(IntegrityError):
        besluit(engine, id_, naam)


def test_de_database_weigert_een_verzonnen_voorsteller(engine: Engine, id_: int) -> None:
    with lezen(engine) as conn:
        voorstel = lees_voorstel(conn, id_)
    assert voorstel is not None
    verzonnen = replace(voorstel, voorgesteld_door="Cis")
    with pytest.raises(IntegrityError), engine.begin() as conn:
        bewaar_besluit(conn, verzonnen, goedgekeurd=True, door="An", op=NU, toelichting=None)


def test_er_is_maar_een_besluit_en_niets_verandert_achteraf(engine: Engine, id_: int) -> None:
    besluit(engine, id_, "Bo")
    with pytest.raises(IntegrityError):
        besluit(engine, id_, "Cis")
    for opdracht in (
        update(contract_besluit).values(besloten_door="Cis"),
        delete(contract_besluit),
        update(contract_voorstel).values(inhoud=""),
    ):
        with pytest.raises(IntegrityError), engine.begin() as conn:
            conn.execute(opdracht)
