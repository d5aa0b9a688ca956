"""Files that come with a request: written to disk while they arrive, and never more than so many bytes.

Only after the gate is the body read, so whoever may not enter sends nothing to the disk.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Annotated, Final

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from backoffice.fouten import OnjuisteInhoud
from backoffice.services.indienen import MEESTE, Aangeboden
from backoffice.web.poort import portaal_van

MEESTE_BERICHTEN: Final = 10
"""So many messages of the largest size allowed go into one request."""
_MEESTE_VELDEN: Final = 20


class Uploadfout(OnjuisteInhoud):
    """What was sent is no form with files."""


class TeGroot(Uploadfout):
    """What was sent is too much at once."""


async def formulier_van(request: Request) -> AsyncIterator[FormData]:
    """The form of a request with its files, which go away with it; raises Uploadfout."""
    limiet = portaal_van(request).werkplek.instellingen.limiet
    meeste = None if limiet is None else limiet * MEESTE_BERICHTEN
    try:
        async with aclosing(_begrensd(request.stream(), meeste)) as stroom:
            lezer = MultiPartParser(request.headers, stroom, max_files=MEESTE, max_fields=_MEESTE_VELDEN)
            formulier = await lezer.parse()
    except (MultiPartException, KeyError) as fout:
        raise Uploadfout(
            f"Wat u stuurde is geen formulier met hoogstens {MEESTE} bestanden. "
            "Ga terug en kies de bestanden opnieuw."
        ) from fout
    try:
        yield formulier
    finally:
        await formulier.close()


async def _begrensd(stroom: AsyncGenerator[bytes, None], meeste: int | None) -> AsyncGenerator[bytes, None]:
    gelezen = 0
    async for blok in stroom:
        gelezen += len(blok)
        if meeste is not None and gelezen > meeste:
            # Read on without keeping it: a browser shows an answer only after it has sent everything.
            async for _ in stroom:
                pass
            raise TeGroot(
                f"Samen is dit meer dan {meeste / 1024**2:g} MB. Er is niets verwerkt. "
                "Dien de bestanden in kleinere groepen in."
            )
        yield blok


def bestanden_in(formulier: FormData) -> list[Aangeboden]:
    """The files of a form; a field in which nothing was chosen gives none."""
    return [
        Aangeboden(waarde.filename or "", waarde.file)
        for waarde in formulier.getlist("bestanden")
        if isinstance(waarde, UploadFile) and waarde.filename
    ]


Formulier = Annotated[FormData, Depends(formulier_van)]
