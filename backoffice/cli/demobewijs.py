"""The proof at the end of the demo: sums that have to meet, and planned cases beside what is stored of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from backoffice.cli import demomensen
from backoffice.cli.demoverloop import Verloop
from backoffice.services import gemeenteoverzicht, grootboek, taakgericht
from backoffice.services.kostenoverzicht import Aard, Kostenoverzicht
from backoffice.services.regeluitkomsten import Regeluitkomst, lees_uitkomsten
from backoffice.services.samenvatting import Samenvatting
from backoffice.services.werkplek import Werkplek
from backoffice.synthetisch import bank
from backoffice.synthetisch.bank import Opdracht
from backoffice.synthetisch.jaargevallen import (
    TOEGEKEND,
    Jaargeval,
    Kijk,
    afgewezen_met,
    boekmaand,
    dragers,
    termijnuitkomst,
)


class Vergelijking(NamedTuple):
    """Two figures from sources that do not know each other: eurocents, or numbers where `telling`."""

    wat: str
    links: int
    rechts: int
    telling: bool = False

    @property
    def klopt(self) -> bool:
        """Whether they are the same."""
        return self.links == self.rechts


class Betaalgeval(NamedTuple):
    """Something planned about the payments, and whether the payment files show it."""

    wat: str
    klopt: bool


@dataclass(frozen=True, slots=True)
class Bewijs:
    """All of the proof; `afwijkend` are cases with what is stored instead."""

    sommen: tuple[Vergelijking, ...]
    verschillen: tuple[str, ...]
    gepland: Counter[str]
    gevonden: Counter[str]
    afwijkend: tuple[tuple[Jaargeval, str], ...]
    betaalgevallen: tuple[Betaalgeval, ...]

    @property
    def klopt(self) -> bool:
        """Whether every sum meets and every case came out as planned."""
        return (
            all(som.klopt for som in self.sommen)
            and not self.verschillen
            and not self.afwijkend
            and all(geval.klopt for geval in self.betaalgevallen)
        )


def bewijs(
    werkplek: Werkplek,
    verloop: Verloop,
    overzicht: Kostenoverzicht,
    samenvatting: Samenvatting,
    gevallen: Sequence[Jaargeval],
) -> Bewijs:
    """Look everything up in the register and compare."""
    aansluiting = grootboek.maak_aansluiting(werkplek.engine, grootboek.NIVEAUS["gemeente"])
    stand: Counter[str] = Counter()
    for rij in aansluiting.rijen:
        stand.update(rij.stand._asdict())
    bestanden = [(code, dag, regels) for code, dag, regels in demomensen.betaalbestanden(werkplek)]
    uitkomsten = lees_uitkomsten(werkplek, ((geval.aanbieder, geval.referentie) for geval in gevallen))
    afwijkend = []
    gepland: Counter[str] = Counter()
    gevonden: Counter[str] = Counter()
    for geval in gevallen:
        staat = stand_van(geval, uitkomsten.get((geval.aanbieder, geval.referentie)))
        gepland[geval.soort.naam] += 1
        gevonden[geval.soort.naam] += staat == geval.verwacht
        if staat != geval.verwacht:
            afwijkend.append((geval, staat))
    return Bewijs(
        (
            *_uit_de_aansluiting(stand),
            *_uit_de_antwoorden(verloop, overzicht, samenvatting),
            *_uit_de_overzichten(werkplek, overzicht),
            *_uit_de_boeken(werkplek, overzicht, samenvatting),
            *_van_het_geld(stand, bestanden),
        ),
        aansluiting.verschillen,
        gepland,
        gevonden,
        tuple(afwijkend),
        tuple(_betaalgevallen(bestanden)),
    )


def stand_van(geval: Jaargeval, uitkomst: Regeluitkomst | None) -> str:
    """What is stored of a case, in the words in which it was planned."""
    if uitkomst is None:
        return "niet bekend"
    match geval.soort.kijk:
        case Kijk.TERMIJN:
            besluit = TOEGEKEND if uitkomst.toegekend else afgewezen_met(*uitkomst.retourcodes)
            return termijnuitkomst(uitkomst.uitkomst or "geen", uitkomst.gevolg or "geen", besluit)
        case Kijk.BOEKMAAND:
            if uitkomst.leveringsmaand is None or uitkomst.boekmaand is None:
                return "niet geboekt"
            return boekmaand(uitkomst.leveringsmaand, uitkomst.boekmaand)
        case Kijk.DRAGERS:
            return dragers(uitkomst.delen)


def _uit_de_aansluiting(stand: Counter[str]) -> Iterator[Vergelijking]:
    besloten = stand["toegekend"] + stand["afgewezen"] + stand["aangehouden"]
    yield Vergelijking(
        "met budgetten: ingediend = toegekend + afgewezen + aangehouden", stand["ingediend"], besloten
    )
    betaald = stand["betaald"] + stand["onderweg"] + stand["open"]
    yield Vergelijking("met budgetten: toegekend = betaald + onderweg + open", stand["toegekend"], betaald)


def _uit_de_antwoorden(
    verloop: Verloop, overzicht: Kostenoverzicht, samenvatting: Samenvatting
) -> Iterator[Vergelijking]:
    _, uit_prestaties = samenvatting.tellingen.prestaties.get(True, (0, 0))
    beslist = verloop.toegekend + verloop.afgewezen
    yield Vergelijking("JW325's: ingediend = toegekend + afgewezen", verloop.ingediend, beslist)
    yield Vergelijking("toegekend in de JW325's = toegekende prestaties", verloop.toegekend, uit_prestaties)
    geboekt = sum(overzicht.saldo_gemeenten.values())
    yield Vergelijking("toegekende prestaties = geboekt op gemeenten", uit_prestaties, geboekt)
    voor_aanbieders = -sum(overzicht.saldo_aanbieders.values())
    yield Vergelijking("geboekt op gemeenten = geboekt voor aanbieders", geboekt, voor_aanbieders)


def _uit_de_overzichten(werkplek: Werkplek, overzicht: Kostenoverzicht) -> Iterator[Vergelijking]:
    jaren = sorted({regel.leveringsmaand.year for regel in overzicht.regels})
    regios = [gemeenteoverzicht.maak_regio(werkplek.engine, date(jaar, 12, 1)) for jaar in jaren]
    per_gemeente: Counter[str] = Counter()
    for regio in regios:
        for gemeente in regio.gemeenten:
            per_gemeente[gemeente.gemeente] += gemeente.kosten
    gelijk = sum(per_gemeente[code] == saldo for code, saldo in overzicht.saldo_gemeenten.items())
    yield Vergelijking(
        "gemeenten waarvan het kostenoverzicht de boeken is", gelijk, len(overzicht.saldo_gemeenten), telling=True
    )
    yield Vergelijking("regio = som van de kostenoverzichten", overzicht.totaal.netto, sum(per_gemeente.values()))
    in_ = sum(regel.bedragen.netto for regel in overzicht.regels if regel.aard is Aard.VERREKENING)
    uit = sum(
        regel.bedragen.netto
        for regio in regios
        for gemeente in regio.gemeenten
        for regel in gemeente.verrekening_uit
    )
    yield Vergelijking("verrekening in = verrekening uit", in_, uit)


def _uit_de_boeken(
    werkplek: Werkplek, overzicht: Kostenoverzicht, samenvatting: Samenvatting
) -> Iterator[Vergelijking]:
    maanden = [regel.leveringsmaand for regel in overzicht.regels] or [date(2025, 7, 1)]
    # Books run on after the last month of delivery.
    balans = grootboek.maak_proefbalans(werkplek.engine, min(maanden), date(max(maanden).year + 1, 12, 1))
    yield Vergelijking("proefbalans: debet = credit", balans.debet, balans.credit)
    yield Vergelijking("boekingen die niet in evenwicht zijn", samenvatting.scheve_boekingen, 0, telling=True)
    for budget, posten in taakgericht.budgetten(werkplek):
        if any(post.soort == "afrekening" for post in posten):
            wat = f"{budget.naam} {budget.jaar}: voorschotten + afrekening = wat het kostte"
            yield Vergelijking(wat, sum(post.bedrag for post in posten), demomensen.REALISATIE)


_Bestand = tuple[str, date, list[Opdracht]]


def _van_het_geld(stand: Counter[str], bestanden: Sequence[_Bestand]) -> Iterator[Vergelijking]:
    terug = _teruggekomen(bestanden)
    naar_de_bank = sum(regel.centen for _, _, regels in bestanden for regel in regels)
    verwerkt = stand["betaald"] + stand["onderweg"] + (0 if terug is None else terug.centen)
    yield Vergelijking("naar de bank = betaald + onderweg + teruggekomen", naar_de_bank, verwerkt)


def _teruggekomen(bestanden: Iterable[_Bestand]) -> Opdracht | None:
    eerste, _ = demomensen.RONDEN
    return demomensen.teruggestuurd((code, regels) for code, dag, regels in bestanden if dag == eerste)


def _betaalgevallen(bestanden: Sequence[_Bestand]) -> Iterator[Betaalgeval]:
    """What was planned about the rounds that were paid; nothing when the year ended before both."""
    eerste, tweede = (
        {(code, regel.iban) for code, dag, regels in bestanden if dag == ronde for regel in regels}
        for ronde in demomensen.RONDEN
    )
    if not eerste or not tweede:
        return
    # An IBAN in this region ends with the number of its holder.
    wie_1, wie_2 = ({(code, iban[-8:]) for code, iban in ronde} for ronde in (eerste, tweede))
    stil = demomensen.GEBLOKKEERD
    yield Betaalgeval("een blokkade houdt ronde 1 tegen en ronde 2 niet", stil not in wie_1 and stil in wie_2)
    oud, nieuw = (bank.rekening(demomensen.VERHUISD_VAN_BANK, nummer) for nummer in (0, 1))
    in_1, in_2 = ({iban for _, iban in ronde} for ronde in (eerste, tweede))
    yield Betaalgeval("een nieuw rekeningnummer geldt na de afkoeling", nieuw not in in_1 and oud not in in_2)
    terug = _teruggekomen(bestanden)
    agb = "" if terug is None else terug.iban[-8:]
    opnieuw = bank.rekening(agb, 2)
    yield Betaalgeval("een teruggekomen betaling gaat opnieuw, naar het nieuwe nummer", opnieuw in in_2)
    codes = {code for code, _ in tweede}
    yield Betaalgeval("wat niemand goedkeurde, gaat niet naar de bank", demomensen.WACHT not in codes)
