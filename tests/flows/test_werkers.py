"""Several processes that empty one queue on PostgreSQL: each message once, and in order per pair."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from itertools import count
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from backoffice.cli import main, werkers
from backoffice.fouten import DatabaseFout
from backoffice.services import inname as rij
from backoffice.services.werkplek import Werkplek
from backoffice.storage import inname, tabellen
from backoffice.storage.database import lezen
from backoffice.storage.kluis import kluis_van
from backoffice.versleuteling import Kluis, nieuwe_sleutel
from ijw.nummers import test_bsn as proef_bsn
from tests import bouwers
from tests.databases import NieuweDatabase
from tests.flows.regio import (
    AANBIEDER,
    GEMEENTE,
    NU,
    Regio,
    als_bytes,
    jw301_van,
    jw323_van,
    keur_boeken,
    leeg_register,
    prestatie,
    processen,
    product,
)

ANDER = "87654321"


@pytest.fixture
def regio(postgresql_nieuw: NieuweDatabase, kluis: Kluis) -> Iterator[Regio]:
    with postgresql_nieuw() as engine:
        yield Regio(engine, kluis)


def zet_klaar(regio: Regio, *berichten: Any) -> None:
    stukken = [(f"{nummer}.xml", als_bytes(bericht)) for nummer, bericht in enumerate(berichten, 1)]
    assert list(rij.zet_klaar(regio.werkplek, stukken, NU, "Ria")) == []


def verwerk_alles(regio: Regio) -> list[tuple[str, str]]:
    """Name and outcome of everything in the queue, as one process receives it."""
    gedaan = []
    while (een := rij.neem_volgende(regio.werkplek)) is not None:
        gedaan.append((een[0], een[1].uitkomst))
    return gedaan


def van(aanbieder: str, nummer: int) -> Any:
    """A JW323 of one aanbieder."""
    return jw323_van(prestatie(referentie_nummer=f"{aanbieder}-{nummer}"), aanbieder=aanbieder)


# --- taking from the queue ------------------------------------------------------------------------


def test_van_twee_partijen_is_er_een_bericht_tegelijk_in_behandeling(regio: Regio) -> None:
    zet_klaar(regio, van(AANBIEDER, 1), van(AANBIEDER, 2), van(ANDER, 1))
    with ExitStack() as open_:
        een, twee, drie = (open_.enter_context(regio.engine.connect()) for _ in range(3))

        def neemt(conn: Any) -> str | None:
            wachtend = inname.neem(conn, regio.kluis)
            return None if wachtend is None else wachtend.naam

        assert [neemt(een), neemt(twee), neemt(drie)] == ["1.xml", "3.xml", None]
        een.rollback()
        assert [neemt(drie), neemt(een)] == ["1.xml", None]
        drie.commit()
        assert neemt(een) == "2.xml"


def test_hetzelfde_bestand_twee_keer(regio: Regio) -> None:
    regio.wijs_toe()
    bericht = jw323_van()
    zet_klaar(regio, bericht, bericht)
    assert verwerk_alles(regio) == [("1.xml", "verwerkt"), ("2.xml", "herhaald")]
    keur_boeken(regio.engine)
    assert rij.wachtend(regio.werkplek) == 0


def test_een_bericht_telt_als_ontvangen_toen_het_werd_klaargezet(regio: Regio) -> None:
    zet_klaar(regio, jw323_van())
    verwerk_alles(regio)
    b = tabellen.bericht.c
    assert regio.rijen(select(b.ontvangen_op)) == [(NU,)]
    a = tabellen.audit.c
    assert {wie for (wie,) in regio.rijen(select(a.wie))} <= {"Ria"}


def test_wat_onvoorzien_misgaat_houdt_de_rest_niet_op(regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    regio.wijs_toe()
    zet_klaar(regio, van(AANBIEDER, 1), van(AANBIEDER, 2))
    ontvang, keren = rij.ontvang, iter([True])

    def stuk(*args: Any, **anders: Any) -> Any:
        if next(keren, False):
            raise ZeroDivisionError("Jansen")
        return ontvang(*args, **anders)

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(rij, "ontvang", stuk)
        eerste = rij.neem_volgende(regio.werkplek)
        assert eerste is not None
        assert (eerste[0], eerste[1].uitkomst) == ("1.xml", "mislukt")
        assert eerste[1].reden is not None
        assert "ZeroDivisionError" in eerste[1].reden
        assert "Jansen" not in eerste[1].reden
    assert verwerk_alles(regio) == [("2.xml", "verwerkt")]
    assert rij.wachtend(regio.werkplek) == 1
    rij.open_rij(regio.werkplek)
    assert [naam for naam, _ in verwerk_alles(regio)] == ["1.xml"]
    assert rij.wachtend(regio.werkplek) == 0


def test_zonder_database_blijft_het_bericht_klaarstaan(regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    zet_klaar(regio, jw323_van())

    def weg(*_: Any, **__: Any) -> Any:
        raise DatabaseFout("weg")

    with monkeypatch.context() as tijdelijk:
        tijdelijk.setattr(rij, "ontvang", weg)
        with pytest.raises(DatabaseFout):
            rij.neem_volgende(regio.werkplek)
    assert [naam for naam, _ in verwerk_alles(regio)] == ["1.xml"]


def test_wat_zijn_partijen_niet_noemt_komt_niet_in_de_rij(regio: Regio) -> None:
    anders = [("x.xml", inhoud) for inhoud in (b"", b"<a/>", als_bytes(jw323_van(aanbieder="1234")))]
    assert list(rij.zet_klaar(regio.werkplek, anders, NU, "Ria")) == anders
    assert rij.wachtend(regio.werkplek) == 0


def test_wat_wacht_is_versleuteld(regio: Regio) -> None:
    bericht = als_bytes(jw323_van())
    assert list(rij.zet_klaar(regio.werkplek, [("Jansen.xml", bericht)], NU, "Ria")) == []
    ((naam, inhoud),) = regio.rijen(select(tabellen.inname.c.naam, tabellen.inname.c.inhoud))
    assert b"Jansen" not in naam
    assert b"Bsn" not in inhoud


def test_veel_en_groot_gaat_in_delen_de_rij_in(regio: Regio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rij, "_MEESTE", 2)
    zet_klaar(regio, *(van(AANBIEDER, n) for n in range(5)))
    monkeypatch.setattr(rij, "_OMVANG", 0)
    zet_klaar(regio, *(van(ANDER, n) for n in range(3)))
    assert [naam for naam, _ in verwerk_alles(regio)] == [f"{n}.xml" for n in (1, 2, 3, 4, 5, 1, 2, 3)]


# --- processes ------------------------------------------------------------------------------------


@pytest.fixture
def engine(postgresql_nieuw: NieuweDatabase, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A register with contracts, and keys that every process finds in its surroundings."""
    for naam in [naam for naam in os.environ if naam.startswith("IJW_")]:
        monkeypatch.delenv(naam)
    monkeypatch.setenv("IJW_SLEUTEL", f"{nieuwe_sleutel('s1')} {nieuwe_sleutel('index')}")
    with postgresql_nieuw() as engine:
        leeg_register(engine)
        yield engine


