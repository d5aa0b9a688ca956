"""Messages that go out: to be fetched one after another, each marked once it was received."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from backoffice.fouten import BackofficeError
from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.postbus import markeer_verzonden
from backoffice.storage.views import berichten
from backoffice.storage.views.berichten import UitgaandRij
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 50


class NietVoorU(BackofficeError):
    """A message is marked as received by another than the one it is for."""


def lijst(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    *,
    na: int = 0,
    alleen_wachtend: bool = False,
    per_pagina: int = PER_PAGINA,
) -> Pagina[UitgaandRij]:
    """The messages beyond one, oldest first, or only what waits for this visitor's own organisation.

    Ids are given out in the order of commit, so that who asks on from the last id misses nothing.
    """
    wacht_op = bezoeker.organisatie if alleen_wachtend else None
    with lezen(werkplek.engine) as conn:
        rijen = berichten.lees_uitgaand_na(conn, bezoeker.bereik, aantal=per_pagina + 1, na=na, wacht_op=wacht_op)
    return pagina(rijen, per_pagina, lambda rij: rij.id)


def toon(werkplek: Werkplek, bezoeker: Bezoeker, uitgaand_id: int) -> UitgaandRij:
    """One message; NietGevonden when there is none that this visitor may see."""
    with lezen(werkplek.engine) as conn:
        rij = berichten.zoek_uitgaand(conn, bezoeker.bereik, uitgaand_id)
    if rij is None:
        raise NietGevonden(f"Bericht {uitgaand_id} is er niet, of is niet van uw organisatie.")
    return rij


def meld_ontvangen(werkplek: Werkplek, bezoeker: Bezoeker, uitgaand_id: int, nu: datetime) -> UitgaandRij:
    """Mark a message as received by its ontvanger, who asks; a second time changes nothing.

    Raises NietGevonden, or NietVoorU for a message to another.
    """
    rij = toon(werkplek, bezoeker, uitgaand_id)
    if rij.ontvanger != bezoeker.organisatie:
        raise NietVoorU(f"Bericht {uitgaand_id} is voor {rij.ontvanger}. Alleen die meldt dat het is ontvangen.")
    if rij.verzonden_op is None:
        with werkplek.engine.begin() as conn:
            markeer_verzonden(conn, uitgaand_id, nu)
    return toon(werkplek, bezoeker, uitgaand_id)
