from __future__ import annotations

import json
from pathlib import Path

import pytest

from backoffice.cli import main
from backoffice.ketentest.kit import kitmap
from backoffice.services.contractbestand import lees_contracten

Gevangen = pytest.CaptureFixture[str]


def ijw(capsys: Gevangen, *woorden: object) -> tuple[int, str, str]:
    status = main(["ketentest", *map(str, woorden)])
    return status, *capsys.readouterr()


def test_een_gesprek(capsys: Gevangen) -> None:
    status, uit, fouten = ijw(capsys, "declaratie-toegekend")
    assert (status, fouten) == (0, "")
    assert uit.splitlines() == [
        "goed          declaratie-toegekend: Een declaratie die klopt",
        "",
        "1 gesprek: 1 goed.",
    ]


def test_een_gesprek_dat_fout_gaat(capsys: Gevangen, tmp_path: Path) -> None:
    eigen = tmp_path / "eigen"
    kopieer(eigen, "declaratie-toegekend.yaml", "ingediend: 30000", "ingediend: 30001")
    status, uit, _ = ijw(capsys, "--bron", eigen)
    assert status == 1
    assert "fout          declaratie-toegekend: Een declaratie die klopt\n" in uit
    assert (
        "    stap 2 (JW323, 2026-04-03): DeclaratieAntwoord: ingediend gevonden 30000 eurocent, "
        "verwacht 30001 eurocent\n"
    ) in uit


def test_json(capsys: Gevangen) -> None:
    status, uit, _ = ijw(capsys, "declaratie-toegekend", "--json")
    assert status == 0
    verslag = json.loads(uit)
    assert (verslag["goed"], verslag["fout"], verslag["overgeslagen"]) == (1, 0, 0)
    assert verslag["gesprekken"][0]["gesprek"] == "declaratie-toegekend"
    assert verslag["gesprekken"][0]["uitkomst"] == "goed"


def test_de_lijst_met_gesprekken(capsys: Gevangen) -> None:
    status, uit, _ = ijw(capsys, "--lijst", "--getest", "aanbieder")
    assert status == 0
    assert "61  toewijzing-stapeling (aanbieder): Twee toewijzingen van hetzelfde product\n" in uit
    assert "TR302, OP259, IV032" in uit
    assert "(gemeente)" not in uit


def test_de_regels_met_hun_gesprekken(capsys: Gevangen) -> None:
    status, uit, _ = ijw(capsys, "--regels")
    assert status == 0
    assert "TR340     declaratie-ander-product, declaratie-andere-categorie\n" in uit
    assert uit.rstrip().endswith("zonder gesprek: TR337, TR366, TR367, TR371, TR376.")


def test_de_contracten_voor_een_ander_systeem(capsys: Gevangen, tmp_path: Path) -> None:
    bestand = tmp_path / "contracten.yaml"
    assert ijw(capsys, "--contracten", bestand, "--reeks", 3, "declaratie-toegekend", "start-en-stop")[0] == 0
    gelezen = lees_contracten(bestand)
    assert not gelezen.fouten
    assert [contract.aanbieder for contract in gelezen.contracten] == ["43000001", "43000069"]


@pytest.mark.parametrize(
    ("woorden", "fout"),
    [
        (["geen-gesprek"], "Er is geen gesprek geen-gesprek. Met --lijst ziet u welke er zijn."),
        (["--bron", "nergens"], "nergens: gevonden geen gesprekken"),
        (["--url", "ftp://x", "declaratie-toegekend"], "'ftp://x' is geen adres dat met http"),
        (
            ["declaratie-toegekend", "--getest", "aanbieder"],
            "Geen van deze gesprekken test een systeem",
        ),
        (["--contracten", "."], ".: dit bestand kan niet worden geschreven."),
        (["--wachttijd", "0"], "--wachttijd"),
        (["--reeks", "10"], "--reeks"),
        (["--map", "x", "--lijst"], "--lijst"),
    ],
)
def test_verkeerd_gebruik(capsys: Gevangen, woorden: list[str], fout: str) -> None:
    status, _, fouten = ijw(capsys, *woorden)
    assert status == 2
    assert fout in fouten


def test_een_map_waar_niemand_antwoordt(capsys: Gevangen, tmp_path: Path) -> None:
    status, uit, _ = ijw(capsys, "--map", tmp_path, "--wachttijd", "0.3", "declaratie-toegekend")
    assert status == 1
    assert "gevonden geen antwoord, verwacht JW325" in uit
    assert sorted(pad.name for pad in (tmp_path / "in").iterdir()) == ["0001-01-JW301.xml", "0001-02-JW323.xml"]


def test_een_map_die_geen_map_is(capsys: Gevangen, tmp_path: Path) -> None:
    (tmp_path / "bestand").touch()
    status, _, fouten = ijw(capsys, "--map", tmp_path / "bestand", "declaratie-toegekend")
    assert status == 2
    assert "Kijk of het een map is" in fouten


def kopieer(folder: Path, naam: str, was: str, wordt: str) -> None:
    """A kit of one gesprek, in which one thing is different."""
    (folder / "contracten").mkdir(parents=True)
    for pad in ("basis.yaml", "contracten/standaard.yaml"):
        (folder / pad).write_bytes((kitmap() / pad).read_bytes())
    tekst = (kitmap() / naam).read_text(encoding="utf-8")
    assert was in tekst
    (folder / naam).write_text(tekst.replace(was, wordt), encoding="utf-8")
