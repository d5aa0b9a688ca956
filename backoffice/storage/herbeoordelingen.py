"""Decisions that rest on a toewijzing or contract that has another version now, and proposals about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, and_, func, or_, select, update

from backoffice.storage.bulk import voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import (
    aanhouding,
    contract,
    declaratie,
    herbeoordeling,
    prestatie,
    toewijzing,
)
from backoffice.storage.zoeken import een_van
from ijw.berichten import basis, jw323


class Geraakt(NamedTuple):
    """A decided debet whose ground changed: who it is about, and the prestatie as it was declared.

    `aanleiding` names what changed, with its version.
    """

    id: int
    gemeente: str
    aanbieder: str
    client_id: int
    toegekend: bool
    aanleiding: str
    prestatie: jw323.Prestatie


class Voorstel(NamedTuple):
    """A proposal to a person about one prestatie; moments are UTC."""

    id: int
    gemeente: str
    aanbieder: str
    referentie: str
    aanleiding: str
    advies: str
    uitleg: str
    gemaakt_op: datetime


def geraakte_prestaties(conn: Connection) -> list[Geraakt]:
    """Debets, not credited since, that were decided by an earlier version than the one in force, oldest first.

    A prestatie whose toewijzing came only after it counts too.
    """
    p, d, t = prestatie.c, declaratie.c, toewijzing.c
    nieuwste = (
        select(contract.c.contractnummer, func.max(contract.c.versie).label("versie"))
        .group_by(contract.c.contractnummer)
        .subquery()
    )
    vraag = (
        select(prestatie, d.gemeente, t.versie.label("nu"), nieuwste.c.versie.label("contract_nu"))
        .select_from(prestatie)
        .join(declaratie, d.id == p.declaratie_id)
        .join(
            toewijzing,
            and_(
                t.gemeente == d.gemeente,
                t.toewijzing_nummer == p.toewijzing_nummer,
                t.client_id == p.client_id,
                t.aanbieder == p.aanbieder,
            ),
        )
        .outerjoin(nieuwste, nieuwste.c.contractnummer == p.contract)
        .outerjoin(
            aanhouding, and_(aanhouding.c.bericht_id == d.bericht_id, aanhouding.c.afgehandeld_op.is_(None))
        )
        .where(
            p.vorige_referentie.is_(None),
            p.gecrediteerd_door.is_(None),
            aanhouding.c.bericht_id.is_(None),
            or_(
                p.toewijzing_versie.is_(None), t.versie > p.toewijzing_versie, nieuwste.c.versie > p.contractversie
            ),
        )
        .order_by(p.id)
    )
    geraakt = []
    for rij in conn.execute(vraag).mappings():
        if rij["toewijzing_versie"] is None or rij["nu"] > rij["toewijzing_versie"]:
            aanleiding = f"toewijzing {rij['toewijzing_nummer']} versie {rij['nu']}"
        else:
            aanleiding = f"contract {rij['contract']} versie {rij['contract_nu']}"
        als_gedeclareerd = jw323.Prestatie(
            product_referentie=basis.Referentie(referentie_nummer=rij["referentie"], vorig_referentie_nummer=None),
            toewijzing_nummer=rij["toewijzing_nummer"],
            product_categorie=rij["categorie"],
            product_code=rij["code"],
            product_periode=basis.GeslotenPeriode(begindatum=rij["begindatum"], einddatum=rij["einddatum"]),
            geleverd_volume=rij["volume"],
            eenheid=rij["eenheid"],
            product_tarief=rij["tarief"],
            ingediend_bedrag=basis.BedragMetDC(bedrag=rij["bedrag"], debet_credit="D"),
        )
        geraakt.append(
            Geraakt(
                rij["id"],
                rij["gemeente"],
                rij["aanbieder"],
                rij["client_id"],
                rij["toegekend"],
                aanleiding,
                als_gedeclareerd,
            )
        )
    return geraakt


def bewaar_voorstellen(
    conn: Connection, voorstellen: Sequence[tuple[int, str, str, str]], moment: datetime
) -> None:
    """Keep proposals: prestatie, aanleiding, advies and uitleg; one was enough for a prestatie and aanleiding."""
    h = herbeoordeling.c
    bekend = {tuple(rij) for rij in conn.execute(select(h.prestatie_id, h.aanleiding))}
    voorstellen = [voorstel for voorstel in voorstellen if voorstel[:2] not in bekend]
    if not voorstellen:
        return
    eerste = reserveer_ids(conn, herbeoordeling, len(voorstellen))
    voeg_toe(
        conn,
        herbeoordeling,
        ("id", "prestatie_id", "aanleiding", "advies", "uitleg", "gemaakt_op"),
        [(eerste + i, *voorstel, moment) for i, voorstel in enumerate(voorstellen)],
    )


def open_voorstellen(conn: Connection, nummers: Sequence[int] | None = None) -> list[Voorstel]:
    """The proposals that nobody dealt with, oldest first; of them only these, when numbers are given."""
    h = herbeoordeling.c
    vraag = (
        select(
            h.id,
            declaratie.c.gemeente,
            declaratie.c.aanbieder,
            prestatie.c.referentie,
            h.aanleiding,
            h.advies,
            h.uitleg,
            h.gemaakt_op,
        )
        .join(prestatie, prestatie.c.id == h.prestatie_id)
        .join(declaratie, declaratie.c.id == prestatie.c.declaratie_id)
        .where(h.afgedaan_op.is_(None))
        .order_by(h.id)
    )
    if nummers is not None:
        vraag = vraag.where(een_van(conn, h.id, nummers))
    return [Voorstel(*rij) for rij in conn.execute(vraag)]


def doe_af(conn: Connection, nummer: int, wie: str, moment: datetime) -> bool:
    """Keep that somebody dealt with a proposal; False when there is no such open one."""
    h = herbeoordeling.c
    gedaan = conn.execute(
        update(herbeoordeling)
        .where(h.id == nummer, h.afgedaan_op.is_(None))
        .values(afgedaan_door=wie, afgedaan_op=moment)
    )
    return gedaan.rowcount == 1
