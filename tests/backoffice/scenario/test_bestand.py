"""Reading and playing scenarios of one's own: errors with file and line, differences, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backoffice.cli import main
from backoffice.ketentest.boom import Gespreksfout
from backoffice.scenario.uitvoeren import Speeltafel, lees_scenarios, scenariomap, speel
from backoffice.scheduler import ROOSTER

KOP = """onderwerp: Proef
gegeven:
  contracten: {contracten}
  toewijzingen:
    - verzonden: 2026-01-05
scenarios:
  - naam: een
    titel: Eén declaratie
    stappen:
      - dag: 2026-04-03
        bericht: JW323
"""
CONTRACTEN = scenariomap() / "contracten" / "standaard.yaml"


def schrijf(tmp_path: Path, erbij: str = "", *, contracten: str = "eigen.yaml", anders: str | None = None) -> Path:
    pad = tmp_path / "proef.yaml"
    tekst = KOP.replace("{contracten}", contracten) + erbij
    pad.write_text(tekst if anders is None else anders, encoding="utf-8")
    (tmp_path / "eigen.yaml").write_bytes(CONTRACTEN.read_bytes())
    return pad


@pytest.mark.parametrize(
    ("erbij", "melding"),
    [
        ("        dann: {}\n", "gevonden het onbekende veld dann"),
        ("        dan: {saldo: {}}\n", "proef.yaml, regel 12: gevonden het onbekende veld saldo, verwacht saldi."),
        (
            "        dan: {uitkomst: mooi}\n",
            "regel 12: gevonden 'mooi', verwacht voor uitkomst een van",
        ),
        (
            "        dan: {saldi: {bank: 1.50}}\n",
            "regel 12: gevonden '1.50', verwacht voor bank een bedrag",
        ),
        ("        herhaal: 1\n", "regel 12: gevonden 1, verwacht voor herhaal het nummer van een eerdere stap."),
        (
            "      - dag: 2026-04-02\n        taak: betalingen\n",
            "verwacht een dag vanaf 2026-04-03",
        ),
        (
            "      - dag: 2026-04-06\n        taak: slapen\n",
            "gevonden 'slapen', verwacht een van de taken",
        ),
        (
            "      - dag: 2026-04-06\n",
            "regel 12: gevonden een stap met dag, verwacht een stap met",
        ),
        ("      - {dag: 2026-04-06, sluit: 2026-03, taak: betalingen}\n", "gevonden taak en sluit in één stap"),
        ("      - {dag: 2026-04-06, sluit: maart}\n", "regel 12: gevonden 'maart', verwacht voor sluit een maand"),
        ("  - {naam: een, titel: Nog een, stappen: []}\n", "regel 12: gevonden de naam een voor de tweede keer"),
        ("  - {naam: Twee, titel: Hoofdletter, stappen: []}\n", "gevonden 'Twee', verwacht voor naam een naam"),
        ("  - {naam: twee, stappen: []}\n", "regel 12: gevonden geen titel, verwacht het veld titel."),
    ],
)
def test_een_fout_noemt_bestand_en_regel(tmp_path: Path, tafel: Speeltafel, erbij: str, melding: str) -> None:
    pad = schrijf(tmp_path, erbij)
    with pytest.raises(Gespreksfout) as fout:
        speel(lees_scenarios([pad], list(ROOSTER))[0], tafel)
    assert str(fout.value).startswith("proef.yaml, regel ")
    assert melding in str(fout.value)


def test_een_onbekend_berichtveld_noemt_de_regel(tmp_path: Path, tafel: Speeltafel) -> None:
    pad = schrijf(tmp_path, "        prestaties: [{volume: 3}]\n")
    with pytest.raises(Gespreksfout, match=r"proef\.yaml, regel 12: gevonden het onbekende veld volume"):
        speel(lees_scenarios([pad], list(ROOSTER))[0], tafel)


def test_contracten_die_er_niet_zijn(tmp_path: Path, tafel: Speeltafel) -> None:
    pad = schrijf(tmp_path, contracten="weg.yaml")
    with pytest.raises(Gespreksfout, match=r"proef\.yaml: contracten weg\.yaml: "):
        speel(lees_scenarios([pad], list(ROOSTER))[0], tafel)


def test_een_toewijzing_die_niet_kan(tmp_path: Path, tafel: Speeltafel) -> None:
    tekst = KOP.replace("{contracten}", "eigen.yaml").replace(
        "2026-01-05", "2026-01-05\n      omvang: {frequentie: '2'}\n      einddatum:"
    )
    pad = schrijf(tmp_path, anders=tekst)
    with pytest.raises(Gespreksfout, match=r"regel 5: gevonden een toewijzing die wordt geweigerd \(CD076"):
        speel(lees_scenarios([pad], list(ROOSTER))[0], tafel)


def test_elk_verschil_is_een_regel(tmp_path: Path, tafel: Speeltafel) -> None:
    erbij = """        dan:
          antwoord: {bericht: JW325, toegekend: 29999}
          uitkomst: afgekeurd
          antwoord_uiterlijk: 2026-04-17
          uiterlijk: {declaratieantwoord: 2026-04-17, koffie: 2026-04-17}
          signalen: [TERMIJN]
          termijnen: {R1: {uitkomst: te laat}}
          wacht_op_besluit: {R1: 2026-04-17}
          boekingen: []
          saldi: {schuld_aanbieder 41000001: -1}
          kosten: {'0164': 30000}
          kosten_per_maand: []
          verrekenposten: [{betaalt: '0164', ontvangt: '0153', bedrag: 1}]
          open_posten: [{bedrag: 30000, vervalt_op: 2026-05-04}]
          betalingen: [{bedrag: 30000, stand: onderweg}]
          werk: [{soort: verzoek}]
          gedaan: [iets]
          geweigerd: zomaar
