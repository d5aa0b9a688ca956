"""The termijnwacht: which prestaties are still expected, by when, and how many euros that may come to."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Declaratietermijn
from backoffice.services.heenbericht import afspraken_van
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.openstaand import Lopend, Stand, Verwacht, verwachte_prestaties
from backoffice.settlement.schatting import RIJPING, Gedeclareerd, Toetsing, schat, toets_schatting
from backoffice.storage import audit, contracten, termijnoordelen, termijnwacht
from backoffice.storage.database import lezen
from backoffice.storage.termijnwacht import Lopende
from ijw.feiten import ToegewezenProduct
from ijw.rekenen import eerste_dag

TERUG: Final = 400
"""Days that the termijnwacht looks back by itself: a year, and the month after it to declare in."""

METHODE: Final = (
    "Van elke maand die voorbij is en nog niet is gedeclareerd, telt het deel van de waarde dat dezelfde "
    "aanbieder van eerdere, even lang open maanden alsnog declareerde."
)


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
    toetsdag = dag - timedelta(days=RIJPING)
    with werkplek.engine.begin() as conn:
        kennis = _lees(werkplek, conn, dag, aanbieder, gemeente, vanaf)
        verwacht = kennis.verwacht
        van_wie = {
            (een.toewijzing.gemeente, een.toewijzing.toewijzing_nummer): een.client_id for een in kennis.lopende
        }
        audit.leg_vast(
            conn,
            tijdstip=moment,
            wie=wie,
            handeling="termijnwacht ingezien",
            doel=f"termijnwacht {dag}",
            clienten={van_wie[een.gemeente, een.toewijzing_nummer] for een in verwacht},
        )
    schattingen = schat(kennis.lopend, kennis.goedgekeurd, kennis.afspraken, dag)
    toetsing = toets_schatting(kennis.lopend, kennis.goedgekeurd, kennis.afspraken, toetsdag, dag).values()
    return Overzicht(
        dag,
        tuple(verwacht),
        tuple(Geschat(*sleutel, *schatting) for sleutel, schatting in schattingen.items()),
        toetsdag,
        Toetsing(sum(t.geschat for t in toetsing), sum(t.werkelijk for t in toetsing)),
    )


def tel_dringend(werkplek: Werkplek, dag: date, aanbieder: str) -> int:
    """How many prestaties of an aanbieder are late or due this week; a number tells of nobody."""
    with lezen(werkplek.engine) as conn:
        return sum(een.dringend for een in _lees(werkplek, conn, dag, aanbieder, None, None).verwacht)


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


class _Kennis(NamedTuple):
    """What was read for an overzicht, and what is expected by it."""

    afspraken: Afspraken
    lopende: list[Lopende]
    lopend: list[Lopend]
    goedgekeurd: list[Gedeclareerd]
    verwacht: list[Verwacht]


def _lees(
    werkplek: Werkplek,
    conn: Connection,
    dag: date,
    aanbieder: str | None,
    gemeente: str | None,
    vanaf: date | None,
) -> _Kennis:
    vanaf = vanaf or eerste_dag(dag - timedelta(days=TERUG))
    lopende = termijnwacht.lopende_toewijzingen(conn, vanaf, dag, aanbieder, gemeente)
    if aanbieder is None:
        afspraken = Afspraken(contracten.lees_geldig(conn))
    else:
        afspraken = afspraken_van(werkplek, conn, aanbieder)
    lopend = _lopend(conn, lopende, afspraken, dag)
    ingediend = termijnwacht.ingediend_op(conn, [een.id for een in lopende], dag)
    verwacht = verwachte_prestaties(lopend, ingediend.maanden, dag, werkplek.kalender, vanaf)
    return _Kennis(afspraken, lopende, lopend, ingediend.goedgekeurd, verwacht)


def _lopend(conn: Connection, lopende: list[Lopende], afspraken: Afspraken, dag: date) -> list[Lopend]:
    versies = termijnoordelen.versies_van(conn, {een.id: een.id for een in lopende})
    leveringen = termijnwacht.leveringen_van(conn, lopende)
    return [
        Lopend(
            een.toewijzing,
            versies.get(een.id, ()),
            leveringen[een.id],
            _termijnen(afspraken, een.toewijzing, dag),
        )
        for een in lopende
    ]


def _termijnen(afspraken: Afspraken, toewijzing: ToegewezenProduct, dag: date) -> tuple[Declaratietermijn, ...]:
    """The terms of the contract on which a toewijzing was last delivered; none when no product is named."""
    if toewijzing.categorie is None or toewijzing.code is None:
        return ()
    laatste = max(toewijzing.ingangsdatum, min(dag, toewijzing.einddatum or dag))
    afspraak = afspraken.zoek(
        toewijzing.gemeente, toewijzing.aanbieder, toewijzing.categorie, toewijzing.code, laatste
    )
    return () if afspraak is None else afspraken.termijnen(afspraak.contract)
