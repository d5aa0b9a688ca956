"""Work items and the decisions on them; what they say of a person is encrypted."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select, update

from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import werkbesluit, werkitem
from backoffice.storage.zoeken import een_van
from backoffice.versleuteling import Kluis
from backoffice.verzoeken.werk import Status, Werksoort

_ITEM = "werkitem.inhoud"
_BESLUIT = "werkbesluit.inhoud"


@dataclass(frozen=True, slots=True, kw_only=True)
class Werk:
    """One item as a list shows it; `vervaldag` is the last day of `termijn`, counted from `geteld_vanaf`."""

    id: int
    soort: str
    gemeente: str
    aanbieder: str
    client_id: int | None
    verzoek_id: int | None
    uitgaand_id: int | None
    sleutel: str
    reden: str
    status: str
    aangehouden_tot: date | None
    behandelaar: str | None
    termijn: str | None
    geteld_vanaf: date | None
    vervaldag: date | None
    gemeld: str | None
    ontvangen_op: datetime


_KOLOMMEN = tuple(werkitem.c[veld.name] for veld in fields(Werk))


@dataclass(frozen=True, slots=True)
class Werkbesluit:
    """One decision as it was taken."""

    keuze: str
    code: str | None
    andere_gemeente: str | None
    wie: str
    besloten_op: datetime
    uitgaand_id: int | None
    inhoud: dict[str, Any]


def voeg_werk_toe(
    conn: Connection,
    kluis: Kluis,
    *,
    soort: str,
    gemeente: str,
    aanbieder: str,
    sleutel: str,
    reden: str,
    inhoud: dict[str, Any],
    ontvangen_op: datetime,
    **anders: Any,
) -> int:
    """Add an open item and give its id; `anders` are the other columns. IntegrityError when it is there."""
    nieuw = reserveer_ids(conn, werkitem)
    voeg_een_toe(
        conn,
        werkitem,
        id=nieuw,
        soort=soort,
        gemeente=gemeente,
        aanbieder=aanbieder,
        sleutel=sleutel,
        reden=reden,
        inhoud=kluis.versleutel_tekst(json.dumps(inhoud, ensure_ascii=False), _ITEM),
        status=Status.OPEN.value,
        ontvangen_op=ontvangen_op,
        **anders,
    )
    return nieuw


def wijzig_werk(
    conn: Connection, kluis: Kluis, werk_id: int, inhoud: dict[str, Any] | None = None, **waarden: Any
) -> None:
    """Change columns of an item, and its content when that is given."""
    if inhoud is not None:
        waarden["inhoud"] = kluis.versleutel_tekst(json.dumps(inhoud, ensure_ascii=False), _ITEM)
    conn.execute(update(werkitem).where(werkitem.c.id == werk_id).values(**waarden))


def zoek_werk(conn: Connection, werk_id: int) -> Werk | None:
    """One item; None when there is none."""
    rij = conn.execute(select(*_KOLOMMEN).where(werkitem.c.id == werk_id)).mappings().first()
    return None if rij is None else _werk(rij)


def lees_inhoud(conn: Connection, kluis: Kluis, werk_id: int) -> dict[str, Any]:
    """The content of an item; NoResultFound when there is no such item."""
    versleuteld = conn.execute(select(werkitem.c.inhoud).where(werkitem.c.id == werk_id)).scalar_one()
    inhoud: dict[str, Any] = json.loads(kluis.ontsleutel_tekst(versleuteld, _ITEM))
    return inhoud


def lees_inhouden(conn: Connection, kluis: Kluis, werk_ids: Collection[int]) -> dict[int, dict[str, Any]]:
    """The content of each of these items."""
    w = werkitem.c
    vraag = select(w.id, w.inhoud).where(w.id.in_(werk_ids))
    return {id_: json.loads(kluis.ontsleutel_tekst(inhoud, _ITEM)) for id_, inhoud in conn.execute(vraag)}


def zoek_niet_af(conn: Connection, soort: str, sleutels: Collection[str] | None = None) -> dict[str, Werk]:
    """The items of a kind that are not done, by what they are about; only of these when named."""
    w = werkitem.c
    vraag = select(*_KOLOMMEN).where(w.soort == soort, w.status != Status.AFGEDAAN.value)
    if sleutels is not None:
        vraag = vraag.where(een_van(conn, w.sleutel, sleutels))
    return {rij["sleutel"]: _werk(rij) for rij in conn.execute(vraag).mappings()}


def laatste_per_sleutel(conn: Connection, soort: str) -> dict[str, Werk]:
    """The newest item of a kind about each thing, done or not."""
    vraag = select(*_KOLOMMEN).where(werkitem.c.soort == soort).order_by(werkitem.c.id)
    return {rij["sleutel"]: _werk(rij) for rij in conn.execute(vraag).mappings()}


def zoek_besloten_werk(conn: Connection, uitgaand_id: int) -> Werk | None:
    """The item whose decision a message of our own tells; None when no decision did."""
    vraag = (
        select(*_KOLOMMEN)
        .join(werkbesluit, werkbesluit.c.werkitem_id == werkitem.c.id)
        .where(werkbesluit.c.uitgaand_id == uitgaand_id)
    )
    rij = conn.execute(vraag).mappings().first()
    return None if rij is None else _werk(rij)


def te_herhalen(conn: Connection, client_id: int, aanbieder: str) -> list[Werk]:
    """The items about toewijzingen of a cliënt that did not arrive at an aanbieder."""
    w = werkitem.c
    vraag = select(*_KOLOMMEN).where(
        w.client_id == client_id,
        w.aanbieder == aanbieder,
        w.soort == Werksoort.GEWEIGERD.value,
        w.verzoek_id.is_(None),
        w.status != Status.AFGEDAAN.value,
    )
    return [_werk(rij) for rij in conn.execute(vraag).mappings()]


def van_verzoek(conn: Connection, verzoek_id: int) -> list[Werk]:
    """The items about a verzoek, oldest first."""
    vraag = select(*_KOLOMMEN).where(werkitem.c.verzoek_id == verzoek_id).order_by(werkitem.c.id)
    return [_werk(rij) for rij in conn.execute(vraag).mappings()]


def lees_lijst(
    conn: Connection,
    gemeenten: Collection[str],
    *,
    behandelaar: str | None = None,
    aanbieder: str | None = None,
    ook_afgedaan: bool = False,
) -> list[Werk]:
    """The items of these gemeenten, the first deadline in front and those without deadline last."""
    w = werkitem.c
    vraag = select(*_KOLOMMEN).where(een_van(conn, w.gemeente, gemeenten))
    if not ook_afgedaan:
        # Named one by one, so that the index passes over what was done long ago.
        vraag = vraag.where(w.status.in_([status.value for status in Status if status is not Status.AFGEDAAN]))
    if behandelaar is not None:
        vraag = vraag.where(w.behandelaar == behandelaar)
    if aanbieder is not None:
        vraag = vraag.where(w.aanbieder == aanbieder)
    vraag = vraag.order_by(w.vervaldag.is_(None), w.vervaldag, w.id)
    return [_werk(rij) for rij in conn.execute(vraag).mappings()]


def _werk(rij: RowMapping) -> Werk:
    return Werk(**rij)


def bewaar_werkbesluit(
    conn: Connection,
    kluis: Kluis,
    werk_id: int,
    keuze: str,
    wie: str,
    besloten_op: datetime,
    inhoud: dict[str, Any],
    *,
    code: str | None = None,
    andere_gemeente: str | None = None,
    uitgaand_id: int | None = None,
) -> None:
    """Keep a decision for good."""
    voeg_een_toe(
        conn,
        werkbesluit,
        id=reserveer_ids(conn, werkbesluit),
        werkitem_id=werk_id,
        keuze=keuze,
        code=code,
        andere_gemeente=andere_gemeente,
        wie=wie,
        besloten_op=besloten_op,
        uitgaand_id=uitgaand_id,
        inhoud=kluis.versleutel_tekst(json.dumps(inhoud, ensure_ascii=False), _BESLUIT),
    )


def lees_werkbesluiten(conn: Connection, kluis: Kluis, werk_id: int) -> list[Werkbesluit]:
    """The decisions on an item, oldest first."""
    b = werkbesluit.c
    return [
        Werkbesluit(
            rij.keuze,
            rij.code,
            rij.andere_gemeente,
            rij.wie,
            rij.besloten_op,
            rij.uitgaand_id,
            json.loads(kluis.ontsleutel_tekst(rij.inhoud, _BESLUIT)),
        )
        for rij in conn.execute(select(werkbesluit).where(b.werkitem_id == werk_id).order_by(b.id))
    ]
