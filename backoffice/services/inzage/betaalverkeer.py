"""Accounts, what is held back, and what the bank says, as far as it is of the organisation of who asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from backoffice.ports.betalen import Bank
from backoffice.services import betaalrekeningen, betalen
from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views import betaalverkeer, betalingen
from backoffice.storage.views.betaalverkeer import BlokkadeRij, RekeningRij, Voorgesteld
from backoffice.storage.views.betalingen import PostRij
from backoffice.toegang.rechten import Bezoeker

PER_PAGINA: Final = 50


@dataclass(frozen=True, slots=True)
class Rekeningen:
    """The accounts that wait for a second person, and all of them in pages."""

    te_besluiten: tuple[RekeningRij, ...]
    alle: Pagina[RekeningRij]


@dataclass(frozen=True, slots=True)
class Betaalpost:
    """One payment of a proposal, and the lines it settles."""

    betaling: Voorgesteld
    posten: tuple[PostRij, ...]


# --- accounts -------------------------------------------------------------------------------------


def rekeningen(
    werkplek: Werkplek, bezoeker: Bezoeker, *, na: int | None = None, per_pagina: int = PER_PAGINA
) -> Rekeningen:
    """The accounts of the parties this visitor may see; nothing of it is about a jeugdige."""
    with lezen(werkplek.engine) as conn:
        rijen = betaalverkeer.lees_rekeningen(conn, bezoeker.bereik, aantal=per_pagina + 1, na=na)
        wachtend = tuple(betaalverkeer.rekeningen_te_besluiten(conn, bezoeker.bereik))
    return Rekeningen(wachtend, pagina(rijen, per_pagina, lambda rij: rij.id))


def stel_rekening_voor(
    werkplek: Werkplek, bezoeker: Bezoeker, partij: str, iban: str, naam: str, nu: datetime
) -> int:
    """Propose an account and give its number; NietGevonden for a party outside the bereik, or Betaalfout."""
    with lezen(werkplek.engine) as conn:
        if not _mag_partij(werkplek, conn, bezoeker, partij):
            raise NietGevonden(
                f"Er is geen aanbieder of gemeente {partij} waarvoor u een rekening mag voorstellen."
            )
    return betaalrekeningen.stel_rekening_voor(werkplek, partij, iban, naam, nu, bezoeker.naam)


def bevestig_rekening(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int, nu: datetime) -> date:
    """Confirm an account and give the first day on which it may be used; NietGevonden, or Betaalfout."""
    _keur_rekening(werkplek, bezoeker, nummer)
    return betaalrekeningen.bevestig_rekening(werkplek, nummer, nu, bezoeker.naam)


def weiger_rekening(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int, nu: datetime) -> None:
    """Refuse an account; NietGevonden, or Betaalfout."""
    _keur_rekening(werkplek, bezoeker, nummer)
    betaalrekeningen.weiger_rekening(werkplek, nummer, nu, bezoeker.naam)


def _keur_rekening(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int) -> None:
    with lezen(werkplek.engine) as conn:
        if betaalverkeer.zoek_rekening(conn, bezoeker.bereik, nummer) is None:
            raise NietGevonden(f"Rekening {nummer} is er niet, of is niet van uw organisatie.")


def _mag_partij(werkplek: Werkplek, conn: Connection, bezoeker: Bezoeker, partij: str) -> bool:
    bereik = bezoeker.bereik
    if bereik.aanbieder is not None or bereik.gemeente is not None:
        return partij in (bereik.aanbieder, bereik.gemeente)
    return partij in werkplek.instellingen.gemeenten or betaalverkeer.is_aanbieder(conn, partij)


# --- holding back ---------------------------------------------------------------------------------


def blokkades(werkplek: Werkplek, bezoeker: Bezoeker) -> list[BlokkadeRij]:
    """What is held back now, oldest first."""
    with lezen(werkplek.engine) as conn:
        return betaalverkeer.lees_blokkades(conn, bezoeker.bereik)


def blokkeer(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    gemeente: str,
    aanbieder: str,
    reden: str,
    nu: datetime,
    *,
    referentie: str | None = None,
) -> int:
    """Hold back an aanbieder or one prestatie, and give the number; NietGevonden, or Betaalfout."""
    with lezen(werkplek.engine) as conn:
        eigen = gemeente in werkplek.instellingen.gemeenten and bezoeker.bereik.gemeente in (None, gemeente)
        if not eigen or not betaalverkeer.is_aanbieder(conn, aanbieder):
            raise NietGevonden(f"Gemeente {gemeente} of aanbieder {aanbieder} is er niet, of is niet van u.")
    return betalen.blokkeer(werkplek, gemeente, aanbieder, reden, nu, bezoeker.naam, referentie=referentie)


def deblokkeer(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int, nu: datetime) -> None:
    """Pay again what was held back; NietGevonden, or Betaalfout when somebody else lifted it meanwhile."""
    with lezen(werkplek.engine) as conn:
        if betaalverkeer.zoek_blokkade(conn, bezoeker.bereik, nummer) is None:
            raise NietGevonden(f"Blokkade {nummer} is er niet meer, of is niet van uw gemeente.")
    betalen.deblokkeer(werkplek, nummer, nu, bezoeker.naam)


# --- payments and the bank ------------------------------------------------------------------------


def betaalpost(werkplek: Werkplek, bezoeker: Bezoeker, nummer: int, kenmerk: str) -> Betaalpost:
    """One payment of a proposal, line by line; NietGevonden. Nothing in it names a jeugdige."""
    with lezen(werkplek.engine) as conn:
        gevonden = betaalverkeer.zoek_voorgesteld(conn, bezoeker.bereik, nummer, kenmerk)
        if gevonden is None:
            raise NietGevonden("Deze betaling is er niet, of is niet van uw gemeente.")
        return Betaalpost(gevonden, tuple(betalingen.lees_posten(conn, gevonden.id)))


def lees_bank(werkplek: Werkplek, bezoeker: Bezoeker, bank: Bank, inhoud: bytes, nu: datetime) -> list[str]:
    """Take in what a bank says and tell per payment what became of it; raises BackofficeError for no report.

    What is said of a payment outside the bereik is left, as of a payment that is not known.
    """
    meldingen = bank.lees(inhoud)
    with lezen(werkplek.engine) as conn:
        eigen = [
            betalingen.zoek_betaling(conn, bezoeker.bereik, melding.kenmerk) is not None for melding in meldingen
        ]
    return [
        betalen.verwerk_melding(werkplek, melding, nu)
        if mag
        else f"{melding.kenmerk}: onbekende betaling, niet verwerkt"
        for melding, mag in zip(meldingen, eigen, strict=True)
    ]


def meld(werkplek: Werkplek, bezoeker: Bezoeker, kenmerk: str, stand: str, reden: str, nu: datetime) -> str:
    """What somebody saw at the bank of one payment, and what became of it; NietGevonden."""
    with lezen(werkplek.engine) as conn:
        if betalingen.zoek_betaling(conn, bezoeker.bereik, kenmerk) is None:
            raise NietGevonden("Deze betaling is niet verzonden, of is niet van uw gemeente.")
    return betalen.meld(werkplek, kenmerk, stand, reden, nu)
