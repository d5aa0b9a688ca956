"""The cost statement of one gemeente on the screen: by month, down to the line, and against the begroting.

Who works for the region chooses a gemeente. Nothing here names a jeugdige. Amounts are signed eurocents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from backoffice.services import gemeenteoverzicht
from backoffice.services.gemeenteoverzicht import Gemeenteoverzicht, Regio
from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.kostenoverzicht import Aard, Bedragen, Kostenregel, aard_van
from backoffice.services.tabelvormen import Tabel
from backoffice.services.werkplek import Werkplek
from backoffice.storage import kosten
from backoffice.storage.database import lezen
from backoffice.storage.verrekening import Paarsom
from backoffice.storage.views.kosten import LastRij, VerrekenRij, lees_lasten, lees_verrekenposten
from backoffice.toegang.rechten import Bezoeker
from ijw import codelijsten

PER_PAGINA: Final = 100


@dataclass(frozen=True, slots=True)
class Maandkosten:
    """What a gemeente bears of one month by how it came to it, what that is together, and what it advanced."""

    maand: date
    eigen: int
    gedeeld: int
    verrekening_in: int
    kosten: int
    verrekening_uit: int


@dataclass(frozen=True, slots=True)
class Productkosten:
    """What a gemeente bears of one product of one aanbieder in one month of delivery."""

    aanbieder: str
    naam: str
    categorie: str
    code: str
    prestaties: int
    bedrag: int


@dataclass(frozen=True, slots=True)
class Last:
    """A line of cost with how it comes to the gemeente."""

    rij: LastRij
    aard: Aard


def regio(werkplek: Werkplek, peilmaand: date) -> Regio:
    """The statements of the region, with neither aanbieders nor codes."""
    return gemeenteoverzicht.maak_regio(werkplek.engine, peilmaand, per_product=False)


def kies(bezoeker: Bezoeker, gemeente: str) -> str | None:
    """Whose statement is shown: one's own, or the one that somebody of the region names; None for all."""
    eigen = bezoeker.bereik.gemeente
    bestaat = gemeente in codelijsten.lees(codelijsten.GEMEENTEN).waarden
    if gemeente and (not bestaat or eigen not in (None, gemeente)):
        raise NietGevonden(f"Van gemeente {gemeente[:4]} zijn er geen kosten die u mag zien.")
    return eigen or gemeente or None


def eis(bezoeker: Bezoeker, gemeente: str) -> str:
    """Whose statement is shown, where one gemeente must be chosen; NietGevonden when none is."""
    gekozen = kies(bezoeker, gemeente)
    if gekozen is None:
        raise NietGevonden("Kies eerst een gemeente.")
    return gekozen


def namen(werkplek: Werkplek) -> dict[str, str]:
    """What aanbieders are called."""
    with lezen(werkplek.engine) as conn:
        return kosten.lees_namen(conn)


def overzicht(
    werkplek: Werkplek, gemeente: str, peilmaand: date, *, per_product: bool = False
) -> Gemeenteoverzicht:
    """The statement of a gemeente; an empty one when it has no cost and no begroting."""
    return gemeenteoverzicht.maak_gemeente(werkplek.engine, gemeente, peilmaand, per_product=per_product)


def per_maand(van: Gemeenteoverzicht, welke: Callable[[Kostenregel], date]) -> list[Maandkosten]:
    """The statement by the month that `welke` names, oldest first."""
    regels: defaultdict[date, list[Kostenregel]] = defaultdict(list)
    uit: defaultdict[date, list[Kostenregel]] = defaultdict(list)
    for verzameld, lijst in ((regels, van.regels), (uit, van.verrekening_uit)):
        for regel in lijst:
            verzameld[welke(regel)].append(regel)
    return [
        Maandkosten(maand, *gemeenteoverzicht.bedragen_van(regels[maand], uit[maand]))
        for maand in sorted(regels.keys() | uit.keys())
    ]


def per_product(werkplek: Werkplek, gemeente: str, leveringsmaand: date) -> list[Productkosten]:
    """What a month of delivery cost, per aanbieder and product, the largest amount first."""
    with lezen(werkplek.engine) as conn:
        rijen = list(kosten.lees_kosten(conn, van=leveringsmaand, tot_en_met=leveringsmaand, gemeente=gemeente))
        heten = kosten.lees_namen(conn)
    sommen: defaultdict[tuple[str, str, str], Bedragen] = defaultdict(Bedragen)
    for rij in rijen:
        if rij.gemeente == gemeente:
            product = rij.aanbieder, rij.categorie, rij.code
            sommen[product] = sommen[product].plus(Bedragen(rij.aantal, rij.debet, rij.credit))
    gevonden = [
        Productkosten(aanbieder, heten.get(aanbieder, ""), categorie, code, som.aantal, som.netto)
        for (aanbieder, categorie, code), som in sommen.items()
    ]
    return sorted(gevonden, key=lambda een: (-een.bedrag, een.aanbieder, een.code))


def lasten(
    werkplek: Werkplek, gemeente: str, leveringsmaand: date, aanbieder: str, code: str, na: int | None = None
) -> Pagina[Last]:
    """The lines behind one amount, newest first."""
    with lezen(werkplek.engine) as conn:
        rijen = lees_lasten(conn, gemeente, leveringsmaand, aanbieder, code, aantal=PER_PAGINA + 1, na=na)
    gevonden = [Last(rij, aard_van(gemeente, rij.debiteur, rij.gedeeld)) for rij in rijen]
    return pagina(gevonden, PER_PAGINA, lambda last: last.rij.boeking_id)


def verrekenposten(
    werkplek: Werkplek, bezoeker: Bezoeker, betaalt: str, ontvangt: str, na: int | None = None
) -> Pagina[VerrekenRij]:
    """What one gemeente owes another, line by line; NietGevonden when it concerns neither of one's own."""
    if bezoeker.bereik.gemeente not in (None, betaalt, ontvangt):
        raise NietGevonden("Deze verrekening is er niet, of gaat niet over uw organisatie.")
    with lezen(werkplek.engine) as conn:
        rijen = lees_verrekenposten(conn, bezoeker.bereik, betaalt, ontvangt, aantal=PER_PAGINA + 1, na=na)
    return pagina(rijen, PER_PAGINA, lambda rij: rij.id)


def verrekeningstabel(paren: Sequence[Paarsom]) -> list[Tabel]:
    """The pairs as a table, to check against one's own books."""
    rijen = [(een.betaalt, een.ontvangt, str(een.prestaties), een.bedrag) for een in paren]
    totaal = ("totaal", "", "", sum(een.bedrag for een in paren))
    return [Tabel("verrekeningen", ("betaalt", "ontvangt", "prestaties", "bedrag"), rijen, totaal)]
