"""The demo plays a year through the normal entrances, comes out as planned, and changes nothing a second time."""

import csv
import re
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from rich.console import Console
from sqlalchemy import Engine, func, select

from backoffice.bootstrap import open_werkplek
from backoffice.cli import demojaar, demoverzoeken, main, regiomap
from backoffice.cli.bedrag import euro
from backoffice.cli.demobewijs import Bewijs, Vergelijking, bewijs
from backoffice.cli.demojaar import Regiofout, laad_regio
from backoffice.cli.demoverloop import Verloop
from backoffice.cli.demoverslag import vertel, vertel_jaar, vertel_vervolg
from backoffice.cli.regiomap import Opzet
from backoffice.services.kostenoverzicht import maak_overzicht
from backoffice.services.ontvang import ontvang
from backoffice.services.samenvatting import vat_samen
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import (
    bericht,
    betaalvoorstel,
    boekingsregel,
    prestatie,
    run,
    toewijzing_versie,
    uitgaand,
)
from backoffice.synthetisch.jaargevallen import JAARSOORTEN
from backoffice.synthetisch.verzoeken import SOORTEN
from backoffice.versleuteling import Kluis
from ijw import codec

JAAR = Opzet(seed=1, schaal=0.04, maanden=12, verhaal=True)
KORT = Opzet(seed=5, schaal=0.01, maanden=2, verhaal=True)


class Gespeeld(NamedTuple):
    """A year that was played on SQLite, kept for all tests that only look."""

    werkplek: Werkplek
    folder: Path
    verloop: Verloop


@pytest.fixture(scope="module")
def jaar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gespeeld]:
    folder = tmp_path_factory.mktemp("jaar")
    werkplek = open_werkplek(f"sqlite:///{folder / 'demo.db'}", {})
    yield Gespeeld(werkplek, folder, laad_regio(werkplek, folder, JAAR))
    werkplek.engine.dispose()


def aantallen(engine: Engine) -> list[int]:
    tabellen = (bericht, prestatie, boekingsregel, toewijzing_versie, uitgaand, betaalvoorstel, run)
    with lezen(engine) as conn:
        return [conn.execute(select(func.count()).select_from(tabel)).scalar_one() for tabel in tabellen]


def antwoorden(folder: Path) -> dict[str, bytes]:
    return {pad.name: pad.read_bytes() for pad in (folder / "uit" / "jw325").rglob("*.xml")}


def bewijs_van(gespeeld: Gespeeld, verloop: Verloop | None = None) -> Bewijs:
    engine = gespeeld.werkplek.engine
    gevallen = regiomap.lees_jaargevallen(gespeeld.folder)
    return bewijs(
        gespeeld.werkplek, verloop or gespeeld.verloop, maak_overzicht(engine), vat_samen(engine), gevallen
    )


def verslag(gespeeld: Gespeeld, verloop: Verloop, gevonden: Bewijs) -> tuple[bool, str]:
    engine = gespeeld.werkplek.engine
    scherm = Console(file=StringIO(), width=200)
    vertel_jaar(scherm, verloop)
    goed = vertel(scherm, verloop, maak_overzicht(engine), vat_samen(engine), gevonden)
    tekst: Any = scherm.file
    return goed, tekst.getvalue()


def test_een_jaar_komt_uit_zoals_het_is_gepland(jaar: Gespeeld) -> None:
    verloop = jaar.verloop
    assert verloop.geplant.total() > 60
    assert verloop.geplant - verloop.gevonden == {}
    assert verloop.onterecht == 0
    gevonden = bewijs_van(jaar)
    assert gevonden.afwijkend == ()
    assert gevonden.verschillen == ()
    assert [som for som in gevonden.sommen if not som.klopt] == []
    assert len(gevonden.sommen) == 13
    assert set(gevonden.gepland) == {soort.naam for soort in JAARSOORTEN}
    assert [geval for geval in gevonden.betaalgevallen if not geval.klopt] == []
    assert len(gevonden.betaalgevallen) == 4
    goed, tekst = verslag(jaar, verloop, gevonden)
    assert goed
    assert "klopt niet" not in tekst
    assert "er is niets veranderd" not in tekst
    assert "9999" not in tekst


