"""What the tables themselves guard, whatever the program above them does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, func, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from backoffice.storage import tabellen
from backoffice.storage.database import metadata
from backoffice.versleuteling import Kluis
from tests.backoffice.storage import rijen
from tests.databases import NieuweDatabase


def test_een_bericht_komt_een_keer(engine: Engine) -> None:
    with engine.begin() as conn:
        rijen.bericht(conn)
    with pytest.raises(IntegrityError), engine.begin() as conn:
        rijen.bericht(conn)


@pytest.mark.parametrize(
    "anders", [{"soort": "JW301"}, {"afzender": "87654321"}, {"identificatie": "B2"}], ids=str
)
def test_de_sleutel_is_soort_afzender_en_identificatie(engine: Engine, anders: dict[str, str]) -> None:
    with engine.begin() as conn:
        rijen.bericht(conn)
        rijen.bericht(conn, **anders)
        assert _aantal(conn, "bericht") == 2


def test_een_conflict_wordt_naast_het_eerste_bewaard(engine: Engine) -> None:
    with engine.begin() as conn:
        eerste = rijen.bericht(conn)
        rijen.bericht(conn, conflict_van=eerste)
        rijen.bericht(conn, conflict_van=eerste)
        assert _aantal(conn, "bericht") == 3


@pytest.mark.parametrize(("niveau", "mag"), [(None, True), (0, False), (1, True), (4, True), (5, False)])
def test_een_niveau_ligt_tussen_1_en_4(engine: Engine, niveau: int | None, mag: bool) -> None:
    with engine.connect() as conn:
        if mag:
            rijen.bericht(conn, niveau=niveau)
        else:
            with pytest.raises(IntegrityError):
                rijen.bericht(conn, niveau=niveau)


def test_een_onbekend_oordeel_wordt_geweigerd(engine: Engine) -> None:
    with pytest.raises(IntegrityError), engine.begin() as conn:
        rijen.bericht(conn, oordeel="misschien")


def test_een_bericht_krijgt_een_antwoord(engine: Engine) -> None:
    with engine.begin() as conn:
        vraag = rijen.bericht(conn)
        rijen.uitgaand(conn, bericht_id=vraag)
    with pytest.raises(IntegrityError), engine.begin() as conn:
        rijen.uitgaand(conn, bericht_id=vraag, identificatie="A2")


def test_uit_eigen_beweging_gaan_er_berichten_zonder_vraag(engine: Engine) -> None:
    with engine.begin() as conn:
        rijen.uitgaand(conn)
        rijen.uitgaand(conn, identificatie="A2")
        assert _aantal(conn, "uitgaand") == 2


def test_elke_gemeente_heeft_haar_eigen_client(engine: Engine) -> None:
    with engine.begin() as conn:
        rijen.client(conn, gemeente="0164")
        rijen.client(conn, gemeente="0147")
    with pytest.raises(IntegrityError), engine.begin() as conn:
        rijen.client(conn, gemeente="0164")


def test_een_toewijzingnummer_is_uniek_per_gemeente(engine: Engine) -> None:
    with engine.begin() as conn:
        wie, waaruit = rijen.client(conn), rijen.bericht(conn)
        rijen.toewijzing(conn, client_id=wie, bericht_id=waaruit, gemeente="0164")
        rijen.toewijzing(conn, client_id=wie, bericht_id=waaruit, gemeente="0147")
    with pytest.raises(IntegrityError), engine.begin() as conn:
        rijen.toewijzing(conn, client_id=wie, bericht_id=waaruit, gemeente="0164")


def test_een_declaratienummer_mag_bij_een_andere_gemeente_terugkomen(engine: Engine) -> None:
    with engine.begin() as conn:
        rijen.declaratie(conn, bericht_id=rijen.bericht(conn))
        rijen.declaratie(conn, bericht_id=rijen.bericht(conn, identificatie="B2"), gemeente="0147")
    with pytest.raises(IntegrityError), engine.begin() as conn:
        rijen.declaratie(conn, bericht_id=rijen.bericht(conn, identificatie="B3"))


def test_een_prestatie_wordt_per_soort_een_keer_geboekt(engine: Engine) -> None:
    with engine.begin() as conn:
        bericht = rijen.bericht(conn)
        regel = rijen.prestatie(conn, declaratie_id=rijen.declaratie(conn, bericht_id=bericht))
        rijen.boeking(conn, bericht_id=bericht, prestatie_id=regel)
        rijen.boeking(conn, bericht_id=bericht, prestatie_id=regel, soort="tegenboeking")
    with pytest.raises(IntegrityError), engine.begin() as conn:
        rijen.boeking(conn, bericht_id=bericht, prestatie_id=regel)


def test_een_verwijzing_naar_niets_wordt_geweigerd(engine: Engine) -> None:
    with pytest.raises(IntegrityError), engine.begin() as conn:
        rijen.declaratie(conn, bericht_id=404)


ALLEEN_TOEVOEGEN = ["audit", "boeking", "boekingsregel", "toewijzing_versie"]

WIJZIGINGEN: dict[str, Callable[[str], str]] = {
    "update": lambda tabel: f"UPDATE {tabel} SET {_kolom(tabel)} = {_kolom(tabel)}",
    "delete": lambda tabel: f"DELETE FROM {tabel}",
}


def _kolom(tabel: str) -> str:
    return metadata.tables[tabel].primary_key.columns[0].name


@pytest.mark.parametrize("tabel", ALLEEN_TOEVOEGEN)
@pytest.mark.parametrize("wijziging", WIJZIGINGEN)
def test_wat_vastligt_blijft(engine: Engine, tabel: str, wijziging: str) -> None:
    with engine.begin() as conn:
        _een_rij_van_elk(conn)
    with pytest.raises(IntegrityError, match="alleen toegevoegd"), engine.begin() as conn:
        conn.execute(text(WIJZIGINGEN[wijziging](tabel)))
    with engine.begin() as conn:
        assert _aantal(conn, tabel) == 1


@pytest.mark.parametrize("tabel", ALLEEN_TOEVOEGEN)
def test_vervangen_is_ook_wijzigen(engine: Engine, tabel: str) -> None:
    vervang = (
        "TRUNCATE {0} CASCADE"
        if engine.dialect.name == "postgresql"
        else "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"
    )
    with engine.begin() as conn:
        _een_rij_van_elk(conn)
    with pytest.raises(IntegrityError, match="alleen toegevoegd"), engine.begin() as conn:
        conn.execute(text(vervang.format(tabel)))


def test_een_prestatie_mag_wel_gecrediteerd_worden(engine: Engine) -> None:
    prestatie = tabellen.prestatie
    with engine.begin() as conn:
        _een_rij_van_elk(conn)
        conn.execute(update(prestatie).values(gecrediteerd_door=prestatie.c.id))
        assert conn.execute(select(prestatie.c.gecrediteerd_door)).scalar_one() == 1


def test_een_tijdstip_komt_terug_in_utc(engine: Engine) -> None:
    zomertijd = datetime(2026, 5, 6, 9, 8, 9, 5, tzinfo=timezone(timedelta(hours=2)))
    with engine.begin() as conn:
        rijen.bericht(conn, ontvangen_op=zomertijd)
        terug = conn.execute(select(tabellen.bericht.c.ontvangen_op)).scalar_one()
    assert terug == datetime(2026, 5, 6, 7, 8, 9, 5, tzinfo=UTC)
    assert terug.utcoffset() == timedelta(0)


def test_een_tijdstip_dat_er_niet_is_blijft_leeg(engine: Engine) -> None:
    with engine.begin() as conn:
        rijen.uitgaand(conn)
        assert conn.execute(select(tabellen.uitgaand.c.verzonden_op)).scalar_one() is None


def test_een_tijdstip_zonder_zone_wordt_geweigerd(engine: Engine) -> None:
    with pytest.raises(StatementError, match="tijdzone"), engine.begin() as conn:
        rijen.bericht(conn, ontvangen_op=datetime(2026, 5, 6, 7, 8, 9))


def test_een_fout_noemt_de_waarden_van_de_opdracht_niet(engine: Engine) -> None:
    with engine.begin() as conn:
        rijen.client(conn, gemeente="0164", bsn=b"geheim")
    with pytest.raises(IntegrityError) as gevangen, engine.begin() as conn:
        rijen.client(conn, gemeente="0164", bsn=b"geheim")
    assert "geheim" not in str(gevangen.value)


def test_een_id_is_op_sqlite_het_adres_van_de_rij(sqlite_nieuw: NieuweDatabase) -> None:
    # A separate index on the id would make every insert dearer.
    with sqlite_nieuw() as engine, engine.connect() as conn:
        plan = conn.execute(text("EXPLAIN QUERY PLAN SELECT * FROM prestatie WHERE id = 1")).one()
    assert "INTEGER PRIMARY KEY" in plan.detail


def test_een_bsn_staat_nergens_leesbaar(engine: Engine, kluis: Kluis) -> None:
    bsn, naam = "999910000", "Zonnebloem-Proefpersoon"
    with engine.begin() as conn:
        rijen.client(
            conn,
            bsn_index=kluis.bsn_index(bsn),
            bsn=kluis.versleutel_tekst(bsn, "client.bsn"),
            gegevens=kluis.versleutel_tekst(f'{{"naam": "{naam}"}}', "client.gegevens"),
        )
        inhoud = f"<Bericht><Bsn>{bsn}</Bsn><Naam>{naam}</Naam></Bericht>".encode()
        rijen.bericht(
            conn, inhoud=kluis.versleutel(inhoud, "bericht.inhoud"), inhoud_hash=kluis.inhoud_hash(inhoud)
        )
    opgeslagen = _alle_bytes(engine)
    assert b"12345678" in opgeslagen
    assert bsn.encode() not in opgeslagen
    assert naam.encode() not in opgeslagen


def _alle_bytes(engine: Engine) -> bytes:
    """Everything the database holds: the files of SQLite, every value of every row on PostgreSQL."""
    if engine.dialect.name == "sqlite":
        bestand = Path(str(engine.url.database))
        return b"".join(deel.read_bytes() for deel in bestand.parent.glob(f"{bestand.name}*"))
    with engine.connect() as conn:
        waarden = [w for tabel in metadata.sorted_tables for rij in conn.execute(select(tabel)) for w in rij]
    return b"\n".join(w if isinstance(w, bytes) else str(w).encode() for w in waarden)


def _een_rij_van_elk(conn: Connection) -> None:
    bericht, client = rijen.bericht(conn), rijen.client(conn)
    toewijzing = rijen.toewijzing(conn, client_id=client, bericht_id=bericht)
    rijen.toewijzing_versie(conn, client_id=client, bericht_id=bericht, toewijzing_id=toewijzing)
    rijen.prestatie(conn, declaratie_id=rijen.declaratie(conn, bericht_id=bericht))
    rijen.boekingsregel(conn, boeking_id=rijen.boeking(conn, bericht_id=bericht))
    rijen.audit(conn)


def _aantal(conn: Connection, tabel: str) -> int:
    return conn.execute(select(func.count()).select_from(metadata.tables[tabel])).scalar_one()
