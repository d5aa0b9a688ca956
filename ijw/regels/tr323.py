"""TR323: a credit prestatie repeats an approved debet prestatie, but for ReferentieNummer and DebetCredit.

Bron: informatiemodel iJw 3.2, technische regel TR323, with IV085 and IV091.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ijw.berichten import jw323
from ijw.feiten import Debetsleutel, EerderDebet, Feiten
from ijw.regels.regel import BERICHTOVERSTIJGEND, VOLDOET, Afwijking, Doel, regel


@regel(
    "TR323",
    niveau=BERICHTOVERSTIJGEND,
    retourcode="8017",
    doelen=(Doel("JW323", jw323.Prestatie, "ProductReferentie/VorigReferentieNummer"),),
    nodig=("eerdere_debetten", "client"),
)
def tr323(prestatie: jw323.Prestatie, doel: Doel, feiten: Feiten) -> Iterable[Afwijking]:
    """Give a deviation when no approved debet with the same content bears the VorigReferentieNummer."""
    vorig = prestatie.product_referentie.vorig_referentie_nummer
    if vorig is None:
        return VOLDOET
    debet = feiten.eerdere_debetten.get(vorig)
    if debet is None:
        return (Afwijking(f"{vorig} is niet bekend", "het ReferentieNummer van een goedgekeurde prestatie"),)
    if not debet.goedgekeurd:
        return (Afwijking(f"{vorig} is een afgewezen prestatie", "een goedgekeurde prestatie"),)
    if anders := ", ".join(_verschillen(prestatie, feiten.client, debet)):
        return (Afwijking(f"{vorig} verschilt in {anders}", "dezelfde inhoud als de goedgekeurde prestatie"),)
    return VOLDOET


def _verschillen(credit: jw323.Prestatie, client: int, debet: EerderDebet) -> Iterator[str]:
    """Names of what differs, never the values: one of them is whose care it was."""
    eigen = Debetsleutel(
        credit.toewijzing_nummer,
        credit.product_categorie,
        credit.product_code,
        credit.product_periode.begindatum,
        credit.product_periode.einddatum,
    )
    if client != debet.client:
        yield "cliënt"
    for naam, waarde, verwacht in zip(_NAMEN, eigen, debet.sleutel, strict=True):
        if waarde != verwacht:
            yield naam
    if credit.geleverd_volume != debet.volume:
        yield "GeleverdVolume"
    if credit.eenheid != debet.eenheid:
        yield "Eenheid"
    if credit.product_tarief != debet.tarief:
        yield "ProductTarief"
    if credit.ingediend_bedrag.bedrag != debet.bedrag:
        yield "IngediendBedrag"


_NAMEN = ("ToewijzingNummer", "ProductCategorie", "ProductCode", "Begindatum", "Einddatum")
