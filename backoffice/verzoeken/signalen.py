"""What a person may want to know before he decides; a signal never refuses anything.

Draaideur: an aanbieder that had to leave comes back under another name. The names of people stay out of the
signal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from backoffice.verzoeken.model import VERBLIJF, Aanvraag
from ijw.feiten import ToegewezenProduct
from ijw.regels.toetsing import Signaal


@dataclass(frozen=True, slots=True)
class Onderneming:
    """What identifies an aanbieder behind its AGB-code, as its contract has it."""

    agb: str
    kvk: str | None = None
    concern: str | None = None
    bestuurders: tuple[str, ...] = ()
    adres: str | None = None


@dataclass(frozen=True, slots=True)
class RodeKaart:
    """An aanbieder the region parted with, since a day and on a ground that may be shown."""

    onderneming: Onderneming
    sinds: date
    grond: str


def draaideur(aanbieder: Onderneming, kaarten: Iterable[RodeKaart], dag: date) -> Iterator[Signaal]:
    """A signal for each red card that fits, by then given, on KvK, concern, a director or the address."""
    for kaart in kaarten:
        ander = kaart.onderneming
        if kaart.sinds > dag:
            continue
        if gelijk := [naam for naam, past in _vergelijk(aanbieder, ander) if past]:
            waarom = f"{', '.join(gelijk)} gelijk aan die van {ander.agb}, weg sinds {kaart.sinds:%d-%m-%Y}"
            yield Signaal("draaideur", f"{waarom} ({kaart.grond})")


def _vergelijk(een: Onderneming, ander: Onderneming) -> Iterator[tuple[str, bool]]:
    yield "AGB-code", een.agb == ander.agb
    yield "KvK-nummer", een.kvk is not None and een.kvk == ander.kvk
    yield "concern", een.concern is not None and _vlak(een.concern) == _vlak(ander.concern)
    bestuurders = {_vlak(naam) for naam in een.bestuurders} & {_vlak(naam) for naam in ander.bestuurders}
    yield "een bestuurder", bool(bestuurders)
    yield "adres", een.adres is not None and _vlak(een.adres) == _vlak(ander.adres)


def _vlak(tekst: str | None) -> str | None:
    return None if tekst is None else " ".join(tekst.casefold().split())


def samenloop(aanvraag: Aanvraag, lopend: Iterable[ToegewezenProduct]) -> Iterator[Signaal]:
    """A signal where the jeugdige has the same product, or a stay, at another aanbieder on the same days."""
    elders = [product for product in lopend if product.aanbieder != aanvraag.aanbieder and not product.verwijderd]
    for regel in aanvraag.regels:
        for product in elders:
            begin, einde = product.ingangsdatum, product.einddatum or date.max
            if begin > regel.laatste_dag or einde < regel.ingangsdatum:
                continue
            wie = f"aanbieder {product.aanbieder} (toewijzing {product.toewijzing_nummer})"
            if {regel.categorie, product.categorie} <= VERBLIJF:
                yield Signaal("samenloop", f"{regel.onderdeel}: op dezelfde dagen verblijf bij {wie}")
            elif regel.categorie == product.categorie and regel.code == product.code:
                yield Signaal("samenloop", f"{regel.onderdeel}: {regel.noemer} loopt ook bij {wie}")
