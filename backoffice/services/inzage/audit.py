"""The audit log, for screens and API: who saw or changed what, newest first, in pages."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from backoffice.services.inzage.pagina import Pagina, pagina
from backoffice.services.inzagelog import Zoekvraag, zoek
from backoffice.services.werkplek import Werkplek
from backoffice.storage.audit import Gezien
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 100


def lijst(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    vraag: Zoekvraag,
    nu: datetime,
    *,
    na: int | None = None,
    per_pagina: int | None = None,
) -> Pagina[Gezien]:
    """A page of the entries that answer a question; raises Zoekfout. Looking is recorded."""
    aantal = per_pagina or PER_PAGINA
    gevonden = zoek(werkplek, vraag, nu, bezoeker.naam, nieuwste=aantal + 1, voor=na)
    return pagina(gevonden, aantal, lambda een: een.id)
