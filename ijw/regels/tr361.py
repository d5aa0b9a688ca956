"""TR361: the products that a verzoek om wijziging asks for do not overlap when they count as the same.

Products that stay and products to change are those of their toewijzing. Reading: what changes runs from the
ingangsdatum of the toewijzing, or from an earlier GewensteIngangsdatum, to the Einddatum that is wanted: until
the change the toewijzing runs as it was. With a toewijzing that is not known the verzoek is judged without it,
and that is said.
A toewijzing that both stays and changes overlaps with itself.
What counts as the same product: `ijw.regels.stapeling`.

Bron: informatiemodel iJw 3.2, technische regel TR361.
"""

from __future__ import annotations

from collections.abc import Iterator

from ijw.berichten import jw317
from ijw.berichten.basis import Product
from ijw.feiten import Feiten, NietBeoordeeld, ToegewezenProduct
from ijw.regels.regel import BERICHTOVERSTIJGEND, Afwijking, Doel, regel
from ijw.regels.stapeling import Tijdvak, botsingen


@regel(
    "TR361",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="9361",
    doelen=(Doel("JW317", jw317.Verzoek),),
    nodig=("toewijzingen",),
)
def tr361(verzoek: jw317.Verzoek, doel: Doel, feiten: Feiten) -> Iterator[Afwijking | NietBeoordeeld]:
    """Yield a deviation for every product that begins while the same one runs."""
    tijdvakken = [Tijdvak(n.product, n.gewenste_ingangsdatum, n.einddatum) for n in verzoek.nieuwe_producten]
    gevraagd: list[tuple[int, jw317.TeWijzigenProduct | None]] = [
        *((product.toewijzing_nummer, None) for product in verzoek.ongewijzigde_producten),
        *((product.toewijzing_nummer, product) for product in verzoek.te_wijzigen_producten),
    ]
    for nummer, wijziging in gevraagd:
        toewijzing = feiten.toewijzingen.get(nummer)
        if toewijzing is None:
            yield NietBeoordeeld(f"toewijzing {nummer} is niet bekend")
        else:
            tijdvakken.append(_tijdvak(toewijzing, wijziging))
    for _, afwijking in botsingen(tijdvakken):
        yield afwijking


def _tijdvak(toewijzing: ToegewezenProduct, wijziging: jw317.TeWijzigenProduct | None) -> Tijdvak:
    product = None
    if toewijzing.categorie is not None:
        product = Product(categorie=toewijzing.categorie, code=toewijzing.code)
    if wijziging is None:
        return Tijdvak(product, toewijzing.ingangsdatum, toewijzing.einddatum)
    return Tijdvak(product, min(toewijzing.ingangsdatum, wijziging.gewenste_ingangsdatum), wijziging.einddatum)
