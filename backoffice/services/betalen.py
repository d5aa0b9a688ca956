"""Paying aanbieders: a proposal by one person, approval by another, one file for the bank, and what it answers.

Each gemeente pays its own debts. A debt goes into one payment, once; only a proposal that is refused before it was
sent lets go of its debts, and a payment that comes back opens a new debt.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection, RowMapping

from backoffice.fouten import BackofficeError, OnjuisteInhoud
from backoffice.ledger.boeken import Boeking, Rekening, boek_betaling, boek_terugkomst, boek_uitvoering
from backoffice.ledger.perioden import boekmaand
from backoffice.ports.betalen import Bank, Bankmelding, Bankstand, Batch, Opdracht
from backoffice.services import werkmeldingen
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.settlement.betalen import Voorstel, stel_voor
from backoffice.storage import betalingen, boekingen, perioden
from backoffice.storage.database import lezen
from ijw.regels.tekst import euro


class Betaalfout(BackofficeError):
    """A step in paying that cannot be taken now; the text says why and what can be done."""


class OnjuisteRekening(Betaalfout, OnjuisteInhoud):
    """This can be no account of anybody."""


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """A proposal, and the number under which it waits for approval; none when there is nothing to pay."""

    nummer: int | None
    voorstel: Voorstel


def maak_voorstel(
    werkplek: Werkplek, gemeente: str, betaaldag: date, tijdstip: datetime, wie: str, *, proef: bool = False
) -> Gemaakt:
    """Propose what a gemeente pays on a day; `proef` only shows it. Posten in a proposal are in no other."""
    with werkplek.engine.begin() as conn:
        betalingen.neem_beurt(conn, gemeente)
        blokkades = betalingen.lees_blokkades(conn, gemeente)
        voorstel = stel_voor(
            betalingen.open_posten(conn, gemeente, betaaldag),
            betaaldag,
            betalingen.lees_rekeningen(conn, betaaldag),
            blokkades.aanbieders,
            blokkades.boekingen,
            werkplek.instellingen.minimum,
        )
        if proef or not voorstel.betalingen:
            return Gemaakt(None, voorstel)
        return Gemaakt(
            betalingen.bewaar_voorstel(conn, gemeente, betaaldag, voorstel.betalingen, wie, tijdstip), voorstel
        )


def keur_goed(werkplek: Werkplek, nummer: int, tijdstip: datetime, wie: str) -> None:
    """Approve a proposal; Betaalfout when it is decided already, or for who made it."""
    with werkplek.engine.begin() as conn:
        voorstel = _onbesloten(conn, nummer)
        if voorstel["gemaakt_door"] == wie:
            raise Betaalfout(f"Betaalvoorstel {nummer} is door {wie} gemaakt. Laat iemand anders het goedkeuren.")
        betalingen.besluit_voorstel(conn, nummer, "goedgekeurd", wie, tijdstip)


def keur_af(werkplek: Werkplek, nummer: int, tijdstip: datetime, wie: str) -> None:
    """Refuse a proposal, also one's own; what it would have paid is open again."""
    with werkplek.engine.begin() as conn:
        _onbesloten(conn, nummer)
        betalingen.besluit_voorstel(conn, nummer, "afgekeurd", wie, tijdstip)


def exporteer(werkplek: Werkplek, nummer: int, bank: Bank, tijdstip: datetime, wie: str) -> bytes:
    """Give the payment file of an approved proposal; who asks again gets the same bytes and books nothing.

    Raises Betaalfout when it is not approved, or the gemeente has no account to pay from.
    """
    with werkplek.engine.begin() as conn:
        voorstel = _zoek(conn, nummer)
        betalingen.neem_beurt(conn, voorstel["gemeente"])
        if (bekend := betalingen.lees_bestand(conn, werkplek.kluis, nummer)) is not None:
            return bekend
        if voorstel["besluit"] != "goedgekeurd":
            raise Betaalfout(f"Betaalvoorstel {nummer} is niet goedgekeurd. Laat het eerst goedkeuren.")
        rijen = betalingen.lees_betalingen(conn, nummer)
        inhoud = bank.schrijf(_batch(conn, voorstel, rijen))
        _boek(conn, werkplek, _betaald(conn, voorstel, rijen, _dag(tijdstip)), _dag(tijdstip))
        betalingen.bewaar_bestand(conn, werkplek.kluis, nummer, inhoud, wie, tijdstip)
    return inhoud


