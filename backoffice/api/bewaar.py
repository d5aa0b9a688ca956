"""Write docs/api/openapi.json anew: `python -m backoffice.api.bewaar`, from the root of the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from fastapi import FastAPI

from backoffice.api.app import routes
from backoffice.api.beschrijving import beschrijf

BESTAND: Final = "docs/api/openapi.json"


def als_tekst() -> str:
    """The description of the API as it is stored."""
    app = FastAPI(routes=routes())
    return json.dumps(beschrijf(app), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    Path(BESTAND).write_text(als_tekst(), "utf-8")
