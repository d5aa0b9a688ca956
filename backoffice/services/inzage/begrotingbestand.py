"""Taking in a begroting: a gemeente its own, the region everybody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from backoffice.services import laad_begroting
from backoffice.services.laad_begroting import Begrotingsfout
from backoffice.services.werkplek import Werkplek
from backoffice.storage import begroting
from backoffice.storage.begroting import Begroting
from backoffice.storage.database import lezen
from backoffice.toegang.rechten import Bezoeker


def lees(bezoeker: Bezoeker, inhoud: bytes) -> Mapping[tuple[str, int], Begroting]:
    """What a CSV would set; raises Begrotingsfout, also for a gemeente outside the bereik, or OnleesbareCsv."""
    nieuw = laad_begroting.lees_begroting(inhoud, "uw bestand")
    if vreemd := sorted({gemeente for gemeente, _ in nieuw if bezoeker.bereik.gemeente not in (None, gemeente)}):
        raise Begrotingsfout(f"In uw bestand staat ook gemeente {', '.join(vreemd)}. Laat alleen uw eigen staan.")
    return nieuw


def laad(
    werkplek: Werkplek, bezoeker: Bezoeker, inhoud: bytes, nu: datetime, *, proef: bool = False
) -> tuple[int, int]:
    """Take in a CSV; gives how many begrotingen (gemeente, jaar) it holds and how many of them changed.

    With `proef` it is only read. Raises what `lees` raises.
    """
    nieuw = lees(bezoeker, inhoud)
    gewijzigd = 0 if proef else laad_begroting.bewaar_begroting(werkplek.engine, nieuw, nu, bezoeker.naam)
    return len(nieuw), gewijzigd


def bekend(werkplek: Werkplek, sleutels: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Begroting]:
    """What holds now for each (gemeente, jaar) that has a begroting."""
    with lezen(werkplek.engine) as conn:
        per_jaar = {jaar: begroting.lees(conn, jaar) for jaar in {jaar for _, jaar in sleutels}}
    return {
        (gemeente, jaar): per_jaar[jaar][gemeente] for gemeente, jaar in sleutels if gemeente in per_jaar[jaar]
    }
