"""Facts that come or change later: what was booked elsewhere, as a proposal that somebody else approves.

Nothing that was booked changes: an approved proposal adds bookings and verrekenposten, in the open month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping

from backoffice.cost_routing.feiten import TegenstrijdigeFeiten
from backoffice.cost_routing.routering import BEKEND_COLLEGE, Dragerafspraken, Kosten, Routering, routeer
from backoffice.cost_routing.solidariteit import Grondslag
from backoffice.cost_routing.verrekening import Leverdagfout
from backoffice.fouten import BackofficeError
from backoffice.ledger.boeken import Boeking, boek_herroutering
from backoffice.ledger.perioden import boekmaand
from backoffice.services.kostendragers import ZONDER_CONTRACT, lees_dragerafspraken
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import (
    audit,
    berichten,
    boekingen,
    herroutering,
    perioden,
    persoonsfeiten,
    verrekening,
)
from backoffice.storage.database import lezen
from backoffice.storage.herroutering import Kandidaat, Voorstelregel
from backoffice.storage.verrekening import Paarsom, Postrij
from ijw.rekenen import eerste_dag


class Herrouteerfout(BackofficeError):
    """A proposal that cannot be decided on now; the text says why and what can be done."""


class Wijziging(NamedTuple):
    """What a gemeente owes another for a prestatie more (or, negative, less) than was booked; eurocents."""

    kandidaat: Kandidaat
    betaalt: str
    ontvangt: str
    bedrag: int
    grond: str


class Voorstel(NamedTuple):
    """A proposal as it was made: its number, the pair and the changes in it."""

    nummer: int
    betaalt: str
    ontvangt: str
    wijzigingen: tuple[Wijziging, ...]

    @property
    def bedrag(self) -> int:
        """All of it together, in eurocents."""
        return sum(wijziging.bedrag for wijziging in self.wijzigingen)


def maak_voorstellen(werkplek: Werkplek, tijdstip: datetime, wie: str) -> list[Voorstel]:
    """Propose per pair of gemeenten what today's facts and keys say otherwise than the books.

    What waits in another proposal for the same pair is left out.
    """
    with werkplek.engine.begin() as conn:
        persoonsfeiten.neem_beurt(conn)
        wachtend = herroutering.in_behandeling(conn)
        per_paar: dict[tuple[str, str], list[Wijziging]] = defaultdict(list)
        for wijziging in _wijzigingen(werkplek, conn):
            paar = wijziging.betaalt, wijziging.ontvangt
            if (wijziging.kandidaat.id, *paar) not in wachtend:
                per_paar[paar].append(wijziging)
        voorstellen = []
        for (betaalt, ontvangt), wijzigingen in sorted(per_paar.items()):
            regels = [Voorstelregel(een.kandidaat.id, een.bedrag, een.grond) for een in wijzigingen]
            nummer = herroutering.bewaar_voorstel(conn, betaalt, ontvangt, regels, wie, tijdstip)
            voorstellen.append(Voorstel(nummer, betaalt, ontvangt, tuple(wijzigingen)))
            _audit(conn, wijzigingen, "verrekening voorgesteld", nummer, tijdstip, wie)
    return voorstellen


def keur_goed(werkplek: Werkplek, nummer: int, tijdstip: datetime, wie: str) -> int:
    """Approve a proposal, book it in the open month, and give the number of prestaties.

    Herrouteerfout for who made it, when it is decided already, and when facts or books changed since.
    """
    dag = tijdstip.astimezone(AMSTERDAM).date()
    with werkplek.engine.begin() as conn:
        persoonsfeiten.neem_beurt(conn)
        voorstel = _onbesloten(conn, nummer)
        if voorstel["gemaakt_door"] == wie:
            raise Herrouteerfout(f"Voorstel {nummer} is door {wie} gemaakt. Laat iemand anders het goedkeuren.")
        regels = herroutering.lees_regels(conn, nummer)
        prestaties = [regel.prestatie_id for regel in regels]
        for gemeente, aanbieder in sorted(
            {(een.gemeente, een.aanbieder) for een in herroutering.kandidaten(conn, (), prestaties)}
        ):
            # A credit of one of these waits, or came before what is read below.
            berichten.neem_beurt(conn, gemeente, aanbieder)
        wijzigingen = [
            een
            for een in _wijzigingen(werkplek, conn, prestaties)
            if (een.betaalt, een.ontvangt) == (voorstel["betaalt"], voorstel["ontvangt"])
        ]
        if [Voorstelregel(een.kandidaat.id, een.bedrag, een.grond) for een in wijzigingen] != regels:
            raise Herrouteerfout(
                f"Sinds voorstel {nummer} zijn er feiten, sleutels of boekingen bij gekomen. "
                "Keur het af en maak een nieuw voorstel."
            )
        _boek(werkplek, conn, wijzigingen, dag)
        herroutering.besluit(conn, nummer, "goedgekeurd", wie, tijdstip)
        _audit(conn, wijzigingen, "verrekening goedgekeurd", nummer, tijdstip, wie)
    return len(regels)


def keur_af(werkplek: Werkplek, nummer: int, tijdstip: datetime, wie: str) -> None:
    """Refuse a proposal, also one's own; nothing is booked."""
    with werkplek.engine.begin() as conn:
        persoonsfeiten.neem_beurt(conn)
        _onbesloten(conn, nummer)
        herroutering.besluit(conn, nummer, "afgekeurd", wie, tijdstip)


