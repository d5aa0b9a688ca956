"""A small form without files, read only after the gate."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData


async def velden_van(request: Request) -> FormData:
    """The fields of a form as they were filled in."""
    return await request.form(max_fields=40, max_files=0)


Velden = Annotated[FormData, Depends(velden_van)]
