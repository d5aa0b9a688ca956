"""What a contract manager should look at, though it can be worked with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from backoffice.contracts.fouten import Contractfout, Pad, fout_op
from backoffice.contracts.model import (
    Contract,
    Financieringsvorm,
    Gevolg,
    Product,
    Soortdeelname,
    Variant,
    eerste_van_maand,
    laatste_dag,
    leverbaar,
    maand_na,
)


def waarschuwingen(
    contracten: Iterable[Contract], soortdeelnames: Sequence[Soortdeelname]
) -> Iterator[Contractfout]:
    """Gaps in prices at either end, gemeenten that do not take part in the kind, and agreements without effect."""
    for contract in contracten:
        for plaats, product in enumerate(contract.producten):
            yield from _tarieven((contract.contractnummer, "producten", plaats), contract, product)
        yield from _soort(contract, soortdeelnames)
        for plaats, termijn in enumerate(contract.termijnen):
            if termijn.gevolg is Gevolg.AFWIJZEN and termijn.retourcode_te_laat is None:
                yield fout_op(
                    (contract.contractnummer, "termijnen", plaats, "gevolg"),
                    termijn.gevolg,
                    "een retourcode_te_laat",
                    "Zonder afgesproken code wordt te laat alleen gesignaleerd",
                )
        taakgericht = any(product.variant is Variant.TAAKGERICHT for product in contract.producten)
        if taakgericht and not any(vorm.vorm is Financieringsvorm.TAAKGERICHT for vorm in contract.financieringen):
            yield fout_op(
                (contract.contractnummer,), "geen budget", "een financiering", "Taakgericht werk heeft geen budget"
            )


def _tarieven(pad: Pad, contract: Contract, product: Product) -> Iterator[Contractfout]:
    if not product.tarieven:
        return
    stukken = leverbaar(product)
    begin, einde = stukken[0][0], stukken[-1][1]
    if begin > eerste_van_maand(contract.begindatum):
        yield fout_op(
            pad,
            f"vanaf {begin}",
            f"vanaf {eerste_van_maand(contract.begindatum)}",
            f"Product {product.code} heeft aan het begin van het contract geen tarief",
        )
    if einde < maand_na(laatste_dag(contract)):
        yield fout_op(
            pad,
            f"tot {einde}",
            f"tot en met {laatste_dag(contract) or 'nader order'}",
            f"Product {product.code} heeft aan het eind van het contract geen tarief",
        )


def _soort(contract: Contract, soortdeelnames: Sequence[Soortdeelname]) -> Iterator[Contractfout]:
    van_soort = [deelname for deelname in soortdeelnames if deelname.soort is contract.soort]
    if not van_soort:
        return
    for plaats, deelname in enumerate(contract.deelnames):
        einde = min(deelname.tot_en_met or date.max, laatste_dag(contract) or date.max)
        if deelname.vanaf <= einde and not any(
            ander.gemeente == deelname.gemeente
            and ander.vanaf <= deelname.vanaf
            and einde <= (ander.tot_en_met or date.max)
            for ander in van_soort
        ):
            yield fout_op(
                (contract.contractnummer, "deelnames", plaats),
                deelname.gemeente,
                f"een gemeente die dan meedoet aan {contract.soort}",
                "De gemeente doet (een deel van de tijd) niet mee aan deze soort",
            )
