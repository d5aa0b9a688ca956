"""What receiving every kind of message has in common: judging, refusing or keeping, and answering.

A use case says which facts its rules need and what an accepted message does; the rest is here. A finding of any
level refuses the whole message (IV032), and the answer goes into the outbox in the same transaction (IV028).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from sqlalchemy import Connection

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Contract
from backoffice.services.verwerking import Binnengekomen, Gelezen, Verwerking
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, berichten, contracten
from ijw import codec
from ijw.berichten import basis
from ijw.bevinding import Bevinding
from ijw.feiten import Feiten
from ijw.regels.controle import WORTEL, Plaats
from ijw.regels.toetsing import Signaal, oordeel
from ijw.retour import Kenmerk, retourbericht, retoursoort
from ijw.vorm import Berichtsoort

KOP: Final = Plaats(WORTEL, "Header", None)
CLIENT: Final = Plaats(WORTEL, "Client", None)

FeitenT = TypeVar("FeitenT")


@dataclass(slots=True)
class Toetsing:
    """What levels 3 and 4 say of one message: findings, signals, and the cliënten (ids) who were looked up."""

    soort: Berichtsoort
    bevindingen: tuple[Bevinding, ...] = ()
    signalen: tuple[Signaal, ...] = ()
    clienten: Collection[int] = ()

    def beoordeel(self, obj: Any, plaats: Plaats, feiten: Feiten) -> bool:
        """Run the rules on one berichtklasse and say whether nothing was found."""
        uitkomst = oordeel(self.soort, obj, str(plaats), feiten)
        self.bevindingen += uitkomst.bevindingen
        self.signaleer(*uitkomst.onbeoordeeld)
        return not uitkomst.bevindingen

    def signaleer(self, *signalen: Signaal) -> None:
        """Add what a person may want to look at; what was said before is not said again."""
        self.signalen = tuple(dict.fromkeys((*self.signalen, *signalen)))


Toets = Callable[..., tuple[Toetsing, FeitenT]]
"""Judges a message: (werkplek, conn, gelezen, *, identificatie_gebruikt) gives the judgement and the facts."""

Bewaar = Callable[[Werkplek, Connection, Binnengekomen, int, FeitenT], tuple[set[int], Verwerking]]
"""Keeps an accepted message, given its id, and gives the cliënten it touched and what to tell of it."""


def verwerk(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    handeling: str,
    toets: Toets[FeitenT],
    bewaar: Bewaar[FeitenT],
) -> Verwerking:
    """Judge a heenbericht, keep or refuse it, and answer it; `handeling` is for the audit log."""
    if binnen.bevindingen:
        return weiger(werkplek, conn, binnen, Toetsing(binnen.soort, binnen.bevindingen))
    toetsing, feiten = toets(werkplek, conn, binnen, identificatie_gebruikt=binnen.conflict_van is not None)
    if toetsing.bevindingen:
        return weiger(werkplek, conn, binnen, toetsing)
    bericht_id = berichten.bewaar_bericht(conn, werkplek.kluis, binnen.te_bewaren, "goed", None)
    clienten, verwerking = bewaar(werkplek, conn, binnen, bericht_id, feiten)
    signalen = (*toetsing.signalen, *verwerking.signalen)
    bewaar_signalen(conn, bericht_id, signalen)
    leg_vast(conn, binnen, bericht_id, handeling, clienten)
    return Verwerking(
        signalen=signalen,
        antwoord=_beantwoord_retour(werkplek, conn, binnen, bericht_id, ()),
        antwoord_soort=retoursoort(binnen.soort).naam,
        regels=verwerking.regels,
        reden=verwerking.reden,
    )


def weiger(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen, toetsing: Toetsing) -> Verwerking:
    """Refuse a heenbericht as a whole and answer it; nothing but the message and the judgement is kept."""
    niveau = int(min(b.niveau for b in toetsing.bevindingen))
    bericht_id = berichten.bewaar_bericht(
        conn, werkplek.kluis, binnen.te_bewaren, "afgekeurd", niveau, binnen.conflict_van
    )
    berichten.bewaar_bevindingen(conn, bericht_id, [(None, b) for b in toetsing.bevindingen])
    bewaar_signalen(conn, bericht_id, toetsing.signalen)
    leg_vast(conn, binnen, bericht_id, "bericht beoordeeld", toetsing.clienten)
    return Verwerking(
        niveau=niveau,
        bevindingen=toetsing.bevindingen,
        signalen=toetsing.signalen,
        antwoord=_beantwoord_retour(werkplek, conn, binnen, bericht_id, toetsing.bevindingen),
        antwoord_soort=retoursoort(binnen.soort).naam,
    )


def beantwoord(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    bericht_id: int,
    soort: Berichtsoort,
    stel_op: Callable[[Kenmerk], Any],
) -> bytes:
    """Compose the answer to a message and put it in the outbox."""
    nummer = berichten.nieuw_uitgaand_nummer(conn)
    versie = werkplek.instellingen.xsd_versie
    kenmerk = Kenmerk(
        identificatie=f"{nummer:012d}",
        dagtekening=binnen.antwoorddatum,
        xsd_versie=basis.XsdVersie(basisschema_xsd_versie=versie, bericht_xsd_versie=versie),
    )
    uit = codec.schrijf(stel_op(kenmerk), soort)
    berichten.bewaar_uitgaand(
        conn,
        werkplek.kluis,
        nummer,
        bericht_id,
        soort.naam,
        binnen.ontvanger,
        binnen.afzender,
        kenmerk.identificatie,
        uit,
        binnen.antwoordmoment,
    )
    return uit


def _beantwoord_retour(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    bericht_id: int,
    bevindingen: tuple[Bevinding, ...],
) -> bytes:
    return beantwoord(
        werkplek,
        conn,
        binnen,
        bericht_id,
        retoursoort(binnen.soort),
        lambda kenmerk: retourbericht(binnen.kop, binnen.soort, bevindingen, kenmerk),
    )


def bewaar_signalen(conn: Connection, bericht_id: int, signalen: Iterable[Signaal]) -> None:
    """Keep signals about a message as a whole."""
    berichten.bewaar_signalen(conn, bericht_id, [(None, s.regel, s.reden) for s in signalen])


def leg_vast(
    conn: Connection, binnen: Binnengekomen, bericht_id: int, handeling: str, clienten: Collection[int]
) -> None:
    """Record that a received message read or wrote the data of these cliënten."""
    audit.leg_vast(
        conn,
        tijdstip=binnen.ontvangen_op,
        wie=binnen.wie,
        handeling=handeling,
        doel=f"{binnen.soort.naam} {binnen.identificatie}",
        clienten=clienten,
        bericht_id=bericht_id,
    )


# --- facts that many messages share ---------------------------------------------------------------


def feiten_van_kop(gelezen: Gelezen, ingangsdata: Collection[date], *, identificatie_gebruikt: bool) -> Feiten:
    """What the rules on a header need; `ingangsdata` those of the toewijzingen it is about (TR378)."""
    return Feiten(
        vandaag=gelezen.ontvangstdatum,
        ingangsdata=ingangsdata,
        identificatie_gebruikt=identificatie_gebruikt,
    )


def contracten_van(werkplek: Werkplek, conn: Connection, aanbieder: str | None) -> list[Contract]:
    """The contracts of an aanbieder (or of all), read once and again only after new ones were loaded."""
    stempel = contracten.stempel(conn, aanbieder)
    bekend = werkplek.contracten.get(aanbieder)
    if bekend is None or bekend[0] != stempel:
        bekend = werkplek.contracten[aanbieder] = (stempel, contracten.lees_geldig(conn, aanbieder))
    return bekend[1]


def afspraken_van(werkplek: Werkplek, conn: Connection, aanbieder: str | None) -> Afspraken:
    """The contracts of an aanbieder (or of all), arranged once and again only after new ones were loaded."""
    stempel = contracten.stempel(conn, aanbieder)
    bekend = werkplek.afspraken.get(aanbieder)
    if bekend is None or bekend[0] != stempel:
        bekend = werkplek.afspraken[aanbieder] = (stempel, Afspraken(contracten.lees_geldig(conn, aanbieder)))
    return bekend[1]


@dataclass(frozen=True, slots=True)
class Productlijsten:
    """The lists of products that the gemeente and aanbieder of a message agreed on (IV075)."""

    afspraken: Afspraken
    gemeente: str
    aanbieder: str

    def zet(self, feiten: Feiten, product: basis.Product | None, dag: date) -> None:
        """Fill in the list by which a product is judged on a day.

        A product without Code has nothing to look up, so an empty list will do.
        """
        if product is None or product.code is None:
            feiten.productlijst = {}
            return
        lijst: Any = self.afspraken.gehanteerde_productlijst(
            self.gemeente, self.aanbieder, product.categorie, product.code, dag
        )
        feiten.productlijst = lijst


def productlijsten(werkplek: Werkplek, conn: Connection, gelezen: Gelezen) -> Productlijsten:
    """The lists for the two parties of a message."""
    return Productlijsten(afspraken_van(werkplek, conn, gelezen.aanbieder), gelezen.gemeente, gelezen.aanbieder)
