"""What waits for somebody: the first thing she sees."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from backoffice.services.inzage.betalingen import aangehouden
from backoffice.services.inzage.start_regio import wat_wacht_binnen
from backoffice.services.inzage.wachtpunt import Wachtpunt
from backoffice.services.termijnwacht import tel_dringend
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views.berichten import tel_uitgaand
from backoffice.storage.views.prestaties import tel_te_herstellen
from backoffice.toegang.rechten import Bezoeker, Recht

NIEUW: Final = 7
"""Days during which a message that goes out is new."""


def wat_wacht(werkplek: Werkplek, bezoeker: Bezoeker, dag: date, nu: datetime) -> list[Wachtpunt]:
    """What waits for this visitor; numbers only, so nothing of it is about a person. `nu` is a UTC moment."""
    aanbieder = bezoeker.bereik.aanbieder
    if aanbieder is None:
        return wat_wacht_binnen(werkplek, bezoeker, nu)
    with lezen(werkplek.engine) as conn:
        te_herstellen = tel_te_herstellen(conn, bezoeker.bereik)
        nieuw = tel_uitgaand(conn, aanbieder, nu - timedelta(days=NIEUW))
    punten = [
        (
            Recht.PRESTATIES_HERSTELLEN,
            te_herstellen,
            "afgewezen en nog niet hersteld",
            "/prestaties/te-herstellen",
        ),
        (Recht.TERMIJNWACHT_ZIEN, tel_dringend(werkplek, dag, aanbieder), "te laat of deze week", "/termijnwacht"),
        (Recht.BERICHTEN_ZIEN, nieuw, f"nieuw voor u in {NIEUW} dagen", "/berichten/uitgaand"),
        (
            Recht.AANGEHOUDEN_ZIEN,
            len(aangehouden(werkplek, bezoeker)),
            "wacht op een besluit van ons",
            "/betalingen/aangehouden",
        ),
    ]
    return [Wachtpunt(aantal, wat, pad) for recht, aantal, wat, pad in punten if bezoeker.mag(recht)]
