"""TR418: the ProductTarief is the agreed one for the product in the month of delivery.

A tarief of type maximum may be lower. Where the eenheid of the toewijzing is sold under another eenheid, no
tarief is agreed for it and the aanbieder cannot know one: then nothing is judged, except that a product sold
per minuut can always be declared in minuten.

Bron: informatiemodel iJw 3.2, technische regel TR418, with IV081.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Contractafspraak, Feiten, NietBeoordeeld
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel
from ijw.regels.tekst import eenheidnaam, euro
from ijw.rekenen import EURO, MINUUT, UUR, minuuttarief


@regel(
    "TR418",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="0611",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductTarief"),),
    nodig=("afspraak",),
)
def tr418(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking | NietBeoordeeld]:
    """Give a deviation when the tarief is not the agreed one, or the contract does not hold the product."""
    if prestatie.eenheid == EURO:
        return VOLDOET
    afspraak = feiten.afspraak
    if not isinstance(afspraak, Contractafspraak):
        return (Afwijking(f"van product {prestatie.product_code}", "een product uit het contract van die maand"),)
    verwacht = _tarief(afspraak, prestatie.eenheid)
    tarief = prestatie.product_tarief
    if verwacht is None:
        if (prestatie.eenheid, afspraak.eenheid) == (UUR, MINUUT):
            return (Afwijking("per uur", "een tarief per minuut, zoals afgesproken"),)
        return (NietBeoordeeld(f"er is geen tarief afgesproken voor eenheid {eenheidnaam(prestatie.eenheid)}"),)
    if tarief is None:
        return (Afwijking("is leeg", euro(verwacht)),)
    if tarief > verwacht or (tarief < verwacht and afspraak.tarief_type == "vast"):
        hoogstens = "hoogstens " if afspraak.tarief_type == "maximum" else ""
        return (Afwijking(euro(tarief), f"{hoogstens}{euro(verwacht)} volgens contract {afspraak.contract}"),)
    return VOLDOET


def _tarief(afspraak: Contractafspraak, eenheid: str) -> int | None:
    """The agreed tarief in eurocents for a declared eenheid, or None when there is none."""
    if eenheid == afspraak.eenheid:
        return afspraak.tarief
    if eenheid == MINUUT and afspraak.eenheid == UUR and afspraak.uurtarief is not None:
        return minuuttarief(afspraak.uurtarief)
    return afspraak.uurtarief if (eenheid, afspraak.eenheid) == (UUR, MINUUT) else None
