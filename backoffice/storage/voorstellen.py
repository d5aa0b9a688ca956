"""Proposals to change a contract, and what a second person decided of each: rows are added and stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, Select, select

from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import contract_besluit, contract_voorstel


@dataclass(frozen=True, slots=True)
class NieuwVoorstel:
    """A contract that should replace `tegen_versie`, as YAML, and what brought it about."""

    contractnummer: str
    tegen_versie: int
    aanleiding: str
    inhoud: str


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A proposal as kept; `goedgekeurd` is None while nobody decided. Moments are UTC."""

    id: int
    contractnummer: str
    tegen_versie: int
    aanleiding: str
    inhoud: str
    voorgesteld_door: str
    voorgesteld_op: datetime
    goedgekeurd: bool | None
    besloten_door: str | None
    besloten_op: datetime | None
    toelichting: str | None


def bewaar_voorstellen(
    conn: Connection, voorstellen: Sequence[NieuwVoorstel], door: str, op: datetime
) -> tuple[int, ...]:
    """Keep proposals and give their ids."""
    if not voorstellen:
        return ()
    eerste = reserveer_ids(conn, contract_voorstel, len(voorstellen))
    for id_, voorstel in enumerate(voorstellen, start=eerste):
        voeg_een_toe(
            conn,
            contract_voorstel,
            id=id_,
            contractnummer=voorstel.contractnummer,
            tegen_versie=voorstel.tegen_versie,
            aanleiding=voorstel.aanleiding,
            inhoud=voorstel.inhoud,
            voorgesteld_door=door,
            voorgesteld_op=op,
        )
    return tuple(range(eerste, eerste + len(voorstellen)))


def bewaar_besluit(
    conn: Connection, voorstel: Voorstel, *, goedgekeurd: bool, door: str, op: datetime, toelichting: str | None
) -> None:
    """Keep a decision. Raises IntegrityError when there is one already, or when `door` made the proposal."""
    voeg_een_toe(
        conn,
        contract_besluit,
        voorstel_id=voorstel.id,
        voorgesteld_door=voorstel.voorgesteld_door,
        goedgekeurd=goedgekeurd,
        besloten_door=door,
        besloten_op=op,
        toelichting=toelichting,
    )


def lees_voorstellen(conn: Connection, *, alleen_open: bool) -> list[Voorstel]:
    """Proposals, oldest first: all of them, or those that wait for a decision."""
    vraag = _vraag()
    if alleen_open:
        vraag = vraag.where(contract_besluit.c.voorstel_id.is_(None))
    return [_voorstel(rij) for rij in conn.execute(vraag).mappings()]


def lees_voorstel(conn: Connection, id_: int) -> Voorstel | None:
    """One proposal, None when there is none with this id."""
    rij = conn.execute(_vraag().where(contract_voorstel.c.id == id_)).mappings().one_or_none()
    return None if rij is None else _voorstel(rij)


def _vraag() -> Select[tuple[object, ...]]:
    besluit = contract_besluit.c
    return (
        select(
            contract_voorstel,
            besluit.goedgekeurd,
            besluit.besloten_door,
            besluit.besloten_op,
            besluit.toelichting,
        )
        .outerjoin(contract_besluit, besluit.voorstel_id == contract_voorstel.c.id)
        .order_by(contract_voorstel.c.id)
    )


def _voorstel(rij: RowMapping) -> Voorstel:
    return Voorstel(**rij)