def voorstellen(werkplek: Werkplek) -> list[RowMapping]:
    """All proposals, newest first, with number and sum of their lines."""
    with lezen(werkplek.engine) as conn:
        return herroutering.lees_voorstellen(conn)


def afrekening(werkplek: Werkplek, van: date, tot_en_met: date) -> list[Paarsom]:
    """What gemeenten owe each other over book months (by their first day), per pair in both directions."""
    with lezen(werkplek.engine) as conn:
        return verrekening.som_per_paar(conn, van, tot_en_met)


def routeer_nu(
    werkplek: Werkplek, conn: Connection, kandidaten: Iterable[Kandidaat], afspraken: Dragerafspraken
) -> Iterable[tuple[Kandidaat, Routering | None]]:
    """Who bears each of these by what is known now; None where facts contradict each other."""
    lijst = list(kandidaten)
    clienten = {een.client_id for een in lijst if een.client_id is not None}
    feiten = persoonsfeiten.van_clienten(conn, werkplek.kluis, clienten)
    referenties: dict[str, set[str]] = defaultdict(set)
    for een in lijst:
        referenties[een.aanbieder].add(een.referentie)
    levering = {agb: verrekening.lees_leverdagen(conn, agb, wat) for agb, wat in referenties.items()}
    for een in lijst:
        kosten = Kosten(
            een.gemeente,
            een.begindatum,
            een.einddatum,
            een.bedrag,
            een.contractsoort or ZONDER_CONTRACT,
            levering[een.aanbieder].get(een.referentie),
        )
        van_client = None if een.client_id is None else feiten.get(een.client_id)
        try:
            yield een, routeer(kosten, van_client, afspraken)
        except (TegenstrijdigeFeiten, Leverdagfout):
            yield een, None


def _wijzigingen(
    werkplek: Werkplek, conn: Connection, prestaties: Collection[int] | None = None
) -> list[Wijziging]:
    afspraken = lees_dragerafspraken(conn)
    gedeeld = {
        een.soort for een in verrekening.lees_kostenafspraken(conn) if een.grondslag is Grondslag.SOLIDARITEIT
    }
    kandidaten = herroutering.kandidaten(conn, gedeeld, prestaties)
    bekend = verrekening.posten_van(conn, [een.id for een in kandidaten])
    uit: list[Wijziging] = []
    for kandidaat, routering in routeer_nu(werkplek, conn, kandidaten, afspraken):
        if routering is None:
            continue
        verschil: dict[tuple[str, str], int] = defaultdict(int)
        for post in routering.posten:
            verschil[post.betaalt, post.ontvangt] += post.bedrag
        for _, geboekt in bekend.get(kandidaat.id, ()):
            verschil[geboekt.betaalt, geboekt.ontvangt] -= geboekt.bedrag
        uit += [
            Wijziging(kandidaat, *paar, bedrag, routering.gronden.get(paar[0], BEKEND_COLLEGE))
            for paar, bedrag in sorted(verschil.items())
            if bedrag
        ]
    return uit


def _boek(werkplek: Werkplek, conn: Connection, wijzigingen: list[Wijziging], dag: date) -> None:
    geboekt = boekingen.toekenning_van(conn, [een.kandidaat.id for een in wijzigingen])
    nieuw: list[Boeking] = [
        boek_herroutering(
            een.kandidaat.id,
            een.kandidaat.gemeente,
            geboekt[een.kandidaat.id],
            een.ontvangt,
            een.betaalt,
            een.bedrag,
            dag,
            eerste_dag(een.kandidaat.begindatum),
        )
        for een in wijzigingen
    ]
    maand = boekmaand(dag, perioden.laatst_gesloten(conn))
    ids = boekingen.bewaar_boekingen(conn, None, maand, nieuw, termijn=werkplek.instellingen.betaaltermijn)
    verrekening.bewaar_posten(
        conn,
        [
            Postrij(een.kandidaat.id, boeking_id, een.betaalt, een.ontvangt, een.bedrag, een.grond)
            for boeking_id, een in zip(ids, wijzigingen, strict=True)
        ],
    )


def _onbesloten(conn: Connection, nummer: int) -> RowMapping:
    voorstel = herroutering.zoek_voorstel(conn, nummer)
    if voorstel is None:
        raise Herrouteerfout(f"Er is geen voorstel {nummer}. Kijk het nummer na met 'ijw verrekening lijst'.")
    if voorstel["besluit"] is not None:
        raise Herrouteerfout(f"Voorstel {nummer} is al {voorstel['besluit']} door {voorstel['besloten_door']}.")
    return voorstel


def _audit(
    conn: Connection, wijzigingen: Iterable[Wijziging], wat: str, nummer: int, tijdstip: datetime, wie: str
) -> None:
    audit.leg_vast(
        conn,
        tijdstip=tijdstip,
        wie=wie,
        handeling=wat,
        doel=f"voorstel {nummer}",
        clienten={een.kandidaat.client_id for een in wijzigingen if een.kandidaat.client_id is not None},
    )
