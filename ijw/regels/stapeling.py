"""Stapeling: whether products of one cliënt at one aanbieder overlap in time (TR302, TR386, TR410).

A specifiek product overlaps with the same Categorie and Code; an aspecifiek one (no Code) with everything in
its Categorie; a generiek one (no Product) with everything. Days are inclusive, so a product that begins on the
last day of another overlaps with it. Reading where the standard is silent: a specifiek and an aspecifiek
product of one Categorie overlap. A period that ends before it begins (CS003) overlaps with nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from ijw.berichten.basis import Product
from ijw.regels.regel import Afwijking, Voorkomen

_Groep = tuple[str | None, str | None]
_ALLES: _Groep = (None, "*")
_GENERIEK: _Groep = (None, None)


class Tijdvak(NamedTuple):
    """A product and its days inclusive; an empty end is open."""

    product: Product | None
    begin: date
    eind: date | None


def overlappingen(
    voorkomens: Sequence[Voorkomen], tijdvak: Callable[[Any], Tijdvak]
) -> Iterator[tuple[Voorkomen, Afwijking]]:
    """Give the deviation of every product that begins while another one that counts as the same runs."""
    tijdvakken = [tijdvak(voorkomen.obj) for voorkomen in voorkomens]
    laatste_eind: dict[_Groep, date] = {}
    # In order of begin the latest end per group is enough: the work grows with the products, not with pairs.
    for nummer in sorted(range(len(tijdvakken)), key=lambda n: tijdvakken[n].begin):
        product, begin, eind = tijdvakken[nummer]
        eind = eind or date.max
        if eind < begin:
            continue
        if any(groep in laatste_eind and laatste_eind[groep] >= begin for groep in _botst_met(product)):
            yield (
                voorkomens[nummer],
                Afwijking(
                    f"{_noem(product)} begint op {begin}, terwijl hetzelfde product nog loopt",
                    "periodes die elkaar niet overlappen",
                ),
            )
        for groep in _telt_als(product):
            laatste_eind[groep] = max(eind, laatste_eind.get(groep, eind))


def _botst_met(product: Product | None) -> tuple[_Groep, ...]:
    if product is None:
        return (_ALLES,)
    if product.code is None:
        return ((product.categorie, "*"), _GENERIEK)
    return ((product.categorie, product.code), (product.categorie, None), _GENERIEK)


def _telt_als(product: Product | None) -> tuple[_Groep, ...]:
    if product is None:
        return (_ALLES, _GENERIEK)
    return (_ALLES, (product.categorie, "*"), (product.categorie, product.code))


def _noem(product: Product | None) -> str:
    if product is None:
        return "zonder Product"
    return f"met Code {product.code}" if product.code else f"met Categorie {product.categorie}"
