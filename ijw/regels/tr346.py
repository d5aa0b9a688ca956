"""TR346: IngediendBedrag is GeleverdVolume times ProductTarief, or follows from the agreed uurtarief.

Minuten with an agreed uurtarief are priced from that uurtarief and rounded once. When the uurtarief is not
known (no contract at hand, or a lower tarief under a maximum) the amounts that some uurtarief can explain are
not judged; others are wrong whatever was agreed.

Bron: informatiemodel iJw 3.2, technische regel TR346, with IV081.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Contractafspraak, Feiten, NietBeoordeeld
from ijw.regels.regel import EXTERNE_BRON, VOLDOET, Afwijking, Doel, regel
from ijw.regels.tekst import euro
from ijw.rekenen import EURO, MINUUT, minuuttarief, verwacht_bedrag


@regel(
    "TR346",
    niveau=EXTERNE_BRON,
    retourcode="9346",
    doelen=(Doel("JW323", jw323.Prestatie, "IngediendBedrag"),),
)
def tr346(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking | NietBeoordeeld]:
    """Give a deviation when the amount cannot come from volume and tarief."""
    tarief, eenheid, volume = prestatie.product_tarief, prestatie.eenheid, prestatie.geleverd_volume
    if eenheid == EURO or tarief is None:
        return VOLDOET
    bedrag, afspraak = prestatie.ingediend_bedrag.bedrag, feiten.afspraak
    uurtarief = None
    if eenheid == MINUUT:
        if not isinstance(afspraak, Contractafspraak) or _lager(tarief, afspraak):
            return VOLDOET if bedrag == volume * tarief else (_zonder_uurtarief(bedrag, volume, tarief),)
        uurtarief = afspraak.uurtarief
    verwacht = verwacht_bedrag(volume, eenheid, tarief, uurtarief)
    if bedrag != verwacht:
        som = f"{volume} × {euro(tarief)}" if uurtarief is None else f"{volume} × {euro(uurtarief)} / 60"
        return (Afwijking(euro(bedrag), f"{euro(verwacht)} ({som})"),)
    return VOLDOET


def _lager(tarief: int, afspraak: Contractafspraak) -> bool:
    """Whether a tarief per minuut lies under the one that an agreed maximum per uur gives."""
    if afspraak.tarief_type != "maximum" or afspraak.uurtarief is None:
        return False
    return tarief < minuuttarief(afspraak.uurtarief)


def _zonder_uurtarief(bedrag: int, volume: int, tarief: int) -> Afwijking | NietBeoordeeld:
    """Judge an amount by the uurtarieven that round to the tarief: 30 cents an hour around 60 times it."""
    laagste = verwacht_bedrag(volume, MINUUT, tarief, max(0, 60 * tarief - 30))
    hoogste = verwacht_bedrag(volume, MINUUT, tarief, 60 * tarief + 29)
    if laagste <= bedrag <= hoogste:
        return NietBeoordeeld("het uurtarief waaruit het bedrag volgt is niet bekend")
    return Afwijking(euro(bedrag), f"{euro(volume * tarief)} ({volume} × {euro(tarief)})")
