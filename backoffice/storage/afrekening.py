"""What the statement of a month is made from: what was received, decided and booked in it, and in no other month.

What belongs to a month follows the books: the month of its day, or the first that was still open when it was
processed. A closed month remembers the last message that was there, so the answer stays the same for ever.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    RowMapping,
    Select,
    and_,
    case,
    func,
    not_,
    or_,
    select,
    union,
)

from backoffice.ledger.boeken import Boekingsoort, Rekening
from backoffice.ledger.perioden import maand_na
from backoffice.settlement.afrekening import Verloop
from backoffice.storage.bulk import voeg_een_toe
from backoffice.storage.tabellen import (
    aanhouding,
    afrekening,
    bericht,
    betaling,
    bevinding,
    boeking,
    boekingsregel,
    boeksom,
    declaratie,
    gesloten_maand,
    prestatie,
    uitgaand,
)
from backoffice.storage.zoeken import een_van
from ijw.rekenen import eerste_dag

_AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
_BESLUIT: Final = (Boekingsoort.TOEKENNING, Boekingsoort.CREDITERING)
_TAAKGERICHT: Final = (Boekingsoort.VOORSCHOT, Boekingsoort.AFREKENING)
_BETALING: Final = (Boekingsoort.BETALING, Boekingsoort.TERUGGEKOMEN)


class Regel(NamedTuple):
    """One prestatie of an aanbieder: what was decided on it in a month, or that it waits; signed eurocents."""

    gemeente: str
    bericht: str
    referentie: str
    categorie: str
    code: str
    leveringsmaand: date
    uitkomst: str
    retourcodes: str
    bedrag: int


class Betaalregel(NamedTuple):
    """A payment that was sent in a month, or came back (negative), per month of delivery."""

    gemeente: str
    kenmerk: str
    dag: date
    leveringsmaand: date
    bedrag: int


def lees_verloop(conn: Connection, maand: date) -> tuple[dict[tuple[str, str], Verloop], dict[str, int]]:
    """Per gemeente that pays and aanbieder what became of declarations and debt in a month, by its first day.

    And per aanbieder what is owed to it at the end of that month by the balance of its account.
    """
    begin, eind = _begin_en_eind(conn, maand)
    d, p = declaratie.c, prestatie.c
    wachtte, wacht = begin.wacht(), eind.wacht()
    ingediend = and_(eind.binnen(), not_(begin.binnen()))
    besloten = and_(eind.beantwoord(), not_(begin.beantwoord()))
    van_de_maand = select(d.id).where(d.bericht_id.in_(_van_de_maand(begin, eind)))
    per_declaratie = (
        select(
            p.declaratie_id,
            func.sum(p.bedrag).label("ingediend"),
            func.sum(case((p.toegekend.is_(True), p.bedrag), else_=0)).label("toegekend"),
        )
        .where(p.declaratie_id.in_(van_de_maand))
        .group_by(p.declaratie_id)
        .subquery()
    )
    regels = per_declaratie.c
    vraag = (
        select(
            d.gemeente,
            d.aanbieder,
            *(
                func.sum(case((waar, bedrag), else_=0))
                for waar, bedrag in (
                    (wachtte, regels.ingediend),
                    (ingediend, regels.ingediend),
                    (besloten, regels.toegekend),
                    (besloten, regels.ingediend - regels.toegekend),
                    (wacht, regels.ingediend),
                )
            ),
        )
        .join_from(bericht, declaratie, d.bericht_id == bericht.c.id)
        .outerjoin(uitgaand, uitgaand.c.bericht_id == bericht.c.id)
        .join(per_declaratie, regels.declaratie_id == d.id)
        .where(or_(wachtte, ingediend, besloten, wacht))
        .group_by(d.gemeente, d.aanbieder)
    )
    uit: defaultdict[tuple[str, str], Verloop] = defaultdict(Verloop)
    for gemeente, aanbieder, *sommen in conn.execute(vraag):
        uit[gemeente, aanbieder] = Verloop(*map(int, sommen))
    saldi: defaultdict[str, int] = defaultdict(int)
    for (gemeente, aanbieder), *sommen, saldo in _lees_schuld(conn, maand):
        saldi[aanbieder] += saldo
        uit[gemeente, aanbieder] = Verloop(*uit[gemeente, aanbieder][:5], *sommen)
    return {sleutel: uit[sleutel] for sleutel in sorted(uit) if any(uit[sleutel])}, saldi


def lees_regels(
    conn: Connection, maand: date, aanbieder: str, hoogstens: int | None = None
) -> tuple[list[Regel], int]:
    """The prestaties of an aanbieder that were decided on in a month, or wait at its end, in order.

    The first so many, and how many there are.
    """
    begin, eind = _begin_en_eind(conn, maand)
    d, p = declaratie.c, prestatie.c
    wacht = eind.wacht()
    uitkomst = case((wacht, "aangehouden"), (p.toegekend.is_(True), "toegekend"), else_="afgewezen")
    vraag = (
        select(
            p.id,
            d.gemeente,
            bericht.c.identificatie,
            p.referentie,
            p.categorie,
            p.code,
            p.begindatum,
            uitkomst.label("uitkomst"),
            p.bedrag,
        )
        .join_from(bericht, declaratie, d.bericht_id == bericht.c.id)
        .outerjoin(uitgaand, uitgaand.c.bericht_id == bericht.c.id)
        .join(prestatie, p.declaratie_id == d.id)
        .where(
            d.bericht_id.in_(_van_de_maand(begin, eind)),
            d.aanbieder == aanbieder,
            or_(wacht, and_(eind.beantwoord(), not_(begin.beantwoord()))),
        )
        .order_by(d.gemeente, p.id)
    )
    rijen = conn.execute(vraag.limit(hoogstens)).all()
    alle = len(rijen)
    if alle == hoogstens:
        alle = conn.execute(vraag.with_only_columns(func.count()).order_by(None)).scalar_one()
    codes: defaultdict[int, set[str]] = defaultdict(set)
    afgewezen = [rij.id for rij in rijen if rij.uitkomst == "afgewezen"]
    b = bevinding.c
    waarom = select(b.prestatie_id, b.retourcode).where(
        een_van(conn, b.prestatie_id, afgewezen), b.retourcode.is_not(None)
    )
    for id_, code in conn.execute(waarom):
        codes[id_].add(code)
    regels = [
        Regel(*rij[1:6], eerste_dag(rij.begindatum), rij.uitkomst, " ".join(sorted(codes[rij.id])), rij.bedrag)
        for rij in rijen
    ]
    return regels, alle


def lees_betalingen(conn: Connection, maand: date, aanbieder: str) -> list[Betaalregel]:
    """What was paid to an aanbieder in a month of the books, in order."""
    b, regel = boeking.c, boekingsregel.c
    vraag = (
        select(b.gemeente, betaling.c.kenmerk, b.geboekt_op, b.leveringsmaand, regel.bedrag)
        .join(boekingsregel, regel.boeking_id == b.id)
        .join(betaling, betaling.c.id == b.betaling_id)
        .where(
            b.boekmaand == maand,
            b.soort.in_(_BETALING),
            regel.rekening == Rekening.AANBIEDER,
            regel.partij == aanbieder,
        )
        .order_by(b.gemeente, b.id)
    )
    return [Betaalregel(*rij) for rij in conn.execute(vraag)]


def bewaar(conn: Connection, maand: date, gemaakt_op: datetime, wie: str, kosten: int, vingerafdruk: str) -> None:
    """Keep that the statement of a closed month was made; IntegrityError when it was, or the month is open."""
    voeg_een_toe(
        conn, afrekening, maand=maand, gemaakt_op=gemaakt_op, wie=wie, kosten=kosten, vingerafdruk=vingerafdruk
    )


def zoek(conn: Connection, maand: date) -> RowMapping | None:
    """The statement that was made of a month."""
    return conn.execute(select(afrekening).where(afrekening.c.maand == maand)).mappings().one_or_none()


def te_maken(conn: Connection) -> list[date]:
    """The closed months without a statement, oldest first."""
    m = gesloten_maand.c.maand
    vraag = select(m).outerjoin(afrekening, afrekening.c.maand == m).where(afrekening.c.maand.is_(None))
    return list(conn.execute(vraag.order_by(m)).scalars())


def _lees_schuld(conn: Connection, maand: date) -> Iterator[tuple[tuple[str, str], int, int, int, int, int]]:
    """Per gemeente and aanbieder the debt before a month, what was booked on it in that month, and what is left.

    What was booked by what it was for: prestaties, taakgericht work, and payments.
    """
    s = boeksom.c
    wie, schuld = (s.gemeente, s.partij), -s.debet - s.credit

    def som(*soorten: Boekingsoort) -> ColumnElement[int]:
        return func.sum(case((s.soort.in_(soorten), schuld), else_=0))

    def van(*kolommen: ColumnElement[int]) -> Select[Any]:
        # In the order of the key nothing needs sorting.
        per = (s.rekening, s.partij, s.gemeente)
        return select(*wie, *kolommen).where(s.rekening == Rekening.AANBIEDER).group_by(*per)

    deze = van(som(*_BESLUIT), som(*_TAAKGERICHT), som(*_BETALING), func.sum(schuld)).where(s.boekmaand == maand)
    geboekt = {(rij[0], rij[1]): tuple(map(int, rij[2:])) for rij in conn.execute(deze)}
    for gemeente, aanbieder, saldo in conn.execute(van(func.sum(schuld)).where(s.boekmaand <= maand)):
        besloten, taakgericht, betaald, samen = geboekt.get((gemeente, aanbieder), (0, 0, 0, 0))
        yield (gemeente, aanbieder), int(saldo) - samen, besloten, taakgericht, -betaald, int(saldo)


def _begin_en_eind(conn: Connection, maand: date) -> tuple[_Stand, _Stand]:
    """How messages stood at the begin and at the end of a month, by its first day."""
    g, vorige = gesloten_maand.c, eerste_dag(maand - timedelta(days=1))
    vraag = select(g.maand, g.laatste_bericht, g.laatste_antwoord).where(g.maand.in_((vorige, maand)))
    laatste = {rij.maand: (rij.laatste_bericht, rij.laatste_antwoord) for rij in conn.execute(vraag)}
    return _Stand(vorige, *laatste.get(vorige, (None, None))), _Stand(maand, *laatste.get(maand, (None, None)))


def _van_de_maand(begin: _Stand, eind: _Stand) -> CompoundSelect[Any]:
    """The messages that may count for a month: that came in or were answered in it, or waited for a person once.

    Found by indexes, so that an old register is as quick as a new one; no other message waits over a month's end.
    """
    u, b = uitgaand.c, bericht.c
    return union(
        *(select(b.id).where(waar) for waar in eind.sinds(begin, b.ontvangen_op, b.id, "bericht")),
        *(select(u.bericht_id).where(waar) for waar in eind.sinds(begin, u.aangemaakt_op, u.id, "antwoord")),
        select(aanhouding.c.bericht_id),
    )


class _Stand:
    """How messages stood when a month ended: conditions on `bericht` and the `uitgaand` that answers it."""

    def __init__(self, maand: date, bericht: int | None, antwoord: int | None) -> None:
        self._einde = datetime.combine(maand_na(maand), time.min, _AMSTERDAM).astimezone(UTC)
        self._laatste = {"bericht": bericht, "antwoord": antwoord}

    def binnen(self) -> ColumnElement[bool]:
        """The message had come in."""
        return self._tot(bericht.c.ontvangen_op, bericht.c.id, self._laatste["bericht"])

    def beantwoord(self) -> ColumnElement[bool]:
        """It had been decided on and answered."""
        u = uitgaand.c
        return and_(u.id.is_not(None), self._tot(u.aangemaakt_op, u.id, self._laatste["antwoord"]))

    def wacht(self) -> ColumnElement[bool]:
        """It had come in and waited for a person."""
        return and_(self.binnen(), not_(self.beantwoord()))

    def sinds(
        self, begin: _Stand, moment: ColumnElement[datetime], id_: ColumnElement[int], wat: str
    ) -> Iterator[ColumnElement[bool]]:
        """What was added since another month ended, by its day, or because that month was closed already."""
        yield moment.between(begin._einde, self._einde)
        vanaf, tot_en_met = begin._laatste[wat], self._laatste[wat]
        if vanaf is not None:
            yield id_ > vanaf if tot_en_met is None else id_.between(vanaf, tot_en_met)

    def _tot(
        self, moment: ColumnElement[datetime], id_: ColumnElement[int], laatste: int | None
    ) -> ColumnElement[bool]:
        return moment < self._einde if laatste is None else and_(moment < self._einde, id_ <= laatste)
