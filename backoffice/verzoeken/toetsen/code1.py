"""Code 1, geen wijziging maar nieuwe aanvraag: a VOW changes what is running and being delivered (OP306).

Reading: that nothing named in it runs any more is certain; a first product in a categorie that the jeugdige does
not have yet, or delivery that has not begun, is for a person to look at.
"""

from __future__ import annotations

from collections.abc import Iterator

from backoffice.verzoeken.model import Aanvraag, Herkomst, Toetssoort, Uitkomst, Zaak
from ijw.feiten import Onbekend

SOORT = Toetssoort("nieuwe aanvraag", "1", "OP306, OP307")


def toets(aanvraag: Aanvraag, zaak: Zaak) -> Iterator[Uitkomst]:
    """Fail for a VOW that rests on nothing that runs."""
    onderdeel, lopend = aanvraag.herkomst.value, zaak.lopend
    if aanvraag.herkomst is not Herkomst.VOW:
        yield SOORT.voldoet(onderdeel, "geldt alleen voor een verzoek om wijziging")
        return
    if isinstance(lopend, Onbekend):
        yield SOORT.onbekend(onderdeel, "de lopende toewijzingen")
        return
    actueel = [
        product
        for product in lopend
        if product.aanbieder == aanvraag.aanbieder and product.actueel_op(aanvraag.dagtekening)
    ]
    categorieen = {product.categorie for product in actueel}
    genoemd = {*aanvraag.wijzigt, *aanvraag.ongewijzigd}
    anders = [
        regel
        for regel in aanvraag.regels
        if regel.toewijzing_nummer is None and regel.categorie not in categorieen
    ]
    if not any(product.toewijzing_nummer in genoemd for product in actueel):
        yield SOORT.faalt(onderdeel, "geen van de genoemde toewijzingen loopt nog, dus er is niets te wijzigen")
    elif zaak.levering_begonnen is False:
        yield SOORT.mens(onderdeel, "er is nog niets geleverd; kijk of dit een nieuwe aanvraag is")
    elif anders:
        zin = f"{anders[0].noemer} heeft de jeugdige nog niet; kijk of dit een nieuwe aanvraag is"
        yield SOORT.mens(anders[0].onderdeel, zin)
    else:
        yield SOORT.voldoet(onderdeel, "het verzoek wijzigt wat loopt")
