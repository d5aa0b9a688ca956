"""Prestaties whose bearer can change, and the proposals to change it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, or_, select, update

from backoffice.storage.bulk import voeg_een_toe, voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import (
    client,
    contract,
    declaratie,
    herrouteringsregel,
    herrouteringsvoorstel,
    persoonsfeit,
    prestatie,
    verrekenpost,
)
from backoffice.storage.zoeken import een_van


class Kandidaat(NamedTuple):
    """A granted debet prestatie that was not taken back; amounts in eurocents, days inclusive.

    `contractsoort` is None for what was delivered without a contract.
    """

    id: int
    client_id: int | None
    gemeente: str
    aanbieder: str
    referentie: str
    begindatum: date
    einddatum: date
    bedrag: int
    contractsoort: str | None


def kandidaten(
    conn: Connection, gedeeld: Collection[str], prestaties: Collection[int] | None = None
) -> list[Kandidaat]:
    """What facts, shared kinds of cost (`gedeeld`) or verrekenposten bear on, or just these prestaties by id."""
    if prestaties is not None:
        return _lees(conn, een_van(conn, prestatie.c.id, prestaties))
    bekend = select(client.c.id).join(persoonsfeit, persoonsfeit.c.bsn_index == client.c.bsn_index)
    return _lees(
        conn,
        or_(
            prestatie.c.client_id.in_(bekend),
            prestatie.c.id.in_(select(verrekenpost.c.prestatie_id)),
            contract.c.soort.in_(sorted(gedeeld)),
        ),
    )


def zoek(conn: Connection, referentie: str, aanbieder: str | None) -> list[Kandidaat]:
    """The same for a ReferentieNummer, which is unique per aanbieder only (OP283)."""
    waar = prestatie.c.referentie == referentie
    return _lees(conn, waar if aanbieder is None else and_(waar, prestatie.c.aanbieder == aanbieder))


def _lees(conn: Connection, waar: ColumnElement[bool]) -> list[Kandidaat]:
    p = prestatie.c
    vraag = (
        select(
            p.id,
            p.client_id,
            declaratie.c.gemeente,
            p.aanbieder,
            p.referentie,
            p.begindatum,
            p.einddatum,
            p.bedrag,
            contract.c.soort,
        )
        .join(declaratie, declaratie.c.id == p.declaratie_id)
        .outerjoin(contract, and_(contract.c.contractnummer == p.contract, contract.c.versie == p.contractversie))
        .where(waar, p.toegekend.is_(True), p.vorige_referentie.is_(None), p.gecrediteerd_door.is_(None))
        .order_by(p.id)
    )
    return [Kandidaat(*rij) for rij in conn.execute(vraag)]


class Voorstelregel(NamedTuple):
    """What one prestatie would shift between a pair, in signed eurocents, and why."""

    prestatie_id: int
    bedrag: int
    grond: str


def bewaar_voorstel(
    conn: Connection, betaalt: str, ontvangt: str, regels: Sequence[Voorstelregel], wie: str, tijdstip: datetime
) -> int:
    """Keep a proposal and give its number."""
    nummer = reserveer_ids(conn, herrouteringsvoorstel)
    voeg_een_toe(
        conn,
        herrouteringsvoorstel,
        id=nummer,
        betaalt=betaalt,
        ontvangt=ontvangt,
        gemaakt_door=wie,
        gemaakt_op=tijdstip,
    )
    voeg_toe(
        conn,
        herrouteringsregel,
        ("voorstel_id", *Voorstelregel._fields),
        [(nummer, *regel) for regel in regels],
    )
    return nummer


def zoek_voorstel(conn: Connection, nummer: int) -> RowMapping | None:
    """A proposal by its number."""
    vraag = select(herrouteringsvoorstel).where(herrouteringsvoorstel.c.id == nummer)
    return conn.execute(vraag).mappings().one_or_none()


def lees_regels(conn: Connection, nummer: int) -> list[Voorstelregel]:
    """The lines of a proposal, in order."""
    r = herrouteringsregel.c
    vraag = select(r.prestatie_id, r.bedrag, r.grond).where(r.voorstel_id == nummer).order_by(r.prestatie_id)
    return [Voorstelregel(*rij) for rij in conn.execute(vraag)]


def in_behandeling(conn: Connection) -> set[tuple[int, str, str]]:
    """Prestatie and pair of every line that waits for a decision."""
    v = herrouteringsvoorstel.c
    vraag = (
        select(herrouteringsregel.c.prestatie_id, v.betaalt, v.ontvangt)
        .join(herrouteringsvoorstel, v.id == herrouteringsregel.c.voorstel_id)
        .where(v.besluit.is_(None))
    )
    return {(prestatie_id, betaalt, ontvangt) for prestatie_id, betaalt, ontvangt in conn.execute(vraag)}


def besluit(conn: Connection, nummer: int, uitkomst: str, wie: str, tijdstip: datetime) -> None:
    """Write down what was decided."""
    conn.execute(
        update(herrouteringsvoorstel)
        .where(herrouteringsvoorstel.c.id == nummer)
        .values(besluit=uitkomst, besloten_door=wie, besloten_op=tijdstip)
    )


def lees_voorstellen(conn: Connection) -> list[RowMapping]:
    """All proposals, newest first, with number and sum of their lines."""
    r = herrouteringsregel.c
    tel = (
        select(r.voorstel_id, func.count().label("aantal"), func.sum(r.bedrag).label("som"))
        .group_by(r.voorstel_id)
        .subquery()
    )
    vraag = (
        select(herrouteringsvoorstel, tel.c.aantal, tel.c.som)
        .join(tel, tel.c.voorstel_id == herrouteringsvoorstel.c.id)
        .order_by(herrouteringsvoorstel.c.id.desc())
    )
    return list(conn.execute(vraag).mappings())
