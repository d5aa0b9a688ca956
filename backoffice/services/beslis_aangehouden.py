"""Deciding on declaraties that wait because a line came in after the agreed term.

A declaratie has one JW325, so all of it waits for the lines that a person has to look at. With the last decision,
or on the last day for the JW325, it is judged again by what is known then, booked and answered, all at once.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backoffice.contracts.model import Gevolg
from backoffice.declaraties.termijn import kies_termijn
from backoffice.fouten import BackofficeError
from backoffice.services import beoordeel_declaratie
from backoffice.services.heenbericht import afspraken_van
from backoffice.services.verwerking import AMSTERDAM, Binnengekomen
from backoffice.services.werkplek import Werkplek
from backoffice.storage import aanhoudingen, berichten
from backoffice.storage.aanhoudingen import Aangehouden
from backoffice.storage.database import lezen
from ijw.codec import Stroom

BESLUITEN: Final = {"accepteer": Gevolg.SIGNAAL, "wijs-af": Gevolg.AFWIJZEN}
"""What a person can decide of a line that waits."""


class Besluitfout(BackofficeError):
    """A decision that cannot be taken; the text says why."""


@dataclass(frozen=True, slots=True)
class Afgehandeld:
    """A declaratie that was answered: amounts are eurocents."""

    identificatie: str
    aanbieder: str
    gemeente: str
    toegekend: int
    afgewezen: int
    antwoord: bytes


def wachtende(werkplek: Werkplek) -> list[Aangehouden]:
    """The lines that wait for a decision, or for the others of their declaratie, most pressing first."""
    with lezen(werkplek.engine) as conn:
        return aanhoudingen.wachtende(conn)


def beslis(
    werkplek: Werkplek,
    aanbieder: str,
    referentie: str,
    besluit: Gevolg,
    reden: str,
    moment: datetime,
    wie: str,
) -> Afgehandeld | None:
    """Accept (with a signal) or reject one line that waits; gives the answer when it was the last one.

    Raises Besluitfout when no such line waits, when it was decided on before, or when the contract names no
    retourcode to reject with.
    """
    with werkplek.engine.begin() as conn:
        gemeente = _zoek(conn, aanbieder, referentie).gemeente
        berichten.neem_beurt(conn, gemeente, aanbieder)
        lijn = _zoek(conn, aanbieder, referentie)
        if lijn.besluit is not None:
            raise Besluitfout(f"Over prestatie {referentie} is al besloten: {lijn.besluit}.")
        if besluit is Gevolg.AFWIJZEN:
            termijnen = afspraken_van(werkplek, conn, aanbieder).termijnen(lijn.contract)
            if kies_termijn(termijnen, lijn.begindatum).retourcode_te_laat is None:
                raise Besluitfout(
                    f"Contract {lijn.contract} noemt geen retourcode voor te laat, dus prestatie {referentie} kan "
                    "niet worden afgewezen. Accepteer haar; het signaal blijft staan voor het contractgesprek."
                )
        aanhoudingen.bewaar_besluit(conn, lijn.prestatie_id, besluit, reden, wie, moment)
        return _rond_af(werkplek, conn, lijn.bericht_id, moment, wie)


def beantwoord_wachtende(werkplek: Werkplek, moment: datetime, wie: str) -> list[Afgehandeld]:
    """Answer every declaratie whose JW325 must go today; what nobody decided on is accepted with a signal."""
    vandaag = moment.astimezone(AMSTERDAM).date()
    nummers = {
        lijn.bericht_id: (lijn.gemeente, lijn.aanbieder)
        for lijn in wachtende(werkplek)
        if lijn.beslissen_uiterlijk <= vandaag
    }
    afgehandeld = []
    for nummer, (gemeente, aanbieder) in nummers.items():
        with werkplek.engine.begin() as conn:
            berichten.neem_beurt(conn, gemeente, aanbieder)
            klaar = _rond_af(werkplek, conn, nummer, moment, wie)
        if klaar is not None:
            afgehandeld.append(klaar)
    return afgehandeld


def _zoek(conn: Connection, aanbieder: str, referentie: str) -> Aangehouden:
    for lijn in aanhoudingen.wachtende(conn):
        if (lijn.aanbieder, lijn.referentie) == (aanbieder, referentie):
            return lijn
    raise Besluitfout(f"Er wacht geen prestatie {referentie} van aanbieder {aanbieder} op een besluit.")


def _rond_af(
    werkplek: Werkplek, conn: Connection, bericht_id: int, moment: datetime, wie: str
) -> Afgehandeld | None:
    """Judge a declaratie again, and answer it when nothing in it waits any more; None when it still does."""
    if aanhoudingen.antwoord_uiterlijk(conn, bericht_id) is None:
        return None
    inhoud, ontvangen_op = berichten.lees_inhoud(conn, werkplek.kluis, bericht_id)
    stroom = Stroom(inhoud, limiet=sys.maxsize)
    stukken = tuple(stroom)
    binnen = Binnengekomen(
        soort=stroom.soort,
        kop=stroom.kop,
        stukken=stukken,
        ontvangen_op=ontvangen_op,
        aangehouden=bericht_id,
        beslist_op=moment,
        bevindingen=(),
        inhoud=inhoud,
        inhoud_hash=werkplek.kluis.inhoud_hash(inhoud),
        wie=wie,
    )
    verwerking = beoordeel_declaratie.verwerk(werkplek, conn, binnen)
    if verwerking.antwoord is None:
        return None
    return Afgehandeld(
        binnen.identificatie,
        binnen.aanbieder,
        binnen.gemeente,
        verwerking.toegekend,
        verwerking.afgewezen,
        verwerking.antwoord,
    )
