"""Verzoeken of aanbieders and what was answered; nothing in them names a person."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, func, select

from backoffice.storage.tabellen import (
    toewijzing,
    verzoek,
    verzoek_antwoord,
    verzoek_toewijzing,
    werkbesluit,
    werkitem,
)
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik
from backoffice.verzoeken.werk import Status, Werksoort


@dataclass(frozen=True, slots=True)
class VerzoekRij:
    """A verzoek: a JW315 or JW317 of an aanbieder, the message in which it came, and the work on it.

    `status` is that of the work, `vervaldag` the last day of the term that ends first.
    """

    id: int
    client_id: int
    soort: str
    gemeente: str
    aanbieder: str
    referentie_aanbieder: str
    dagtekening: date
    ontvangen_op: datetime
    bericht_id: int
    werk_id: int
    status: str
    vervaldag: date | None


@dataclass(frozen=True, slots=True)
class Verzoekvraag:
    """Which verzoeken are asked for; None asks for all. Open is what is not done yet."""

    soort: str | None = None
    is_open: bool | None = None
    bericht_id: int | None = None


class Laatste(NamedTuple):
    """The decision taken last on a work item: what, and the code it was refused with."""

    keuze: str
    code: str | None


class Toegewezen(NamedTuple):
    """A ToewijzingNummer that was sent because of a verzoek; `id` is None while it is not in the register."""

    nummer: int
    id: int | None


@dataclass(frozen=True, slots=True)
class AntwoordRij:
    """An answer: VerzoekAntwoord, RedenAfwijzingVerzoek, and which gemeente is answerable instead."""

    antwoord: str
    reden: str | None
    woonplaats: str | None
    dagtekening: date
    bericht_id: int | None
    uitgaand_id: int | None


def lees_verzoeken(
    conn: Connection, bereik: Bereik, gevraagd: Verzoekvraag, *, aantal: int, na: int | None = None
) -> list[VerzoekRij]:
    """The newest verzoeken that fit, from before the one with id `na`."""
    v, klaar = verzoek.c, werkitem.c.status == Status.AFGEDAAN.value
    vraag = _verzoeken(bereik).order_by(v.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(v.id < na)
    if gevraagd.soort is not None:
        vraag = vraag.where(v.soort == gevraagd.soort)
    if gevraagd.bericht_id is not None:
        vraag = vraag.where(v.bericht_id == gevraagd.bericht_id)
    if gevraagd.is_open is not None:
        vraag = vraag.where(~klaar if gevraagd.is_open else klaar)
    return [VerzoekRij(*rij) for rij in conn.execute(vraag)]


def zoek_verzoek(conn: Connection, bereik: Bereik, verzoek_id: int) -> VerzoekRij | None:
    """One verzoek; None when there is none within this bereik."""
    rij = conn.execute(_verzoeken(bereik).where(verzoek.c.id == verzoek_id)).one_or_none()
    return None if rij is None else VerzoekRij(*rij)


def lees_antwoorden(conn: Connection, verzoek_id: int) -> list[AntwoordRij]:
    """What was answered to a verzoek, oldest first."""
    a = verzoek_antwoord.c
    vraag = select(*(a[naam] for naam in AntwoordRij.__slots__)).where(a.verzoek_id == verzoek_id)
    return [AntwoordRij(*rij) for rij in conn.execute(vraag.order_by(a.id))]


def lees_toegewezen(conn: Connection, rij: VerzoekRij) -> list[Toegewezen]:
    """What was sent because of a verzoek, by ToewijzingNummer."""
    vt, t = verzoek_toewijzing.c, toewijzing.c
    vraag = (
        select(vt.toewijzing_nummer, t.id)
        .outerjoin(toewijzing, and_(t.gemeente == rij.gemeente, t.toewijzing_nummer == vt.toewijzing_nummer))
        .where(vt.verzoek_id == rij.id)
        .order_by(vt.toewijzing_nummer)
    )
    return [Toegewezen(*een) for een in conn.execute(vraag)]


def lees_bij_toewijzing(
    conn: Connection, bereik: Bereik, client_id: int, aanbieder: str, toewijzing_nummer: int
) -> list[VerzoekRij]:
    """The verzoeken because of which a toewijzing was sent, oldest first."""
    v, vt = verzoek.c, verzoek_toewijzing.c
    vraag = (
        _verzoeken(bereik)
        .join(verzoek_toewijzing, vt.verzoek_id == v.id)
        # A number means something within a gemeente, and that is one cliënt of it.
        .where(v.client_id == client_id, v.aanbieder == aanbieder, vt.toewijzing_nummer == toewijzing_nummer)
        .order_by(v.id)
    )
    return [VerzoekRij(*rij) for rij in conn.execute(vraag)]


def lees_laatste_besluiten(conn: Connection, werk_ids: Collection[int]) -> dict[int, Laatste]:
    """The decision taken last on each of these work items; those that nobody decided on are left out."""
    b = werkbesluit.c
    laatste = select(func.max(b.id)).where(b.werkitem_id.in_(werk_ids)).group_by(b.werkitem_id)
    vraag = select(b.werkitem_id, b.keuze, b.code).where(b.id.in_(laatste))
    return {werk_id: Laatste(keuze, code) for werk_id, keuze, code in conn.execute(vraag)}


def _verzoeken(bereik: Bereik) -> Select[Any]:
    v, w, ander = verzoek.c, werkitem.c, werkitem.alias("ander")
    # Every verzoek that was taken up is work; taken up again, the newest item counts.
    nieuwste = select(func.max(ander.c.id)).where(
        ander.c.verzoek_id == v.id, ander.c.soort == Werksoort.VERZOEK.value
    )
    eigen = (v[naam] for naam in VerzoekRij.__slots__ if naam in v)
    return (
        select(*eigen, w.id, w.status, w.vervaldag)
        .select_from(verzoek)
        .join(werkitem, w.id == nieuwste.scalar_subquery())
        .where(binnen(bereik, aanbieder=v.aanbieder, gemeente=v.gemeente))
    )
