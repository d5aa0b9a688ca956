"""The messages of the standard, one module per message, and the table of what is known per release."""

from __future__ import annotations

from ijw.berichten import (
    jw301,
    jw302,
    jw305,
    jw306,
    jw307,
    jw308,
    jw315,
    jw316,
    jw317,
    jw318,
    jw319,
    jw320,
    jw323,
    jw325,
)
from ijw.vorm import Berichtsoort

SOORTEN: tuple[Berichtsoort, ...] = (
    jw301.SOORT,
    jw302.SOORT,
    jw305.SOORT,
    jw306.SOORT,
    jw307.SOORT,
    jw308.SOORT,
    jw315.SOORT,
    jw316.SOORT,
    jw317.SOORT,
    jw318.SOORT,
    jw319.SOORT,
    jw320.SOORT,
    jw323.SOORT,
    jw325.SOORT,
)

_PER_NAMESPACE = {soort.namespace: soort for soort in SOORTEN}


def soort_van_namespace(namespace: str) -> Berichtsoort | None:
    """Give the berichtsoort and release that a namespace stands for, or None when it is unknown here."""
    return _PER_NAMESPACE.get(namespace)


def soort(naam: str, release: str = "3.2") -> Berichtsoort:
    """Give a berichtsoort by its name (JW323) and release; raises KeyError when it is unknown."""
    for kandidaat in SOORTEN:
        if kandidaat.naam == naam and kandidaat.release == release:
            return kandidaat
    raise KeyError(f"{naam} {release}")