def test_het_verhaal_vertelt_elke_maand_wat_er_gebeurde(jaar: Gespeeld) -> None:
    _, tekst = verslag(jaar, jaar.verloop, bewijs_van(jaar))
    for zin in (
        "Juli 2025. ",
        "Juli 2026. ",
        "rekeningnummers, voorgesteld door de administratie en bevestigd door de controller",
        "betalingen van 0153 aan 99000001 staan stil: materiële controle loopt",
        "0153, aanbieder 99000001: betalingen staan stil: materiële controle loopt",
        "betaaldag: voorstellen voor",
        "teruggekomen (AC04)",
        "afgedaan: ",
        "aangehouden, antwoord volgt uiterlijk",
        "te laat: geaccepteerd",
        "te laat: afgewezen",
        "zonder besluit, dus met een signaal: JW323",
        "boekmaand 12-2025 gesloten",
        "later bekende verhuizing: ",
        "crisisbedden 2025 afgerekend op € 1.150.000,00 naar gebruik",
        "het voorstel van 1774 wacht nog op goedkeuring",
        "met de hand: IJW",
    ):
        assert zin in tekst, zin


def test_een_tweede_keer_verandert_niets_en_zegt_dat(jaar: Gespeeld) -> None:
    na_een, uit = aantallen(jaar.werkplek.engine), antwoorden(jaar.folder)
    tweede = laad_regio(jaar.werkplek, jaar.folder, JAAR)
    assert aantallen(jaar.werkplek.engine) == na_een
    assert antwoorden(jaar.folder) == uit
    assert not tweede.veranderd
    assert tweede.uitkomsten["verwerkt"] == tweede.uitkomsten["conflict"] == 0
    eerste = jaar.verloop
    assert (tweede.ingediend, tweede.toegekend, tweede.afgewezen) == (
        eerste.ingediend,
        eerste.toegekend,
        eerste.afgewezen,
    )
    assert tweede.geplant - tweede.gevonden == {}
    goed, tekst = verslag(jaar, tweede, bewijs_van(jaar, tweede))
    assert goed
    assert "Alles was al eerder verwerkt: er is niets veranderd." in tekst


