"""Files to keep, under names that say nothing of a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi.responses import Response, StreamingResponse

from backoffice.services.tabelvormen import Tabel, schrijf_csv, schrijf_excel, stroom_csv

XML: Final = "application/xml"
CSV: Final = "text/csv; charset=utf-8"
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download(inhoud: bytes, naam: str, soort: str) -> Response:
    """A file that the browser keeps instead of showing it; `naam` is ASCII."""
    return Response(inhoud, media_type=soort, headers=_bewaar_als(naam))


def als_tabel(tabellen: Sequence[Tabel], naam: str, vorm: str) -> Response:
    """Tables as a file: "csv", else Excel; `naam` has no extension."""
    if vorm == "csv":
        return download(schrijf_csv(tabellen), f"{naam}.csv", CSV)
    return download(schrijf_excel(tabellen), f"{naam}.xlsx", EXCEL)


def als_stroom(tabel: Tabel, naam: str) -> Response:
    """A table as CSV that is written while it is sent, however long it is."""
    return StreamingResponse(stroom_csv([tabel]), media_type=CSV, headers=_bewaar_als(f"{naam}.csv"))


def _bewaar_als(naam: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{naam}"'}
