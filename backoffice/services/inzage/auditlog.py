"""The log of who saw or changed a person's data, in pages."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from backoffice.services import inzagelog
from backoffice.services.inzage.pagina import Pagina, pagina
from backoffice.services.inzagelog import Zoekvraag
from backoffice.services.werkplek import Werkplek
from backoffice.storage.audit import Gezien
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 50


def zoek(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    vraag: Zoekvraag,
    nu: datetime,
    *,
    na: int | None = None,
    per_pagina: int = PER_PAGINA,
) -> Pagina[Gezien]:
    """What the log says to a question, newest first; Zoekfout when it cannot be asked. Looking is recorded."""
    rijen = inzagelog.zoek(werkplek, vraag, nu, bezoeker.naam, nieuwste=per_pagina + 1, voor=na)
    return pagina(rijen, per_pagina, lambda rij: rij.id)
