"""Code 6, stapeling: the same product twice at one aanbieder (OP259, OP347), or beside what is not wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from backoffice.verzoeken.model import Aanvraag, Regel, Toetssoort, Uitkomst, Zaak
from ijw.berichten.basis import Product
from ijw.feiten import Onbekend, ToegewezenProduct
from ijw.regels.stapeling import Tijdvak, botsingen

SOORT = Toetssoort("stapeling", "6", "OP259, OP347")


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Fail for a line that overlaps with another line, or with a toewijzing that the aanvraag does not change."""
    lopend = zaak.lopend
    if isinstance(lopend, Onbekend):
        yield SOORT.onbekend(aanvraag.herkomst.value, "de lopende toewijzingen")
        return
    blijft = [
        product
        for product in lopend
        if not product.verwijderd and product.toewijzing_nummer not in aanvraag.wijzigt
    ]
    for plaats, regel in enumerate(aanvraag.regels):
        eigen = [product for product in blijft if product.aanbieder == aanvraag.aanbieder]
        if botst := list(_gestapeld(regel, eigen, aanvraag.regels[:plaats])):
            yield SOORT.faalt(regel.onderdeel, f"{regel.noemer} overlapt met {', '.join(botst)}")
        elif samen := list(_ongewenst(regel, blijft, zaak)):
            yield SOORT.faalt(regel.onderdeel, f"{regel.noemer} is niet gewenst naast {', '.join(samen)}")
        else:
            yield SOORT.voldoet(regel.onderdeel, f"{regel.noemer} overlapt met niets")


def _gestapeld(regel: Regel, eigen: Iterable[ToegewezenProduct], eerder: Iterable[Regel]) -> Iterator[str]:
    tijdvak = Tijdvak(regel.product, regel.ingangsdatum, regel.einddatum)
    for product in eigen:
        if any(botsingen((tijdvak, _tijdvak(product)))):
            yield f"toewijzing {product.toewijzing_nummer}"
    for ander in eerder:
        if any(botsingen((tijdvak, Tijdvak(ander.product, ander.ingangsdatum, ander.einddatum)))):
            yield ander.onderdeel


def _ongewenst(regel: Regel, producten: Iterable[ToegewezenProduct], zaak: Zaak) -> Iterator[str]:
    for product in producten:
        paar = frozenset(filter(None, (regel.categorie, product.categorie)))
        _, begin, eind = _tijdvak(product)
        tegelijk = begin <= regel.laatste_dag and (eind is None or eind >= regel.ingangsdatum)
        if tegelijk and any(paar == verboden for verboden in zaak.samenloop):
            yield f"toewijzing {product.toewijzing_nummer} (categorie {product.categorie})"


def _tijdvak(toegewezen: ToegewezenProduct) -> Tijdvak:
    categorie = toegewezen.categorie
    product = None if categorie is None else Product(categorie=categorie, code=toegewezen.code)
    return Tijdvak(product, toegewezen.ingangsdatum, toegewezen.einddatum)
