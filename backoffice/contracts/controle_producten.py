"""Checks on the products of a contract.

The eenheid and frequentie rules are those of the toewijzing variants (CS338, CS343, OP305), since a product
that no toewijzing can carry should not be sold.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from backoffice.contracts.fouten import Contractfout, Pad, euros, fout_op
from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Product,
    TariefVersie,
    Variant,
    Voorwaarde,
    maand_na,
)
from ijw import codelijsten
from ijw.rekenen import EURO, MINUUT

FREQUENTIES: Final = {
    "01": ("1", "2", "4", "6"),
    "04": ("1", "2", "4", "6"),
    "14": ("2", "4", "6"),
    "16": ("2", "4", "6"),
    "82": ("1", "2", "4", "6"),
    "83": ("2", "4", "6"),
    "84": ("2", "4", "6"),
}
EENHEDEN: Final = {
    Variant.INSPANNING: ("01", "04", "14", "16", "84"),
    Variant.OUTPUT: ("82", "83"),
    Variant.TAAKGERICHT: (),
}
HOOGSTE_BEDRAG: Final = 99_999_999
LANGSTE_CODE: Final = 5

LANDELIJK: Final = "55"
"""The categorie of what VNG buys for the whole country."""
OUDSTE: Final = 120


def controleer_producten(contract: Contract) -> Iterator[Contractfout]:
    """Faults in the products of one contract: what they are, their prices and their conditions."""
    if not contract.producten and contract.soort is not Contractsoort.BESCHIKBAARHEID:
        yield fout_op(
            (contract.contractnummer, "producten"), "geen producten", "een of meer", "Er zijn geen producten"
        )
    codes: set[str] = set()
    for plaats, product in enumerate(contract.producten):
        pad: Pad = (contract.contractnummer, "producten", plaats)
        if not product.code.strip() or len(product.code) > LANGSTE_CODE:
            yield fout_op(
                (*pad, "code"), product.code, f"1 tot {LANGSTE_CODE} tekens", "De productcode klopt niet"
            )
        if product.code in codes:
            yield fout_op((*pad, "code"), product.code, "elke code één keer", "Het product staat er twee keer in")
        codes.add(product.code)
        if product.categorie not in codelijsten.lees("JZ020"):
            yield fout_op(
                (*pad, "categorie"),
                product.categorie,
                "een code uit JZ020",
                "De productcategorie is onbekend",
            )
        if (product.categorie == LANDELIJK) != contract.landelijk:
            yield fout_op(
                (*pad, "categorie"),
                product.categorie,
                LANDELIJK if contract.landelijk else f"een andere dan {LANDELIJK}",
                f"Categorie {LANDELIJK} hoort bij een landelijk contract (LTA), en alleen daarbij",
            )
        for nummer, voorwaarde in enumerate(product.voorwaarden):
            yield from _voorwaarde((*pad, "voorwaarden", nummer), contract, product, voorwaarde)
        if product.variant is Variant.TAAKGERICHT:
            yield from _taakgericht(pad, product)
        else:
            yield from _eenheid(pad, product)
            yield from _tarieven(pad, product)


def _taakgericht(pad: Pad, product: Product) -> Iterator[Contractfout]:
    for veld, waarde in (
        ("eenheid", product.eenheid),
        ("frequenties", ", ".join(product.frequenties)),
        ("tarieven", f"{len(product.tarieven)} tarieven" if product.tarieven else ""),
    ):
        if waarde:
            yield fout_op((*pad, veld), waarde, "leeg", f"Taakgericht werk heeft geen {veld}")


def _eenheid(pad: Pad, product: Product) -> Iterator[Contractfout]:
    eenheid = product.eenheid or "leeg"
    if eenheid not in FREQUENTIES:
        yield fout_op((*pad, "eenheid"), eenheid, ", ".join(FREQUENTIES), "De eenheid is onbekend")
        return
    if eenheid not in EENHEDEN[product.variant]:
        yield fout_op(
            (*pad, "eenheid"),
            eenheid,
            ", ".join(EENHEDEN[product.variant]),
            f"De eenheid past niet bij variant {product.variant}",
        )
    mogelijk = ", ".join(FREQUENTIES[eenheid])
    if not product.frequenties:
        yield fout_op((*pad, "frequenties"), "leeg", mogelijk, "Er is geen frequentie")
    for frequentie in product.frequenties:
        if frequentie not in FREQUENTIES[eenheid]:
            bekend = any(frequentie in rij for rij in FREQUENTIES.values())
            melding = f"De frequentie past niet bij eenheid {eenheid}" if bekend else "De frequentie is onbekend"
            yield fout_op((*pad, "frequenties"), frequentie, mogelijk, melding)


def _tarieven(pad: Pad, product: Product) -> Iterator[Contractfout]:
    if product.eenheid == EURO:
        if product.tarieven:
            yield fout_op(
                (*pad, "tarieven"),
                f"{len(product.tarieven)} tarieven",
                "leeg",
                "Een product in euro's (83) heeft geen tarief",
            )
        return
    if not product.tarieven:
        yield fout_op((*pad, "tarieven"), "leeg", "een of meer", "Er is geen tarief")
    for plaats, versie in enumerate(product.tarieven):
        yield from _tarief((*pad, "tarieven", plaats), product, versie)
    op_datum = sorted(enumerate(product.tarieven), key=lambda paar: paar[1].vanaf)
    for (_, vorige), (plaats, volgende) in pairwise(op_datum):
        plek: Pad = (*pad, "tarieven", plaats, "vanaf")
        # Without an end a version simply runs until the next one, so only the same start overlaps.
        einde = maand_na(vorige.tot_en_met) if vorige.tot_en_met else volgende.vanaf
        if volgende.vanaf == vorige.vanaf or volgende.vanaf < einde:
            yield fout_op(
                plek, volgende.vanaf, f"na {vorige.tot_en_met or vorige.vanaf}", "Tarieven overlappen elkaar"
            )
        elif volgende.vanaf > einde:
            yield fout_op(plek, volgende.vanaf, f"{einde}", "Er zit een gat tussen de tarieven")


def _tarief(pad: Pad, product: Product, versie: TariefVersie) -> Iterator[Contractfout]:
    if versie.vanaf.day != 1:
        yield fout_op(
            (*pad, "vanaf"),
            versie.vanaf,
            "de eerste dag van een maand",
            "Een tarief begint niet midden in een maand",
        )
    if versie.tot_en_met is not None:
        if versie.tot_en_met.day != monthrange(versie.tot_en_met.year, versie.tot_en_met.month)[1]:
            yield fout_op(
                (*pad, "tot_en_met"),
                versie.tot_en_met,
                "de laatste dag van een maand",
                "Een tarief eindigt niet midden in een maand",
            )
        if versie.tot_en_met < versie.vanaf:
            yield fout_op(
                (*pad, "tot_en_met"),
                versie.tot_en_met,
                f"{versie.vanaf} of later",
                "Het tarief eindigt voordat het begint",
            )
    if (versie.tarief is None) == (versie.uurtarief is None):
        gevonden = "geen van beide" if versie.tarief is None else "beide"
        yield fout_op(pad, gevonden, "tarief of uurtarief", "Vul één van de twee in")
        return
    if versie.uurtarief is not None and product.eenheid != MINUUT:
        yield fout_op(
            (*pad, "uurtarief"),
            f"eenheid {product.eenheid}",
            f"eenheid {MINUUT}",
            "Een uurtarief hoort bij een product in minuten",
        )
    # Under 30 cents an hour, a minute would round to nothing.
    veld, bedrag, laagste = (
        ("tarief", versie.tarief, 1) if versie.tarief is not None else ("uurtarief", versie.uurtarief, 30)
    )
    if bedrag is not None and not laagste <= bedrag <= HOOGSTE_BEDRAG:
        yield fout_op(
            (*pad, veld),
            euros(bedrag),
            f"{euros(laagste)} tot en met {euros(HOOGSTE_BEDRAG)}",
            "Het tarief klopt niet",
        )


def _voorwaarde(pad: Pad, contract: Contract, product: Product, voorwaarde: Voorwaarde) -> Iterator[Contractfout]:
    if voorwaarde.gemeente not in (None, *(deelname.gemeente for deelname in contract.deelnames)):
        yield fout_op(
            (*pad, "gemeente"), voorwaarde.gemeente, "een gemeente die meedoet", "De gemeente doet niet mee"
        )
    if voorwaarde.vanaf and voorwaarde.tot_en_met and voorwaarde.tot_en_met < voorwaarde.vanaf:
        yield fout_op(
            (*pad, "tot_en_met"),
            voorwaarde.tot_en_met,
            f"{voorwaarde.vanaf} of later",
            "De voorwaarde eindigt voordat zij begint",
        )
    jong, oud = voorwaarde.leeftijd_vanaf, voorwaarde.leeftijd_tot_en_met
    if not 0 <= (jong or 0) <= (OUDSTE if oud is None else oud) <= OUDSTE:
        yield fout_op(
            pad,
            f"{'' if jong is None else jong} - {'' if oud is None else oud}",
            f"0 tot en met {OUDSTE}, de jongste eerst",
            "De leeftijden kloppen niet",
        )
    for veld, codes, lijst in (
        ("verwijzers", voorwaarde.verwijzers, "COD327"),
        ("alleen_met", voorwaarde.alleen_met, "JZ020"),
    ):
        for code in codes:
            if code not in codelijsten.lees(lijst):
                yield fout_op((*pad, veld), code, f"een code uit {lijst}", "De code is onbekend")
    if (voorwaarde.volume is None) != (voorwaarde.frequentie is None):
        yield fout_op(
            pad,
            voorwaarde.volume or voorwaarde.frequentie,
            "volume en frequentie",
            "Vul beide in, of geen van beide",
        )
    elif voorwaarde.frequentie is not None and voorwaarde.frequentie not in product.frequenties:
        yield fout_op(
            (*pad, "frequentie"),
            voorwaarde.frequentie,
            ", ".join(product.frequenties),
            "Het product kent deze frequentie niet",
        )
    for veld, waarde, gelezen in (
        ("volume", voorwaarde.volume, str(voorwaarde.volume)),
        ("budget", voorwaarde.budget, euros(voorwaarde.budget or 0)),
    ):
        if waarde is not None and waarde <= 0:
            yield fout_op((*pad, veld), gelezen, "meer dan 0", "De norm klopt niet")
    if voorwaarde == Voorwaarde(voorwaarde.gemeente, voorwaarde.vanaf, voorwaarde.tot_en_met):
        yield fout_op(pad, "leeg", "ten minste één eis of norm", "De voorwaarde zegt niets")