"""
    (scenario,) = lees_scenarios([schrijf(tmp_path, erbij)], list(ROOSTER))
    uitslag = speel(scenario, tafel)
    assert all(
        regel.startswith("proef.yaml, regel 10, stap 1 op 2026-04-03 (bericht): ") for regel in uitslag.regels
    )
    namen = [regel.partition("(bericht): ")[2].split(":")[0].split(" ")[0] for regel in uitslag.regels]
    assert sorted(set(namen)) == sorted(set(namen) | {"DeclaratieAntwoord", *_verwacht(scenario.stappen[0].dan)})
    assert any("toegekend gevonden 30000 eurocent, verwacht 29999" in regel for regel in uitslag.regels)
    assert any("kosten 0153: gevonden 30000, verwacht niets" in regel for regel in uitslag.regels)


def _verwacht(dan: dict[str, object]) -> set[str]:
    return set(dan) - {"antwoord"}


def test_een_stap_zonder_dan_moet_goed_gaan(tmp_path: Path, tafel: Speeltafel) -> None:
    pad = schrijf(tmp_path, "        prestaties: [{toewijzing_nummer: 9}]\n")
    (scenario,) = lees_scenarios([pad], list(ROOSTER))
    assert any("Prestatie R1: gevonden 9338, verwacht" in regel for regel in speel(scenario, tafel).regels)


def test_de_opdracht(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pad = schrijf(tmp_path, "        dan: {kosten: {'0153': 30000}}\n")
    assert main(["scenario", str(pad)]) == 0
    assert capsys.readouterr().out.splitlines() == ["goed  proef/een: Eén declaratie", "", "1 scenario's: 1 goed."]
    schrijf(tmp_path, "        dan: {kosten: {'0153': 1}}\n")
    assert main(["scenario", str(pad), "--json"]) == 1
    uitslag = json.loads(capsys.readouterr().out)
    assert (uitslag["goed"], uitslag["fout"]) == (0, 1)
    assert uitslag["scenarios"][0]["verschillen"] == [
        "proef.yaml, regel 10, stap 1 op 2026-04-03 (bericht): kosten 0153: gevonden 30000, verwacht 1"
    ]
    schrijf(tmp_path, "        daan: {}\n")
    assert main(["scenario", str(pad)]) == 2
    assert "proef.yaml, regel 12: gevonden het onbekende veld daan" in capsys.readouterr().err
    assert main(["scenario", "--lijst", "--alleen", "termijn/laatste"]) == 0
    assert capsys.readouterr().out.startswith("termijn/laatste-dag: ")
    assert main(["scenario", "--alleen", "bestaat-niet"]) == 2
