"""The version pages and API name is that of the package."""

from __future__ import annotations

import tomllib
from pathlib import Path

from backoffice.web import VERSIE


def test_de_versie_is_die_van_het_pakket() -> None:
    pyproject = tomllib.loads((Path(__file__).resolve().parents[3] / "pyproject.toml").read_text("utf-8"))
    assert pyproject["project"]["version"] == VERSIE
