"""Afspraken: contracts arranged so that a prestatie finds its price in two steps.

Everything is judged by delivery month (the month of the ProductPeriode), never by declaration date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Declaratietermijn,
    Product,
    TariefVersie,
    eerste_van_maand,
    looptijd,
    te_leveren,
)
from ijw import codelijsten, rekenen
from ijw.feiten import ONBEKEND, Contractafspraak, Onbekend

LANDELIJK: Final = "55"
"""Categorie of the national contracts (LTA): that a regional contract lacks it says nothing."""

_Stuk = tuple[date, date, Contractafspraak]
_Tijdlijn = tuple[list[date], list[Contractafspraak | None]]


class Afspraken:
    """What is agreed per gemeente, aanbieder, product and delivery month.

    A month is named by any day in it. Contracts that claim the same product in the same month are refused
    when they are loaded; should it happen here, the one that starts last in that month prevails.
    """

    def __init__(self, contracten: Iterable[Contract]) -> None:
        stukken: dict[tuple[str, str, str, str], list[_Stuk]] = defaultdict(list)
        self._looptijden: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
        self._codes: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        self._productlijsten: dict[tuple[str, str, date], dict[str, str]] = {}
        self._termijnen: dict[str, tuple[Declaratietermijn, ...]] = {}
        self._soorten: dict[str, Contractsoort] = {}
        for contract in contracten:
            self._termijnen[contract.contractnummer] = contract.termijnen
            self._soorten[contract.contractnummer] = contract.soort
            prijzen = [
                (product, begin, einde, _afspraak(contract, product, product.eenheid, versie))
                for product in contract.producten
                if product.eenheid is not None
                for begin, einde, versie in te_leveren(contract, product)
            ]
            for deelname in contract.deelnames:
                partijen = (deelname.gemeente, contract.aanbieder)
                eerste, na_laatste = looptijd(contract, deelname)
                self._looptijden[partijen].append((eerste, na_laatste))
                for product, begin, einde, afspraak in prijzen:
                    if max(begin, eerste) < min(einde, na_laatste):
                        stuk = (max(begin, eerste), min(einde, na_laatste), afspraak)
                        stukken[(*partijen, product.categorie, product.code)].append(stuk)
                        self._codes[partijen].add((product.categorie, product.code))
        self._tijdlijnen = {sleutel: _tijdlijn(delen) for sleutel, delen in stukken.items()}

    def zoek(
        self, gemeente: str, aanbieder: str, categorie: str, code: str, leveringsmaand: date
    ) -> Contractafspraak | None:
        """The afspraak for one product in one delivery month, or None when none is agreed."""
        tijdlijn = self._tijdlijnen.get((gemeente, aanbieder, categorie, code))
        if tijdlijn is None:
            return None
        plaats = bisect_right(tijdlijn[0], leveringsmaand)
        return tijdlijn[1][plaats - 1] if plaats else None

    def eenheid(
        self, gemeente: str, aanbieder: str, categorie: str, code: str, leveringsmaand: date
    ) -> str | None:
        """The agreed eenheid, by which a prestatie on a toewijzing without omvang is judged."""
        afspraak = self.zoek(gemeente, aanbieder, categorie, code, leveringsmaand)
        return afspraak.eenheid if afspraak else None

    def termijnen(self, contractnummer: str) -> tuple[Declaratietermijn, ...]:
        """The declaratietermijnen of a contract, each from its own day; KeyError when it is not among these."""
        return self._termijnen[contractnummer]

    @property
    def kent_termijn(self) -> bool:
        """Whether any of the contracts ever had a term to declare in."""
        return any(een.termijn_maanden is not None for termijnen in self._termijnen.values() for een in termijnen)

    def soort(self, contractnummer: str) -> Contractsoort:
        """The kind of a contract; KeyError when it is not among these."""
        return self._soorten[contractnummer]

    def productlijst(self, gemeente: str, aanbieder: str, maand: date) -> dict[str, str]:
        """Code to categorie of all that this aanbieder may deliver for this gemeente in this month."""
        sleutel = (gemeente, aanbieder, eerste_van_maand(maand))
        lijst = self._productlijsten.get(sleutel)
        if lijst is None:
            lijst = self._productlijsten[sleutel] = {
                code: categorie
                for categorie, code in sorted(self._codes.get((gemeente, aanbieder), ()))
                if self.zoek(gemeente, aanbieder, categorie, code, maand)
            }
        return lijst

    def gehanteerde_productlijst(
        self, gemeente: str, aanbieder: str, categorie: str | None, code: str | None, maand: date
    ) -> Mapping[str, str] | Onbekend:
        """The list by which a product code is judged in this month: `Feiten.productlijst` (TR381, IV075).

        The agreed list, and JZ21 where a contract names no products of its own. ONBEKEND without any contract,
        and for a national product that is not agreed here: nothing to judge by.
        """
        if not self.heeft_contract(gemeente, aanbieder, maand):
            return ONBEKEND
        lijst = self.productlijst(gemeente, aanbieder, maand)
        if categorie == LANDELIJK and (code is None or lijst.get(code) != categorie):
            return ONBEKEND
        return lijst or codelijsten.lees(codelijsten.PRODUCTCODES).categorieen

    def heeft_contract(self, gemeente: str, aanbieder: str, maand: date) -> bool:
        """Whether any contract of this aanbieder covers this gemeente in this month, taakgericht included."""
        return any(
            eerste <= maand < na_laatste for eerste, na_laatste in self._looptijden.get((gemeente, aanbieder), ())
        )


def _afspraak(contract: Contract, product: Product, eenheid: str, versie: TariefVersie | None) -> Contractafspraak:
    tarief = versie.tarief if versie else None
    uurtarief = versie.uurtarief if versie else None
    if uurtarief is not None:
        tarief = rekenen.minuuttarief(uurtarief)
    elif eenheid == rekenen.UUR:
        # Hours may be declared in minutes, and are then priced by the hour.
        uurtarief = tarief
    return Contractafspraak(
        contract=contract.contractnummer,
        versie=contract.versie,
        categorie=product.categorie,
        code=product.code,
        eenheid=eenheid,
        tarief=tarief,
        uurtarief=uurtarief,
        tarief_type=product.tarief_type.value,
    )


def _tijdlijn(stukken: list[_Stuk]) -> _Tijdlijn:
    """First-of-months on which the answer changes, and the answer from then on."""
    grenzen: list[date] = []
    antwoorden: list[Contractafspraak | None] = []
    for begin, einde, afspraak in sorted(stukken, key=lambda stuk: stuk[0]):
        while grenzen and grenzen[-1] >= begin:
            grenzen.pop()
            antwoorden.pop()
        grenzen += (begin, einde)
        antwoorden += (afspraak, None)
    return grenzen, antwoorden