def test_wat_de_demo_aanraadt_werkt(
    jaar: Gespeeld, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    scherm = Console(file=StringIO(), width=200)
    database = f"sqlite:///{jaar.folder / 'demo.db'}"
    maanden = [regel.leveringsmaand for regel in maak_overzicht(jaar.werkplek.engine).regels]
    vertel_vervolg(scherm, jaar.folder, database, regiomap.lees_jaargevallen(jaar.folder), maanden)
    geschreven: Any = scherm.file
    opdrachten = re.findall(r"\./run ijw (.*?) +# ", geschreven.getvalue())
    assert f"export IJW_DATABASE_URL={database}" in geschreven.getvalue()
    assert [opdracht.split()[0] for opdracht in opdrachten] == [
        *("waarom", "waarom", "wie-betaalt", "wie-betaalt", "runs", "betaal", "werk"),
        *("grootboek", "grootboek", "kosten"),
    ]
    monkeypatch.setenv("IJW_DATABASE_URL", database)
    for opdracht in opdrachten:
        # The work list says by its status that something is late.
        assert main(opdracht.split()) in ((0, 1) if opdracht == "werk lijst" else (0,)), opdracht
        uit = capsys.readouterr()
        assert uit.out.strip(), opdracht
        assert uit.err == "", opdracht


def test_een_geval_dat_anders_uitkomt_staat_in_het_verslag(jaar: Gespeeld) -> None:
    geval, *_ = regiomap.lees_jaargevallen(jaar.folder)
    anders = replace(geval, verwacht="op tijd; geen; afgewezen met 9999")
    engine = jaar.werkplek.engine
    gevonden = bewijs(jaar.werkplek, jaar.verloop, maak_overzicht(engine), vat_samen(engine), [anders])
    assert gevonden.afwijkend == ((anders, geval.verwacht),)
    assert gevonden.gevonden.total() == 0
    goed, tekst = verslag(jaar, jaar.verloop, gevonden)
    assert not goed
    assert f"opgeslagen '{geval.verwacht}'" in tekst
    onbekend = replace(geval, referentie="bestaat-niet")
    gevonden = bewijs(jaar.werkplek, jaar.verloop, maak_overzicht(engine), vat_samen(engine), [onbekend])
    assert gevonden.afwijkend == ((onbekend, "niet bekend"),)


def test_een_som_die_niet_sluit_staat_in_het_verslag(jaar: Gespeeld) -> None:
    gevonden = bewijs_van(jaar)
    scheef = replace(gevonden, sommen=(*gevonden.sommen, Vergelijking("een som", 1, 2)))
    goed, tekst = verslag(jaar, jaar.verloop, scheef)
    assert not goed
    assert "klopt niet" in tekst
    verschil = replace(gevonden, verschillen=("0164 99000001: open is anders",))
    assert not verslag(jaar, jaar.verloop, verschil)[0]


@pytest.mark.parametrize("wat", ["gemist", "onterecht"])
def test_een_gemiste_fout_of_onterechte_afwijzing_is_geen_goede_demo(jaar: Gespeeld, wat: str) -> None:
    verloop = Verloop()
    if wat == "gemist":
        verloop.geplant["tarief"] = 1
    else:
        verloop.onterecht = 1
    gevonden = replace(bewijs_van(jaar), sommen=())
    assert verslag(jaar, Verloop(), gevonden)[0]
    assert not verslag(jaar, verloop, gevonden)[0]


def test_de_verzoeken_krijgen_het_besluit_dat_is_verwacht(jaar: Gespeeld) -> None:
    verloop = jaar.verloop.verzoeken
    assert verloop.goed
    assert {"past", "ingekort", "onderzoek"} <= set(verloop.geplant) <= set(SOORTEN)
    assert {soort.verwacht for soort in SOORTEN.values()} == {"toegewezen", *"123456789"}
    na_een = aantallen(jaar.werkplek.engine)
    assert demoverzoeken.speel(jaar.werkplek, jaar.folder) == verloop
    assert aantallen(jaar.werkplek.engine) == na_een
    scherm = Console(file=StringIO(), width=200)
    demoverzoeken.vertel(scherm, verloop)
    tekst: Any = scherm.file
    assert "afgewezen met 1, " in tekst.getvalue()


def test_een_korte_regio_sluit_op_elke_database(engine: Engine, kluis: Kluis, tmp_path: Path) -> None:
    gespeeld = Gespeeld(Werkplek(engine, kluis), tmp_path, laad_regio(Werkplek(engine, kluis), tmp_path, KORT))
    gevonden = bewijs_van(gespeeld)
    assert gevonden.gepland.total() > 5
    goed, tekst = verslag(gespeeld, gespeeld.verloop, gevonden)
    assert goed, tekst
    # It ends before the first payment day.
    assert gevonden.betaalgevallen == ()


def test_een_afgebroken_demo_gaat_verder_waar_zij_was(
    engine: Engine, kluis: Kluis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    werkplek = Werkplek(engine, kluis)
    keren = 0

    def valt_uit(*args: Any, **anders: Any) -> Any:
        nonlocal keren
        keren += 1
        if keren == 20:
            raise KeyboardInterrupt
        return ontvang(*args, **anders)

    def rekeningen_vallen_uit(*args: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as even:
        even.setattr("backoffice.cli.demomensen._nieuwe_rekening", rekeningen_vallen_uit)
        with pytest.raises(KeyboardInterrupt):
            laad_regio(werkplek, tmp_path, KORT)
    monkeypatch.setattr(demojaar, "ontvang", valt_uit)
    with pytest.raises(KeyboardInterrupt):
        laad_regio(werkplek, tmp_path, KORT)
    verloop = laad_regio(werkplek, tmp_path, KORT)
    assert verslag(
        Gespeeld(werkplek, tmp_path, verloop), verloop, bewijs_van(Gespeeld(werkplek, tmp_path, verloop))
    )[0]
    assert not laad_regio(werkplek, tmp_path, KORT).veranderd


def test_de_hele_opdracht_schrijft_antwoorden_en_overzichten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IJW_GEMEENTEN", "0193")
    folder = tmp_path / "demo"
    opdracht = ["demo", "--map", str(folder), "--schaal", "0.01", "--maanden", "2", "--seed", "3"]
    assert main(opdracht) == 0
    uit = capsys.readouterr()
    assert "De sommen sluiten" in uit.out
    assert "9999" not in uit.out + uit.err
    for inhoud in antwoorden(folder).values():
        codec.lees(inhoud)
    namen = [pad.name for pad in (folder / "uit").rglob("*")]
    assert "kosten.xlsx" in namen
    assert not [naam for naam in namen if "9999" in naam]
    overzichten = sorted((folder / "uit").glob("kosten-*.csv"))
    assert overzichten
    for pad in overzichten:
        inhoud = pad.read_bytes()
        assert b"9999" not in inhoud
        *_, totaal = csv.reader(inhoud.decode("utf-8-sig").splitlines(), delimiter=";")
        assert totaal[0] == "totaal"
    assert main(opdracht) == 0
    assert "er is niets veranderd" in capsys.readouterr().out


def test_een_map_met_een_andere_regio_wordt_niet_gebruikt(
    jaar: Gespeeld, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--map", str(jaar.folder), "--seed", "6"]) == 2
    assert "staat al een andere regio" in " ".join(capsys.readouterr().out.split())
    with pytest.raises(Regiofout, match="staat al een andere regio"):
        laad_regio(jaar.werkplek, jaar.folder, replace(JAAR, seed=6))


def test_euro_op_zijn_nederlands() -> None:
    assert [euro(centen) for centen in (0, -5, 123_456_789)] == ["0,00", "-0,05", "1.234.567,89"]
