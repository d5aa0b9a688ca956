"""What changes between two versies of a contract, in words and in the care that it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from backoffice.contracts.fouten import euros
from backoffice.contracts.model import Contract, looptijd, te_leveren

# By which fields a part is recognised in another versie; parts without such a name are compared as a whole.
_NAAM: Final = {
    "deelnames": ("gemeente", "vanaf"),
    "opties": ("tot_en_met",),
    "statussen": ("vanaf",),
    "financieringen": ("vanaf",),
    "termijnen": ("vanaf",),
    "producten": ("code",),
    "tarieven": ("vanaf",),
    "voorwaarden": (),
}
_BEDRAGEN: Final = frozenset({"tarief", "uurtarief", "bedrag", "budget", "indexering"})
_GEEN_INHOUD: Final = "versie"


@dataclass(frozen=True, slots=True)
class Verschil:
    """One thing that differs: where, and what it was and becomes; `leeg` stands for nothing."""

    plaats: str
    oud: str
    nieuw: str

    def __str__(self) -> str:
        return f"{self.plaats}: {self.oud} -> {self.nieuw}"


@dataclass(frozen=True, slots=True)
class Geraakt:
    """Care of which the agreement changes: a product for a gemeente, from a first of month to before another."""

    gemeente: str
    categorie: str
    code: str
    vanaf: date
    tot: date


def verschillen(oud: Contract, nieuw: Contract) -> list[Verschil]:
    """Everything that differs between two versies of one contract, in the order of the contract file."""
    return list(_verschillen((), oud, nieuw))


def wijzigt_tarief(oud: Contract, nieuw: Contract) -> bool:
    """Whether money changes: a price, how it is counted, or the bedrag of a subsidie or budget.

    A product that comes or goes counts, since its price does.
    """
    return _prijzen(oud) != _prijzen(nieuw)


def geraakt(oud: Contract, nieuw: Contract) -> list[Geraakt]:
    """The care whose product, price or conditions change, with the months in which they do."""
    was, wordt = _afspraken(oud), _afspraken(nieuw)
    gevonden = []
    for sleutel in sorted(was.keys() | wordt.keys()):
        een, ander = was.get(sleutel, []), wordt.get(sleutel, [])
        grenzen = sorted({grens for begin, einde, _ in (*een, *ander) for grens in (begin, einde)})
        anders = [(van, tot) for van, tot in pairwise(grenzen) if _op(een, van) != _op(ander, van)]
        if anders:
            gevonden.append(Geraakt(*sleutel, anders[0][0], anders[-1][1]))
    return gevonden


_Stuk = tuple[date, date, tuple[object, ...]]


def _afspraken(contract: Contract) -> dict[tuple[str, str, str], list[_Stuk]]:
    """Per gemeente and product what is agreed, and in which months."""
    stukken: dict[tuple[str, str, str], list[_Stuk]] = defaultdict(list)
    for deelname in contract.deelnames:
        eerste, na_laatste = looptijd(contract, deelname)
        for product in contract.producten:
            voorwaarden = tuple(
                voorwaarde
                for voorwaarde in product.voorwaarden
                if voorwaarde.gemeente in (None, deelname.gemeente)
            )
            for begin, einde, versie in te_leveren(contract, product):
                van, tot = max(begin, eerste), min(einde, na_laatste)
                if van < tot:
                    prijs = (versie.tarief, versie.uurtarief) if versie else ()
                    inhoud = (product.eenheid, product.frequenties, product.tarief_type, prijs, voorwaarden)
                    stukken[deelname.gemeente, product.categorie, product.code].append((van, tot, inhoud))
    return stukken


def _op(stukken: list[_Stuk], maand: date) -> tuple[object, ...] | None:
    return next((inhoud for begin, einde, inhoud in stukken if begin <= maand < einde), None)


def _prijzen(contract: Contract) -> tuple[object, ...]:
    producten = sorted(
        (product.categorie, product.code, product.eenheid or "", product.tarief_type, _versies(product.tarieven))
        for product in contract.producten
    )
    bedragen = sorted((vorm.vanaf, vorm.vorm, vorm.bedrag or 0) for vorm in contract.financieringen)
    return (producten, bedragen)


def _versies(tarieven: tuple[Any, ...]) -> list[tuple[date, date, int, int]]:
    return sorted(
        (versie.vanaf, versie.tot_en_met or date.max, versie.tarief or 0, versie.uurtarief or 0)
        for versie in tarieven
    )


def _verschillen(plaats: tuple[str, ...], oud: Any, nieuw: Any) -> Iterator[Verschil]:
    for veld in fields(oud):
        was, wordt = getattr(oud, veld.name), getattr(nieuw, veld.name)
        if veld.name in _NAAM:
            yield from _delen((*plaats, veld.name), _NAAM[veld.name], was, wordt)
        elif was != wordt and veld.name != _GEEN_INHOUD:
            waar = ", ".join((*plaats, veld.name))
            yield Verschil(waar, als_tekst(veld.name, was), als_tekst(veld.name, wordt))


def _delen(
    plaats: tuple[str, ...], naam: tuple[str, ...], oud: tuple[Any, ...], nieuw: tuple[Any, ...]
) -> Iterator[Verschil]:
    *voor, soort = plaats
    was, wordt = _op_naam(naam, oud), _op_naam(naam, nieuw)
    for sleutel in {**was, **wordt}:
        waar = (*voor, " ".join([soort, *map(str, sleutel)]) if naam else soort)
        if sleutel in was and sleutel in wordt:
            yield from _verschillen(waar, was[sleutel], wordt[sleutel])
        else:
            yield Verschil(
                ", ".join(waar),
                _in_woorden(was[sleutel]) if sleutel in was else "leeg",
                _in_woorden(wordt[sleutel]) if sleutel in wordt else "leeg",
            )


def _op_naam(naam: tuple[str, ...], delen: tuple[Any, ...]) -> dict[Any, Any]:
    return {tuple(als_tekst(veld, getattr(deel, veld)) for veld in naam) if naam else deel: deel for deel in delen}


def _in_woorden(deel: Any) -> str:
    """A part in one line: its fields that are filled in, and how many parts of its own it has."""
    woorden = []
    for veld in fields(deel):
        waarde = getattr(deel, veld.name)
        if veld.name in _NAAM:
            woorden += [f"{len(waarde)} {veld.name}"] if waarde else []
        elif waarde not in (None, ()) and waarde != date.min:
            woorden.append(f"{veld.name} {als_tekst(veld.name, waarde)}")
    return "; ".join(woorden)


def als_tekst(veld: str, waarde: object) -> str:
    """A value of a field of a contract as a person reads it."""
    if waarde is None or waarde == () or waarde == date.min:
        return "leeg"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    if isinstance(waarde, tuple):
        return ", ".join(map(str, waarde))
    if isinstance(waarde, int) and veld in _BEDRAGEN:
        return euros(waarde)
    return waarde.value if isinstance(waarde, StrEnum) else str(waarde)
