"""Paying: which debts are due, and which payments settle them.

A debt to an aanbieder is a post: what one boeking owes, or takes back. Each gemeente pays its own posts. Credits
are due at once and are netted with debts; what stays below zero is carried to the next payment. Amounts are signed
eurocents, positive is what the aanbieder gets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from backoffice.ledger.boeken import Boeking, Boekingsoort, Rekening
from ijw.regels.tekst import euro

BETAALTERMIJN = 30
"""Days after approval on which a debt is due, unless a setting says otherwise."""


class Post(NamedTuple):
    """What one boeking owes an aanbieder; `vervalt_op` is the day from which it may be paid."""

    boeking: int
    gemeente: str
    aanbieder: str
    leveringsmaand: date
    bedrag: int
    vervalt_op: date


class Tegenrekening(NamedTuple):
    """Where a payment goes: the IBAN and the name of its holder."""

    iban: str
    naam: str


@dataclass(frozen=True, slots=True)
class Betaling:
    """One payment to one aanbieder and the posts it settles; `bedrag` is above zero."""

    aanbieder: str
    rekening: Tegenrekening
    posten: tuple[Post, ...]

    @property
    def bedrag(self) -> int:
        """The sum of its posts."""
        return sum(post.bedrag for post in self.posten)

    @property
    def per_leveringsmaand(self) -> dict[date, int]:
        """What it settles of each month of delivery."""
        bedragen: dict[date, int] = defaultdict(int)
        for post in self.posten:
            bedragen[post.leveringsmaand] += post.bedrag
        return dict(sorted(bedragen.items()))


class Overgeslagen(NamedTuple):
    """An aanbieder with posts that are due and not paid now: how much, and why, in Dutch."""

    aanbieder: str
    bedrag: int
    reden: str


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What a gemeente can pay on a day, and what it leaves."""

    betalingen: tuple[Betaling, ...]
    overgeslagen: tuple[Overgeslagen, ...]

    @property
    def bedrag(self) -> int:
        """What it pays in all."""
        return sum(betaling.bedrag for betaling in self.betalingen)


def posten_van(eerste_id: int, boekingen: Iterable[Boeking], termijn: int = BETAALTERMIJN) -> list[Post]:
    """The posts of bookings that were kept under consecutive ids; `termijn` is in days."""
    return [
        Post(
            id_,
            boeking.gemeente,
            regel.partij,
            boeking.leveringsmaand,
            -regel.bedrag,
            # What is taken back can be netted at once, and what came back from the bank was due already.
            boeking.geboekt_op + timedelta(days=termijn if boeking.soort is Boekingsoort.TOEKENNING else 0),
        )
        for id_, boeking in enumerate(boekingen, eerste_id)
        if boeking.soort is not Boekingsoort.BETALING
        for regel in boeking.regels
        if regel.rekening is Rekening.AANBIEDER
    ]


def stel_voor(
    posten: Iterable[Post],
    betaaldag: date,
    rekeningen: Mapping[str, Tegenrekening],
    geblokkeerd: Mapping[str, str],
    aangehouden: Collection[int] = (),
    minimum: int = 0,
) -> Voorstel:
    """Choose what one gemeente pays on a day from its open posts.

    `rekeningen` holds the aanbieders whose account may be used on that day, `geblokkeerd` the reason per aanbieder
    that is not paid, `aangehouden` the boekingen that are held back, `minimum` the smallest payment in eurocents.
    """
    per_aanbieder: dict[str, list[Post]] = defaultdict(list)
    for post in posten:
        if post.vervalt_op <= betaaldag and post.boeking not in aangehouden:
            per_aanbieder[post.aanbieder].append(post)
    betalingen, overgeslagen = [], []
    for aanbieder, vervallen in sorted(per_aanbieder.items()):
        bedrag = sum(post.bedrag for post in vervallen)
        reden = _waarom_niet(aanbieder, bedrag, rekeningen, geblokkeerd, minimum)
        if reden is None:
            vast = tuple(sorted(vervallen, key=lambda post: post.boeking))
            betalingen.append(Betaling(aanbieder, rekeningen[aanbieder], vast))
        else:
            overgeslagen.append(Overgeslagen(aanbieder, bedrag, reden))
    return Voorstel(tuple(betalingen), tuple(overgeslagen))


def _waarom_niet(
    aanbieder: str,
    bedrag: int,
    rekeningen: Mapping[str, Tegenrekening],
    geblokkeerd: Mapping[str, str],
    minimum: int,
) -> str | None:
    if aanbieder in geblokkeerd:
        return f"betalingen staan stil: {geblokkeerd[aanbieder]}"
    if bedrag <= 0:
        return f"het saldo is {euro(bedrag)} en wordt verrekend met wat volgt"
    if bedrag < minimum:
        return f"{euro(bedrag)} ligt onder het minimum van {euro(minimum)} en gaat mee met de volgende betaling"
    if aanbieder not in rekeningen:
        return "er is geen bevestigd rekeningnummer dat op deze dag mag worden gebruikt"
    return None
