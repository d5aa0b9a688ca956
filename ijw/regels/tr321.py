"""TR321: GeleverdVolume fits in what the toewijzing allows in the ProductPeriode.

Output per maand in a month that the toewijzing covers in part is left to the contract (IV078); nothing is
judged then.

Bron: informatiemodel iJw 3.2, technische regel TR321, with IV076, IV077 and IV078.
"""

from __future__ import annotations

from collections.abc import Iterable

from ijw.berichten import jw323
from ijw.feiten import Feiten, NietBeoordeeld
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel
from ijw.regels.tekst import maatvolume
from ijw.rekenen import periodecap, volume_in_toewijzingseenheid


@regel(
    "TR321",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9321",
    doelen=(Doel("JW323", jw323.Prestatie, "GeleverdVolume"),),
    nodig=("toewijzing",),
)
def tr321(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking | NietBeoordeeld]:
    """Give a deviation when the volume is above the cap of the period."""
    toewijzing = feiten.toewijzing
    if toewijzing.volume is None or toewijzing.eenheid is None or toewijzing.frequentie is None:
        return VOLDOET
    volume = volume_in_toewijzingseenheid(prestatie.geleverd_volume, prestatie.eenheid, toewijzing.eenheid)
    if volume is None:
        return (NietBeoordeeld("de eenheid past niet bij die van de toewijzing"),)
    periode = prestatie.product_periode
    cap = periodecap(
        toewijzing.volume,
        toewijzing.eenheid,
        toewijzing.frequentie,
        toewijzing.ingangsdatum,
        toewijzing.einddatum,
        periode.begindatum,
        periode.einddatum,
    )
    if cap is None:
        return (
            NietBeoordeeld("het volume van een gebroken maand staat niet in de standaard maar in het contract"),
        )
    if volume > cap:
        return (
            Afwijking(
                maatvolume(volume, toewijzing.eenheid),
                f"hoogstens {maatvolume(cap, toewijzing.eenheid)} "
                f"van {periode.begindatum} tot en met {periode.einddatum}",
            ),
        )
    return VOLDOET