def _batch(conn: Connection, voorstel: RowMapping, rijen: list[RowMapping]) -> Batch:
    gemeente, dag = voorstel["gemeente"], voorstel["betaaldag"]
    van = betalingen.lees_rekeningen(conn, dag).get(gemeente)
    if van is None:
        raise Betaalfout(
            f"Gemeente {gemeente} heeft geen bevestigd rekeningnummer voor {dag:%d-%m-%Y}. "
            "Stel het voor en laat het bevestigen."
        )
    return Batch(
        kenmerk=f"IJW-{gemeente}-{voorstel['id']:09d}",
        naam=van.naam,
        iban=van.iban,
        uitvoerdag=dag,
        # The moment of approval, so that the file follows from what is kept.
        gemaakt_op=voorstel["besloten_op"],
        opdrachten=[
            Opdracht(
                rij["kenmerk"], rij["naam"], rij["iban"], rij["bedrag"], f"Jeugdhulp {gemeente} {rij['kenmerk']}"
            )
            for rij in rijen
        ],
    )


def _betaald(conn: Connection, voorstel: RowMapping, rijen: list[RowMapping], dag: date) -> list[Boeking]:
    delen = betalingen.per_leveringsmaand(conn, voorstel["id"])
    return [
        boek_betaling(rij["id"], voorstel["gemeente"], rij["aanbieder"], bedrag, dag, maand)
        for rij in rijen
        for maand, bedrag in delen[rij["id"]].items()
    ]


def verwerk_meldingen(werkplek: Werkplek, bank: Bank, inhoud: bytes, tijdstip: datetime) -> list[str]:
    """Take in what a bank says, and tell per payment what became of it, in Dutch.

    A report that was taken in before changes nothing. Raises BackofficeError for a file that is no report.
    """
    return [verwerk_melding(werkplek, melding, tijdstip) for melding in bank.lees(inhoud)]


STANDEN: Final = tuple(stand.value for stand in Bankstand)
"""What a person can say of a payment."""


def meld(werkplek: Werkplek, kenmerk: str, stand: str, reden: str, tijdstip: datetime) -> str:
    """What a person saw at the bank of one payment: one of STANDEN, and the bank's own reason if any."""
    return verwerk_melding(werkplek, Bankmelding(kenmerk, Bankstand(stand), None, reden), tijdstip)


def verwerk_melding(werkplek: Werkplek, melding: Bankmelding, tijdstip: datetime) -> str:
    """Take in what a bank, or a person, says of one payment."""
    with werkplek.engine.begin() as conn:
        rij = betalingen.zoek_betaling(conn, melding.kenmerk)
        if rij is None:
            return f"{melding.kenmerk}: onbekende betaling, niet verwerkt"
        betalingen.neem_beurt(conn, rij["gemeente"])
        rij = betalingen.zoek_betaling(conn, melding.kenmerk) or rij
        if melding.bedrag not in (None, rij["bedrag"]):
            return (
                f"{melding.kenmerk}: de bank noemt {euro(melding.bedrag or 0)} en de betaling is "
                f"{euro(rij['bedrag'])}; niet verwerkt, kijk dit na"
            )
        gewenst = "uitgevoerd" if melding.stand is Bankstand.UITGEVOERD else "teruggekomen"
        if rij["stand"] == gewenst:
            return f"{melding.kenmerk}: was al {gewenst}"
        if gewenst not in _NA.get(rij["stand"], ()):
            return f"{melding.kenmerk}: is {rij['stand']} en kan niet {gewenst} worden; kijk dit na"
        reden = f" ({melding.reden})" if melding.reden else ""
        _boek_melding(conn, werkplek, rij, gewenst, _dag(tijdstip))
        betalingen.zet_stand(conn, rij["id"], gewenst, tijdstip, melding.reden or None)
        if gewenst == "teruggekomen":
            # Otherwise the next proposal would pay to the same account again.
            waarom = f"betaling {melding.kenmerk} kwam terug{reden}; kijk het rekeningnummer na"
            wie = rij["gemeente"], rij["aanbieder"]
            betalingen.zet_blokkade(conn, *wie, None, waarom, "systeem", tijdstip)
            werkmeldingen.meld_terugkomst(werkplek, conn, (*wie, melding.kenmerk), waarom, tijdstip)
    return f"{melding.kenmerk}: {gewenst}{reden}"


_NA: Final = {"onderweg": ("uitgevoerd", "teruggekomen"), "uitgevoerd": ("teruggekomen",)}
"""What can become of a payment; a bank may take back what it reported as paid."""


