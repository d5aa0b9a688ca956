"""What gemeenten owe each other, and what is agreed about who bears a cost; rows are added and stay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from backoffice.cost_routing.solidariteit import Grondslag, Kostenafspraak
from backoffice.cost_routing.verdeelsleutel import Sleutels, Sleutelsoort, Verdeelsleutel
from backoffice.storage.bulk import voeg_een_toe, voeg_toe
from backoffice.storage.direct import lees
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import (
    boeking,
    kostenafspraak,
    leverdag,
    verdeelsleutel,
    verdeelsleutel_regel,
    verrekenpost,
)
from backoffice.storage.zoeken import een_van, in_lijst


class Postrij(NamedTuple):
    """One verrekenpost as it is kept: for a prestatie, caused by a boeking, in signed eurocents."""

    prestatie_id: int
    boeking_id: int
    betaalt: str
    ontvangt: str
    bedrag: int
    grond: str
    tegenpost_van: int | None = None


def bewaar_posten(conn: Connection, posten: Sequence[Postrij]) -> None:
    """Add verrekenposten."""
    if posten:
        eerste = reserveer_ids(conn, verrekenpost, len(posten))
        rijen = [(id_, *post) for id_, post in enumerate(posten, eerste)]
        voeg_toe(conn, verrekenpost, ("id", *Postrij._fields), rijen)


def posten_van(conn: Connection, prestaties: Collection[int]) -> dict[int, list[tuple[int, Postrij]]]:
    """The verrekenposten of these prestaties with their numbers, in order."""
    uit: dict[int, list[tuple[int, Postrij]]] = defaultdict(list)
    kolommen = [verrekenpost.c[naam] for naam in Postrij._fields]
    vraag = (
        select(verrekenpost.c.id, *kolommen)
        .where(een_van(conn, verrekenpost.c.prestatie_id, prestaties))
        .order_by(verrekenpost.c.id)
    )
    for id_, *velden in conn.execute(vraag):
        post = Postrij(*velden)
        uit[post.prestatie_id].append((id_, post))
    return uit


class Paarsom(NamedTuple):
    """What one gemeente owes another over book months, and over how many prestaties."""

    betaalt: str
    ontvangt: str
    bedrag: int
    prestaties: int


def som_per_paar(conn: Connection, van: date, tot_en_met: date) -> list[Paarsom]:
    """The sums per pair over book months, both named by their first day."""
    post = verrekenpost.c
    vraag = (
        select(
            post.betaalt,
            post.ontvangt,
            func.sum(post.bedrag),
            func.count(post.prestatie_id.distinct()),
        )
        .join(boeking, boeking.c.id == post.boeking_id)
        .where(boeking.c.boekmaand.between(van, tot_en_met))
        .group_by(post.betaalt, post.ontvangt)
        .order_by(post.betaalt, post.ontvangt)
    )
    return [Paarsom(betaalt, ontvangt, int(som), aantal) for betaalt, ontvangt, som, aantal in conn.execute(vraag)]


# --- what is agreed -------------------------------------------------------------------------------

_STEMPEL = select(
    *(
        select(wat).scalar_subquery()
        for wat in (
            func.count(kostenafspraak.c.vastgelegd_op),
            func.max(kostenafspraak.c.vastgelegd_op),
            func.count(verdeelsleutel.c.vastgesteld_op),
            func.max(verdeelsleutel.c.vastgesteld_op),
        )
    )
)


def stempel(conn: Connection) -> tuple[object, ...]:
    """What changes whenever a kostenafspraak or verdeelsleutel is added; none is ever changed or taken away."""
    return tuple(lees(conn, _STEMPEL, {})[0])


def lees_kostenafspraken(conn: Connection) -> list[Kostenafspraak]:
    """What is agreed per kind of cost."""
    k = kostenafspraak.c
    vraag = select(k.soort, k.vanaf, k.grondslag, k.sleutel).order_by(k.soort, k.vanaf)
    return [
        Kostenafspraak(soort, vanaf, Grondslag(grondslag), sleutel)
        for soort, vanaf, grondslag, sleutel in conn.execute(vraag)
    ]


def bewaar_kostenafspraak(conn: Connection, afspraak: Kostenafspraak, wie: str, tijdstip: datetime) -> None:
    """Add what is agreed for a kind of cost from a day on; IntegrityError when that day has one."""
    voeg_een_toe(
        conn,
        kostenafspraak,
        soort=afspraak.soort,
        vanaf=afspraak.vanaf,
        grondslag=afspraak.grondslag,
        sleutel=afspraak.sleutel,
        vastgelegd_op=tijdstip,
        vastgelegd_door=wie,
    )


def lees_sleutels(conn: Connection) -> list[Verdeelsleutel]:
    """All verdeelsleutels by name and year."""
    s, r = verdeelsleutel.c, verdeelsleutel_regel.c
    gewichten: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for naam, jaar, gemeente, gewicht in conn.execute(
        select(r.naam, r.jaar, r.gemeente, r.gewicht).order_by(r.naam, r.jaar, r.gemeente)
    ):
        gewichten[naam, jaar].append((gemeente, gewicht))
    return [
        Verdeelsleutel(naam, jaar, Sleutelsoort(soort), tuple(gewichten[naam, jaar]))
        for naam, jaar, soort in conn.execute(select(s.naam, s.jaar, s.soort).order_by(s.naam, s.jaar))
    ]


def bewaar_sleutel(conn: Connection, sleutel: Verdeelsleutel, wie: str, tijdstip: datetime) -> None:
    """Add a verdeelsleutel; IntegrityError when the year has one of that name."""
    voeg_een_toe(
        conn,
        verdeelsleutel,
        naam=sleutel.naam,
        jaar=sleutel.jaar,
        soort=sleutel.soort,
        vastgesteld_op=tijdstip,
        vastgesteld_door=wie,
    )
    voeg_toe(
        conn,
        verdeelsleutel_regel,
        ("naam", "jaar", "gemeente", "gewicht"),
        [(sleutel.naam, sleutel.jaar, gemeente, gewicht) for gemeente, gewicht in sleutel.gewichten],
    )


def sleutels_van(conn: Connection) -> Sleutels:
    """All verdeelsleutels, to find one by name and day."""
    return Sleutels(lees_sleutels(conn))


# --- delivery per day -----------------------------------------------------------------------------


_LEVERDAGEN = select(leverdag.c.referentie, leverdag.c.dag, leverdag.c.volume).where(
    leverdag.c.aanbieder == bindparam("aanbieder"), in_lijst(leverdag.c.referentie, "referenties")
)


def lees_leverdagen(conn: Connection, aanbieder: str, referenties: Collection[str]) -> dict[str, dict[date, int]]:
    """What was delivered on each day, per ReferentieNummer of an aanbieder, as far as it was told."""
    uit: dict[str, dict[date, int]] = defaultdict(dict)
    if not referenties:
        return uit
    for referentie, dag, volume in lees(conn, _LEVERDAGEN, {"aanbieder": aanbieder, "referenties": referenties}):
        uit[referentie][dag] = volume
    return uit


def bewaar_leverdagen(
    conn: Connection, rijen: Sequence[tuple[str, str, date, int]], wie: str, tijdstip: datetime
) -> None:
    """Add (aanbieder, ReferentieNummer, day, volume); IntegrityError when such a day was told before."""
    voeg_toe(
        conn,
        leverdag,
        ("aanbieder", "referentie", "dag", "volume", "ingevoerd_op", "ingevoerd_door"),
        [(*rij, tijdstip, wie) for rij in rijen],
    )
