"""Decisions as they were taken: one prestatie with its reasons, from what was stored at the time."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, RowMapping, Select, and_, select

from backoffice.contracts.model import Gevolg
from backoffice.declaraties.uitleg import Besluit
from backoffice.storage.tabellen import (
    aanhouding,
    bericht,
    bevinding,
    declaratie,
    prestatie,
    signaal,
    termijnoordeel,
)
from ijw.bevinding import Bevinding, Niveau
from ijw.regels.toetsing import Signaal

_NIET_BEOORDEELD = "0233"


def zoek_besluiten(
    conn: Connection, referentie: str, aanbieder: str | None = None
) -> list[tuple[int | None, Besluit]]:
    """The decisions on a ReferentieNummer, oldest first, each with the id of the cliënt it is about.

    A ReferentieNummer is unique per aanbieder only (OP283), and a refused repetition has one of its own.
    """
    vraag = _vraag().where(prestatie.c.referentie == referentie).order_by(prestatie.c.id)
    if aanbieder is not None:
        vraag = vraag.where(prestatie.c.aanbieder == aanbieder)
    return [(rij["client_id"], _besluit(conn, rij)) for rij in conn.execute(vraag).mappings().all()]


def lees_besluit(conn: Connection, prestatie_id: int) -> Besluit:
    """The decision on one prestatie."""
    return _besluit(conn, conn.execute(_vraag().where(prestatie.c.id == prestatie_id)).mappings().one())


def _vraag() -> Select[Any]:
    door = prestatie.alias("door")
    return (
        select(
            prestatie,
            declaratie.c.declaratie_nummer,
            declaratie.c.gemeente,
            declaratie.c.bericht_id,
            bericht.c.ontvangen_op,
            door.c.referentie.label("credit"),
            aanhouding.c.beslissen_uiterlijk,
        )
        .join(declaratie, declaratie.c.id == prestatie.c.declaratie_id)
        .join(bericht, bericht.c.id == declaratie.c.bericht_id)
        .outerjoin(door, door.c.id == prestatie.c.gecrediteerd_door)
        .outerjoin(
            aanhouding,
            and_(aanhouding.c.bericht_id == bericht.c.id, aanhouding.c.afgehandeld_op.is_(None)),
        )
    )


def _besluit(conn: Connection, rij: RowMapping) -> Besluit:
    bevindingen = _bevindingen(conn, rij)
    codes = tuple(dict.fromkeys(b.retourcode for b in bevindingen if b.retourcode))
    signalen = conn.execute(
        select(signaal.c.regel, signaal.c.reden).where(signaal.c.prestatie_id == rij["id"]).order_by(signaal.c.id)
    )
    return Besluit(
        referentie=rij["referentie"],
        vorige_referentie=rij["vorige_referentie"],
        declaratie_nummer=rij["declaratie_nummer"],
        gemeente=rij["gemeente"],
        aanbieder=rij["aanbieder"],
        ontvangen=_in_nederland(rij),
        toewijzing_nummer=rij["toewijzing_nummer"],
        toewijzing_versie=rij["toewijzing_versie"],
        categorie=rij["categorie"],
        code=rij["code"],
        begindatum=rij["begindatum"],
        einddatum=rij["einddatum"],
        volume=rij["volume"],
        eenheid=rij["eenheid"],
        tarief=rij["tarief"],
        bedrag=rij["bedrag"],
        toegekend=rij["toegekend"],
        retourcodes=codes if rij["toegekend"] or codes else (_NIET_BEOORDEELD,),
        bevindingen=bevindingen,
        signalen=tuple(Signaal(regel, reden) for regel, reden in signalen),
        contract=rij["contract"],
        contractversie=rij["contractversie"],
        regelset=rij["regelset"],
        gecrediteerd_door=rij["credit"],
        termijn=_termijn(conn, rij["id"]),
        antwoord_uiterlijk=rij["beslissen_uiterlijk"],
    )


def _termijn(conn: Connection, prestatie_id: int) -> str | None:
    """How it stood against its term; of a line that waited, what it came to when that is known."""
    t = termijnoordeel.c
    vraag = select(t.zin).where(t.prestatie_id == prestatie_id).order_by(t.gevolg == Gevolg.AANHOUDEN)
    return conn.execute(vraag).scalars().first()


def _bevindingen(conn: Connection, rij: RowMapping) -> tuple[Bevinding, ...]:
    b = bevinding.c
    vraag = (
        select(b.regel, b.niveau, b.retourcode, b.locatie, b.onderwerp, b.element, b.gevonden, b.verwacht)
        .where(b.bericht_id == rij["bericht_id"], b.prestatie_id == rij["id"])
        .order_by(b.id)
    )
    return tuple(Bevinding(regel, Niveau(niveau), *rest) for regel, niveau, *rest in conn.execute(vraag))


def _in_nederland(rij: RowMapping) -> date:
    ontvangen: date = rij["ontvangen_op"].astimezone(ZoneInfo("Europe/Amsterdam")).date()
    return ontvangen
