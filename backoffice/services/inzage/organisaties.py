"""The organisations that take part, by their codes and names."""

from __future__ import annotations

from typing import NamedTuple

from backoffice.services.heenbericht import contracten_van
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.kosten import lees_namen
from backoffice.toegang.rechten import Bezoeker
from ijw import codelijsten


class Organisatie(NamedTuple):
    """An AGB-code or gemeentecode and the name that goes with it."""

    code: str
    naam: str


def gemeenten(werkplek: Werkplek) -> list[Organisatie]:
    """The gemeenten this back office works for, by code."""
    return [Organisatie(code, codelijsten.gemeentenaam(code)) for code in sorted(werkplek.instellingen.gemeenten)]


def aanbieders(werkplek: Werkplek, bezoeker: Bezoeker) -> list[Organisatie]:
    """The aanbieders with a contract within the bereik of this visitor, by AGB-code."""
    bereik = bezoeker.bereik
    with lezen(werkplek.engine) as conn:
        contracten = contracten_van(werkplek, conn, bereik.aanbieder)
        namen = lees_namen(conn)
    codes = {
        contract.aanbieder
        for contract in contracten
        if bereik.gemeente is None or bereik.gemeente in {deelname.gemeente for deelname in contract.deelnames}
    }
    return [Organisatie(code, namen.get(code, "")) for code in sorted(codes)]


def namen(werkplek: Werkplek) -> dict[str, str]:
    """What each gemeente, by its code, and each aanbieder in the register, by its AGB-code, is called."""
    with lezen(werkplek.engine) as conn:
        return dict(codelijsten.lees(codelijsten.GEMEENTEN).waarden) | lees_namen(conn)
