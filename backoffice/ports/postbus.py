"""The postbus: where messages wait to be taken in, and where they are left for who carries them away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from backoffice.fouten import BackofficeError


class PostbusFout(BackofficeError):
    """The postbus cannot be read or written; nothing is lost, and the next run goes on."""


class Onbestelbaar(BackofficeError):
    """This one message cannot be delivered; the others can."""


class GeenEnvelop(BackofficeError):
    """What came in is not wrapped as agreed; the Dutch text says why, without what is inside."""


@dataclass(frozen=True, slots=True)
class Envelop:
    """What the wrapping says: between whom, which berichtsoort, and under which kenmerk of the carrier."""

    zender: str
    ontvanger: str
    soort: str
    kenmerk: str


@dataclass(frozen=True, slots=True)
class Stuk:
    """Something that came in: its bytes without wrapping, or the `reden` why there are none.

    `naam` is ours and tells nothing about people, whatever the sender called it. `aangekomen_op` is a UTC moment.
    """

    naam: str
    aangekomen_op: datetime
    inhoud: bytes | None = field(default=None, repr=False)
    reden: str = ""
    envelop: Envelop | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A message to deliver; the same brief always gives the same bytes under the same name.

    `versie` is BerichtVersie and BerichtSubversie. `kenmerk` is that of the envelope of the message that this
    one answers, None when nobody knows it or when it `is_antwoord` not.
    """

    naam: str
    soort: str
    versie: tuple[int, int]
    afzender: str
    ontvanger: str
    identificatie: str
    gemaakt_op: datetime
    inhoud: bytes = field(repr=False)
    is_antwoord: bool = False
    kenmerk: str | None = None


class Vorm(Protocol):
    """How messages are wrapped on the way."""

    def pak_uit(self, inhoud: bytes) -> tuple[Envelop | None, bytes]:
        """Give what the envelope says and what is in it; raises GeenEnvelop."""

    def pak_in(self, brief: Brief) -> bytes:
        """Wrap a message; raises Onbestelbaar when what the envelope asks is not known."""


class Postbus(Protocol):
    """Brings what came in, and takes what goes out."""

    def binnen(self) -> Iterator[Stuk]:
        """Give what waits, oldest first, and nothing while another process is given it; raises PostbusFout.

        What is neither taken nor refused before the next is asked for comes again another time.
        """

    def neem(self, stuk: Stuk) -> None:
        """Put away what was received; raises PostbusFout."""

    def weiger(self, stuk: Stuk, reden: str) -> None:
        """Put aside what cannot be received, with the reason beside it; raises PostbusFout."""

    def bezorg(self, brief: Brief) -> None:
        """Deliver a message, for good once this returns; raises Onbestelbaar or PostbusFout."""
