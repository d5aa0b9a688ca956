"""The cost statement: what every gemeente bears, per aanbieder, product and month, equal to the bookings.

A statement names no jeugdige. The CSV is UTF-8 with a BOM and semicolons, so that a Dutch Excel opens it
right by a double click; amounts are euros with a comma.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import Engine

from backoffice.fouten import BackofficeError
from backoffice.ledger.boeken import Rekening
from backoffice.services import csvbestand
from backoffice.services.csvbestand import euro_tekst
from backoffice.services.werkboek import Blad, Werkboek
from backoffice.storage import kosten
from backoffice.storage.database import lezen
from ijw import codelijsten

KOLOMMEN: Final = (
    "gemeente",
    "gemeentenaam",
    "aanbieder",
    "aanbiedernaam",
    "productcategorie",
    "productcode",
    "leveringsmaand",
    "ontvangstmaand",
    "contractsoort",
    "gedeclareerd bij",
    "aard",
    "prestaties",
    "toegekend debet",
    "toegekend credit",
    "netto",
)
_TEKSTKOLOMMEN: Final = KOLOMMEN.index("prestaties")


class Kostenverschil(BackofficeError):
    """The statement and the bookings do not say the same; neither may be used before somebody looked."""


class Aard(StrEnum):
    """How cost comes to the gemeente that bears it: declared to it, shared with others, or declared to another."""

    EIGEN = "eigen"
    GEDEELD = "gedeeld"
    VERREKENING = "verrekening"


def aard_van(gemeente: str, debiteur: str, gedeeld: bool) -> Aard:
    """How the cost of a prestatie declared to `debiteur` comes to `gemeente`."""
    if debiteur != gemeente:
        return Aard.VERREKENING
    return Aard.GEDEELD if gedeeld else Aard.EIGEN


class Bedragen(NamedTuple):
    """Prestaties and eurocents: granted, taken back (zero or negative), and their sum."""

    aantal: int = 0
    debet: int = 0
    credit: int = 0

    @property
    def netto(self) -> int:
        """What the gemeente bears."""
        return self.debet + self.credit

    def plus(self, ander: Bedragen) -> Bedragen:
        """Both together."""
        return Bedragen(self.aantal + ander.aantal, self.debet + ander.debet, self.credit + ander.credit)


@dataclass(frozen=True, slots=True)
class Kostenregel:
    """One line of the statement; both months are named by their first day.

    `debiteur` is the gemeente it was declared to, which owes the aanbieder.
    """

    gemeente: str
    aanbieder: str
    categorie: str
    code: str
    leveringsmaand: date
    ontvangstmaand: date
    contractsoort: str
    debiteur: str
    aard: Aard
    bedragen: Bedragen


@dataclass(frozen=True, slots=True)
class Kostenoverzicht:
    """All lines in a fixed order, the names of aanbieders, and the balances of the bookings they equal."""

    regels: tuple[Kostenregel, ...]
    namen: Mapping[str, str]
    saldo_gemeenten: Mapping[str, int]
    saldo_aanbieders: Mapping[str, int]

    def per(self, wat: Callable[[Kostenregel], Any]) -> dict[Any, Bedragen]:
        """Totals by whatever a line is asked for, sorted."""
        totalen: dict[Any, Bedragen] = defaultdict(Bedragen)
        for regel in self.regels:
            totalen[wat(regel)] = totalen[wat(regel)].plus(regel.bedragen)
        return dict(sorted(totalen.items()))

    @property
    def totaal(self) -> Bedragen:
        """Everything together."""
        return som(regel.bedragen for regel in self.regels)

    def van_gemeente(self, gemeente: str) -> tuple[Kostenregel, ...]:
        """The lines of one gemeente."""
        return tuple(regel for regel in self.regels if regel.gemeente == gemeente)


def som(bedragen: Iterable[Bedragen]) -> Bedragen:
    """Add up."""
    totaal = Bedragen()
    for deel in bedragen:
        totaal = totaal.plus(deel)
    return totaal


def maak_overzicht(engine: Engine) -> Kostenoverzicht:
    """Make the statement of all that is booked; Kostenverschil when it does not equal the bookings."""
    with lezen(engine) as conn:
        regels = kostenregels(kosten.lees_kosten(conn))
        saldi = kosten.lees_saldi(conn)
        namen = kosten.lees_namen(conn)
    overzicht = Kostenoverzicht(regels, namen, saldi[Rekening.GEMEENTE.value], saldi[Rekening.AANBIEDER.value])
    _vergelijk("gemeenten", overzicht.per(lambda regel: regel.gemeente), overzicht.saldo_gemeenten, 1)
    _vergelijk("aanbieders", overzicht.per(lambda regel: regel.aanbieder), overzicht.saldo_aanbieders, -1)
    return overzicht


def kostenregels(rijen: Iterable[kosten.Kostenrij]) -> tuple[Kostenregel, ...]:
    """The lines of a statement in their order: what was declared to another is one, shared or not."""
    totalen: dict[tuple[str, str, str, str, date, date, str, str, Aard], Bedragen] = defaultdict(Bedragen)
    for rij in rijen:
        sleutel = (
            rij.gemeente,
            rij.aanbieder,
            rij.categorie,
            rij.code,
            rij.leveringsmaand,
            rij.ontvangstmaand,
            rij.contractsoort,
            rij.debiteur,
            aard_van(rij.gemeente, rij.debiteur, rij.gedeeld),
        )
        totalen[sleutel] = totalen[sleutel].plus(Bedragen(rij.aantal, rij.debet, rij.credit))
    return tuple(Kostenregel(*sleutel, bedragen) for sleutel, bedragen in sorted(totalen.items()))


def _vergelijk(wie: str, kant: Mapping[str, Bedragen], saldi: Mapping[str, int], teken: int) -> None:
    overzicht = {partij: bedragen.netto for partij, bedragen in kant.items()}
    if overzicht != {partij: teken * saldo for partij, saldo in saldi.items()}:
        raise Kostenverschil(
            f"Het kostenoverzicht per {wie} is niet gelijk aan de boekingen. "
            "Gebruik het niet en laat de database nakijken."
        )


def schrijf_csv(overzicht: Kostenoverzicht, regels: Sequence[Kostenregel]) -> bytes:
    """These lines as CSV, with a last line that holds their total."""
    rijen = ((*_teksten(overzicht, regel), *_cijfers(regel.bedragen)) for regel in regels)
    totaal = ("totaal", *[""] * (_TEKSTKOLOMMEN - 1), *_cijfers(som(regel.bedragen for regel in regels)))
    return csvbestand.schrijf([KOLOMMEN, *rijen, totaal])


def _teksten(overzicht: Kostenoverzicht, regel: Kostenregel) -> tuple[str, ...]:
    return (
        regel.gemeente,
        codelijsten.gemeentenaam(regel.gemeente),
        regel.aanbieder,
        overzicht.namen.get(regel.aanbieder, ""),
        regel.categorie,
        regel.code,
        f"{regel.leveringsmaand:%Y-%m}",
        f"{regel.ontvangstmaand:%Y-%m}",
        regel.contractsoort,
        regel.debiteur,
        regel.aard,
    )


def _cijfers(bedragen: Bedragen) -> tuple[str, ...]:
    return (
        str(bedragen.aantal),
        euro_tekst(bedragen.debet),
        euro_tekst(bedragen.credit),
        euro_tekst(bedragen.netto),
    )


# --- Excel ----------------------------------------------------------------------------------------


def schrijf_excel(overzicht: Kostenoverzicht) -> bytes:
    """The whole region as a workbook: totals per gemeente beside the bookings, per month, and all lines."""
    boek = Werkboek(len(overzicht.regels))
    _blad_gemeenten(boek, overzicht)
    _blad(
        boek,
        "per aanbieder",
        ("aanbieder", "aanbiedernaam"),
        [
            ((agb, overzicht.namen.get(agb, "")), bedragen)
            for agb, bedragen in overzicht.per(lambda regel: regel.aanbieder).items()
        ],
    )
    _blad(boek, "per leveringsmaand", ("gemeente", "leveringsmaand"), _per_maand(overzicht, "leveringsmaand"))
    _blad(boek, "per ontvangstmaand", ("gemeente", "ontvangstmaand"), _per_maand(overzicht, "ontvangstmaand"))
    _blad(
        boek,
        "regels",
        KOLOMMEN[:_TEKSTKOLOMMEN],
        [(_teksten(overzicht, regel), regel.bedragen) for regel in overzicht.regels],
    )
    return boek.inhoud()


_Rij = tuple[tuple[str, ...], Bedragen]
_BEDRAGKOLOMMEN: Final = KOLOMMEN[_TEKSTKOLOMMEN:]


def _per_maand(overzicht: Kostenoverzicht, welke: str) -> list[_Rij]:
    totalen = overzicht.per(lambda regel: (regel.gemeente, getattr(regel, welke)))
    return [((gemeente, f"{maand:%Y-%m}"), bedragen) for (gemeente, maand), bedragen in totalen.items()]


def _blad_gemeenten(boek: Werkboek, overzicht: Kostenoverzicht) -> None:
    """Per gemeente the cost, the balance of its account, and the difference, which is zero."""
    koppen = ("gemeente", "gemeentenaam")
    blad = _nieuw_blad(boek, "per gemeente", (*koppen, *_BEDRAGKOLOMMEN, "saldo boekingen", "verschil"))
    for gemeente, bedragen in overzicht.per(lambda regel: regel.gemeente).items():
        saldo = overzicht.saldo_gemeenten[gemeente]
        teksten = (gemeente, codelijsten.gemeentenaam(gemeente))
        blad.schrijf(_rij(teksten, bedragen, saldo, bedragen.netto - saldo))
    saldo = sum(overzicht.saldo_gemeenten.values())
    totaal = overzicht.totaal
    blad.schrijf(_rij(("totaal", ""), totaal, saldo, totaal.netto - saldo), vet=True)


def _blad(boek: Werkboek, naam: str, koppen: tuple[str, ...], rijen: Sequence[_Rij]) -> None:
    blad = _nieuw_blad(boek, naam, (*koppen, *_BEDRAGKOLOMMEN))
    for teksten, bedragen in rijen:
        blad.schrijf(_rij(teksten, bedragen))
    totaal = som(bedragen for _, bedragen in rijen)
    blad.schrijf(_rij(("totaal", *[""] * (len(koppen) - 1)), totaal), vet=True)


def _nieuw_blad(boek: Werkboek, naam: str, koppen: Sequence[str]) -> Blad:
    return boek.blad(naam, koppen, [kop for kop in koppen if kop.endswith("naam")])


def _rij(teksten: Sequence[str], bedragen: Bedragen, *meer: int) -> tuple[str | int | Decimal, ...]:
    centen = (bedragen.debet, bedragen.credit, bedragen.netto, *meer)
    return (*teksten, bedragen.aantal, *(Decimal(bedrag).scaleb(-2) for bedrag in centen))
