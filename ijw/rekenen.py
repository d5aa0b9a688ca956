"""Amounts, volumes, periods and shares: all arithmetic of the standard, in integers.

Amounts are eurocents, periods are days inclusive, and volumes are in the eenheid of the toewijzing, except
that uren (04) are counted in minutes, because they may be declared in either (TR341).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

MINUUT: Final = "01"
UUR: Final = "04"
ETMAAL: Final = "14"
STUKS_OUTPUT: Final = "82"
EURO: Final = "83"

PER_DAG: Final = "1"
PER_WEEK: Final = "2"
PER_MAAND: Final = "4"
TOTAAL: Final = "6"

DebetCredit = Literal["D", "C"]


# Amounts


def naar_centen(bedrag: int, debet_credit: str) -> int:
    """Signed eurocents of an amount on the wire: a credit is negative. ValueError when neither D nor C."""
    if debet_credit == "D":
        return bedrag
    if debet_credit == "C":
        return -bedrag
    raise ValueError(f"DebetCredit is D of C, niet {debet_credit!r}")


def uit_centen(centen: int) -> tuple[int, DebetCredit]:
    """Unsigned amount and DebetCredit of signed eurocents; zero is debet (CS325)."""
    return (-centen, "C") if centen < 0 else (centen, "D")


def deel_afgerond(teller: int, noemer: int) -> int:
    """Divide by a positive number and round a half away from zero, so that a credit mirrors its debet."""
    afgerond = (2 * abs(teller) + noemer) // (2 * noemer)
    return -afgerond if teller < 0 else afgerond


def minuuttarief(uurtarief: int) -> int:
    """ProductTarief in eurocents per minute of a tarief per uur, rounded half up (IV081)."""
    return deel_afgerond(uurtarief, 60)


def verwacht_bedrag(volume: int, eenheid: str, tarief: int | None, uurtarief: int | None = None) -> int:
    """IngediendBedrag in eurocents that belongs to a declared volume (CS339, IV081, TR346).

    Volume is in the declared eenheid. Minutes with an uurtarief are priced from that uurtarief and rounded
    once: 585 minutes at 5875 an hour is 57281, not 585 times 98. ValueError when a needed tarief is absent.
    """
    if eenheid == EURO:
        return volume
    if eenheid == MINUUT and uurtarief is not None:
        return deel_afgerond(uurtarief * volume, 60)
    if tarief is None:
        raise ValueError(f"eenheid {eenheid} vraagt een tarief")
    return volume * tarief


def verdeel(bedrag: int, gewichten: Mapping[str, int]) -> dict[str, int]:
    """Share an amount in eurocents by weight, to the cent, in the order of the weights given.

    Every share of the absolute amount is rounded down; the cents that are left go to the largest remainders,
    ties to the lowest code; then the sign returns. ValueError when a weight is negative or all are zero.
    """
    totaal = sum(gewichten.values())
    if totaal <= 0 or min(gewichten.values()) < 0:
        raise ValueError("gewichten zijn nul of meer, en samen meer dan nul")
    delen, resten = {}, {}
    for code, gewicht in gewichten.items():
        delen[code], resten[code] = divmod(abs(bedrag) * gewicht, totaal)
    over = abs(bedrag) - sum(delen.values())
    for code in sorted(resten, key=lambda code: (-resten[code], code))[:over]:
        delen[code] += 1
    return {code: -deel for code, deel in delen.items()} if bedrag < 0 else delen


# Volumes


def is_output(eenheid: str) -> bool:
    """Whether an eenheid belongs to the outputgerichte uitvoeringsvariant: stuks (82) or euro's (83)."""
    return eenheid in (STUKS_OUTPUT, EURO)


def uren_uit_minuten(minuten: int) -> int:
    """Whole uren to declare for the minutes of one prestatie: thirty or more go up, at least one (IV079).

    ValueError when no minute was delivered: there is then nothing to declare.
    """
    if minuten <= 0:
        raise ValueError("zonder geleverde minuten is er geen prestatie")
    return max(1, deel_afgerond(minuten, 60))


def volume_in_toewijzingseenheid(
    gedeclareerd_volume: int, gedeclareerde_eenheid: str, toewijzing_eenheid: str
) -> int | None:
    """Declared volume in the measure of the caps: minutes for a toewijzing in uren, else its own eenheid.

    None when the declared eenheid does not fit that of the toewijzing (TR341).
    """
    if toewijzing_eenheid == UUR:
        if gedeclareerde_eenheid == MINUUT:
            return gedeclareerd_volume
        return 60 * gedeclareerd_volume if gedeclareerde_eenheid == UUR else None
    return gedeclareerd_volume if gedeclareerde_eenheid == toewijzing_eenheid else None


# Periods


