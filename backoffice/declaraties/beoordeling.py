"""Judges one JW323: which prestaties are toegekend, which are rejected and why.

From the outside in: header, declaratie, cliënt, and then every credit before the first debet (OP366), debets by
ProductPeriode and then in document order. What is approved counts at once for what follows. The rules report;
what happens with that is decided here. A rule that cannot judge never rejects: it leaves a signal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from backoffice.contracts.model import Gevolg
from backoffice.declaraties.model import Declaratieoordeel, Prestatieoordeel, Stand, retourcodes
from backoffice.declaraties.termijn import Indiening
from backoffice.declaraties.termijntoets import TERMIJN, Termijnbesluit, Termijntoets
from ijw.berichten import jw323
from ijw.bevinding import Bevinding, Niveau
from ijw.feiten import (
    ONBEKEND,
    Contractafspraak,
    Debetsleutel,
    Feiten,
    Onbekend,
    ToegewezenProduct,
    Verbruik,
)
from ijw.regels.controle import bevinding
from ijw.regels.regel import Regel
from ijw.regels.tabel import REGELS
from ijw.regels.tekst import euro
from ijw.regels.toetsing import Plan, Signaal, Uitkomst, maak_plan, toets
from ijw.rekenen import maanden, naar_centen, volume_in_toewijzingseenheid

RELEASE: Final = jw323.SOORT.release
REGELSET: Final = f"iJw {RELEASE}"
"""The name under which a decision keeps by which rules it was taken."""

KOPREGELS: Final = ("TR056", "TR135", "TR378")
DECLARATIEREGELS: Final = ("TR333", "TR318")
CLIENTREGELS: Final = ("TR304",)
CREDITREGELS: Final = ("TR314", "TR323", "TR390")
"""A credit that points at its debet is a fact, whatever the gemeente thinks of it (IV085)."""
TOEWIJZINGREGELS: Final = ("TR314", "TR338")
"""Without a toewijzing there is nothing to hold the rest of a debet against."""
DEBETREGELS: Final = (
    *TOEWIJZINGREGELS,
    *("TR384", "TR339", "TR340", "TR381", "TR341"),
    *("TR307", "TR308", "TR387", "TR388", "TR319", "TR389"),
    *("TR418", "TR346", "TR321", "TR322", "TR369"),
)
NIET_BEOORDEELD: Final = "0233"
_LEEG: Final = Verbruik()


def beoordeel(bericht: jw323.Bericht, stand: Stand, ontvangen: date) -> Declaratieoordeel:
    """Judge a JW323 that passed controleniveaus 1 and 2, by what is known and the day of receipt."""
    return _Beoordeling(bericht, stand, ontvangen).oordeel()


class _Regelplaats(NamedTuple):
    """A prestatie and where it stands; `plek` counts over the whole message, from 0."""

    plek: int
    clientnummer: int
    nummer: int
    client: int
    prestatie: jw323.Prestatie


class _Contract(NamedTuple):
    """What the contract says of a product in a month, and the rules that can run with that."""

    afspraak: Contractafspraak | Onbekend | None
    productlijst: Mapping[str, str]
    plan: Plan


class _Beoordeling:
    """The judging of one message; its Feiten change from one prestatie to the next."""

    def __init__(self, bericht: jw323.Bericht, stand: Stand, ontvangen: date) -> None:
        self.kop = bericht.header
        self.declaratie = bericht.declaratie
        self.stand = stand
        self.debetten = dict(stand.eerdere_debetten)
        self.goedgekeurd = dict(stand.goedgekeurde_debetten)
        self.referenties = set(stand.gebruikte_referenties)
        self.verbruik: dict[int, Verbruik] = {}
        self.feiten = Feiten(
            vandaag=ontvangen,
            ingangsdata={toewijzing.ingangsdatum for toewijzing in stand.toewijzingen.values()},
            identificatie_gebruikt=stand.identificatie_gebruikt,
            declaratie_nummer_gebruikt=stand.declaratie_nummer_gebruikt,
            laatste_periode=stand.laatste_periode,
            declaratie_periode_eind=self.declaratie.declaratie_periode.einddatum,
            gebruikte_referenties=self.referenties,
            eerdere_debetten=self.debetten,
            goedgekeurde_debetten=self.goedgekeurd,
        )
        self.contracten: dict[tuple[str, str, str, date], _Contract] = {}
        self.oordelen: dict[int, Prestatieoordeel] = {}
        self.gecrediteerd: set[str] = set()
        indiening = Indiening(self.kop.bericht_identificatie.dagtekening, ontvangen)
        self.termijn = None if stand.termijn is None else Termijntoets(stand.termijn, stand.afspraken, indiening)

    def oordeel(self) -> Declaratieoordeel:
        totaal = self.declaratie.totaal_ingediend_bedrag
        ingediend = naar_centen(totaal.totaal_bedrag, totaal.debet_credit)
        if kop := self._bevindingen(KOPREGELS, self.kop, "/Bericht/Header"):
            return Declaratieoordeel(REGELSET, ingediend, kop=kop)
        if fout := self._bevindingen(DECLARATIEREGELS, self.declaratie, "/Bericht/Declaratie"):
            return Declaratieoordeel(REGELSET, ingediend, declaratie=fout)
        clienten, credits, debets = self._verdeel()
        self._credits(credits)
        self._debets(debets)
        prestaties = tuple(self.oordelen[plek] for plek in range(len(self.oordelen)))
        return Declaratieoordeel(
            REGELSET,
            ingediend,
            toegekend=sum(_bedrag(p.prestatie) for p in prestaties if p.toegekend),
            clienten=clienten,
            prestaties=prestaties,
            verbruik={nummer: self._toename(nummer, nu) for nummer, nu in self.verbruik.items()},
            signalen=self._signalen(),
        )

    def _bevindingen(self, codes: tuple[str, ...], obj: Any, plaats: str) -> tuple[Bevinding, ...]:
        plan = maak_plan(_regels(codes), jw323.SOORT.naam, type(obj), self.feiten)
        return _als_bevindingen(obj, plaats, toets(obj, plan, self.feiten))

    def _verdeel(
        self,
    ) -> tuple[dict[int, tuple[Bevinding, ...]], list[_Regelplaats], list[_Regelplaats]]:
        """Reject what stands under an unknown cliënt, and part the rest in credits and debets."""
        clienten: dict[int, tuple[Bevinding, ...]] = {}
        credits: list[_Regelplaats] = []
        debets: list[_Regelplaats] = []
        plek = 0
        for clientnummer, client in enumerate(self.declaratie.clienten, 1):
            bekend = self.stand.clienten.get(client.bsn)
            if bekend is None:
                self.feiten.client_bekend = False
                fout = self._bevindingen(CLIENTREGELS, client, _plaats(clientnummer))
                clienten[clientnummer] = fout
                for nummer, prestatie in enumerate(client.prestaties, 1):
                    self.oordelen[plek] = Prestatieoordeel(
                        clientnummer, nummer, None, prestatie, False, (NIET_BEOORDEELD,), fout
                    )
                    plek += 1
                continue
            for nummer, prestatie in enumerate(client.prestaties, 1):
                soort = credits if prestatie.ingediend_bedrag.debet_credit == "C" else debets
                soort.append(_Regelplaats(plek, clientnummer, nummer, bekend, prestatie))
                plek += 1
        debets.sort(key=lambda regel: regel.prestatie.product_periode.begindatum)
        return clienten, credits, debets

    def _credits(self, credits: list[_Regelplaats]) -> None:
        plan = None
        for regel in credits:
            prestatie = regel.prestatie
            self.feiten.client = regel.client
            plan = plan or maak_plan(_regels(CREDITREGELS), jw323.SOORT.naam, jw323.Prestatie, self.feiten)
            toewijzing = self.stand.toewijzingen.get(prestatie.toewijzing_nummer)
            if self._leg_vast(regel, toets(prestatie, plan, self.feiten), toewijzing, None):
                self._crediteer(prestatie, toewijzing)

    def _debets(self, debets: list[_Regelplaats]) -> None:
        feiten, stand, aanbieder = self.feiten, self.stand, self.kop.afzender
        feiten.toewijzing_bekend = False
        zonder = maak_plan(_regels(TOEWIJZINGREGELS), jw323.SOORT.naam, jw323.Prestatie, feiten)
        for regel in debets:
            prestatie = regel.prestatie
            nummer = prestatie.toewijzing_nummer
            toewijzing = stand.toewijzingen.get(nummer)
            if (
                toewijzing is None
                or toewijzing.aanbieder != aanbieder
                or stand.toewijzing_client.get(nummer) != regel.client
            ):
                feiten.toewijzing_bekend = False
                self._leg_vast(regel, toets(prestatie, zonder, feiten), None, None)
                continue
            feiten.toewijzing_bekend = True
            feiten.toewijzing = toewijzing
            feiten.verbruik = self._stand_van(nummer)
            contract = self._contract(prestatie, regel.client)
            feiten.afspraak, feiten.productlijst = contract.afspraak, contract.productlijst
            afspraak = contract.afspraak if isinstance(contract.afspraak, Contractafspraak) else None
            uitkomst = toets(prestatie, contract.plan, feiten)
            termijn = None
            if self.termijn is not None and afspraak is not None and not uitkomst.afwijkingen:
                termijn = self.termijn.besluit(prestatie, toewijzing, afspraak, self.gecrediteerd)
            if self._leg_vast(regel, uitkomst, toewijzing, afspraak, termijn):
                self._keur_goed(prestatie, toewijzing)

    def _contract(self, prestatie: jw323.Prestatie, client: int) -> _Contract:
        """Look a product up once per month; no contract at all is no ground to judge by."""
        categorie, code = prestatie.product_categorie, prestatie.product_code
        maand = prestatie.product_periode.begindatum
        gemeente = self._contractgemeente(client, maand)
        sleutel = (gemeente, categorie, code, maand)
        contract = self.contracten.get(sleutel)
        if contract is None:
            feiten, afspraken = self.feiten, self.stand.afspraken
            partijen = gemeente, self.kop.afzender
            afspraak: Any = afspraken.zoek(*partijen, categorie, code, maand)
            lijst: Any = afspraken.gehanteerde_productlijst(*partijen, categorie, code, maand)
            if afspraak is None and lijst is ONBEKEND:
                afspraak = ONBEKEND
            feiten.afspraak, feiten.productlijst = afspraak, lijst
            plan = maak_plan(_regels(DEBETREGELS), jw323.SOORT.naam, jw323.Prestatie, feiten)
            contract = self.contracten[sleutel] = _Contract(afspraak, lijst, plan)
        return contract

    def _contractgemeente(self, client: int, dag: date) -> str:
        """Whose contract holds: after a move it can be that of the gemeente where the cliënt lived before."""
        for vanaf, tot_en_met, gemeente in self.stand.voortzettingen.get(client, ()):
            if vanaf <= dag <= tot_en_met:
                return gemeente
        return self.kop.ontvanger

    def _leg_vast(
        self,
        regel: _Regelplaats,
        uitkomst: Uitkomst,
        toewijzing: ToegewezenProduct | None,
        afspraak: Contractafspraak | None,
        termijn: Termijnbesluit | None = None,
    ) -> bool:
        """Keep the decision on one prestatie and say whether it is toegekend."""
        plek, clientnummer, nummer, client, prestatie = regel
        referentie = prestatie.product_referentie.referentie_nummer
        self.referenties.add(referentie)
        bevindingen: tuple[Bevinding, ...] = ()
        codes: tuple[str, ...] = ()
        if uitkomst.afwijkingen:
            bevindingen = _als_bevindingen(prestatie, _plaats(clientnummer, nummer), uitkomst)
            codes = retourcodes(bevindingen)
        signalen = uitkomst.onbeoordeeld
        if termijn is not None and termijn.gevolg is not None:
            if termijn.gevolg is Gevolg.AFWIJZEN:
                bevindingen = (_te_laat(prestatie, _plaats(clientnummer, nummer), termijn),)
                codes = retourcodes(bevindingen)
            elif termijn.gevolg is Gevolg.SIGNAAL:
                bedrag = euro(prestatie.ingediend_bedrag.bedrag)
                signalen += (Signaal(TERMIJN, f"{termijn.zin.removesuffix('.')}; bedrag {bedrag}"),)
        if referentie in self.stand.referenties_elders:
            signalen += (_REFERENTIE_ELDERS,)
        self.oordelen[plek] = Prestatieoordeel(
            clientnummer,
            nummer,
            client,
            prestatie,
            not bevindingen,
            codes,
            bevindingen,
            signalen,
            toewijzing,
            afspraak,
            termijn,
        )
        return not bevindingen

    def _crediteer(self, prestatie: jw323.Prestatie, toewijzing: ToegewezenProduct | None) -> None:
        referentie = prestatie.product_referentie
        vorig = referentie.vorig_referentie_nummer
        geteld = None
        if vorig is not None:
            debet = self.debetten[vorig]
            geteld = debet.geteld
            self.gecrediteerd.add(vorig)
            self.debetten[vorig] = replace(debet, gecrediteerd_door=referentie.referentie_nummer)
            self.goedgekeurd.pop(debet.sleutel, None)
        if geteld is None:
            geteld = maat(prestatie.geleverd_volume, prestatie.eenheid, toewijzing)
        self._tel_op(prestatie, -geteld, -1)

    def _keur_goed(self, prestatie: jw323.Prestatie, toewijzing: ToegewezenProduct) -> None:
        self.goedgekeurd[debetsleutel(prestatie)] = prestatie.product_referentie.referentie_nummer
        self._tel_op(prestatie, maat(prestatie.geleverd_volume, prestatie.eenheid, toewijzing), 1)

    def _tel_op(self, prestatie: jw323.Prestatie, volume: int, teken: int) -> None:
        nummer = prestatie.toewijzing_nummer
        was = self._stand_van(nummer)
        self.verbruik[nummer] = Verbruik(
            was.volume + volume,
            was.bedrag + teken * prestatie.ingediend_bedrag.bedrag,
        )

    def _stand_van(self, nummer: int) -> Verbruik:
        return self.verbruik.get(nummer) or self.stand.verbruik.get(nummer, _LEEG)

    def _toename(self, nummer: int, nu: Verbruik) -> Verbruik:
        was = self.stand.verbruik.get(nummer, _LEEG)
        return Verbruik(nu.volume - was.volume, nu.bedrag - was.bedrag)

    def _signalen(self) -> tuple[Signaal, ...]:
        laatste, begin = self.stand.laatste_periode, self.declaratie.declaratie_periode.begindatum
        signalen: tuple[Signaal, ...] = (_NUMMER_ELDERS,) if self.stand.declaratie_nummer_elders else ()
        if laatste is not None and maanden(laatste, begin) > 2:
            reden = f"na {laatste:%Y-%m} komt {begin:%Y-%m}: over de tussenliggende maanden is niet gedeclareerd"
            signalen += (Signaal("TR318", reden),)
        return signalen


def debetsleutel(prestatie: jw323.Prestatie) -> Debetsleutel:
    """What makes a prestatie the same delivery as another (TR389)."""
    periode = prestatie.product_periode
    return Debetsleutel(
        prestatie.toewijzing_nummer,
        prestatie.product_categorie,
        prestatie.product_code,
        periode.begindatum,
        periode.einddatum,
    )


def maat(volume: int, eenheid: str, toewijzing: ToegewezenProduct | None) -> int:
    """A declared volume as it counts in the Verbruik of its toewijzing; 0 when that has no omvang."""
    if toewijzing is None or toewijzing.eenheid is None:
        return 0
    return volume_in_toewijzingseenheid(volume, eenheid, toewijzing.eenheid) or 0


def _bedrag(prestatie: jw323.Prestatie) -> int:
    ingediend = prestatie.ingediend_bedrag
    return naar_centen(ingediend.bedrag, ingediend.debet_credit)


@cache
def _regels(codes: tuple[str, ...]) -> tuple[Regel, ...]:
    return tuple(_PER_CODE[code] for code in codes)


def _plaats(clientnummer: int, nummer: int | None = None) -> str:
    client = f"/Bericht/Declaratie/Clienten/Client[{clientnummer}]"
    return client if nummer is None else f"{client}/Prestaties/Prestatie[{nummer}]"


def _als_bevindingen(obj: Any, plaats: str, uitkomst: Uitkomst) -> tuple[Bevinding, ...]:
    return tuple(
        bevinding(stap.regel, stap.doel, obj, plaats, afwijking) for stap, afwijking in uitkomst.afwijkingen
    )


def _te_laat(prestatie: jw323.Prestatie, plaats: str, termijn: Termijnbesluit) -> Bevinding:
    """Why a prestatie is rejected for being late, with the retourcode that the contract names (IV087, OP303)."""
    oordeel = termijn.oordeel
    uiterlijk = max(dag for dag in (oordeel.uiterste_datum, oordeel.hersteldatum) if dag is not None)
    return Bevinding(
        TERMIJN,
        Niveau.EXTERNE_BRON,
        oordeel.retourcode,
        plaats,
        f"Prestatie {prestatie.product_referentie.referentie_nummer}",
        None,
        f"peildatum {oordeel.peildatum:%d-%m-%Y}, {oordeel.dagen_te_laat} dagen te laat",
        f"uiterlijk {uiterlijk:%d-%m-%Y}, zoals afgesproken in het contract",
    )


_PER_CODE: Final = {regel.code: regel for regel in REGELS[RELEASE]}
_REFERENTIE_ELDERS: Final = Signaal("TR314", "het ReferentieNummer is ook bij een andere gemeente gebruikt")
_NUMMER_ELDERS: Final = Signaal("TR333", "het DeclaratieNummer is ook bij een andere gemeente gebruikt")
