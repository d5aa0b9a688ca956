"""How values stand in the Dutch text of a finding."""

from __future__ import annotations

from typing import Final

from ijw.rekenen import EURO, MINUUT, UUR

_MEERVOUD: Final = {
    MINUUT: "minuten",
    UUR: "uren",
    "14": "etmalen",
    "16": "dagdelen",
    "82": "stuks",
    "84": "stuks",
}


def euro(centen: int) -> str:
    """Eurocents as an amount: 57281 is "€ 572,81"."""
    teken = "-" if centen < 0 else ""
    return f"€ {teken}{abs(centen) // 100},{abs(centen) % 100:02d}"


def hoeveelheid(volume: int, eenheid: str) -> str:
    """A volume with its eenheid: "585 minuten"; euro's (83) are counted in cents."""
    return euro(volume) if eenheid == EURO else f"{volume} {_MEERVOUD.get(eenheid, f'× {eenheid}')}"


def maatvolume(volume: int, toewijzing_eenheid: str) -> str:
    """A volume in the measure of the caps, which is minutes for a toewijzing in uren."""
    return hoeveelheid(volume, MINUUT if toewijzing_eenheid == UUR else toewijzing_eenheid)


def eenheidnaam(eenheid: str) -> str:
    """An eenheid as code and name: "01 (minuten)"."""
    return f"{eenheid} ({'euro' if eenheid == EURO else _MEERVOUD.get(eenheid, 'onbekend')})"


def frequentienaam(frequentie: str | None) -> str:
    """A frequentie as it follows a volume: "per week"; empty when there is none."""
    return _FREQUENTIES.get(frequentie or "", "")


_FREQUENTIES: Final = {"1": "per dag", "2": "per week", "4": "per maand", "6": "in totaal"}
