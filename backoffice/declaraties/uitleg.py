"""Tells in Dutch why a prestatie was toegekend or rejected: `ijw waarom REFERENTIENUMMER`.

Everything comes from what was stored with the decision, so the answer stays the same when contracts or rules
change later. It never names the cliënt.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from backoffice.declaraties.termijntoets import TERMIJN
from ijw.bevinding import Bevinding
from ijw.regels.tekst import euro, hoeveelheid
from ijw.regels.toetsing import Signaal


@dataclass(frozen=True, slots=True)
class Besluit:
    """One stored decision. Bedrag is signed eurocents, tarief eurocents per eenheid."""

    referentie: str
    vorige_referentie: str | None
    declaratie_nummer: str
    gemeente: str
    aanbieder: str
    ontvangen: date
    toewijzing_nummer: int
    toewijzing_versie: int | None
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    toegekend: bool
    retourcodes: tuple[str, ...]
    bevindingen: tuple[Bevinding, ...]
    signalen: tuple[Signaal, ...]
    contract: str | None
    contractversie: int | None
    regelset: str
    gecrediteerd_door: str | None = None
    termijn: str | None = None
    """How it stood against the agreed term, in a sentence; None where none is agreed."""
    antwoord_uiterlijk: date | None = None
    """The last day for the answer, while its declaratie waits for a person."""


class Advies(NamedTuple):
    """What a retourcode means for an aanbieder, what he can do now, and where that follows from."""

    betekenis: str
    actie: str
    bron: str


ADVIEZEN: Final = {
    "0001": Advies(
        "Het bericht is technisch niet goed en is niet verwerkt.",
        "Herstel de fout en stuur het hele bericht opnieuw met een nieuwe Identificatie. "
        "De andere nummers mag u opnieuw gebruiken.",
        "OP286, IV088",
    ),
    "0233": Advies(
        "Deze prestatie is niet bekeken, omdat er iets mis is met de cliënt waar zij onder staat.",
        "Herstel eerst de fout bij de cliënt. Stuur de prestatie daarna opnieuw met een nieuw ReferentieNummer.",
        "IV087",
    ),
    "0611": Advies(
        "Het tarief is niet het tarief uit het contract.",
        "Kijk in het contract welk tarief geldt in de maand van levering. "
        "Stuur de prestatie opnieuw met dat tarief en een nieuw ReferentieNummer.",
        "TR418, IV081",
    ),
    "8017": Advies(
        "Bij deze creditprestatie is geen goedgekeurde prestatie met dezelfde inhoud gevonden.",
        "Neem alle gegevens over van de prestatie die u wilt crediteren. "
        "Een afgewezen prestatie hoeft u niet te crediteren: stuur de verbeterde prestatie.",
        "TR323, IV085, IV091",
    ),
    "8021": Advies(
        "Dit ReferentieNummer is al eerder gebruikt.",
        "Had u de prestatie nog niet gestuurd, stuur haar dan opnieuw met een nieuw ReferentieNummer.",
        "TR314",
    ),
    "8187": Advies(
        "De gemeente kent deze cliënt niet.",
        "Controleer het bsn en de gemeente. Heeft u geen toewijzing van deze gemeente, vraag die dan eerst aan.",
        "TR304",
    ),
    "8214": Advies(
        "U heeft al gedeclareerd over een latere maand.",
        "Stuur de declaratie opnieuw met de laatst ingediende DeclaratiePeriode of een latere. "
        "De ProductPeriode van de prestaties blijft zoals zij is.",
        "TR318, IV090",
    ),
    "8848": Advies(
        "De Dagtekening van het bericht ligt in de toekomst.",
        "Stuur het bericht opnieuw met de dag waarop u het verzendt.",
        "TR135",
    ),
    "9056": Advies(
        "De Identificatie van het bericht is al eerder gebruikt.",
        "Stuur het bericht opnieuw met een nieuwe Identificatie.",
        "TR056",
    ),
    "9307": Advies(
        "De prestatie begint vóór de toewijzing.",
        "Laat de ProductPeriode beginnen op of na de ingangsdatum van de toewijzing. "
        "Heeft u eerder geleverd, overleg dan met de gemeente over een toewijzing voor die dagen.",
        "TR307",
    ),
    "9308": Advies(
        "De prestatie eindigt na de toewijzing.",
        "Laat de ProductPeriode eindigen op of vóór de einddatum van de toewijzing. "
        "Loopt de hulp door, vraag dan een verlenging aan.",
        "TR308",
    ),
    "9319": Advies(
        "De prestatie gaat over een maand na de DeclaratiePeriode.",
        "Stuur de prestatie mee met de declaratie over die maand of een latere.",
        "TR319",
    ),
    "9321": Advies(
        "Het volume is hoger dan in deze periode is toegewezen.",
        "Controleer het volume en stuur de prestatie opnieuw. "
        "Is er meer nodig, vraag dan eerst een wijziging van de toewijzing aan.",
        "TR321, IV076, IV077, IV078",
    ),
    "9322": Advies(
        "Met deze prestatie komt u boven het volume van de hele toewijzing.",
        "Controleer wat al is goedgekeurd. Is er te veel goedgekeurd, crediteer dat dan eerst. "
        "Is er meer nodig, vraag dan een wijziging van de toewijzing aan.",
        "TR322, IV077",
    ),
    "9333": Advies(
        "Dit DeclaratieNummer is al eerder gebruikt.",
        "Stuur de declaratie opnieuw met een nieuw DeclaratieNummer. De ReferentieNummers mogen blijven.",
        "TR333, IV087",
    ),
    "9338": Advies(
        "Deze gemeente heeft u voor deze cliënt geen toewijzing met dit nummer gegeven.",
        "Controleer het ToewijzingNummer, de cliënt en de gemeente in de laatste toewijzing die u kreeg. "
        "Stuur de prestatie daarna opnieuw met een nieuw ReferentieNummer.",
        "TR338, OP275",
    ),
    "9339": Advies(
        "De ProductCategorie is een andere dan in de toewijzing.",
        "Neem de categorie over uit de toewijzing en stuur de prestatie opnieuw.",
        "TR339, IV075",
    ),
    "9340": Advies(
        "De ProductCode is een andere dan in de toewijzing.",
        "Neem de productcode over uit de toewijzing en stuur de prestatie opnieuw. "
        "Is iets anders geleverd dan toegewezen, overleg dan met de gemeente.",
        "TR340, IV075",
    ),
    "9341": Advies(
        "De Eenheid past niet bij de toewijzing of bij het contract.",
        "Declareer in de eenheid van de toewijzing. Uren mag u ook in minuten declareren.",
        "TR341, IV081",
    ),
    "9346": Advies(
        "Het bedrag past niet bij het volume en het tarief.",
        "Reken het bedrag opnieuw uit. Bij een uurtarief en minuten is dat uurtarief maal minuten, "
        "gedeeld door 60, en pas aan het eind afgerond op hele centen.",
        "TR346, IV081",
    ),
    "9369": Advies(
        "Met deze prestatie komt u boven het budget van de toewijzing.",
        "Controleer wat al is goedgekeurd. Is er te veel goedgekeurd, crediteer dat dan eerst. "
        "Is er meer nodig, vraag dan een hoger budget aan.",
        "TR369",
    ),
    "9384": Advies(
        "De toewijzing is verwijderd; daarop kan niets worden gedeclareerd.",
        "Kijk of u een andere toewijzing voor deze hulp kreeg en declareer daarop. "
        "Zo niet, overleg met de gemeente.",
        "TR384",
    ),
    "9387": Advies(
        "De ProductPeriode begint op de verkeerde dag.",
        "Begin op de eerste dag van de maand, of op de ingangsdatum als de toewijzing in die maand begint.",
        "TR387, IV089",
    ),
    "9388": Advies(
        "De ProductPeriode eindigt op de verkeerde dag.",
        "Eindig op de laatste dag van de maand, of op de einddatum als de toewijzing in die maand eindigt.",
        "TR388, IV089",
    ),
    "9389": Advies(
        "Dezelfde levering is al goedgekeurd.",
        "Wilt u haar verbeteren, crediteer dan eerst de eerdere prestatie. Dat mag in hetzelfde bericht.",
        "TR389, OP366",
    ),
    "9390": Advies(
        "Deze prestatie is al gecrediteerd.",
        "U hoeft niets te doen. Wilde u een andere prestatie crediteren, controleer dan VorigReferentieNummer.",
        "TR390",
    ),
    "S300": Advies(
        "De gemeentecode bestaat niet.",
        "Zoek de code van de gemeente op in de lijst van CBS en stuur het bericht opnieuw.",
        "TR378",
    ),
    "S329": Advies(
        "De ProductCode staat niet bij deze ProductCategorie in de afgesproken productlijst.",
        "Gebruik een code uit de productlijst van het contract, bij de categorie die daar staat.",
        "TR381, IV075",
    ),
}
"""By retourcode; every code that our decisions can carry has one."""

_TE_LAAT: Final = Advies(
    "De prestatie kwam na de afgesproken declaratietermijn. Het contract noemt deze code daarvoor.",
    "Was de prestatie eerder op tijd ingediend, of kreeg u de toewijzing later? "
    "Meld dat dan aan het regionale kantoor.",
    "het contract",
)


def leg_uit(besluit: Besluit) -> str:
    """Give the whole story of one decision as lines of text."""
    return "\n".join(_regels(besluit))


def _regels(besluit: Besluit) -> Iterator[str]:
    soort = "Creditprestatie" if besluit.vorige_referentie else "Prestatie"
    uitslag = "toegekend" if besluit.toegekend else "afgewezen"
    if besluit.antwoord_uiterlijk is not None:
        uitslag = "aangehouden"
    yield f"{soort} {besluit.referentie} is {uitslag}."
    yield ""
    yield "Gedeclareerd"
    yield from _gedeclareerd(besluit)
    yield ""
    if besluit.antwoord_uiterlijk is not None:
        yield "Waarom aangehouden"
        yield "  In deze declaratie kwam een prestatie te laat, en een medewerker kijkt ernaar."
        yield f"  Het antwoord op de hele declaratie volgt uiterlijk {besluit.antwoord_uiterlijk:%d-%m-%Y}."
    elif besluit.toegekend:
        yield "Waarom toegekend"
        yield "  Geen enkele regel gaf een afwijking."
        if besluit.gecrediteerd_door:
            yield f"  Daarna is de prestatie ingetrokken met creditprestatie {besluit.gecrediteerd_door}."
    else:
        yield "Waarom afgewezen"
        yield from _redenen(besluit)
    if besluit.termijn is not None:
        yield ""
        yield "Declaratietermijn"
        yield f"  {besluit.termijn}"
    # The signal that it was late says the same as the sentence on its term.
    if signalen := [signaal for signaal in besluit.signalen if signaal.regel != TERMIJN]:
        yield ""
        yield "Niet beoordeeld of opgevallen (dit leidt nooit tot afwijzing)"
        yield from (f"  {signaal.regel}: {signaal.reden}." for signaal in signalen)
    yield ""
    yield "Beoordeeld met"
    yield from _grondslag(besluit)


def _gedeclareerd(besluit: Besluit) -> Iterator[str]:
    partijen = f"aanbieder {besluit.aanbieder}, gemeente {besluit.gemeente}"
    yield f"  Declaratie {besluit.declaratie_nummer} van {partijen}"
    if besluit.vorige_referentie:
        yield f"  Trekt prestatie {besluit.vorige_referentie} in"
    yield f"  Toewijzing {besluit.toewijzing_nummer}, product {besluit.categorie} {besluit.code}"
    yield f"  Geleverd van {besluit.begindatum} tot en met {besluit.einddatum}"
    tarief = "" if besluit.tarief is None else f" tegen {euro(besluit.tarief)}"
    yield f"  {hoeveelheid(besluit.volume, besluit.eenheid)}{tarief}: {euro(besluit.bedrag)}"


def _redenen(besluit: Besluit) -> Iterator[str]:
    uitgelegd: set[str] = set()
    for bevinding in besluit.bevindingen:
        code = bevinding.retourcode or ""
        advies = _TE_LAAT if bevinding.regel == TERMIJN else ADVIEZEN.get(code)
        yield f"  {code} {advies.betekenis if advies else ''}".rstrip()
        waar = f"{bevinding.element} " if bevinding.element else ""
        yield f"    Gevonden: {waar}{bevinding.gevonden}"
        yield f"    Verwacht: {bevinding.verwacht}"
        if bevinding.regel == TERMIJN:
            yield f"    Regel: de declaratietermijn in contract {besluit.contract}"
        else:
            yield f"    Regel: {bevinding.regel}, {besluit.regelset}{_bronnen(bevinding.regel, advies)}"
        if advies and code not in uitgelegd:
            uitgelegd.add(code)
            yield f"    Wat u kunt doen: {advies.actie}"
    for code in besluit.retourcodes:
        if code in ADVIEZEN and code not in {bevinding.retourcode for bevinding in besluit.bevindingen}:
            yield f"  {code} {ADVIEZEN[code].betekenis}"
            yield f"    Wat u kunt doen: {ADVIEZEN[code].actie}"


def _bronnen(regel: str, advies: Advies | None) -> str:
    """The articles beside the rule itself."""
    bronnen = [] if advies is None else [bron for bron in advies.bron.split(", ") if bron != regel]
    return f" (zie ook {', '.join(bronnen)})" if bronnen else ""


def _grondslag(besluit: Besluit) -> Iterator[str]:
    yield f"  Regels: {besluit.regelset}; ontvangen op {besluit.ontvangen}"
    if besluit.toewijzing_versie is not None:
        yield f"  Toewijzing {besluit.toewijzing_nummer}, versie {besluit.toewijzing_versie}"
    if besluit.contract is not None:
        yield f"  Contract {besluit.contract}, versie {besluit.contractversie}"
