"""`ijw feiten`, `verdeelsleutel`, `verrekening`, `taakgericht` and `wie-betaalt` on the command line."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from backoffice.bootstrap import open_werkplek
from backoffice.cli import gebruiker, main
from backoffice.services.ontvang import ontvang
from tests.flows.regio import BSN, NU, als_bytes, jw301_van, jw323_van, leeg_register

Uitvoer = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def gevuld(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a register with one prestatie of March, declared to Enschede; to copy."""
    map_ = tmp_path_factory.mktemp("maart")
    werkplek = open_werkplek(f"sqlite:///{map_ / 'register.db'}", {})
    leeg_register(werkplek.engine)
    for bericht in (jw301_van(), jw323_van()):
        assert ontvang(werkplek, als_bytes(bericht), NU).uitkomst == "verwerkt"
    werkplek.engine.dispose()
    return map_


@pytest.fixture
def url(gevuld: Path, tmp_path: Path) -> str:
    shutil.copytree(gevuld, tmp_path, dirs_exist_ok=True)
    return f"sqlite:///{tmp_path / 'register.db'}"


@pytest.fixture
def ijw(url: str, capsys: pytest.CaptureFixture[str]) -> Uitvoer:
    def draai(*woorden: str) -> tuple[int, str, str]:
        status = main([*woorden, *(() if "sjabloon" in woorden else ("--database", url))])
        return status, *capsys.readouterr()

    return draai


@pytest.fixture
def client(tmp_path: Path) -> str:
    """A file with the BSN of the cliënt."""
    pad = tmp_path / "client.txt"
    pad.write_text(f"{BSN}\n")
    return str(pad)


