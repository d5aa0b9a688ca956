"""Facts about jeugdigen in the database: encrypted, found by the keyed hash of a BSN, added and never changed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, select, text

from backoffice.cost_routing.dossier import Groep, Opgave, stel_samen
from backoffice.cost_routing.feiten import Persoonsfeiten
from backoffice.storage import direct
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import client, persoonsfeit
from backoffice.storage.zoeken import in_lijst
from backoffice.versleuteling import Kluis

_DOEL: Final = "persoonsfeit.inhoud"
_DEEL: Final = 10_000
"""Hashes per query; both databases take some 32,000 parameters at most."""
_SLOT: Final = 1013


class Bewaard(NamedTuple):
    """A fact that holds now, by its number, with when and by whom it was told."""

    id: int
    opgave: Opgave
    ingevoerd_op: datetime
    ingevoerd_door: str


class Nieuw(NamedTuple):
    """A fact to add for the person behind an index; `vervangt` is the number of the fact it takes the place of."""

    bsn_index: bytes
    opgave: Opgave
    vervangt: int | None = None
    ingetrokken: bool = False


def neem_beurt(conn: Connection) -> None:
    """One after another, so that two files cannot contradict each other; SQLite has one writer by itself."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:slot)"), {"slot": _SLOT})


def lees(conn: Connection, kluis: Kluis, indexen: Collection[bytes]) -> dict[bytes, list[Bewaard]]:
    """What holds of the persons behind these indexes; who nothing is known of is left out."""
    uit: dict[bytes, list[Bewaard]] = defaultdict(list)
    for deel in _delen(indexen):
        for rij in conn.execute(_vraag(persoonsfeit.c.bsn_index, persoonsfeit.c.bsn_index.in_(deel))):
            uit[bytes(rij[0])].append(Bewaard(rij.id, _opgave(kluis, rij), rij.ingevoerd_op, rij.ingevoerd_door))
    return uit


def van_clienten(conn: Connection, kluis: Kluis, clienten: Collection[int]) -> dict[int, Persoonsfeiten]:
    """What holds of these cliënten (by id), in one query; who nothing is known of is left out."""
    per_client: dict[int, list[Opgave]] = defaultdict(list)
    for rij in map(_Rij._make, direct.lees(conn, _VAN_CLIENTEN, {"clienten": clienten})):
        per_client[rij.wie].append(_opgave(kluis, rij))
    return {id_: stel_samen(opgaven) for id_, opgaven in per_client.items()}


def zoek(conn: Connection, kluis: Kluis, nummer: int) -> tuple[bytes, Bewaard] | None:
    """A fact that holds, by its number, and the index of whom it is about."""
    rij = conn.execute(_vraag(persoonsfeit.c.bsn_index, persoonsfeit.c.id == nummer)).one_or_none()
    if rij is None:
        return None
    return bytes(rij.bsn_index), Bewaard(rij.id, _opgave(kluis, rij), rij.ingevoerd_op, rij.ingevoerd_door)


def bewaar(conn: Connection, kluis: Kluis, feiten: Sequence[Nieuw], wie: str, tijdstip: datetime) -> None:
    """Add facts."""
    eerste = reserveer_ids(conn, persoonsfeit, len(feiten))
    voeg_toe(
        conn,
        persoonsfeit,
        (
            "id",
            "bsn_index",
            "soort",
            "vanaf",
            "tot_en_met",
            "inhoud",
            "bron",
            "ingevoerd_op",
            "ingevoerd_door",
            "vervangt",
            "ingetrokken",
        ),
        [
            (
                id_,
                nieuw.bsn_index,
                nieuw.opgave.groep,
                None if nieuw.opgave.groep is Groep.GEBOORTE else nieuw.opgave.vanaf,
                nieuw.opgave.tot_en_met,
                kluis.versleutel_tekst(_inhoud(nieuw.opgave), _DOEL),
                nieuw.opgave.bron,
                tijdstip,
                wie,
                nieuw.vervangt,
                nieuw.ingetrokken,
            )
            for id_, nieuw in enumerate(feiten, eerste)
        ],
    )


def clienten_met(conn: Connection, indexen: Collection[bytes]) -> dict[int, bytes]:
    """The cliënten (by id) of all gemeenten behind these indexes."""
    uit: dict[int, bytes] = {}
    for deel in _delen(indexen):
        for id_, index in conn.execute(
            select(client.c.id, client.c.bsn_index).where(client.c.bsn_index.in_(deel))
        ):
            uit[id_] = bytes(index)
    return uit


def _delen(indexen: Collection[bytes]) -> Iterator[list[bytes]]:
    alle = sorted(indexen)
    for eerste in range(0, len(alle), _DEEL):
        yield alle[eerste : eerste + _DEEL]


def _vraag(wie: ColumnElement[Any], waar: ColumnElement[bool]) -> Any:
    """Facts that were not replaced and not taken back, in the order in which they were told."""
    feit, later = persoonsfeit.c, persoonsfeit.alias("later")
    vervangen = select(1).where(later.c.vervangt == feit.id).exists()
    return (
        select(
            wie,
            feit.id,
            feit.vanaf,
            feit.tot_en_met,
            feit.inhoud,
            feit.bron,
            feit.ingevoerd_op,
            feit.ingevoerd_door,
        )
        .select_from(persoonsfeit)
        .where(waar, feit.ingetrokken.is_(False), ~vervangen)
        .order_by(feit.id)
    )


class _Rij(NamedTuple):
    """A fact as _vraag asks for it, and whom it is about."""

    wie: Any
    id: int
    vanaf: date | None
    tot_en_met: date | None
    inhoud: bytes
    bron: str
    ingevoerd_op: datetime
    ingevoerd_door: str


_VAN_CLIENTEN = _vraag(client.c.id, in_lijst(client.c.id, "clienten")).join(
    client, client.c.bsn_index == persoonsfeit.c.bsn_index
)


def _inhoud(opgave: Opgave) -> str:
    geboren = opgave.vanaf if opgave.groep is Groep.GEBOORTE else None
    return json.dumps(
        {
            "soort": opgave.soort,
            "gemeente": opgave.gemeente,
            "in_onderzoek": opgave.in_onderzoek,
            "geboren": None if geboren is None else geboren.isoformat(),
        }
    )


def _opgave(kluis: Kluis, rij: Any) -> Opgave:
    inhoud = json.loads(kluis.ontsleutel_tekst(rij.inhoud, _DOEL))
    geboren = inhoud["geboren"]
    vanaf = rij.vanaf if geboren is None else date.fromisoformat(geboren)
    return Opgave(inhoud["soort"], vanaf, rij.tot_en_met, inhoud["gemeente"], inhoud["in_onderzoek"], rij.bron)
