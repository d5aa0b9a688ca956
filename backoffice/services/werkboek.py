"""Excel workbooks that are the same bytes whenever they are written, and cells that never become formulas."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

_MOMENT: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_VAST_MOMENT: Final = rb"\g<1>2026-01-01T00:00:00Z\g<2>"
_VASTE_ZIPTIJD: Final = (2026, 1, 1, 0, 0, 0)
FORMULETEKENS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet read a text as a formula when it comes first."""


def zonder_tijd(inhoud: bytes) -> bytes:
    """The workbook without the moment of writing, which the writer puts into it unasked."""
    uit = BytesIO()
    with ZipFile(BytesIO(inhoud)) as oud, ZipFile(uit, "w", ZIP_DEFLATED) as nieuw:
        for lid in oud.infolist():
            deel = oud.read(lid)
            if lid.filename == "docProps/core.xml":
                deel = _MOMENT.sub(_VAST_MOMENT, deel)
            nieuw.writestr(ZipInfo(lid.filename, _VASTE_ZIPTIJD), deel, ZIP_DEFLATED)
    return uit.getvalue()


class Blad:
    """A sheet that is only written: heads in bold, and rows of texts, counts and euros.

    Every kind of cell exists once: it is written before the next one is asked for, and making and styling cells
    took more time than all the rest.
    """

    def __init__(self, boek: Any, naam: str, koppen: Sequence[str], breed: Collection[str]) -> None:
        """`boek` is a workbook that is only written; columns under a head in `breed` are wide."""
        self._vel: Any = boek.create_sheet(naam)
        self._vel.freeze_panes = "A2"
        for nummer, kop in enumerate(koppen, 1):
            self._vel.column_dimensions[get_column_letter(nummer)].width = 30 if kop in breed else 17
        self._cellen: dict[tuple[str, bool, bool], Any] = {}
        self.schrijf(koppen, vet=True)

    def schrijf(self, rij: Iterable[str | int | Decimal], *, vet: bool = False) -> None:
        """Add a row; a Decimal is an amount in euros, and a text stays one, whatever it begins with."""
        self._vel.append(self._cel(waarde, vet) for waarde in rij)

    def _cel(self, waarde: str | int | Decimal, vet: bool) -> Any:
        tekst = isinstance(waarde, str)
        vorm = "@" if tekst else "General" if isinstance(waarde, int) else "#,##0.00"
        met_teken = isinstance(waarde, str) and waarde.startswith(FORMULETEKENS)
        cel = self._cellen.get((vorm, met_teken, vet))
        if cel is None:
            cel = self._cellen[vorm, met_teken, vet] = WriteOnlyCell(self._vel)
            cel.number_format = vorm
            cel.quotePrefix = met_teken
            if vet:
                cel.font = Font(bold=True)
        cel.value = waarde
        if tekst:
            cel.data_type = "s"
        return cel
