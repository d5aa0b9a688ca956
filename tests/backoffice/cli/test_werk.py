"""`ijw werk`: what waits is shown and decided, and every mistake is told in Dutch."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from backoffice.bootstrap import open_werkplek
from backoffice.cli import main
from backoffice.services.ontvang import ontvang
from backoffice.storage import contracten
from ijw.json_vorm import klasse_naar_json
from tests import bouwers
from tests.flows.keten import vot
from tests.flows.regio import als_bytes, contract, jw301_van
from tests.flows.werk import EERDER

NU = datetime(2026, 4, 10, 9, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A back office with one verzoek that waits."""
    url = f"sqlite:///{tmp_path / 'werk.db'}"
    werkplek = open_werkplek(url, {})
    with werkplek.engine.begin() as conn:
        contracten.bewaar(conn, [contract()], NU)
    for bericht in (jw301_van(EERDER), vot()):
        assert ontvang(werkplek, als_bytes(bericht), NU).uitkomst == "verwerkt"
    return url


def draai(url: str, *woorden: str) -> int:
    return main(["werk", *woorden, "--database", url])


def test_lijst_en_blad(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert draai(url, "lijst", "--op", "2026-04-16") == 0
    assert "17-04-2026 nadert (+1)" in capsys.readouterr().out
    assert draai(url, "lijst", "--op", "2026-04-20") == 1
    assert "te laat (-1)" in capsys.readouterr().out
    assert draai(url, "lijst", "--op", "2026-04-16", "--json") == 0
    (regel,) = json.loads(capsys.readouterr().out)
    assert (regel["id"], regel["over"], regel["vervaldag"]) == (1, 1, "2026-04-17")
    assert draai(url, "toon", "1") == 0
    uit = capsys.readouterr().out
    assert "Voorstel: toewijzen (voorstel)" in uit
    assert bouwers.BSN not in uit


def test_toewijzen_en_te_laat_komen(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert draai(url, "toewijzen", "1", "--einddatum", "2026-09-30", "--grond", "eerst tot de zomer") == 0
    assert "Toewijzing 8 is nieuw vanaf 01-04-2026." in capsys.readouterr().out
    assert draai(url, "lijst") == 0
    assert "Er wacht geen werk." in capsys.readouterr().out
    assert draai(url, "afwijzen", "1", "--code", "3") == 2
    assert "al afgedaan: toegewezen door" in capsys.readouterr().err


def test_feiten_onderzoek_en_overdracht(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert draai(url, "feiten", "1") == 2
    assert "Noem ten minste een feit" in capsys.readouterr().err
    assert draai(url, "feiten", "1", "--verhuisd-op", "2026-01-01") == 2
    assert "Noem bij een verhuizing" in capsys.readouterr().err
    assert draai(url, "onderzoek", "1") == 0
    assert draai(url, "draag-over", "1", "--gemeente", "0164") == 0
    assert draai(url, "overname", "2", "--akkoord") == 0
    assert draai(url, "afwijzen", "1", "--code", "8", "--gemeente", "0164") == 0
    assert "Werk 1: afgewezen." in capsys.readouterr().out


def test_een_eigen_toewijzing(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    client = klasse_naar_json(bouwers.jw301_client())
    client.pop("toegewezen_producten")
    pad = tmp_path / "client.json"
    pad.write_text(json.dumps({"gemeente": "0153", "client": client}))
    assert draai(url, "client", str(pad)) == 0
    wens = {"vanaf": "2027-01-01", "einddatum": "2027-06-30", "categorie": "45", "code": "45A04"}
    omvang = {"volume": 120, "eenheid": "01", "frequentie": "4"}
    voornemen = {"gemeente": "0153", "aanbieder": bouwers.AANBIEDER, "bsn": bouwers.BSN}
    pad.write_text(json.dumps({**voornemen, "wensen": [{**wens, **omvang}]}))
    assert draai(url, "stel-op", str(pad)) == 0
    assert "Toewijzing 8 is nieuw vanaf 01-01-2027." in capsys.readouterr().out
    assert draai(url, "stel-op", str(tmp_path / "niets.json")) == 2
    assert "niets.json kan niet worden gelezen" in capsys.readouterr().err


def test_beleid(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    opdracht = ("beleid", "0153", "--vanaf", "2026-05-01", "--automatisch", "OB Jeugd", "--samenloop", "43+45")
    assert draai(url, *opdracht) == 0
    uit = capsys.readouterr().out
    assert "Automatisch goedkeuren: OB Jeugd" in uit
    assert "43 met 45" in uit
    assert draai(url, "beleid", "0153", "--vanaf", "2026-05-01", "--samenloop", "43") == 2
    assert "zoals 43+45" in capsys.readouterr().err
