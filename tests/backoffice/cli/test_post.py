"""`ijw post` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from adapters import mappen
from backoffice.bootstrap import open_postbus
from backoffice.cli import main
from backoffice.fouten import InstellingFout
from backoffice.services.contractbestand import schrijf_yaml
from tests.bouwers import AANBIEDER
from tests.flows.regio import als_bytes, contract, jw323_van


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A postbus in a region with its contracts, where files need not come to rest."""
    (tmp_path / "bus" / "IN").mkdir(parents=True)
    schrijf_yaml([contract()], tmp_path / "contracten.yaml")
    url = f"sqlite:///{tmp_path / 'register.db'}"
    monkeypatch.setenv("IJW_DATABASE_URL", url)
    monkeypatch.setenv("IJW_POSTBUS", str(tmp_path / "bus"))
    monkeypatch.setattr(mappen, "RUST", 0)
    assert main(["contracten", "laad", str(tmp_path / "contracten.yaml"), "--database", url]) == 0
    return tmp_path / "bus"


def test_een_ronde(bus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (bus / "IN" / "a.xml").write_bytes(als_bytes(jw323_van()))
    assert main(["post"]) == 0
    uit = capsys.readouterr().out
    assert f"JW323 van {AANBIEDER} aan 0153: verwerkt" in uit
    (antwoord,) = (bus / "UIT" / AANBIEDER).iterdir()
    assert f"verzonden als {antwoord.name}" in uit
    assert main(["post"]) == 0
    assert capsys.readouterr().out == ""


def test_wat_iemand_moet_zien(bus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bus / "IN" / "a.xml").write_bytes(b"geen xml")
    assert main(["post"]) == 1
    assert "geweigerd" in capsys.readouterr().out
    assert main(["post"]) == 0


def test_zonder_postbus(bus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("IJW_POSTBUS")
    assert main(["post"]) == 2
    assert "IJW_POSTBUS" in capsys.readouterr().err


def test_een_postbus_waar_niet_in_gewerkt_kan_worden(bus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bus / "IN").rmdir()
    (bus / "IN").write_text("")
    assert main(["post"]) == 2
    assert "kan niet worden gewerkt" in capsys.readouterr().err


def test_de_instellingen(tmp_path: Path) -> None:
    assert open_postbus({}) is None
    assert open_postbus({"IJW_POSTBUS": str(tmp_path)}) is not None
    with pytest.raises(InstellingFout, match="kaal of ggk"):
        open_postbus({"IJW_POSTBUS": str(tmp_path), "IJW_POSTBUS_VORM": "zip"})
    with pytest.raises(InstellingFout, match="geen map"):
        open_postbus({"IJW_POSTBUS": str(tmp_path / "weg")})


@pytest.mark.parametrize(
    ("vorm", "reden"), [("kaal", "geen bekend iJw-bericht"), ("ggk", "geen bericht in een GGk")]
)
def test_de_vorm(bus: Path, monkeypatch: pytest.MonkeyPatch, vorm: str, reden: str) -> None:
    monkeypatch.setenv("IJW_POSTBUS_VORM", vorm)
    (bus / "IN" / "a.xml").write_bytes(b"<a></a>")
    assert main(["post"]) == 1
    (uitleg,) = (bus / "GEWEIGERD").glob("*.txt")
    assert reden in uitleg.read_text()
