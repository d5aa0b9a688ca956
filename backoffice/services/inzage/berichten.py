"""Messages that came in, as lists and one by one."""

from __future__ import annotations

from typing import Final

from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views import berichten
from backoffice.storage.views.berichten import BerichtRij
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 50


def lijst(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    *,
    na: int | None = None,
    soort: str | None = None,
    per_pagina: int = PER_PAGINA,
) -> Pagina[BerichtRij]:
    """The messages this visitor may see, newest first; none of it is about a person."""
    with lezen(werkplek.engine) as conn:
        rijen = berichten.lees_berichten(conn, bezoeker.bereik, aantal=per_pagina + 1, na=na, soort=soort)
    return pagina(rijen, per_pagina, lambda rij: rij.id)


def toon(werkplek: Werkplek, bezoeker: Bezoeker, bericht_id: int) -> BerichtRij:
    """One message; NietGevonden when there is none that this visitor may see."""
    with lezen(werkplek.engine) as conn:
        rij = berichten.zoek_bericht(conn, bezoeker.bereik, bericht_id)
    if rij is None:
        raise NietGevonden(f"Bericht {bericht_id} is er niet, of is niet van uw organisatie.")
    return rij
