"""Verzoeken of aanbieders and what was answered; nothing in them names a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from backoffice.storage.tabellen import verzoek, verzoek_antwoord, verzoek_toewijzing
from backoffice.storage.views.bereik import binnen
from backoffice.toegang.rechten import Bereik


@dataclass(frozen=True, slots=True)
class VerzoekRij:
    """A verzoek: a JW315 or JW317 of an aanbieder, and the message in which it came."""

    id: int
    client_id: int
    soort: str
    gemeente: str
    aanbieder: str
    referentie_aanbieder: str
    dagtekening: date
    ontvangen_op: datetime
    bericht_id: int


@dataclass(frozen=True, slots=True)
class AntwoordRij:
    """An answer: VerzoekAntwoord, RedenAfwijzingVerzoek, and which gemeente is answerable instead."""

    antwoord: str
    reden: str | None
    woonplaats: str | None
    dagtekening: date
    bericht_id: int | None
    uitgaand_id: int | None


def lees_verzoeken(conn: Connection, bereik: Bereik, *, aantal: int, na: int | None = None) -> list[VerzoekRij]:
    """The newest verzoeken, from before the one with id `na`."""
    vraag = _verzoeken(bereik).order_by(verzoek.c.id.desc()).limit(aantal)
    if na is not None:
        vraag = vraag.where(verzoek.c.id < na)
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


def lees_nummers(conn: Connection, verzoek_id: int) -> list[int]:
    """The ToewijzingNummers that were sent because of a verzoek."""
    t = verzoek_toewijzing.c
    vraag = select(t.toewijzing_nummer).where(t.verzoek_id == verzoek_id).order_by(t.toewijzing_nummer)
    return list(conn.execute(vraag).scalars())


def _verzoeken(bereik: Bereik) -> Select[Any]:
    v = verzoek.c
    return select(*(v[naam] for naam in VerzoekRij.__slots__)).where(
        binnen(bereik, aanbieder=v.aanbieder, gemeente=v.gemeente)
    )
