"""CSV as a Dutch spreadsheet opens it right by a double click: UTF-8 with a BOM, semicolons, a decimal comma."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from backoffice.fouten import BackofficeError
from backoffice.services.werkboek import FORMULETEKENS


class OnleesbareCsv(BackofficeError):
    """A CSV that cannot be read; the text says where and what was expected."""


def schrijf(rijen: Iterable[Sequence[str]]) -> bytes:
    """These rows, the first being the heads; what a spreadsheet would take for a formula stays text."""
    uit = StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerows([veilig(cel) for cel in rij] for rij in rijen)
    return b"\xef\xbb\xbf" + uit.getvalue().encode()


def veilig(tekst: str) -> str:
    """A text that no spreadsheet takes for a formula; an amount below zero stays the amount it is."""
    return f"'{tekst}" if tekst.startswith(FORMULETEKENS) and not _is_bedrag(tekst) else tekst


def _is_bedrag(tekst: str) -> bool:
    return tekst.startswith("-") and tekst[1:].replace(",", "", 1).isdecimal()


def euro_tekst(centen: int) -> str:
    """Eurocents as a CSV holds them: 123456 is 1234,56."""
    return f"{'-' if centen < 0 else ''}{abs(centen) // 100},{abs(centen) % 100:02d}"


def lees_euro(tekst: str) -> int | None:
    """Eurocents of an amount as people write it (1.234.567,89 or 1234567), or None when it is no amount."""
    gehelen, komma, decimalen = tekst.strip().partition(",")
    delen = gehelen.removeprefix("-").split(".")
    if len(delen) > 1 and (not 1 <= len(delen[0]) <= 3 or any(len(deel) != 3 for deel in delen[1:])):
        return None
    if not "".join(delen).isdecimal() or (komma and not (decimalen.isdecimal() and len(decimalen) <= 2)):
        return None
    centen = int("".join(delen)) * 100 + int(f"{decimalen}00"[:2])
    return -centen if gehelen.startswith("-") else centen


def lees(inhoud: bytes, naam: str, kolommen: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows under these heads (in any order) with their line numbers; OnleesbareCsv for any other table."""
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OnleesbareCsv(f"{naam} is geen tekst in UTF-8. Bewaar het als CSV UTF-8.") from None
    lezer = csv.reader(StringIO(tekst, newline=""), delimiter=";", strict=True)
    try:
        koppen = [kop.strip().lower() for kop in next(lezer, [])]
        if sorted(koppen) != sorted(kolommen):
            gevonden = ";".join(koppen)[:200] or "niets"
            raise OnleesbareCsv(f"{naam} heeft als kolommen {gevonden}, verwacht {';'.join(kolommen)}.")
        for rij in lezer:
            if not any(cel.strip() for cel in rij):
                continue
            if len(rij) != len(koppen):
                raise OnleesbareCsv(f"{naam}, regel {lezer.line_num}: {len(rij)} cellen, verwacht {len(koppen)}.")
            yield lezer.line_num, {kop: cel.strip() for kop, cel in zip(koppen, rij, strict=True)}
    except csv.Error:
        raise OnleesbareCsv(f"{naam}, regel {lezer.line_num}: dit is geen goede CSV.") from None
