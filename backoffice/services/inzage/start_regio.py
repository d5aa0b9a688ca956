"""What waits for who decides on money, contracts and runs, in the region or at a gemeente."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection

from backoffice.services.inzage.wachtpunt import Wachtpunt
from backoffice.services.werkplek import Werkplek
from backoffice.storage.aanhoudingen import wachtende
from backoffice.storage.database import lezen
from backoffice.storage.views import wachtend
from backoffice.toegang.rechten import Bezoeker, Recht

RUNS: Final = timedelta(days=7)
"""How far back a run that did not do everything is told of."""


def wat_wacht_binnen(werkplek: Werkplek, bezoeker: Bezoeker, nu: datetime) -> list[Wachtpunt]:
    """What waits for this visitor, by what the role may decide; numbers only. `nu` is a UTC moment."""
    bereik, naam = bezoeker.bereik, bezoeker.naam

    def aangehouden(conn: Connection) -> int:
        return sum(lijn.besluit is None and bereik.gemeente in (None, lijn.gemeente) for lijn in wachtende(conn))

    vragen: list[tuple[Recht, str, str, Callable[[Connection], int]]] = [
        (
            Recht.BETALINGEN_GOEDKEUREN,
            "betaalvoorstel van een ander wacht op goedkeuring",
            "/betaalvoorstellen",
            lambda conn: wachtend.tel_goed_te_keuren(conn, bereik, naam),
        ),
        (
            Recht.BETALINGEN_GOEDKEUREN,
            "goedgekeurd en nog niet naar de bank",
            "/betaalvoorstellen",
            lambda conn: wachtend.tel_te_verzenden(conn, bereik),
        ),
        (
            Recht.REKENINGEN_BESLUITEN,
            "rekening van een ander wacht op bevestiging",
            "/rekeningen",
            lambda conn: wachtend.tel_rekeningen(conn, bereik, naam),
        ),
        (
            Recht.AANGEHOUDEN_BESLISSEN,
            "te late prestatie wacht op een besluit",
            "/betalingen/aangehouden",
            aangehouden,
        ),
        (
            Recht.CONTRACTEN_BESLUITEN,
            "contractvoorstel van een ander wacht op een besluit",
            "/contractbeheer",
            lambda conn: wachtend.tel_contractvoorstellen(conn, naam),
        ),
        (
            Recht.RUNS_ZIEN,
            f"run in {RUNS.days} dagen niet helemaal gelukt",
            "/runs",
            lambda conn: wachtend.tel_runs(conn, nu - RUNS),
        ),
    ]
    with lezen(werkplek.engine) as conn:
        return [Wachtpunt(tel(conn), wat, pad) for recht, wat, pad, tel in vragen if bezoeker.mag(recht)]
