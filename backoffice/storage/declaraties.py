"""Declaraties in the database: what was decided on each prestatie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select, update

from backoffice.storage.bulk import voeg_een_toe, voeg_toe
from backoffice.storage.direct import stuurprogramma
from backoffice.storage.nummerreeks import reserveer_ids, reserveer_vooruit
from backoffice.storage.tabellen import audit, bericht, boeking, declaratie, prestatie, uitgaand
from ijw.feiten import Verbruik


class Prestatierij(NamedTuple):
    """One judged prestatie as it is kept; bedrag is signed eurocents, a credit negative."""

    client_id: int | None
    volgnummer: int
    referentie: str
    vorige_referentie: str | None
    toewijzing_nummer: int
    toewijzing_id: int | None
    toewijzing_versie: int | None
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    toegekend: bool
    contract: str | None
    contractversie: int | None


_PRESTATIEKOLOMMEN = Prestatierij._fields


def reserveer(conn: Connection, prestaties: int, boekingen: int, clienten: int) -> None:
    """Reserve the ids of all that a judged declaratie leaves behind, so that it takes one statement."""
    aantallen = {
        bericht: 1,
        declaratie: 1,
        prestatie: prestaties,
        boeking: boekingen,
        audit: clienten,
        uitgaand: 1,
    }
    reserveer_vooruit(conn, aantallen)


def bewaar_declaratie(
    conn: Connection,
    bericht_id: int,
    gemeente: str,
    aanbieder: str,
    declaratie_nummer: str,
    periode: date,
    dagtekening: date,
    ingediend: int,
    toegekend: int,
) -> int:
    """Keep the declaratie of a processed JW323 and give its id; amounts are signed eurocents."""
    nieuw = reserveer_ids(conn, declaratie)
    voeg_een_toe(
        conn,
        declaratie,
        id=nieuw,
        bericht_id=bericht_id,
        gemeente=gemeente,
        aanbieder=aanbieder,
        declaratie_nummer=declaratie_nummer,
        periode=periode,
        dagtekening=dagtekening,
        ingediend=ingediend,
        toegekend=toegekend,
    )
    return nieuw


def bewaar_prestaties(
    conn: Connection, declaratie_id: int, aanbieder: str, regelset: str, rijen: Sequence[Prestatierij]
) -> int:
    """Keep judged prestaties in their order and give the id of the first; the ids are consecutive."""
    eerste = reserveer_ids(conn, prestatie, len(rijen))
    voeg_toe(
        conn,
        prestatie,
        ("id", "declaratie_id", "aanbieder", "regelset", *_PRESTATIEKOLOMMEN),
        [(eerste + i, declaratie_id, aanbieder, regelset, *rij) for i, rij in enumerate(rijen)],
    )
    return eerste


def herzie_declaratie(conn: Connection, bericht_id: int, toegekend: int, rijen: Sequence[Prestatierij]) -> int:
    """Replace the decisions on a declaratie that waited, and give the id of its first prestatie.

    What was declared stays as it is; only what was decided of it, and by what, is new.
    """
    declaratie_id = conn.execute(select(declaratie.c.id).where(declaratie.c.bericht_id == bericht_id)).scalar_one()
    eerste: int = conn.execute(
        select(func.min(prestatie.c.id)).where(prestatie.c.declaratie_id == declaratie_id)
    ).scalar_one()
    conn.execute(update(declaratie).where(declaratie.c.id == declaratie_id).values(toegekend=toegekend))
    besloten = ("client_id", "toewijzing_id", "toewijzing_versie", "toegekend", "contract", "contractversie")
    conn.execute(
        update(prestatie)
        .where(prestatie.c.id == bindparam("deze"))
        .values({naam: bindparam(f"nieuw_{naam}") for naam in besloten}),
        [
            {"deze": eerste + i, **{f"nieuw_{naam}": getattr(rij, naam) for naam in besloten}}
            for i, rij in enumerate(rijen)
        ],
    )
    return eerste


def markeer_gecrediteerd(conn: Connection, paren: Iterable[tuple[int, int]]) -> None:
    """Note on each debet (first id) which credit (second id) took it back."""
    rijen = [{"debet": debet, "credit": credit} for debet, credit in paren]
    if rijen:
        conn.execute(
            update(prestatie)
            .where(prestatie.c.id == bindparam("debet"))
            .values(gecrediteerd_door=bindparam("credit")),
            rijen,
        )


def bewaar_verbruik(conn: Connection, standen: Mapping[int, Verbruik]) -> None:
    """Put the new running totals of these toewijzingen (by id) in place."""
    if not standen:
        return
    if conn.dialect.name == "sqlite":
        opdracht = "UPDATE verbruik SET volume = ?, bedrag = ? WHERE toewijzing_id = ?"
        with stuurprogramma(conn, opdracht) as verbinding:
            verbinding.executemany(opdracht, [(nu.volume, nu.bedrag, id_) for id_, nu in standen.items()])
        return
    conn.exec_driver_sql(
        "UPDATE verbruik SET volume = nieuw.volume, bedrag = nieuw.bedrag"
        " FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS nieuw (id, volume, bedrag)"
        " WHERE toewijzing_id = nieuw.id",
        (
            list(standen),
            [stand.volume for stand in standen.values()],
            [stand.bedrag for stand in standen.values()],
        ),
    )
