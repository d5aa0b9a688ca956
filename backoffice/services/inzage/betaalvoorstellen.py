"""Proposals to pay, of the gemeente of who asks or of all: making, deciding and sending them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from backoffice.ports.betalen import Bank
from backoffice.services import betalen
from backoffice.services.betalen import Gemaakt
from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views import betaalvoorstellen
from backoffice.storage.views.betaalvoorstellen import BetalingRij, VoorstelRij
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 50


@dataclass(frozen=True, slots=True)
class Betaalvoorstel:
    """A proposal with its payments."""

    voorstel: VoorstelRij
    betalingen: tuple[BetalingRij, ...]


def lijst(
    werkplek: Werkplek, bezoeker: Bezoeker, *, na: int | None = None, per_pagina: int = PER_PAGINA
) -> Pagina[VoorstelRij]:
    """The proposals this visitor may see, newest first; amounts are eurocents."""
    with lezen(werkplek.engine) as conn:
        rijen = betaalvoorstellen.lees_voorstellen(conn, bezoeker.bereik, aantal=per_pagina + 1, na=na)
    return pagina(rijen, per_pagina, lambda rij: rij.id)


def toon(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int) -> Betaalvoorstel:
    """One proposal; NietGevonden when there is none that this visitor may see."""
    with lezen(werkplek.engine) as conn:
        rij = betaalvoorstellen.zoek_voorstel(conn, bezoeker.bereik, nummer)
        if rij is None:
            raise NietGevonden(f"Betaalvoorstel {nummer} is er niet, of is niet van uw organisatie.")
        return Betaalvoorstel(rij, tuple(betaalvoorstellen.lees_betalingen(conn, nummer)))


def maak(
    werkplek: Werkplek, bezoeker: Bezoeker, gemeente: str, betaaldag: date, nu: datetime, *, proef: bool = False
) -> Gemaakt:
    """Propose what a gemeente pays on a day; NietGevonden for a gemeente outside the bereik of this visitor."""
    if gemeente not in werkplek.instellingen.gemeenten or bezoeker.bereik.gemeente not in (None, gemeente):
        raise NietGevonden(f"Gemeente {gemeente} is er niet, of u werkt er niet voor.")
    return betalen.maak_voorstel(werkplek, gemeente, betaaldag, nu, bezoeker.naam, proef=proef)


def besluit(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int, nu: datetime, *, goedgekeurd: bool) -> None:
    """Approve or refuse; NietGevonden, or Betaalfout when it is decided already or for who made it."""
    toon(werkplek, bezoeker, nummer)
    (betalen.keur_goed if goedgekeurd else betalen.keur_af)(werkplek, nummer, nu, bezoeker.naam)


def bestand(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int, bank: Bank, nu: datetime) -> bytes:
    """The payment file of an approved proposal; NietGevonden or Betaalfout."""
    toon(werkplek, bezoeker, nummer)
    return betalen.exporteer(werkplek, nummer, bank, nu, bezoeker.naam)
