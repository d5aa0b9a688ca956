"""What the gallery shows: every part of a page in every state."""

from __future__ import annotations

from typing import Any

from backoffice.services.inzage.pagina import Pagina
from backoffice.ui import grafiek
from backoffice.ui.grafiek import Reeks

MAANDEN = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
KOSTEN = Reeks("Toegekend", (1_200_000, 1_350_000, 980_000, 1_410_000, *[None] * 8))
BEGROOT = Reeks("Begroot", (1_250_000,) * 12)
CORRECTIES = Reeks("Correcties", (-40_000, 0, -125_000, 30_000, *[None] * 8))

INHOUD: dict[str, Any] = {
    "pagina_met_meer": Pagina((1, 2, 3), 41),
    "filters": {"soort": "JW323", "van": None},
    "staven": grafiek.staven("kosten", "Kosten per maand", MAANDEN, [KOSTEN, CORRECTIES], grafiek.euro_kort),
    "lijnen": grafiek.lijnen("verloop", "Kosten en begroting", MAANDEN, [KOSTEN, BEGROOT], grafiek.euro_kort),
    "maanden": list(zip(MAANDEN, KOSTEN.waarden, BEGROOT.waarden, strict=True)),
}
