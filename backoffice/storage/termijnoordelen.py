"""The agreed term in the database: what a prestatie is judged by beyond its own message, and what was judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from backoffice.declaraties.termijn import Afkeur, Indiening, Toewijzingsversie, Uitkomst
from backoffice.declaraties.termijntoets import EerdereAfkeur, EerdereToekenning, Toewijzingsmaand
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.tabellen import (
    afgekeurde_indiening,
    bericht,
    declaratie,
    prestatie,
    termijnoordeel,
    toewijzing_versie,
    uitgaand,
)
from backoffice.storage.zoeken import een_van

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")
GEEN = "geen"
"""Stands in the database for a judgement from which nothing follows."""


class Geschiedenis(NamedTuple):
    """Earlier attempts per month of a toewijzing: those that were rejected, and the debets that were approved."""

    afkeuren: Mapping[Toewijzingsmaand, list[EerdereAfkeur]]
    toekenningen: Mapping[Toewijzingsmaand, list[EerdereToekenning]]


class Termijnrij(NamedTuple):
    """One judgement as it is kept; `gevolg` is "geen" where nothing follows."""

    prestatie_id: int
    gevolg: str
    uitkomst: str
    peildatum: date
    uiterste_datum: date
    hersteldatum: date | None
    verzonden: date | None
    contract: str
    contractversie: int
    zin: str


def versies_van(conn: Connection, toewijzingen: Mapping[int, int]) -> dict[int, tuple[Toewijzingsversie, ...]]:
    """Every JW301 line of these toewijzingen (number by id), by number: when it was sent and what it grants."""
    v = toewijzing_versie.c
    vraag = (
        select(
            v.toewijzing_id,
            v.ingangsdatum,
            v.einddatum,
            v.versie,
            v.eerste_verzonden,
            bericht.c.dagtekening,
            uitgaand.c.aangemaakt_op,
        )
        .outerjoin(bericht, bericht.c.id == v.bericht_id)
        .outerjoin(uitgaand, uitgaand.c.id == v.uitgaand_id)
        .where(een_van(conn, v.toewijzing_id, toewijzingen), v.verwijderd.is_(False))
    )
    versies: dict[int, list[Toewijzingsversie]] = defaultdict(list)
    for id_, begin, eind, nummer, eerste, dagtekening, aangemaakt_op in conn.execute(vraag):
        verzonden = eerste if nummer == 1 else dagtekening or _dag(aangemaakt_op)
        versies[toewijzingen[id_]].append(Toewijzingsversie(verzonden, begin, eind))
    return {nummer: tuple(lijst) for nummer, lijst in versies.items()}


def laad_geschiedenis(
    conn: Connection,
    gemeente: str,
    aanbieder: str,
    maanden: Collection[Toewijzingsmaand],
    toewijzing_id: Mapping[int, int],
    zonder: int | None = None,
) -> Geschiedenis:
    """The earlier attempts in these months, oldest first; nothing is asked when there are none.

    Messages from `zonder` on (an id) are left out, as are those that were not answered yet.
    """
    afkeuren: dict[Toewijzingsmaand, list[EerdereAfkeur]] = defaultdict(list)
    toekenningen: dict[Toewijzingsmaand, list[EerdereToekenning]] = defaultdict(list)
    if maanden:
        _laad_beoordeelde(conn, maanden, toewijzing_id, zonder, afkeuren, toekenningen)
        _laad_afgekeurde(conn, gemeente, aanbieder, maanden, zonder, afkeuren)
    return Geschiedenis(afkeuren, toekenningen)


def _laad_beoordeelde(
    conn: Connection,
    maanden: Collection[Toewijzingsmaand],
    toewijzing_id: Mapping[int, int],
    zonder: int | None,
    afkeuren: dict[Toewijzingsmaand, list[EerdereAfkeur]],
    toekenningen: dict[Toewijzingsmaand, list[EerdereToekenning]],
) -> None:
    p, t = prestatie.c, termijnoordeel.c
    ids = {toewijzing_id[m.toewijzing_nummer] for m in maanden if m.toewijzing_nummer in toewijzing_id}
    vraag = (
        select(
            p.toewijzing_nummer,
            p.begindatum,
            p.categorie,
            p.code,
            p.referentie,
            p.bedrag,
            p.toegekend,
            p.gecrediteerd_door,
            bericht.c.dagtekening,
            bericht.c.ontvangen_op,
            uitgaand.c.aangemaakt_op,
            t.uitkomst,
        )
        .join(declaratie, declaratie.c.id == p.declaratie_id)
        .join(bericht, bericht.c.id == declaratie.c.bericht_id)
        .join(uitgaand, uitgaand.c.bericht_id == bericht.c.id)
        .outerjoin(termijnoordeel, (t.prestatie_id == p.id) & (t.gevolg != "aanhouden"))
        .where(
            een_van(conn, p.toewijzing_id, ids),
            p.begindatum >= min(m.maand for m in maanden),
            p.vorige_referentie.is_(None),
        )
        .order_by(p.id)
    )
    if zonder is not None:
        vraag = vraag.where(bericht.c.id < zonder)
    for (
        nummer,
        begin,
        categorie,
        code,
        referentie,
        bedrag,
        toegekend,
        door,
        dag,
        op,
        antwoord,
        uitkomst,
    ) in conn.execute(vraag):
        maand = Toewijzingsmaand(nummer, begin.replace(day=1))
        if maand not in maanden:
            continue
        indiening = Indiening(dag, _dag(op))
        if toegekend:
            was = None if uitkomst is None else Uitkomst(uitkomst)
            toekenningen[maand].append(
                EerdereToekenning(referentie, categorie, code, bedrag, indiening, door is not None, was)
            )
        else:
            afkeuren[maand].append(
                EerdereAfkeur(categorie, code, Afkeur(indiening, _dag(antwoord), technisch=False))
            )


def _laad_afgekeurde(
    conn: Connection,
    gemeente: str,
    aanbieder: str,
    maanden: Collection[Toewijzingsmaand],
    zonder: int | None,
    afkeuren: dict[Toewijzingsmaand, list[EerdereAfkeur]],
) -> None:
    a = afgekeurde_indiening.c
    vraag = (
        select(
            a.toewijzing_nummer,
            a.begindatum,
            a.categorie,
            a.code,
            bericht.c.dagtekening,
            bericht.c.ontvangen_op,
            uitgaand.c.aangemaakt_op,
        )
        .join(bericht, bericht.c.id == a.bericht_id)
        .join(uitgaand, uitgaand.c.bericht_id == bericht.c.id)
        .where(
            een_van(conn, a.toewijzing_nummer, {m.toewijzing_nummer for m in maanden}),
            a.begindatum >= min(m.maand for m in maanden),
            bericht.c.afzender == aanbieder,
            bericht.c.ontvanger == gemeente,
        )
        .order_by(a.bericht_id, a.nummer)
    )
    if zonder is not None:
        vraag = vraag.where(bericht.c.id < zonder)
    for nummer, begin, categorie, code, dag, op, antwoord in conn.execute(vraag):
        maand = Toewijzingsmaand(nummer, begin.replace(day=1))
        if maand in maanden:
            afkeur = Afkeur(Indiening(dag, _dag(op)), _dag(antwoord), technisch=True)
            afkeuren[maand].append(EerdereAfkeur(categorie, code, afkeur))


def bewaar_termijnoordelen(conn: Connection, rijen: Sequence[tuple[Any, ...]]) -> None:
    """Keep the judgements on the prestaties of one message, each in the order of Termijnrij."""
    voeg_toe(conn, termijnoordeel, Termijnrij._fields, rijen)


def bewaar_afgekeurde(conn: Connection, bericht_id: int, lijnen: Iterable[tuple[int, str, str, date]]) -> None:
    """Keep the lines of a declaratie that was refused as a whole: toewijzing, categorie, code and begin."""
    voeg_toe(
        conn,
        afgekeurde_indiening,
        ("bericht_id", "nummer", "toewijzing_nummer", "categorie", "code", "begindatum"),
        [(bericht_id, nummer, *lijn) for nummer, lijn in enumerate(lijnen, 1)],
    )


def _dag(moment: datetime) -> date:
    """The Dutch calendar day of a moment."""
    return moment.astimezone(_AMSTERDAM).date()
