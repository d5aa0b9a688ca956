"""TR367: a rejected prestatie returns with the values that were submitted.

The rule has a retourcode, but no message exists to send it: the finding is for whoever receives the JW325.

Bron: informatiemodel iJw 3.2, technische regel TR367.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw325
from ijw.berichten.basis import BedragMetDC, GeslotenPeriode
from ijw.feiten import Feiten, NietBeoordeeld
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel
from ijw.regels.tekst import euro


@regel(
    "TR367",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9367",
    doelen=(
        Doel("JW325", jw325.Prestatie, "ToewijzingNummer"),
        Doel("JW325", jw325.Prestatie, "ProductCategorie"),
        Doel("JW325", jw325.Prestatie, "ProductCode"),
        Doel("JW325", jw325.Prestatie, "ProductPeriode"),
        Doel("JW325", jw325.Prestatie, "GeleverdVolume"),
        Doel("JW325", jw325.Prestatie, "Eenheid"),
        Doel("JW325", jw325.Prestatie, "ProductTarief"),
        Doel("JW325", jw325.Prestatie, "IngediendBedrag"),
    ),
    nodig=("ingediende_prestatie",),
)
def tr367(prestatie: jw325.Prestatie, doel: Doel, feiten: Feiten) -> Iterator[Afwijking | NietBeoordeeld]:
    """Yield a deviation when the element differs from the prestatie as submitted."""
    if feiten.ingediende_prestatie is None:
        yield NietBeoordeeld("de prestatie staat niet in de declaratie")
        return
    terug, ingediend = doel.lees(prestatie), doel.lees(feiten.ingediende_prestatie)
    if terug != ingediend:
        yield Afwijking(_toon(terug), f"{_toon(ingediend)}, als in de declaratie")


def _toon(waarde: object) -> str:
    if isinstance(waarde, GeslotenPeriode):
        return f"{waarde.begindatum} t/m {waarde.einddatum}"
    if isinstance(waarde, BedragMetDC):
        return f"{euro(waarde.bedrag)} {waarde.debet_credit}"
    return "leeg" if waarde is None else str(waarde)
