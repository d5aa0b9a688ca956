"""The termijnwacht: which prestaties are still expected, by when, and how many euros that may come to."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Declaratietermijn
from backoffice.services.heenbericht import afspraken_van
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.openstaand import Lopend, Stand, Verwacht, verwachte_prestaties
from backoffice.settlement.schatting import (
    RIJPING,
    Gedeclareerd,
    Schatting,
    Toetsing,
    Venster,
    schat,
    toets_schatting,
)
from backoffice.storage import audit, termijnoordelen, termijnwacht
from backoffice.storage.termijnwacht import Lopende
from ijw.feiten import ToegewezenProduct
from ijw.rekenen import eerste_dag

TERUG: Final = 400
"""Days that the termijnwacht looks back by itself: a year, and the month after it to declare in."""

METHODE: Final = (
    "Van elke maand die voorbij is en nog niet is gedeclareerd, telt het deel van de waarde dat dezelfde "
    "aanbieder van eerdere, even lang open maanden alsnog declareerde, getemperd met wat hij van al zijn maanden "
    "na die tijd declareerde. Hoe goed dat klopte: ijw termijnwacht --terugkijken JAAR."
)


def vroegste_maand(dag: date) -> date:
    """The first of the months that are looked at when nobody says from when."""
    return eerste_dag(dag - timedelta(days=TERUG))


class Geschat(NamedTuple):
    """Euros not yet declared, in eurocents, per gemeente and year of delivery.

    `zonder_waarde` counts months of toewijzingen without volume or budget, which cannot be estimated.
    """

    gemeente: str
    leveringsjaar: int
    bedrag: int
    prestaties: int
    zonder_waarde: int


@dataclass(frozen=True, slots=True)
class Overzicht:
    """What is expected on a day, the estimate of it, and how an estimate of RIJPING days earlier turned out."""

    dag: date
    verwacht: tuple[Verwacht, ...]
    schattingen: tuple[Geschat, ...]
    toetsdag: date
    toetsing: Toetsing

    @property
    def aantallen(self) -> dict[Stand, int]:
        """How many expected prestaties there are, by how pressing they are."""
        return {stand: sum(een.stand is stand for een in self.verwacht) for stand in Stand}


def maak_overzicht(
    werkplek: Werkplek,
    dag: date,
    moment: datetime,
    wie: str,
    *,
    aanbieder: str | None = None,
    gemeente: str | None = None,
    vanaf: date | None = None,
) -> Overzicht:
    """What is expected and not declared on a day, of care from `vanaf` on; `moment` (UTC) and `wie` for the audit.

    Looking is an access to the data of the cliënten in the list, and is recorded.
    """
    vanaf = vanaf or vroegste_maand(dag)
    toetsdag = dag - timedelta(days=RIJPING)
    venster = Venster(vanaf)
    verwacht: list[Verwacht] = []
    schattingen: dict[tuple[str, int], Schatting] = {}
    toetsing = Toetsing()
    with werkplek.engine.begin() as conn:
        afspraken = afspraken_van(werkplek, conn, aanbieder)
        clienten: set[int] = set()
        for portie in _porties(werkplek, conn, afspraken, vanaf, dag, aanbieder, gemeente):
            van_wie = {
                (een.toewijzing.gemeente, een.toewijzing.toewijzing_nummer): een.client_id
                for een in portie.lopende
            }
            clienten |= {van_wie[een.gemeente, een.toewijzing_nummer] for een in portie.verwacht}
            lopend, goedgekeurd = portie.lopend, portie.goedgekeurd
            verwacht += portie.verwacht
            for sleutel, deel in schat(lopend, goedgekeurd, afspraken, dag, venster=venster).items():
                schattingen[sleutel] = schattingen.get(sleutel, Schatting()).plus(deel)
            for toets in toets_schatting(lopend, goedgekeurd, afspraken, toetsdag, dag, venster=venster).values():
                toetsing = toetsing.plus(toets)
        leg_inzage_vast(conn, dag, moment, wie, clienten)
    return Overzicht(
        dag,
        tuple(verwacht),
        tuple(Geschat(*sleutel, *deel) for sleutel, deel in sorted(schattingen.items())),
        toetsdag,
        toetsing,
    )


def leg_inzage_vast(conn: Connection, dag: date, moment: datetime, wie: str, clienten: set[int]) -> None:
    """Record that somebody saw what is expected of these cliënten."""
    audit.leg_vast(
        conn,
        tijdstip=moment,
        wie=wie,
        handeling="termijnwacht ingezien",
        doel=f"termijnwacht {dag}",
        clienten=clienten,
    )


def als_csv(verwacht: tuple[Verwacht, ...]) -> str:
    """The list as CSV with semicolons, for an aanbieder to work through."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(
        ("gemeente", "aanbieder", "toewijzing", "van", "tot_en_met", "gestart", "uiterste_datum", "dagen", "stand")
    )
    schrijver.writerows(
        (
            een.gemeente,
            een.aanbieder,
            een.toewijzing_nummer,
            een.begindatum,
            een.einddatum,
            "ja" if een.gestart else "nee",
            een.uiterste_datum or "",
            "" if een.dagen_over is None else een.dagen_over,
            een.stand.value,
        )
        for een in verwacht
    )
    return uit.getvalue()


class _Portie(NamedTuple):
    """Some toewijzingen with what was declared on them, and what is expected."""

    lopende: list[Lopende]
    lopend: list[Lopend]
    goedgekeurd: list[Gedeclareerd]
    verwacht: list[Verwacht]


def _porties(
    werkplek: Werkplek,
    conn: Connection,
    afspraken: Afspraken,
    vanaf: date,
    dag: date,
    aanbieder: str | None,
    gemeente: str | None,
) -> Iterator[_Portie]:
    for ids in termijnwacht.porties(conn, vanaf, dag, aanbieder, gemeente):
        lopende = termijnwacht.lees_toewijzingen(conn, ids)
        lopend = _lopend(conn, lopende, afspraken, dag)
        ingediend = termijnwacht.ingediend_op(conn, ids, vanaf, dag)
        verwacht = verwachte_prestaties(lopend, ingediend.maanden, dag, werkplek.kalender, vanaf)
        yield _Portie(lopende, lopend, ingediend.goedgekeurd, verwacht)


def _lopend(conn: Connection, lopende: list[Lopende], afspraken: Afspraken, dag: date) -> list[Lopend]:
    versies = termijnoordelen.versies_van(conn, {een.id: een.id for een in lopende})
    leveringen = termijnwacht.leveringen_van(conn, lopende)
    return [
        Lopend(
            een.toewijzing,
            versies.get(een.id, ()),
            leveringen[een.id],
            termijnen_van(afspraken, een.toewijzing, dag),
        )
        for een in lopende
    ]


def termijnen_van(afspraken: Afspraken, toewijzing: ToegewezenProduct, dag: date) -> tuple[Declaratietermijn, ...]:
    """The terms of the contract on which a toewijzing was last delivered; none when no product is named."""
    if toewijzing.categorie is None or toewijzing.code is None:
        return ()
    laatste = max(toewijzing.ingangsdatum, min(dag, toewijzing.einddatum or dag))
    afspraak = afspraken.zoek(
        toewijzing.gemeente, toewijzing.aanbieder, toewijzing.categorie, toewijzing.code, laatste
    )
    return () if afspraak is None else afspraken.termijnen(afspraak.contract)
