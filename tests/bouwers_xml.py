"""Valid messages made from the declarations: one by one (`voorbeeld`) and by hypothesis (`berichten`)."""

import string
from collections.abc import Callable
from datetime import date, time, timedelta
from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st

from ijw import nummers
from ijw.berichten import basis
from ijw.vorm import Berichtsoort, Element, Ldt, vorm

LETTERS = string.ascii_letters + "ÀéïñöüŸ"
VRIJ = string.ascii_letters + string.digits + " &<>\"'-ëéü€𝄞"

_ALLE = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r"
)
_EEN_REGEL = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t"
)
_BSN = st.integers(0, 9000).map(nummers.test_bsn)


def voorbeeld(soort: Berichtsoort, rng: Random, *, kans: float = 1.0, meeste: int = 1) -> Any:
    """A valid message with each optional element present by `kans` and lists of 1 to `meeste` long."""
    return maak(soort.wortel, rng, kans=kans, meeste=meeste)


def maak(klasse: type[Any], rng: Random, *, kans: float = 1.0, meeste: int = 1) -> Any:
    """A valid berichtklasse or composite type."""

    def een(el: Element) -> Any:
        if isinstance(el.type, Ldt):
            return waarde(el.type, el.patroon, rng)
        return maak(el.type, rng, kans=kans, meeste=meeste)

    velden = {}
    for el in vorm(klasse).elementen:
        if el.optioneel and rng.random() >= kans:
            continue
        velden[el.veld] = tuple(een(el) for _ in range(rng.randint(1, meeste))) if el.herhaald else een(el)
    return klasse(**velden)


def waarde(ldt: Ldt, patroon: str | None, rng: Random) -> Any:
    """A value that a simple type accepts."""
    if ldt.gesloten:
        return rng.choice(ldt.waarden)
    if ldt.basis == "integer":
        return rng.choice([ldt.minimum, ldt.maximum, rng.randint(ldt.minimum or 0, ldt.maximum or 9)])
    if ldt.basis == "date":
        return date(1900, 1, 1) + timedelta(days=rng.randrange(70_000))
    if ldt.basis == "time":
        return f"{rng.randrange(24):02}:{rng.randrange(60):02}:{rng.randrange(60):02}"
    return _TEKST[patroon or ldt.patroon](ldt, rng)


def _tekens(alfabet: str) -> Callable[[Ldt, Random], str]:
    def maak_tekst(ldt: Ldt, rng: Random) -> str:
        lengte = rng.randint(ldt.min_lengte or 1, min(ldt.max_lengte or 40, 40))
        return "".join(rng.choices(alfabet, k=lengte - 1)) + rng.choice(alfabet.replace(" ", ""))

    return maak_tekst


_TEKST: dict[str | None, Callable[[Ldt, Random], str]] = {
    None: _tekens(VRIJ),
    basis.NIET_LEEG: _tekens(VRIJ),
    basis.NIET_LEEG_MEERREGELIG: _tekens(VRIJ + "\n"),
    basis.AGB_CODE.patroon: lambda ldt, rng: f"{rng.randrange(10**8):08}",
    basis.BURGER_SERVICENUMMER.patroon: lambda ldt, rng: nummers.test_bsn(rng.randrange(9000)),
    basis.GEMEENTE.patroon: lambda ldt, rng: f"{rng.randrange(10**4):04}",
    basis.TELEFOONNUMMER.patroon: _tekens(string.digits),
    basis.VERSIE.patroon: lambda ldt, rng: f"{rng.randrange(12)}.{rng.randrange(12)}.{rng.randrange(12)}",
    basis.VOORLETTERS.patroon: _tekens(LETTERS),
    "([a-zA-Z0-9])+": _tekens(string.ascii_letters + string.digits),
}


# --- the same as hypothesis strategies ------------------------------------------------------------


@cache
def berichten(soort: Berichtsoort) -> st.SearchStrategy[Any]:
    """Valid messages of one berichtsoort, with any text the schema accepts."""
    return klassen(soort.wortel)


@cache
def klassen(klasse: type[Any]) -> st.SearchStrategy[Any]:
    """Valid values of a berichtklasse or composite type."""
    return st.builds(klasse, **{el.veld: _velden(el) for el in vorm(klasse).elementen})


def _velden(el: Element) -> st.SearchStrategy[Any]:
    een = waarden(el.type, el.patroon) if isinstance(el.type, Ldt) else klassen(el.type)
    if el.herhaald:
        return st.lists(een, min_size=0 if el.optioneel else 1, max_size=2).map(tuple)
    return st.none() | een if el.optioneel else een


@cache
def waarden(ldt: Ldt, patroon: str | None = None) -> st.SearchStrategy[Any]:
    """Values that a simple type accepts."""
    if ldt.gesloten:
        return st.sampled_from(ldt.waarden)
    if ldt.basis == "integer":
        return st.integers(ldt.minimum, ldt.maximum)
    if ldt.basis == "date":
        return st.dates(date(1, 1, 1), date(9999, 12, 31))
    if ldt.basis == "time":
        return st.times().map(time.isoformat)
    return _teksten(ldt, patroon or ldt.patroon)


def _teksten(ldt: Ldt, patroon: str | None) -> st.SearchStrategy[str]:
    meest = min(ldt.max_lengte or 60, 60)
    if patroon == basis.BURGER_SERVICENUMMER.patroon:
        return _BSN
    if patroon in (None, basis.NIET_LEEG_MEERREGELIG, basis.NIET_LEEG):
        alfabet = _EEN_REGEL if patroon == basis.NIET_LEEG else _ALLE
        teksten = st.text(alfabet, min_size=1, max_size=meest)
        return teksten.filter(lambda tekst: bool(tekst.strip(" \t\n\r"))) if patroon else teksten
    return st.from_regex(f"^(?:{patroon})$".replace("$", r"\Z"), alphabet=st.characters(codec="utf-8")).filter(
        lambda tekst: len(tekst) <= meest and bool(tekst)
    )
