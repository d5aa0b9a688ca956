"""The back-test of the estimate: what it was on days that are past, beside what was declared after them.

Each estimate is made again with what was known on its day: the toewijzingen and contracts as they were, and what
had been received. So it is the estimate that somebody would have seen, and not one that knows the outcome.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from backoffice.contracts.afspraken import Afspraken
from backoffice.fouten import BackofficeError
from backoffice.ledger.perioden import maand_na
from backoffice.services.tabelvormen import Tabel
from backoffice.services.termijnwacht import TERUG
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.openstaand import Lopend
from backoffice.settlement.schatting import Toetsing, Venster, kwam_binnen, schat
from backoffice.storage import contracten, termijnoordelen, termijnwacht
from backoffice.storage.database import lezen
from ijw.rekenen import eerste_dag, laatste_dag


class NietTerugTeKijken(BackofficeError):
    """There is no day to look back from; the text says why."""


@dataclass(frozen=True, slots=True)
class Terugblik:
    """Estimates of care delivered from one day through another, by day of estimate and gemeente.

    What came in is counted through `tot_en_met`.
    """

    van: date
    tot: date
    tot_en_met: date
    dagen: dict[date, dict[str, Toetsing]]

    @property
    def samen(self) -> Toetsing:
        """All estimates together: what is left of the differences is the bias."""
        return _som(toets for per in self.dagen.values() for toets in per.values())

    def van_dag(self, dag: date) -> Toetsing:
        """The estimate of one day over all gemeenten."""
        return _som(self.dagen[dag].values())


def peildagen(van: date, tot: date, tot_en_met: date) -> list[date]:
    """The last days of months on which there was something to estimate and after which something could come in.

    From the first month of delivery on, until three months after the last.
    """
    maand, dagen = eerste_dag(van), []
    while (dag := laatste_dag(maand)) < min(tot_en_met, laatste_dag(tot + timedelta(days=92))):
        dagen.append(dag)
        maand = maand_na(maand)
    return dagen


def kijk_terug(
    werkplek: Werkplek,
    van: date,
    tot: date,
    tot_en_met: date,
    bekend_op: Sequence[date] = (),
    *,
    aanbieder: str | None = None,
    gemeente: str | None = None,
) -> Terugblik:
    """Make the estimates of care delivered on days `van` through `tot` again, as known on each of some past days.

    Without `bekend_op` on the `peildagen`. Raises NietTerugTeKijken when no such day lies before `tot_en_met`.
    """
    dagen = sorted(set(bekend_op)) or peildagen(van, tot, tot_en_met)
    if not dagen or dagen[-1] >= tot_en_met:
        raise NietTerugTeKijken(
            f"Terugkijken kan alleen naar dagen voor {tot_en_met:%d-%m-%Y}, met levering die toen al voorbij was."
        )
    eerste = eerste_dag(dagen[0] - timedelta(days=TERUG))
    uit: dict[date, dict[str, Toetsing]] = {dag: defaultdict(Toetsing) for dag in dagen}
    with lezen(werkplek.engine) as conn:
        toen = {dag: Afspraken(contracten.lees_geldig(conn, aanbieder, _einde(dag))) for dag in dagen}
        for ids in termijnwacht.porties(conn, eerste, tot_en_met, aanbieder, gemeente, ook_vroeger=True):
            goedgekeurd = termijnwacht.ingediend_op(conn, ids, eerste, tot_en_met).goedgekeurd
            nu = _lopend(conn, ids)
            for dag in dagen:
                venster = Venster(eerste_dag(dag - timedelta(days=TERUG)), van, tot)
                geschat = schat(_lopend(conn, ids, _einde(dag)), goedgekeurd, toen[dag], dag, venster=venster)
                per = uit[dag]
                for (code, _), schatting in geschat.items():
                    per[code] = per[code].plus(Toetsing(geschat=schatting.bedrag))
                for (code, _), bedrag in kwam_binnen(nu, goedgekeurd, dag, tot_en_met, venster).items():
                    per[code] = per[code].plus(Toetsing(werkelijk=bedrag))
    return Terugblik(van, tot, tot_en_met, {dag: dict(sorted(per.items())) for dag, per in uit.items()})


def tabel_van(terugblik: Terugblik) -> Tabel:
    """Per day and gemeente the estimate and what came in, per day the region, and all days together."""
    rijen = []
    for dag, per in terugblik.dagen.items():
        rijen += [(f"{dag:%d-%m-%Y}", gemeente, *_cellen(toets)) for gemeente, toets in per.items()]
        rijen.append((f"{dag:%d-%m-%Y}", "regio", *_cellen(terugblik.van_dag(dag))))
    return Tabel(
        "Schatting en wat er binnenkwam",
        ("bekend op", "gemeente", "geschat", "gedeclareerd", "verschil", "verschil %"),
        rijen,
        ("alle dagen", "", *_cellen(terugblik.samen)),
    )


def procent(toets: Toetsing) -> str:
    """The difference as a Dutch percentage with one decimal; empty when nothing came in."""
    promille = toets.promille
    return "" if promille is None else f"{'-' if promille < 0 else ''}{abs(promille) // 10},{abs(promille) % 10} %"


def _cellen(toets: Toetsing) -> tuple[int, int, int, str]:
    return toets.geschat, toets.werkelijk, toets.verschil, procent(toets)


def _som(toetsen: Iterable[Toetsing]) -> Toetsing:
    samen = Toetsing()
    for toets in toetsen:
        samen = samen.plus(toets)
    return samen


def _lopend(conn: Connection, ids: list[int], bekend_op: datetime | None = None) -> list[Lopend]:
    versies = termijnoordelen.versies_van(conn, {nummer: nummer for nummer in ids})
    return [
        Lopend(een.toewijzing, versies.get(een.id, ()))
        for een in termijnwacht.lees_toewijzingen(conn, ids, bekend_op)
    ]


def _einde(dag: date) -> datetime:
    """The last moment of a Dutch day, in UTC."""
    return datetime.combine(dag, time.max, AMSTERDAM).astimezone(UTC)
