"""What care costs: the statement of a gemeente, its begroting, verrekeningen and books, as far as one may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from backoffice.ledger.aansluiting import Niveau, Regel, tel_op
from backoffice.services import gemeenteoverzicht, grootboek, herrouteer
from backoffice.services.gemeenteoverzicht import Gemeenteoverzicht
from backoffice.services.grootboek import Aansluiting
from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.werkplek import Werkplek
from backoffice.services.wie_betaalt import wie_betaalt
from backoffice.storage import begroting
from backoffice.storage.begroting import Begroting
from backoffice.storage.database import lezen
from backoffice.storage.grootboek import Partijsaldo, Saldo, lees_partijsaldi
from backoffice.storage.verrekening import Paarsom
from backoffice.storage.views import prestaties_op_referentie
from backoffice.storage.views.aansluiting import Berichtstand, lees_berichten, lees_standen
from backoffice.toegang.rechten import Bezoeker
from ijw import codelijsten

_BERICHTEN: Final = 25
"""Messages on one page of the reconciliation: the lines of each are added up again."""


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
    if _mag(bezoeker, gemeente) and gemeente in codelijsten.lees(codelijsten.GEMEENTEN).waarden:
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
    return grootboek.maak_proefbalans(werkplek.engine, van, tot_en_met, bezoeker.bereik.gemeente).saldi


def partijsaldi(werkplek: Werkplek, bezoeker: Bezoeker, van: date, tot_en_met: date) -> list[Partijsaldo]:
    """As `proefbalans`, per account and party alone."""
    with lezen(werkplek.engine) as conn:
        return lees_partijsaldi(conn, van, tot_en_met, bezoeker.bereik.gemeente)


def aansluiting(
    werkplek: Werkplek, bezoeker: Bezoeker, niveau: Niveau = Niveau.AANBIEDER, gemeente: str | None = None
) -> Aansluiting:
    """What was answered beside what the books say of it, per gemeente or aanbieder; of one gemeente when named.

    Quick, however much there is: `grootboek.maak_aansluiting` looks whether the lines say the same. Raises
    NietGevonden for a gemeente outside the bereik.
    """
    if gemeente is not None and not _mag(bezoeker, gemeente):
        raise NietGevonden(f"Van gemeente {gemeente[:4]} is er geen aansluiting die u mag zien.")
    with lezen(werkplek.engine) as conn:
        standen = tel_op(lees_standen(conn, gemeente or bezoeker.bereik.gemeente), Niveau.AANBIEDER)
    rijen = [Regel(sleutel, standen[sleutel]) for sleutel in sorted(standen)]
    return Aansluiting(
        tuple(rij for rij in rijen if len(rij.sleutel) == niveau),
        tuple(f"{' '.join(rij.sleutel)}: {zin}" for rij in rijen for zin in rij.stand.verschillen()),
    )


def aansluiting_berichten(
    werkplek: Werkplek, bezoeker: Bezoeker, gemeente: str, aanbieder: str, na: int | None = None
) -> Pagina[Berichtstand]:
    """What became of the declaraties of an aanbieder at a gemeente, newest first; else NietGevonden."""
    van = gemeente or bezoeker.bereik.gemeente or ""
    if not _mag(bezoeker, van):
        raise NietGevonden(f"Van gemeente {van[:4]} is er geen aansluiting die u mag zien.")
    with lezen(werkplek.engine) as conn:
        rijen = lees_berichten(conn, van, aanbieder, aantal=_BERICHTEN + 1, na=na)
    return pagina(rijen, _BERICHTEN, lambda rij: rij.declaratie_id)


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
