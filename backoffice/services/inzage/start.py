"""What waits for somebody: the first thing she sees."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from backoffice.services.inzage import aangehouden, werk
from backoffice.services.inzage.postvak import postvak
from backoffice.services.inzage.start_regio import wat_wacht_binnen
from backoffice.services.inzage.wachtpunt import Wachtpunt
from backoffice.services.openstaand import tel_dringend
from backoffice.services.werkplek import Werkplek
from backoffice.storage.database import lezen
from backoffice.storage.views.berichten import tel_uitgaand
from backoffice.storage.views.prestaties import tel_te_herstellen
from backoffice.termijnen import Fase
from backoffice.toegang.rechten import Bezoeker, Recht

NIEUW: Final = 7
"""Days during which a message that goes out is new."""


def wat_wacht(werkplek: Werkplek, bezoeker: Bezoeker, dag: date, nu: datetime) -> list[Wachtpunt]:
    """What waits for this visitor; numbers only, so nothing of it is about a person. `nu` is a UTC moment."""
    aanbieder = bezoeker.bereik.aanbieder
    if aanbieder is None:
        return _bij_gemeente(werkplek, bezoeker, dag, nu) + wat_wacht_binnen(werkplek, bezoeker, nu)
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
            len(aangehouden.lijst(werkplek, bezoeker)),
            "wacht op een besluit van ons",
            "/betalingen/aangehouden",
        ),
    ]
    return [Wachtpunt(aantal, wat, pad) for recht, aantal, wat, pad in punten if bezoeker.mag(recht)]


def _bij_gemeente(werkplek: Werkplek, bezoeker: Bezoeker, dag: date, nu: datetime) -> list[Wachtpunt]:
    """What waits for a gemeente; the region has screens of its own."""
    if bezoeker.bereik.gemeente is None:
        return []
    wachtend = [klok for _, klok in werk.lijst(werkplek, bezoeker, dag)]
    dringend = sum(klok is not None and klok.fase is not Fase.RUIM for klok in wachtend)
    vak = postvak(werkplek, bezoeker, nu)
    punten = [
        (Recht.WERK_ZIEN, len(wachtend), "wacht op de werklijst", "/werk"),
        (Recht.WERK_ZIEN, dringend, "moet vandaag of binnenkort klaar, of is te laat", "/werk"),
        (Recht.BERICHTEN_ZIEN, len(vak.te_beantwoorden), "nog te beantwoorden bericht", "/postvak"),
        (Recht.BERICHTEN_ZIEN, len(vak.zonder_retour), "verzonden zonder retourbericht", "/postvak"),
    ]
    return [Wachtpunt(aantal, wat, pad) for recht, aantal, wat, pad in punten if bezoeker.mag(recht)]
