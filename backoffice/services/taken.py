"""What is done on a schedule, step by step: proposing payments, closing months, sending what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from backoffice.ledger.perioden import maand_na
from backoffice.services import betalen
from backoffice.services.runs import Verslag
from backoffice.services.sluit_maand import laatst_gesloten_maand, sluit_maand
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from ijw.regels.tekst import euro
from ijw.rekenen import eerste_dag


def stel_betalingen_voor(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Propose per gemeente what can be paid on the first werkdag from today; a person approves."""
    dag = werkplek.kalender.volgende_werkdag(nu.astimezone(AMSTERDAM).date())
    for gemeente in sorted(werkplek.instellingen.gemeenten):
        gemaakt = betalen.maak_voorstel(werkplek, gemeente, dag, nu, "planner", proef=proef)
        aantal = len(gemaakt.voorstel.betalingen)
        if aantal:
            verslag.gedaan.append(f"{gemeente}: {aantal} betalingen voorgesteld, {euro(gemaakt.voorstel.bedrag)}")
        verslag.niet_gedaan += [
            f"{gemeente}, aanbieder {over.aanbieder}: {over.reden}"
            for over in gemaakt.voorstel.overgeslagen
            if over.bedrag > 0
        ]
        yield


def sluit_maanden(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Close every month that is over, oldest first; the first month ever closed is the one just past."""
    deze = eerste_dag(nu.astimezone(AMSTERDAM).date())
    laatste = laatst_gesloten_maand(werkplek)
    maand = eerste_dag(deze - timedelta(days=1)) if laatste is None else maand_na(laatste)
    while maand < deze:
        if not proef:
            sluit_maand(werkplek, maand, nu, "planner")
        verslag.gedaan.append(f"{maand:%m-%Y} gesloten")
        yield
        maand = maand_na(maand)


def bewaak_betalingen(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Tell which proposals wait for approval or for sending, and how long."""
    vandaag = nu.astimezone(AMSTERDAM).date()
    for rij in betalen.voorstellen(werkplek):
        if rij["geexporteerd_op"] is None and rij["besluit"] != "afgekeurd":
            waarop = "verzending" if rij["besluit"] else "goedkeuring"
            dagen = _dagen(rij["gemaakt_op"], vandaag)
            verslag.niet_gedaan.append(f"betaalvoorstel {rij['id']} wacht {dagen} dagen op {waarop}")
    yield


def _dagen(sinds: datetime, vandaag: date) -> int:
    return (vandaag - sinds.astimezone(AMSTERDAM).date()).days
