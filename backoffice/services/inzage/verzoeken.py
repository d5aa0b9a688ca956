"""Verzoeken of aanbieders: as lists, and one with what was answered; each look is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit
from backoffice.storage.views import verzoeken
from backoffice.storage.views.verzoeken import AntwoordRij, VerzoekRij
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 50


@dataclass(frozen=True, slots=True)
class Verzoek:
    """A verzoek, what was answered, and the ToewijzingNummers that came of it."""

    verzoek: VerzoekRij
    antwoorden: tuple[AntwoordRij, ...]
    toewijzingen: tuple[int, ...]


def lijst(
    werkplek: Werkplek, bezoeker: Bezoeker, nu: datetime, *, na: int | None = None, per_pagina: int = PER_PAGINA
) -> Pagina[VerzoekRij]:
    """The verzoeken this visitor may see, newest first."""
    with werkplek.engine.begin() as conn:
        rijen = verzoeken.lees_verzoeken(conn, bezoeker.bereik, aantal=per_pagina + 1, na=na)
        gevonden = pagina(rijen, per_pagina, lambda rij: rij.id)
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=bezoeker.naam,
            handeling="verzoeken ingezien",
            doel="lijst van verzoeken",
            clienten={rij.client_id for rij in gevonden.rijen},
        )
    return gevonden


def toon(werkplek: Werkplek, bezoeker: Bezoeker, verzoek_id: int, nu: datetime) -> Verzoek:
    """One verzoek; NietGevonden when there is none that this visitor may see."""
    with werkplek.engine.begin() as conn:
        rij = verzoeken.zoek_verzoek(conn, bezoeker.bereik, verzoek_id)
        if rij is None:
            raise NietGevonden(f"Verzoek {verzoek_id} is er niet, of is niet van uw organisatie.")
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=bezoeker.naam,
            handeling="verzoek ingezien",
            doel=f"verzoek {verzoek_id}",
            clienten=(rij.client_id,),
        )
        return Verzoek(
            rij,
            tuple(verzoeken.lees_antwoorden(conn, verzoek_id)),
            tuple(verzoeken.lees_nummers(conn, verzoek_id)),
        )
