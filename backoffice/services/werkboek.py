"""Excel workbooks that are the same bytes whenever they are written, and cells that never become formulas."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.cell import WriteOnlyCell

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


def tekstcel(vel: Any, tekst: str) -> Any:
    """A cell that holds a text and stays one, whatever it begins with."""
    cel = WriteOnlyCell(vel, tekst)
    cel.data_type = "s"
    cel.number_format = "@"
    cel.quotePrefix = tekst.startswith(FORMULETEKENS)
    return cel
