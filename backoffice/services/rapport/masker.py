"""Which values of a message may be shown in a report: one list, and what is not on it stands there as dots.

A report travels to a mailbox, a ticket or the screen of a build server. So it is a list of what is harmless,
and not of what is secret: codes, dates of levering and toewijzing, amounts, and numbers of messages and lines.
A value shows only when the declarations know an element at its place, of a type on the list, and neither that
element nor one above it is a persoonsgegeven (ijw.vorm). The ReferentieAanbieder is not on it: an aanbieder
writes there what he likes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from ijw.berichten import basis
from ijw.schema import kort
from ijw.vorm import KOPCODES, Berichtsoort, Klassetype, Ldt, vorm

STIPPEL: Final = "..."
"""What stands for a value that is not shown; as long for every value, so that it does not tell a length."""

HARMLOOS: Final = frozenset(
    {
        basis.ADRES_SOORT,
        basis.AGB_CODE,
        basis.BEDRAG,
        basis.BERICHT_CODE,
        basis.BERICHT_SUBVERSIE,
        basis.BERICHT_VERSIE,
        basis.BUDGET,
        basis.DATUM,
        basis.DEBET_CREDIT,
        basis.EENHEID,
        basis.FREQUENTIE,
        basis.GEMEENTE,
        basis.IDENTIFICATIE_BERICHT,
        basis.IDENTIFICATIE_DECLARATIE,
        basis.JA_NEE,
        basis.NUMMER,
        basis.PRODUCT_CATEGORIE,
        basis.PRODUCT_CODE,
        basis.REDEN_AFWIJZING_VERZOEK,
        basis.REDEN_BEEINDIGING,
        basis.REDEN_VERZOEK,
        basis.REDEN_WIJZIGING,
        basis.REFERENTIE_NUMMER,
        basis.RETOUR_CODE,
        basis.STATUS_AANLEVERING,
        basis.TIJD,
        basis.TOTAAL_BEDRAG,
        basis.TYPE_VERWIJZER,
        basis.VERSIE,
        basis.VERZOEK_ANTWOORD,
        basis.VOLUME,
    }
)
"""The types whose values may be shown; a type that is new is hidden until somebody puts it here."""

_LENGTE: Final = 40


def toon_waarde(soort: Berichtsoort, namen: Sequence[str], waarde: str) -> str:
    """The value of an element as a report may show it; `namen` leads to it from Bericht."""
    if not waarde.strip():
        return ""
    return kort(waarde, _LENGTE) if is_harmloos(soort, tuple(namen)) else STIPPEL


@cache
def is_harmloos(soort: Berichtsoort, namen: tuple[str, ...]) -> bool:
    """Whether the value of the element at this place in a message may be shown."""
    if namen[:-1] == ("Bericht", "Header") and namen[-1] in KOPCODES:
        return True
    soort_element: Ldt | Klassetype = soort.wortel
    verder = iter(namen[1:])
    for naam in verder:
        if isinstance(soort_element, Ldt):
            return False
        el = next((el for el in vorm(soort_element).elementen if el.tag == naam), None)
        if el is None or el.persoonsgegeven:
            return False
        if el.omhulsel and next(verder, None) != el.naam:
            return False
        soort_element = el.type
    return isinstance(soort_element, Ldt) and soort_element in HARMLOOS
