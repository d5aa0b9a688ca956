"""Assigning of one's own accord: for the gemeente of who asks, and for a jeugdige it knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from backoffice.services import eigen_toewijzing
from backoffice.services.besluitstap import Besluit, Uitslag
from backoffice.services.eigen_toewijzing import Wens
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.werkplek import Werkplek
from backoffice.storage import toewijzingen
from backoffice.storage.database import lezen
from backoffice.toegang.rechten import Bezoeker
from backoffice.toewijzingen.wijzigen import Gewenst as Gewenst


def leg_client_vast(werkplek: Werkplek, bezoeker: Bezoeker, client: Mapping[str, Any], nu: datetime) -> int:
    """Keep what is known of a cliënt (the Client of a JW301 as JSON) and give the id; Clientfout."""
    return eigen_toewijzing.leg_client_vast(werkplek, _gemeente(bezoeker), client, Besluit(bezoeker.naam, nu))


def stel_op(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    aanbieder: str,
    bsn: str,
    wensen: Sequence[Wens],
    nu: datetime,
    *,
    gronden: Sequence[str],
    instemming: bool,
) -> Uitslag:
    """Send a JW301; NietGevonden for a jeugdige whom the gemeente does not know, Besluitfout when it cannot be."""
    gemeente = _gemeente(bezoeker)
    with lezen(werkplek.engine) as conn:
        if toewijzingen.zoek_client(conn, werkplek.kluis, gemeente, bsn) is None:
            raise NietGevonden("Deze jeugdige is bij uw gemeente niet bekend. Leg de jeugdige eerst vast.")
    besluit = Besluit(bezoeker.naam, nu, tuple(gronden))
    return eigen_toewijzing.stel_op(werkplek, gemeente, aanbieder, bsn, wensen, besluit, instemming=instemming)


def _gemeente(bezoeker: Bezoeker) -> str:
    if bezoeker.bereik.gemeente is None:
        raise NietGevonden("Alleen een gemeente wijst toe.")
    return bezoeker.bereik.gemeente
