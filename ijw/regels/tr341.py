"""TR341: the Eenheid fits that of the toewijzing, or without omvang that of the contract.

Minuten may be declared where uren were assigned or agreed, not the other way round (IV081).

Bron: informatiemodel iJw 3.2, technische regel TR341.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Contractafspraak, Feiten, NietBeoordeeld
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel
from ijw.regels.tekst import eenheidnaam
from ijw.rekenen import MINUUT, UUR


@regel(
    "TR341",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9341",
    doelen=(Doel("JW323", jw323.Prestatie, "Eenheid"),),
    nodig=("toewijzing",),
)
def tr341(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking | NietBeoordeeld]:
    """Give a deviation when the eenheid is another one."""
    verwacht, bron = feiten.toewijzing.eenheid, "toegewezen"
    if verwacht is None:
        afspraak = feiten.afspraak
        if not isinstance(afspraak, Contractafspraak):
            return (NietBeoordeeld("de toewijzing heeft geen omvang en de afgesproken eenheid is niet bekend"),)
        verwacht, bron = afspraak.eenheid, "afgesproken"
    eenheid = prestatie.eenheid
    if eenheid != verwacht and (eenheid, verwacht) != (MINUUT, UUR):
        mag = f" of {eenheidnaam(MINUUT)}" if verwacht == UUR else ""
        return (Afwijking(eenheidnaam(eenheid), f"{eenheidnaam(verwacht)}{mag}, zoals {bron}"),)
    return VOLDOET
