"""The contract watch: what is about to go wrong, or went wrong unnoticed, between contracts and care.

It reports and decides nothing. Care is told in sums, so nothing here names a jeugdige.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.controle_producten import LANDELIJK
from backoffice.contracts.dekking import Dekking
from backoffice.contracts.model import (
    Contract,
    Contractstatus,
    Optiebesluit,
    Soortdeelname,
    eerste_van_maand,
    laatste_dag,
    looptijd,
    status_op,
    te_leveren,
)
from ijw.regels.tekst import euro


class Wachtsoort(StrEnum):
    """What the watch looks for."""

    LOOPT_AF = "contract loopt af"
    VOORBIJ_EINDE = "toewijzingen lopen door na het einde van het contract"
    STATUS = "toewijzingen lopen bij een contract dat opgeschort of ontbonden is"
    NIET_IN_SOORT = "gemeente doet niet mee aan deze soort contract"
    GEEN_LEVERING = "contract zonder levering"
    GEEN_CONTRACT = "levering zonder contract"


@dataclass(frozen=True, slots=True)
class Toewijzingsom:
    """How many toewijzingen run on the day of the watch, per gemeente, aanbieder, product and last day.

    Categorie and code are None where the toewijzing names none; no einddatum means open-ended.
    """

    gemeente: str
    aanbieder: str
    categorie: str | None
    code: str | None
    einddatum: date | None
    aantal: int


@dataclass(frozen=True, slots=True)
class Leveringsom:
    """Approved prestaties of one month, named by its first day; `bedrag` in signed eurocents."""

    gemeente: str
    aanbieder: str
    categorie: str
    code: str
    maand: date
    aantal: int
    bedrag: int


@dataclass(frozen=True, slots=True)
class Wachtmelding:
    """One thing to look at; `aantal` counts toewijzingen or prestaties, and is 0 where neither is meant."""

    soort: Wachtsoort
    aanbieder: str
    contractnummer: str | None
    gemeente: str | None
    uitleg: str
    aantal: int = 0


@dataclass(frozen=True, slots=True)
class Waarneming:
    """What the watch is given: the day, how far it looks ahead, the months of delivery, and the sums.

    Delivery is looked at from the month of `leveringen_vanaf` to before that of `leveringen_tot`.
    """

    op: date
    dagen_vooruit: int
    leveringen_vanaf: date
    leveringen_tot: date
    toewijzingen: Sequence[Toewijzingsom] = ()
    leveringen: Sequence[Leveringsom] = ()


def kijk(
    contracten: Sequence[Contract],
    afspraken: Afspraken,
    soortdeelnames: Iterable[Soortdeelname],
    waarneming: Waarneming,
) -> list[Wachtmelding]:
    """Everything worth looking at on a day, by kind, aanbieder, contract and gemeente.

    `afspraken` are those of the same contracts.
    """
    dekking = Dekking(contracten, soortdeelnames)
    meldingen = [
        *_loopt_af(contracten, waarneming),
        *_toewijzingen(contracten, waarneming),
        *_niet_in_soort(contracten, dekking, waarneming),
        *_geen_levering(contracten, waarneming),
        *_geen_contract(afspraken, waarneming),
    ]
    volgorde = list(Wachtsoort)
    return sorted(
        meldingen,
        key=lambda melding: (
            volgorde.index(melding.soort),
            melding.aanbieder,
            melding.contractnummer or "",
            melding.gemeente or "",
            melding.uitleg,
        ),
    )


def _loopt_af(contracten: Iterable[Contract], waarneming: Waarneming) -> Iterator[Wachtmelding]:
    uiterlijk = waarneming.op + timedelta(days=waarneming.dagen_vooruit)
    for contract in contracten:
        einde = laatste_dag(contract)
        if einde is not None and waarneming.op <= einde <= uiterlijk:
            dagen = (einde - waarneming.op).days
            open_ = [optie for optie in contract.opties if optie.besluit is Optiebesluit.OPEN]
            optie = f"; er is nog een optie tot en met {open_[0].tot_en_met}" if open_ else ""
            yield Wachtmelding(
                Wachtsoort.LOOPT_AF,
                contract.aanbieder,
                contract.contractnummer,
                None,
                f"eindigt op {einde}, over {dagen} dagen{optie}",
            )


class _Aanbod:
    """Which contracts sell a product to a gemeente, whenever that is or was."""

    def __init__(self, contracten: Iterable[Contract]) -> None:
        self._contracten: dict[tuple[str, str], dict[str, tuple[date, Contract]]] = defaultdict(dict)
        self._soorten: dict[str, set[tuple[str | None, str | None]]] = {}
        for contract in contracten:
            soorten = self._soorten[contract.contractnummer] = {(None, None)}
            for product in contract.producten:
                soorten |= {(product.categorie, product.code), (product.categorie, None), (None, product.code)}
            laatste = laatste_dag(contract) or date.max
            for deelname in contract.deelnames:
                einde = min(deelname.tot_en_met or date.max, laatste)
                per_nummer = self._contracten[deelname.gemeente, contract.aanbieder]
                eerder, _ = per_nummer.get(contract.contractnummer, (date.min, contract))
                per_nummer[contract.contractnummer] = (max(eerder, einde), contract)

    def van(self, som: Toewijzingsom) -> list[tuple[date, Contract]]:
        """The contracts with the last day of each for this gemeente, the one that runs longest first."""
        gevonden = self._contracten.get((som.gemeente, som.aanbieder), {})
        dragers = (paar for nummer, paar in gevonden.items() if (som.categorie, som.code) in self._soorten[nummer])
        return sorted(dragers, key=lambda paar: paar[0], reverse=True)


def _toewijzingen(contracten: Iterable[Contract], waarneming: Waarneming) -> Iterator[Wachtmelding]:
    """Running toewijzingen that no contract carries, or not to their end, or one that is not in force."""
    aanbod = _Aanbod(contracten)
    aantallen: dict[Wachtmelding, int] = defaultdict(int)
    nabij = waarneming.op + timedelta(days=waarneming.dagen_vooruit)
    for som in waarneming.toewijzingen:
        dragers = aanbod.van(som)
        if not dragers:
            if som.categorie != LANDELIJK:
                wat = som.code or (f"categorie {som.categorie}" if som.categorie else "een budget")
                uitleg = f"lopende toewijzingen voor {wat}, zonder contract"
                kop = Wachtmelding(Wachtsoort.GEEN_CONTRACT, som.aanbieder, None, som.gemeente, uitleg)
                aantallen[kop] += som.aantal
            continue
        einde, contract = dragers[0]
        # A toewijzing without an end is common; it matters only when the contract is about to end.
        if (einde < som.einddatum) if som.einddatum else einde <= nabij:
            kop = Wachtmelding(
                Wachtsoort.VOORBIJ_EINDE,
                som.aanbieder,
                contract.contractnummer,
                som.gemeente,
                f"het contract eindigt voor deze gemeente op {einde}",
            )
            aantallen[kop] += som.aantal
        statussen = [(status_op(ander, waarneming.op), ander) for _, ander in dragers]
        if all(status is not Contractstatus.ACTIEF for status, _ in statussen):
            status, contract = statussen[0]
            kop = Wachtmelding(
                Wachtsoort.STATUS,
                som.aanbieder,
                contract.contractnummer,
                som.gemeente,
                f"het contract is {status}",
            )
            aantallen[kop] += som.aantal
    yield from (replace(kop, aantal=aantal) for kop, aantal in aantallen.items())


def _niet_in_soort(
    contracten: Iterable[Contract], dekking: Dekking, waarneming: Waarneming
) -> Iterator[Wachtmelding]:
    for contract in contracten:
        laatste = laatste_dag(contract) or date.max
        for deelname in contract.deelnames:
            dag = max(waarneming.op, deelname.vanaf, contract.begindatum)
            einde = min(deelname.tot_en_met or date.max, laatste)
            if dag <= einde and dekking.doet_mee(contract.soort, deelname.gemeente, dag) is False:
                yield Wachtmelding(
                    Wachtsoort.NIET_IN_SOORT,
                    contract.aanbieder,
                    contract.contractnummer,
                    deelname.gemeente,
                    f"staat op het contract, maar doet op {dag} niet mee aan {contract.soort}",
                )


def _geen_levering(contracten: Iterable[Contract], waarneming: Waarneming) -> Iterator[Wachtmelding]:
    van, tot = eerste_van_maand(waarneming.leveringen_vanaf), eerste_van_maand(waarneming.leveringen_tot)
    geleverd = {(som.gemeente, som.aanbieder, som.categorie, som.code) for som in waarneming.leveringen}
    for contract in contracten:
        # The whole period, so that a contract which only just began is left in peace.
        producten = [
            (product.categorie, product.code)
            for product in contract.producten
            for begin, einde, _ in te_leveren(contract, product)
            if begin <= van and tot <= einde
        ]
        verkocht = {
            (deelname.gemeente, contract.aanbieder, *product)
            for deelname in contract.deelnames
            for eerste, na_laatste in (looptijd(contract, deelname),)
            if eerste <= van and tot <= na_laatste
            for product in producten
        }
        if verkocht and not verkocht & geleverd:
            yield Wachtmelding(
                Wachtsoort.GEEN_LEVERING,
                contract.aanbieder,
                contract.contractnummer,
                None,
                f"niets gedeclareerd dat geleverd is van {van:%Y-%m} tot {tot:%Y-%m}",
            )


def _geen_contract(afspraken: Afspraken, waarneming: Waarneming) -> Iterator[Wachtmelding]:
    sommen: dict[tuple[str, str, str], list[Leveringsom]] = defaultdict(list)
    for som in waarneming.leveringen:
        partijen = (som.gemeente, som.aanbieder)
        if som.categorie == LANDELIJK or afspraken.zoek(*partijen, som.categorie, som.code, som.maand):
            continue
        wat = (
            f"product {som.code} staat dan in geen contract"
            if afspraken.heeft_contract(*partijen, som.maand)
            else "er is dan geen contract"
        )
        sommen[som.gemeente, som.aanbieder, wat].append(som)
    for (gemeente, aanbieder, wat), delen in sommen.items():
        eerste, laatste = min(som.maand for som in delen), max(som.maand for som in delen)
        bedrag = sum(som.bedrag for som in delen)
        yield Wachtmelding(
            Wachtsoort.GEEN_CONTRACT,
            aanbieder,
            None,
            gemeente,
            f"{euro(bedrag)} toegekend over {eerste:%Y-%m} tot en met {laatste:%Y-%m}: {wat}",
            sum(som.aantal for som in delen),
        )
