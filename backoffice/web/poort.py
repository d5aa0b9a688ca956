"""The gate: every request of portal and API passes here, and only here is asked whether it may.

A route says with `@recht(Recht.X)` what it takes to enter. One that says nothing cannot be entered by anybody.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Final, TypeVar

from fastapi import Depends, Request

from backoffice.ports.aanmelddienst import Aanmelddienst
from backoffice.ports.betalen import Bank
from backoffice.services.runs import Rooster, Taak
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.rechten import Bezoeker, Recht
from backoffice.web.beurten import Beurten

Endpoint = TypeVar("Endpoint", bound=Callable[..., object])
Herken = Callable[[Request], Bezoeker | None]
"""Who makes this request, from its cookie, token or certificate; None when it does not say."""

_RECHT: Final = "_recht"


class NietAangemeld(Exception):
    """The visitor must sign in first."""


class NietToegestaan(Exception):
    """The role of this visitor does not have the right."""

    def __init__(self, nodig: Recht) -> None:
        super().__init__(nodig.value)
        self.nodig = nodig


@dataclass(frozen=True, slots=True)
class Portaal:
    """What every route works with: the open back office, the clock, how a visitor is recognised, and chance.

    `taken` are the tasks that can be done by hand, `rooster` tells when they are due, and `bank` writes the files
    for paying. With an aanmelddienst people may sign in at their own organisation. Messages are taken in by
    `beurten`.
    """

    werkplek: Werkplek
    nu: Callable[[], datetime]
    herken: Herken
    bank: Bank
    taken: Mapping[str, Taak]
    willekeur: Callable[[int], bytes] = os.urandom
    aanmelddienst: Aanmelddienst | None = None
    rooster: Rooster = lambda _: ()
    beurten: Beurten = field(default_factory=Beurten)


def recht(nodig: Recht) -> Callable[[Endpoint], Endpoint]:
    """Say what it takes to use a route."""

    def merk(endpoint: Endpoint) -> Endpoint:
        setattr(endpoint, _RECHT, nodig)
        return endpoint

    return merk


def nodig_recht(endpoint: Callable[..., object]) -> Recht | None:
    """What it takes to use a route; None when nobody said so, and then nobody may."""
    gevonden: Recht | None = getattr(endpoint, _RECHT, None)
    return gevonden


def poort(request: Request) -> None:
    """Let a visitor through, or raise NietAangemeld or NietToegestaan; the dependency of both applications."""
    nodig = nodig_recht(request.scope["route"].endpoint)
    if nodig is None:
        raise RuntimeError("een route zonder recht")
    bezoeker = portaal_van(request).herken(request)
    request.state.bezoeker = bezoeker
    if nodig is Recht.PUBLIEK:
        return
    if bezoeker is None:
        raise NietAangemeld
    if not bezoeker.mag(nodig):
        raise NietToegestaan(nodig)


def portaal_van(request: Request) -> Portaal:
    """What the application of this request works with."""
    portaal: Portaal = request.app.state.portaal
    return portaal


def bezoeker_van(request: Request) -> Bezoeker:
    """Who passed the gate; for routes that take more than PUBLIEK."""
    bezoeker: Bezoeker | None = request.state.bezoeker
    if bezoeker is None:
        raise NietAangemeld
    return bezoeker


def vandaag_van(request: Request) -> date:
    """The day it is in the Netherlands."""
    return portaal_van(request).nu().astimezone(AMSTERDAM).date()


Wie = Annotated[Bezoeker, Depends(bezoeker_van)]
Hier = Annotated[Portaal, Depends(portaal_van)]
Vandaag = Annotated[date, Depends(vandaag_van)]
