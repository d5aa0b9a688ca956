"""Keeping contracts: a changed contract becomes a new versie, and every earlier one stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Select, Table, and_, bindparam, func, select

from backoffice.contracts.model import (
    Contract,
    Contractsoort,
    Contractstatus,
    Declaratietermijn,
    Deelname,
    Financiering,
    Financieringsvorm,
    Gevolg,
    Indexplafond,
    Optie,
    Optiebesluit,
    Product,
    Soortdeelname,
    Statuswijziging,
    TariefType,
    TariefVersie,
    Variant,
    Voorwaarde,
    in_vaste_volgorde,
)
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.direct import lees
from backoffice.storage.tabellen.contract import (
    contract,
    contract_deelname,
    contract_financiering,
    contract_optie,
    contract_product,
    contract_status,
    contract_tarief,
    contract_termijn,
    contract_voorwaarde,
    soort_deelname,
)


class _Deel(NamedTuple):
    """A part of a contract or product: the field that holds it, what each is, and the table it is kept in."""

    naam: str
    klasse: type[Any]
    tabel: Table


_BIJ_CONTRACT: Final = (
    _Deel("deelnames", Deelname, contract_deelname),
    _Deel("opties", Optie, contract_optie),
    _Deel("statussen", Statuswijziging, contract_status),
    _Deel("financieringen", Financiering, contract_financiering),
    _Deel("termijnen", Declaratietermijn, contract_termijn),
)
_BIJ_PRODUCT: Final = (
    _Deel("tarieven", TariefVersie, contract_tarief),
    _Deel("voorwaarden", Voorwaarde, contract_voorwaarde),
)
_Rij = Mapping[Any, Any]
_SCHEIDING: Final = {"frequenties": ",", "verwijzers": ",", "alleen_met": ",", "bestuurders": ";"}
_KEUZES: Final[dict[str, type[StrEnum]]] = {
    "soort": Contractsoort,
    "indexplafond": Indexplafond,
    "variant": Variant,
    "tarief_type": TariefType,
    "besluit": Optiebesluit,
    "status": Contractstatus,
    "vorm": Financieringsvorm,
    "gevolg": Gevolg,
}


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


def bewaar_soortdeelnames(
    conn: Connection, soortdeelnames: Sequence[Soortdeelname], geladen_op: datetime
) -> tuple[Contractsoort, ...]:
    """Keep which gemeenten take part in each kind that is named here; gives the kinds of which that changed.

    The list of a kind replaces the one before, which stays as an earlier versie.
    """
    bekend = _per_soort(lees_soortdeelnames(conn))
    versies: dict[str, int] = {
        rij.soort: rij.versie
        for rij in conn.execute(
            select(soort_deelname.c.soort, func.max(soort_deelname.c.versie).label("versie")).group_by(
                soort_deelname.c.soort
            )
        )
    }
    nieuw = {
        soort: deelnames
        for soort, deelnames in _per_soort(soortdeelnames).items()
        if deelnames != bekend.get(soort)
    }
    _schrijf_delen(
        conn,
        soort_deelname,
        [
            ((soort.value, versies.get(soort.value, 0) + 1, plaats), deelname)
            for soort, deelnames in nieuw.items()
            for plaats, deelname in enumerate(deelnames)
        ],
        geladen_op=geladen_op,
    )
    return tuple(nieuw)


def lees_soortdeelnames(conn: Connection, bekend_op: datetime | None = None) -> list[Soortdeelname]:
    """Which gemeenten take part in which kinds, as last kept or as known at a moment."""
    laatste = select(soort_deelname.c.soort, func.max(soort_deelname.c.versie).label("versie"))
    if bekend_op is not None:
        laatste = laatste.where(soort_deelname.c.geladen_op <= bekend_op)
    geldig = laatste.group_by(soort_deelname.c.soort).subquery()
    vraag = (
        select(soort_deelname)
        .join(
            geldig,
            and_(soort_deelname.c.soort == geldig.c.soort, soort_deelname.c.versie == geldig.c.versie),
        )
        .order_by(*soort_deelname.primary_key.columns)
    )
    return [Soortdeelname(**_waarden(Soortdeelname, rij)) for rij in conn.execute(vraag).mappings()]


def _per_soort(soortdeelnames: Iterable[Soortdeelname]) -> dict[Contractsoort, list[Soortdeelname]]:
    per_soort = defaultdict(list)
    for deelname in sorted(soortdeelnames, key=lambda deelname: (deelname.gemeente, deelname.vanaf)):
        per_soort[deelname.soort].append(deelname)
    return per_soort


def geladen_op(conn: Connection, contractnummer: str, versie: int) -> datetime:
    """The moment a versie came in force in our administration; raises NoResultFound when there is none."""
    moment: datetime = conn.execute(
        select(contract.c.geladen_op).where(
            contract.c.contractnummer == contractnummer, contract.c.versie == versie
        )
    ).scalar_one()
    return moment


_STEMPEL_ALLE = select(func.count(), func.coalesce(func.sum(contract.c.versie), 0))
_STEMPEL = _STEMPEL_ALLE.where(contract.c.aanbieder == bindparam("aanbieder"))


def stempel(conn: Connection, aanbieder: str | None) -> tuple[int, int]:
    """What changes whenever a contract of this aanbieder (or any) is added: how many there are, and versies."""
    vraag = _STEMPEL_ALLE if aanbieder is None else _STEMPEL
    ((aantal, versies),) = lees(conn, vraag, {} if aanbieder is None else {"aanbieder": aanbieder})
    return int(aantal), int(versies)


def lees_geldig(
    conn: Connection, aanbieder: str | None = None, bekend_op: datetime | None = None
) -> list[Contract]:
    """The contracts in force, of one aanbieder or of all, by contractnummer; one query per part, nine in all.

    With `bekend_op` the contracts as they were known at that moment.
    """
    een = aanbieder is not None
    waarden = {"aanbieder": aanbieder, "bekend_op": bekend_op or datetime.max.replace(tzinfo=UTC)}

    def gevraagd(tabel: Table) -> Iterable[_Rij]:
        namen = tabel.c.keys()
        return (dict(zip(namen, rij, strict=True)) for rij in lees(conn, _rijen(tabel, een), waarden))

    bij_product = {deel: _delen(deel, gevraagd(deel.tabel), "product") for deel in _BIJ_PRODUCT}
    bij_contract = {deel: _delen(deel, gevraagd(deel.tabel)) for deel in _BIJ_CONTRACT}
    producten = defaultdict(list)
    for rij in gevraagd(contract_product):
        plek = (rij["contractnummer"], rij["volgnummer"])
        eigen: dict[str, Any] = {deel.naam: tuple(delen[plek]) for deel, delen in bij_product.items()}
        producten[rij["contractnummer"]].append(Product(**_waarden(Product, rij), **eigen))
    contracten = []
    for rij in gevraagd(contract):
        nummer = rij["contractnummer"]
        onderdelen: dict[str, Any] = {deel.naam: tuple(delen[(nummer,)]) for deel, delen in bij_contract.items()}
        velden = _waarden(Contract, rij)
        contracten.append(Contract(**velden, **onderdelen, producten=tuple(producten[nummer])))
    return contracten


def _waarden(klasse: Any, rij: _Rij) -> dict[str, Any]:
    """The fields of a row that are fields of the class, each in its own type."""
    return {naam: _uit_kolom(naam, rij[naam]) for naam in _velden(klasse) if naam in rij}


@cache
def _velden(klasse: Any) -> tuple[str, ...]:
    return tuple(veld.name for veld in fields(klasse))


def _uit_kolom(naam: str, waarde: Any) -> Any:
    if naam in _SCHEIDING:
        return tuple(waarde.split(_SCHEIDING[naam])) if waarde else ()
    if waarde is not None and naam in _KEUZES:
        return _KEUZES[naam](waarde)
    return waarde


def _in_kolom(naam: str, waarde: Any) -> Any:
    if naam in _SCHEIDING:
        return _SCHEIDING[naam].join(waarde)
    return waarde.value if isinstance(waarde, StrEnum) else waarde


def _delen(deel: _Deel, rijen: Iterable[_Rij], *sleutel: str) -> defaultdict[tuple[Any, ...], list[Any]]:
    """The parts of a kind by the contractnummer, and the product, that they belong to."""
    delen = defaultdict(list)
    for rij in rijen:
        plek = (rij["contractnummer"], *(rij[naam] for naam in sleutel))
        delen[plek].append(deel.klasse(**_waarden(deel.klasse, rij)))
    return delen


@cache
def _rijen(tabel: Table, van_een_aanbieder: bool) -> Select[Any]:
    """Rows of the versies in force at a moment, in the order in which they were written."""
    laatste = select(contract.c.contractnummer, func.max(contract.c.versie).label("versie")).where(
        contract.c.geladen_op <= bindparam("bekend_op")
    )
    in_kracht = contract.alias("in_kracht")
    if van_een_aanbieder:
        # A contract may go over to another aanbieder: whoever had it once, and has it now.
        ooit = select(in_kracht.c.contractnummer).where(in_kracht.c.aanbieder == bindparam("aanbieder"))
        laatste = laatste.where(contract.c.contractnummer.in_(ooit))
    geldig = laatste.group_by(contract.c.contractnummer).subquery()
    gelijk = and_(tabel.c.contractnummer == geldig.c.contractnummer, tabel.c.versie == geldig.c.versie)
    vraag = select(tabel).join(geldig, gelijk).order_by(*tabel.primary_key.columns)
    if van_een_aanbieder:
        nu = and_(in_kracht.c.contractnummer == geldig.c.contractnummer, in_kracht.c.versie == geldig.c.versie)
        vraag = vraag.join(in_kracht, nu).where(in_kracht.c.aanbieder == bindparam("aanbieder"))
    return vraag


def _schrijf(conn: Connection, contracten: list[Contract], geladen_op: datetime) -> None:
    sleutels = [(een.contractnummer, een.versie) for een in contracten]
    _schrijf_delen(conn, contract, zip(sleutels, contracten, strict=True), geladen_op=geladen_op)
    producten = [
        ((*sleutel, plaats), product)
        for sleutel, een in zip(sleutels, contracten, strict=True)
        for plaats, product in enumerate(een.producten)
    ]
    _schrijf_delen(conn, contract_product, producten)
    for deel in _BIJ_CONTRACT:
        _schrijf_delen(conn, deel.tabel, _genummerd(deel, zip(sleutels, contracten, strict=True)))
    for deel in _BIJ_PRODUCT:
        _schrijf_delen(conn, deel.tabel, _genummerd(deel, producten))


def _genummerd(
    deel: _Deel, gehelen: Iterable[tuple[tuple[Any, ...], object]]
) -> list[tuple[tuple[Any, ...], object]]:
    return [
        ((*sleutel, plaats), onderdeel)
        for sleutel, geheel in gehelen
        for plaats, onderdeel in enumerate(getattr(geheel, deel.naam))
    ]


def _schrijf_delen(
    conn: Connection, tabel: Table, delen: Iterable[tuple[tuple[Any, ...], object]], **vast: object
) -> None:
    """Write rows: the key, then the fields that the table has a column for; `vast` is the same in every row."""
    kolommen = tabel.c.keys()
    breedte = len(tabel.primary_key.columns)
    voeg_toe(
        conn,
        tabel,
        kolommen,
        [
            (
                *sleutel,
                *(
                    vast[naam] if naam in vast else _in_kolom(naam, getattr(deel, naam))
                    for naam in kolommen[breedte:]
                ),
            )
            for sleutel, deel in delen
        ],
    )
