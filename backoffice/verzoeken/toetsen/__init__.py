"""The checks on a toewijzing in the order in which the first that fails gives the code (WJ759)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from backoffice.verzoeken.model import Aanvraag, Uitkomst, Zaak
from backoffice.verzoeken.toetsen import (
    code1,
    code2,
    code3,
    code4,
    code5,
    code6,
    code7,
    code8,
    code9,
    open_verzoek,
)

Toets = Callable[[Aanvraag, Zaak], Iterable[Uitkomst]]

TOETSEN: Final[tuple[Toets, ...]] = (
    open_verzoek.toets,
    code8.toets,
    code5.toets,
    code9.toets,
    code3.toets,
    code4.toets,
    code6.toets,
    code2.toets,
    code1.toets,
    code7.toets,
)


def toets(aanvraag: Aanvraag, zaak: Zaak) -> tuple[Uitkomst, ...]:
    """What every check says, in order; none is left out because an earlier one failed."""
    return tuple(uitkomst for een in TOETSEN for uitkomst in een(aanvraag, zaak))
