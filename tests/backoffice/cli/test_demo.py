import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import Engine, func, select

from backoffice.cli import demoverzoeken, main
from backoffice.cli.demo import verwerk
from backoffice.cli.demoverslag import Verloop, euro, vertel
from backoffice.cli.regiomap import CONTRACTEN, Opzet, lees_aanbieders, schrijf_regio
from backoffice.services.kostenoverzicht import maak_overzicht
from backoffice.services.laad_contracten import laad_contracten
from backoffice.services.partijen import registreer_partijen
from backoffice.services.samenvatting import vat_samen
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.tabellen import bericht, boekingsregel, prestatie, toewijzing_versie, uitgaand
from backoffice.synthetisch.verzoeken import SOORTEN
from backoffice.versleuteling import Kluis
from ijw import codec, codelijsten
from tests.backoffice.storage.rijen import MOMENT

OPZET = Opzet(seed=5, schaal=0.04, maanden=4)


@pytest.fixture
def regio(tmp_path: Path) -> Path:
    schrijf_regio(tmp_path, OPZET, lambda _: None)
    return tmp_path


@pytest.fixture
def werkplek(engine: Engine, kluis: Kluis, regio: Path) -> Werkplek:
    registreer_partijen(engine, lees_aanbieders(regio), {})
    gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
    assert laad_contracten(engine, regio / CONTRACTEN, gemeenten, MOMENT, "An").fouten == ()
    return Werkplek(engine, kluis)


def aantallen(engine: Engine) -> list[int]:
    tabellen = (bericht, prestatie, boekingsregel, toewijzing_versie, uitgaand)
    with lezen(engine) as conn:
        return [conn.execute(select(func.count()).select_from(tabel)).scalar_one() for tabel in tabellen]


def antwoorden(folder: Path) -> dict[str, bytes]:
    return {pad.name: pad.read_bytes() for pad in (folder / "uit" / "jw325").rglob("*.xml")}


def verslag(regio: Path, werkplek: Werkplek, verloop: Verloop) -> tuple[bool, str]:
    scherm = Console(file=StringIO(), width=200)
    goed = vertel(scherm, regio, verloop, maak_overzicht(werkplek.engine), vat_samen(werkplek.engine))
    tekst: Any = scherm.file
    return goed, tekst.getvalue()


def test_elke_geplante_fout_wordt_gevonden_en_niets_anders_geweigerd(werkplek: Werkplek, regio: Path) -> None:
    eerste = verwerk(werkplek, regio, Console(quiet=True))
    assert eerste.geplant.total() > 60
    assert eerste.geplant - eerste.gevonden == {}
    assert eerste.onterecht == 0
    goed, tekst = verslag(regio, werkplek, eerste)
    assert goed
    assert "er is niets veranderd" not in tekst
    assert "klopt niet" not in tekst
    assert "9999" not in tekst

    na_een, uit = aantallen(werkplek.engine), antwoorden(regio)
    tweede = verwerk(werkplek, regio, Console(quiet=True))
    assert aantallen(werkplek.engine) == na_een
    assert antwoorden(regio) == uit
    assert tweede.uitkomsten["verwerkt"] == tweede.uitkomsten["conflict"] == 0
    assert (tweede.ingediend, tweede.toegekend, tweede.afgewezen) == (
        eerste.ingediend,
        eerste.toegekend,
        eerste.afgewezen,
    )
    assert tweede.geplant - tweede.gevonden == {}
    goed, tekst = verslag(regio, werkplek, tweede)
    assert goed
    assert "Alles was al eerder verwerkt: er is niets veranderd." in tekst


def test_een_som_die_niet_sluit_staat_in_het_verslag(werkplek: Werkplek, regio: Path) -> None:
    leeg = Verloop()
    assert verslag(regio, werkplek, leeg)[0]
    leeg.ingediend = 1
    goed, tekst = verslag(regio, werkplek, leeg)
    assert not goed
    assert "klopt niet" in tekst


@pytest.mark.parametrize("wat", ["gemist", "onterecht"])
def test_een_gemiste_fout_of_onterechte_afwijzing_is_geen_goede_demo(
    werkplek: Werkplek, regio: Path, wat: str
) -> None:
    verloop = Verloop()
    if wat == "gemist":
        verloop.geplant["tarief"] = 1
    else:
        verloop.onterecht = 1
    assert not verslag(regio, werkplek, verloop)[0]


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


def test_een_map_met_een_andere_regio_wordt_niet_gebruikt(regio: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--map", str(regio), "--seed", "6"]) == 2
    assert "staat al een andere regio" in " ".join(capsys.readouterr().out.split())
    assert not (regio / "demo.db").exists()


def test_euro_op_zijn_nederlands() -> None:
    assert [euro(centen) for centen in (0, -5, 123_456_789)] == ["0,00", "-0,05", "1.234.567,89"]


def test_de_verzoeken_krijgen_het_besluit_dat_is_verwacht(werkplek: Werkplek, regio: Path) -> None:
    verwerk(werkplek, regio, Console(quiet=True))
    verloop = demoverzoeken.speel(werkplek, regio)
    assert verloop.goed
    assert {"past", "ingekort", "onderzoek"} <= set(verloop.geplant) <= set(SOORTEN)
    assert {soort.verwacht for soort in SOORTEN.values()} == {"toegewezen", *"123456789"}
    na_een = aantallen(werkplek.engine)
    assert demoverzoeken.speel(werkplek, regio) == verloop
    assert aantallen(werkplek.engine) == na_een
    scherm = Console(file=StringIO(), width=200)
    demoverzoeken.vertel(scherm, verloop)
    tekst: Any = scherm.file
    assert "afgewezen met 9, " in tekst.getvalue()
