from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from backoffice.bootstrap import open_werkplek
from backoffice.cli import gebruiker, main
from backoffice.services.ontvang import ontvang
from backoffice.storage import tabellen
from backoffice.storage.database import lezen
from tests import bouwers
from tests.flows.keten import start
from tests.flows.regio import NU, als_bytes, credit, jw301_van, jw323_van, leeg_register, prestatie

Uitvoer = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a register with prestaties of every outcome, to copy."""
    map_ = tmp_path_factory.mktemp("prestaties")
    werkplek = open_werkplek(f"sqlite:///{map_ / 'register.db'}", {})
    leeg_register(werkplek.engine)
    te_duur = prestatie(referentie_nummer="R2", product_tarief=99, bedrag=11_880)
    for bericht in (jw301_van(), jw323_van(), jw323_van(te_duur), jw323_van(credit("R1", "R3"))):
        assert ontvang(werkplek, als_bytes(bericht), NU).uitkomst == "verwerkt"
    raar = prestatie(referentie_nummer="\x9b31mR4", toewijzing_nummer=7)
    ontvang(werkplek, als_bytes(jw323_van(raar)), NU)
    werkplek.engine.dispose()
    return map_


@pytest.fixture
def url(gevuld: Path, tmp_path: Path) -> str:
    shutil.copytree(gevuld, tmp_path, dirs_exist_ok=True)
    return f"sqlite:///{tmp_path / 'register.db'}"


@pytest.fixture
def ijw(url: str, capsys: pytest.CaptureFixture[str]) -> Uitvoer:
    def draai(*woorden: str) -> tuple[int, str, str]:
        status = main(["waarom", *woorden, "--database", url])
        return status, *capsys.readouterr()

    return draai


def test_een_afgewezen_prestatie(ijw: Uitvoer) -> None:
    status, uit, fout = ijw("R2")
    assert (status, fout) == (0, "")
    assert uit.startswith("Prestatie R2 is afgewezen.\n")
    assert "0611 Het tarief is niet het tarief uit het contract." in uit
    assert "Regel: TR418" in uit
    assert "Wat u kunt doen: Kijk in het contract" in uit
    assert "Contract OBJ-12345678, versie 1" in uit


def test_een_ingetrokken_prestatie_en_haar_credit(ijw: Uitvoer) -> None:
    assert "ingetrokken met creditprestatie R3" in ijw("R1")[1]
    assert ijw("R3")[1].startswith("Creditprestatie R3 is toegekend.\n")


def test_alleen_van_een_aanbieder(ijw: Uitvoer) -> None:
    assert ijw("R2", "--aanbieder", "12345678")[0] == 0
    assert ijw("R2", "--aanbieder", "87654321")[0] == 1


def test_een_onbekende_prestatie(ijw: Uitvoer) -> None:
    status, uit, fout = ijw("R99")
    assert (status, uit) == (1, "")
    assert "niet gevonden" in fout


def test_wat_in_het_bericht_stond_bestuurt_de_terminal_niet(ijw: Uitvoer) -> None:
    status, uit, _ = ijw("\x9b31mR4")
    assert status == 0
    assert "Prestatie \\x9b31mR4 is afgewezen." in uit
    assert "\x9b" not in uit


def test_wie_kijkt_staat_in_het_logboek(ijw: Uitvoer, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backoffice.cli.waarom.gebruiker", lambda: "kijker")
    ijw("R1")
    ijw("R99")
    a = tabellen.audit.c
    with lezen(open_werkplek(url, {}).engine) as conn:
        gezien = conn.execute(select(a.handeling, a.doel, a.client_id).where(a.wie == "kijker")).all()
    assert [tuple(rij) for rij in gezien] == [("besluit ingezien", "uitleg bij prestatie R1", 1)]


def test_een_database_die_er_niet_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["waarom", "R1", "--database", "postgresql://niemand@127.0.0.1:1/niets"]) == 2
    assert "niet bereikbaar" in capsys.readouterr().err


def test_een_gebruiker_zonder_naam(monkeypatch: pytest.MonkeyPatch) -> None:
    def naamloos() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr("getpass.getuser", naamloos)
    assert gebruiker.gebruiker().startswith("uid ")


def test_een_bericht(ijw: Uitvoer, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    werkplek = open_werkplek(url, {})
    goed, fout = start(identificatie="S1"), start(bouwers.start_product(toewijzing_nummer=7), identificatie="S2")
    for bericht in (goed, fout):
        ontvang(werkplek, als_bytes(bericht), NU)
    werkplek.engine.dispose()
    monkeypatch.setattr("backoffice.cli.waarom.gebruiker", lambda: "kijker")
    status, uit, _ = ijw("S1")
    assert status == 0
    assert uit.splitlines()[0] == "JW305 S1 van 12345678 aan 0153 is goedgekeurd."
    assert "Antwoord: JW306 0" in uit
    _, uit, _ = ijw("S2")
    assert "is afgekeurd.\n" in uit
    assert "StartProduct 7: ToewijzingNummer 7 is niet bekend" in uit
    assert "(TR019, 9019)" in uit
    a = tabellen.audit.c
    with lezen(open_werkplek(url, {}).engine) as conn:
        gezien = conn.execute(select(a.doel, a.client_id).where(a.wie == "kijker").order_by(a.id)).all()
    assert [tuple(rij) for rij in gezien] == [("uitleg bij bericht S1", 1), ("uitleg bij bericht S2", 1)]


def test_een_signaal_en_een_antwoord_op_een_bericht(ijw: Uitvoer, url: str) -> None:
    werkplek = open_werkplek(url, {})
    ontvang(werkplek, als_bytes(bouwers.jw302_bericht(retour_codes=())), NU)
    werkplek.engine.dispose()
    _, uit, _ = ijw("T0001")
    assert uit.splitlines()[0] == "JW302 T0001 van 12345678 aan 0153 is verwerkt."
    assert "Het is een antwoord op bericht B0001" in uit
    assert "Let op:\n    JW301 B0001 staat niet bij de verzonden berichten (IV028)" in uit
    assert "Antwoord: geen" in uit
    assert ijw("T0001", "--aanbieder", "87654321")[0] == 1
