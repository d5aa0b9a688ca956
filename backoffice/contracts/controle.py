"""Checks on contracts: whether they can be worked with, on their own and beside each other.

The eenheid and frequentie rules are those of the toewijzing variants (CS338, CS343, OP305), since a product
that no toewijzing can carry should not be sold.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Product,
    TariefVersie,
    Variant,
    leverbaar,
    looptijd,
    maand_na,
)
from ijw import codelijsten, nummers
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

Pad = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Contractfout:
    """One thing wrong with a contract, for a person to read.

    `plaats` says where in words and `pad` where in the model: contractnummer, field names, positions.
    """

    plaats: str
    gevonden: str
    verwacht: str
    melding: str
    pad: Pad = ()

    def __str__(self) -> str:
        return f"{self.plaats}: {self.melding} (gevonden: {self.gevonden}; verwacht: {self.verwacht})"


def controleer(
    contracten: Sequence[Contract], gemeenten: Collection[str], bekend: Iterable[Contract] = ()
) -> list[Contractfout]:
    """All faults in a set of contracts, on their own and beside the contracts that are in force.

    `gemeenten` are the codes that exist; a contract in `bekend` makes room for its namesake.
    """
    fouten = [fout for contract in contracten for fout in controleer_contract(contract, gemeenten)]
    nummers_nu = {contract.contractnummer: contract for contract in contracten}
    blijvend = []
    for oud in bekend:
        nieuw = nummers_nu.get(oud.contractnummer)
        if nieuw is None:
            blijvend.append(oud)
        elif nieuw.aanbieder != oud.aanbieder:
            fouten.append(
                _fout(
                    (nieuw.contractnummer, "aanbieder"),
                    nieuw.aanbieder,
                    oud.aanbieder,
                    "Het contractnummer hoort al bij een andere aanbieder",
                )
            )
    return [*fouten, *_dubbele_nummers(contracten), *controleer_samen([*blijvend, *contracten])]


def controleer_contract(contract: Contract, gemeenten: Collection[str]) -> Iterator[Contractfout]:
    """Faults within one contract."""
    pad: Pad = (contract.contractnummer,)
    if not nummers.agb_geldig(contract.aanbieder):
        yield _fout(
            (*pad, "aanbieder"), contract.aanbieder, "een agb-code van 8 cijfers", "De agb-code klopt niet"
        )
    if contract.kvk is not None and not nummers.agb_geldig(contract.kvk):
        yield _fout((*pad, "kvk"), contract.kvk, "een nummer van 8 cijfers", "Het KvK-nummer klopt niet")
    if contract.einddatum and contract.einddatum < contract.begindatum:
        yield _fout(
            (*pad, "einddatum"),
            contract.einddatum,
            f"{contract.begindatum} of later",
            "Het contract eindigt voordat het begint",
        )
    termijn = contract.declaratietermijn.termijn_maanden
    if termijn is not None and termijn < 0:
        yield _fout((*pad, "termijn_maanden"), termijn, "0 of meer", "De declaratietermijn is negatief")
    yield from _deelnames(contract, gemeenten)
    yield from _producten(contract)


def controleer_samen(contracten: Iterable[Contract]) -> Iterator[Contractfout]:
    """Two contracts that sell the same product to the same gemeente in the same month."""
    verkoop: dict[tuple[str, str, str], list[tuple[date, date, Contract, int]]] = defaultdict(list)
    for contract in contracten:
        for plaats, product in enumerate(contract.producten):
            for deelname in contract.deelnames:
                eerste, na_laatste = looptijd(contract, deelname)
                for begin, einde, _ in leverbaar(product):
                    van, tot = max(begin, eerste), min(einde, na_laatste)
                    if van < tot:
                        sleutel = (contract.aanbieder, deelname.gemeente, product.code)
                        verkoop[sleutel].append((van, tot, contract, plaats))
    gemeld = set()
    for (_, gemeente, code), stukken in verkoop.items():
        stukken.sort(key=lambda stuk: stuk[0])
        # The contract that runs furthest of those that began earlier.
        _, tot, een, _ = stukken[0]
        for van, einde, ander, plaats in stukken[1:]:
            paar = (een.contractnummer, ander.contractnummer, code, gemeente)
            if van < tot and een.contractnummer != ander.contractnummer and paar not in gemeld:
                gemeld.add(paar)
                yield _fout(
                    (ander.contractnummer, "producten", plaats),
                    f"gemeente {gemeente}, {van:%Y-%m}, ook {een.contractnummer}",
                    "per maand één contract",
                    f"Product {code} staat in twee contracten",
                )
            if einde > tot:
                tot, een = einde, ander


def _dubbele_nummers(contracten: Iterable[Contract]) -> Iterator[Contractfout]:
    aantallen = Counter(contract.contractnummer for contract in contracten)
    for nummer, aantal in aantallen.items():
        if aantal > 1:
            yield _fout((nummer,), f"{aantal} keer", "één keer", "Het contractnummer komt vaker voor")


def _deelnames(contract: Contract, gemeenten: Collection[str]) -> Iterator[Contractfout]:
    if not contract.deelnames:
        yield _fout(
            (contract.contractnummer, "deelnames"),
            "geen deelnames",
            "een of meer",
            "Er doet geen gemeente mee",
        )
    laatste = contract.einddatum or date.max
    eerdere: dict[str, date] = {}
    for plaats, deelname in sorted(enumerate(contract.deelnames), key=lambda paar: paar[1].vanaf):
        pad: Pad = (contract.contractnummer, "deelnames", plaats)
        tot_en_met = deelname.tot_en_met or date.max
        if deelname.gemeente not in gemeenten:
            yield _fout(
                (*pad, "gemeente"), deelname.gemeente, "een bestaande gemeentecode", "De gemeente is onbekend"
            )
        elif not codelijsten.gemeente_geldig(deelname.gemeente, deelname.vanaf):
            yield _fout(
                (*pad, "gemeente"),
                deelname.gemeente,
                f"een gemeente die op {deelname.vanaf} bestaat",
                "De gemeente bestaat op die dag niet, door een herindeling",
            )
        if tot_en_met < deelname.vanaf:
            yield _fout(
                (*pad, "tot_en_met"),
                tot_en_met,
                f"{deelname.vanaf} of later",
                "De deelname eindigt voordat zij begint",
            )
        if not contract.begindatum <= deelname.vanaf <= laatste:
            yield _fout(
                (*pad, "vanaf"), deelname.vanaf, _periode(contract), "De deelname valt buiten het contract"
            )
        if deelname.tot_en_met and deelname.tot_en_met > laatste:
            yield _fout(
                (*pad, "tot_en_met"), tot_en_met, _periode(contract), "De deelname valt buiten het contract"
            )
        if deelname.gemeente in eerdere and deelname.vanaf <= eerdere[deelname.gemeente]:
            yield _fout(
                (*pad, "vanaf"),
                deelname.vanaf,
                f"na {eerdere[deelname.gemeente]}",
                f"Gemeente {deelname.gemeente} doet twee keer tegelijk mee",
            )
        eerdere[deelname.gemeente] = max(tot_en_met, eerdere.get(deelname.gemeente, date.min))


def _producten(contract: Contract) -> Iterator[Contractfout]:
    if not contract.producten and contract.soort is not Contractsoort.BESCHIKBAARHEID:
        yield _fout(
            (contract.contractnummer, "producten"), "geen producten", "een of meer", "Er zijn geen producten"
        )
    codes: set[str] = set()
    for plaats, product in enumerate(contract.producten):
        pad: Pad = (contract.contractnummer, "producten", plaats)
        if not product.code.strip() or len(product.code) > LANGSTE_CODE:
            yield _fout((*pad, "code"), product.code, f"1 tot {LANGSTE_CODE} tekens", "De productcode klopt niet")
        if product.code in codes:
            yield _fout((*pad, "code"), product.code, "elke code één keer", "Het product staat er twee keer in")
        codes.add(product.code)
        if product.categorie not in codelijsten.lees("JZ020"):
            yield _fout(
                (*pad, "categorie"),
                product.categorie,
                "een code uit JZ020",
                "De productcategorie is onbekend",
            )
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
            yield _fout((*pad, veld), waarde, "leeg", f"Taakgericht werk heeft geen {veld}")


def _eenheid(pad: Pad, product: Product) -> Iterator[Contractfout]:
    eenheid = product.eenheid or "leeg"
    if eenheid not in FREQUENTIES:
        yield _fout((*pad, "eenheid"), eenheid, ", ".join(FREQUENTIES), "De eenheid is onbekend")
        return
    if eenheid not in EENHEDEN[product.variant]:
        yield _fout(
            (*pad, "eenheid"),
            eenheid,
            ", ".join(EENHEDEN[product.variant]),
            f"De eenheid past niet bij variant {product.variant}",
        )
    mogelijk = ", ".join(FREQUENTIES[eenheid])
    if not product.frequenties:
        yield _fout((*pad, "frequenties"), "leeg", mogelijk, "Er is geen frequentie")
    for frequentie in product.frequenties:
        if frequentie not in FREQUENTIES[eenheid]:
            bekend = any(frequentie in rij for rij in FREQUENTIES.values())
            melding = f"De frequentie past niet bij eenheid {eenheid}" if bekend else "De frequentie is onbekend"
            yield _fout((*pad, "frequenties"), frequentie, mogelijk, melding)


def _tarieven(pad: Pad, product: Product) -> Iterator[Contractfout]:
    if product.eenheid == EURO:
        if product.tarieven:
            yield _fout(
                (*pad, "tarieven"),
                f"{len(product.tarieven)} tarieven",
                "leeg",
                "Een product in euro's (83) heeft geen tarief",
            )
        return
    if not product.tarieven:
        yield _fout((*pad, "tarieven"), "leeg", "een of meer", "Er is geen tarief")
    for plaats, versie in enumerate(product.tarieven):
        yield from _tarief((*pad, "tarieven", plaats), product, versie)
    op_datum = sorted(enumerate(product.tarieven), key=lambda paar: paar[1].vanaf)
    for (_, vorige), (plaats, volgende) in pairwise(op_datum):
        plek: Pad = (*pad, "tarieven", plaats, "vanaf")
        # Without an end a version simply runs until the next one, so only the same start overlaps.
        einde = maand_na(vorige.tot_en_met) if vorige.tot_en_met else volgende.vanaf
        if volgende.vanaf == vorige.vanaf or volgende.vanaf < einde:
            yield _fout(
                plek, volgende.vanaf, f"na {vorige.tot_en_met or vorige.vanaf}", "Tarieven overlappen elkaar"
            )
        elif volgende.vanaf > einde:
            yield _fout(plek, volgende.vanaf, f"{einde}", "Er zit een gat tussen de tarieven")


def _tarief(pad: Pad, product: Product, versie: TariefVersie) -> Iterator[Contractfout]:
    if versie.vanaf.day != 1:
        yield _fout(
            (*pad, "vanaf"),
            versie.vanaf,
            "de eerste dag van een maand",
            "Een tarief begint niet midden in een maand",
        )
    if versie.tot_en_met is not None:
        if versie.tot_en_met.day != monthrange(versie.tot_en_met.year, versie.tot_en_met.month)[1]:
            yield _fout(
                (*pad, "tot_en_met"),
                versie.tot_en_met,
                "de laatste dag van een maand",
                "Een tarief eindigt niet midden in een maand",
            )
        if versie.tot_en_met < versie.vanaf:
            yield _fout(
                (*pad, "tot_en_met"),
                versie.tot_en_met,
                f"{versie.vanaf} of later",
                "Het tarief eindigt voordat het begint",
            )
    if (versie.tarief is None) == (versie.uurtarief is None):
        gevonden = "geen van beide" if versie.tarief is None else "beide"
        yield _fout(pad, gevonden, "tarief of uurtarief", "Vul één van de twee in")
        return
    if versie.uurtarief is not None and product.eenheid != MINUUT:
        yield _fout(
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
        yield _fout(
            (*pad, veld),
            euros(bedrag),
            f"{euros(laagste)} tot en met {euros(HOOGSTE_BEDRAG)}",
            "Het tarief klopt niet",
        )


def euros(centen: int) -> str:
    """Eurocents as euros with a decimal comma: 5875 is 58,75."""
    return f"{'-' if centen < 0 else ''}{abs(centen) // 100},{abs(centen) % 100:02d}"


def _periode(contract: Contract) -> str:
    einde = f" tot en met {contract.einddatum}" if contract.einddatum else ""
    return f"vanaf {contract.begindatum}{einde}"


def _fout(pad: Pad, gevonden: object, verwacht: str, melding: str) -> Contractfout:
    return Contractfout(in_woorden(pad), kort(gevonden), verwacht, melding, pad)


def kort(waarde: object) -> str:
    """A value as quoted in a message: at most 60 characters, and nothing that moves a cursor."""
    tekst = "".join(teken if teken.isprintable() else "?" for teken in str(waarde))
    return tekst if len(tekst) <= 60 else f"{tekst[:57]}..."


def in_woorden(pad: Pad) -> str:
    """A place in the model as a person counts: contract OBJ-1, producten 2, tarieven 1, vanaf."""
    delen = [f"contract {kort(pad[0])}"] if pad else []
    for deel in pad[1:]:
        if isinstance(deel, int):
            delen[-1] += f" {deel + 1}"
        else:
            delen.append(deel)
    return ", ".join(delen)
