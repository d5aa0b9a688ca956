"""CSV as a Dutch spreadsheet opens it right by a double click: UTF-8 with a BOM, semicolons, a decimal comma."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import Final

from backoffice.fouten import OnjuisteInhoud
from backoffice.services.werkboek import FORMULETEKENS


class OnleesbareCsv(OnjuisteInhoud):
    """A CSV that cannot be read; the text says where and what was expected."""


def schrijf(rijen: Iterable[Sequence[str]]) -> bytes:
    """These rows, the first being the heads; what a spreadsheet would take for a formula stays text."""
    return b"".join(stukken(rijen))


def stukken(rijen: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same a piece at a time, for more rows than memory should hold."""
    # Nearly no cell begins as a formula does, and a call for each would take longer than writing them.
    veilige = ([veilig(cel) if cel[:1] in _VERDACHT else cel for cel in rij] for rij in rijen)
    yield b"\xef\xbb\xbf"
    while stuk := list(islice(veilige, _RIJEN_PER_STUK)):
        uit = StringIO()
        csv.writer(uit, delimiter=";", lineterminator="\r\n").writerows(stuk)
        yield uit.getvalue().encode()


def veilig(tekst: str) -> str:
    """A text that no spreadsheet takes for a formula; a number below zero stays the number it is."""
    return f"'{tekst}" if tekst.startswith(FORMULETEKENS) and not _ONDER_NUL.fullmatch(tekst) else tekst


_RIJEN_PER_STUK: Final = 1_000
_VERDACHT: Final = frozenset(FORMULETEKENS)
_ONDER_NUL: Final = re.compile(r"-[0-9]+(,[0-9]+)?( %)?")


def euro_tekst(centen: int) -> str:
    """Eurocents as a CSV holds them: 123456 is 1234,56."""
    return f"{'-' if centen < 0 else ''}{abs(centen) // 100},{abs(centen) % 100:02d}"


def lees_euro(tekst: str) -> int | None:
    """Eurocents of an amount as people write it (1.234.567,89 or 1234567), or None when it is no amount."""
    gevonden = _EURO.fullmatch(tekst.strip())
    if gevonden is None:
        return None
    min_, euros, centen = gevonden.groups(default="")
    bedrag = int(euros.replace(".", "") + f"{centen}00"[:2])
    return -bedrag if min_ else bedrag


_EURO: Final = re.compile(r"(-)?([0-9]{1,13}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})(?:,([0-9]{1,2}))?")


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
