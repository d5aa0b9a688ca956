"""What became of prestaties that somebody asks for by number, as it is stored; nothing in it names a jeugdige."""

from __future__ import annotations

from collections.abc import Iterable

from backoffice.services.werkplek import Werkplek
from backoffice.storage import regeluitkomsten
from backoffice.storage.database import lezen
from backoffice.storage.regeluitkomsten import Regeluitkomst as Regeluitkomst


def lees_uitkomsten(werkplek: Werkplek, regels: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Regeluitkomst]:
    """What is stored of each prestatie, by aanbieder and ReferentieNummer; what is not known is left out."""
    per_aanbieder: dict[str, set[str]] = {}
    for aanbieder, referentie in regels:
        per_aanbieder.setdefault(aanbieder, set()).add(referentie)
    with lezen(werkplek.engine) as conn:
        return {
            (aanbieder, referentie): uitkomst
            for aanbieder, referenties in per_aanbieder.items()
            for referentie, uitkomst in regeluitkomsten.lees(conn, aanbieder, referenties).items()
        }
