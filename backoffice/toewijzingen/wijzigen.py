"""What a change does to a toewijzing: the same ToewijzingNummer or a new one, and what the register then holds.

The table says it per kind of change (OP033x1, OP257, OP380, IV066); the software picks the row and says why.
Nothing is refused here: what makes delivered care unlawful stands in `bezwaren`, what the aanbieder has to
agree to in `instemming`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Final, NamedTuple

from backoffice.toewijzingen.register import VERVALLEN, VERWIJDERD, Versie
from ijw.rekenen import TOTAAL

VERLENGING: Final = "04"
VERKORTING: Final = "05"
DOOR_AANBIEDER: Final = "12"
CORRECTIE: Final = "14"

_DAG: Final = timedelta(days=1)


class Wijziging(Enum):
    """The kinds of change that decide about the number."""

    GEEN = "er verandert niets"
    VERLENGEN = "de einddatum wordt later en is nog niet verstreken"
    VERLENGEN_TOTAAL = "de einddatum wordt later bij een omvang voor de hele looptijd"
    VERLENGEN_VERSTREKEN = "de einddatum wordt later maar is al verstreken"
    VERKORTEN = "de einddatum wordt eerder"
    TOTAAL = "het volume voor de hele looptijd verandert"
    BUDGET = "het budget verandert"
    OMVANG = "de omvang verandert"
    PRODUCT = "het product of de soort toewijzing verandert"
    EERDER = "de hulp begint eerder"
    EERDER_EN_ANDERS = "de hulp begint eerder en er verandert meer"
    VERWIJDEREN = "de toewijzing wordt verwijderd"


class Nummer(Enum):
    """Under which ToewijzingNummer a change goes out."""

    MOET_ZELFDE = "houdt haar nummer; een nieuw nummer is hier niet toegestaan"
    ZELFDE = "houdt haar nummer"
    NIEUW = "houdt haar nummer niet"


class Rij(NamedTuple):
    """What the standard says of one kind of change; `reden` is for a change that the gemeente starts."""

    nummer: Nummer
    bron: str
    reden: str | None


TABEL: Final[dict[Wijziging, Rij]] = {
    Wijziging.GEEN: Rij(Nummer.ZELFDE, "IV099", None),
    Wijziging.VERLENGEN: Rij(Nummer.MOET_ZELFDE, "OP380", VERLENGING),
    Wijziging.VERLENGEN_TOTAAL: Rij(Nummer.ZELFDE, "OP033x1", VERLENGING),
    Wijziging.VERLENGEN_VERSTREKEN: Rij(Nummer.NIEUW, "OP380, IV066", VERLENGING),
    Wijziging.VERKORTEN: Rij(Nummer.ZELFDE, "OP033x1", VERKORTING),
    Wijziging.TOTAAL: Rij(Nummer.ZELFDE, "OP033x1, IV093", CORRECTIE),
    Wijziging.BUDGET: Rij(Nummer.ZELFDE, "OP033x1, IV093", CORRECTIE),
    Wijziging.OMVANG: Rij(Nummer.NIEUW, "OP257, IV066", VERKORTING),
    Wijziging.PRODUCT: Rij(Nummer.NIEUW, "OP257, IV066", VERKORTING),
    Wijziging.EERDER: Rij(Nummer.NIEUW, "IV066", None),
    Wijziging.EERDER_EN_ANDERS: Rij(Nummer.NIEUW, "OP257, IV066", VERKORTING),
    Wijziging.VERWIJDEREN: Rij(Nummer.ZELFDE, "OP033x1, CS335", VERWIJDERD),
}
"""Per kind of change what happens to the number."""


@dataclass(frozen=True, slots=True)
class Gewenst:
    """What should be in force from a day on; dates are inclusive, volume in its eenheid, budget in eurocents."""

    vanaf: date
    einddatum: date | None
    categorie: str | None
    code: str | None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None


class Gedaan(NamedTuple):
    """What was approved on a toewijzing and not credited: through which day, how much and for how many eurocents.

    `tot_en_met` is None when there is no such prestatie. Volume is in the eenheid of the toewijzing.
    """

    tot_en_met: date | None = None
    volume: int = 0
    bedrag: int = 0


NIETS_GEDAAN: Final = Gedaan()


@dataclass(frozen=True, slots=True)
class Besloten:
    """When the gemeente decided (Toewijzingsdatum and -tijd), and on whose request.

    `referentie` is the ReferentieAanbieder of the verzoek that is honoured; None when the gemeente started.
    `reden` replaces the usual RedenWijziging of a change that the gemeente starts, as for a verhuizing (07).
    """

    datum: date
    tijd: str
    referentie: str | None = None
    reden: str | None = None


@dataclass(frozen=True, slots=True)
class Gevolg:
    """What a change comes to: the versions that go into the register and the reasons in Dutch sentences.

    `bezwaren` have to be taken away first; `instemming` is what the aanbieder must have agreed to.
    """

    wijziging: Wijziging
    versies: tuple[Versie, ...]
    zin: str
    bezwaren: tuple[str, ...] = ()
    instemming: tuple[str, ...] = ()


def soort_wijziging(geldend: Versie, gewenst: Gewenst | None, verzonden: date) -> Wijziging:
    """Which row of the table a change falls under, when it is sent on a day; None as wish means to remove.

    Readings: with Frequentie 6 only the volume may change under the same number, not its eenheid. An end that
    has passed weighs more than a new total or budget. A total or budget is never split over an extra toewijzing
    in front, for then it would be given twice.
    """
    if gewenst is None:
        return Wijziging.VERWIJDEREN
    if _product(geldend) != _product(gewenst):
        return Wijziging.PRODUCT
    langer = _einde(gewenst) > _einde(geldend)
    if gewenst.vanaf < geldend.ingangsdatum:
        gelijk = _inhoud(geldend) == _inhoud(gewenst) and _einde(gewenst) == _einde(geldend)
        return Wijziging.EERDER if gelijk and not _ineens(geldend) else Wijziging.EERDER_EN_ANDERS
    if (geldend.eenheid, geldend.frequentie) != (gewenst.eenheid, gewenst.frequentie):
        return Wijziging.OMVANG
    if geldend.volume != gewenst.volume and geldend.frequentie != TOTAAL:
        return Wijziging.OMVANG
    if langer and _einde(geldend) < verzonden:
        return Wijziging.VERLENGEN_VERSTREKEN
    if geldend.volume != gewenst.volume:
        return Wijziging.TOTAAL
    if geldend.budget != gewenst.budget:
        return Wijziging.BUDGET
    if langer:
        return Wijziging.VERLENGEN_TOTAAL if geldend.frequentie == TOTAAL else Wijziging.VERLENGEN
    return Wijziging.VERKORTEN if _einde(gewenst) < _einde(geldend) else Wijziging.GEEN


def wijzig(
    geldend: Versie,
    gewenst: Gewenst | None,
    besloten: Besloten,
    *,
    verzonden: date,
    nieuw_nummer: Callable[[], int],
    gedaan: Gedaan = NIETS_GEDAAN,
) -> Gevolg:
    """Work out a change of one toewijzing, or its removal when nothing is wanted any more.

    `nieuw_nummer` is asked only when a new toewijzing is needed. ValueError for a RedenWijziging that does not
    fit a change (01 and 13).
    """
    if besloten.reden in (VERVALLEN, VERWIJDERD):
        raise ValueError(f"RedenWijziging {besloten.reden} past niet bij een wijziging")
    soort = soort_wijziging(geldend, gewenst, verzonden)
    versies = tuple(_versies(soort, geldend, gewenst, besloten, nieuw_nummer))
    oude = next((versie for versie in versies if versie.toewijzing_nummer == geldend.toewijzing_nummer), geldend)
    return Gevolg(
        soort,
        versies,
        _zin(soort, geldend, versies),
        tuple(_bezwaren(geldend, oude, gedaan)),
        () if besloten.referentie else tuple(_instemming(geldend, oude, verzonden)),
    )


def nieuw(nummer: int, gewenst: Gewenst, besloten: Besloten) -> Versie:
    """A first toewijzing of a product: it never has a RedenWijziging (IV066)."""
    return Versie(
        toewijzing_nummer=nummer,
        categorie=gewenst.categorie,
        code=gewenst.code,
        toewijzingsdatum=besloten.datum,
        toewijzingstijd=besloten.tijd,
        ingangsdatum=gewenst.vanaf,
        einddatum=gewenst.einddatum,
        reden_wijziging=None,
        volume=gewenst.volume,
        eenheid=gewenst.eenheid,
        frequentie=gewenst.frequentie,
        budget=gewenst.budget,
        referentie_aanbieder=besloten.referentie,
        verwijderd=False,
    )


def _versies(
    soort: Wijziging,
    geldend: Versie,
    gewenst: Gewenst | None,
    besloten: Besloten,
    nieuw_nummer: Callable[[], int],
) -> Iterator[Versie]:
    if gewenst is None:
        yield _verwijderd(geldend, besloten)
    elif soort is Wijziging.GEEN:
        return
    elif TABEL[soort].nummer is not Nummer.NIEUW:
        yield _gewijzigd(geldend, soort, besloten, gewenst.einddatum, gewenst.volume, gewenst.budget)
    elif soort is Wijziging.EERDER:
        yield nieuw(nieuw_nummer(), replace(gewenst, einddatum=geldend.ingangsdatum - _DAG), besloten)
    elif soort is Wijziging.VERLENGEN_VERSTREKEN:
        vanaf = max(gewenst.vanaf, _einde(geldend) + _DAG)
        yield nieuw(nieuw_nummer(), replace(gewenst, vanaf=vanaf), besloten)
    else:
        if gewenst.vanaf <= geldend.ingangsdatum:
            yield _verwijderd(geldend, besloten)
        elif gewenst.vanaf <= _einde(geldend):
            laatste = gewenst.vanaf - _DAG
            yield _gewijzigd(geldend, soort, besloten, laatste, geldend.volume, geldend.budget)
        yield nieuw(nieuw_nummer(), gewenst, besloten)


def _gewijzigd(
    geldend: Versie,
    soort: Wijziging,
    besloten: Besloten,
    einddatum: date | None,
    volume: int | None,
    budget: int | None,
) -> Versie:
    reden = DOOR_AANBIEDER if besloten.referentie else besloten.reden or TABEL[soort].reden
    return replace(
        geldend,
        toewijzingsdatum=besloten.datum,
        toewijzingstijd=besloten.tijd,
        einddatum=einddatum,
        volume=volume,
        budget=budget,
        reden_wijziging=reden,
        referentie_aanbieder=besloten.referentie,
    )


def _verwijderd(geldend: Versie, besloten: Besloten) -> Versie:
    return replace(
        geldend,
        toewijzingsdatum=besloten.datum,
        toewijzingstijd=besloten.tijd,
        einddatum=geldend.ingangsdatum,
        reden_wijziging=VERWIJDERD,
        referentie_aanbieder=besloten.referentie,
        verwijderd=True,
    )


def _zin(soort: Wijziging, geldend: Versie, versies: tuple[Versie, ...]) -> str:
    rij = TABEL[soort]
    zin = f"Toewijzing {geldend.toewijzing_nummer} {rij.nummer.value}: {soort.value} ({rij.bron})."
    for versie in versies:
        if versie.toewijzing_nummer != geldend.toewijzing_nummer:
            zin += f" Toewijzing {versie.toewijzing_nummer} geldt vanaf {versie.ingangsdatum:%d-%m-%Y}."
        elif versie.verwijderd and soort is not Wijziging.VERWIJDEREN:
            zin += " De oude toewijzing wordt verwijderd (13)."
        elif rij.nummer is Nummer.NIEUW and versie.einddatum:
            zin += f" De oude toewijzing eindigt op {versie.einddatum:%d-%m-%Y}."
    return zin


def _bezwaren(geldend: Versie, oude: Versie, gedaan: Gedaan) -> Iterator[str]:
    """What would make care unlawful that was approved already (UP031)."""
    nummer = geldend.toewijzing_nummer
    if gedaan.tot_en_met is None:
        return
    if oude.verwijderd:
        yield (
            f"Toewijzing {nummer} kan niet worden verwijderd, want er is een goedgekeurde prestatie op. "
            "Laat die eerst crediteren (OP362, TR385)."
        )
        return
    if oude.einddatum is not None and oude.einddatum < gedaan.tot_en_met:
        yield (
            f"Toewijzing {nummer} kan niet eindigen op {oude.einddatum:%d-%m-%Y}, want er is goedgekeurd "
            f"tot en met {gedaan.tot_en_met:%d-%m-%Y} (UP031, OP345)."
        )
    if oude.budget is not None and oude.budget < gedaan.bedrag:
        yield f"Het budget van toewijzing {nummer} wordt lager dan wat al is goedgekeurd (UP031, OP345)."
    if oude.frequentie == TOTAAL and oude.volume is not None and oude.volume < gedaan.volume:
        yield f"Het volume van toewijzing {nummer} wordt lager dan wat al is goedgekeurd (UP031, OP345)."


def _instemming(geldend: Versie, oude: Versie, verzonden: date) -> Iterator[str]:
    """What a gemeente may only do on its own initiative when the aanbieder agrees."""
    nummer = geldend.toewijzing_nummer
    if oude.verwijderd:
        return
    if oude.einddatum is not None and oude.einddatum < _einde(geldend):
        if oude.einddatum < verzonden:
            yield f"Toewijzing {nummer} eindigt op een dag die voorbij is (OP186)."
        else:
            yield f"Toewijzing {nummer} eindigt eerder, in overleg (OP033x1)."
    if oude.budget is not None and geldend.budget is not None and oude.budget < geldend.budget:
        yield f"Het budget van toewijzing {nummer} gaat omlaag (OP299)."
    if oude.volume is not None and geldend.volume is not None and oude.volume < geldend.volume:
        yield f"Het volume van toewijzing {nummer} gaat omlaag (OP298)."


def _einde(wat: Versie | Gewenst) -> date:
    return wat.einddatum or date.max


def _product(wat: Versie | Gewenst) -> tuple[str | None, str | None, bool, bool]:
    """What makes it another kind of toewijzing: the product, and whether it has an omvang or a budget."""
    return wat.categorie, wat.code, wat.volume is None, wat.budget is None


def _inhoud(wat: Versie | Gewenst) -> tuple[int | None, str | None, str | None, int | None]:
    return wat.volume, wat.eenheid, wat.frequentie, wat.budget


def _ineens(wat: Versie) -> bool:
    """Whether the volume or budget is one amount for the whole duration."""
    return wat.frequentie == TOTAAL or wat.budget is not None
