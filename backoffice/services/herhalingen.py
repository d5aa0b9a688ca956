"""The same request twice is carried out once: the second gets the answer of the first.

A client gives a key with a request that changes something, and a form of the portal has one in it. Keys are one's
own: another may use the same one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backoffice.fouten import BackofficeError
from backoffice.services.werkplek import Werkplek
from backoffice.storage import herhalingen

BEWAARD: Final = timedelta(days=7)
"""How long an answer is given again; after that a key is new."""

VERLATEN: Final = timedelta(minutes=15)
"""A request that was not answered for so long was cut off, and may be tried again."""


class NogBezig(BackofficeError):
    """A request with this key is being carried out at this moment."""


class AndereInhoud(BackofficeError):
    """A key was used before, for another request."""


def begin(werkplek: Werkplek, client: str, sleutel: str, verzoek: bytes, nu: datetime) -> bytes | None:
    """Claim a key for a request; gives the answer when it was carried out before.

    Raises NogBezig, or AndereInhoud when `verzoek` (method, address and content) is not what it was.
    """
    vingerafdruk = werkplek.kluis.inhoud_hash(verzoek)
    with werkplek.engine.begin() as conn:
        herhalingen.ruim_op(conn, nu - BEWAARD, nu - VERLATEN)
        if herhalingen.begin(conn, client, sleutel, vingerafdruk, nu):
            return None
        bekend = herhalingen.zoek(conn, werkplek.kluis, client, sleutel)
    if bekend is not None and bekend.vingerafdruk != vingerafdruk:
        raise AndereInhoud("Deze Idempotency-Key is al gebruikt voor een ander verzoek. Gebruik een nieuwe.")
    if bekend is None or bekend.antwoord is None:
        raise NogBezig(
            "Een verzoek met deze Idempotency-Key wordt op dit moment uitgevoerd. Wacht op het antwoord."
        )
    return bekend.antwoord


def rond_af(werkplek: Werkplek, client: str, sleutel: str, antwoord: bytes | None) -> None:
    """Keep the answer to a request; without one nothing was changed, and its key is free again."""
    with werkplek.engine.begin() as conn:
        if antwoord is None:
            herhalingen.laat_los(conn, client, sleutel)
        else:
            herhalingen.bewaar(conn, werkplek.kluis, client, sleutel, antwoord)


def begin_formulier(
    werkplek: Werkplek, conn: Connection, wie: str, sleutel: str, inhoud: bytes, nu: datetime
) -> str | None:
    """Claim the key of a form within the transaction that carries it out; gives what came of it before.

    Somebody who sends it meanwhile waits. Raises AndereInhoud when the form was sent with another content.
    """
    client, vingerafdruk = _formulier(wie), werkplek.kluis.inhoud_hash(inhoud)
    herhalingen.ruim_op(conn, nu - BEWAARD, nu - VERLATEN)
    if herhalingen.begin(conn, client, sleutel, vingerafdruk, nu):
        return None
    bekend = herhalingen.zoek(conn, werkplek.kluis, client, sleutel)
    if bekend is None or bekend.antwoord is None or bekend.vingerafdruk != vingerafdruk:
        raise AndereInhoud(
            "U verstuurde dit formulier al, met iets anders erin. Kijk na of dit er nog bij moet, en verstuur het "
            "dan opnieuw."
        )
    return bekend.antwoord.decode()


def rond_formulier_af(werkplek: Werkplek, conn: Connection, wie: str, sleutel: str, uitkomst: str) -> None:
    """Keep what came of a form, in the transaction that carried it out."""
    herhalingen.bewaar(conn, werkplek.kluis, _formulier(wie), sleutel, uitkomst.encode())


def _formulier(wie: str) -> str:
    return f"formulier {wie}"
