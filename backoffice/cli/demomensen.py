"""What people do in the year of the demo: accounts, budgets, decisions, payments and verrekening, each on its day.

Every step is a run with a slot of its own, so that a second demo finds it done. Two persons take part, since
most of it asks for a second one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from backoffice.bootstrap import open_bank
from backoffice.cli.bedrag import euro
from backoffice.services import (
    beslis_aangehouden,
    besluit_werk,
    betaalrekeningen,
    betalen,
    herrouteer,
    taakgericht,
    werklijst,
)
from backoffice.services.beslis_aangehouden import BESLUITEN
from backoffice.services.besluitstap import Besluit
from backoffice.services.runs import Taak, Verslag
from backoffice.services.taakgericht import Budget
from backoffice.services.werkplek import Werkplek
from backoffice.synthetisch import bank
from backoffice.synthetisch.bank import Opdracht
from backoffice.synthetisch.jaargevallen import Jaargeval
from backoffice.synthetisch.kostengevallen import SLEUTEL, gewichten
from backoffice.synthetisch.model import maand_na
from ijw import codelijsten

ADMINISTRATIE: Final = "administratie"
CONTROLLER: Final = "controller"

BUDGET: Final = "crisisbedden"
BUDGETTEN: Final = {2025: 120_000_000, 2026: 124_800_000}
REALISATIE: Final = 115_000_000
"""What the crisisbedden really cost in 2025."""
GROOTSTE: Final = "99000001"
"""Delivers most, and the crisisbedden."""

GEBLOKKEERD: Final = ("0153", GROOTSTE)
VERHUISD_VAN_BANK: Final = "99000002"
"""Gets a new account right before the first payment round."""
WACHT: Final = "1774"
"""Its second proposal is not approved yet when the year ends."""
ONDERWEG: Final = "1735"
"""Its second payments are still under way when the year ends."""
_MET_DE_HAND: Final = "1742"
"""Its first payment of the second round is missing on the statement, and looked up by a person."""
RONDEN: Final = (date(2025, 12, 16), date(2026, 4, 16))


class Stap(NamedTuple):
    """What somebody does at a moment, under a name that occurs once per moment."""

    moment: datetime
    naam: str
    taak: Taak


def betaalbestanden(werkplek: Werkplek, ronde: date | None = None) -> Iterator[tuple[str, date, list[Opdracht]]]:
    """Gemeente, payment day and payments of every file that was sent, oldest first."""
    for rij in reversed(betalen.voorstellen(werkplek)):
        if rij["geexporteerd_op"] is not None and ronde in (None, rij["betaaldag"]):
            # Asked again, it gives what was sent and books nothing.
            inhoud = betalen.exporteer(werkplek, rij["id"], open_bank(), rij["geexporteerd_op"], ADMINISTRATIE)
            yield rij["gemeente"], rij["betaaldag"], bank.lees_opdrachten(inhoud)


@dataclass(frozen=True, slots=True)
class Draaiboek:
    """The steps of a year that begins and ends on these days, written into `uit` where files come of it."""

    aanbieders: dict[str, str]
    gemeenten: Sequence[str]
    gevallen: Sequence[Jaargeval]
    begin: date
    einde: date
    uit: Path

    def stappen(self) -> list[Stap]:
        """All of them, in no order."""
        begin, ronde_1, ronde_2 = self.begin, *RONDEN
        stappen = [
            _stap(begin, "rekeningnummers", self._rekeningen),
            _stap(ronde_1 - _dagen(4), "blokkade", self._blokkeer),
            _stap(ronde_1 - _dagen(2), "nieuw rekeningnummer", self._nieuw_rekeningnummer),
            _stap(ronde_1 + _dagen(1), "betaalronde", self._betaal(())),
            _stap(ronde_1 + _dagen(3), "bankafschrift", self._bank(ronde_1, geweigerd=True)),
            _stap(date(2026, 1, 8), "teruggekomen betaling", self._teruggekomen),
            _stap(date(2026, 1, 20), "blokkade opgeheven", self._deblokkeer),
            _stap(date(2026, 2, 12), "verrekening", self._verreken),
            _stap(date(2026, 3, 10), "afrekening", self._reken_af),
            _stap(ronde_2 + _dagen(1), "betaalronde", self._betaal((WACHT,))),
            _stap(ronde_2 + _dagen(5), "bankafschrift", self._bank(ronde_2, geweigerd=False)),
            _stap(self.einde - _dagen(9), "verrekening", self._verreken),
        ]
        maand = begin
        while maand < self.einde:
            stappen.append(_stap(maand, "voorschot", self._voorschot))
            maand = maand_na(maand)
        stappen += (
            _stap(geval.besluit_op, f"te laat {geval.aanbieder} {geval.referentie}", self._beslis(geval))
            for geval in self.gevallen
            if geval.besluit_op is not None
        )
        return [stap for stap in stappen if stap.moment.date() <= self.einde]

    # --- accounts and what is held back -----------------------------------------------------------

    def _rekeningen(self, werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        namen = self.aanbieders | {code: f"Gemeente {codelijsten.gemeentenaam(code)}" for code in self.gemeenten}
        vanaf = nu.date()
        for partij, naam in sorted(namen.items()):
            vanaf = _nieuwe_rekening(werkplek, partij, naam, bank.rekening(partij), nu)
            yield
        verslag.gedaan.append(
            f"{len(namen)} rekeningnummers, voorgesteld door de {ADMINISTRATIE} en bevestigd door de "
            f"{CONTROLLER}, te gebruiken vanaf {vanaf:%d-%m-%Y}"
        )

    def _nieuw_rekeningnummer(
        self, werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool
    ) -> Iterator[None]:
        naam = self.aanbieders[VERHUISD_VAN_BANK]
        iban = bank.rekening(VERHUISD_VAN_BANK, 1)
        vanaf = _nieuwe_rekening(werkplek, VERHUISD_VAN_BANK, naam, iban, nu)
        verslag.gedaan.append(
            f"{naam} kreeg een nieuw rekeningnummer; afkoeling tot {vanaf:%d-%m-%Y}, dus ronde 1 betaalt nog op "
            "het oude"
        )
        yield

    def _blokkeer(self, werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        gemeente, aanbieder = GEBLOKKEERD
        betalen.blokkeer(werkplek, gemeente, aanbieder, "materiële controle loopt", nu, CONTROLLER)
        verslag.gedaan.append(f"betalingen van {gemeente} aan {aanbieder} staan stil: materiële controle loopt")
        yield

    def _deblokkeer(self, werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        for rij in betalen.blokkades(werkplek):
            if (rij["gemeente"], rij["aanbieder"]) == GEBLOKKEERD:
                betalen.deblokkeer(werkplek, rij["id"], nu, CONTROLLER)
                verslag.gedaan.append(f"de blokkade van {rij['aanbieder']} bij {rij['gemeente']} is opgeheven")
                yield

    # --- payment rounds ---------------------------------------------------------------------------

    def _betaal(self, niet: Sequence[str]) -> Taak:
        def taak(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
            (self.uit / "betalen").mkdir(parents=True, exist_ok=True)
            aantal = bedrag = 0
            for rij in reversed(betalen.voorstellen(werkplek)):
                if rij["geexporteerd_op"] is not None or rij["gemeente"] in niet:
                    continue
                if rij["besluit"] is None:
                    betalen.keur_goed(werkplek, rij["id"], nu, CONTROLLER)
                inhoud = betalen.exporteer(werkplek, rij["id"], open_bank(), nu, ADMINISTRATIE)
                naam = f"pain001-{rij['betaaldag']:%Y-%m-%d}-{rij['gemeente']}.xml"
                (self.uit / "betalen" / naam).write_bytes(inhoud)
                aantal, bedrag = aantal + rij["aantal"], bedrag + rij["bedrag"]
                yield
            verslag.gedaan.append(
                f"de {CONTROLLER} keurde de betaalvoorstellen goed; {aantal} betalingen naar de bank, "
                f"€ {euro(bedrag)}"
            )
            if niet:
                verslag.gedaan.append(f"het voorstel van {', '.join(niet)} wacht nog op goedkeuring")

        return taak

    def _bank(self, ronde: date, *, geweigerd: bool) -> Taak:
        def taak(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
            bestanden = [(code, regels) for code, _, regels in betaalbestanden(werkplek, ronde)]
            terug = teruggestuurd(bestanden) if geweigerd else None
            for gemeente, regels in bestanden:
                if gemeente == ONDERWEG and not geweigerd:
                    verslag.gedaan.append(f"van {gemeente} is nog geen afschrift; haar betalingen zijn onderweg")
                    continue
                los = [regels[0].kenmerk] if gemeente == _MET_DE_HAND and not geweigerd else []
                over = [regel for regel in regels if regel.kenmerk not in los and regel != terug]
                self._neem_in(werkplek, f"camt053-{ronde:%Y-%m-%d}-{gemeente}.xml", bank.afschrift(over), nu)
                for kenmerk in los:
                    verslag.gedaan.append(f"met de hand: {betalen.meld(werkplek, kenmerk, 'uitgevoerd', '', nu)}")
                yield
            verslag.gedaan.append(f"{len(bestanden)} afschriften (camt.053) van de bank verwerkt")
            if terug is not None:
                naam = f"pain002-{ronde:%Y-%m-%d}.xml"
                verslag.gedaan += self._neem_in(werkplek, naam, bank.weigering(terug.kenmerk), nu)
            yield

        return taak

    def _neem_in(self, werkplek: Werkplek, naam: str, inhoud: bytes, nu: datetime) -> list[str]:
        (self.uit / "betalen" / naam).write_bytes(inhoud)
        return betalen.verwerk_meldingen(werkplek, open_bank(), inhoud, nu)

    def _teruggekomen(self, werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        for item, _ in werklijst.lijst(werkplek, nu.date()):
            if item.soort != "teruggekomen betaling":
                continue
            naam = self.aanbieders[item.aanbieder]
            vanaf = _nieuwe_rekening(werkplek, item.aanbieder, naam, bank.rekening(item.aanbieder, 2), nu)
            for rij in betalen.blokkades(werkplek):
                if (rij["gemeente"], rij["aanbieder"]) == (item.gemeente, item.aanbieder):
                    betalen.deblokkeer(werkplek, rij["id"], nu, CONTROLLER)
            grond = "nieuw rekeningnummer vastgelegd en nagebeld"
            besluit_werk.sluit_af(werkplek, item.id, Besluit(ADMINISTRATIE, nu, (grond,)))
            verslag.gedaan.append(
                f"werk {item.id} afgedaan: {naam} kreeg een nieuw rekeningnummer, te gebruiken vanaf "
                f"{vanaf:%d-%m-%Y}"
            )
            yield

    # --- decisions, verrekening and budgets -------------------------------------------------------

    def _beslis(self, geval: Jaargeval) -> Taak:
        handeling = "wijs-af" if geval.soort.naam == "te-laat-geweigerd" else "accepteer"

        def taak(werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
            wat = (geval.aanbieder, geval.referentie, BESLUITEN[handeling], "beoordeeld in het contractgesprek")
            beslis_aangehouden.beslis(werkplek, *wat, nu, CONTROLLER)
            besloten = "afgewezen" if handeling == "wijs-af" else "geaccepteerd"
            verslag.gedaan.append(
                f"een mens besliste over {geval.referentie} van {geval.aanbieder}, te laat: {besloten}"
            )
            yield

        return taak

    def _verreken(self, werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        for voorstel in herrouteer.maak_voorstellen(werkplek, nu, ADMINISTRATIE):
            herrouteer.keur_goed(werkplek, voorstel.nummer, nu, CONTROLLER)
            verslag.gedaan.append(
                f"later bekende verhuizing: {voorstel.betaalt} draagt € {euro(voorstel.bedrag)} van "
                f"{voorstel.ontvangt} over {_prestaties(len(voorstel.wijzigingen))}"
            )
            yield

    def _voorschot(self, werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        jaar = nu.year
        budget = Budget(BUDGET, jaar, GROOTSTE, BUDGETTEN[jaar], SLEUTEL)
        taakgericht.leg_budget_vast(werkplek, budget, nu, ADMINISTRATIE)
        nieuw = 0
        for maand in range(1, nu.month + 1):
            geboekt, bedragen = taakgericht.boek_voorschot(werkplek, BUDGET, date(jaar, maand, 1), nu)
            nieuw += sum(bedragen.values()) if geboekt else 0
            yield
        verslag.gedaan.append(f"voorschot {BUDGET} {jaar}: € {euro(nieuw)} over de gemeenten verdeeld")

    def _reken_af(self, werkplek: Werkplek, nu: datetime, verslag: Verslag, proef: bool) -> Iterator[None]:
        gebruik = {code: deel + nummer * 20 for nummer, (code, deel) in enumerate(gewichten(2025).items())}
        uitkomst = taakgericht.reken_jaar_af(werkplek, BUDGET, 2025, REALISATIE, gebruik, nu)
        terug = sum(een.saldo for een in uitkomst.values() if een.saldo < 0)
        bij = sum(een.saldo for een in uitkomst.values() if een.saldo > 0)
        verslag.gedaan.append(
            f"{BUDGET} 2025 afgerekend op € {euro(REALISATIE)} naar gebruik: € {euro(bij)} bij, "
            f"€ {euro(-terug)} terug"
        )
        yield


def teruggestuurd(bestanden: Iterable[tuple[str, Sequence[Opdracht]]]) -> Opdracht | None:
    """The payment that the bank refuses: the first one in the file with the most payments."""
    grootste = max((regels for _, regels in bestanden), key=len, default=())
    return grootste[0] if grootste else None


def _nieuwe_rekening(werkplek: Werkplek, partij: str, naam: str, iban: str, nu: datetime) -> date:
    nummer = betaalrekeningen.stel_rekening_voor(werkplek, partij, iban, naam, nu, ADMINISTRATIE)
    return betaalrekeningen.bevestig_rekening(werkplek, nummer, nu + timedelta(hours=2), CONTROLLER)


def _stap(dag: date, naam: str, taak: Taak) -> Stap:
    return Stap(datetime.combine(dag, time(10), UTC), naam, taak)


def _prestaties(aantal: int) -> str:
    return f"{aantal} prestatie" + ("" if aantal == 1 else "s")


def _dagen(aantal: int) -> timedelta:
    return timedelta(days=aantal)
