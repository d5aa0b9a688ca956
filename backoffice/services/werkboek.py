"""Excel workbooks that are the same bytes whenever they are written, and cells that never become formulas."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xlsxwriter import Workbook

_MOMENT: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_VAST_MOMENT: Final = rb"\g<1>2026-01-01T00:00:00Z\g<2>"
_VASTE_ZIPTIJD: Final = (2026, 1, 1, 0, 0, 0)
FORMULETEKENS: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet read a text as a formula when it comes first."""
MEESTE_RIJEN: Final = 1_048_576
"""Rows that fit on a sheet."""
_IN_GEHEUGEN: Final = 5_000
"""Rows that are kept in memory until the end."""


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


class Werkboek:
    """A workbook that is only written, sheet after sheet and row after row.

    `rijen` is about how many will come: what is large waits in a file, what is small is written faster in memory.
    """

    def __init__(self, rijen: int) -> None:
        self._uit = BytesIO()
        self._boek: Any = Workbook(self._uit, {"constant_memory": rijen > _IN_GEHEUGEN})
        self._boek.set_properties({"created": datetime(2026, 1, 1)})
        self._vormen: dict[tuple[str, bool, bool], Any] = {}

    def blad(self, naam: str, koppen: Sequence[str], breed: Collection[str]) -> Blad:
        """A new sheet, in which columns under a head in `breed` are wide."""
        return Blad(self, self._boek.add_worksheet(naam), koppen, breed)

    def vorm(self, getal: str, *, vet: bool, met_teken: bool = False) -> Any:
        """How a cell looks, made once; `met_teken` shields a text that begins as a formula does."""
        sleutel = (getal, vet, met_teken)
        if sleutel not in self._vormen:
            kenmerken = {"num_format": getal, "bold": vet, "quote_prefix": met_teken}
            self._vormen[sleutel] = self._boek.add_format(kenmerken)
        return self._vormen[sleutel]

    def inhoud(self) -> bytes:
        """The whole file; nothing can be added afterwards."""
        self._boek.close()
        return self._uit.getvalue()


class Blad:
    """A sheet of a workbook: heads in bold, and rows of texts, counts and euros."""

    def __init__(self, boek: Werkboek, vel: Any, koppen: Sequence[str], breed: Collection[str]) -> None:
        self._boek = boek
        self._vel = vel
        self._rij = count()
        vel.freeze_panes(1, 0)
        for nummer, kop in enumerate(koppen):
            vel.set_column(nummer, nummer, 30 if kop in breed else 17)
        self.schrijf(koppen, vet=True)

    def schrijf(self, rij: Iterable[str | int | Decimal], *, vet: bool = False) -> None:
        """Add a row; a Decimal is an amount in euros, and a text stays one, whatever it begins with.

        Raises ValueError when the sheet is full.
        """
        nummer = next(self._rij)
        if nummer >= MEESTE_RIJEN:
            # The writer leaves out what does not fit, and says nothing.
            raise ValueError(f"een blad heeft hoogstens {MEESTE_RIJEN} rijen")
        vorm, vel = self._boek.vorm, self._vel
        for kolom, waarde in enumerate(rij):
            if isinstance(waarde, str):
                met_teken = waarde.startswith(FORMULETEKENS)
                vel.write_string(nummer, kolom, waarde, vorm("@", vet=vet, met_teken=met_teken))
            else:
                getal = "General" if isinstance(waarde, int) else "#,##0.00"
                vel.write_number(nummer, kolom, waarde, vorm(getal, vet=vet))
