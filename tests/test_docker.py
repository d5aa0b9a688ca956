"""docker/: what the image and the composition promise, and that their steps work on this machine."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from backoffice.versleuteling import nieuwe_sleutel
from tests.databases import NieuweDatabase

WORTEL = Path(__file__).resolve().parent.parent
DOCKER = WORTEL / "docker"
DOCKERFILE = (DOCKER / "Dockerfile").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yaml").read_text())
DIENSTEN: dict[str, dict[str, Any]] = COMPOSE["services"]
GEHEIM = re.compile(r"(PASSWORD|WACHTWOORD|GEHEIM|SLEUTEL)\b", re.IGNORECASE)


def test_hadolint_vindt_niets() -> None:
    opdracht = [str(Path(sys.executable).with_name("hadolint")), "--no-color", str(DOCKER / "Dockerfile")]
    klaar = subprocess.run(opdracht, capture_output=True, text=True, check=False)
    assert (klaar.returncode, klaar.stdout) == (0, "")


def test_het_image_draait_niet_als_root_en_installeert_alleen_wat_vastligt() -> None:
    (gebruiker,) = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert int(gebruiker) >= 1000
    assert "--require-hashes" in DOCKERFILE
    assert "HEALTHCHECK" in DOCKERFILE
    assert "/gezond" in DOCKERFILE


def test_een_wijziging_in_de_code_installeert_de_bibliotheken_niet_opnieuw() -> None:
    kopieen = re.findall(r"^COPY (?:--from=\S+ )?(\S+) ", DOCKERFILE, re.MULTILINE)
    assert kopieen[0] == "requirements/run.txt"
    assert kopieen.index("backoffice/") > kopieen.index("/opt/venv")


def test_images_hebben_een_versie() -> None:
    beelden = [*re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE), DIENSTEN["database"]["image"]]
    assert beelden
    for beeld in beelden:
        assert re.fullmatch(r"[a-z/]+:\d[\w.-]*", beeld), beeld


@pytest.mark.parametrize("naam", DIENSTEN)
def test_geheimen_komen_uit_bestanden(naam: str) -> None:
    dienst = DIENSTEN[naam]
    for instelling, waarde in dienst["environment"].items():
        if GEHEIM.search(instelling.removesuffix("_FILE").removesuffix("BESTAND")):
            assert waarde.startswith("/run/secrets/"), instelling
            assert waarde.removeprefix("/run/secrets/") in dienst["secrets"]
    assert "wachtwoord" in dienst["secrets"]
    assert set(dienst["secrets"]) <= set(COMPOSE["secrets"])
    assert ":" not in dienst["environment"].get("IJW_DATABASE_URL", "").removeprefix("postgresql://")


def test_elke_dienst_die_blijft_draaien_zegt_of_zij_gezond_is() -> None:
    blijvend = {naam for naam, dienst in DIENSTEN.items() if dienst.get("restart") == "unless-stopped"}
    assert blijvend == {"portaal", "planner", "database"}
    # That of the portal is in the image.
    assert {naam for naam in blijvend if "healthcheck" in DIENSTEN[naam]} == {"planner", "database"}


def test_alleen_het_portaal_is_te_bereiken_en_alleen_van_deze_machine() -> None:
    poorten = {naam: dienst["ports"] for naam, dienst in DIENSTEN.items() if "ports" in dienst}
    assert list(poorten) == ["portaal"]
    assert all(poort.startswith("127.0.0.1:") for poort in poorten["portaal"])


def test_wat_genoemd_wordt_bestaat() -> None:
    for dienst in DIENSTEN.values():
        assert set(dienst.get("depends_on", ())) <= set(DIENSTEN)
        assert {"condition": "service_started"} not in dienst.get("depends_on", {}).values()
        volumes = {volume.partition(":")[0] for volume in dienst["volumes"]}
        assert {volume for volume in volumes if not volume.startswith("$")} <= set(COMPOSE["volumes"])
        if bouw := dienst.get("build"):
            assert (DOCKER / bouw["context"] / bouw["dockerfile"]).samefile(DOCKER / "Dockerfile")


def test_de_proef_installeert_zoals_het_image() -> None:
    proef = (DOCKER / "proef.sh").read_text()
    vlaggen = re.search(r"--no-cache-dir (--[^\\]+)", DOCKERFILE)
    assert vlaggen is not None
    assert " ".join(vlaggen[1].split()) in " ".join(proef.split())


def test_de_stappen_werken_op_deze_machine(postgresql_nieuw: NieuweDatabase, tmp_path: Path) -> None:
    sleutels = tmp_path / "sleutels"
    sleutels.write_text("\n".join(map(nieuwe_sleutel, ("s1", "index"))))
    with socket.create_server(("127.0.0.1", 0)) as vrij:
        poort = vrij.getsockname()[1]
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("IJW_")}
    with postgresql_nieuw() as engine:
        url = engine.url.set(password=None)
        wachtwoord = tmp_path / "wachtwoord"
        wachtwoord.write_text(engine.url.password or "")
        engine.dispose()
        klaar = subprocess.run(
            ["sh", DOCKER / "proef.sh", url.render_as_string(), sleutels, str(poort)],
            env=omgeving | {"PROEF_PYTHON": sys.executable, "PGPASSWORD_FILE": str(wachtwoord)},
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
    assert klaar.returncode == 0, klaar.stderr
    assert "gezond: ok" in klaar.stdout
    assert "maandafsluiting" in klaar.stdout
    assert klaar.stdout.endswith("== goed\n")
