"""Messages in and out through the postbus: each once, whatever is cut short, and always the same answer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from sqlalchemy import Engine, select

from adapters.ggk import Ggk
from adapters.mappen import Kaal, Mappen
from backoffice.fouten import DatabaseFout
from backoffice.ports.postbus import Brief, PostbusFout, Stuk, Vorm
from backoffice.services import uitwisseling
from backoffice.services.antwoordbewaking import bewaak_antwoorden
from backoffice.services.uitwisseling import neem_in, verzend
from backoffice.services.werkplek import Werkplek
from backoffice.storage import tabellen
from backoffice.storage.database import open_database
from backoffice.termijnen import Fase
from backoffice.versleuteling import Kluis
from ijw import codec
from tests.adapters.postbussen import brief, straks
from tests.bouwers import AANBIEDER, BSN, GEMEENTE
from tests.databases import NieuweDatabase
from tests.flows.regio import (
    Regio,
    als_bytes,
    jw301_van,
    jw323_van,
    keur_antwoord,
    keur_boeken,
    prestatie,
    processen,
    product,
)

# Files bear the time of this machine, so the moment at which somebody looks is later than that.
LATER = datetime.now(UTC) + timedelta(hours=1)


class Bus:
    """A folder as postbus, and what lies in it."""

    def __init__(self, pad: Path, vorm: Vorm | None = None) -> None:
        self.pad = pad
        self.bus = Mappen(pad, vorm or Kaal(), None, straks)

    def leg_neer(self, *berichten: Any) -> list[bytes]:
        """Have messages come in, in this order."""
        inhouden = [bericht if isinstance(bericht, bytes) else als_bytes(bericht) for bericht in berichten]
        (self.pad / "IN").mkdir(exist_ok=True)
        for inhoud in inhouden:
            (self.pad / "IN" / f"{BSN}-{time.time_ns()}.xml").write_bytes(inhoud)
            time.sleep(0.01)
        return inhouden

    def in_(self, map_: str) -> list[Path]:
        """The files in a folder and below it."""
        return sorted(pad for pad in (self.pad / map_).rglob("*") if pad.is_file())

    def antwoorden(self) -> list[bytes]:
        """What was delivered to the aanbieder."""
        return [pad.read_bytes() for pad in self.in_(f"UIT/{AANBIEDER}")]


@pytest.fixture
def bus(tmp_path: Path) -> Bus:
    return Bus(tmp_path)


def alles(regio: Regio, bus: Bus) -> list[str]:
    """Take in and send until there is nothing left; gives what became of what came in."""
    innamen = list(neem_in(regio.werkplek, bus.bus, LATER))
    assert all(verzending.gelukt for verzending in verzend(regio.werkplek, bus.bus, LATER))
    keur_boeken(regio.engine)
    return [inname.uitkomst for inname in innamen]


def verzonden(regio: Regio) -> list[bool]:
    u = tabellen.uitgaand.c
    return [rij.verzonden_op is not None for rij in regio.rijen(select(u.verzonden_op).order_by(u.id))]


def test_een_declaratie_komt_binnen_en_het_antwoord_gaat_uit(regio: Regio, bus: Bus) -> None:
    _, gevraagd = bus.leg_neer(jw301_van(), jw323_van())
    assert alles(regio, bus) == ["verwerkt", "verwerkt"]
    (antwoord,) = [inhoud for inhoud in bus.antwoorden() if b"jw325" in inhoud[:300]]
    keur_antwoord(antwoord, gevraagd)
    assert (bus.in_("IN"), len(bus.in_("VERWERKT")), bus.in_("GEWEIGERD")) == ([], 2, [])
    assert all(verzonden(regio))
    voor = regio.dump()
    assert alles(regio, bus) == []
    assert regio.dump() == voor


def test_ontvangen_is_het_moment_waarop_het_binnenkwam(regio: Regio, bus: Bus) -> None:
    bus.leg_neer(jw301_van())
    bij = datetime.fromtimestamp(bus.in_("IN")[0].stat().st_ctime, UTC)
    list(neem_in(regio.werkplek, bus.bus, LATER))
    b = tabellen.bericht.c
    ((ontvangen,),) = regio.rijen(select(b.ontvangen_op))
    assert abs(ontvangen - bij) < timedelta(milliseconds=1)
    # A file cannot have come after the moment at which it is taken in, whatever the clock of the disk says.
    bus.leg_neer(jw301_van(product(toewijzing_nummer=1002)))
    vroeger = bij - timedelta(days=2)
    list(neem_in(regio.werkplek, bus.bus, vroeger))
    assert min(rij.ontvangen_op for rij in regio.rijen(select(b.ontvangen_op))) == vroeger


def test_wat_niet_bewaard_wordt_ligt_met_de_reden_bij_geweigerd(regio: Regio, bus: Bus) -> None:
    fout = als_bytes(jw323_van()).replace(b"<jw323:Eenheid>01<", b"<jw323:Eenheid>99<")
    elders = jw323_van(gemeente="0363")
    bus.leg_neer(b"geen xml", fout, elders)
    voor = regio.dump()
    innamen = list(neem_in(regio.werkplek, bus.bus, LATER))
    assert [(i.uitkomst, i.gelukt) for i in innamen] == [("geweigerd", False)] * 3
    assert regio.dump() == voor
    redenen = " ".join(pad.read_text() for pad in bus.in_("GEWEIGERD") if pad.suffix == ".txt")
    assert "geen" in redenen
    assert "Eenheid" in redenen
    assert "0363" in redenen
    assert len(bus.in_("GEWEIGERD")) == 6
    assert {pad.read_bytes() for pad in bus.in_("GEWEIGERD") if pad.suffix == ".xml"} == {
        b"geen xml",
        fout,
        als_bytes(elders),
    }


def test_een_afgekeurd_bericht_krijgt_antwoord_en_een_conflict_wordt_gemeld(regio: Regio, bus: Bus) -> None:
    regio.wijs_toe()
    bus.leg_neer(
        jw323_van(totaal_bedrag=1),
        jw323_van(identificatie="X"),
        jw323_van(prestatie(referentie_nummer="R9"), identificatie="X"),
    )
    innamen = list(neem_in(regio.werkplek, bus.bus, LATER))
    assert [(i.uitkomst, i.gelukt) for i in innamen] == [
        ("afgekeurd", True),
        ("verwerkt", True),
        ("conflict", False),
    ]
    assert (len(bus.in_("VERWERKT")), bus.in_("GEWEIGERD")) == (3, [])


def test_wie_hetzelfde_nog_eens_stuurt_krijgt_hetzelfde_antwoord_nog_eens(regio: Regio, bus: Bus) -> None:
    regio.wijs_toe()
    bus.leg_neer(gevraagd := als_bytes(jw323_van()))
    alles(regio, bus)
    for pad in bus.in_("UIT"):
        pad.unlink()
    bus.leg_neer(gevraagd)
    voor = regio.dump()
    assert alles(regio, bus) == ["herhaald"]
    (antwoord,) = bus.antwoorden()
    keur_antwoord(antwoord, gevraagd)
    assert regio.dump() == voor


def test_wat_onvoorzien_is_houdt_de_rest_niet_op(regio: Regio, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    bus.leg_neer(jw301_van(), jw301_van(product(toewijzing_nummer=1002)))
    echt, keren = uitwisseling.ontvang, iter([ValueError(BSN)])

    def ontvang(*args: Any, **anders: Any) -> Any:
        for fout in keren:
            raise fout
        return echt(*args, **anders)

    monkeypatch.setattr(uitwisseling, "ontvang", ontvang)
    innamen = list(neem_in(regio.werkplek, bus.bus, LATER))
    assert [i.uitkomst for i in innamen] == ["mislukt", "verwerkt"]
    assert "ValueError" in innamen[0].zin
    assert not any(BSN in i.zin or BSN in i.naam for i in innamen)
    assert len(bus.in_("IN")) == 1
    assert alles(regio, bus) == ["verwerkt"]


def test_is_de_database_weg_dan_blijft_alles_liggen(
    regio: Regio, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def weg(*_: Any, **__: Any) -> Any:
        raise DatabaseFout("De database is weg.")

    bus.leg_neer(jw301_van())
    monkeypatch.setattr(uitwisseling, "ontvang", weg)
    with pytest.raises(DatabaseFout):
        list(neem_in(regio.werkplek, bus.bus, LATER))
    assert len(bus.in_("IN")) == 1


# --- cut short ------------------------------------------------------------------------------------


class Afgebroken(BaseException):
    """The process ends here."""


class Stroef:
    """A postbus in which the process ends at one of its acts, before or after it."""

    def __init__(self, bus: Mappen, daad: str, *, na: bool) -> None:
        self._bus, self._daad, self._na = bus, daad, na

    def _doe(self, daad: str, *wat: Any) -> None:
        if daad != self._daad or self._na:
            getattr(self._bus, daad)(*wat)
        if daad == self._daad:
            raise Afgebroken

    def binnen(self) -> Iterator[Stuk]:
        return self._bus.binnen()

    def neem(self, stuk: Stuk) -> None:
        self._doe("neem", stuk)

    def weiger(self, stuk: Stuk, reden: str) -> None:
        self._doe("weiger", stuk, reden)

    def bezorg(self, brief: Brief) -> None:
        self._doe("bezorg", brief)


@pytest.mark.parametrize("na", [False, True], ids=["ervoor", "erna"])
@pytest.mark.parametrize("daad", ["neem", "weiger", "bezorg"])
def test_afgebroken_tussen_twee_stappen(regio: Regio, bus: Bus, daad: str, na: bool) -> None:
    regio.wijs_toe()
    list(verzend(regio.werkplek, bus.bus, LATER))
    bus.leg_neer(jw323_van(), b"geen xml")
    stroef = Stroef(bus.bus, daad, na=na)
    with pytest.raises(Afgebroken):
        [*neem_in(regio.werkplek, stroef, LATER), *verzend(regio.werkplek, stroef, LATER)]
    uitkomsten = alles(regio, bus)
    assert "verwerkt" not in uitkomsten or daad == "weiger"
    assert len(regio.rijen(select(tabellen.declaratie))) == 1
    assert sum(b"jw325" in inhoud[:300] for inhoud in bus.antwoorden()) == 1
    assert (bus.in_("IN"), len(bus.in_("VERWERKT")), len(bus.in_("GEWEIGERD"))) == ([], 1, 2)
    assert all(verzonden(regio))


def test_bezorgd_maar_niet_gemarkeerd_gaat_nog_eens_met_dezelfde_naam_en_bytes(regio: Regio, bus: Bus) -> None:
    regio.wijs_toe()
    regio.declareer()
    with pytest.raises(Afgebroken):
        list(verzend(regio.werkplek, Stroef(bus.bus, "bezorg", na=True), LATER))
    eerste = {pad: pad.read_bytes() for pad in bus.in_("UIT")}
    assert len(eerste) == 1
    assert not any(verzonden(regio))
    alles(regio, bus)
    assert eerste.items() <= {pad: pad.read_bytes() for pad in bus.in_("UIT")}.items()


def test_een_volle_schijf_laat_het_bericht_wachten(regio: Regio, bus: Bus) -> None:
    regio.wijs_toe()
    regio.declareer()
    (bus.pad / "UIT").write_bytes(b"geen map")
    with pytest.raises(PostbusFout):
        list(verzend(regio.werkplek, bus.bus, LATER))
    assert not any(verzonden(regio))
    (bus.pad / "UIT").unlink()
    alles(regio, bus)
    assert all(verzonden(regio))


def test_wat_niet_te_bezorgen_is_houdt_de_rest_niet_op(regio: Regio, bus: Bus) -> None:
    regio.wijs_toe()
    regio.declareer()
    regio.declareer(identificatie="X")
    u = tabellen.uitgaand
    with regio.engine.begin() as conn:
        eerste = conn.execute(select(u.c.id).where(u.c.soort == "JW325").order_by(u.c.id)).scalars().first()
        conn.execute(u.update().where(u.c.id == eerste).values(ontvanger="../.."))
    gelukt = {v.ontvanger: v.gelukt for v in verzend(regio.werkplek, bus.bus, LATER)}
    assert gelukt["../.."] is False
    assert gelukt[AANBIEDER] is True
    ((wacht,),) = regio.rijen(select(u.c.id).where(u.c.verzonden_op.is_(None)))
    assert wacht == eerste


# --- several processes at once --------------------------------------------------------------------


def _werk(url: str, pad: Path) -> tuple[list[str], list[str]]:
    """Runs in a process of its own."""
    engine = open_database(url)
    werkplek = Werkplek(engine, Kluis({"test": bytes(32)}, index=bytes(range(32))))
    bus = Mappen(pad, Kaal(), None, straks)
    in_ = [inname.uitkomst for inname in neem_in(werkplek, bus, LATER)]
    uit = [verzending.naam for verzending in verzend(werkplek, bus, LATER)]
    engine.dispose()
    return in_, uit


def test_twee_processen_op_dezelfde_map(regio: Regio, bus: Bus, engine: Engine) -> None:
    regio.wijs_toe()
    list(verzend(regio.werkplek, bus.bus, LATER))
    vooraf = len(bus.in_("UIT"))
    bus.leg_neer(*[jw323_van(prestatie(referentie_nummer=f"R{n}")) for n in range(30)])
    url = engine.url.render_as_string(hide_password=False)
    with ProcessPoolExecutor(2, mp_context=processen()) as pool:
        taken = [pool.submit(_werk, url, bus.pad) for _ in range(2)]
        uitslagen = [taak.result() for taak in taken]
    keur_boeken(engine)
    # Each received once, and each answer sent by one of the two.
    assert sorted(uitkomst for in_, _ in uitslagen for uitkomst in in_) == ["verwerkt"] * 30
    namen = [naam for _, uit in uitslagen for naam in uit]
    assert len(set(namen)) == len(namen)
    list(verzend(regio.werkplek, bus.bus, LATER))
    assert (bus.in_("IN"), len(bus.in_("VERWERKT"))) == ([], 30)
    assert len(bus.in_("UIT")) == vooraf + 30
    assert all(verzonden(regio))


def test_wat_een_ander_net_bezorgt_wordt_overgeslagen(
    postgresql_nieuw: NieuweDatabase, kluis: Kluis, bus: Bus
) -> None:
    """Only PostgreSQL lets two write at once; on SQLite the second waits until the first is done."""
    with postgresql_nieuw() as engine:
        regio = Regio(engine, kluis)
        regio.wijs_toe()
        regio.declareer()
        namen: list[str] = []

        class Ertussen(Stroef):
            def bezorg(self, brief: Brief) -> None:
                namen.append(brief.naam)
                namen.extend(ander.naam for ander in verzend(regio.werkplek, bus.bus, LATER))

        list(verzend(regio.werkplek, Ertussen(bus.bus, "niets", na=False), LATER))
        assert len(set(namen)) == len(namen) == len(verzonden(regio)) > 0
        assert all(verzonden(regio))


# --- envelopes ------------------------------------------------------------------------------------

UUID = "9c0f7b90-5c69-41e5-a837-0800200c9a66"


def envelop(inhoud: bytes, wat: str, referentie: str = UUID, **anders: Any) -> bytes:
    """A JW301 or JW323 in the envelope of its sender, with this referentienummer."""
    van, naar = (AANBIEDER, GEMEENTE) if wat == "JW323" else (GEMEENTE, AANBIEDER)
    heen = brief(soort=wat, afzender=van, ontvanger=naar, inhoud=inhoud, is_antwoord=False, kenmerk=None)
    boom = etree.fromstring(Ggk().pak_in(replace(heen, **anders)))
    boom.find(".//{*}referentienummer").text = referentie
    return etree.tostring(boom)


def kruis(pad: Path) -> str | None:
    return etree.fromstring(pad.read_bytes()).findtext(".//{*}crossRefnummer")


def test_een_antwoord_noemt_de_envelop_waarop_het_antwoordt(regio: Regio, tmp_path: Path) -> None:
    bus = Bus(tmp_path, Ggk())
    toe = als_bytes(jw301_van())
    bus.leg_neer(envelop(toe, "JW301", UUID.replace("9c0f", "0000")), envelop(als_bytes(jw323_van()), "JW323"))
    assert alles(regio, bus) == ["verwerkt", "verwerkt"]
    (antwoord,) = [pad for pad in bus.in_(f"UIT/{AANBIEDER}") if "JW325" in pad.name]
    assert kruis(antwoord) == UUID
    _, inhoud = Ggk().pak_uit(antwoord.read_bytes())
    assert codec.Stroom(inhoud).soort.naam == "JW325"


def test_hetzelfde_bericht_in_een_nieuwe_envelop(regio: Regio, tmp_path: Path) -> None:
    """The answer comes again and names the new envelope; the same envelope again gives the same bytes."""
    regio.wijs_toe()
    list(verzend(regio.werkplek, Bus(tmp_path).bus, LATER))
    bus = Bus(tmp_path, Ggk())
    bericht, nieuw = als_bytes(jw323_van()), UUID.replace("9c0f", "1111")
    gezien = []
    for kenmerk in (UUID, UUID, nieuw):
        bus.leg_neer(envelop(bericht, "JW323", kenmerk))
        alles(regio, bus)
        (pad,) = [pad for pad in bus.in_("UIT") if "JW325" in pad.name]
        gezien.append((kruis(pad), pad.read_bytes()))
        pad.unlink()
    assert gezien[0] == gezien[1]
    assert [k for k, _ in gezien] == [UUID, UUID, nieuw]
    assert Ggk().pak_uit(gezien[0][1])[1] == Ggk().pak_uit(gezien[2][1])[1]


@pytest.mark.parametrize(
    "anders",
    [{"afzender": "87654321"}, {"ontvanger": "0164"}, {"soort": "JW301"}],
    ids=["zender", "ontvanger", "soort"],
)
def test_een_envelop_die_iets_anders_zegt_dan_het_bericht(
    regio: Regio, tmp_path: Path, anders: dict[str, str]
) -> None:
    bus = Bus(tmp_path, Ggk())
    regio.wijs_toe()
    voor = regio.dump()
    bus.leg_neer(envelop(als_bytes(jw323_van()), "JW323", **anders))
    (inname,) = neem_in(regio.werkplek, bus.bus, LATER)
    assert inname.uitkomst == "geweigerd"
    assert "envelop" in " ".join(pad.read_text() for pad in bus.in_("GEWEIGERD"))
    assert regio.dump() == voor


def test_vecozo_verzendt_voor_een_ander(regio: Regio, tmp_path: Path) -> None:
    bus = Bus(tmp_path, Ggk())
    regio.wijs_toe()
    bus.leg_neer(envelop(als_bytes(jw323_van()), "JW323", afzender="VECOZO"))
    assert [i.uitkomst for i in neem_in(regio.werkplek, bus.bus, LATER)] == ["verwerkt"]


def test_een_antwoord_op_een_bericht_zonder_envelop_blijft_wachten(regio: Regio, tmp_path: Path) -> None:
    bus = Bus(tmp_path, Ggk())
    regio.wijs_toe()
    regio.declareer()
    assert not any(verzending.gelukt for verzending in verzend(regio.werkplek, bus.bus, LATER))
    assert not any(verzonden(regio))
    assert alles(regio, Bus(tmp_path)) == []
    assert all(verzonden(regio))


# --- privacy --------------------------------------------------------------------------------------


def test_geen_bsn_in_namen_of_zinnen(regio: Regio, bus: Bus) -> None:
    goed = als_bytes(jw323_van())
    bus.leg_neer(
        jw301_van(), goed, goed, goed.replace(BSN.encode(), b"x" + BSN.encode()), BSN.encode(), goed[:-40]
    )
    innamen = list(neem_in(regio.werkplek, bus.bus, LATER))
    verzendingen = list(verzend(regio.werkplek, bus.bus, LATER))
    zinnen = [f"{x.naam} {x.zin}" for x in (*innamen, *verzendingen)]
    zinnen += [str(pad.relative_to(bus.pad)) for pad in bus.pad.rglob("*")]
    zinnen += [pad.read_text() for pad in bus.in_("GEWEIGERD") if pad.suffix == ".txt"]
    assert {i.uitkomst for i in innamen} == {"verwerkt", "herhaald", "geweigerd"}
    assert not [zin for zin in zinnen if BSN in zin]


# --- early warning --------------------------------------------------------------------------------


def test_wat_bijna_beantwoord_moet_zijn(regio: Regio, bus: Bus) -> None:
    """Received Friday 24 April 2026: ten werkdagen later, without Koningsdag, is Monday 11 May."""
    vrijdag = datetime(2026, 4, 24, 12, 0, tzinfo=UTC)
    regio.stuur(jw323_van(), op=vrijdag)

    def wachtend(dag: datetime) -> list[tuple[str, bool, bool]]:
        return [(w.soort, w.gemaakt, w.klok.fase is Fase.TE_LAAT) for w in bewaak_antwoorden(regio.werkplek, dag)]

    # Three werkdagen before it people are warned.
    assert wachtend(datetime(2026, 5, 5, tzinfo=UTC)) == []
    assert wachtend(datetime(2026, 5, 6, tzinfo=UTC)) == [("JW323", True, False)]
    # In the evening in UTC it is the next day here.
    assert wachtend(datetime(2026, 5, 11, 21, 59, tzinfo=UTC)) == [("JW323", True, False)]
    assert wachtend(datetime(2026, 5, 11, 22, 0, tzinfo=UTC)) == [("JW323", True, True)]
    (te_laat,) = bewaak_antwoorden(regio.werkplek, datetime(2026, 5, 12, tzinfo=UTC))
    assert "uiterlijk 11-05-2026" in te_laat.zin
    assert "niet verzonden" in te_laat.zin
    list(verzend(regio.werkplek, bus.bus, LATER))
    assert wachtend(datetime(2026, 5, 12, tzinfo=UTC)) == []


def test_de_dringendste_eerst(regio: Regio) -> None:
    declaratie = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    regio.stuur(jw323_van(), op=declaratie + timedelta(days=1))
    regio.stuur(jw323_van(identificatie="Y"), op=declaratie)
    regio.wijs_toe()
    nu = datetime(2026, 5, 1, tzinfo=UTC)
    gevonden = bewaak_antwoorden(regio.werkplek, nu)
    uiterlijk = [w.klok.vervaldag for w in gevonden]
    assert uiterlijk == sorted(uiterlijk)
    assert [w.soort for w in gevonden] == ["JW323", "JW323", "JW301"]
