"""Verzoeken in the database: what was asked, what was answered, and which toewijzingen it led to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, select

from backoffice.storage.bulk import voeg_een_toe, voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import uitgaand, verzoek, verzoek_antwoord, verzoek_toewijzing
from backoffice.storage.zoeken import een_van
from backoffice.versleuteling import Kluis
from ijw.feiten import Verzoek

_INHOUD = "verzoek.inhoud"


@dataclass(frozen=True, slots=True)
class Geregistreerd:
    """A verzoek in the register: its id, of which gemeente and cliënt, and what the rules may know of it.

    `bericht_id` is the message it came in. An answer of our own that was refused does not count.
    """

    id: int
    gemeente: str
    client_id: int
    verzoek: Verzoek
    bericht_id: int


def zoek_verzoeken(conn: Connection, aanbieder: str, referenties: Collection[str]) -> list[Geregistreerd]:
    """The verzoeken of an aanbieder with these references, at any gemeente."""
    return _lees(
        conn, verzoek.c.aanbieder == aanbieder, een_van(conn, verzoek.c.referentie_aanbieder, referenties)
    )


def zoek_op_referentie(conn: Connection, referentie: str, partij: str | None) -> list[Geregistreerd]:
    """The verzoeken with a reference; of one aanbieder or gemeente when it is named."""
    voorwaarden = [verzoek.c.referentie_aanbieder == referentie]
    if partij is not None:
        voorwaarden.append((verzoek.c.aanbieder == partij) | (verzoek.c.gemeente == partij))
    return _lees(conn, *voorwaarden)


def verzoeken_van_client(conn: Connection, client_id: int, aanbieder: str) -> list[Geregistreerd]:
    """All verzoeken of an aanbieder for one cliënt."""
    return _lees(conn, verzoek.c.client_id == client_id, verzoek.c.aanbieder == aanbieder)


def _lees(conn: Connection, *voorwaarden: ColumnElement[bool]) -> list[Geregistreerd]:
    """Verzoeken in the order in which they came, in three queries."""
    v, a, t = verzoek.c, verzoek_antwoord.c, verzoek_toewijzing.c
    rijen = conn.execute(
        select(v.id, v.gemeente, v.client_id, v.referentie_aanbieder, v.soort, v.bericht_id)
        .where(*voorwaarden)
        .order_by(v.id)
    ).all()
    ids = [rij.id for rij in rijen]
    antwoorden: dict[int, list[str]] = defaultdict(list)
    toegewezen: dict[int, set[int]] = defaultdict(set)
    for id_, antwoord in conn.execute(
        select(a.verzoek_id, a.antwoord)
        .where(een_van(conn, a.verzoek_id, ids), _telt(a.uitgaand_id))
        .order_by(a.id)
    ):
        antwoorden[id_].append(antwoord)
    for id_, nummer in conn.execute(
        select(t.verzoek_id, t.toewijzing_nummer).where(een_van(conn, t.verzoek_id, ids), _telt(t.uitgaand_id))
    ):
        toegewezen[id_].add(nummer)
    return [
        Geregistreerd(
            rij.id,
            rij.gemeente,
            rij.client_id,
            Verzoek(rij.referentie_aanbieder, rij.soort, tuple(antwoorden[rij.id]), toegewezen[rij.id]),
            rij.bericht_id,
        )
        for rij in rijen
    ]


def _telt(kolom: ColumnElement[int]) -> ColumnElement[bool]:
    """The condition that the message of our own in a column, if any, was not refused."""
    geweigerd = select(uitgaand.c.id).where(uitgaand.c.id == kolom, uitgaand.c.retour_oordeel == "afgekeurd")
    return ~geweigerd.exists()


def vow_te_herhalen(conn: Connection, client_id: int, aanbieder: str) -> str | None:
    """The reference of the verzoek om wijziging that was honoured in a JW301 that was refused, if there is one."""
    v, t, u = verzoek.c, verzoek_toewijzing.c, uitgaand.c
    referentie: str | None = conn.execute(
        select(v.referentie_aanbieder)
        .join(verzoek_toewijzing, t.verzoek_id == v.id)
        .join(uitgaand, u.id == t.uitgaand_id)
        .where(v.client_id == client_id, v.aanbieder == aanbieder, v.soort == "JW317")
        .where(u.retour_oordeel == "afgekeurd")
        .order_by(v.id.desc())
    ).scalar()
    return referentie


@dataclass(frozen=True, slots=True)
class Ingediend:
    """A verzoek as it came in: from whom, when, and the message with this verzoek alone as JSON."""

    id: int
    gemeente: str
    aanbieder: str
    client_id: int
    bericht_id: int
    referentie: str
    ontvangen_op: datetime
    inhoud: dict[str, Any]


def zoek_bericht_van(conn: Connection, kluis: Kluis, verzoek_id: int) -> list[Ingediend]:
    """All verzoeken that came in one message with this one, in the order in which they stand there."""
    v = verzoek.c
    bericht_id = select(v.bericht_id).where(v.id == verzoek_id).scalar_subquery()
    rijen = conn.execute(select(verzoek).where(v.bericht_id == bericht_id).order_by(v.id)).mappings()
    return [
        Ingediend(
            rij["id"],
            rij["gemeente"],
            rij["aanbieder"],
            rij["client_id"],
            rij["bericht_id"],
            rij["referentie_aanbieder"],
            rij["ontvangen_op"],
            json.loads(kluis.ontsleutel_tekst(rij["inhoud"], _INHOUD)),
        )
        for rij in rijen
    ]


def bewaar_verzoeken(
    conn: Connection,
    kluis: Kluis,
    soort: str,
    gemeente: str,
    aanbieder: str,
    client_id: int,
    bericht_id: int,
    dagtekening: date,
    ontvangen_op: datetime,
    inhoud: dict[str, dict[str, Any]],
    verwijzers: Mapping[str, str],
) -> list[int]:
    """Take up verzoeken and give their ids in order.

    `inhoud` gives by ReferentieAanbieder the message as JSON with this verzoek alone, `verwijzers` the kind of
    verwijzer (COD327) where the message has one.
    """
    eerste = reserveer_ids(conn, verzoek, len(inhoud))
    voeg_toe(
        conn,
        verzoek,
        (
            *("id", "bericht_id", "soort", "gemeente", "aanbieder", "client_id", "referentie_aanbieder"),
            *("dagtekening", "ontvangen_op", "verwijzer", "inhoud"),
        ),
        [
            (
                *(eerste + i, bericht_id, soort, gemeente, aanbieder, client_id, referentie),
                *(dagtekening, ontvangen_op, verwijzers.get(referentie)),
                kluis.versleutel_tekst(json.dumps(deel, ensure_ascii=False), _INHOUD),
            )
            for i, (referentie, deel) in enumerate(inhoud.items())
        ],
    )
    return [eerste + i for i in range(len(inhoud))]


def lees_inhoud(conn: Connection, kluis: Kluis, verzoek_id: int) -> dict[str, Any]:
    """What was asked, as the JSON of `ijw.json_vorm`; NoResultFound for an id that does not exist."""
    versleuteld = conn.execute(select(verzoek.c.inhoud).where(verzoek.c.id == verzoek_id)).scalar_one()
    inhoud: dict[str, Any] = json.loads(kluis.ontsleutel_tekst(versleuteld, _INHOUD))
    return inhoud


def bewaar_antwoord(
    conn: Connection,
    verzoek_id: int,
    antwoord: str,
    reden: str | None,
    woonplaats: str | None,
    dagtekening: date,
    *,
    bericht_id: int | None = None,
    uitgaand_id: int | None = None,
) -> None:
    """Keep what a gemeente answered, in a JW319 that was received or in one of our own."""
    voeg_een_toe(
        conn,
        verzoek_antwoord,
        id=reserveer_ids(conn, verzoek_antwoord),
        verzoek_id=verzoek_id,
        antwoord=antwoord,
        reden=reden,
        woonplaats=woonplaats,
        dagtekening=dagtekening,
        bericht_id=bericht_id,
        uitgaand_id=uitgaand_id,
    )


def bewaar_toegewezen(
    conn: Connection,
    toegewezen: Iterable[tuple[int, int]],
    *,
    bericht_id: int | None = None,
    uitgaand_id: int | None = None,
) -> None:
    """Keep which ToewijzingNummer was sent on which verzoek (id), in a received JW301 or one of our own.

    What is sent again after it was refused takes the place of what was sent then.
    """
    toegewezen = list(toegewezen)
    t = verzoek_toewijzing.c
    for verzoek_id, nummer in toegewezen:
        conn.execute(
            delete(verzoek_toewijzing).where(
                t.verzoek_id == verzoek_id, t.toewijzing_nummer == nummer, ~_telt(t.uitgaand_id)
            )
        )
    voeg_toe(
        conn,
        verzoek_toewijzing,
        ("verzoek_id", "toewijzing_nummer", "bericht_id", "uitgaand_id"),
        [(*paar, bericht_id, uitgaand_id) for paar in toegewezen],
    )
