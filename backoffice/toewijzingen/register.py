"""Which version of a toewijzing is in force: decided by when it was decided, not by when it arrived (IV013)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from ijw.berichten import jw301

VERWIJDERD = "13"
"""RedenWijziging of a removal (CS335)."""
VERVALLEN = "01"
"""What it was in messages from before 13 came in its place."""


class Stap(Enum):
    """What a received version does to the register."""

    NIEUW = "nieuw"
    GEWIJZIGD = "gewijzigd"
    ONGEWIJZIGD = "ongewijzigd"
    ACHTERHAALD = "achterhaald"
    TEGENSTRIJDIG = "tegenstrijdig"


@dataclass(frozen=True, slots=True)
class Versie:
    """One version of a toewijzing as a JW301 states it; dates are days inclusive, volume in its own eenheid."""

    toewijzing_nummer: int
    categorie: str | None
    code: str | None
    toewijzingsdatum: date
    toewijzingstijd: str
    ingangsdatum: date
    einddatum: date | None
    reden_wijziging: str | None
    volume: int | None
    eenheid: str | None
    frequentie: str | None
    budget: int | None
    referentie_aanbieder: str | None
    verwijderd: bool

    @property
    def moment(self) -> tuple[date, str]:
        """When the gemeente decided this version; the latest is in force (IV013)."""
        return self.toewijzingsdatum, self.toewijzingstijd


def versie_van(product: jw301.ToegewezenProduct) -> Versie:
    """Read a ToegewezenProduct as a version; removed when it ends on its first day for such a reason (CS335)."""
    omvang = product.omvang
    return Versie(
        toewijzing_nummer=product.toewijzing_nummer,
        categorie=product.product.categorie if product.product else None,
        code=product.product.code if product.product else None,
        toewijzingsdatum=product.toewijzingsdatum,
        toewijzingstijd=product.toewijzingstijd,
        ingangsdatum=product.ingangsdatum,
        einddatum=product.einddatum,
        reden_wijziging=product.reden_wijziging,
        volume=omvang.volume if omvang else None,
        eenheid=omvang.eenheid if omvang else None,
        frequentie=omvang.frequentie if omvang else None,
        budget=product.budget,
        referentie_aanbieder=product.referentie_aanbieder,
        verwijderd=product.reden_wijziging in (VERWIJDERD, VERVALLEN)
        and product.einddatum == product.ingangsdatum,
    )


def stap(geldend: Versie | None, ontvangen: Versie) -> Stap:
    """Decide what a received version does, given the one in force.

    Two different versions decided at the same moment contradict each other: the one in force stays, and a
    person has to look (OP080: the order of arrival says nothing).
    """
    if geldend is None:
        return Stap.NIEUW
    if ontvangen.moment > geldend.moment:
        return Stap.GEWIJZIGD
    if ontvangen.moment < geldend.moment:
        return Stap.ACHTERHAALD
    return Stap.ONGEWIJZIGD if _inhoud(ontvangen) == _inhoud(geldend) else Stap.TEGENSTRIJDIG


def _inhoud(versie: Versie) -> tuple[object, ...]:
    """What a re-sent line repeats: its RedenWijziging and ReferentieAanbieder are empty by then (IV097, IV099)."""
    return (
        versie.categorie,
        versie.code,
        versie.ingangsdatum,
        versie.einddatum,
        versie.volume,
        versie.eenheid,
        versie.frequentie,
        versie.budget,
    )
