"""The postbus of folders gives each file once, follows nothing, shows no names, and loses nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from adapters.ggk import Ggk
from adapters.mappen import RUST, Kaal, Mappen
from backoffice.ports.postbus import Onbestelbaar, PostbusFout
from tests.adapters.postbussen import brief, straks

BSN = "999900006"


@pytest.fixture
def in_(tmp_path: Path) -> Path:
    folder = tmp_path / "IN"
    folder.mkdir()
    return folder


def bus(pad: Path, limiet: int | None = 1000, klok: Callable[[], float] = straks) -> Mappen:
    return Mappen(pad, Kaal(), limiet, klok)


def namen(folder: Path) -> list[str]:
    return sorted(pad.name for pad in folder.iterdir()) if folder.exists() else []


def test_een_stuk_komt_binnen_en_gaat_naar_verwerkt(tmp_path: Path, in_: Path) -> None:
    (in_ / "bericht.xml").write_bytes(b"<a/>")
    postbus = bus(tmp_path)
    (stuk,) = [stuk for stuk in postbus.binnen() if not postbus.neem(stuk)]
    assert (stuk.inhoud, stuk.reden, stuk.envelop) == (b"<a/>", "", None)
    assert abs(stuk.aangekomen_op - datetime.now(UTC)) < timedelta(minutes=1)
    assert (namen(in_), namen(tmp_path / "VERWERKT")) == ([], [stuk.naam])
    assert (tmp_path / "VERWERKT" / stuk.naam).read_bytes() == b"<a/>"
    assert list(postbus.binnen()) == []


def test_wat_geweigerd_wordt_krijgt_de_reden_ernaast(tmp_path: Path, in_: Path) -> None:
    (in_ / "bericht.xml").write_bytes(b"<a/>")
    postbus = bus(tmp_path)
    for stuk in postbus.binnen():
        postbus.weiger(stuk, "Dit kan niet.")
    geweigerd = tmp_path / "GEWEIGERD"
    assert namen(geweigerd) == [stuk.naam.replace(".xml", ".txt"), stuk.naam]
    assert (geweigerd / stuk.naam.replace(".xml", ".txt")).read_text() == "Dit kan niet.\n"


def test_wat_niet_wordt_weggelegd_komt_een_andere_keer_weer(tmp_path: Path, in_: Path) -> None:
    (in_ / "bericht.xml").write_bytes(b"<a/>")
    postbus = bus(tmp_path)
    assert [stuk.inhoud for stuk in postbus.binnen()] == [b"<a/>"]
    assert [stuk.inhoud for stuk in bus(tmp_path).binnen()] == [b"<a/>"]


def test_de_oudste_eerst(tmp_path: Path, in_: Path) -> None:
    for naam in ("c", "a", "b"):
        (in_ / naam).write_text(naam)
        time.sleep(0.02)
    assert [stuk.inhoud for stuk in bus(tmp_path).binnen()] == [b"c", b"a", b"b"]


def test_de_naam_van_de_afzender_komt_nergens_terug(tmp_path: Path, in_: Path) -> None:
    (in_ / f"{BSN} Jansen\n\x1b[31m.xml").write_bytes(b"<a/>")
    (in_ / f"{BSN}.xml").write_bytes(b"<b/>")
    postbus = bus(tmp_path)
    for nummer, stuk in enumerate(postbus.binnen()):
        assert BSN not in repr(stuk)
        if nummer:
            postbus.neem(stuk)
        else:
            postbus.weiger(stuk, "Dit kan niet.")
    terug = [*namen(tmp_path / "VERWERKT"), *namen(tmp_path / "GEWEIGERD")]
    assert len(terug) == 3
    assert all(naam.isascii() and naam.isprintable() and BSN not in naam for naam in terug)


def test_wat_nog_wordt_geschreven_blijft_liggen(tmp_path: Path, in_: Path) -> None:
    for naam in ("a.tmp", "b.xml.part", "c.filepart", ".d.xml", "e.TMP"):
        (in_ / naam).write_bytes(b"half")
    (in_ / "f.xml").write_bytes(b"<a/>")
    # What the sender says of the time counts for nothing.
    os.utime(in_ / "f.xml", (0, 0))
    gewijzigd = (in_ / "f.xml").stat().st_ctime
    assert list(bus(tmp_path, klok=lambda: gewijzigd + RUST - 1).binnen()) == []
    assert len(list(bus(tmp_path, klok=lambda: gewijzigd + RUST).binnen())) == 1
    # A clock that was put back for the winter does not leave it there for an hour.
    assert len(list(bus(tmp_path, klok=lambda: gewijzigd - 3600).binnen())) == 1


def test_wat_verandert_terwijl_het_wordt_bekeken_blijft_liggen(tmp_path: Path, in_: Path) -> None:
    for naam in ("a", "b"):
        (in_ / naam).write_text(naam)
    stukken = bus(tmp_path).binnen()
    gezien = [next(stukken).inhoud]
    (in_ / "b").write_text("langer")
    assert (gezien, list(stukken)) == ([b"a"], [])


def test_mappen_blijven_waar_zij_zijn(tmp_path: Path, in_: Path) -> None:
    (in_ / "map").mkdir()
    (in_ / "map" / "bericht.xml").write_bytes(b"<a/>")
    assert list(bus(tmp_path).binnen()) == []
    assert (in_ / "map" / "bericht.xml").exists()


@pytest.mark.parametrize("soort", ["verwijzing", "pijp", "loos"])
def test_wat_geen_bestand_is_wordt_niet_geopend(tmp_path: Path, in_: Path, soort: str) -> None:
    geheim = tmp_path / "geheim"
    geheim.write_bytes(b"van een ander")
    if soort == "pijp":
        os.mkfifo(in_ / "x")
    else:
        (in_ / "x").symlink_to(geheim if soort == "verwijzing" else tmp_path / "bestaat niet")
    postbus = bus(tmp_path)
    for stuk in postbus.binnen():
        assert stuk.inhoud is None
        assert "geen gewoon bestand" in stuk.reden
        postbus.weiger(stuk, stuk.reden)
    assert (namen(in_), len(namen(tmp_path / "GEWEIGERD"))) == ([], 2)
    assert geheim.read_bytes() == b"van een ander"


def test_een_te_groot_bestand_wordt_niet_gelezen(tmp_path: Path, in_: Path) -> None:
    (in_ / "past").write_bytes(b"x" * 1000)
    time.sleep(0.02)
    (in_ / "te groot").write_bytes(b"x" * 1001)
    past, groot = bus(tmp_path).binnen()
    assert past.inhoud == b"x" * 1000
    assert (groot.inhoud, "IB003" in groot.reden) == (None, True)
    assert [s.inhoud for s in bus(tmp_path, limiet=None).binnen()] == [b"x" * 1000, b"x" * 1001]


def test_een_onleesbare_envelop_is_een_reden(tmp_path: Path, in_: Path) -> None:
    (in_ / "bericht.xml").write_bytes(b"<a/>")
    (stuk,) = Mappen(tmp_path, Ggk(), 1000, straks).binnen()
    assert (stuk.inhoud, "geen bericht in een GGk-envelop" in stuk.reden) == (None, True)


def test_zolang_een_ander_bezig_is_komt_er_niets(tmp_path: Path, in_: Path) -> None:
    for naam in ("a", "b"):
        (in_ / naam).write_text(naam)
        time.sleep(0.02)
    een = bus(tmp_path).binnen()
    assert next(een).inhoud == b"a"
    assert list(bus(tmp_path).binnen()) == []
    # Who stops lets go of the rest, and of what was not put away.
    een.close()
    assert [stuk.inhoud for stuk in bus(tmp_path).binnen()] == [b"a", b"b"]


def test_een_bestand_dat_terugkomt_overschrijft_niets(tmp_path: Path, in_: Path) -> None:
    postbus = bus(tmp_path)
    (in_ / "a").write_bytes(b"eerste")
    stukken = postbus.binnen()
    stuk = next(stukken)
    (tmp_path / "VERWERKT").mkdir()
    (tmp_path / "VERWERKT" / stuk.naam).write_bytes(b"stond er al")
    postbus.neem(stuk)
    tweede = stuk.naam.replace(".xml", "-2.xml")
    assert namen(tmp_path / "VERWERKT") == sorted([stuk.naam, tweede])
    assert (tmp_path / "VERWERKT" / tweede).read_bytes() == b"eerste"
    assert (tmp_path / "VERWERKT" / stuk.naam).read_bytes() == b"stond er al"


def test_wat_een_ander_al_weglegde(tmp_path: Path, in_: Path) -> None:
    (in_ / "a").write_bytes(b"<a/>")
    postbus = bus(tmp_path)
    for stuk in postbus.binnen():
        (in_ / "a").unlink()
        postbus.weiger(stuk, "Dit kan niet.")
    assert namen(tmp_path / "GEWEIGERD") == []


def test_een_brief_komt_in_de_map_van_de_ontvanger(tmp_path: Path) -> None:
    postbus = bus(tmp_path)
    postbus.bezorg(brief())
    postbus.bezorg(brief())
    postbus.bezorg(brief(ontvanger="87654321"))
    assert namen(tmp_path / "UIT") == ["12345678", "87654321"]
    assert namen(tmp_path / "UIT" / "12345678") == [brief().naam]
    assert (tmp_path / "UIT" / "12345678" / brief().naam).read_bytes() == brief().inhoud


def test_wat_een_afgebroken_bezorging_achterliet_gaat_weg(tmp_path: Path) -> None:
    postbus = bus(tmp_path)
    postbus.bezorg(brief(naam="ander.xml"))
    klad = tmp_path / "UIT" / "12345678" / f".{brief().naam}.tmp"
    klad.write_bytes(b"een veel langer begin van wat hier ooit stond")
    postbus.bezorg(brief())
    assert namen(klad.parent) == [brief().naam, "ander.xml"]
    assert (klad.parent / brief().naam).read_bytes() == brief().inhoud


@pytest.mark.parametrize("ontvanger", ["..", "", "a/b", "/etc", ".", "a\x00", "a\n", "é", "a" * 100])
def test_een_ontvanger_is_geen_pad(tmp_path: Path, ontvanger: str) -> None:
    with pytest.raises(Onbestelbaar):
        bus(tmp_path).bezorg(brief(ontvanger=ontvanger))
    with pytest.raises(Onbestelbaar):
        bus(tmp_path).bezorg(brief(naam=f"{ontvanger}.xml"))
    assert list(tmp_path.iterdir()) == []


def test_een_map_die_een_verwijzing_is_wordt_niet_gevolgd(tmp_path: Path) -> None:
    elders = tmp_path / "elders"
    elders.mkdir()
    (tmp_path / "UIT").mkdir()
    (tmp_path / "UIT" / "12345678").symlink_to(elders)
    (tmp_path / "IN").symlink_to(elders)
    with pytest.raises(PostbusFout):
        bus(tmp_path).bezorg(brief())
    with pytest.raises(PostbusFout):
        list(bus(tmp_path).binnen())
    assert namen(elders) == []


def test_een_postbus_die_er_niet_is(tmp_path: Path) -> None:
    with pytest.raises(PostbusFout, match="Kijk of zij bestaat") as fout:
        list(bus(tmp_path / "weg").binnen())
    assert fout.value.__cause__ is None
