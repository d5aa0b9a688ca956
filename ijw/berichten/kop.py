"""The shapes every header shares: who sends to whom, and what a retourbericht adds.

BerichtCode, BerichtVersie and BerichtSubversie follow from the berichtsoort; the codec writes them and the
schema pins them, so a header does not repeat them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from ijw.berichten import basis
from ijw.vorm import berichtklasse, element


@berichtklasse("Header", "Kop van aanbieder naar gemeente.")
class VanAanbieder:
    """Sent by an aanbieder (AGB-code) to a gemeente (CBS-code)."""

    afzender: str = element("Afzender", basis.AGB_CODE)
    ontvanger: str = element("Ontvanger", basis.GEMEENTE)
    bericht_identificatie: basis.BerichtIdentificatie = element("BerichtIdentificatie", basis.BerichtIdentificatie)
    xsd_versie: basis.XsdVersie = element("XsdVersie", basis.XsdVersie)


@berichtklasse("Header", "Kop van gemeente naar aanbieder.")
class VanGemeente:
    """Sent by a gemeente (CBS-code) to an aanbieder (AGB-code)."""

    afzender: str = element("Afzender", basis.GEMEENTE)
    ontvanger: str = element("Ontvanger", basis.AGB_CODE)
    bericht_identificatie: basis.BerichtIdentificatie = element("BerichtIdentificatie", basis.BerichtIdentificatie)
    xsd_versie: basis.XsdVersie = element("XsdVersie", basis.XsdVersie)


def retour_codes(*, optioneel: bool = False) -> Any:
    """Declare the retourcodes that end a berichtklasse of an answer."""
    return element("RetourCode", basis.RETOUR_CODE, herhaald=True, omhulsel="RetourCodes", optioneel=optioneel)


@berichtklasse("Header", "Kop van het retourbericht op een bericht van een aanbieder.")
class RetourAanAanbieder(VanAanbieder):
    """The header of the heenbericht, unchanged, with the marks of the retourbericht (IV028)."""

    identificatie_retour: str = element("IdentificatieRetour", basis.IDENTIFICATIE_BERICHT)
    dagtekening_retour: date = element("DagtekeningRetour", basis.DATUM)
    xslt_versie: str | None = element("XsltVersie", basis.VERSIE, optioneel=True)
    xsd_versie_retour: basis.XsdVersie = element("XsdVersieRetour", basis.XsdVersie)
    retour_codes: tuple[str, ...] = retour_codes(optioneel=True)


@berichtklasse("Header", "Kop van het retourbericht op een bericht van een gemeente.")
class RetourAanGemeente(VanGemeente):
    """The header of the heenbericht, unchanged, with the marks of the retourbericht (IV028)."""

    identificatie_retour: str = element("IdentificatieRetour", basis.IDENTIFICATIE_BERICHT)
    dagtekening_retour: date = element("DagtekeningRetour", basis.DATUM)
    xslt_versie: str | None = element("XsltVersie", basis.VERSIE, optioneel=True)
    xsd_versie_retour: basis.XsdVersie = element("XsdVersieRetour", basis.XsdVersie)
    retour_codes: tuple[str, ...] = retour_codes(optioneel=True)
