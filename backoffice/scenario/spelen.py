"""Plays a scenario in a register of its own: lays down what is given, and takes its steps one by one."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from backoffice.contracts.model import Contract, Declaratietermijn, Gevolg
from backoffice.cost_routing.dossier import Opgave
from backoffice.fouten import BackofficeError
from backoffice.kalender import STANDAARD, Kalender
from backoffice.ketentest import gesprek
from backoffice.ketentest.boom import Gespreksfout, Knoop
from backoffice.ketentest.doelen.eigen import laad
from backoffice.ketentest.gesprek import RELEASE, Verwacht
from backoffice.ketentest.uitwerken import JEUGDIGE, Basis, Partijen, bsn_van, werk_stap_uit
from backoffice.ports.betalen import Bank, Bankmelding, Bankstand
from backoffice.scenario.bestand import Scenario, Stap
from backoffice.services import (
    betaalrekeningen,
    betalen,
    csvbestand,
    leg_kostenafspraken_vast,
    runs,
    taakgericht,
)
from backoffice.services.beslis_aangehouden import beslis
from backoffice.services.contractbestand import lees_contracten
from backoffice.services.leg_feiten_vast import voeg_toe
from backoffice.services.leg_voortzetting_vast import leg_voortzetting_vast
from backoffice.services.ontvang import Ontvangst, ontvang
from backoffice.services.runs import Taak, Verslag
from backoffice.services.sluit_maand import sluit_maand
from backoffice.services.taakgericht import Budget
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Instellingen, Werkplek
from backoffice.storage import registerstand
from backoffice.storage.database import lezen
from ijw import berichten

REEKS: Final = 1
"""Every scenario has a register of its own, so all may use the same numbers."""
_WIE: Final = "scenario"
_ANDER: Final = "tweede persoon"


@dataclass(slots=True)
class Gebeurd:
    """What a step came to: the message and its answer, what was told, or why it could not be done."""

    heen: bytes | None = None
    antwoord: bytes | None = None
    ontvangst: Ontvangst | None = None
    verslag: Verslag = field(default_factory=Verslag)
    geweigerd: str | None = None


@dataclass(slots=True)
class Spel:
    """One scenario being played; `werkplek` is empty at first."""

    scenario: Scenario
    werkplek: Werkplek
    basis: Basis
    bank: Bank
    taken: Mapping[str, Taak]
    werkmap: Path
    verzonden: dict[int, bytes] = field(default_factory=dict)
    """The messages by the number of their step, and the one that was held last under 0."""

    def begin(self) -> None:
        """Lay down what is given; raises Gespreksfout for what cannot be so."""
        gegeven = self.scenario.gegeven
        instellingen = {
            naam: gegeven[naam] for naam in ("betaaltermijn", "minimum", "afkoeling") if naam in gegeven
        }
        self.werkplek = replace(
            self.werkplek,
            instellingen=replace(Instellingen(), **instellingen),
            kalender=Kalender(STANDAARD | frozenset(gegeven.get("ook_vrij", ()))),
            afspraken={},
        )
        try:
            laad(self.werkplek, self._contracten(), self.werkmap / "contracten.yaml")
            self._kosten(gegeven)
            self._rekeningen(gegeven)
            for feit in gegeven.get("feiten", ()):
                self._feit(feit, _moment(date(2020, 1, 1)))
            self._toewijzingen()
        except Gespreksfout:
            raise
        except BackofficeError as fout:
            raise Gespreksfout(f"{self.scenario.bestand.name}, {self.scenario.naam}: {fout}") from None

    def zet(self, stap: Stap) -> Gebeurd:
        """Take a step; what is refused by the back office is told, not raised."""
        try:
            gebeurd: Gebeurd = getattr(self, f"_{stap.soort}")(stap)
        except Gespreksfout:
            raise
        except BackofficeError as fout:
            return Gebeurd(geweigerd=str(fout))
        return gebeurd

    # --- what is given ----------------------------------------------------------------------------

    def _contracten(self) -> list[Contract]:
        naam = self.scenario.gegeven.get("contracten", "standaard")
        if naam == gesprek.GEEN:
            return []
        bij = self.scenario.bestand.parent
        los = "." in naam or "/" in naam
        gelezen = lees_contracten(bij / naam if los else bij / "contracten" / f"{naam}.yaml")
        if gelezen.fouten:
            raise Gespreksfout(f"{self.scenario.bestand.name}: contracten {naam}: {gelezen.fouten[0]}")
        contracten: list[Contract] = list(gelezen.contracten)
        termijn = self.scenario.gegeven.get("declaratietermijn")
        if termijn is not None:
            contracten = [replace(contract, termijnen=(_termijn(termijn),)) for contract in contracten]
        return contracten

    def _kosten(self, gegeven: Mapping[str, Any]) -> None:
        rijen = [
            (sleutel["naam"], str(sleutel["jaar"]), "jeugdigen", gemeente, str(gewicht))
            for sleutel in gegeven.get("verdeelsleutels", ())
            for gemeente, gewicht in sleutel["gewichten"].items()
        ]
        afspraken = [
            (een["soort"], een["vanaf"].isoformat(), een["grondslag"], een.get("sleutel", ""))
            for een in gegeven.get("kostenafspraken", ())
        ]
        moment = _moment(date(2020, 1, 1))
        for regels, kolommen, laden in (
            (rijen, leg_kostenafspraken_vast.SLEUTELKOLOMMEN, leg_kostenafspraken_vast.laad_sleutels),
            (afspraken, leg_kostenafspraken_vast.AFSPRAAKKOLOMMEN, leg_kostenafspraken_vast.laad_afspraken),
        ):
            if regels:
                resultaat = laden(self.werkplek, csvbestand.schrijf([kolommen, *regels]), "gegeven", moment, _WIE)
                if resultaat.fouten:
                    raise BackofficeError(str(resultaat.fouten[0].reden))

        for budget in gegeven.get("budgetten", ()):
            aanbieder = budget.get("aanbieder", self.scenario.aanbieder)
            nieuw = Budget(budget["naam"], budget["jaar"], aanbieder, budget["bedrag"], budget["sleutel"])
            taakgericht.leg_budget_vast(self.werkplek, nieuw, moment, _WIE)

    def _rekeningen(self, gegeven: Mapping[str, Any]) -> None:
        for rekening in gegeven.get("rekeningen", ()):
            self._leg_rekening_vast(rekening, _WIE)

    def _leg_rekening_vast(self, rekening: Mapping[str, Any], wie: str) -> None:
        moment = _moment(rekening["bevestigd"])
        nummer = betaalrekeningen.stel_rekening_voor(
            self.werkplek, rekening["partij"], rekening["iban"], rekening["naam"], moment, wie
        )
        betaalrekeningen.bevestig_rekening(self.werkplek, nummer, moment, _ANDER)

    def _toewijzingen(self) -> None:
        """Send what is assigned: what goes to one jeugdige on one day is one JW301."""

        def sleutel(toewijzing: Any) -> tuple[Any, ...]:
            eigen = toewijzing.eigen
            wie = (eigen.get("gemeente", self.scenario.gemeente), eigen.get("aanbieder", self.scenario.aanbieder))
            return eigen["verzonden"], *wie, eigen.get(JEUGDIGE, 1)

        geordend = sorted(self.scenario.toewijzingen, key=sleutel)
        for nummer, ((dag, gemeente, aanbieder, jeugdige), groep) in enumerate(groupby(geordend, sleutel), 901):
            producten = [toewijzing.product for toewijzing in groep]
            eerste = producten[0]
            plek = eerste.bestand, eerste.regel
            velden = {
                JEUGDIGE: Knoop(*plek, str(jeugdige)),
                "toegewezen_producten": Knoop(*plek, list(producten)),
            }
            inhoud = self._werk_uit("JW301", nummer, dag, gemeente, aanbieder, velden, eerste)
            ontvangst = ontvang(self.werkplek, inhoud, _moment(dag), wie=_WIE)
            if ontvangst.uitkomst != "verwerkt":
                waarom = "; ".join(f"{b.regel}: {b.melding}" for b in ontvangst.bevindingen) or ontvangst.reden
                raise eerste.fout(f"een toewijzing die wordt geweigerd ({waarom})", "een geldige toewijzing")

    # --- what happens -----------------------------------------------------------------------------

    def _bericht(self, stap: Stap) -> Gebeurd:
        velden = stap.velden
        if "herhaal" in velden:
            inhoud = self.verzonden[velden["herhaal"]]
        else:
            inhoud = self._werk_uit(
                velden["bericht"],
                stap.nummer,
                velden.get("verzonden", stap.dag),
                velden.get("gemeente", self.scenario.gemeente),
                velden.get("aanbieder", self.scenario.aanbieder),
                stap.bericht,
                stap.knoop,
                identificatie_van=velden.get("identificatie_van"),
                past_niet="past_niet_in_schema" in velden,
            )
        self.verzonden[stap.nummer] = inhoud
        ontvangst = ontvang(self.werkplek, inhoud, _moment(stap.dag), wie=_WIE)
        if ontvangst.uitkomst == "aangehouden":
            self.verzonden[0] = inhoud
        return Gebeurd(heen=inhoud, antwoord=ontvangst.antwoord, ontvangst=ontvangst)

    def _werk_uit(
        self,
        soort: str,
        nummer: int,
        dag: date,
        gemeente: str,
        aanbieder: str,
        velden: Mapping[str, Knoop],
        knoop: Knoop,
        *,
        identificatie_van: int | None = None,
        past_niet: bool = False,
    ) -> bytes:
        stap = gesprek.Stap(
            nummer,
            berichten.soort(soort, RELEASE),
            dag,
            dict(velden),
            Verwacht(None, {}),
            knoop,
            identificatie_van=identificatie_van,
            past_niet_in_schema=past_niet,
        )
        return werk_stap_uit(stap, self.basis, Partijen(gemeente, aanbieder, REEKS, "S"))

    def _taak(self, stap: Stap) -> Gebeurd:
        naam, moment = stap.velden["taak"], _moment(stap.dag)
        slot = f"{stap.dag} stap {stap.nummer}"
        proef = stap.velden.get("proef", False)
        gebeurd = Gebeurd()
        verslag = runs.draai(self.werkplek, naam, self.taken[naam], slot, lambda: moment, _WIE, proef=proef)
        gebeurd.verslag = verslag or gebeurd.verslag
        return self._met_antwoord(stap, gebeurd)

    def _besluit(self, stap: Stap) -> Gebeurd:
        velden = stap.velden
        beslis(
            self.werkplek,
            velden.get("aanbieder", self.scenario.aanbieder),
            velden["referentie"],
            Gevolg(velden["besluit"]),
            velden.get("reden", "besproken met de aanbieder"),
            _moment(stap.dag),
            velden.get("wie", _WIE),
        )
        return self._met_antwoord(stap, Gebeurd())

    def _met_antwoord(self, stap: Stap, gebeurd: Gebeurd) -> Gebeurd:
        """With the answer that the message held last has by now: who offers it again gets that."""
        if stap.antwoord is not None:
            gebeurd.heen = self.verzonden.get(0)
            if gebeurd.heen is not None:
                gebeurd.antwoord = ontvang(self.werkplek, gebeurd.heen, _moment(stap.dag), wie=_WIE).antwoord
        return gebeurd

    def _sluit(self, stap: Stap) -> Gebeurd:
        sluit_maand(self.werkplek, stap.velden["sluit"], _moment(stap.dag), _WIE)
        return Gebeurd()

    def _feit(self, stap: Any, moment: datetime | None = None) -> Gebeurd:
        feit = stap if moment is not None else stap.velden["feit"]
        opgave = Opgave(
            feit["soort"],
            feit.get("vanaf"),
            feit.get("tot_en_met"),
            feit.get("gemeente"),
            feit.get("in_onderzoek", False),
            feit.get("bron", "scenario"),
        )
        bsn = bsn_van(REEKS, feit.get(JEUGDIGE, 1))
        voeg_toe(
            self.werkplek,
            bsn,
            opgave,
            moment or _moment(stap.dag),
            _WIE,
            vervangt=feit.get("vervangt", False),
        )
        return Gebeurd()

    def _voortzetting(self, stap: Stap) -> Gebeurd:
        velden = stap.velden["voortzetting"]
        leg_voortzetting_vast(
            self.werkplek,
            bsn_van(REEKS, velden.get(JEUGDIGE, 1)),
            velden["van"],
            velden["naar"],
            velden.get("aanbieder", self.scenario.aanbieder),
            velden["verhuisd_op"],
            "verzoek",
            _moment(stap.dag),
            _WIE,
        )
        return Gebeurd()

    def _voorschot(self, stap: Stap) -> Gebeurd:
        nieuw, _ = taakgericht.boek_voorschot(
            self.werkplek, stap.velden["voorschot"], stap.velden["maand"], _moment(stap.dag)
        )
        return Gebeurd(verslag=Verslag(gedaan=["geboekt" if nieuw else "was al geboekt"]))

    def _afrekening(self, stap: Stap) -> Gebeurd:
        velden = stap.velden
        taakgericht.reken_jaar_af(
            self.werkplek,
            velden["afrekening"],
            velden["jaar"],
            velden["realisatie"],
            velden.get("gebruik"),
            _moment(stap.dag),
        )
        return Gebeurd()

    def _rekening(self, stap: Stap) -> Gebeurd:
        rekening = stap.velden["rekening"]
        self._leg_rekening_vast(rekening, rekening.get("wie", _WIE))
        return Gebeurd()

    def _betaalvoorstel(self, stap: Stap) -> Gebeurd:
        velden = stap.velden
        gemaakt = betalen.maak_voorstel(
            self.werkplek,
            velden.get("gemeente", self.scenario.gemeente),
            velden["betaalvoorstel"],
            _moment(stap.dag),
            velden.get("wie", _WIE),
        )
        overgeslagen = [f"aanbieder {een.aanbieder}: {een.reden}" for een in gemaakt.voorstel.overgeslagen]
        return Gebeurd(verslag=Verslag(niet_gedaan=overgeslagen))

    def _goedkeuren(self, stap: Stap) -> Gebeurd:
        betalen.keur_goed(
            self.werkplek, stap.velden["goedkeuren"], _moment(stap.dag), stap.velden.get("wie", _ANDER)
        )
        return Gebeurd()

    def _afkeuren(self, stap: Stap) -> Gebeurd:
        betalen.keur_af(self.werkplek, stap.velden["afkeuren"], _moment(stap.dag), stap.velden.get("wie", _ANDER))
        return Gebeurd()

    def _verzenden(self, stap: Stap) -> Gebeurd:
        betalen.exporteer(
            self.werkplek, stap.velden["verzenden"], self.bank, _moment(stap.dag), stap.velden.get("wie", _ANDER)
        )
        return Gebeurd()

    def _bank(self, stap: Stap) -> Gebeurd:
        velden = stap.velden
        with lezen(self.werkplek.engine) as conn:
            gemaakt = registerstand.betalingen(conn)
        kenmerk = f"betaling {velden['betaling']}"
        with suppress(IndexError):
            kenmerk = gemaakt[velden["betaling"] - 1][0]
        melding = Bankmelding(kenmerk, Bankstand(velden["bank"]), velden.get("bedrag"), velden.get("reden", ""))
        zin = betalen.verwerk_melding(self.werkplek, melding, _moment(stap.dag))
        return Gebeurd(verslag=Verslag(gedaan=[zin.removeprefix(f"{kenmerk}: ")]))

    def _blokkeer(self, stap: Stap) -> Gebeurd:
        velden = stap.velden
        betalen.blokkeer(
            self.werkplek,
            velden.get("gemeente", self.scenario.gemeente),
            velden.get("aanbieder", self.scenario.aanbieder),
            velden["blokkeer"],
            _moment(stap.dag),
            _WIE,
            referentie=velden.get("referentie"),
        )
        return Gebeurd()

    def _deblokkeer(self, stap: Stap) -> Gebeurd:
        betalen.deblokkeer(self.werkplek, stap.velden["deblokkeer"], _moment(stap.dag), _WIE)
        return Gebeurd()


def _termijn(velden: Mapping[str, Any]) -> Declaratietermijn:
    anders = dict(velden)
    maanden = anders.pop("termijn_maanden", "1")
    gevolg = Gevolg(anders.pop("gevolg", Gevolg.SIGNAAL.value))
    return Declaratietermijn(None if maanden == "geen" else int(maanden), gevolg, **anders)


def _moment(dag: date) -> datetime:
    """Noon of a Dutch day."""
    return datetime.combine(dag, time(12), AMSTERDAM).astimezone(UTC)
