from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.exc import IntegrityError

from backoffice.contracts.model import Contractsoort, Deelname, TariefType, Variant
from backoffice.storage.contracten import Bewaard, bewaar, lees_geldig
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import contract as tabel
from backoffice.storage.tabellen import contract_tarief
from tests.backoffice.contracts.bouwers import contract, product, tarief

NU = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
DAG = date(2025, 1, 1)
RIJK = contract(
    product(tarief(tot_en_met=date(2025, 12, 31)), tarief(date(2026, 1, 1), uurtarief=6120), code="OB1A"),
    product(tarief(tarief=4890), code="OB2", eenheid="16", tarief_type=TariefType.MAXIMUM),
    product(code="OB3", variant=Variant.TAAKGERICHT, eenheid=None, frequenties=(), tarieven=()),
    deelnames=(Deelname("0153", DAG), Deelname("0164", DAG, date(2025, 6, 30))),
    einddatum=None,
    kvk=None,
)


def test_wat_bewaard_is_leest_hetzelfde_terug(engine: Engine) -> None:
    ander = contract(contractnummer="ALM-1", aanbieder="41000002", soort=Contractsoort.LOKAAL)
    with engine.begin() as conn:
        assert bewaar(conn, [RIJK, ander], NU) == Bewaard(("OBJ-1", "ALM-1"), (), ())
    with lezen(engine) as conn:
        assert lees_geldig(conn) == [ander, RIJK]
        assert lees_geldig(conn, "41000001") == [RIJK]
        assert lees_geldig(conn, "41000009") == []


def test_gelijke_inhoud_verandert_niets_ook_in_een_andere_volgorde(engine: Engine) -> None:
    omgedraaid = replace(RIJK, producten=RIJK.producten[::-1], deelnames=RIJK.deelnames[::-1])
    with engine.begin() as conn:
        bewaar(conn, [RIJK], NU)
        assert bewaar(conn, [omgedraaid], NU + timedelta(days=1)) == Bewaard((), (), ("OBJ-1",))
        assert conn.execute(select(tabel.c.geladen_op)).scalars().all() == [NU]


def test_andere_inhoud_is_een_nieuwe_versie_en_de_oude_blijft(engine: Engine) -> None:
    later = NU + timedelta(days=1)
    gewijzigd = replace(RIJK, deelnames=RIJK.deelnames[:1])
    with engine.begin() as conn:
        bewaar(conn, [RIJK], NU)
        assert bewaar(conn, [gewijzigd], later) == Bewaard((), ("OBJ-1",), ())
        assert bewaar(conn, [RIJK], later) == Bewaard((), ("OBJ-1",), ())
    with lezen(engine) as conn:
        (geldig,) = lees_geldig(conn)
        assert (geldig, geldig.versie) == (RIJK, 3)
        versies = conn.execute(select(tabel.c.versie, tabel.c.geladen_op).order_by(tabel.c.versie)).all()
        assert [tuple(rij) for rij in versies] == [(1, NU), (2, later), (3, later)]


def test_een_contract_dat_van_aanbieder_wisselt_is_bij_de_oude_weg(engine: Engine) -> None:
    with engine.begin() as conn:
        bewaar(conn, [contract()], NU)
        bewaar(conn, [contract(aanbieder="41000002")], NU)
        assert lees_geldig(conn, "41000001") == []
        assert [een.versie for een in lees_geldig(conn, "41000002")] == [2]


def test_een_teruggedraaide_transactie_laat_niets_achter(engine: Engine) -> None:
    with engine.connect() as conn:
        bewaar(conn, [RIJK], NU)
        conn.rollback()
    with lezen(engine) as conn:
        assert lees_geldig(conn) == []


def test_de_database_weigert_een_contract_te_veranderen(engine: Engine) -> None:
    with engine.begin() as conn:
        bewaar(conn, [RIJK], NU)
    for opdracht in (update(contract_tarief).values(uurtarief=1), delete(contract_tarief), delete(tabel)):
        with pytest.raises(IntegrityError), engine.begin() as conn:
            conn.execute(opdracht)


@pytest.mark.parametrize(
    "prijs", [{"tarief": 0}, {"uurtarief": -1}, {"uurtarief": None}, {"tarief": 98, "uurtarief": 5875}]
)
def test_een_tarief_zonder_een_prijs_weigert_de_database(engine: Engine, prijs: dict[str, int | None]) -> None:
    with pytest.raises(IntegrityError), engine.begin() as conn:
        bewaar(conn, [contract(product(tarief(**prijs)))], NU)
