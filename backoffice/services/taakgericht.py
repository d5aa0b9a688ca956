"""Taakgericht work: a yearly budget by verdeelsleutel, a voorschot per month, and the settlement of the real cost.

Each gemeente owes the aanbieder its own part. A month is booked once and a year is settled once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Connection

from backoffice.cost_routing.taakgericht import Afrekening, reken_af, voorschotten
from backoffice.cost_routing.verdeelsleutel import Verdeelsleutel
from backoffice.fouten import BackofficeError
from backoffice.ledger.boeken import Boekingsoort, boek_taakgericht
from backoffice.ledger.perioden import boekmaand
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import boekingen, perioden, taakgericht, verrekening
from backoffice.storage.database import lezen
from backoffice.storage.taakgericht import Budget as Budget
from backoffice.storage.taakgericht import Budgetpost
from ijw import nummers


class Taakgerichtfout(BackofficeError):
    """A step with a budget that cannot be taken; the text says why and what can be done."""


def leg_budget_vast(werkplek: Werkplek, budget: Budget, tijdstip: datetime, wie: str) -> bool:
    """Keep a budget in eurocents, and say whether it was new; Taakgerichtfout when it cannot be.

    A budget stays as it was agreed: another amount under the same name and year is refused.
    """
    if not nummers.agb_geldig(budget.aanbieder):
        raise Taakgerichtfout(f"'{budget.aanbieder[:20]}' is geen AGB-code van acht cijfers. Verbeter de code.")
    if budget.budget <= 0:
        raise Taakgerichtfout("Het budget is niet hoger dan nul. Vul het bedrag van het hele jaar in.")
    with werkplek.engine.begin() as conn:
        taakgericht.neem_beurt(conn)
        _sleutel(conn, budget)
        bekend = taakgericht.zoek(conn, budget.naam, budget.jaar)
        if bekend == budget:
            return False
        if bekend is not None:
            raise Taakgerichtfout(
                f"Budget '{budget.naam}' over {budget.jaar} is al vastgelegd met andere gegevens. "
                "Geef een nieuw budget een andere naam."
            )
        taakgericht.bewaar(conn, budget, wie, tijdstip)
    return True


def boek_voorschot(werkplek: Werkplek, naam: str, maand: date, tijdstip: datetime) -> tuple[bool, dict[str, int]]:
    """Book the voorschot of a month (by its first day) per gemeente; False when it was booked before."""
    dag = tijdstip.astimezone(AMSTERDAM).date()
    with werkplek.engine.begin() as conn:
        taakgericht.neem_beurt(conn)
        budget = _zoek(conn, naam, maand.year)
        posten = taakgericht.lees_posten(conn, naam, maand.year)
        if any(post.soort == "afrekening" for post in posten):
            raise Taakgerichtfout(f"Budget '{naam}' over {maand.year} is al afgerekend.")
        bekend = {post.gemeente: post.bedrag for post in posten if post.maand == maand}
        if bekend:
            return False, bekend
        per_maand = voorschotten(budget.budget, _sleutel(conn, budget))
        bedragen = {gemeente: maanden[maand] for gemeente, maanden in per_maand.items()}
        _boek(werkplek, conn, budget, Boekingsoort.VOORSCHOT, maand, bedragen, dag)
    return True, bedragen


def reken_jaar_af(
    werkplek: Werkplek,
    naam: str,
    jaar: int,
    realisatie: int,
    gebruik: Mapping[str, int] | None,
    tijdstip: datetime,
    *,
    proef: bool = False,
) -> dict[str, Afrekening]:
    """Settle a year by the real cost in eurocents, shared by the key or by real use; `proef` only shows it.

    Taakgerichtfout when the year is settled already, or nothing was used.
    """
    dag = tijdstip.astimezone(AMSTERDAM).date()
    with werkplek.engine.begin() as conn:
        taakgericht.neem_beurt(conn)
        budget = _zoek(conn, naam, jaar)
        posten = taakgericht.lees_posten(conn, naam, jaar)
        if any(post.soort == "afrekening" for post in posten):
            raise Taakgerichtfout(f"Budget '{naam}' over {jaar} is al afgerekend. Dat gebeurt één keer.")
        if gebruik is not None and not any(gebruik.values()):
            raise Taakgerichtfout("Geen gemeente heeft gebruik. Vul het gebruik in, of reken af naar de sleutel.")
        betaald: Counter[str] = Counter()
        for post in posten:
            betaald[post.gemeente] += post.bedrag
        uitkomst = reken_af(realisatie, _sleutel(conn, budget), betaald, gebruik)
        if not proef:
            saldi = {gemeente: een.saldo for gemeente, een in uitkomst.items()}
            _boek(werkplek, conn, budget, Boekingsoort.AFREKENING, date(jaar, 12, 1), saldi, dag)
    return uitkomst


def budgetten(werkplek: Werkplek) -> list[tuple[Budget, list[Budgetpost]]]:
    """All budgets with what was booked of them."""
    with lezen(werkplek.engine) as conn:
        return [(een, taakgericht.lees_posten(conn, een.naam, een.jaar)) for een in taakgericht.lees(conn)]


def _boek(
    werkplek: Werkplek,
    conn: Connection,
    budget: Budget,
    soort: Boekingsoort,
    maand: date,
    bedragen: Mapping[str, int],
    dag: date,
) -> None:
    nieuw = [
        boek_taakgericht(soort, gemeente, budget.aanbieder, bedrag, dag, maand)
        for gemeente, bedrag in sorted(bedragen.items())
    ]
    boeken_in = boekmaand(dag, perioden.laatst_gesloten(conn))
    ids = boekingen.bewaar_boekingen(conn, None, boeken_in, nieuw, termijn=werkplek.instellingen.betaaltermijn)
    taakgericht.bewaar_posten(
        conn,
        budget.naam,
        budget.jaar,
        [
            Budgetpost(boeking.gemeente, str(soort), maand, bedragen[boeking.gemeente], boeking_id)
            for boeking_id, boeking in zip(ids, nieuw, strict=True)
        ],
    )


def _zoek(conn: Connection, naam: str, jaar: int) -> Budget:
    budget = taakgericht.zoek(conn, naam, jaar)
    if budget is None:
        raise Taakgerichtfout(f"Er is geen budget '{naam}' over {jaar}. Leg het eerst vast.")
    return budget


def _sleutel(conn: Connection, budget: Budget) -> Verdeelsleutel:
    sleutel = verrekening.sleutels_van(conn).zoek(budget.sleutel, date(budget.jaar, 1, 1))
    if sleutel is None:
        raise Taakgerichtfout(f"Er is geen verdeelsleutel '{budget.sleutel}' over {budget.jaar}. Laad die eerst.")
    return sleutel
