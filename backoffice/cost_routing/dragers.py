"""Which gemeente bears the cost of a prestatie."""

from __future__ import annotations

from datetime import date


def dragende_gemeente(gemeente: str, toewijzing_nummer: int, begindatum: date, einddatum: date) -> str:
    """The gemeente that bears a prestatie: the one that was declared to, which assigned the care.

    An aanbieder is never refused because another gemeente should have assigned (art. 8.2.1 Jeugdwet); what
    two colleges settle between them starts from here.
    """
    return gemeente
