"""TR322: all approved volume on a toewijzing, with this prestatie, fits in its whole omvang.

The text adds up what was sent. Rejected prestaties do not count here, since they may be sent again, and
credited ones do not either. A toewijzing without einddatum has no total as long as it runs, so there is nothing
to exceed; output per maand with a broken month is left to the contract (IV078) and not judged.

Bron: informatiemodel iJw 3.2, technische regel TR322, with IV077 and IV078.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten, NietBeoordeeld
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel
from ijw.regels.tekst import maatvolume
from ijw.rekenen import totaalcap, volume_in_toewijzingseenheid


@regel(
    "TR322",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9322",
    doelen=(Doel("JW323", jw323.Prestatie, "GeleverdVolume"),),
    nodig=(
        "toewijzing",
        "verbruik",
    ),
)
def tr322(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking | NietBeoordeeld]:
    """Give a deviation when the sum is above the cap of the toewijzing."""
    toewijzing = feiten.toewijzing
    if toewijzing.volume is None or toewijzing.eenheid is None or toewijzing.frequentie is None:
        return VOLDOET
    volume = volume_in_toewijzingseenheid(prestatie.geleverd_volume, prestatie.eenheid, toewijzing.eenheid)
    if volume is None:
        return (NietBeoordeeld("de eenheid past niet bij die van de toewijzing"),)
    cap = totaalcap(
        toewijzing.volume,
        toewijzing.eenheid,
        toewijzing.frequentie,
        toewijzing.ingangsdatum,
        toewijzing.einddatum,
    )
    if cap is None:
        if toewijzing.einddatum is None:
            return VOLDOET
        return (NietBeoordeeld("het totaal hangt af van een gebroken maand, en die staat in het contract"),)
    eerder = feiten.verbruik.volume
    if eerder + volume > cap:
        return (
            Afwijking(
                f"{maatvolume(volume, toewijzing.eenheid)} na {maatvolume(eerder, toewijzing.eenheid)} eerder",
                f"samen hoogstens {maatvolume(cap, toewijzing.eenheid)} over de hele toewijzing",
            ),
        )
    return VOLDOET
