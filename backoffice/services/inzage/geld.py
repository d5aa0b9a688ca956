"""What care costs: the statement of a gemeente, its begroting, verrekeningen and books, as far as one may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from backoffice.ledger.aansluiting import Niveau
from backoffice.services import gemeenteoverzicht, grootboek, herrouteer
from backoffice.services.gemeenteoverzicht import Gemeenteoverzicht
from backoffice.services.grootboek import Aansluiting
from backoffice.services.inzage.pagina import NietGevonden
from backoffice.services.werkplek import Werkplek
from backoffice.services.wie_betaalt import wie_betaalt
from backoffice.storage import begroting
from backoffice.storage.begroting import Begroting
from backoffice.storage.database import lezen
from backoffice.storage.grootboek import Saldo
from backoffice.storage.verrekening import Paarsom
from backoffice.storage.views import prestaties_op_referentie
from backoffice.toegang.rechten import Bezoeker


@dataclass(frozen=True, slots=True)
class Kosten:
    """The statements of the gemeenten that may be seen, over the months of delivery through `peilmaand`."""

    peilmaand: date
    gemeenten: tuple[Gemeenteoverzicht, ...]
    namen: Mapping[str, str]


def kosten(werkplek: Werkplek, bezoeker: Bezoeker, peilmaand: date) -> Kosten:
    """What each gemeente of the bereik bears in the year through a month; Kostenverschil when the books differ."""
    regio = gemeenteoverzicht.maak_regio(werkplek.engine, peilmaand, per_product=False)
    eigen = tuple(een for een in regio.gemeenten if _mag(bezoeker, een.gemeente))
    return Kosten(peilmaand, eigen, regio.namen)


def kosten_van(werkplek: Werkplek, bezoeker: Bezoeker, gemeente: str, peilmaand: date) -> Gemeenteoverzicht:
    """The statement of one gemeente; NietGevonden outside the bereik, or when nothing was booked for it."""
    if _mag(bezoeker, gemeente):
        een = gemeenteoverzicht.maak_gemeente(werkplek.engine, gemeente, peilmaand)
        if een.regels or een.verrekening_uit or een.vergelijking:
            return een
    raise NietGevonden(f"Van gemeente {gemeente} zijn er tot en met {peilmaand:%m-%Y} geen kosten die u mag zien.")


def begrotingen(werkplek: Werkplek, bezoeker: Bezoeker, jaar: int) -> dict[str, Begroting]:
    """The begroting of each gemeente of the bereik for a year."""
    with lezen(werkplek.engine) as conn:
        gevonden = begroting.lees(conn, jaar)
    return {gemeente: een for gemeente, een in sorted(gevonden.items()) if _mag(bezoeker, gemeente)}


def verrekeningen(werkplek: Werkplek, bezoeker: Bezoeker, van: date, tot_en_met: date) -> list[Paarsom]:
    """What gemeenten owe each other over book months (by their first day), as far as it concerns the bereik."""
    return [
        paar
        for paar in herrouteer.afrekening(werkplek, van, tot_en_met)
        if _mag(bezoeker, paar.betaalt) or _mag(bezoeker, paar.ontvangt)
    ]


def proefbalans(werkplek: Werkplek, bezoeker: Bezoeker, van: date, tot_en_met: date) -> tuple[Saldo, ...]:
    """The balances over book months; for a gemeente those that are about the gemeente itself."""
    saldi = grootboek.maak_proefbalans(werkplek.engine, van, tot_en_met).saldi
    return tuple(saldo for saldo in saldi if _mag(bezoeker, saldo.partij))


def aansluiting(werkplek: Werkplek, bezoeker: Bezoeker) -> Aansluiting:
    """What was declared, decided, booked and paid per gemeente and aanbieder, and what does not agree."""
    alles = grootboek.maak_aansluiting(werkplek.engine, Niveau.AANBIEDER)
    if bezoeker.bereik.gemeente is None:
        return alles
    eigen = tuple(rij for rij in alles.rijen if _mag(bezoeker, rij.sleutel[0]))
    return Aansluiting(eigen, tuple(zin for rij in eigen for zin in rij.stand.verschillen()))


def wie_draagt(werkplek: Werkplek, bezoeker: Bezoeker, aanbieder: str, referentie: str, nu: datetime) -> list[str]:
    """Who bears a prestatie and why, in Dutch; NietGevonden outside the bereik. Looking is recorded."""
    with lezen(werkplek.engine) as conn:
        bekend = prestaties_op_referentie.is_er(conn, bezoeker.bereik, aanbieder, referentie)
    verhalen = wie_betaalt(werkplek, referentie, aanbieder, nu, bezoeker.naam) if bekend else []
    if not verhalen:
        raise NietGevonden(f"Er is geen toegekende prestatie {referentie} van {aanbieder} die u mag zien.")
    return verhalen


def _mag(bezoeker: Bezoeker, gemeente: str) -> bool:
    return bezoeker.bereik.gemeente in (None, gemeente)
