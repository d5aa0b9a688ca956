"""What a gemeente chose about verzoeken, dated; and what the contracts of the whole region say of a product."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, and_, func, select

from backoffice.contracts.model import Contractsoort, Contractstatus
from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import beleid, contract, contract_product, contract_status
from backoffice.storage.zoeken import een_van
from backoffice.verzoeken.besluit import Beleid
from backoffice.verzoeken.signalen import Onderneming, RodeKaart


@dataclass(frozen=True, slots=True)
class Gemeentebeleid:
    """The policy of a gemeente on a day.

    With `eigen_woonplaats` it holds itself responsible for a jeugdige until somebody noted otherwise.
    `samenloop` holds pairs of categorieën that it does not want beside each other.
    """

    beleid: Beleid = field(default_factory=Beleid)
    eigen_woonplaats: bool = True
    samenloop: tuple[frozenset[str], ...] = ()


def bewaar_beleid(
    conn: Connection, gemeente: str, vanaf: date, keuze: Gemeentebeleid, wie: str, vastgelegd_op: datetime
) -> None:
    """Keep the policy of a gemeente from a day on; what was chosen before stays readable."""
    voeg_een_toe(
        conn,
        beleid,
        id=reserveer_ids(conn, beleid),
        gemeente=gemeente,
        vanaf=vanaf,
        automatisch=";".join(sorted(soort.value for soort in keuze.beleid.automatisch)),
        inkorten=keuze.beleid.inkorten,
        eigen_woonplaats=keuze.eigen_woonplaats,
        samenloop=";".join("+".join(sorted(paar)) for paar in keuze.samenloop),
        wie=wie,
        vastgelegd_op=vastgelegd_op,
    )


def lees_beleid(conn: Connection, gemeente: str, dag: date) -> Gemeentebeleid:
    """The policy of a gemeente on a day; nothing automatic where it chose nothing."""
    b = beleid.c
    vraag = select(beleid).where(b.gemeente == gemeente, b.vanaf <= dag).order_by(b.vanaf.desc(), b.id.desc())
    rij = conn.execute(vraag.limit(1)).first()
    if rij is None:
        return Gemeentebeleid()
    return Gemeentebeleid(
        Beleid(tuple(map(Contractsoort, filter(None, rij.automatisch.split(";")))), rij.inkorten),
        rij.eigen_woonplaats,
        tuple(frozenset(paar.split("+")) for paar in rij.samenloop.split(";") if paar),
    )


_GELDIG = (
    select(contract.c.contractnummer, func.max(contract.c.versie).label("versie"))
    .group_by(contract.c.contractnummer)
    .subquery()
)


def soorten_van(conn: Connection, codes: Collection[str]) -> dict[tuple[str, str], frozenset[Contractsoort]]:
    """Under which kinds of contract (categorie, code) is bought anywhere in the region, in one query."""
    p, c = contract_product.c, contract.c
    vraag = (
        select(p.categorie, p.code, c.soort)
        .distinct()
        .join(_GELDIG, and_(_GELDIG.c.contractnummer == p.contractnummer, _GELDIG.c.versie == p.versie))
        .join(contract, and_(c.contractnummer == p.contractnummer, c.versie == p.versie))
        .where(een_van(conn, p.code, codes))
    )
    soorten: dict[tuple[str, str], frozenset[Contractsoort]] = {}
    for categorie, code, soort in conn.execute(vraag):
        bekend = soorten.get((categorie, code), frozenset())
        soorten[categorie, code] = bekend | {Contractsoort(soort)}
    return soorten


def rode_kaarten(conn: Connection) -> list[RodeKaart]:
    """The aanbieders whose contract was dissolved, since when and why, in one query."""
    c, s = contract.c, contract_status.c
    vraag = (
        select(c.aanbieder, c.kvk, c.concern, c.bestuurders, c.adres, s.vanaf, s.reden)
        .select_from(contract_status)
        .join(_GELDIG, and_(_GELDIG.c.contractnummer == s.contractnummer, _GELDIG.c.versie == s.versie))
        .join(contract, and_(c.contractnummer == s.contractnummer, c.versie == s.versie))
        .where(s.status == Contractstatus.ONTBONDEN.value)
        .order_by(s.vanaf, c.aanbieder)
    )
    return [
        RodeKaart(
            Onderneming(
                rij.aanbieder, rij.kvk, rij.concern, tuple(filter(None, rij.bestuurders.split(";"))), rij.adres
            ),
            rij.vanaf,
            rij.reden,
        )
        for rij in conn.execute(vraag)
    ]
