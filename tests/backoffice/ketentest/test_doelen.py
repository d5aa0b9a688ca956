"""Playing against the systems of others: over a folder, over HTTP, and against systems that are wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread

import pytest

from backoffice.ketentest.doelen.adres import Adres
from backoffice.ketentest.doelen.berichtenmap import Berichtenmap
from backoffice.ketentest.doelen.eigen import EigenBackoffice
from backoffice.ketentest.kit import Kit
from backoffice.ketentest.uitvoeren import (
    FOUT,
    GOED,
    OVERGESLAGEN,
    Aanbod,
    Doel,
    DoelFout,
    GeenGoedAntwoord,
    plan_voor,
    speel,
)
from backoffice.ketentest.uitwerken import Plan
from backoffice.services.werkplek import Werkplek
from tests.backoffice.ketentest.conftest import gesprek
from tests.backoffice.ketentest.systemen import VANDAAG, Mapsysteem, Server, ontvangt

VOORBEELDEN = Path(__file__).parents[3] / "samples" / "3.2"
NAMEN = (
    *("declaratie-toegekend", "declaratie-deels-afgewezen", "declaratie-nog-eens-verstuurd", "start-corrigeren"),
    *("declaratie-past-niet-in-schema", "declaratie-uit-de-toekomst", "vot-na-onderzoek", "vow-afgewezen"),
    *("toewijzing-stapeling", "antwoord-na-toewijzing"),
)


def uitkomsten(kit: Kit, doel: Doel) -> dict[str, tuple[str, ...]]:
    """The outcomes that are not goed, of a choice of gesprekken played today."""
    gekozen = [gesprek(kit, naam) for naam in NAMEN]
    uitslagen = [speel(g, kit, doel, plan_voor(g, VANDAAG, 0)) for g in gekozen]
    return {u.gesprek.naam: u.regels for u in uitslagen if u.uitkomst != GOED}


def aanbod() -> Aanbod:
    """A message on which an answer is waited for."""
    inhoud = (VOORBEELDEN / "jw323" / "halve-maand.xml").read_bytes()
    return Aanbod("proef", inhoud, VANDAAG, "JW325")


def berichtenmap(folder: Path, systeem: Mapsysteem) -> Berichtenmap:
    return Berichtenmap(folder, wachttijd=30, stilte=2, wacht=systeem.wacht, klok=systeem.klok)


@contextmanager
def draaiend(server: Server) -> Iterator[str]:
    draad = Thread(target=server.serve_forever)
    draad.start()
    try:
        yield server.url
    finally:
        server.shutdown()
        draad.join()
        server.server_close()


def adres(url: str, wachttijd: float = 10) -> Adres:
    tijd = iter(range(1000))
    return Adres(url, wachttijd=wachttijd, wacht=lambda _: None, klok=lambda: float(next(tijd)))


# --- a folder ---


def test_over_een_map(kit: Kit, werkplek: Werkplek, tmp_path: Path) -> None:
    systeem = Mapsysteem(tmp_path, ontvangt(werkplek))
    assert uitkomsten(kit, berichtenmap(tmp_path, systeem)) == {}
    assert systeem.namen[:3] == ["0001-01-JW301.xml", "0001-02-JW323.xml", "0002-01-JW301.xml"]


def test_een_map_die_niets_doet(kit: Kit, tmp_path: Path) -> None:
    systeem = Mapsysteem(tmp_path, lambda _: None)
    uitslag = speel(gesprek(kit, NAMEN[0]), kit, berichtenmap(tmp_path, systeem), Plan())
    assert uitslag.uitkomst == FOUT
    assert uitslag.regels == ("stap 2 (JW323, 2026-04-03): antwoord: gevonden geen antwoord, verwacht JW325",)
    assert 30 <= systeem.nu < 31


def test_waar_geen_antwoord_hoort_wacht_de_map_kort(kit: Kit, tmp_path: Path) -> None:
    systeem = Mapsysteem(tmp_path, lambda _: None)
    doel = berichtenmap(tmp_path, systeem)
    assert speel(gesprek(kit, "declaratie-past-niet-in-schema"), kit, doel, Plan()).uitkomst == GOED
    assert 2 <= systeem.nu < 3


def test_een_half_bestand_wordt_nog_eens_gelezen(tmp_path: Path) -> None:
    antwoord = (VOORBEELDEN / "jw325" / "toegekend.xml").read_bytes()
    stukken = iter((antwoord[:300], antwoord))

    def wacht(_: float) -> None:
        (tmp_path / "uit" / "a.xml").write_bytes(next(stukken))

    doel = Berichtenmap(tmp_path, wachttijd=30, stilte=2, wacht=wacht, klok=lambda: 0.0)
    assert doel.bied_aan(aanbod()) == antwoord


def test_wat_onleesbaar_blijft_is_het_antwoord(kit: Kit, tmp_path: Path) -> None:
    systeem = Mapsysteem(tmp_path, lambda _: b"geen bericht")
    uitslag = speel(gesprek(kit, NAMEN[0]), kit, berichtenmap(tmp_path, systeem), Plan())
    assert uitslag.regels == ("stap 2 (JW323, 2026-04-03): antwoord: gevonden geen iJw-bericht, verwacht JW325",)


def test_wat_er_al_lag_is_geen_antwoord(tmp_path: Path) -> None:
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "oud.xml").write_bytes((VOORBEELDEN / "jw325" / "toegekend.xml").read_bytes())
    systeem = Mapsysteem(tmp_path, lambda _: None)
    assert berichtenmap(tmp_path, systeem).bied_aan(aanbod()) is None


def test_een_map_die_een_bestand_is(tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    with pytest.raises(DoelFout, match="Kijk of het een map is"):
        berichtenmap(tmp_path / "bestand", Mapsysteem(tmp_path, lambda _: None))


# --- an address ---


@pytest.mark.parametrize("later", [False, True])
def test_over_http(kit: Kit, werkplek: Werkplek, *, later: bool) -> None:
    with draaiend(Server(ontvangt(werkplek), later=later)) as url:
        assert uitkomsten(kit, adres(url, wachttijd=500)) == {}


def test_een_antwoord_dat_niet_komt(kit: Kit) -> None:
    with draaiend(Server(lambda _: None, later=True)) as url:
        doel = adres(url, wachttijd=1)
        uitslag = speel(gesprek(kit, NAMEN[0]), kit, doel, Plan())
    waar = "stap 2 (JW323, 2026-04-03): antwoord"
    assert uitslag.regels == (f"{waar}: gevonden niets na 1 seconden, verwacht een antwoord",)


def test_een_adres_dat_iets_anders_geeft(kit: Kit) -> None:
    with draaiend(Server(lambda _: None, status=500)) as url:
        with pytest.raises(GeenGoedAntwoord, match="gevonden HTTP-status 500, verwacht 200"):
            adres(url).bied_aan(aanbod())
        with pytest.raises(DoelFout, match="geeft HTTP-status 500 op proef"):
            adres(url).reik_aan(aanbod())


def test_een_omleiding_wordt_niet_gevolgd() -> None:
    with (
        draaiend(Server(lambda _: None, status=307)) as url,
        pytest.raises(GeenGoedAntwoord, match="HTTP-status 307"),
    ):
        adres(url).bied_aan(aanbod())


def test_een_location_op_een_andere_server_wordt_niet_gevolgd() -> None:
    server = Server(lambda _: None, later=True)
    server.plaats = "http://voorbeeld.invalid/1"
    with draaiend(server) as url, pytest.raises(GeenGoedAntwoord, match="202 zonder Location op dezelfde server"):
        adres(url).bied_aan(aanbod())


@pytest.mark.parametrize("url", ["ftp://voorbeeld.nl", "voorbeeld.nl", "http://", "file:///etc"])
def test_wat_geen_adres_is(url: str) -> None:
    with pytest.raises(DoelFout, match="is geen adres dat met http:// of https:// begint"):
        adres(url)


def test_een_adres_waar_niemand_is() -> None:
    server = Server(lambda _: None)
    server.server_close()
    with pytest.raises(DoelFout, match="is niet te bereiken"):
        adres(server.url).bied_aan(aanbod())


# --- systems that are wrong ---


@dataclass
class Verkeerd:
    """Our own back office, whose answers are changed on the way."""

    eigen: EigenBackoffice
    verander: Callable[[bytes | None], bytes | None]
    ziet_beide = True

    def bied_aan(self, aanbod: Aanbod) -> bytes | None:
        return self.verander(self.eigen.bied_aan(aanbod))

    def reik_aan(self, aanbod: Aanbod) -> None:
        self.eigen.reik_aan(aanbod)


def vervang(was: str, wordt: str) -> Callable[[bytes | None], bytes | None]:
    return lambda antwoord: antwoord and antwoord.replace(was.encode(), wordt.encode())


@pytest.mark.parametrize(
    ("naam", "verander", "verschil"),
    [
        ("declaratie-toegekend", lambda a: None, "stap 1 (JW301, 2026-01-05): antwoord: gevonden geen antwoord"),
        ("declaratie-ander-product", vervang(">9340<", ">9339<"), "Prestatie R1: gevonden 9339, verwacht 9340"),
        (
            "declaratie-ander-product",
            vervang(">300</", ">301</"),
            "R1: gevonden een gewijzigde prestatie",
        ),
        ("declaratie-toegekend", vervang(">0153<", ">0164<"), "Header: gevonden Afzender 0164 en Ontvanger"),
        ("declaratie-toegekend", vervang(">K0001S2<", ">K9<"), "Header: gevonden Identificatie K9 van 2026-04-03"),
        ("declaratie-toegekend", vervang(">D<", ">X<"), "gevonden een JW325 die zelf fout is"),
        ("start-dubbel", vervang(">9326<", ">0200<"), "StartProduct 1: gevonden 0200, verwacht 9326"),
        ("start-en-stop", vervang("308:", "306:"), "antwoord: gevonden geen iJw-bericht, verwacht JW308"),
    ],
)
def test_een_verkeerd_systeem_valt_op(
    kit: Kit, eigen: EigenBackoffice, naam: str, verander: Callable[[bytes | None], bytes | None], verschil: str
) -> None:
    uitslag = speel(gesprek(kit, naam), kit, Verkeerd(eigen, verander), Plan())
    assert uitslag.uitkomst == FOUT
    assert any(verschil in regel for regel in uitslag.regels), uitslag.regels


def test_een_systeem_dat_nooit_antwoordt_valt_overal_op(kit: Kit, eigen: EigenBackoffice) -> None:
    stom = Verkeerd(eigen, lambda _: None)
    stil = [g.naam for g in kit.gesprekken if speel(g, kit, stom, Plan()).uitkomst == GOED]
    assert stil == ["toewijzing-past-niet-in-schema"]


# --- days ---


@pytest.mark.parametrize(
    ("vandaag", "maanden"),
    [(date(2026, 4, 3), 0), (date(2026, 4, 2), -1), (date(2026, 5, 2), 0), (date(2026, 5, 3), 1)],
)
def test_de_laatste_dag_komt_zo_dicht_mogelijk_bij_vandaag(kit: Kit, vandaag: date, maanden: int) -> None:
    assert plan_voor(gesprek(kit, "declaratie-toegekend"), vandaag, 0).maanden == maanden


def test_vaste_dagen_worden_niet_verschoven(kit: Kit, eigen: EigenBackoffice) -> None:
    vast = gesprek(kit, "declaratie-etmalen")
    assert speel(vast, kit, eigen, Plan()).uitkomst == GOED
    uitslag = speel(vast, kit, eigen, Plan(maanden=1, reeks=1))
    assert (uitslag.uitkomst, len(uitslag.regels)) == (OVERGESLAGEN, 1)
