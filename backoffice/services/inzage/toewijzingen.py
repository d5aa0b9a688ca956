"""Toewijzingen: as lists, one with its history, and those of a jeugdige; each look is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit
from backoffice.storage.views import toewijzingen
from backoffice.storage.views.toewijzingen import ToewijzingRij, VersieRij
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 50


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """A toewijzing as in force, and every version it had."""

    toewijzing: ToewijzingRij
    versies: tuple[VersieRij, ...]


def lijst(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    nu: datetime,
    *,
    na: int | None = None,
    bsn: str | None = None,
    per_pagina: int = PER_PAGINA,
) -> Pagina[ToewijzingRij]:
    """The toewijzingen this visitor may see, newest first; only of a jeugdige when a BSN is given."""
    index = None if bsn is None else werkplek.kluis.bsn_index(bsn)
    with werkplek.engine.begin() as conn:
        rijen = toewijzingen.lees_toewijzingen(
            conn, bezoeker.bereik, aantal=per_pagina + 1, na=na, bsn_index=index
        )
        gevonden = pagina(rijen, per_pagina, lambda rij: rij.id)
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=bezoeker.naam,
            handeling="toewijzingen ingezien",
            doel="lijst van toewijzingen" if bsn is None else "toewijzingen van een jeugdige",
            clienten={rij.client_id for rij in gevonden.rijen},
        )
    return gevonden


def toon(werkplek: Werkplek, bezoeker: Bezoeker, toewijzing_id: int, nu: datetime) -> Toewijzing:
    """One toewijzing; NietGevonden when there is none that this visitor may see."""
    with werkplek.engine.begin() as conn:
        rij = toewijzingen.zoek_toewijzing(conn, bezoeker.bereik, toewijzing_id)
        if rij is None:
            raise NietGevonden(f"Toewijzing {toewijzing_id} is er niet, of is niet van uw organisatie.")
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=bezoeker.naam,
            handeling="toewijzing ingezien",
            doel=f"toewijzing {rij.toewijzing_nummer} van {rij.gemeente}",
            clienten=(rij.client_id,),
        )
        return Toewijzing(rij, tuple(toewijzingen.lees_versies(conn, toewijzing_id)))
