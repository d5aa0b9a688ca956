"""Checks on contracts: whether they can be worked with, on their own and beside each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from backoffice.contracts.controle_producten import controleer_producten
from backoffice.contracts.fouten import SOORTDEELNAMES, Contractfout, Pad, euros, fout_op
from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Contractstatus,
    Financieringsvorm,
    Optiebesluit,
    Soortdeelname,
    looptijd,
    te_leveren,
)
from ijw import codelijsten, nummers

HOOGSTE_TERMIJN: Final = 120
"""Months, days or werkdagen; more than ten years of months is a slip of the keyboard."""


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
                fout_op(
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
        yield fout_op(
            (*pad, "aanbieder"), contract.aanbieder, "een agb-code van 8 cijfers", "De agb-code klopt niet"
        )
    if contract.kvk is not None and not nummers.agb_geldig(contract.kvk):
        yield fout_op((*pad, "kvk"), contract.kvk, "een nummer van 8 cijfers", "Het KvK-nummer klopt niet")
    if contract.einddatum and contract.einddatum < contract.begindatum:
        yield fout_op(
            (*pad, "einddatum"),
            contract.einddatum,
            f"{contract.begindatum} of later",
            "Het contract eindigt voordat het begint",
        )
    yield from _retourcode((*pad, "retourcode_contract"), contract.retourcode_contract)
    yield from _opties(contract)
    yield from _statussen(contract)
    yield from _financieringen(contract)
    yield from _termijnen(contract)
    yield from _deelnames(contract, gemeenten)
    yield from controleer_producten(contract)


def controleer_samen(contracten: Iterable[Contract]) -> Iterator[Contractfout]:
    """Two contracts that sell the same product to the same gemeente in the same month."""
    verkoop: dict[tuple[str, str, str], list[tuple[date, date, Contract, int]]] = defaultdict(list)
    for contract in contracten:
        for plaats, product in enumerate(contract.producten):
            for deelname in contract.deelnames:
                eerste, na_laatste = looptijd(contract, deelname)
                for begin, einde, _ in te_leveren(contract, product):
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
                yield fout_op(
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
            yield fout_op((nummer,), f"{aantal} keer", "één keer", "Het contractnummer komt vaker voor")


def _deelnames(contract: Contract, gemeenten: Collection[str]) -> Iterator[Contractfout]:
    if not contract.deelnames:
        yield fout_op(
            (contract.contractnummer, "deelnames"),
            "geen deelnames",
            "een of meer",
            "Er doet geen gemeente mee",
        )
    laatste = _uiterlijk(contract)
    eerdere: dict[str, date] = {}
    for plaats, deelname in sorted(enumerate(contract.deelnames), key=lambda paar: paar[1].vanaf):
        pad: Pad = (contract.contractnummer, "deelnames", plaats)
        tot_en_met = deelname.tot_en_met or date.max
        if deelname.gemeente not in gemeenten:
            yield fout_op(
                (*pad, "gemeente"), deelname.gemeente, "een bestaande gemeentecode", "De gemeente is onbekend"
            )
        elif not codelijsten.gemeente_geldig(deelname.gemeente, deelname.vanaf):
            yield fout_op(
                (*pad, "gemeente"),
                deelname.gemeente,
                f"een gemeente die op {deelname.vanaf} bestaat",
                "De gemeente bestaat op die dag niet, door een herindeling",
            )
        if tot_en_met < deelname.vanaf:
            yield fout_op(
                (*pad, "tot_en_met"),
                tot_en_met,
                f"{deelname.vanaf} of later",
                "De deelname eindigt voordat zij begint",
            )
        if not contract.begindatum <= deelname.vanaf <= laatste:
            yield fout_op(
                (*pad, "vanaf"), deelname.vanaf, _periode(contract), "De deelname valt buiten het contract"
            )
        if deelname.tot_en_met and deelname.tot_en_met > laatste:
            yield fout_op(
                (*pad, "tot_en_met"), tot_en_met, _periode(contract), "De deelname valt buiten het contract"
            )
        if deelname.gemeente in eerdere and deelname.vanaf <= eerdere[deelname.gemeente]:
            yield fout_op(
                (*pad, "vanaf"),
                deelname.vanaf,
                f"na {eerdere[deelname.gemeente]}",
                f"Gemeente {deelname.gemeente} doet twee keer tegelijk mee",
            )
        eerdere[deelname.gemeente] = max(tot_en_met, eerdere.get(deelname.gemeente, date.min))


def controleer_soortdeelnames(
    soortdeelnames: Sequence[Soortdeelname], gemeenten: Collection[str]
) -> Iterator[Contractfout]:
    """Faults in which gemeenten take part in which kinds of contract."""
    eerdere: dict[tuple[Contractsoort, str], date] = {}
    for plaats, deelname in sorted(enumerate(soortdeelnames), key=lambda paar: paar[1].vanaf):
        pad: Pad = (SOORTDEELNAMES, plaats)
        tot_en_met = deelname.tot_en_met or date.max
        if deelname.gemeente not in gemeenten:
            yield fout_op(
                (*pad, "gemeente"), deelname.gemeente, "een bestaande gemeentecode", "De gemeente is onbekend"
            )
        if tot_en_met < deelname.vanaf:
            yield fout_op(
                (*pad, "tot_en_met"),
                tot_en_met,
                f"{deelname.vanaf} of later",
                "De deelname eindigt voordat zij begint",
            )
        sleutel = (deelname.soort, deelname.gemeente)
        if sleutel in eerdere and deelname.vanaf <= eerdere[sleutel]:
            yield fout_op(
                (*pad, "vanaf"),
                deelname.vanaf,
                f"na {eerdere[sleutel]}",
                f"Gemeente {deelname.gemeente} doet twee keer tegelijk mee aan {deelname.soort}",
            )
        eerdere[sleutel] = max(tot_en_met, eerdere.get(sleutel, date.min))


def _retourcode(pad: Pad, code: str | None) -> Iterator[Contractfout]:
    if code is not None and code not in codelijsten.lees("WJ001"):
        yield fout_op(pad, code, "een code uit WJ001", "De retourcode is onbekend")


def _opties(contract: Contract) -> Iterator[Contractfout]:
    einde, overgeslagen = contract.einddatum, False
    for plaats, optie in sorted(enumerate(contract.opties), key=lambda paar: paar[1].tot_en_met):
        pad: Pad = (contract.contractnummer, "opties", plaats)
        if einde is None or optie.tot_en_met <= einde:
            verwacht = f"na {einde}" if einde else "een contract met een einddatum"
            yield fout_op((*pad, "tot_en_met"), optie.tot_en_met, verwacht, "De optie verlengt niets")
        if (optie.besluit is Optiebesluit.OPEN) != (optie.besloten_op is None):
            yield fout_op(
                (*pad, "besloten_op"),
                optie.besloten_op or "leeg",
                "leeg" if optie.besluit is Optiebesluit.OPEN else "de dag van het besluit",
                "Een besluit heeft een datum, een open optie niet",
            )
        if optie.besluit is Optiebesluit.GELICHT and overgeslagen:
            yield fout_op(
                (*pad, "besluit"), optie.besluit, "eerst de optie daarvoor", "Er is een optie overgeslagen"
            )
        overgeslagen = overgeslagen or optie.besluit is not Optiebesluit.GELICHT
        einde = optie.tot_en_met


def _statussen(contract: Contract) -> Iterator[Contractfout]:
    vorige = None
    for plaats, wijziging in sorted(enumerate(contract.statussen), key=lambda paar: paar[1].vanaf):
        pad: Pad = (contract.contractnummer, "statussen", plaats)
        if not contract.begindatum <= wijziging.vanaf <= _uiterlijk(contract):
            yield fout_op(
                (*pad, "vanaf"), wijziging.vanaf, _periode(contract), "De status valt buiten het contract"
            )
        if vorige is not None and vorige.status is Contractstatus.ONTBONDEN:
            yield fout_op((*pad, "status"), wijziging.status, "niets meer", "Een ontbonden contract herleeft niet")
        elif vorige is not None and vorige.vanaf == wijziging.vanaf:
            yield fout_op(
                (*pad, "vanaf"), wijziging.vanaf, "één status per dag", "Er zijn twee statussen op één dag"
            )
        vorige = wijziging


def _financieringen(contract: Contract) -> Iterator[Contractfout]:
    gezien: set[date] = set()
    for plaats, vorm in enumerate(contract.financieringen):
        pad: Pad = (contract.contractnummer, "financieringen", plaats)
        if vorm.vanaf.day != 1:
            yield fout_op(
                (*pad, "vanaf"),
                vorm.vanaf,
                "de eerste dag van een maand",
                "Een vorm begint niet midden in een maand",
            )
        if vorm.vanaf in gezien:
            yield fout_op((*pad, "vanaf"), vorm.vanaf, "één vorm per dag", "Er zijn twee vormen op één dag")
        gezien.add(vorm.vanaf)
        per_bericht = vorm.vorm is Financieringsvorm.OUTPUT
        if per_bericht != (vorm.bedrag is None) or (vorm.bedrag is not None and vorm.bedrag <= 0):
            yield fout_op(
                (*pad, "bedrag"),
                "leeg" if vorm.bedrag is None else euros(vorm.bedrag),
                "leeg" if per_bericht else "een bedrag per jaar",
                f"Het bedrag past niet bij {vorm.vorm}",
            )
        if per_bericht and vorm.verdeelsleutel is not None:
            yield fout_op(
                (*pad, "verdeelsleutel"), vorm.verdeelsleutel, "leeg", "Bij output valt niets te verdelen"
            )


def _termijnen(contract: Contract) -> Iterator[Contractfout]:
    gezien: set[date] = set()
    for plaats, termijn in enumerate(contract.termijnen):
        pad: Pad = (contract.contractnummer, "termijnen", plaats)
        for veld in ("termijn_maanden", "peildatum_marge", "hersteltermijn", "herstel_technisch_werkdagen"):
            aantal = getattr(termijn, veld)
            if aantal is not None and not 0 <= aantal <= HOOGSTE_TERMIJN:
                yield fout_op((*pad, veld), aantal, f"0 tot en met {HOOGSTE_TERMIJN}", "De termijn klopt niet")
        if termijn.vanaf in gezien:
            yield fout_op((*pad, "vanaf"), termijn.vanaf, "elke dag één keer", "Er zijn twee termijnen op één dag")
        gezien.add(termijn.vanaf)
        yield from _retourcode((*pad, "retourcode_te_laat"), termijn.retourcode_te_laat)


def _uiterlijk(contract: Contract) -> date:
    """Last day the contract could reach, were every optie taken up."""
    if contract.einddatum is None:
        return date.max
    return max([contract.einddatum, *(optie.tot_en_met for optie in contract.opties)])


def _periode(contract: Contract) -> str:
    einde = f" tot en met {_uiterlijk(contract)}" if contract.einddatum else ""
    return f"vanaf {contract.begindatum}{einde}"
