"""Which toewijzingen a JW301 must hold for one gemeente, aanbieder and cliënt (OP087)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from backoffice.toewijzingen.register import Versie

Moment = tuple[date, str]
"""Day and time (HH:MM:SS) in the Netherlands, as Toewijzingsdatum and -tijd."""


def volledig(
    versies: Iterable[Versie], vorige_dagtekening: date | Moment | None, dagtekening: date
) -> tuple[Versie, ...]:
    """The versies that a JW301 made on `dagtekening` must hold, by ToewijzingNummer; `versies` are those in force.

    These are the toewijzingen that are valid on that day or later, and those that changed since the previous
    JW301, also when they have ended or were removed: a removal travels once. A previous Dagtekening without time
    holds all that was decided on that day; None when nothing was sent before, and then a removal has nobody to
    tell.
    """
    te_melden = (
        versie for versie in versies if is_geldig(versie, dagtekening) or _is_gewijzigd(versie, vorige_dagtekening)
    )
    return tuple(sorted(te_melden, key=lambda versie: versie.toewijzing_nummer))


def is_geldig(versie: Versie, dag: date) -> bool:
    """Whether a toewijzing is in force on a day or later; one that was removed is not."""
    return not versie.verwijderd and (versie.einddatum is None or versie.einddatum >= dag)


def _is_gewijzigd(versie: Versie, sinds: date | Moment | None) -> bool:
    if sinds is None:
        return not versie.verwijderd
    if isinstance(sinds, date):
        return versie.toewijzingsdatum > sinds
    return versie.moment > sinds
