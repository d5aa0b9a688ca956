"""What is expected and not declared: the toewijzingen that run, brought together where that is the same.

A month counts as declared by what is known now, as no day in the past is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, case, cast, func, or_, select

from backoffice.storage.tabellen import aanhouding, declaratie, prestatie, toewijzing
from ijw.feiten import ToegewezenProduct
from ijw.rekenen import eerste_dag


class Gelijke(NamedTuple):
    """Toewijzingen of which the same is expected: they differ in number and cliënt, and in what does not matter.

    `toewijzing` stands for all: it has the lowest number, no volume, and no days outside the period that was asked
    for. `verzonden` is the day of its only JW301, or its ingangsdatum when that is later; one that was changed
    since stands alone, with its id as `gewijzigd`. `gedeclareerd` are the months (first days) that are declared or
    wait for a decision, and `leden` all of them as text.
    """

    toewijzing: ToegewezenProduct
    verzonden: date
    gewijzigd: int | None
    gedeclareerd: frozenset[date]
    aantal: int
    leden: str

    def op_nummer(self) -> list[tuple[int, int]]:
        """The ToewijzingNummer and id of each, in order of number."""
        paren = (lid.split(":") for lid in self.leden.split(","))
        return sorted((int(nummer), int(id_)) for nummer, id_ in paren)


def lees_gelijke(
    conn: Connection, vanaf: date, tot_en_met: date, aanbieder: str | None, gemeente: str | None
) -> Iterator[Gelijke]:
    """What ran in this period, with its months since `vanaf` (the first day of one) that are declared."""
    t, p, d, a = toewijzing.c, prestatie.c, declaratie.c, aanhouding.c
    debet = [p.begindatum >= vanaf, p.vorige_referentie.is_(None), p.gecrediteerd_door.is_(None)]
    # One index alone tells what stands; what waits is little, and is looked for from the other side.
    staat = select(_opgesomd(conn, p.begindatum)).where(p.toewijzing_id == t.id, p.toegekend.is_(True), *debet)
    wachtend = (
        select(p.toewijzing_id, _opgesomd(conn, p.begindatum).label("dagen"))
        .select_from(aanhouding)
        .join(declaratie, d.bericht_id == a.bericht_id)
        .join(prestatie, p.declaratie_id == d.id)
        .where(a.afgehandeld_op.is_(None), *debet)
        .group_by(p.toewijzing_id)
        .subquery()
    )
    begin = case((t.ingangsdatum < vanaf, vanaf), else_=t.ingangsdatum)
    sleutel: list[ColumnElement[Any]] = [
        staat.scalar_subquery().label("staat"),
        wachtend.c.dagen.label("wacht"),
        begin.label("ingangsdatum"),
        case((t.einddatum <= tot_en_met, t.einddatum)).label("einddatum"),
        case((t.eerste_verzonden > begin, t.eerste_verzonden), else_=begin).label("verzonden"),
        case((t.versie > 1, t.id)).label("gewijzigd"),
        t.gemeente,
        t.aanbieder,
        t.categorie,
        t.code,
    ]
    lid = cast(t.toewijzing_nummer, Text) + ":" + cast(t.id, Text)
    waar = [
        t.ingangsdatum <= tot_en_met,
        or_(t.einddatum >= vanaf, t.einddatum.is_(None)),
        t.verwijderd.is_(False),
    ]
    waar += [] if aanbieder is None else [t.aanbieder == aanbieder]
    waar += [] if gemeente is None else [t.gemeente == gemeente]
    lopend = (
        select(*sleutel, t.toewijzing_nummer, lid.label("lid"))
        .outerjoin(wachtend, wachtend.c.toewijzing_id == t.id)
        .where(*waar)
        .subquery()
        .c
    )
    samen = [lopend[kolom.name] for kolom in sleutel]
    leden = (func.min(lopend.toewijzing_nummer), func.count(), _opgesomd(conn, lopend.lid))
    for (
        staat_,
        wacht,
        begint,
        eindigt,
        verzonden,
        gewijzigd,
        bij,
        van,
        categorie,
        code,
        nummer,
        aantal,
        tekst,
    ) in conn.execute(select(*samen, *leden).group_by(*samen)):
        een = ToegewezenProduct(bij, nummer, van, categorie, code, begint, eindigt)
        yield Gelijke(een, verzonden, gewijzigd, _maanden(staat_) | _maanden(wacht), aantal, tekst)


def _opgesomd(conn: Connection, kolom: ColumnElement[Any]) -> ColumnElement[str]:
    """What is in a group as text, with commas: a row for each would take longer than finding them."""
    tekst = cast(kolom, Text)
    return func.group_concat(tekst) if conn.dialect.name == "sqlite" else func.string_agg(tekst, ",")


# Thousands of toewijzingen share some dozens of these texts.
@lru_cache(maxsize=1024)
def _maanden(dagen: str | None) -> frozenset[date]:
    return frozenset(eerste_dag(date.fromisoformat(dag)) for dag in dagen.split(",")) if dagen else frozenset()
