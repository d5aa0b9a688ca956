"""What is kept of a cliënt beside the BSN, encrypted: name and date of birth as a message gives them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from backoffice.services.verwerking import Binnengekomen
from backoffice.services.werkplek import Werkplek
from backoffice.storage import toewijzingen
from ijw.berichten import basis, jw301, jw305, jw307, jw315


def gegevens(client: jw301.Client | jw305.Client | jw307.Client | jw315.Client) -> dict[str, Any]:
    """What a message says of a cliënt, as far as it is kept; a verkorte naam has no voornamen."""
    naam = client.naam
    return {
        "geboortedatum": client.geboortedatum.datum.isoformat(),
        "achternaam": naam.geslachtsnaam.achternaam,
        "voorvoegsel": naam.geslachtsnaam.voorvoegsel,
        "voornamen": naam.voornamen if isinstance(naam, basis.VolledigeNaam) else None,
    }


def bewaar_als_nieuw(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> int:
    """Add a cliënt of whom an aanbieder tells a gemeente for the first time, and give the id."""
    client = binnen.kop.client
    return toewijzingen.bewaar_client(conn, werkplek.kluis, binnen.gemeente, client.bsn, gegevens(client))
