"""Code 7, zorginhoudelijke afkeur: only ever by a person, and never against a measure of a judge or GI."""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.verzoeken.model import Aanvraag, Toetssoort, Uitkomst, Zaak

SOORT = Toetssoort("zorginhoudelijk", "7", "art. 2.3 en 2.4 Jeugdwet", alleen_mens=True)


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Fail only when a person said so."""
    for regel in aanvraag.regels:
        if regel.maatregel or zaak.maatregel:
            zin = "de inhoud is bepaald door de rechter of de gecertificeerde instelling"
            yield SOORT.voldoet(regel.onderdeel, zin)
        elif zaak.afkeur is not None:
            yield SOORT.faalt(regel.onderdeel, f"afgekeurd door {zaak.afkeur.wie}: {zaak.afkeur.reden}")
        else:
            yield SOORT.onbekend(regel.onderdeel, "een inhoudelijk oordeel; alleen een mens geeft dat")