def _boek_melding(conn: Connection, werkplek: Werkplek, rij: RowMapping, gewenst: str, dag: date) -> None:
    geboekt = betalingen.geboekt_bij(conn, rij["id"])
    if gewenst == "uitgevoerd":
        boeken = [boek_uitvoering(boeking, dag) for _, boeking in geboekt]
    else:
        van = Rekening.BANK if rij["stand"] == "uitgevoerd" else Rekening.ONDERWEG
        boeken = [boek_terugkomst(id_, boeking, van, dag) for id_, boeking in geboekt]
    _boek(conn, werkplek, boeken, dag)


def specificatie(werkplek: Werkplek, kenmerk: str) -> list[RowMapping]:
    """What a payment settles, line by line; Betaalfout when it is not known."""
    with lezen(werkplek.engine) as conn:
        rij = betalingen.zoek_betaling(conn, kenmerk)
        if rij is None:
            raise Betaalfout(f"Er is geen betaling met kenmerk {kenmerk}. Kijk het kenmerk na.")
        return betalingen.specificatie(conn, rij["id"])


def voorstellen(werkplek: Werkplek, gemeente: str | None = None) -> list[RowMapping]:
    """All proposals, newest first, with number and sum of their payments."""
    with lezen(werkplek.engine) as conn:
        return betalingen.lees_voorstellen(conn, gemeente)


def wachtende_voorstellen(werkplek: Werkplek) -> list[RowMapping]:
    """The proposals that wait for approval or for sending, newest first."""
    with lezen(werkplek.engine) as conn:
        return betalingen.wachtende_voorstellen(conn)


# --- holding back ---------------------------------------------------------------------------------


def blokkeer(
    werkplek: Werkplek,
    gemeente: str,
    aanbieder: str,
    reden: str,
    tijdstip: datetime,
    wie: str,
    *,
    referentie: str | None = None,
) -> int:
    """Hold back what a gemeente owes an aanbieder, or one prestatie by its ReferentieNummer; gives its number."""
    with werkplek.engine.begin() as conn:
        boeking = None
        if referentie is not None:
            boeking = betalingen.zoek_open_post(conn, gemeente, aanbieder, referentie)
            if boeking is None:
                raise Betaalfout(
                    f"Er staat niets open onder ReferentieNummer {referentie} bij gemeente {gemeente} en "
                    f"aanbieder {aanbieder}. Kijk of het is toegekend en nog niet in een voorstel staat."
                )
        return betalingen.zet_blokkade(conn, gemeente, aanbieder, boeking, reden, wie, tijdstip)


def blokkades(werkplek: Werkplek) -> list[RowMapping]:
    """What is held back now, oldest first: by hand, or because a payment came back."""
    with lezen(werkplek.engine) as conn:
        return betalingen.blokkades_van_kracht(conn)


def deblokkeer(werkplek: Werkplek, nummer: int, tijdstip: datetime, wie: str) -> None:
    """Lift a blokkade; Betaalfout when none is in force under this number."""
    with werkplek.engine.begin() as conn:
        if not betalingen.hef_blokkade_op(conn, nummer, wie, tijdstip):
            raise Betaalfout(f"Er is geen blokkade {nummer}, of zij is al opgeheven.")


def _onbesloten(conn: Connection, nummer: int) -> RowMapping:
    voorstel = _zoek(conn, nummer)
    betalingen.neem_beurt(conn, voorstel["gemeente"])
    voorstel = _zoek(conn, nummer)
    if voorstel["besluit"] is not None:
        raise Betaalfout(f"Betaalvoorstel {nummer} is al {voorstel['besluit']} door {voorstel['besloten_door']}.")
    return voorstel


def _zoek(conn: Connection, nummer: int) -> RowMapping:
    voorstel = betalingen.zoek_voorstel(conn, nummer)
    if voorstel is None:
        raise Betaalfout(f"Er is geen betaalvoorstel {nummer}. Kijk het nummer na met 'ijw betaal voorstellen'.")
    return voorstel


def _boek(conn: Connection, werkplek: Werkplek, boeken: list[Boeking], dag: date) -> None:
    maand = boekmaand(dag, perioden.laatst_gesloten(conn))
    boekingen.bewaar_boekingen(conn, None, maand, boeken, termijn=werkplek.instellingen.betaaltermijn)


def _dag(tijdstip: datetime) -> date:
    return tijdstip.astimezone(AMSTERDAM).date()
