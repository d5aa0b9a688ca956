"""What is done on a schedule, step by step: the post, payments to propose, months to close, and what to watch."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Final

from backoffice.ledger.perioden import maand_na
from backoffice.ports.postbus import Postbus
from backoffice.services import afrekening, beslis_aangehouden, besluit_werk, betalen, runs, werkmeldingen
from backoffice.services.antwoordbewaking import bewaak_antwoorden
from backoffice.services.contractoverzicht import DAGEN_VOORUIT, MAANDEN_TERUG, houd_wacht
from backoffice.services.grootboek import maak_aansluiting
from backoffice.services.runs import Taak, Verslag
from backoffice.services.sluit_maand import laatst_gesloten_maand, sluit_maand
from backoffice.services.uitwisseling import Inname, Verzending, neem_in, verzend
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from ijw.regels.tekst import euro
from ijw.rekenen import eerste_dag

_GENOEMD: Final = 20
"""Differences that a run names; `ijw grootboek aansluiting` names all."""


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


def maak_afrekeningen(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Make the statement of every closed month that has none, oldest first."""
    for maand in afrekening.te_maken(werkplek):
        gemaakt = proef or afrekening.leg_vast(werkplek, maand, nu, "planner")
        if gemaakt:
            verslag.gedaan.append(f"{maand:%m-%Y} afgerekend; zie ijw afrekening {maand:%Y-%m}")
        yield


def bewaak_betalingen(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Tell which proposals wait for approval or for sending, and how long."""
    vandaag = nu.astimezone(AMSTERDAM).date()
    for rij in betalen.wachtende_voorstellen(werkplek):
        waarop = "verzending" if rij["besluit"] else "goedkeuring"
        dagen = _dagen(rij["gemaakt_op"], vandaag)
        verslag.niet_gedaan.append(f"betaalvoorstel {rij['id']} wacht {dagen} dagen op {waarop}")
    yield


def wissel_uit(postbus: Postbus) -> Taak:
    """Take in what lies in the postbus, and deliver what waits in the outbox."""

    def taak(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        if proef:
            verslag.gedaan += [f"{stuk.naam} ligt klaar om te ontvangen" for stuk in postbus.binnen()]
            return
        rondes: list[Iterator[Inname | Verzending]] = [
            neem_in(werkplek, postbus, nu, "planner"),
            verzend(werkplek, postbus, nu),
        ]
        for uitslag in chain.from_iterable(rondes):
            (verslag.gedaan if uitslag.gelukt else verslag.niet_gedaan).append(uitslag.zin)
            yield

    return taak


def bewaak_termijnen(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Tell which messages must be answered soon, or should have been."""
    verslag.niet_gedaan += [wachtend.zin for wachtend in bewaak_antwoorden(werkplek, nu)]
    yield


def beantwoord_aangehouden(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Answer the declaraties whose JW325 must go today, and tell how many wait for a person."""
    if not proef:
        for klaar in beslis_aangehouden.beantwoord_wachtende(werkplek, nu, "planner"):
            verslag.gedaan.append(f"JW323 {klaar.identificatie} van {klaar.aanbieder} beantwoord")
    vandaag = nu.astimezone(AMSTERDAM).date()
    for lijn in beslis_aangehouden.wachtende(werkplek):
        if lijn.besluit is None:
            wat = f"prestatie {lijn.referentie} van {lijn.aanbieder} wacht op een besluit"
            dagen = werkplek.kalender.werkdagen_tussen(vandaag, lijn.beslissen_uiterlijk)
            verslag.niet_gedaan.append(f"{wat}, nog {dagen} werkdagen")
    yield


def bewaak_werk(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Decide what the policy left to the software, and tell which deadlines near or passed."""
    if proef:
        return
    for gemeente in sorted(werkplek.instellingen.gemeenten):
        besloten = len(besluit_werk.besluit_automatisch(werkplek, gemeente, nu))
        if besloten:
            verslag.gedaan.append(f"{gemeente}: {besloten} verzoeken automatisch toegewezen")
        verslag.niet_gedaan += [
            f"{gemeente}, werk {item.id}: {stand.zin}"
            for item, stand in werkmeldingen.escaleer(werkplek, gemeente, nu)
        ]
        yield
    stil = werkmeldingen.meld_stilte(werkplek, nu)
    if stil:
        verslag.niet_gedaan.append(f"{stil} berichten zonder retourbericht")
    yield


def houd_contractwacht(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Put what the contract watch sees on the work list."""
    op = nu.astimezone(AMSTERDAM).date()
    meldingen = houd_wacht(werkplek, op, DAGEN_VOORUIT, MAANDEN_TERUG)
    nieuw = len(meldingen) if proef else werkmeldingen.meld_wacht(werkplek, meldingen, nu)
    verslag.gedaan.append(f"{len(meldingen)} meldingen van de contractwacht, {nieuw} nieuw op de werklijst")
    yield


def kijk_boeken_na(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Look whether the books add up to the line and are what their sums say; what is not becomes work."""
    verschillen = maak_aansluiting(werkplek.engine).verschillen
    if not proef:
        werkmeldingen.meld_verschillen(werkplek, verschillen, nu)
    verslag.niet_gedaan += verschillen[:_GENOEMD]
    if not verschillen:
        verslag.gedaan.append("de boeken sluiten aan, tot op de regel")
    yield


def ruim_runs_op(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
    """Throw away what is kept of runs that had nothing to do."""
    weg = 0 if proef else runs.ruim_op(werkplek, nu)
    if weg:
        verslag.gedaan.append(f"{weg} runs zonder werk opgeruimd")
    yield


def _dagen(sinds: datetime, vandaag: date) -> int:
    return (vandaag - sinds.astimezone(AMSTERDAM).date()).days
