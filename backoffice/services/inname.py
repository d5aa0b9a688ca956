"""Receiving with several processes: each takes the next message from a queue that they share, on PostgreSQL.

A message is in the queue or received, never half of both. Who dies with a message in hand leaves it to another; a
message that was received but not yet taken out comes again, and changes nothing. What two parties send
each other is received in the order in which it was put in the queue.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from backoffice.fouten import BackofficeError, DatabaseFout
from backoffice.services.ontvang import Ontvangst, ontvang
from backoffice.services.werkplek import Werkplek
from backoffice.storage import inname
from backoffice.storage.database import lezen
from backoffice.storage.inname import Nieuw
from ijw.bron import Bron, lees_bytes, partijen
from ijw.fouten import Onleesbaar

_MEESTE: Final = 100
_OMVANG: Final = 8 * 1024 * 1024
"""So many messages, and little more than so many bytes of them, go into the queue at a time."""


def open_rij(werkplek: Werkplek) -> None:
    """Make the queue ready for use: what stood aside because of an error gets another chance.

    Raises DatabaseFout on SQLite.
    """
    if werkplek.engine.dialect.name != "postgresql":
        raise DatabaseFout(
            "Werkers naast elkaar kunnen alleen met PostgreSQL. In SQLite schrijft er altijd een tegelijk, dus "
            "het zou niet sneller gaan. Laat --werkers weg, of gebruik een database op PostgreSQL."
        )
    with werkplek.engine.begin() as conn:
        inname.zet_terug(conn)


def zet_klaar(
    werkplek: Werkplek, berichten: Iterable[tuple[str, Bron]], ontvangen_op: datetime, wie: str
) -> Iterator[tuple[str, Bron]]:
    """Put messages (name and bytes or file) in the queue, as received at this UTC moment, some at a time.

    Gives back those that cannot be read or do not name their two parties: `ontvang` tells what is wrong with them.
    """
    pak: list[Nieuw] = []
    for naam, bron in berichten:
        if (nieuw := _lees(werkplek, naam, bron)) is None:
            yield naam, bron
            continue
        pak.append(nieuw)
        if len(pak) == _MEESTE or sum(len(bericht.inhoud) for bericht in pak) > _OMVANG:
            _bewaar(werkplek, pak, ontvangen_op, wie)
            pak = []
    _bewaar(werkplek, pak, ontvangen_op, wie)


def _lees(werkplek: Werkplek, naam: str, bron: Bron) -> Nieuw | None:
    try:
        inhoud = lees_bytes(bron, werkplek.instellingen.limiet or sys.maxsize)
    except (Onleesbaar, OSError):
        return None
    if (twee := partijen(inhoud)) is None:
        return None
    gemeente, aanbieder = sorted(twee, key=len)
    return Nieuw(gemeente, aanbieder, naam, inhoud)


def _bewaar(werkplek: Werkplek, pak: Sequence[Nieuw], ontvangen_op: datetime, wie: str) -> None:
    if pak:
        with werkplek.engine.begin() as conn:
            inname.voeg_toe(conn, werkplek.kluis, pak, ontvangen_op, wie)


def neem_volgende(werkplek: Werkplek) -> tuple[str, Ontvangst] | None:
    """Receive the next message and give its name and what became of it; None when there is nothing to take.

    What raises an error that nobody foresaw is mislukt and stands aside. Raises DatabaseFout as `ontvang` does.
    """
    with werkplek.engine.connect() as conn, conn.begin() as beurt:
        eerste = inname.neem(conn, werkplek.kluis)
        if eerste is None:
            return None
        try:
            ontvangst = ontvang(werkplek, eerste.inhoud, eerste.ontvangen_op, wie=eerste.wie)
        except BackofficeError:
            raise
        except Exception as fout:
            beurt.rollback()
            ontvangst = _mislukt(werkplek, eerste.id, type(fout).__name__)
    return eerste.naam, ontvangst


def wachtend(werkplek: Werkplek) -> int:
    """How many messages wait in the queue, what stands aside included."""
    with lezen(werkplek.engine) as conn:
        return inname.aantal(conn)


def _mislukt(werkplek: Werkplek, nummer: int, fout: str) -> Ontvangst:
    """The text of an error may hold persoonsgegevens, its type never does."""
    with werkplek.engine.begin() as conn:
        inname.zet_apart(conn, nummer, fout)
    return Ontvangst(
        "mislukt", reden=f"Er ging iets mis dat niet was voorzien ({fout}). Het bericht blijft klaarstaan."
    )
