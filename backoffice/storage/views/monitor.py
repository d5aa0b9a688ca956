"""The region in sums, added up by the database: use, cost, what came late, and who delivers. Nobody is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import BigInteger, ColumnElement, Connection, and_, case, cast, func, or_, select

from backoffice.ledger.boeken import Rekening
from backoffice.storage.paren import Paar, van_paren
from backoffice.storage.tabellen import (
    boeksom,
    contract_product,
    declaratie,
    prestatie,
    termijnoordeel,
    toewijzing,
    verzoek,
    verzoek_toewijzing,
)
from ijw.rekenen import MINUUT


class Gebruik(NamedTuple):
    """Care of one gemeente or product: the jeugdigen who had it (by their id), minutes and cents."""

    clienten: frozenset[int]
    minuten: int
    bedrag: int

    @property
    def jeugdigen(self) -> int:
        """How many had it."""
        return len(self.clienten)


def tel_samen(delen: Collection[Gebruik]) -> Gebruik:
    """All of it together; who had it more than once counts once."""
    return Gebruik(
        frozenset[int]().union(*(deel.clienten for deel in delen)),
        sum(deel.minuten for deel in delen),
        sum(deel.bedrag for deel in delen),
    )


class Verwijzing(NamedTuple):
    """How many jeugdigen had a toewijzing, and how many of these, by kind of verwijzer; empty when unknown."""

    verwijzer: str
    jeugdigen: int
    toewijzingen: int


class Maandkosten(NamedTuple):
    """What a gemeente bears of one month of delivery, by its first day; signed eurocents."""

    gemeente: str
    maand: date
    bedrag: int


class Termijnsom(NamedTuple):
    """Prestaties by how they stood against their term: how many, what they cost and what of it was granted.

    Without an uitkomst where no term is agreed; `toegekend` is None where nothing was granted.
    """

    uitkomst: str | None
    aantal: int
    bedrag: int
    toegekend: int | None


@dataclass(frozen=True, slots=True)
class Deel:
    """What one aanbieder delivered at one gemeente in a period.

    Use by categorie and code, and by what the contract calls the product where that is an ondersteuningsbehoefte;
    and all that was declared, by the agreed term.
    """

    gemeente: str
    aanbieder: str
    per_product: Mapping[str, Gebruik]
    per_ondersteuning: Mapping[str, Gebruik]
    termijnen: Collection[Termijnsom]


def lees_delen(conn: Connection, paren: Collection[Paar], van: date, tot_en_met: date) -> dict[Paar, Deel]:
    """What these pairs of gemeente and aanbieder delivered in a period, for those that declared anything of it."""
    erin = (van_paren(conn, paren), prestatie.c.begindatum.between(van, tot_en_met))
    per_product, per_ondersteuning = _lees_gebruik(conn, erin)
    return {
        paar: Deel(*paar, per_product.get(paar, {}), per_ondersteuning.get(paar, {}), sommen)
        for paar, sommen in _lees_termijnen(conn, erin).items()
    }


def verwijzingen(conn: Connection, van: date, tot_en_met: date) -> list[Verwijzing]:
    """The toewijzingen that ran in a period, by the kind of verwijzer that the verzoek for it named.

    Only a verzoek (JW315) names one: of what a gemeente assigned by itself it is unknown.
    """
    t, v, vt = toewijzing.c, verzoek.c, verzoek_toewijzing.c
    genoemd = (
        select(v.gemeente, vt.toewijzing_nummer, func.max(v.verwijzer).label("verwijzer"))
        .join(verzoek_toewijzing, vt.verzoek_id == v.id)
        .where(v.verwijzer.is_not(None))
        .group_by(v.gemeente, vt.toewijzing_nummer)
        .subquery()
    )
    verwijzer = func.coalesce(genoemd.c.verwijzer, "")
    vraag = (
        select(verwijzer, func.count(t.client_id.distinct()), func.count())
        .select_from(toewijzing)
        .outerjoin(
            genoemd,
            and_(genoemd.c.gemeente == t.gemeente, genoemd.c.toewijzing_nummer == t.toewijzing_nummer),
        )
        .where(
            t.verwijderd.is_(False),
            t.ingangsdatum <= tot_en_met,
            or_(t.einddatum.is_(None), t.einddatum >= van),
        )
        .group_by(verwijzer)
        .order_by(verwijzer)
    )
    return [Verwijzing(*rij) for rij in conn.execute(vraag)]


def kosten_per_maand(conn: Connection, van: date, tot_en_met: date) -> list[Maandkosten]:
    """What was booked for months of delivery, by the sums of the books."""
    s = boeksom.c
    som = cast(func.sum(s.debet + s.credit), BigInteger)
    vraag = (
        select(s.partij, s.leveringsmaand, som)
        .where(s.rekening == Rekening.GEMEENTE, s.leveringsmaand.between(van, tot_en_met))
        .group_by(s.partij, s.leveringsmaand)
        .order_by(s.partij, s.leveringsmaand)
    )
    return [Maandkosten(*rij) for rij in conn.execute(vraag)]


_Gebruik = Mapping[Paar, Mapping[str, Gebruik]]
_Termijnen = Mapping[Paar, Collection[Termijnsom]]


def _lees_gebruik(conn: Connection, erin: Iterable[ColumnElement[bool]]) -> tuple[_Gebruik, _Gebruik]:
    """Care that counts, by product and by ondersteuningsbehoefte.

    Of a prestatie it is known under which version of which contract it was judged.
    """
    cp, d, p = contract_product.c, declaratie.c, prestatie.c
    # Few rows, made once: a code stands once in a version of a contract.
    sleutel = (cp.contractnummer, cp.versie, cp.categorie, cp.code)
    product = (
        select(*sleutel, func.max(cp.omschrijving).label("omschrijving"))
        .where(cp.omschrijving.like("Ondersteuningsbehoefte %"))
        .group_by(*sleutel)
        .cte("product")
    )
    gelijk = and_(
        product.c.contractnummer == p.contract,
        product.c.versie == p.contractversie,
        product.c.categorie == p.categorie,
        product.c.code == p.code,
    )
    # What was credited does not count, and neither does the credit.
    telt = (p.toegekend.is_(True), p.gecrediteerd_door.is_(None), p.vorige_referentie.is_(None))
    per = (d.gemeente, d.aanbieder, p.categorie, p.code, product.c.omschrijving, p.client_id)
    vraag = (
        select(*per, _som(case((p.eenheid == MINUUT, p.volume), else_=0)), _som(p.bedrag))
        .join_from(declaratie, prestatie, p.declaratie_id == d.id)
        .outerjoin(product, gelijk)
        .where(*erin, *telt)
        .group_by(*per)
    )
    per_product: defaultdict[tuple[Paar, str], list[tuple[int, int, int]]] = defaultdict(list)
    per_ondersteuning: defaultdict[tuple[Paar, str], list[tuple[int, int, int]]] = defaultdict(list)
    for gemeente, aanbieder, categorie, code, omschrijving, *gebruik in conn.execute(vraag):
        paar = (gemeente, aanbieder)
        per_product[paar, f"{categorie} {code}"].append(tuple(gebruik))
        if omschrijving is not None:
            per_ondersteuning[paar, omschrijving].append(tuple(gebruik))
    return _per_paar(per_product), _per_paar(per_ondersteuning)


def _per_paar(regels: Mapping[tuple[Paar, str], Collection[tuple[int, int, int]]]) -> _Gebruik:
    uit: defaultdict[Paar, dict[str, Gebruik]] = defaultdict(dict)
    for (paar, sleutel), delen in regels.items():
        clienten, minuten, bedragen = zip(*delen, strict=True)
        uit[paar][sleutel] = Gebruik(frozenset(clienten), sum(minuten), sum(bedragen))
    return uit


def _lees_termijnen(
    conn: Connection, erin: Iterable[ColumnElement[bool]]
) -> Mapping[Paar, Collection[Termijnsom]]:
    """All that was declared, granted or not, by how it stood against the agreed term."""
    d, p, t = declaratie.c, prestatie.c, termijnoordeel.c
    # A line that was held has two, and counts once.
    uitkomst = select(func.min(t.uitkomst)).where(t.prestatie_id == p.id).scalar_subquery().label("uitkomst")
    goed = cast(func.sum(case((p.toegekend.is_(True), p.bedrag))), BigInteger)
    vraag = (
        select(d.gemeente, d.aanbieder, uitkomst, func.count(), _som(p.bedrag), goed)
        .join_from(declaratie, prestatie, p.declaratie_id == d.id)
        .where(*erin)
        .group_by(d.gemeente, d.aanbieder, uitkomst)
    )
    sommen: defaultdict[Paar, list[Termijnsom]] = defaultdict(list)
    for gemeente, aanbieder, *som in conn.execute(vraag):
        sommen[gemeente, aanbieder].append(Termijnsom(*som))
    return sommen


def _som(waarde: ColumnElement[int]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(waarde), 0), BigInteger)