def dagen(begin: date, eind: date) -> int:
    """Calendar days from begin through eind."""
    return eind.toordinal() - begin.toordinal() + 1


def weken(begin: date, eind: date) -> int:
    """Distinct ISO weeks touched, broken ones included (IV077)."""
    # Day 1 of the proleptic calendar is a Monday, so whole sevens are ISO weeks in every year.
    return (eind.toordinal() - 1) // 7 - (begin.toordinal() - 1) // 7 + 1


def zondagen(begin: date, eind: date) -> int:
    """Sundays from begin through eind."""
    return eind.toordinal() // 7 - (begin.toordinal() - 1) // 7


def maanden(begin: date, eind: date) -> int:
    """Distinct calendar months touched, broken ones included."""
    return 12 * (eind.year - begin.year) + eind.month - begin.month + 1


def eerste_dag(dag: date) -> date:
    """First day of the calendar month."""
    return dag.replace(day=1)


@lru_cache(maxsize=4096)
def laatste_dag(dag: date) -> date:
    """Last day of the calendar month."""
    return dag.replace(day=monthrange(dag.year, dag.month)[1])


@lru_cache(maxsize=4096)
def verwachte_productperiode(maand: date, ingangsdatum: date, einddatum: date | None) -> tuple[date, date] | None:
    """ProductPeriode (begin, eind) of a toewijzing in the calendar month of the given day (IV089).

    None when the toewijzing has no day in that month. An empty einddatum is open-ended.
    """
    begin = max(eerste_dag(maand), ingangsdatum)
    eind = laatste_dag(maand) if einddatum is None else min(laatste_dag(maand), einddatum)
    return (begin, eind) if begin <= eind else None


# Caps


def periodecap(
    volume: int,
    eenheid: str,
    frequentie: str,
    toewijzing_begin: date,
    toewijzing_eind: date | None,
    periode_begin: date,
    periode_eind: date,
) -> int | None:
    """Largest volume that one ProductPeriode may hold: minutes for uren (04), else the eenheid itself.

    Only days inside the toewijzing count, so a period wholly outside it holds 0. None when the standard
    leaves it to the contract: output per maand in a month that the toewijzing covers in part (IV078).
    ValueError for an unknown frequentie. Source: TR321, IV076, IV077, IV078.
    """
    begin = max(toewijzing_begin, periode_begin)
    eind = periode_eind if toewijzing_eind is None else min(toewijzing_eind, periode_eind)
    if begin > eind:
        return 0
    if eenheid == UUR:
        volume *= 60
    if frequentie == PER_WEEK:
        if is_output(eenheid):
            return volume * _betaalde_weken(begin, eind, toewijzing_begin, toewijzing_eind)
        if eenheid == ETMAAL:
            # A broken week counts as a whole one, but a day has no second etmaal.
            return min(volume * weken(begin, eind), dagen(begin, eind))
        return volume * weken(begin, eind)
    if frequentie == TOTAAL:
        return volume
    if frequentie == PER_MAAND:
        if is_output(eenheid) and not _hele_maanden(begin, eind, toewijzing_begin, toewijzing_eind):
            return None
        return volume * maanden(begin, eind)
    if frequentie == PER_DAG:
        return volume * dagen(begin, eind)
    raise ValueError(f"onbekende frequentie {frequentie!r}")


def totaalcap(volume: int, eenheid: str, frequentie: str, begin: date, eind: date | None) -> int | None:
    """Largest volume over the whole toewijzing: minutes for uren (04), else the eenheid itself.

    None when it cannot be computed: an open-ended toewijzing, unless the volume is for its whole duration,
    or output per maand with a broken month (IV078). ValueError as `periodecap`. Source: TR322, IV077.
    """
    if eind is None and frequentie != TOTAAL:
        return None
    return periodecap(volume, eenheid, frequentie, begin, eind, begin, eind or begin)


def _betaalde_weken(begin: date, eind: date, toewijzing_begin: date, toewijzing_eind: date | None) -> int:
    """Output weeks of a period: one per Sunday, and the broken last week with the last Sunday (IV076)."""
    aantal = zondagen(begin, eind)
    if toewijzing_eind is None or toewijzing_eind.isoweekday() == 7:
        return aantal
    betaaldag = toewijzing_eind - timedelta(days=toewijzing_eind.isoweekday())
    if betaaldag < toewijzing_begin:
        # Too short to hold a Sunday: its only week goes to its last period.
        betaaldag = toewijzing_eind
    return aantal + (begin <= betaaldag <= eind)


def _hele_maanden(begin: date, eind: date, toewijzing_begin: date, toewijzing_eind: date | None) -> bool:
    """Whether the toewijzing covers every calendar month that the period touches."""
    return toewijzing_begin <= eerste_dag(begin) and (
        toewijzing_eind is None or laatste_dag(eind) <= toewijzing_eind
    )
