"""The cost statement of one gemeente, or of the region: what was delivered in a year, through some month.

Own cost was declared to the gemeente and borne by it alone; shared cost was declared to it and borne with
others; verrekening in was declared to another and is borne here, verrekening uit was declared here and is borne by
another. Own, shared and verrekening in together are what a gemeente bears. Amounts are signed eurocents.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final

from sqlalchemy import Connection, Engine

from backoffice.ledger.begroting import Vergelijking, prognose
from backoffice.services import csvbestand
from backoffice.services.csvbestand import euro_tekst
from backoffice.services.kostenoverzicht import (
    Aard,
    Kostenregel,
    Kostenverschil,
    aard_van,
    kostenregels,
)
from backoffice.services.tabelvormen import Tabel
from backoffice.storage import begroting, kosten
from backoffice.storage.begroting import Begroting
from backoffice.storage.database import lezen
from backoffice.storage.kosten import Lastregel
from ijw import codelijsten

GEEN_BEGROTING: Final = "geen begroting"
ZONDER_CONTRACT: Final = "zonder contract"
REGIO: Final = "regio"


@dataclass(frozen=True, slots=True)
class Gemeenteoverzicht:
    """The statement of one gemeente: its lines, what it advanced for others by month, and its begroting."""

    gemeente: str
    naam: str
    regels: tuple[Kostenregel, ...]
    verrekening_uit: tuple[Kostenregel, ...]
    vergelijking: tuple[Vergelijking, ...]

    @property
    def kosten(self) -> int:
        """What the gemeente bears."""
        return _netto(self.regels)


@dataclass(frozen=True, slots=True)
class Regio:
    """The statements of all gemeenten over months of delivery through `peilmaand`, and what the books say."""

    peilmaand: date
    gemeenten: tuple[Gemeenteoverzicht, ...]
    geboekt: Mapping[str, int]
    namen: Mapping[str, str]

    @property
    def titel(self) -> str:
        """Of which months this is."""
        return f"levering januari tot en met {self.peilmaand:%m-%Y}"


def maak_regio(engine: Engine, peilmaand: date, *, per_product: bool = True) -> Regio:
    """Make the statements for the year of `peilmaand` (first day), of deliveries through that month.

    Not `per_product`, their lines say neither aanbieder nor code. Raises Kostenverschil when the statements
    together are not what was booked.
    """
    januari = peilmaand.replace(month=1)
    with lezen(engine) as conn:
        alles = _lees(conn, peilmaand, None, per_product)
        geboekt = kosten.lees_geleverd(conn, januari, peilmaand)
        begroot = begroting.lees(conn, peilmaand.year)
        namen = kosten.lees_namen(conn)
    regels = [regel for regel in alles if januari <= regel.leveringsmaand <= peilmaand]
    codes = sorted({regel.gemeente for regel in regels} | {regel.debiteur for regel in regels} | begroot.keys())
    gemeenten = tuple(_gemeente(code, alles, peilmaand, begroot.get(code)) for code in codes)
    for gemeente in gemeenten:
        if gemeente.kosten != geboekt.get(gemeente.gemeente, 0):
            raise Kostenverschil(
                f"Het overzicht van gemeente {gemeente.gemeente} is niet gelijk aan de boekingen. "
                "Gebruik het niet en laat de database nakijken."
            )
    return Regio(peilmaand, gemeenten, geboekt, namen)


def maak_gemeente(
    engine: Engine, gemeente: str, peilmaand: date, *, per_product: bool = True
) -> Gemeenteoverzicht:
    """Make the statement of one gemeente as `maak_regio` does; it is empty without cost and begroting."""
    with lezen(engine) as conn:
        regels = _lees(conn, peilmaand, gemeente, per_product)
        begroot = begroting.lees(conn, peilmaand.year)
    return _gemeente(gemeente, regels, peilmaand, begroot.get(gemeente))


def _lees(conn: Connection, peilmaand: date, gemeente: str | None, per_product: bool) -> Sequence[Kostenregel]:
    """What was delivered in the year of `peilmaand` and in the year before it, which the prognose follows."""
    van, tot_en_met = date(peilmaand.year - 1, 1, 1), date(peilmaand.year, 12, 1)
    rijen = kosten.lees_kosten(conn, van=van, tot_en_met=tot_en_met, gemeente=gemeente, per_product=per_product)
    return kostenregels(rijen)


def _gemeente(
    code: str, alles: Sequence[Kostenregel], peilmaand: date, begroot: Begroting | None
) -> Gemeenteoverzicht:
    januari = peilmaand.replace(month=1)
    regels = [regel for regel in alles if januari <= regel.leveringsmaand <= peilmaand]
    eigen = tuple(regel for regel in regels if regel.gemeente == code)
    voor_ander = tuple(regel for regel in regels if regel.debiteur == code != regel.gemeente)
    draagt = [regel for regel in alles if regel.gemeente == code]
    bekend = eigen or voor_ander or begroot is not None
    return Gemeenteoverzicht(
        code,
        codelijsten.gemeentenaam(code),
        eigen,
        voor_ander,
        tuple(_vergelijk(draagt, peilmaand, begroot)) if bekend else (),
    )


def _vergelijk(regels: Iterable[Kostenregel], peilmaand: date, begroot: Begroting | None) -> list[Vergelijking]:
    """Per post of the begroting, and for every post that has cost without one; by categorie without begroting."""
    per_soort = begroot is not None and begroot.indeling == "contractsoort"
    dit: defaultdict[str, defaultdict[date, int]] = defaultdict(lambda: defaultdict(int))
    vorig: defaultdict[str, defaultdict[date, int]] = defaultdict(lambda: defaultdict(int))
    for regel in regels:
        post = regel.contractsoort or ZONDER_CONTRACT if per_soort else regel.categorie
        jaar = {0: dit, 1: vorig}.get(peilmaand.year - regel.leveringsmaand.year)
        if jaar is not None:
            jaar[post][regel.leveringsmaand] += regel.bedragen.netto
    posten = {} if begroot is None else begroot.posten
    return [
        Vergelijking(
            post,
            posten.get(post),
            sum(bedrag for maand, bedrag in dit[post].items() if maand <= peilmaand),
            prognose(dit[post], vorig[post], peilmaand),
        )
        for post in sorted(posten.keys() | dit.keys())
    ]


# --- as tables ------------------------------------------------------------------------------------

_AARDEN: Final = ("eigen", "gedeeld", "verrekening in", "kosten", "verrekening uit")


def tabellen_van(overzicht: Gemeenteoverzicht, namen: Mapping[str, str]) -> list[Tabel]:
    """The statement of a gemeente as tables: sums, begroting, months, and down to product and month."""
    return [
        _verloop("Kosten per leveringsmaand", "leveringsmaand", overzicht, lambda r: r.leveringsmaand),
        _verloop("Kosten per ontvangstmaand", "ontvangstmaand", overzicht, lambda r: r.ontvangstmaand),
        _begrotingstabel(overzicht.vergelijking),
        Tabel(
            "Kosten per product",
            ("aanbieder", "naam", "categorie", "code", "leveringsmaand", "aard", "gedeclareerd bij", "kosten"),
            [
                (
                    regel.aanbieder,
                    namen.get(regel.aanbieder, ""),
                    regel.categorie,
                    regel.code,
                    f"{regel.leveringsmaand:%Y-%m}",
                    regel.aard.value,
                    regel.debiteur,
                    regel.bedragen.netto,
                )
                for regel in overzicht.regels
            ],
            ("totaal", *[""] * 6, overzicht.kosten),
        ),
    ]


def regiotabellen(regio: Regio) -> list[Tabel]:
    """The region as tables, with the proof: it is the sum of its gemeenten, and equal to the books."""
    som = [bedragen_van(g.regels, g.verrekening_uit) for g in regio.gemeenten]
    geboekt = [regio.geboekt.get(g.gemeente, 0) for g in regio.gemeenten]
    kosten_ = _AARDEN.index("kosten")
    regels = [regel for g in regio.gemeenten for regel in g.regels]
    uit = [regel for g in regio.gemeenten for regel in g.verrekening_uit]
    totaal = bedragen_van(regels, uit)
    allen = sum(regio.geboekt.values())
    begroot = [g for g in regio.gemeenten if any(v.begroot is not None for v in g.vergelijking)]
    return [
        Tabel(
            "Kosten per gemeente",
            ("gemeente", "naam", *_AARDEN, "boekingen", "verschil"),
            [
                (g.gemeente, g.naam, *bedragen, saldo, bedragen[kosten_] - saldo)
                for g, bedragen, saldo in zip(regio.gemeenten, som, geboekt, strict=True)
            ],
            (REGIO, "", *totaal, allen, totaal[kosten_] - allen),
        ),
        Tabel(
            "Begroting en prognose per gemeente",
            ("gemeente", "naam", *_VERGELIJKING),
            [(g.gemeente, g.naam, *_in_cellen(samen(g.vergelijking))) for g in regio.gemeenten],
            (
                f"{len(begroot)} met begroting",
                "",
                *_in_cellen(samen([v for g in begroot for v in g.vergelijking])),
            ),
        ),
    ]


def bedragen_van(regels: Iterable[Kostenregel], uit: Iterable[Kostenregel]) -> tuple[int, int, int, int, int]:
    """Own, shared, verrekening in, what that is together, and verrekening uit."""
    per: defaultdict[Aard, int] = defaultdict(int)
    for regel in regels:
        per[regel.aard] += regel.bedragen.netto
    eigen, gedeeld, in_ = (per[aard] for aard in (Aard.EIGEN, Aard.GEDEELD, Aard.VERREKENING))
    return eigen, gedeeld, in_, eigen + gedeeld + in_, _netto(uit)


def _netto(regels: Iterable[Kostenregel]) -> int:
    return sum(regel.bedragen.netto for regel in regels)


def _verloop(titel: str, kop: str, overzicht: Gemeenteoverzicht, welke: Callable[[Kostenregel], date]) -> Tabel:
    maanden = sorted({welke(regel) for regel in (*overzicht.regels, *overzicht.verrekening_uit)})
    return Tabel(
        titel,
        (kop, *_AARDEN),
        [
            (
                f"{maand:%Y-%m}",
                *bedragen_van(
                    [regel for regel in overzicht.regels if welke(regel) == maand],
                    [regel for regel in overzicht.verrekening_uit if welke(regel) == maand],
                ),
            )
            for maand in maanden
        ],
        ("totaal", *bedragen_van(overzicht.regels, overzicht.verrekening_uit)),
    )


_VERGELIJKING: Final = ("begroting", "realisatie", "prognose", "verschil", "verschil %")


def _begrotingstabel(vergelijking: Sequence[Vergelijking]) -> Tabel:
    """The sum of the begroting is over what has one; without any there is none."""
    return Tabel(
        "Begroting en prognose",
        ("post", *_VERGELIJKING),
        [(postnaam(regel.naam), *_in_cellen(regel)) for regel in vergelijking],
        ("totaal", *_in_cellen(samen(vergelijking))),
    )


def samen(vergelijking: Sequence[Vergelijking]) -> Vergelijking:
    """All posts together; what was budgeted is that of the posts that have a budget."""
    begroot = [regel.begroot for regel in vergelijking if regel.begroot is not None]
    return Vergelijking(
        "totaal",
        sum(begroot) if begroot else None,
        sum(regel.gerealiseerd for regel in vergelijking),
        sum(regel.prognose for regel in vergelijking),
    )


def _in_cellen(regel: Vergelijking) -> tuple[str | int, ...]:
    promille = regel.promille
    return (
        GEEN_BEGROTING if regel.begroot is None else regel.begroot,
        regel.gerealiseerd,
        regel.prognose,
        "" if regel.verschil is None else regel.verschil,
        "" if promille is None else f"{'-' if promille < 0 else ''}{abs(promille) // 10},{abs(promille) % 10} %",
    )


def postnaam(post: str) -> str:
    """A post of the begroting with the name of its categorie, when it is one."""
    namen = codelijsten.lees("JZ020").waarden
    return f"{post} {namen[post]}" if post in namen else post


# --- down to the line -----------------------------------------------------------------------------

_LASTKOLOMMEN: Final = (
    *("boeking", "bericht", "referentienummer", "aanbieder", "categorie", "code", "leveringsmaand"),
    *("geboekt op", "contractsoort", "gedeclareerd bij", "aard", "kosten"),
)


def schrijf_lastregels(engine: Engine, gemeente: str, peilmaand: date) -> bytes:
    """Every line of the statement of a gemeente as CSV; the last row holds their total."""
    with lezen(engine) as conn:
        return _als_csv(gemeente, kosten.lees_lastregels(conn, peilmaand.replace(month=1), peilmaand, gemeente))


def schrijf_alle_lastregels(
    engine: Engine, gemeenten: Collection[str], peilmaand: date
) -> Iterator[tuple[str, bytes]]:
    """The same of each of these gemeenten, in one walk through the books."""
    zonder = set(gemeenten)
    with lezen(engine) as conn:
        regels = kosten.lees_lastregels(conn, peilmaand.replace(month=1), peilmaand)
        for gemeente, eigen in groupby(regels, key=attrgetter("gemeente")):
            zonder.discard(gemeente)
            yield gemeente, _als_csv(gemeente, eigen)
    for gemeente in zonder:
        yield gemeente, _als_csv(gemeente, ())


def _als_csv(gemeente: str, regels: Iterable[Lastregel]) -> bytes:
    totaal = 0

    def rijen() -> Iterator[Sequence[str]]:
        nonlocal totaal
        yield _LASTKOLOMMEN
        for regel in regels:
            totaal += regel.bedrag
            yield (
                str(regel.boeking),
                regel.bericht,
                regel.referentie,
                regel.aanbieder,
                regel.categorie,
                regel.code,
                _dag(regel.leveringsmaand, "%Y-%m"),
                _dag(regel.geboekt_op, "%d-%m-%Y"),
                regel.contractsoort,
                regel.debiteur,
                aard_van(gemeente, regel.debiteur, regel.gedeeld),
                euro_tekst(regel.bedrag),
            )
        yield ("totaal", *[""] * (len(_LASTKOLOMMEN) - 2), euro_tekst(totaal))

    return csvbestand.schrijf(rijen())


@lru_cache(maxsize=1024)
def _dag(dag: date, vorm: str) -> str:
    """A day as text, worked out once: there are many lines and few days."""
    return dag.strftime(vorm)
