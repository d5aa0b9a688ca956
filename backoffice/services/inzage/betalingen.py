"""Payments as those who are paid see them, what is open, and what waits for a decision first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.tabelvormen import Tabel
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views import betalingen
from backoffice.storage.views.betalingen import BetalingRij, OpenRij, PostRij
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 50


@dataclass(frozen=True, slots=True)
class Betaaloverzicht:
    """What is open, in signed eurocents, and the newest payments."""

    open: tuple[OpenRij, ...]
    betalingen: Pagina[BetalingRij]

    @property
    def totaal_open(self) -> int:
        """All that is open."""
        return sum(rij.bedrag for rij in self.open)


@dataclass(frozen=True, slots=True)
class Specificatie:
    """One payment with the lines it settles, which sum to its amount."""

    betaling: BetalingRij
    posten: tuple[PostRij, ...]


def overzicht(
    werkplek: Werkplek, bezoeker: Bezoeker, *, na: int | None = None, per_pagina: int = PER_PAGINA
) -> Betaaloverzicht:
    """What this visitor is owed or owes, and the payments that were sent; nothing of it is about a person."""
    with lezen(werkplek.engine) as conn:
        rijen = betalingen.lees_betalingen(conn, bezoeker.bereik, aantal=per_pagina + 1, na=na)
        open_ = tuple(betalingen.lees_open(conn, bezoeker.bereik))
    return Betaaloverzicht(open_, pagina(rijen, per_pagina, lambda rij: rij.id))


def specificatie(werkplek: Werkplek, bezoeker: Bezoeker, kenmerk: str) -> Specificatie:
    """One payment line by line; nothing in it names a jeugdige. Raises NietGevonden."""
    with lezen(werkplek.engine) as conn:
        rij = betalingen.zoek_betaling(conn, bezoeker.bereik, kenmerk)
        if rij is None:
            raise NietGevonden("Deze betaling is er niet, of is niet van uw organisatie.")
        return Specificatie(rij, tuple(betalingen.lees_posten(conn, rij.id)))


def openstaand(werkplek: Werkplek, bezoeker: Bezoeker) -> list[Tabel]:
    """All that is open as a table, per gemeente, aanbieder and month of delivery."""
    with lezen(werkplek.engine) as conn:
        open_ = betalingen.lees_open(conn, bezoeker.bereik)
    koppen = ("gemeente", "aanbieder", "leveringsmaand", "prestaties", "betaalbaar vanaf", "bedrag")
    rijen = [
        (
            *(rij.gemeente, rij.aanbieder, f"{rij.leveringsmaand:%m-%Y}", str(rij.posten)),
            *(f"{rij.vervalt_op:%d-%m-%Y}", rij.bedrag),
        )
        for rij in open_
    ]
    return [Tabel("openstaand", koppen, rijen, ("totaal", "", "", "", "", sum(rij.bedrag for rij in open_)))]


def als_tabel(spec: Specificatie) -> list[Tabel]:
    """The lines of a payment as a table, to check against one's own books."""
    koppen = ("declaratienummer", "referentienummer", "toewijzing", "leveringsmaand", "soort", "bedrag")
    rijen = [
        (
            post.declaratie_nummer or "",
            post.referentie or "",
            str(post.toewijzing_nummer or ""),
            f"{post.leveringsmaand:%m-%Y}",
            post.soort,
            post.bedrag,
        )
        for post in spec.posten
    ]
    return [
        Tabel("specificatie", koppen, rijen, ("totaal", "", "", "", "", sum(post.bedrag for post in spec.posten)))
    ]
