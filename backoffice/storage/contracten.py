"""Keeping contracts: a changed contract becomes a new versie, and every earlier one stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, Table, and_, func, select

from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Declaratietermijn,
    Deelname,
    Gevolg,
    Product,
    TariefType,
    TariefVersie,
    Variant,
    in_vaste_volgorde,
)
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.tabellen.contract import (
    contract,
    contract_deelname,
    contract_product,
    contract_tarief,
)


@dataclass(frozen=True, slots=True)
class Bewaard:
    """Contractnummers by what keeping them came to."""

    nieuw: tuple[str, ...]
    gewijzigd: tuple[str, ...]
    ongewijzigd: tuple[str, ...]


def bewaar(conn: Connection, contracten: Iterable[Contract], geladen_op: datetime) -> Bewaard:
    """Keep contracts, each contractnummer once, in the transaction of `conn`.

    Content that equals the versie in force adds nothing; other content becomes the next versie. The order of
    deelnames, producten and tarieven is no content.
    """
    bekend = {oud.contractnummer: oud for oud in lees_geldig(conn)}
    nieuw: list[Contract] = []
    gewijzigd: list[Contract] = []
    ongewijzigd: list[str] = []
    for aangeboden in map(in_vaste_volgorde, contracten):
        oud = bekend.get(aangeboden.contractnummer)
        if oud is None:
            nieuw.append(replace(aangeboden, versie=1))
        elif oud == aangeboden:
            ongewijzigd.append(oud.contractnummer)
        else:
            gewijzigd.append(replace(aangeboden, versie=oud.versie + 1))
    _schrijf(conn, [*nieuw, *gewijzigd], geladen_op)
    return Bewaard(
        nieuw=tuple(een.contractnummer for een in nieuw),
        gewijzigd=tuple(een.contractnummer for een in gewijzigd),
        ongewijzigd=tuple(ongewijzigd),
    )


def stempel(conn: Connection, aanbieder: str) -> tuple[int, int]:
    """What changes whenever a contract of this aanbieder is added: how many there are, and their versies."""
    aantal, versies = conn.execute(
        select(func.count(), func.coalesce(func.sum(contract.c.versie), 0)).where(
            contract.c.aanbieder == aanbieder
        )
    ).one()
    return int(aantal), int(versies)


def lees_geldig(conn: Connection, aanbieder: str | None = None) -> list[Contract]:
    """The contracts in force, of one aanbieder or of all, by contractnummer; four queries."""
    tarieven = defaultdict(list)
    for rij in _rijen(conn, contract_tarief, aanbieder):
        tarieven[rij["contractnummer"], rij["product"]].append(
            TariefVersie(rij["vanaf"], rij["tarief"], rij["uurtarief"], rij["tot_en_met"])
        )
    producten = defaultdict(list)
    for rij in _rijen(conn, contract_product, aanbieder):
        producten[rij["contractnummer"]].append(
            _product(rij, tuple(tarieven[rij["contractnummer"], rij["volgnummer"]]))
        )
    deelnames = defaultdict(list)
    for rij in _rijen(conn, contract_deelname, aanbieder):
        deelnames[rij["contractnummer"]].append(Deelname(rij["gemeente"], rij["vanaf"], rij["tot_en_met"]))
    return [
        Contract(
            contractnummer=nummer,
            soort=Contractsoort(rij["soort"]),
            aanbieder=rij["aanbieder"],
            begindatum=rij["begindatum"],
            einddatum=rij["einddatum"],
            deelnames=tuple(deelnames[nummer]),
            producten=tuple(producten[nummer]),
            kvk=rij["kvk"],
            declaratietermijn=Declaratietermijn(rij["termijn_maanden"], Gevolg(rij["gevolg"])),
            versie=rij["versie"],
        )
        for rij in _rijen(conn, contract, aanbieder)
        for nummer in (rij["contractnummer"],)
    ]


def _product(rij: RowMapping, tarieven: tuple[TariefVersie, ...]) -> Product:
    return Product(
        categorie=rij["categorie"],
        code=rij["code"],
        omschrijving=rij["omschrijving"],
        variant=Variant(rij["variant"]),
        eenheid=rij["eenheid"],
        frequenties=tuple(rij["frequenties"].split(",")) if rij["frequenties"] else (),
        tarief_type=TariefType(rij["tarief_type"]),
        tarieven=tarieven,
    )


def _rijen(conn: Connection, tabel: Table, aanbieder: str | None) -> Iterable[RowMapping]:
    """Rows of the versies in force, in the order in which they were written."""
    geldig = _in_kracht(aanbieder).subquery()
    vraag = (
        select(tabel)
        .join(
            geldig,
            and_(
                tabel.c.contractnummer == geldig.c.contractnummer,
                tabel.c.versie == geldig.c.versie,
            ),
        )
        .order_by(*tabel.primary_key.columns)
    )
    return conn.execute(vraag).mappings()


def _in_kracht(aanbieder: str | None) -> Select[tuple[str, int]]:
    laatste = (
        select(contract.c.contractnummer, func.max(contract.c.versie).label("versie"))
        .group_by(contract.c.contractnummer)
        .subquery()
    )
    vraag = select(contract.c.contractnummer, contract.c.versie).join(
        laatste,
        and_(
            contract.c.contractnummer == laatste.c.contractnummer,
            contract.c.versie == laatste.c.versie,
        ),
    )
    return vraag if aanbieder is None else vraag.where(contract.c.aanbieder == aanbieder)


def _schrijf(conn: Connection, contracten: list[Contract], geladen_op: datetime) -> None:
    voeg_toe(
        conn,
        contract,
        contract.c.keys(),
        [
            (
                een.contractnummer,
                een.versie,
                een.soort.value,
                een.aanbieder,
                een.kvk,
                een.begindatum,
                een.einddatum,
                een.declaratietermijn.termijn_maanden,
                een.declaratietermijn.gevolg.value,
                geladen_op,
            )
            for een in contracten
        ],
    )
    voeg_toe(
        conn,
        contract_deelname,
        contract_deelname.c.keys(),
        [
            (een.contractnummer, een.versie, plaats, deel.gemeente, deel.vanaf, deel.tot_en_met)
            for een in contracten
            for plaats, deel in enumerate(een.deelnames)
        ],
    )
    voeg_toe(
        conn,
        contract_product,
        contract_product.c.keys(),
        [
            (
                een.contractnummer,
                een.versie,
                plaats,
                product.categorie,
                product.code,
                product.omschrijving,
                product.variant.value,
                product.eenheid,
                ",".join(product.frequenties),
                product.tarief_type.value,
            )
            for een in contracten
            for plaats, product in enumerate(een.producten)
        ],
    )
    voeg_toe(
        conn,
        contract_tarief,
        contract_tarief.c.keys(),
        [
            (
                een.contractnummer,
                een.versie,
                bij_product,
                plaats,
                tarief.vanaf,
                tarief.tot_en_met,
                tarief.tarief,
                tarief.uurtarief,
            )
            for een in contracten
            for bij_product, product in enumerate(een.producten)
            for plaats, tarief in enumerate(product.tarieven)
        ],
    )
