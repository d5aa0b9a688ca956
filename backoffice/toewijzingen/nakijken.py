"""Judges what we are about to send as the receiver will: levels 1 and 2, and then what reaches beyond the message.

As everywhere, the first level with findings ends the check; a message without findings may leave.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date

from ijw.berichten import jw301, jw319
from ijw.bevinding import Bevinding
from ijw.codec import lees, schrijf
from ijw.feiten import ONBEKEND, Feiten, Onbekend, Verzoek
from ijw.fouten import Schemafout
from ijw.regels.controle import controleer
from ijw.regels.toetsing import oordeel
from ijw.vorm import Berichtsoort

_PRODUCT = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct[{}]"
_ANTWOORD = "/Bericht/Antwoord"


@dataclass(frozen=True, slots=True)
class Omgeving:
    """What the rules need to know beyond a message of ours.

    `verzoeken` are those of this aanbieder for this cliënt, as they stood before this message. `goedgekeurd` and
    `van_ander` are the ToewijzingNummers with an approved, uncredited prestatie, and those that were given to
    another aanbieder or cliënt.
    """

    vandaag: date
    verzoeken: Collection[Verzoek] = ()
    goedgekeurd: AbstractSet[int] = frozenset()
    van_ander: AbstractSet[int] = frozenset()
    productlijst: Mapping[str, str] | Onbekend = ONBEKEND
    identificatie_gebruikt: bool = False


def toewijzing_nakijken(bericht: jw301.Bericht, omgeving: Omgeving) -> tuple[Bevinding, ...]:
    """What the receiver of a JW301 would find in it."""
    producten = bericht.client.toegewezen_producten
    if eerst := _binnen_bericht(bericht, jw301.SOORT):
        return eerst
    gevonden = _kop(bericht, jw301.SOORT, omgeving, {product.ingangsdatum for product in producten})
    referenties = {product.referentie_aanbieder for product in producten if product.referentie_aanbieder}
    for plaats, product in enumerate(producten, 1):
        feiten = Feiten(
            verzoeken_van_client=omgeving.verzoeken,
            referenties_in_bericht=referenties,
            heeft_goedgekeurde=product.toewijzing_nummer in omgeving.goedgekeurd,
            toewijzing_van_ander=product.toewijzing_nummer in omgeving.van_ander,
        )
        if omgeving.productlijst is not ONBEKEND:
            feiten.productlijst = omgeving.productlijst
        gevonden += oordeel(jw301.SOORT, product, _PRODUCT.format(plaats), feiten).bevindingen
    return gevonden


def antwoord_nakijken(bericht: jw319.Bericht, omgeving: Omgeving) -> tuple[Bevinding, ...]:
    """What the receiver of a JW319 would find in it."""
    if eerst := _binnen_bericht(bericht, jw319.SOORT):
        return eerst
    antwoord = bericht.antwoord
    verzoek = next(
        (v for v in omgeving.verzoeken if v.referentie_aanbieder == antwoord.referentie_aanbieder), None
    )
    feiten = Feiten(verzoek=verzoek, vandaag=omgeving.vandaag, ingangsdata={omgeving.vandaag})
    gevonden = _kop(bericht, jw319.SOORT, omgeving, {omgeving.vandaag})
    gevonden += oordeel(jw319.SOORT, antwoord, _ANTWOORD, feiten).bevindingen
    if antwoord.woonplaatsbeginsel is not None:
        gevonden += oordeel(
            jw319.SOORT, antwoord.woonplaatsbeginsel, f"{_ANTWOORD}/Woonplaatsbeginsel", feiten
        ).bevindingen
    return gevonden


def _binnen_bericht(bericht: jw301.Bericht | jw319.Bericht, soort: Berichtsoort) -> tuple[Bevinding, ...]:
    """Levels 1 and 2; what the schema says of the bytes that would really leave."""
    try:
        lees(schrijf(bericht, soort))
    except Schemafout as fout:
        return tuple(fout.bevindingen)
    return tuple(controleer(soort, lambda: bericht, lambda: ()))


def _kop(
    bericht: jw301.Bericht | jw319.Bericht, soort: Berichtsoort, omgeving: Omgeving, ingangsdata: set[date]
) -> tuple[Bevinding, ...]:
    feiten = Feiten(
        identificatie_gebruikt=omgeving.identificatie_gebruikt, vandaag=omgeving.vandaag, ingangsdata=ingangsdata
    )
    return oordeel(soort, bericht.header, "/Bericht/Header", feiten).bevindingen
