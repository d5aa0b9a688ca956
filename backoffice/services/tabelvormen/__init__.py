"""Tables as Excel, as CSV, and as a page to read and print; the same tables give the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Sized
from decimal import Decimal
from itertools import chain
from typing import Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from backoffice.services import csvbestand
from backoffice.services.csvbestand import euro_tekst
from backoffice.services.werkboek import MEESTE_RIJEN, Werkboek

Cel = str | int
"""A text, or eurocents."""


class Tabel(NamedTuple):
    """One table: its name, heads, rows, and a last row of totals; the first column names the row.

    The totals also count the rows that were left out, of which there are `meer`.
    """

    naam: str
    koppen: Sequence[str]
    rijen: Iterable[Sequence[Cel]]
    totaal: Sequence[Cel]
    meer: int = 0


def leesbaar(centen: int) -> str:
    """Eurocents for people to read: 123456789 is "€ 1.234.567,89"."""
    euros = f"{abs(centen) // 100:,}".replace(",", ".")
    return f"€ {'-' if centen < 0 else ''}{euros},{abs(centen) % 100:02d}"


_SJABLONEN: Final = Environment(
    loader=PackageLoader("backoffice.services.tabelvormen", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_SJABLONEN.filters["euro"] = leesbaar


def schrijf_html(titel: str, uitleg: Sequence[str], tabellen: Sequence[Tabel]) -> bytes:
    """One page that needs nothing else; a long table is folded until somebody opens it."""
    return (
        _SJABLONEN.get_template("tabellen.html.j2")
        .render(titel=titel, uitleg=uitleg, tabellen=tabellen, lang=_LANG)
        .encode()
    )


_LANG: Final = 40
"""Rows from which a table is folded."""


def schrijf_csv(tabellen: Sequence[Tabel]) -> bytes:
    """All tables below each other, with an empty row and their name between them."""
    return csvbestand.schrijf(_csv_rijen(tabellen))


def stroom_csv(tabellen: Sequence[Tabel]) -> Iterator[bytes]:
    """The same a piece at a time."""
    return csvbestand.stukken(_csv_rijen(tabellen))


def _csv_rijen(tabellen: Sequence[Tabel]) -> Iterator[Sequence[str]]:
    for nummer, tabel in enumerate(tabellen):
        yield from [[]] if nummer else []
        yield [tabel.naam]
        yield tabel.koppen
        for rij in chain(tabel.rijen, [tabel.totaal]):
            yield [cel if isinstance(cel, str) else euro_tekst(cel) for cel in rij]


def schrijf_excel(tabellen: Sequence[Tabel]) -> bytes:
    """A workbook with a sheet per table."""
    # Rows that come while they are read may be as many as fit.
    aantallen = (len(t.rijen) if isinstance(t.rijen, Sized) else MEESTE_RIJEN for t in tabellen)
    boek = Werkboek(sum(aantallen))
    for tabel in tabellen:
        blad = boek.blad(tabel.naam[:31], tabel.koppen, ("naam", "post"))
        for rij in tabel.rijen:
            blad.schrijf(map(_in_euros, rij))
        blad.schrijf(map(_in_euros, tabel.totaal), vet=True)
    return boek.inhoud()


def _in_euros(cel: Cel) -> str | Decimal:
    return cel if isinstance(cel, str) else Decimal(cel).scaleb(-2)
