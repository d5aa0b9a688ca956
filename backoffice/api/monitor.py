"""The monitor of the region; what could be traced to few jeugdigen is left out, and is null here."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from backoffice.api.vorm import Vorm
from backoffice.services.inzage import monitor
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, recht

router = APIRouter(prefix="/monitor", tags=["monitor"])

Jaar = Annotated[int, Path(ge=2015, le=2100, description="Een leveringsjaar.")]


class Gebruikregel(Vorm):
    """Care of one gemeente or product; everything is null where there are too few jeugdigen to show."""

    naam: str
    jeugdigen: int | None
    minuten: int | None
    bedrag: int | None


class Ondersteuningsregel(Vorm):
    """Care of one ondersteuningsbehoefte and niveau; null where there are too few jeugdigen to show."""

    behoefte: str
    niveau: str
    jeugdigen: int | None
    minuten: int | None
    bedrag: int | None


class Verwijsregel(Vorm):
    """Toewijzingen by kind of verwijzer (COD327, empty when unknown); null where there are too few to show."""

    code: str
    naam: str
    jeugdigen: int | None
    toewijzingen: int | None


class Termijnregel(Vorm):
    """Prestaties by how they stood against their term; null where there are too few to show."""

    uitkomst: str
    aantal: int | None
    bedrag: int | None
    niet_betaald: int | None


class Marktaandeel(Vorm):
    """What an aanbieder was granted in eurocents, and its share in tenths of a percent."""

    aanbieder: str
    naam: str
    bedrag: int
    aandeel: int


class Monitor(Vorm):
    """A year of delivery: `kosten` has per gemeente twelve amounts, `hhi` sums the squared shares in percents."""

    jaar: int
    jeugdigen: int | None
    per_gemeente: list[Gebruikregel]
    per_product: list[Gebruikregel]
    per_ondersteuning: list[Ondersteuningsregel]
    verwijzers: list[Verwijsregel]
    kosten: dict[str, list[int]]
    termijnen: list[Termijnregel]
    grootste: list[Marktaandeel]
    hhi: int


@router.get("/{jaar}")
@recht(Recht.MONITOR_ZIEN)
def toon(hier: Hier, jaar: Jaar) -> Monitor:
    """Gebruik, kosten, termijnen en marktaandelen in een jaar."""
    return Monitor.van(monitor.maak(hier.werkplek, jaar))
