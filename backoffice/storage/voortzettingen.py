"""Continuations of help after a move: whose contract holds; rows are added and stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from backoffice.cost_routing.voortzetting import Voortzetting
from backoffice.storage import direct
from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import client
from backoffice.storage.tabellen import voortzetting as tabel
from backoffice.storage.zoeken import in_lijst

_VELDEN = (tabel.c.gemeente, tabel.c.contractgemeente, tabel.c.vanaf, tabel.c.tot_en_met, tabel.c.artikel)


def lees(conn: Connection, indexen: Collection[bytes], aanbieder: str) -> dict[bytes, list[Voortzetting]]:
    """The continuations of the persons behind these indexes at one aanbieder."""
    uit: dict[bytes, list[Voortzetting]] = defaultdict(list)
    vraag = select(tabel.c.bsn_index, *_VELDEN).where(
        tabel.c.bsn_index.in_(sorted(indexen)), tabel.c.aanbieder == aanbieder
    )
    for index, *velden in conn.execute(vraag.order_by(tabel.c.id)):
        uit[bytes(index)].append(Voortzetting(*velden))
    return uit


_VAN_CLIENTEN = (
    select(client.c.id, *_VELDEN)
    .join(tabel, tabel.c.bsn_index == client.c.bsn_index)
    .where(
        tabel.c.gemeente == bindparam("gemeente"),
        tabel.c.aanbieder == bindparam("aanbieder"),
        in_lijst(client.c.id, "clienten"),
    )
    .order_by(tabel.c.id)
)


def van_clienten(
    conn: Connection, gemeente: str, aanbieder: str, clienten: Collection[int]
) -> dict[int, tuple[Voortzetting, ...]]:
    """The continuations that a gemeente bears for these cliënten (by id) at one aanbieder, in one query."""
    uit: dict[int, tuple[Voortzetting, ...]] = {}
    waarden = {"gemeente": gemeente, "aanbieder": aanbieder, "clienten": clienten}
    for id_, *velden in direct.lees(conn, _VAN_CLIENTEN, waarden):
        uit[id_] = (*uit.get(id_, ()), Voortzetting(*velden))
    return uit


def bewaar(
    conn: Connection,
    bsn_index: bytes,
    aanbieder: str,
    nieuw: Voortzetting,
    bron: str,
    wie: str,
    tijdstip: datetime,
) -> None:
    """Add a continuation."""
    voeg_een_toe(
        conn,
        tabel,
        id=reserveer_ids(conn, tabel),
        bsn_index=bsn_index,
        aanbieder=aanbieder,
        gemeente=nieuw.gemeente,
        contractgemeente=nieuw.contractgemeente,
        vanaf=nieuw.vanaf,
        tot_en_met=nieuw.tot_en_met,
        artikel=nieuw.artikel,
        bron=bron,
        ingevoerd_op=tijdstip,
        ingevoerd_door=wie,
    )