def test_van_feiten_tot_verrekening(
    ijw: Uitvoer, client: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    csv = tmp_path / "feiten.csv"
    csv.write_text(
        "bsn;soort;vanaf;tot_en_met;gemeente;in_onderzoek;bron;vervangt\n"
        f"{BSN};woonadres;2015-01-01;2026-03-15;0153;;BRP;\n"
    )
    assert ijw("feiten", "laad", str(csv)) == (0, "1 nieuw, 0 vervangen, 0 al bekend of dubbel.\n", "")
    woont = ("woonadres", "--vanaf", "2026-03-16", "--gemeente", "0147", "--bron", "BRP")
    assert ijw("feiten", "voeg-toe", "--client-bestand", client, *woont)[0] == 0
    status, uit, _ = ijw("feiten", "toon", "--client-bestand", client)
    assert status == 0
    assert "woonadres 16-03-2026 gemeente 0147; bron BRP, ingevoerd" in uit
    status, uit, _ = ijw("wie-betaalt", "R1")
    assert status == 0
    assert "gemeente 0153 draagt € 117,60" in uit
    assert "Gemeente 0147 draagt € 60,70 (16 van 31 dagen)." in uit
    assert "Maak een voorstel" in uit
    periode = ("--van", "2026-03-01", "--tot", "2026-03-31")
    status, uit, _ = ijw("wie-betaalt", "--client-bestand", client, *periode)
    assert (status, "16-03-2026 tot en met 31-03-2026: gemeente 0147" in uit) == (0, True)
    status, uit, _ = ijw("verrekening", "voorstel")
    assert "Voorstel 1: 0147 aan 0153, € 60,70" in uit
    assert "R1 01-03-2026 tot en met 31-03-2026" in uit
    assert ijw("verrekening", "keur-goed", "1")[0] == 2
    monkeypatch.setattr(gebruiker.getpass, "getuser", lambda: "teamleider")
    assert ijw("verrekening", "keur-goed", "1")[1] == "Voorstel 1 is goedgekeurd; 1 prestaties zijn overgeboekt.\n"
    assert "goedgekeurd" in ijw("verrekening", "lijst")[1]
    assert "niets dat anders geboekt is" in ijw("verrekening", "voorstel")[1]
    uit = ijw("verrekening", "afrekening", "--van", "2000-01", "--tot", "2099-12")[1]
    assert uit.splitlines() == [
        "0147 aan 0153: € 60,70 over 1 prestaties",
        "Per saldo betaalt 0147 aan 0153 € 60,70.",
    ]
    assert ijw("verrekening", "keur-af", "1")[0] == 2
    assert ijw("feiten", "trek-in", "2", "--bron", "vergissing")[1] == "Feit 2 is ingetrokken.\n"


def test_sleutels_en_taakgericht(ijw: Uitvoer, tmp_path: Path) -> None:
    csv = tmp_path / "sleutels.csv"
    assert ijw("verdeelsleutel", "sjabloon", str(csv))[0] == 0
    assert ijw("verdeelsleutel", "laad", str(csv))[0] == 0
    assert "backoffice 2026, mix:" in ijw("verdeelsleutel", "toon")[1]
    csv.write_text(csv.read_text().replace("37,5 %", "36,5 %"))
    status, uit, _ = ijw("verdeelsleutel", "laad", str(csv))
    assert status == 1
    assert "de percentages tellen op tot 99,00 %, verwacht 100,00 %" in uit
    assert "1 fouten. Er is niets bewaard" in uit
    wat = ("toegang", "--jaar", "2026")
    budget = ("--aanbieder", "12345678", "--bedrag", "1.200,00", "--sleutel", "backoffice")
    assert ijw("taakgericht", "budget", *wat, *budget)[1] == "Vastgelegd.\n"
    assert ijw("taakgericht", "budget", *wat, *budget)[1] == "Dit budget was al zo vastgelegd.\n"
    uit = ijw("taakgericht", "voorschot", "toegang", "--maand", "2026-01")[1]
    assert uit.splitlines() == [
        "0141            € 62,50",
        "0147            € 37,50",
        "Voorschot 01-2026: € 100,00 is geboekt.",
    ]
    naar = ("--realisatie", "200", "--gebruik", "0141=1", "0147=1")
    uit = ijw("taakgericht", "afrekening", *wat, *naar)[1]
    assert uit.splitlines()[1].endswith("nog te betalen            € 62,50")
    assert uit.splitlines()[2] == "2026 is afgerekend."
    assert ijw("taakgericht", "afrekening", *wat, *naar)[0] == 2
    assert "afrekening 12-2026 0147" in ijw("taakgericht", "toon")[1]


@pytest.mark.parametrize(
    "woorden",
    [
        ("wie-betaalt",),
        ("wie-betaalt", "R1", "--client-bestand", "x"),
        ("wie-betaalt", "--client-bestand", "x"),
        ("wie-betaalt", "--client-bestand", "x", "--van", "2026-02-01", "--tot", "2026-01-01"),
        ("feiten", "toon", "--client-bestand", "bestaat-niet"),
        ("feiten", "laad", "bestaat-niet"),
        ("verdeelsleutel", "laad", "bestaat-niet"),
        ("taakgericht", "voorschot", "onbekend", "--maand", "2026-01"),
        ("taakgericht", "afrekening", "x", "--jaar", "2026", "--realisatie", "veel"),
        ("verrekening", "keur-af", "7"),
    ],
    ids=" ".join,
)
def test_wat_niet_kan(ijw: Uitvoer, woorden: tuple[str, ...]) -> None:
    status, uit, fout = ijw(*woorden)
    assert (status, uit) == (2, "")
    assert fout


def test_het_bsn_komt_van_de_standaardinvoer_en_nooit_terug(ijw: Uitvoer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{BSN}\n"))
    assert ijw("feiten", "toon", "--client-bestand", "-")[:2] == (1, "Van deze jeugdige is niets bekend.\n")
    monkeypatch.setattr("sys.stdin", io.StringIO("123456789\n"))
    status, _, fout = ijw("feiten", "toon", "--client-bestand", "-")
    assert status == 2
    assert "123456789" not in fout
    assert ijw("wie-betaalt", "R9")[0] == 1
