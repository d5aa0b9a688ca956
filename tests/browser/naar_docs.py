"""Puts the pictures of the handbook in docs/schermen/, from those that the browser tests made:

./run test tests/browser && .venv/bin/python -m tests.browser.naar_docs
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from PIL import Image

from tests.browser.keuring import SCHERMEN

DOCS: Final = Path(__file__).resolve().parents[2] / "docs" / "schermen"
GEKOZEN: Final = {
    "aanmelden": "reis-0-aanmelden",
    "app-instellen": "reis-2-app-instellen",
    "indienen": "reis-5-gekozen",
    "ingediend": "reis-6-ingediend",
    "bericht": "reis-7-bericht",
    "herstel": "reis-10-proef",
    "kosten": "reis-12-gemeente-kosten",
    "kosten-maand": "kosten-maand",
    "postvak": "postvak",
    "verzoeken": "verzoeken",
    "verzoek": "verzoek",
    "nieuwe-toewijzing": "toewijzing-nieuw",
    "begroting": "begroting-nakijken",
    "boeking": "boeking-terug",
    "gemeente-prestatie": "reis-14-gemeente-prestatie",
    "accounts": "reis-accounts",
}
"""Under which name in the handbook which picture stands."""

_BREEDTE: Final = 1280
_GETOOND: Final = 960
_KLEUREN: Final = 200


def zet_over() -> list[Path]:
    """Write each picture smaller and in fewer colours; FileNotFoundError when a test did not make it."""
    DOCS.mkdir(exist_ok=True)
    gezet = []
    for naam, scherm in GEKOZEN.items():
        with Image.open(SCHERMEN / f"{scherm}-{_BREEDTE}.png") as beeld:
            hoogte = beeld.height * _GETOOND // beeld.width
            klein = beeld.convert("RGB").resize((_GETOOND, hoogte), Image.Resampling.LANCZOS)
        doel = DOCS / f"{naam}.png"
        klein.quantize(_KLEUREN).save(doel, optimize=True)
        gezet.append(doel)
    return gezet


if __name__ == "__main__":
    try:
        paden = zet_over()
    except FileNotFoundError as fout:
        sys.exit(f"{fout.filename} is er niet. Draai eerst tests/browser.")
    print(f"{len(paden)} schermen, samen {sum(pad.stat().st_size for pad in paden) // 1000} kB")
