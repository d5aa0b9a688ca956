"""For each element of a message, texts on both sides of each boundary of its type."""

from ijw.berichten import basis
from ijw.vorm import Berichtsoort, Ldt, vorm

KOPTYPEN = (basis.BERICHT_CODE, basis.BERICHT_VERSIE, basis.BERICHT_SUBVERSIE)

ALGEMEEN = ["", " ", "\t", "\n", "\r", "a", "0", "-1", "é", "\xa0", "\u2003", "x" * 300, "a\nb", "𝄞", "A1b2"]
GETALLEN = [
    "+10",
    "007",
    "-0",
    "1.0",
    "1e3",
    "1_000",
    "٣",
    " 10 ",
    "\n10",
    "1 0",
    "0x1",
    "10 ",
    "+",
    "9" * 30,
]
DATUMS = [
    *("2026-01-01", "2024-02-29", "2026-02-29", "1900-02-29", "2000-02-29", "2026-13-01", "2026-01-32"),
    *("12026-01-01", "-2026-01-01", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "02026-01-01"),
    *(" 2026-01-01 ", "\n2026-01-01", "2026-01-01Z", "2026-01-01+01:00", "2026-01-01-01:00", "2026-1-1"),
    *("20260101", "2026-W01-1", "26-01-01", "2026-01-01T00:00:00", "2026-00-10", "+2026-01-01"),
]
TIJDEN = [
    *("00:00:00", "23:59:59", "24:00:00", "24:00:01", "12:00", "12:00:00.5", "12:00:60", "12:60:00"),
    *("12:00:00Z", "12:00:00+01:00", "12:00:00-01:00", " 12:00:00 ", "1:00:00", "12:00:00.", "25:00:00"),
]
CODES = ["01", "1", "99", "00", "1 ", " 1", "01 ", "ZZ", "nl", "NL", "0001", "8001", "9355"]
PATROONTEKST = [
    *("1.0.0", "1.0", "01.0.0", "1.0.0.0", "0.0.0", "12345678", "1234567", "123456789", "1234567890"),
    *("0518", "518", "05188", " \ta", "\ta\n", "a\u2028b", "a\rb", "ÀỳỴ", "×÷", "a-b", "abc def"),
]


def waarden(ldt: Ldt) -> list[str]:
    """Texts on both sides of each boundary of a type."""
    uit = list(ALGEMEEN)
    if ldt.basis == "date":
        return uit + DATUMS + TIJDEN[:2]
    if ldt.basis == "time":
        return uit + TIJDEN + DATUMS[:2]
    if ldt.basis == "integer":
        grenzen = (ldt.minimum or 0, ldt.maximum or 0)
        return uit + GETALLEN + [str(grens + stap) for grens in grenzen for stap in (-1, 0, 1)]
    if ldt.gesloten:
        return uit + CODES + list(ldt.waarden[:30]) + [code + "0" for code in ldt.waarden[:3]]
    lengtes = {1, 2, *(grens + stap for grens in (ldt.max_lengte or 9,) for stap in (-1, 0, 1))}
    return uit + PATROONTEKST + [teken * n for n in sorted(lengtes) for teken in "a7ë\n " if n > 0]


def typen(soort: Berichtsoort) -> dict[tuple[str, str], Ldt]:
    """The simple type of an element by the element around it and its own name."""
    uit = {("Header", ldt.naam.removeprefix("LDT_")): ldt for ldt in KOPTYPEN}

    def verzamel(om: str, klasse: type) -> None:
        for el in vorm(klasse).elementen:
            if isinstance(el.type, Ldt):
                uit[el.omhulsel or om, el.naam] = el.type
            else:
                verzamel(el.naam, el.type)

    verzamel("Bericht", soort.wortel)
    return uit
