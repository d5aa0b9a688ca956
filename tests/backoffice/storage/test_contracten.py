import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, delete, event, select, update
from sqlalchemy.exc import IntegrityError

from backoffice.contracts.model import (
    Contractsoort,
    Contractstatus,
    Declaratietermijn,
    Deelname,
    Financiering,
    Financieringsvorm,
    Gevolg,
    Indexplafond,
    Optie,
    Optiebesluit,
    Soortdeelname,
    Statuswijziging,
    TariefType,
    Variant,
    Voorwaarde,
)
from backoffice.storage.contracten import (
    Bewaard,
    bewaar,
    bewaar_soortdeelnames,
    geladen_op,
    lees_geldig,
    lees_soortdeelnames,
)
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import contract as tabel
from backoffice.storage.tabellen import contract_tarief
from tests.backoffice.contracts.bouwers import contract, product, tarief

NU = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
DAG = date(2025, 1, 1)
RIJK = contract(
    product(
        tarief(tot_en_met=date(2025, 12, 31)),
        tarief(date(2026, 1, 1), uurtarief=6120, indexering=417),
        code="OB1A",
        voorwaarden=(
            Voorwaarde("0153", DAG, None, 4, 17, ("02", "03"), ("43", "44"), 600, "2", 1_000_000),
            Voorwaarde(budget=5),
        ),
    ),
    product(tarief(tarief=4890), code="OB2", eenheid="16", tarief_type=TariefType.MAXIMUM),
    product(code="OB3", variant=Variant.TAAKGERICHT, eenheid=None, frequenties=(), tarieven=()),
    deelnames=(Deelname("0153", DAG), Deelname("0164", DAG, date(2025, 6, 30))),
    einddatum=None,
    kvk=None,
    concern="De Groep",
    bestuurders=("A. Jansen, voorzitter", "B. Bos"),
    adres="Dorpsstraat 1, Borne",
    vow_rol=False,
    retourcode_contract="0611",
    indexplafond=Indexplafond.OVA,
    opties=(Optie(DAG), Optie(date(2030, 12, 31), Optiebesluit.GELICHT, DAG)),
    statussen=(Statuswijziging(DAG, Contractstatus.OPGESCHORT, "onderzoek"),),
    financieringen=(Financiering(DAG, Financieringsvorm.TAAKGERICHT, 120_000_000, "jeugdigen"),),
    termijnen=(Declaratietermijn(), Declaratietermijn(1, Gevolg.AFWIJZEN, DAG, False, 0, 2, 5, "0001")),
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


def test_wat_wij_op_een_moment_wisten(engine: Engine) -> None:
    later = NU + timedelta(days=1)
    with engine.begin() as conn:
        bewaar(conn, [RIJK], NU)
        bewaar(conn, [replace(RIJK, kvk="90000001"), contract(contractnummer="OBJ-2")], later)
    with lezen(engine) as conn:
        assert lees_geldig(conn, bekend_op=NU - timedelta(seconds=1)) == []
        assert lees_geldig(conn, bekend_op=NU) == [RIJK]
        assert [een.versie for een in lees_geldig(conn, bekend_op=later)] == [2, 1]
        assert geladen_op(conn, "OBJ-1", 1) == NU
        assert geladen_op(conn, "OBJ-1", 2) == later


def test_lezen_kost_evenveel_vragen_hoeveel_contracten_er_ook_zijn(engine: Engine) -> None:
    vragen: list[str] = []
    with engine.begin() as conn:
        bewaar(conn, [replace(RIJK, contractnummer=f"OBJ-{nummer}") for nummer in range(5)], NU)
        verbinding = conn.connection.driver_connection
        if isinstance(verbinding, sqlite3.Connection):
            verbinding.set_trace_callback(vragen.append)
        else:
            event.listen(conn, "before_cursor_execute", lambda *args: vragen.append(args[2]))
        assert len(lees_geldig(conn)) == 5
        assert len(vragen) == 9


def test_deelnames_per_soort_vervangen_de_vorige_lijst_van_die_soort(engine: Engine) -> None:
    een = Soortdeelname(Contractsoort.OB_JEUGD, "0153", DAG)
    ander = Soortdeelname(Contractsoort.OB_JEUGD, "0164", DAG, date(2026, 12, 31))
    dyslexie = Soortdeelname(Contractsoort.DYSLEXIE, "0141", DAG)
    later = NU + timedelta(days=1)
    with engine.begin() as conn:
        assert bewaar_soortdeelnames(conn, [ander, een], NU) == (Contractsoort.OB_JEUGD,)
        assert bewaar_soortdeelnames(conn, [een, ander], later) == ()
        assert set(bewaar_soortdeelnames(conn, [een, dyslexie], later)) == {
            Contractsoort.OB_JEUGD,
            Contractsoort.DYSLEXIE,
        }
    with lezen(engine) as conn:
        assert lees_soortdeelnames(conn) == [dyslexie, een]
        assert lees_soortdeelnames(conn, NU) == [een, ander]
