"""Explaining decisions to people; looking at one is an access to a person's data and is recorded."""

from __future__ import annotations

from datetime import datetime

from backoffice.declaraties.uitleg import leg_uit
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit
from backoffice.storage.besluiten import zoek_besluiten


def waarom(werkplek: Werkplek, referentie: str, aanbieder: str | None, tijdstip: datetime, wie: str) -> list[str]:
    """The story in Dutch of each decision on a ReferentieNummer, oldest first.

    Empty when it stands in no processed message. `tijdstip` is a UTC moment.
    """
    with werkplek.engine.begin() as conn:
        gevonden = zoek_besluiten(conn, referentie, aanbieder)
        audit.leg_vast(
            conn,
            tijdstip=tijdstip,
            wie=wie,
            handeling="besluit ingezien",
            doel=f"uitleg bij prestatie {referentie}",
            clienten={client for client, _ in gevonden if client is not None},
        )
    return [leg_uit(besluit) for _, besluit in gevonden]
