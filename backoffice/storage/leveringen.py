"""Starts and stops of delivery in the database: what stands, what comes in, and what is deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from backoffice.storage.bulk import voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import levering
from backoffice.toewijzingen.levering import Lijn, Zorg
from ijw.berichten import jw307
from ijw.feiten import Levering, Start, Stop
from ijw.regels.aanlevering import VERWIJDEREN, start_van

_KOLOMMEN = (
    *("id", "gemeente", "aanbieder", "client_id", "toewijzing_nummer", "categorie", "code"),
    *("begindatum", "reden", "einddatum", "bericht_id"),
)


def zoek_leveringen(conn: Connection, client_id: int, aanbieder: str) -> dict[Zorg, Levering]:
    """What stands of all that an aanbieder delivers to a cliënt, in one query."""
    l_ = levering.c
    vraag = select(l_.toewijzing_nummer, l_.categorie, l_.code, l_.begindatum, l_.reden, l_.einddatum).where(
        l_.client_id == client_id, l_.aanbieder == aanbieder, l_.verwijderd_door.is_(None)
    )
    starts: dict[Zorg, set[Start]] = defaultdict(set)
    stops: dict[Zorg, set[Stop]] = defaultdict(set)
    for nummer, categorie, code, begindatum, reden, einddatum in conn.execute(vraag):
        zorg: Zorg = (categorie, code) if nummer is None else nummer
        start = Start(categorie, code, begindatum)
        if reden is None:
            starts[zorg].add(start)
        else:
            stops[zorg].add(Stop(start, reden, einddatum))
    return {zorg: Levering(starts[zorg], stops[zorg]) for zorg in {*starts, *stops}}


def bewaar_leveringen(
    conn: Connection, gemeente: str, aanbieder: str, client_id: int, bericht_id: int, lijnen: Sequence[Lijn]
) -> None:
    """Keep the accepted lines of one JW305 or JW307; a deletion marks the line with the same key that stands."""
    verwijderd = [lijn for lijn in lijnen if lijn.status_aanlevering == VERWIJDEREN]
    nieuw = [lijn for lijn in lijnen if lijn.status_aanlevering != VERWIJDEREN]
    for lijn in verwijderd:
        sleutel = dict(zip(_KOLOMMEN[3:10], (client_id, *_sleutel(lijn)), strict=True))
        conn.execute(
            update(levering)
            .where(
                levering.c.aanbieder == aanbieder,
                levering.c.verwijderd_door.is_(None),
                *(levering.c[naam].is_not_distinct_from(waarde) for naam, waarde in sleutel.items()),
            )
            .values(verwijderd_door=bericht_id)
        )
    if nieuw:
        eerste = reserveer_ids(conn, levering, len(nieuw))
        voeg_toe(
            conn,
            levering,
            _KOLOMMEN,
            [
                (eerste + i, gemeente, aanbieder, client_id, *_sleutel(lijn), bericht_id)
                for i, lijn in enumerate(nieuw)
            ],
        )


def _sleutel(lijn: Lijn) -> tuple[object, ...]:
    """The logical key of a line (IV008), in the order of the columns."""
    reden, einddatum = (
        (lijn.reden_beeindiging, lijn.einddatum) if isinstance(lijn, jw307.StopProduct) else (None, None)
    )
    return (lijn.toewijzing_nummer, *start_van(lijn), reden, einddatum)
