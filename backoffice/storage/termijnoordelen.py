"""The agreed term in the database: what a prestatie is judged by beyond its own message, and what was judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from backoffice.declaraties.termijn import Afkeur, Indiening, Toewijzingsversie, Uitkomst
from backoffice.declaraties.termijntoets import EerdereAfkeur, EerdereToekenning, Toewijzingsmaand
from backoffice.storage.bulk import voeg_toe
from backoffice.storage.direct import lees
from backoffice.storage.tabellen import (
    afgekeurde_indiening,
    bericht,
    declaratie,
    prestatie,
    termijnoordeel,
    toewijzing,
    toewijzing_versie,
    uitgaand,
)
from backoffice.storage.zoeken import in_lijst

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


_VERSIES = (
    select(
        toewijzing_versie.c.toewijzing_id,
        toewijzing_versie.c.ingangsdatum,
        toewijzing_versie.c.einddatum,
        toewijzing_versie.c.versie,
        toewijzing_versie.c.eerste_verzonden,
        bericht.c.dagtekening,
        uitgaand.c.aangemaakt_op,
    )
    .outerjoin(bericht, bericht.c.id == toewijzing_versie.c.bericht_id)
    .outerjoin(uitgaand, uitgaand.c.id == toewijzing_versie.c.uitgaand_id)
    .where(in_lijst(toewijzing_versie.c.toewijzing_id, "toewijzingen"), toewijzing_versie.c.verwijderd.is_(False))
)


def versies_van(conn: Connection, toewijzingen: Mapping[int, int]) -> dict[int, tuple[Toewijzingsversie, ...]]:
    """Every JW301 line of these toewijzingen (number by id), by number: when it was sent and what it grants."""
    versies: dict[int, list[Toewijzingsversie]] = defaultdict(list)
    for id_, begin, eind, nummer, eerste, dagtekening, aangemaakt_op in conn.execute(
        _VERSIES, {"toewijzingen": toewijzingen}
    ):
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
        grens = _ALLES if zonder is None else zonder
        _laad_beoordeelde(conn, maanden, toewijzing_id, grens, afkeuren, toekenningen)
        _laad_zonder_toewijzing(conn, aanbieder, maanden, toewijzing_id, grens, afkeuren)
        _laad_afgekeurde(conn, gemeente, aanbieder, maanden, grens, afkeuren)
    return Geschiedenis(afkeuren, toekenningen)


_ALLES = 2**63 - 1
"""Above the id of any message."""
_VOOR = bericht.c.id < bindparam("zonder")
_BEOORDEELDE = (
    select(
        prestatie.c.toewijzing_nummer,
        prestatie.c.begindatum,
        prestatie.c.categorie,
        prestatie.c.code,
        prestatie.c.referentie,
        prestatie.c.bedrag,
        prestatie.c.toegekend,
        prestatie.c.gecrediteerd_door,
        bericht.c.dagtekening,
        bericht.c.ontvangen_op,
        uitgaand.c.aangemaakt_op,
        termijnoordeel.c.uitkomst,
    )
    .join(declaratie, declaratie.c.id == prestatie.c.declaratie_id)
    .join(bericht, bericht.c.id == declaratie.c.bericht_id)
    .join(uitgaand, uitgaand.c.bericht_id == bericht.c.id)
    .outerjoin(
        termijnoordeel,
        (termijnoordeel.c.prestatie_id == prestatie.c.id) & (termijnoordeel.c.gevolg != "aanhouden"),
    )
    .where(
        in_lijst(prestatie.c.toewijzing_id, "toewijzingen"),
        prestatie.c.begindatum >= bindparam("vanaf"),
        prestatie.c.vorige_referentie.is_(None),
        _VOOR,
    )
    .order_by(prestatie.c.id)
)


def _laad_beoordeelde(
    conn: Connection,
    maanden: Collection[Toewijzingsmaand],
    toewijzing_id: Mapping[int, int],
    zonder: int,
    afkeuren: dict[Toewijzingsmaand, list[EerdereAfkeur]],
    toekenningen: dict[Toewijzingsmaand, list[EerdereToekenning]],
) -> None:
    waarden = {
        "toewijzingen": {
            toewijzing_id[m.toewijzing_nummer] for m in maanden if m.toewijzing_nummer in toewijzing_id
        },
        "vanaf": min(m.maand for m in maanden),
        "zonder": zonder,
    }
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
    ) in lees(conn, _BEOORDEELDE, waarden):
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


_ZONDER_TOEWIJZING = (
    select(
        toewijzing.c.toewijzing_nummer,
        prestatie.c.begindatum,
        prestatie.c.categorie,
        prestatie.c.code,
        bericht.c.dagtekening,
        bericht.c.ontvangen_op,
        uitgaand.c.aangemaakt_op,
    )
    .select_from(prestatie)
    .join(
        toewijzing,
        (toewijzing.c.client_id == prestatie.c.client_id) & (toewijzing.c.aanbieder == prestatie.c.aanbieder),
    )
    .join(declaratie, declaratie.c.id == prestatie.c.declaratie_id)
    .join(bericht, bericht.c.id == declaratie.c.bericht_id)
    .join(uitgaand, uitgaand.c.bericht_id == bericht.c.id)
    .where(
        prestatie.c.aanbieder == bindparam("aanbieder"),
        prestatie.c.toegekend.is_(False),
        prestatie.c.toewijzing_id.is_(None),
        prestatie.c.vorige_referentie.is_(None),
        prestatie.c.begindatum >= bindparam("vanaf"),
        in_lijst(toewijzing.c.id, "toewijzingen"),
        _VOOR,
    )
    .order_by(prestatie.c.id)
)


def _laad_zonder_toewijzing(
    conn: Connection,
    aanbieder: str,
    maanden: Collection[Toewijzingsmaand],
    toewijzing_id: Mapping[int, int],
    zonder: int,
    afkeuren: dict[Toewijzingsmaand, list[EerdereAfkeur]],
) -> None:
    """What was rejected for a number that is no toewijzing of the cliënt; it counts for each that she has."""
    waarden = {
        "aanbieder": aanbieder,
        "toewijzingen": {
            toewijzing_id[m.toewijzing_nummer] for m in maanden if m.toewijzing_nummer in toewijzing_id
        },
        "vanaf": min(m.maand for m in maanden),
        "zonder": zonder,
    }
    for nummer, begin, categorie, code, dag, op, antwoord in lees(conn, _ZONDER_TOEWIJZING, waarden):
        maand = Toewijzingsmaand(nummer, begin.replace(day=1))
        if maand in maanden:
            afkeur = Afkeur(Indiening(dag, _dag(op)), _dag(antwoord), technisch=False)
            afkeuren[maand].append(EerdereAfkeur(categorie, code, afkeur, onbekend_nummer=True))


_AFGEKEURDE = (
    select(
        afgekeurde_indiening.c.toewijzing_nummer,
        afgekeurde_indiening.c.begindatum,
        afgekeurde_indiening.c.categorie,
        afgekeurde_indiening.c.code,
        bericht.c.dagtekening,
        bericht.c.ontvangen_op,
        uitgaand.c.aangemaakt_op,
    )
    .join(bericht, bericht.c.id == afgekeurde_indiening.c.bericht_id)
    .join(uitgaand, uitgaand.c.bericht_id == bericht.c.id)
    .where(
        in_lijst(afgekeurde_indiening.c.toewijzing_nummer, "nummers"),
        afgekeurde_indiening.c.begindatum >= bindparam("vanaf"),
        bericht.c.afzender == bindparam("aanbieder"),
        bericht.c.ontvanger == bindparam("gemeente"),
        _VOOR,
    )
    .order_by(afgekeurde_indiening.c.bericht_id, afgekeurde_indiening.c.nummer)
)


def _laad_afgekeurde(
    conn: Connection,
    gemeente: str,
    aanbieder: str,
    maanden: Collection[Toewijzingsmaand],
    zonder: int,
    afkeuren: dict[Toewijzingsmaand, list[EerdereAfkeur]],
) -> None:
    waarden = {
        "nummers": {m.toewijzing_nummer for m in maanden},
        "vanaf": min(m.maand for m in maanden),
        "aanbieder": aanbieder,
        "gemeente": gemeente,
        "zonder": zonder,
    }
    for nummer, begin, categorie, code, dag, op, antwoord in lees(conn, _AFGEKEURDE, waarden):
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
