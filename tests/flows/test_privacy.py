"""No BSN and no name leaves the database: not in what is printed, not in an exception, not in the raw bytes."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

import pytest

from backoffice.bootstrap import open_werkplek
from backoffice.cli import main
from backoffice.services.contractbestand import schrijf_yaml
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.flows.regio import (
    VasteKlok,
    als_bytes,
    contract,
    credit,
    jw301_van,
    jw323_van,
    prestatie,
    product,
)

BSNS = [proef_bsn(n) for n in range(40, 46)]
NAMEN = ["Geheimachternaam", "Geheimvoornaam", "Geheimouder", "Geheimstraat", "Geheimplaats", "GEHEIMCOMMENTAAR"]
GEHEIM = re.compile("|".join([*BSNS, *NAMEN]).encode(), re.IGNORECASE)


def _jw301(bsn: str, nummer: int, **anders: object) -> bytes:
    geslachtsnaam = bouwers.achternaam(achternaam="Geheimachternaam")
    ouder = bouwers.naam(geslachtsnaam=bouwers.achternaam(achternaam="Geheimouder"))
    adres = bouwers.adres(straatnaam="Geheimstraat", plaatsnaam="Geheimplaats")
    return als_bytes(
        jw301_van(
            product(toewijzing_nummer=nummer, commentaar="geheimcommentaar", **anders),
            bsn=bsn,
            naam=bouwers.naam(geslachtsnaam=geslachtsnaam, voornamen="Geheimvoornaam"),
            relaties=[bouwers.relatie(naam=ouder)],
            contactgegevens=[bouwers.contact(adres=adres)],
        )
    )


def _client(bsn: str, *prestaties: object) -> object:
    return bouwers.jw323_client(bsn=bsn, prestaties=prestaties)


def _berichten() -> list[bytes]:
    weg = {"toewijzingsdatum": date(2026, 4, 2), "einddatum": date(2026, 1, 1), "reden_wijziging": "13"}
    goed = als_bytes(jw323_van(clienten=[_client(BSNS[0], prestatie())], identificatie="X"))
    dubbel = [_client(BSNS[0], prestatie(referentie_nummer="R5", toewijzing_nummer=n)) for n in (1, 2)]
    return [
        _jw301(BSNS[0], 1001),
        _jw301(BSNS[1], 1002),
        goed,
        goed,
        _jw301(BSNS[0], 1001, **weg),
        _jw301(BSNS[2], 1001),
        _jw301(BSNS[0], 1001, volume=60),
        als_bytes(jw323_van(clienten=[_client(BSNS[1], prestatie())], identificatie="X")),
        als_bytes(jw323_van(clienten=[_client(BSNS[3], prestatie(referentie_nummer="R2"))])),
        als_bytes(jw323_van(clienten=[_client(BSNS[1], prestatie(referentie_nummer="R3"))])),
        als_bytes(jw323_van(clienten=[_client(BSNS[1], credit("R1", "R4"))])),
        als_bytes(jw323_van(clienten=dubbel)),
        als_bytes(jw323_van(clienten=[_client(BSNS[4], prestatie())], totaal_bedrag=1)),
        goed.replace(BSNS[0].encode(), b"x" + BSNS[0].encode()),
        goed.replace(BSNS[0].encode(), BSNS[0].encode() + b" Geheimachternaam"),
        goed[: goed.index(BSNS[0].encode()) + 9],
        goed.replace(b"<jw323:Eenheid>", b"<jw323:Anders>", 1),
    ]


@pytest.fixture
def map_(tmp_path: Path) -> Path:
    map_ = tmp_path / "in"
    map_.mkdir()
    for nummer, inhoud in enumerate(_berichten()):
        (map_ / f"{nummer:02d}.xml").write_bytes(inhoud)
    schrijf_yaml([contract()], tmp_path / "contracten.yaml")
    return map_


@pytest.fixture
def uitvoer(
    map_: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> bytes:
    """Everything that all opdrachten print about these messages."""
    for opdracht in ("verwerk", "valideer"):
        monkeypatch.setattr(f"backoffice.cli.{opdracht}.datetime", VasteKlok)
    url = f"sqlite:///{tmp_path / 'register.db'}"
    main(["contracten", "laad", str(tmp_path / "contracten.yaml"), "--database", url])
    main(["verwerk", str(map_), "--database", url, "--uit", str(tmp_path / "uit")])
    main(["verwerk", str(map_), "--database", url])
    main(["valideer", "--alle", str(map_)])
    main(["valideer", "--json", str(map_)])
    main(["valideer", "--alle", "--register", url, str(map_)])
    main(["valideer", "--json", "--register", url, str(map_)])
    for referentie in ("R1", "R2", "R3", "R4", "R5"):
        main(["waarom", referentie, "--database", url])
    for tabel, inhoud in (("client", _jw301(BSNS[5], 1005)), ("prestatie", _nieuw()), ("uitgaand", _nieuw())):
        (map_ / "nieuw.xml").write_bytes(inhoud)
        with _kapot(tmp_path / "register.db", tabel):
            for extra in ([], ["--traceback"]):
                assert main(["verwerk", str(map_ / "nieuw.xml"), "--database", url, *extra]) == 2
    vastgelegd = capsys.readouterr()
    return (vastgelegd.out + vastgelegd.err).encode()


def _nieuw() -> bytes:
    return als_bytes(jw323_van(clienten=[_client(BSNS[1], prestatie(referentie_nummer="R9"))]))


@contextmanager
def _kapot(database: Path, tabel: str) -> Iterator[None]:
    """Have the database refuse rows for a table, for a reason nobody foresaw."""
    with closing(sqlite3.connect(database)) as verbinding:
        verbinding.execute(
            f"CREATE TRIGGER kapot BEFORE INSERT ON {tabel} BEGIN SELECT RAISE(ABORT, 'onvoorzien'); END"
        )
        yield
        verbinding.execute("DROP TRIGGER kapot")


def test_niets_van_een_kind_in_de_uitvoer(uitvoer: bytes) -> None:
    assert b"verwerkt" in uitvoer
    assert b"TR385" in uitvoer
    assert b"8187" in uitvoer
    assert b"is afgewezen" in uitvoer
    assert b"Traceback" in uitvoer
    assert GEHEIM.findall(uitvoer) == []


def test_niets_van_een_kind_in_namen_van_bestanden(uitvoer: bytes, tmp_path: Path) -> None:
    namen = "\n".join(str(pad) for pad in tmp_path.rglob("*"))
    assert "JW325_" in namen
    assert GEHEIM.findall(namen.encode()) == []


def test_niets_van_een_kind_leesbaar_in_de_database(uitvoer: bytes, tmp_path: Path) -> None:
    # Kept open, so that the write-ahead log is there to be read as well.
    werkplek = open_werkplek(f"sqlite:///{tmp_path / 'register.db'}", {})
    with werkplek.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE nummerreeks SET volgende = volgende")
        bestanden = [pad for pad in tmp_path.glob("register.db*") if pad.suffix != ".sleutels"]
        assert {pad.name for pad in bestanden} >= {"register.db", "register.db-wal"}
        for pad in bestanden:
            inhoud = pad.read_bytes()
            assert GEHEIM.findall(inhoud) == []
    assert b"12345678" in (tmp_path / "register.db").read_bytes() + (tmp_path / "register.db-wal").read_bytes()
    werkplek.engine.dispose()
