"""The days by which the codes in a message are judged: that of the toewijzing, not that of the message.

After a herindeling the old gemeentecode stays in use for toewijzingen from before it (TR378), and a toewijzing
keeps its product code when the agreed list changes (TR381, IV075).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ijw.berichten import jw301, jw305, jw307, jw315, jw317
from ijw.feiten import ToegewezenProduct

Bericht = jw301.Bericht | jw305.Bericht | jw307.Bericht | jw315.Bericht | jw317.Bericht
Productregel = (
    jw301.ToegewezenProduct
    | jw305.StartProduct
    | jw307.StopProduct
    | jw315.AangevraagdProduct
    | jw317.NieuwProduct
)
"""A line with a product code of its own (TR381)."""


def ingangsdata(bericht: Bericht, toewijzingen: Mapping[int, ToegewezenProduct]) -> frozenset[date]:
    """The ingangsdata that count for a gemeentecode in this message: `Feiten.ingangsdata` (TR378).

    Those that the message gives itself, and those of the toewijzingen it names. `toewijzingen` are those of the
    gemeente at this aanbieder for this cliënt, by ToewijzingNummer.
    """
    return frozenset(_ingangsdata(bericht, toewijzingen))


def _ingangsdata(bericht: Bericht, toewijzingen: Mapping[int, ToegewezenProduct]) -> Iterator[date]:
    match bericht:
        case jw301.Bericht():
            yield from (product.ingangsdatum for product in bericht.client.toegewezen_producten)
        case jw315.Bericht():
            yield from (product.toewijzing_ingangsdatum for product in bericht.client.aangevraagde_producten)
        case jw305.Bericht():
            yield from (productpeildag(product, toewijzingen) for product in bericht.client.start_producten)
        case jw307.Bericht():
            yield from (productpeildag(product, toewijzingen) for product in bericht.client.stop_producten)
        case jw317.Bericht():
            verzoek = bericht.client.verzoek
            genoemd = {product.toewijzing_nummer for product in verzoek.ongewijzigde_producten}
            genoemd |= {product.toewijzing_nummer for product in verzoek.te_wijzigen_producten}
            yield from (toewijzingen[nummer].ingangsdatum for nummer in genoemd & toewijzingen.keys())


def productpeildag(regel: Productregel, toewijzingen: Mapping[int, ToegewezenProduct]) -> date:
    """The day whose agreed list judges the product code of a line (TR381).

    For a start or stop that is the ingangsdatum of its toewijzing, else what the line says it is, else the day
    on which delivery began.
    """
    match regel:
        case jw301.ToegewezenProduct():
            return regel.ingangsdatum
        case jw315.AangevraagdProduct():
            return regel.toewijzing_ingangsdatum
        case jw317.NieuwProduct():
            return regel.gewenste_ingangsdatum
    toewijzing = None if regel.toewijzing_nummer is None else toewijzingen.get(regel.toewijzing_nummer)
    return toewijzing.ingangsdatum if toewijzing else regel.toewijzing_ingangsdatum or regel.begindatum
