"""Open posten, accounts, proposals and payments in the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, Connection, RowMapping, cast, func, select, text, update

from backoffice.ledger.boeken import Boeking, Boekingsoort, Boekingsregel, Rekening
from backoffice.settlement.betalen import Betaling, Post, Tegenrekening
from backoffice.storage.bulk import voeg_een_toe, voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import (
    betaalrekening,
    betaalvoorstel,
    betaling,
    blokkade,
    boeking,
    boekingsregel,
    declaratie,
    post,
    prestatie,
)
from backoffice.storage.tabellen.betaling import WACHT
from backoffice.storage.zoeken import een_van
from backoffice.versleuteling import Kluis

_BESTAND = "betaalvoorstel.bestand"


def neem_beurt(conn: Connection, gemeente: str) -> None:
    """Wait until nobody else makes or sends payments of this gemeente; SQLite has one writer by itself."""
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(hashtext(:wie))"), {"wie": f"betalen/{gemeente}"})


# --- posten and blokkades --------------------------------------------------------------------------


def open_posten(conn: Connection, gemeente: str, betaaldag: date) -> list[Post]:
    """What a gemeente owes and may pay on a day, in no proposal yet."""
    p = post.c
    vraag = (
        select(p.boeking_id, p.gemeente, p.aanbieder, p.leveringsmaand, p.bedrag, p.vervalt_op)
        .where(p.gemeente == gemeente, p.betaling_id.is_(None), p.vervalt_op <= betaaldag)
        .order_by(p.boeking_id)
    )
    return [Post(*rij) for rij in conn.execute(vraag)]


@dataclass(frozen=True, slots=True)
class Blokkades:
    """What is not paid now: the reason per aanbieder, and the boekingen held back one by one."""

    aanbieders: dict[str, str]
    boekingen: frozenset[int]


def lees_blokkades(conn: Connection, gemeente: str) -> Blokkades:
    """The blokkades of a gemeente that are in force."""
    b = blokkade.c
    vraag = select(b.aanbieder, b.boeking_id, b.reden).where(b.gemeente == gemeente, b.opgeheven_op.is_(None))
    rijen = conn.execute(vraag.order_by(b.id)).all()
    return Blokkades(
        {rij.aanbieder: rij.reden for rij in rijen if rij.boeking_id is None},
        frozenset(rij.boeking_id for rij in rijen if rij.boeking_id is not None),
    )


def blokkades_van_kracht(conn: Connection) -> list[RowMapping]:
    """Every blokkade in force, oldest first, with the ReferentieNummer when it is about one prestatie."""
    vraag = (
        select(blokkade, prestatie.c.referentie)
        .outerjoin(boeking, boeking.c.id == blokkade.c.boeking_id)
        .outerjoin(prestatie, prestatie.c.id == boeking.c.prestatie_id)
        .where(blokkade.c.opgeheven_op.is_(None))
        .order_by(blokkade.c.id)
    )
    return list(conn.execute(vraag).mappings())


def zet_blokkade(
    conn: Connection,
    gemeente: str,
    aanbieder: str,
    boeking_id: int | None,
    reden: str,
    wie: str,
    tijdstip: datetime,
) -> int:
    """Hold back an aanbieder, or one boeking, and give the id of the blokkade."""
    nummer = reserveer_ids(conn, blokkade)
    voeg_een_toe(
        conn,
        blokkade,
        id=nummer,
        gemeente=gemeente,
        aanbieder=aanbieder,
        boeking_id=boeking_id,
        reden=reden,
        gezet_door=wie,
        gezet_op=tijdstip,
    )
    return nummer


def hef_blokkade_op(conn: Connection, nummer: int, wie: str, tijdstip: datetime) -> bool:
    """Lift a blokkade; whether there was one in force."""
    wijziging = (
        update(blokkade)
        .where(blokkade.c.id == nummer, blokkade.c.opgeheven_op.is_(None))
        .values(opgeheven_door=wie, opgeheven_op=tijdstip)
    )
    return conn.execute(wijziging).rowcount == 1


def zoek_open_post(conn: Connection, gemeente: str, aanbieder: str, referentie: str) -> int | None:
    """The boeking of an approved prestatie that is not paid yet, by its ReferentieNummer."""
    vraag = (
        select(post.c.boeking_id)
        .join(boeking, boeking.c.id == post.c.boeking_id)
        .join(prestatie, prestatie.c.id == boeking.c.prestatie_id)
        .where(
            post.c.gemeente == gemeente,
            post.c.betaling_id.is_(None),
            prestatie.c.aanbieder == aanbieder,
            prestatie.c.referentie == referentie,
        )
    )
    gevonden: int | None = conn.execute(vraag).scalar()
    return gevonden


# --- accounts -------------------------------------------------------------------------------------


def stel_rekening_voor(
    conn: Connection, partij: str, rekening: Tegenrekening, wie: str, tijdstip: datetime
) -> int:
    """Keep a new account that somebody else must confirm; gives its id."""
    nummer = reserveer_ids(conn, betaalrekening)
    voeg_een_toe(
        conn,
        betaalrekening,
        id=nummer,
        partij=partij,
        iban=rekening.iban,
        naam=rekening.naam,
        voorgesteld_door=wie,
        voorgesteld_op=tijdstip,
    )
    return nummer


def zoek_rekening(conn: Connection, nummer: int) -> RowMapping | None:
    """One account with who proposed and who decided."""
    return conn.execute(select(betaalrekening).where(betaalrekening.c.id == nummer)).mappings().one_or_none()


def besluit_rekening(
    conn: Connection, nummer: int, geldig_vanaf: date | None, wie: str, tijdstip: datetime
) -> None:
    """Confirm an account from a day on, or refuse it (None); IntegrityError when the proposer decides."""
    conn.execute(
        update(betaalrekening)
        .where(betaalrekening.c.id == nummer)
        .values(besloten_door=wie, besloten_op=tijdstip, geldig_vanaf=geldig_vanaf)
    )


def lees_rekeningen(conn: Connection, dag: date) -> dict[str, Tegenrekening]:
    """Per party the account that may be used on a day: of those in force, the one confirmed last."""
    r = betaalrekening.c
    vraag = (
        select(r.partij, r.iban, r.naam).where(r.geldig_vanaf <= dag).order_by(r.geldig_vanaf, r.besloten_op, r.id)
    )
    return {rij.partij: Tegenrekening(rij.iban, rij.naam) for rij in conn.execute(vraag)}


# --- proposals and payments ------------------------------------------------------------------------


def bewaar_voorstel(
    conn: Connection,
    gemeente: str,
    betaaldag: date,
    betalingen: Sequence[Betaling],
    wie: str,
    tijdstip: datetime,
) -> int:
    """Keep a proposal with its payments, and give its id; the posten belong to it from now on."""
    nummer = reserveer_ids(conn, betaalvoorstel)
    voeg_een_toe(
        conn,
        betaalvoorstel,
        id=nummer,
        gemeente=gemeente,
        betaaldag=betaaldag,
        gemaakt_door=wie,
        gemaakt_op=tijdstip,
    )
    eerste = reserveer_ids(conn, betaling, len(betalingen))
    voeg_toe(
        conn,
        betaling,
        ("id", "voorstel_id", "aanbieder", "bedrag", "iban", "naam", "kenmerk", "stand", "stand_op"),
        [
            (id_, nummer, b.aanbieder, b.bedrag, *b.rekening, f"IJW{id_:012d}", "voorgesteld", tijdstip)
            for id_, b in enumerate(betalingen, eerste)
        ],
    )
    for id_, b in enumerate(betalingen, eerste):
        conn.execute(
            update(post)
            .where(een_van(conn, post.c.boeking_id, [p.boeking for p in b.posten]), post.c.betaling_id.is_(None))
            .values(betaling_id=id_)
        )
    return nummer


def zoek_voorstel(conn: Connection, nummer: int) -> RowMapping | None:
    """One proposal without its file."""
    kolommen = [kolom for kolom in betaalvoorstel.c if kolom.name != "bestand"]
    return conn.execute(select(*kolommen).where(betaalvoorstel.c.id == nummer)).mappings().one_or_none()


def lees_voorstellen(conn: Connection, gemeente: str | None = None) -> list[RowMapping]:
    """Proposals with number and sum of their payments, newest first."""
    v = betaalvoorstel.c
    vraag = (
        select(
            *[kolom for kolom in v if kolom.name != "bestand"],
            func.count(betaling.c.id).label("aantal"),
            cast(func.coalesce(func.sum(betaling.c.bedrag), 0), BigInteger).label("bedrag"),
        )
        .outerjoin(betaling, betaling.c.voorstel_id == v.id)
        .group_by(v.id)
        .order_by(v.id.desc())
    )
    if gemeente is not None:
        vraag = vraag.where(v.gemeente == gemeente)
    return list(conn.execute(vraag).mappings())


def wachtende_voorstellen(conn: Connection) -> list[RowMapping]:
    """The proposals that wait for approval or for sending, newest first."""
    v = betaalvoorstel.c
    vraag = select(v.id, v.gemeente, v.gemaakt_op, v.besluit).where(text(WACHT)).order_by(v.id.desc())
    return list(conn.execute(vraag).mappings())


def besluit_voorstel(conn: Connection, nummer: int, besluit: str, wie: str, tijdstip: datetime) -> None:
    """Keep a decision; IntegrityError when the maker approves. What is refused lets go of its posten."""
    conn.execute(
        update(betaalvoorstel)
        .where(betaalvoorstel.c.id == nummer)
        .values(besluit=besluit, besloten_door=wie, besloten_op=tijdstip)
    )
    if besluit == "afgekeurd":
        eigen = select(betaling.c.id).where(betaling.c.voorstel_id == nummer)
        conn.execute(update(post).where(post.c.betaling_id.in_(eigen)).values(betaling_id=None))
        conn.execute(
            update(betaling).where(betaling.c.voorstel_id == nummer).values(stand="vervallen", stand_op=tijdstip)
        )


def lees_betalingen(conn: Connection, voorstel: int) -> list[RowMapping]:
    """The payments of a proposal, by aanbieder."""
    vraag = select(betaling).where(betaling.c.voorstel_id == voorstel).order_by(betaling.c.aanbieder)
    return list(conn.execute(vraag).mappings())


def per_leveringsmaand(conn: Connection, voorstel: int) -> dict[int, dict[date, int]]:
    """Per payment of a proposal what it settles of each month of delivery."""
    vraag = (
        select(betaling.c.id, post.c.leveringsmaand, func.sum(post.c.bedrag))
        .join(post, post.c.betaling_id == betaling.c.id)
        .where(betaling.c.voorstel_id == voorstel)
        .group_by(betaling.c.id, post.c.leveringsmaand)
        .order_by(betaling.c.id, post.c.leveringsmaand)
    )
    delen: dict[int, dict[date, int]] = {}
    for id_, maand, bedrag in conn.execute(vraag):
        delen.setdefault(id_, {})[maand] = int(bedrag)
    return delen


def bewaar_bestand(
    conn: Connection, kluis: Kluis, nummer: int, inhoud: bytes, wie: str, tijdstip: datetime
) -> None:
    """Keep the payment file of a proposal, and its payments as under way."""
    conn.execute(
        update(betaalvoorstel)
        .where(betaalvoorstel.c.id == nummer, betaalvoorstel.c.bestand.is_(None))
        .values(bestand=kluis.versleutel(inhoud, _BESTAND), geexporteerd_door=wie, geexporteerd_op=tijdstip)
    )
    conn.execute(
        update(betaling).where(betaling.c.voorstel_id == nummer).values(stand="onderweg", stand_op=tijdstip)
    )


def lees_bestand(conn: Connection, kluis: Kluis, nummer: int) -> bytes | None:
    """The payment file of a proposal, when it was made."""
    vraag = select(betaalvoorstel.c.bestand).where(betaalvoorstel.c.id == nummer)
    inhoud = conn.execute(vraag).scalar_one_or_none()
    return None if inhoud is None else kluis.ontsleutel(inhoud, _BESTAND)


def zoek_betaling(conn: Connection, kenmerk: str) -> RowMapping | None:
    """A payment by the kenmerk that a bank gives back, with the gemeente that pays."""
    vraag = (
        select(betaling, betaalvoorstel.c.gemeente)
        .join(betaalvoorstel, betaalvoorstel.c.id == betaling.c.voorstel_id)
        .where(betaling.c.kenmerk == kenmerk)
    )
    return conn.execute(vraag).mappings().one_or_none()


def zet_stand(conn: Connection, id_: int, stand: str, tijdstip: datetime, reden: str | None = None) -> None:
    """Keep what became of a payment."""
    conn.execute(update(betaling).where(betaling.c.id == id_).values(stand=stand, stand_op=tijdstip, reden=reden))


def geboekt_bij(conn: Connection, betaling_id: int) -> list[tuple[int, Boeking]]:
    """What was booked when a payment was sent, each with its id."""
    b, regel = boeking.c, boekingsregel.c
    vraag = (
        select(b.id, b.gemeente, b.geboekt_op, b.leveringsmaand, regel.rekening, regel.partij, regel.bedrag)
        .join(boekingsregel, regel.boeking_id == b.id)
        .where(b.betaling_id == betaling_id, b.soort == Boekingsoort.BETALING)
        .order_by(b.id, regel.nummer)
    )
    gevonden: dict[int, Boeking] = {}
    for id_, gemeente, dag, maand, rekening, partij, bedrag in conn.execute(vraag):
        eerder = gevonden.get(id_) or Boeking(
            None, gemeente, Boekingsoort.BETALING, dag, maand, (), betaling=betaling_id
        )
        regels = (*eerder.regels, Boekingsregel(Rekening(rekening), partij, bedrag))
        gevonden[id_] = eerder._replace(regels=regels)
    return list(gevonden.items())


def specificatie(conn: Connection, betaling_id: int) -> list[RowMapping]:
    """What a payment settles, line by line, by the numbers an aanbieder knows: nothing in it names a jeugdige."""
    b = boeking.c
    vraag = (
        select(
            declaratie.c.declaratie_nummer,
            prestatie.c.referentie,
            prestatie.c.vorige_referentie,
            prestatie.c.toewijzing_nummer,
            post.c.leveringsmaand,
            b.soort,
            post.c.bedrag,
        )
        .join(boeking, b.id == post.c.boeking_id)
        .outerjoin(prestatie, prestatie.c.id == b.prestatie_id)
        .outerjoin(declaratie, declaratie.c.id == prestatie.c.declaratie_id)
        .where(post.c.betaling_id == betaling_id)
        .order_by(post.c.boeking_id)
    )
    return list(conn.execute(vraag).mappings())
