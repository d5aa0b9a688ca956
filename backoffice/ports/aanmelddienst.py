"""An organisation that vouches for its own people: who they are, and in which role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from backoffice.fouten import BackofficeError


class Aanmelddienstfout(BackofficeError):
    """The other organisation did not vouch, could not be reached, or answered what cannot be trusted."""


@dataclass(frozen=True, slots=True)
class Vertrek:
    """Where to send the browser, and what to remember until it is back; the last three stay secret."""

    adres: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Persoon:
    """For whom was vouched: `extern` is the same for ever, the rest is what the organisation says now."""

    extern: str
    naam: str
    rollen: tuple[str, ...]
    organisatie: str


class Aanmelddienst(Protocol):
    """Signing in at another organisation."""

    def vertrek(self, terugadres: str, willekeur: Callable[[int], bytes]) -> Vertrek:
        """Begin; the browser comes back at `terugadres`. Raises Aanmelddienstfout."""
        ...

    def terugkomst(self, adres: str, vertrek: Vertrek, terugadres: str, nu: datetime) -> Persoon:
        """Who it is, from the address with which the browser came back; raises Aanmelddienstfout."""
        ...
