"""Reading a conversation: what is wrong in a file is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from backoffice.ketentest.boom import Gespreksfout
from backoffice.ketentest.gesprek import Rol, keur_samen, lees_gesprek
from backoffice.ketentest.kit import lees_kit

GOED = """\
nummer: 7
titel: Een proef
toont: Iets
getest: gemeente
regels: [TR340, OP303]
stappen:
  - bericht: JW301
    dag: 2026-01-05
    antwoord: geen
  - bericht: JW323
    dag: 2026-04-03
    prestaties:
      - referentie_nummer: R1
    antwoord:
      bericht: JW325
      retourcodes:
        Prestatie R1: ['9340']
      ingediend: 30000
      toegekend: -5
"""


def test_een_goed_gesprek() -> None:
    gesprek = lees_gesprek(GOED, "proef.yaml")
    assert (gesprek.naam, gesprek.nummer, gesprek.getest, gesprek.contract) == (
        "proef",
        7,
        Rol.GEMEENTE,
        "standaard",
    )
    eerste, tweede = gesprek.stappen
    assert (eerste.van(), eerste.verwacht.soort) == (Rol.GEMEENTE, None)
    assert (tweede.van(), tweede.verwacht.soort) == (Rol.AANBIEDER, "JW325")
    assert tweede.verwacht.retourcodes == {"Prestatie R1": ("9340",)}
    assert (tweede.verwacht.ingediend, tweede.verwacht.toegekend) == (30000, -5)


@pytest.mark.parametrize(
    ("was", "wordt", "fout"),
    [
        ("titel:", "tittel:", "regel 2: gevonden het onbekende veld tittel, verwacht titel."),
        ("nummer: 7", "nummer: 0", "regel 1: gevonden '0', verwacht voor nummer een getal van 1 tot en met 199."),
        ("nummer: 7\n", "", "regel 1: gevonden geen nummer, verwacht het veld nummer."),
        ("gemeente\n", "zorgkantoor\n", "regel 4: gevonden 'zorgkantoor', verwacht voor getest een van gemeente"),
        ("TR340", "TR999", "regel 5: gevonden 'TR999', verwacht de code van een regel"),
        ("dag: 2026-01-05", "dag: 2026-02-30", "regel 8: gevonden '2026-02-30', verwacht voor dag een dag die"),
        ("dag: 2026-04-03", "dag: 2026-01-04", "regel 10: gevonden 2026-01-04, verwacht een dag vanaf 2026-01-05"),
        ("bericht: JW301", "bericht: JW302", "regel 7: gevonden 'JW302', verwacht voor bericht een van JW301"),
        (
            "antwoord: geen",
            "antwoord: JW325",
            "regel 9: gevonden 'JW325', verwacht voor antwoord een van geen",
        ),
        ("'9340'", "'9999'", "regel 17: gevonden '9999', verwacht een retourcode uit lijst WJ001."),
        ("Prestatie R1:", "Prestaties:", "regel 17: gevonden de plaats Prestaties, verwacht een van Header"),
        ("toegekend: -5", "toegekend: 0,05", "regel 19: gevonden '0,05', verwacht een bedrag in hele eurocenten"),
        ("titel: Een proef", "titel: [a", "regel 3: dit is geen YAML die wij kunnen lezen."),
        ("titel: Een proef", "titel: &a b", "regel 2: gevonden een verwijzing (& of *) of een type (!)"),
        ("titel: Een proef", "titel: Een proef\ntitel: x", "regel 3: gevonden titel voor de tweede keer"),
        ("titel: Een proef", "titel: [een]", "regel 2: gevonden een lijst, verwacht één waarde voor titel."),
        (
            "    dag: 2026-04-03",
            "    herhaal: 1\n    dag: 2026-04-03",
            "regel 10: gevonden naast herhaal ook",
        ),
    ],
)
def test_wat_er_fout_is(was: str, wordt: str, fout: str) -> None:
    assert was in GOED
    with pytest.raises(Gespreksfout) as gevangen:
        lees_gesprek(GOED.replace(was, wordt, 1), "proef.yaml")
    assert f"proef.yaml, {fout}" in str(gevangen.value)


def test_herhalen_is_hetzelfde_bericht() -> None:
    kort = GOED[: GOED.index("    prestaties:")] + "    herhaal: 1\n    antwoord: JW325\n"
    with pytest.raises(Gespreksfout, match="regel 10: gevonden JW323, verwacht bij herhaal hetzelfde bericht als"):
        lees_gesprek(kort, "proef.yaml")


def test_twee_gesprekken_met_een_nummer() -> None:
    een, twee = lees_gesprek(GOED, "een.yaml"), lees_gesprek(GOED, "twee.yaml")
    keur_samen([een])
    with pytest.raises(Gespreksfout, match=r"twee\.yaml: nummer 7 is ook dat van een\.yaml"):
        keur_samen([een, twee])


def test_een_map_zonder_gesprekken(tmp_path: Path) -> None:
    with pytest.raises(Gespreksfout, match="gevonden geen gesprekken"):
        lees_kit(tmp_path)


def test_een_contract_dat_er_niet_is(tmp_path: Path) -> None:
    (tmp_path / "proef.yaml").write_text(GOED + "contract: anders\n", encoding="utf-8")
    with pytest.raises(Gespreksfout, match=r"proef\.yaml: gevonden contract anders, verwacht een van geen"):
        lees_kit(tmp_path)
