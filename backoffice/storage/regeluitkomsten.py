"""What is stored of single prestaties, by aanbieder and ReferentieNummer: decision, term, books and bearers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, select

from backoffice.contracts.model import Gevolg
from backoffice.ledger.boeken import Rekening
from backoffice.storage.tabellen import bevinding, boeking, boekingsregel, prestatie, termijnoordeel
from backoffice.storage.zoeken import een_van


class Regeluitkomst(NamedTuple):
    """One prestatie: retourcodes when it was rejected, its standing against the term, and where it was booked.

    `uitkomst` and `gevolg` are None where no term was judged, the months None where nothing was booked. `delen`
    are the signed eurocents that each gemeente bears now.
    """

    toegekend: bool
    retourcodes: frozenset[str]
    uitkomst: str | None
    gevolg: str | None
    leveringsmaand: date | None
    boekmaand: date | None
    delen: dict[str, int]


def lees(conn: Connection, aanbieder: str, referenties: Collection[str]) -> dict[str, Regeluitkomst]:
    """What is stored of these prestaties of one aanbieder; of a number used twice the first."""
    p, b, regel = prestatie.c, boeking.c, boekingsregel.c
    vraag = select(p.id, p.referentie, p.toegekend).where(
        p.aanbieder == aanbieder, een_van(conn, p.referentie, referenties)
    )
    rijen = {rij.referentie: rij for rij in conn.execute(vraag.order_by(p.id.desc()))}
    nummers = [rij.id for rij in rijen.values()]
    codes: dict[int, set[str]] = defaultdict(set)
    f = bevinding.c
    for id_, code in conn.execute(
        select(f.prestatie_id, f.retourcode).where(
            een_van(conn, f.prestatie_id, nummers), f.retourcode.is_not(None)
        )
    ):
        codes[id_].add(code)
    t = termijnoordeel.c
    oordelen: dict[int, tuple[str, str]] = {}
    for id_, uitkomst, gevolg in conn.execute(
        select(t.prestatie_id, t.uitkomst, t.gevolg).where(een_van(conn, t.prestatie_id, nummers))
    ):
        # That it waited for a person is kept beside what was decided in the end.
        if id_ not in oordelen or gevolg != Gevolg.AANHOUDEN:
            oordelen[id_] = (uitkomst, gevolg)
    geboekt: dict[int, tuple[date, date]] = {}
    delen: dict[int, dict[str, int]] = defaultdict(dict)
    for id_, levering, maand, partij, bedrag in conn.execute(
        select(b.prestatie_id, b.leveringsmaand, b.boekmaand, regel.partij, regel.bedrag)
        .join(boekingsregel, regel.boeking_id == b.id)
        .where(een_van(conn, b.prestatie_id, nummers), regel.rekening == Rekening.GEMEENTE)
        .order_by(b.id)
    ):
        geboekt.setdefault(id_, (levering, maand))
        delen[id_][partij] = delen[id_].get(partij, 0) + bedrag
    uit = {}
    for referentie, rij in rijen.items():
        uitkomst, gevolg = oordelen.get(rij.id, (None, None))
        levering, maand = geboekt.get(rij.id, (None, None))
        uit[referentie] = Regeluitkomst(
            bool(rij.toegekend), frozenset(codes[rij.id]), uitkomst, gevolg, levering, maand, delen[rij.id]
        )
    return uit