def adres(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def schrijf_berichten(folder: Path, paren: int = 4, clienten: int = 3, maanden: int = 3) -> int:
    """Per gemeente and aanbieder JW301s and then JW323s, so that one before the other is refused.

    Two aanbieders of one gemeente share their cliënten: both write the same rows.
    """
    folder.mkdir()
    berichten = []
    for paar in range(paren):
        wie = {"gemeente": (GEMEENTE, "0164")[paar // 2], "aanbieder": (AANBIEDER, ANDER)[paar % 2]}
        for n in range(clienten):
            nummer = 1000 * (paar + 1) + n
            berichten.append(jw301_van(product(toewijzing_nummer=nummer), bsn=proef_bsn(n), **wie))
    for maand in range(1, maanden + 1):
        for paar in range(paren):
            wie = {"gemeente": (GEMEENTE, "0164")[paar // 2], "aanbieder": (AANBIEDER, ANDER)[paar % 2]}
            for n in range(clienten):
                eigen = prestatie(
                    referentie_nummer=f"R{paar}-{maand}-{n}",
                    toewijzing_nummer=1000 * (paar + 1) + n,
                    begindatum=date(2026, maand, 1),
                    einddatum=date(2026, maand, 28 if maand == 2 else 31),
                )
                client = bouwers.jw323_client(bsn=proef_bsn(n), prestaties=(eigen,))
                berichten.append(jw323_van(clienten=[client], **wie))
    for nummer, bericht in enumerate(berichten):
        (folder / f"{nummer:03d}.xml").write_bytes(als_bytes(bericht))
    return len(berichten)


def test_twee_werkers_naast_elkaar(engine: Engine, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    aantal = schrijf_berichten(tmp_path / "in")
    opdracht = ["verwerk", str(tmp_path / "in"), "--database", adres(engine), "--werkers", "2"]
    status = main([*opdracht, "--uit", str(tmp_path / "uit")])
    uit, fout = capfd.readouterr()
    assert (status, fout) == (0, "")
    assert uit.endswith(f"\n{aantal} verwerkt.\n")
    assert len(list((tmp_path / "uit").glob("*.xml"))) == aantal
    keur(engine, aantal)
    # The whole lot once more changes nothing.
    assert main(opdracht) == 0
    assert f"{aantal} herhaald." in capfd.readouterr().out
    keur(engine, aantal)


def keur(engine: Engine, aantal: int) -> None:
    """Every message was kept and answered once, in the order of its parties, and the books are right."""
    b = tabellen.bericht.c
    with lezen(engine) as conn:
        assert conn.execute(select(func.count()).select_from(tabellen.inname)).scalar_one() == 0
        assert conn.execute(select(func.count()).select_from(tabellen.uitgaand)).scalar_one() == aantal
        rijen = conn.execute(select(b.soort, b.afzender, b.ontvanger, b.identificatie, b.oordeel).order_by(b.id))
        per_paar: dict[frozenset[str], list[int]] = {}
        oordelen: Counter[tuple[str, str]] = Counter()
        for soort, afzender, ontvanger, identificatie, oordeel in rijen:
            oordelen[soort, oordeel] += 1
            per_paar.setdefault(frozenset((afzender, ontvanger)), []).append(int(identificatie[1:]))
    # Each toewijzing was there before the first month on it.
    assert oordelen == {("JW301", "goed"): aantal // 4, ("JW323", "goed"): aantal - aantal // 4}
    assert all(nummers == sorted(nummers) for nummers in per_paar.values())
    keur_boeken(engine)


def als_werker(sleutel: str, url: str, daar: Any) -> None:
    """One worker with this key; the process it begins in may have been made for a test with another."""
    os.environ["IJW_SLEUTEL"] = sleutel
    werkers._werker(url, None, daar)


def als_hangende_werker(sleutel: str, url: str, daar: Any, na: int, ontvangen: bool) -> None:
    """A worker that says so and hangs with its next message in hand, received or not, when it has done `na`."""
    ontvang, gedaan = rij.ontvang, count()

    def hang(*args: Any, **anders: Any) -> Any:
        if next(gedaan) < na:
            return ontvang(*args, **anders)
        if ontvangen:
            ontvang(*args, **anders)
        daar.send("hangt")
        return Event().wait()

    vars(rij)["ontvang"] = hang
    als_werker(sleutel, url, daar)


def begin(doel: Callable[..., None], *args: Any) -> tuple[Any, Any]:
    """A process of its own with this work, and the end of the pipe on which it tells."""
    hier, daar = processen().Pipe(duplex=False)
    proces = processen().Process(target=doel, args=(os.environ["IJW_SLEUTEL"], args[0], daar, *args[1:]))
    proces.start()
    daar.close()
    return proces, hier


def verwerk_rest(werkplek: Werkplek) -> Iterator[str]:
    """What became of all that waits; it may be a while before the server sees that somebody is gone."""
    grens = monotonic() + 60
    while rij.wachtend(werkplek):
        assert monotonic() < grens
        if (een := rij.neem_volgende(werkplek)) is not None:
            yield een[1].uitkomst


@pytest.mark.parametrize("ontvangen", [False, True], ids=["niet ontvangen", "ontvangen"])
def test_een_werker_die_halverwege_wordt_gedood(engine: Engine, tmp_path: Path, ontvangen: bool) -> None:
    aantal = schrijf_berichten(tmp_path / "in")
    per_paar = aantal // 4
    werkplek = Werkplek(engine, kluis_van(engine, os.environ))
    bestanden = [(bestand.name, bestand) for bestand in sorted((tmp_path / "in").glob("*.xml"))]
    assert list(rij.zet_klaar(werkplek, bestanden, NU, "Ria")) == []
    hangt, teken = begin(als_hangende_werker, adres(engine), 2, ontvangen)
    assert teken.recv() == "hangt"
    # While it hangs with the third of its pair in hand, another receives all of the other pairs.
    werkt, geteld = begin(als_werker, adres(engine))
    assert geteld.recv() == Counter(verwerkt=aantal - per_paar)
    werkt.join()
    assert rij.wachtend(werkplek) == per_paar - 2
    hangt.kill()
    hangt.join()
    with pytest.raises(EOFError):
        teken.recv()
    rest = list(verwerk_rest(werkplek))
    assert rest == ["herhaald" if ontvangen else "verwerkt"] + ["verwerkt"] * (per_paar - 3)
    keur(engine, aantal)


def test_op_sqlite_is_er_een_werker(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["verwerk", str(tmp_path), "--database", f"sqlite:///{tmp_path / 'x.db'}", "--werkers", "2"])
    assert (status, capsys.readouterr().err) == (
        2,
        "ijw verwerk: Werkers naast elkaar kunnen alleen met PostgreSQL. In SQLite schrijft er altijd een "
        "tegelijk, dus het zou niet sneller gaan. Laat --werkers weg, of gebruik een database op PostgreSQL.\n",
    )


@pytest.mark.parametrize("werkers", ["0", "65", "-1", "twee"])
def test_een_onzinnig_aantal_werkers(werkers: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verwerk", "x", "--werkers", werkers]) == 2
    assert "verwacht een getal van 1 tot en met 64" in capsys.readouterr().err
