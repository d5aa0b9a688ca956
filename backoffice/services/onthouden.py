"""Sums over prestaties that are read again only for who declared something since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Final, TypeVar

from sqlalchemy import Connection

from backoffice.services.werkplek import Werkplek
from backoffice.storage.paren import Paar, stempels

T = TypeVar("T")

Lezer = Callable[[Connection, Collection[Paar], date, date], Mapping[Paar, T]]
"""Adds up what these pairs of gemeente and aanbieder delivered from one day to another."""

_HOOGSTENS: Final = 8
"""Periods that are remembered: the years that the monitor offers, and the months of the contract watch."""


def per_paar(werkplek: Werkplek, conn: Connection, lees: Lezer[T], van: date, tot: date) -> list[T]:
    """What `lees` says of a period of every pair that declared, by the prestaties as they are in this view.

    What was remembered of a pair is used for as long as its stempel is that of the database.
    """
    nu = stempels(conn)
    sleutel = (lees, van, tot)
    bekend = werkplek.sommen.get(sleutel, {})
    anders = [paar for paar, stempel in nu.items() if paar not in bekend or bekend[paar][0] != stempel]
    if anders:
        gelezen = lees(conn, anders, van, tot)
        # A new mapping, since somebody else may be reading the old one.
        bekend = {**bekend, **{paar: (nu[paar], gelezen.get(paar)) for paar in anders}}
        # Last in the row, so that what goes is what stands still longest.
        werkplek.sommen.pop(sleutel, None)
        werkplek.sommen[sleutel] = bekend
        for oudste in list(werkplek.sommen)[:-_HOOGSTENS]:
            werkplek.sommen.pop(oudste, None)
    return [som for paar in nu if (som := bekend[paar][1]) is not None]
