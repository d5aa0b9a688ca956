"""Composes the JW319 that answers a verzoek: refused with a reason, or being looked into.

One message answers one ReferentieAanbieder and bears no bsn. After a toewijzing or a refusal there is no other
answer, and being looked into is only ever the first (TR359, TR360, TR365): `nakijken` finds that.
"""

from __future__ import annotations

from typing import Final

from backoffice.verzoeken.model import Aanvraag
from ijw.berichten import basis, jw319
from ijw.retour import Kenmerk

AFGEWEZEN: Final = "1"
IN_ONDERZOEK: Final = "2"
WOONPLAATSBEGINSEL: Final = "8"


def afwijzing(aanvraag: Aanvraag, kenmerk: Kenmerk, code: str, gemeente: str | None = None) -> jw319.Bericht:
    """Refuse with a RedenAfwijzingVerzoek (1..9); `gemeente` is responsible instead, with code 8 alone (TR377)."""
    elders = None if gemeente is None else jw319.Woonplaatsbeginsel(gemeente=gemeente)
    return _bericht(aanvraag, kenmerk, AFGEWEZEN, code, elders)


def in_onderzoek(aanvraag: Aanvraag, kenmerk: Kenmerk) -> jw319.Bericht:
    """Say that the gemeente is looking into it, which is allowed once."""
    return _bericht(aanvraag, kenmerk, IN_ONDERZOEK, None, None)


def _bericht(
    aanvraag: Aanvraag,
    kenmerk: Kenmerk,
    antwoord: str,
    reden: str | None,
    elders: jw319.Woonplaatsbeginsel | None,
) -> jw319.Bericht:
    if aanvraag.referentie is None:
        raise ValueError("alleen een verzoek van een aanbieder krijgt een antwoord")
    return jw319.Bericht(
        header=jw319.Header(
            afzender=aanvraag.gemeente,
            ontvanger=aanvraag.aanbieder,
            bericht_identificatie=basis.BerichtIdentificatie(
                identificatie=kenmerk.identificatie, dagtekening=kenmerk.dagtekening
            ),
            xsd_versie=kenmerk.xsd_versie,
        ),
        antwoord=jw319.Antwoord(
            referentie_aanbieder=aanvraag.referentie,
            verzoek_antwoord=antwoord,
            reden_afwijzing_verzoek=reden,
            woonplaatsbeginsel=elders,
        ),
    )
