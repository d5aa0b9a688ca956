"""Cost per gemeente, begroting, verrekeningen and books; amounts are signed eurocents."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Query, Request

from backoffice.api.bestanden import GROOTSTE, Gestuurd, gestuurd, vraag
from backoffice.api.problemen import ApiFout
from backoffice.api.vorm import Lijst, Vorm, lijst
from backoffice.services.gemeenteoverzicht import Gemeenteoverzicht
from backoffice.services.inzage import begrotingbestand, geld
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter(tags=["kosten en boekhouding"])

Maand = Annotated[date, Query(description="Een maand, als haar eerste dag.")]
TotEnMet = Annotated[date, Query(alias="totEnMet", description="De laatste maand, als haar eerste dag.")]
Gemeente = Annotated[str, Path(pattern=r"^[0-9]{4}$", description="Een gemeentecode.")]
Aanbieder = Annotated[str, Path(pattern=r"^[0-9]{8}$", description="Een AGB-code.")]
_CSV: Final = {"text/csv": "csv"}
Begrotingbestand = Annotated[Gestuurd, Depends(gestuurd(_CSV))]
Proef = Annotated[bool, Query(description="Lees het bestand alleen; er wordt niets bewaard.")]
Referentie = Annotated[str, Path(pattern=r"^[0-9A-Za-z._-]{1,20}$", description="Het ReferentieNummer.")]


class Gemeentekosten(Vorm):
    """What a gemeente bears in the year through a month, and what it paid for others."""

    gemeente: str
    naam: str
    kosten: int
    betaald_voor_anderen: int


class Kostenregel(Vorm):
    """Cost of one product of one aanbieder in one month of delivery, as it was declared to `debiteur`."""

    aanbieder: str
    categorie: str
    code: str
    leveringsmaand: date
    ontvangstmaand: date
    contractsoort: str
    debiteur: str
    aard: str
    prestaties: int
    bedrag: int


class Begrotingspost(Vorm):
    """What was budgeted for a post, what was realised and what is expected of the whole year."""

    post: str
    begroot: int | None
    gerealiseerd: int
    prognose: int


class GemeentekostenInhoud(Gemeentekosten):
    """The statement of a gemeente, line by line, beside its begroting."""

    regels: list[Kostenregel]
    begroting: list[Begrotingspost]


class Begroting(Vorm):
    """What a gemeente budgeted for a year, per categorie or contractsoort."""

    gemeente: str
    jaar: int
    indeling: str
    posten: dict[str, int]


class BegrotingGeladen(Vorm):
    """How many begrotingen (a gemeente in a year) a file held, and how many changed."""

    gelezen: int
    gewijzigd: int


class Verrekening(Vorm):
    """What one gemeente owes another over book months, and over how many prestaties."""

    betaalt: str
    ontvangt: str
    bedrag: int
    prestaties: int


class Saldo(Vorm):
    """A balance before and in the months asked for."""

    rekening: str
    partij: str
    leveringsjaar: int
    contractsoort: str
    begin: int
    debet: int
    credit: int


class Aansluitregel(Vorm):
    """What became of what an aanbieder declared to a gemeente."""

    gemeente: str
    aanbieder: str
    ingediend: int
    toegekend: int
    afgewezen: int
    aangehouden: int
    geboekt: int
    betaald: int
    onderweg: int
    open: int


class Aansluiting(Vorm):
    """The sums per gemeente and aanbieder, and in Dutch what does not agree."""

    regels: list[Aansluitregel]
    verschillen: list[str]


class Verhaal(Vorm):
    """Who bears a prestatie and why, in Dutch; one text per time it was granted."""

    verhalen: list[str]


@router.get("/kosten")
@recht(Recht.KOSTEN_ZIEN)
def kosten(
    request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, maand: Maand | None = None
) -> Lijst[Gemeentekosten]:
    """Wat elke gemeente draagt, van januari tot en met een maand (anders deze)."""
    gevonden = geld.kosten(hier.werkplek, wie, (maand or vandaag).replace(day=1))
    return lijst(request, Gemeentekosten, [_kop(een) for een in gevonden.gemeenten])


@router.get("/kosten/{gemeente}")
@recht(Recht.KOSTEN_ZIEN)
def kosten_van(
    hier: Hier, wie: Wie, vandaag: Vandaag, gemeente: Gemeente, maand: Maand | None = None
) -> GemeentekostenInhoud:
    """De kosten van een gemeente per product en maand, naast de begroting."""
    overzicht = geld.kosten_van(hier.werkplek, wie, gemeente, (maand or vandaag).replace(day=1))
    regels = [
        Kostenregel.van(
            regel, aard=regel.aard.value, prestaties=regel.bedragen.aantal, bedrag=regel.bedragen.netto
        )
        for regel in overzicht.regels
    ]
    posten = [Begrotingspost.van(een, post=een.naam) for een in overzicht.vergelijking]
    return GemeentekostenInhoud.van(_kop(overzicht), regels=regels, begroting=posten)


@router.get("/begrotingen")
@recht(Recht.KOSTEN_ZIEN)
def begrotingen(
    request: Request, hier: Hier, wie: Wie, jaar: Annotated[int, Query(ge=2015, le=2100)]
) -> Lijst[Begroting]:
    """De begrotingen van een jaar."""
    gevonden = geld.begrotingen(hier.werkplek, wie, jaar)
    rijen = [
        Begroting(gemeente=gemeente, jaar=jaar, indeling=een.indeling, posten=dict(een.posten))
        for gemeente, een in gevonden.items()
    ]
    return lijst(request, Begroting, rijen)


@router.post("/begrotingen", openapi_extra=vraag(_CSV, "Een begroting als CSV"), max_body_size=GROOTSTE)
@recht(Recht.BEGROTING_LADEN)
def laad_begroting(hier: Hier, wie: Wie, bestand: Begrotingbestand, proef: Proef = False) -> BegrotingGeladen:
    """Laad een begroting; zij komt voor die gemeente en dat jaar in de plaats van wat er was."""
    gelezen, gewijzigd = begrotingbestand.laad(hier.werkplek, wie, bestand.inhoud, hier.nu(), proef=proef)
    return BegrotingGeladen(gelezen=gelezen, gewijzigd=gewijzigd)


@router.get("/verrekeningen")
@recht(Recht.VERREKENING_ZIEN)
def verrekeningen(request: Request, hier: Hier, wie: Wie, van: Maand, tot_en_met: TotEnMet) -> Lijst[Verrekening]:
    """Wat gemeenten elkaar schuldig zijn over boekmaanden."""
    return lijst(request, Verrekening, geld.verrekeningen(hier.werkplek, wie, *_periode(van, tot_en_met)))


@router.get("/grootboek/proefbalans")
@recht(Recht.GROOTBOEK_ZIEN)
def proefbalans(request: Request, hier: Hier, wie: Wie, van: Maand, tot_en_met: TotEnMet) -> Lijst[Saldo]:
    """De saldi over boekmaanden."""
    return lijst(request, Saldo, geld.proefbalans(hier.werkplek, wie, *_periode(van, tot_en_met)))


@router.get("/grootboek/aansluiting")
@recht(Recht.GROOTBOEK_ZIEN)
def aansluiting(hier: Hier, wie: Wie) -> Aansluiting:
    """Of ingediend, besloten, geboekt en betaald op elkaar aansluiten."""
    gevonden = geld.aansluiting(hier.werkplek, wie)
    regels = [
        Aansluitregel.van(rij.stand, gemeente=rij.sleutel[0], aanbieder=rij.sleutel[1]) for rij in gevonden.rijen
    ]
    return Aansluiting(regels=regels, verschillen=list(gevonden.verschillen))


@router.get("/wie-betaalt/{aanbieder}/{referentie}")
@recht(Recht.KOSTEN_ZIEN)
def wie_betaalt(hier: Hier, wie: Wie, aanbieder: Aanbieder, referentie: Referentie) -> Verhaal:
    """Wie een prestatie draagt, en waarom."""
    return Verhaal(verhalen=geld.wie_draagt(hier.werkplek, wie, aanbieder, referentie, hier.nu()))


def _kop(overzicht: Gemeenteoverzicht) -> Gemeentekosten:
    return Gemeentekosten(
        gemeente=overzicht.gemeente,
        naam=overzicht.naam,
        kosten=overzicht.kosten,
        betaald_voor_anderen=sum(regel.bedragen.netto for regel in overzicht.verrekening_uit),
    )


def _periode(van: date, tot_en_met: date) -> tuple[date, date]:
    if tot_en_met < van:
        raise ApiFout(400, "De laatste maand ligt voor de eerste. Draai ze om.")
    return van.replace(day=1), tot_en_met.replace(day=1)
