"""Taking in a begroting: a gemeente its own, the region everybody's."""

from __future__ import annotations

from datetime import datetime

from backoffice.services.laad_begroting import Begrotingsfout, bewaar_begroting, lees_begroting
from backoffice.services.werkplek import Werkplek
from backoffice.toegang.rechten import Bezoeker


def laad(werkplek: Werkplek, bezoeker: Bezoeker, inhoud: bytes, nu: datetime, *, proef: bool) -> tuple[int, int]:
    """Take in a CSV; gives how many begrotingen (gemeente, jaar) it holds and how many of them changed.

    With `proef` it is only read. Raises Begrotingsfout, also for a gemeente outside the bereik, or OnleesbareCsv.
    """
    nieuw = lees_begroting(inhoud, "uw bestand")
    if vreemd := sorted({gemeente for gemeente, _ in nieuw if bezoeker.bereik.gemeente not in (None, gemeente)}):
        raise Begrotingsfout(f"In uw bestand staat ook gemeente {', '.join(vreemd)}. Laat alleen uw eigen staan.")
    return len(nieuw), 0 if proef else bewaar_begroting(werkplek.engine, nieuw, nu, bezoeker.naam)
