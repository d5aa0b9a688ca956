"""Contracts as agreed: who delivers what, for which gemeenten, in which months and at what price.

A contract is one agreement between the region and one aanbieder. Participation of a gemeente is a dated
fact of its own and never follows from the region a gemeente lies in.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from ijw.rekenen import EURO


class Contractsoort(StrEnum):
    """The kinds of contract a region closes, under the names people use for them."""

    OB_JEUGD = "OB Jeugd"
    OB_WMO = "OB Wmo"
    DIAGNOSTIEK = "Diagnostiek"
    DYSLEXIE = "Dyslexie"
    WONEN_EN_VERBLIJF = "Wonen en verblijf"
    BESCHIKBAARHEID = "Beschikbaarheidsvoorzieningen"
    MAATREGELHULP_JB_JR = "Maatregelhulp JB/JR"
    MAATREGELHULP_JZ = "Maatregelhulp JZ+"
    MEDICATIECONTROLE = "Medicatiecontrole"
    ACADEMISCHE_FUNCTIES = "Academische functies"
    LOKAAL = "Lokaal productenboek"
    LTA = "LTA"


class Variant(StrEnum):
    """Uitvoeringsvariant: paid per effort, per result, or as a whole without messages."""

    INSPANNING = "inspanning"
    OUTPUT = "output"
    TAAKGERICHT = "taakgericht"


class TariefType(StrEnum):
    """Whether a declared tarief must equal the agreed one, or may stay under it."""

    VAST = "vast"
    MAXIMUM = "maximum"


class Contractstatus(StrEnum):
    """What a contract is worth on a day.

    Opgeschort: no new toewijzingen, running ones and their declaraties go on. Ontbonden: it ended there.
    """

    ACTIEF = "actief"
    OPGESCHORT = "opgeschort"
    ONTBONDEN = "ontbonden"


class Optiebesluit(StrEnum):
    """Whether a region has taken up an optiejaar."""

    OPEN = "open"
    GELICHT = "gelicht"
    NIET_GELICHT = "niet gelicht"


class Financieringsvorm(StrEnum):
    """How a contract is paid in a period: per message, as a subsidie, or as a budget for a task."""

    OUTPUT = "output"
    SUBSIDIE = "subsidie"
    TAAKGERICHT = "taakgericht"


class Indexplafond(StrEnum):
    """What a yearly index may not exceed: the overheidsbijdrage in de arbeidskostenontwikkeling."""

    OVA = "OVA"


class Gevolg(StrEnum):
    """What happens to a prestatie that is declared after the agreed term."""

    SIGNAAL = "accepteren_met_signaal"
    AANHOUDEN = "aanhouden"
    AFWIJZEN = "afwijzen"


@dataclass(frozen=True, slots=True)
class Declaratietermijn:
    """Within how long care must be declared, for ProductPerioden that begin on or after `vanaf`.

    `termijn_maanden` is None where no term is agreed; the margin and the technical hersteltermijn are in
    calendar days and werkdagen. `retourcode_te_laat` is the code both parties agreed for afwijzen; without one
    being late is only signalled.
    """

    termijn_maanden: int | None = None
    gevolg: Gevolg = Gevolg.SIGNAAL
    vanaf: date = date.min
    verschuif_werkdag: bool = True
    peildatum_marge: int = 3
    hersteltermijn: int = 1
    herstel_technisch_werkdagen: int = 10
    retourcode_te_laat: str | None = None


@dataclass(frozen=True, slots=True)
class Deelname:
    """A gemeente takes part in a contract; both days inclusive, no end means as long as the contract."""

    gemeente: str
    vanaf: date
    tot_en_met: date | None = None


@dataclass(frozen=True, slots=True)
class Soortdeelname:
    """A gemeente takes part in a kind of contract; both days inclusive, no end means until further notice.

    It is kept beside the contracts and never derived from them: that is how one finds a contract that names a
    gemeente which never joined.
    """

    soort: Contractsoort
    gemeente: str
    vanaf: date
    tot_en_met: date | None = None


@dataclass(frozen=True, slots=True)
class Optie:
    """An agreed extension through `tot_en_met`, and what was decided of it on `besloten_op`."""

    tot_en_met: date
    besluit: Optiebesluit = Optiebesluit.OPEN
    besloten_op: date | None = None


@dataclass(frozen=True, slots=True)
class Statuswijziging:
    """The status of a contract from a day on, and why; before the first one a contract is actief."""

    vanaf: date
    status: Contractstatus
    reden: str


@dataclass(frozen=True, slots=True)
class Financiering:
    """How a contract is paid from the first day of a month, until the next form.

    A subsidie or a taakgericht budget has a `bedrag` in eurocents per calendar year and names the key by which
    gemeenten share it; no care is declared then. A contract without any of these is paid per message.
    """

    vanaf: date
    vorm: Financieringsvorm
    bedrag: int | None = None
    verdeelsleutel: str | None = None


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """What holds for a product besides its price; of all that apply to a gemeente and a day, each must hold.

    No gemeente means all of them; both days inclusive. Ages are in completed years, both inclusive. `alleen_met`
    names categorieën of which one must run beside this product. `volume` (in the eenheid, per frequentie) and
    `budget` (eurocents per toewijzing) are the norms above which a toewijzing needs a person.
    """

    gemeente: str | None = None
    vanaf: date | None = None
    tot_en_met: date | None = None
    leeftijd_vanaf: int | None = None
    leeftijd_tot_en_met: int | None = None
    verwijzers: tuple[str, ...] = ()
    alleen_met: tuple[str, ...] = ()
    volume: int | None = None
    frequentie: str | None = None
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class TariefVersie:
    """A price from the first day of a delivery month, until the next version or through `tot_en_met`.

    Either `tarief`, in eurocents per eenheid, or `uurtarief`, in eurocents per hour for a product that is
    declared in minutes (IV081). `indexering` is the percentage, in hundredths, by which it rose from the version
    before, when it came about that way.
    """

    vanaf: date
    tarief: int | None = None
    uurtarief: int | None = None
    tot_en_met: date | None = None
    indexering: int | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """One product of a contract.

    It can be delivered in the months its tarieven cover; a product in euros (83) has none and runs with the
    contract. A taakgericht product has no eenheid, frequenties or tarieven: it is never declared.
    """

    categorie: str
    code: str
    omschrijving: str
    variant: Variant
    eenheid: str | None = None
    frequenties: tuple[str, ...] = ()
    tarief_type: TariefType = TariefType.VAST
    tarieven: tuple[TariefVersie, ...] = ()
    voorwaarden: tuple[Voorwaarde, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract; both days inclusive, no einddatum means open-ended.

    `einddatum` is the one first agreed, before any optie. `bestuurders` and `adres` serve to recognise an
    aanbieder that comes back under another name. `vow_rol` says whether the aanbieder may ask for a wijziging
    (JW317), `retourcode_contract` which code both parties agreed for a refusal on grounds of the contract.
    `versie` counts the times its content changed in our administration and is no part of the content.
    """

    contractnummer: str
    soort: Contractsoort
    aanbieder: str
    begindatum: date
    einddatum: date | None
    deelnames: tuple[Deelname, ...]
    producten: tuple[Product, ...]
    kvk: str | None = None
    concern: str | None = None
    bestuurders: tuple[str, ...] = ()
    adres: str | None = None
    vow_rol: bool = True
    retourcode_contract: str | None = None
    indexplafond: Indexplafond | None = None
    opties: tuple[Optie, ...] = ()
    statussen: tuple[Statuswijziging, ...] = ()
    financieringen: tuple[Financiering, ...] = ()
    termijnen: tuple[Declaratietermijn, ...] = ()
    versie: int = field(default=1, compare=False)

    @property
    def landelijk(self) -> bool:
        """Whether it follows from a raamcontract that VNG closed for the whole country (LTA)."""
        return self.soort is Contractsoort.LTA


def in_vaste_volgorde(contract: Contract) -> Contract:
    """The same contract with its parts sorted, so that the order of rows in a file is no difference."""
    return replace(
        contract,
        bestuurders=tuple(sorted(contract.bestuurders)),
        opties=tuple(sorted(contract.opties, key=lambda optie: optie.tot_en_met)),
        statussen=tuple(sorted(contract.statussen, key=lambda status: status.vanaf)),
        financieringen=tuple(sorted(contract.financieringen, key=lambda vorm: vorm.vanaf)),
        termijnen=tuple(sorted(contract.termijnen, key=lambda termijn: termijn.vanaf)),
        deelnames=tuple(sorted(contract.deelnames, key=lambda deelname: (deelname.gemeente, deelname.vanaf))),
        producten=tuple(
            replace(
                product,
                frequenties=tuple(sorted(product.frequenties)),
                tarieven=tuple(sorted(product.tarieven, key=lambda versie: versie.vanaf)),
                voorwaarden=tuple(sorted(map(_gesorteerd, product.voorwaarden), key=repr)),
            )
            for product in sorted(contract.producten, key=lambda product: product.code)
        ),
    )


def _gesorteerd(voorwaarde: Voorwaarde) -> Voorwaarde:
    return replace(
        voorwaarde,
        verwijzers=tuple(sorted(voorwaarde.verwijzers)),
        alleen_met=tuple(sorted(voorwaarde.alleen_met)),
    )


def einde_met_opties(contract: Contract) -> date | None:
    """Last day by agreement: the einddatum, moved by every optie that was taken up; None is open-ended."""
    if contract.einddatum is None:
        return None
    gelicht = (optie.tot_en_met for optie in contract.opties if optie.besluit is Optiebesluit.GELICHT)
    return max([contract.einddatum, *gelicht])


def laatste_dag(contract: Contract) -> date | None:
    """Last day on which care can be delivered: the end by agreement, or the day before it was ontbonden."""
    einde = einde_met_opties(contract)
    ontbonden = [status.vanaf for status in contract.statussen if status.status is Contractstatus.ONTBONDEN]
    if not ontbonden:
        return einde
    return min(min(ontbonden) - timedelta(days=1), einde or date.max)


def status_op(contract: Contract, dag: date) -> Contractstatus:
    """The status on a day."""
    wijziging = max(
        (status for status in contract.statussen if status.vanaf <= dag),
        key=lambda status: status.vanaf,
        default=None,
    )
    return wijziging.status if wijziging else Contractstatus.ACTIEF


def financiering_op(contract: Contract, dag: date) -> Financiering | None:
    """How the contract is paid on a day; None when no form is agreed, which is per message."""
    gelden = (vorm for vorm in contract.financieringen if vorm.vanaf <= dag)
    return max(gelden, key=lambda vorm: vorm.vanaf, default=None)


def eerste_van_maand(dag: date) -> date:
    """First day of the month of a day."""
    return dag.replace(day=1)


def maand_na(dag: date | None) -> date:
    """First day of the month after the month of a day; `date.max` when there is no day."""
    if dag is None or (dag.year, dag.month) == (date.max.year, 12):
        return date.max
    return (dag.replace(day=28) + timedelta(days=4)).replace(day=1)


def looptijd(contract: Contract, deelname: Deelname) -> tuple[date, date]:
    """Months in which a gemeente can have care delivered on a contract: first of month, and first after.

    A month counts as a whole when one of its days lies in both periods, since a tarief holds for a whole
    delivery month. The range is empty when the first is not before the second.
    """
    begin = max(contract.begindatum, deelname.vanaf)
    einde = min(laatste_dag(contract) or date.max, deelname.tot_en_met or date.max)
    return eerste_van_maand(begin), maand_na(einde) if begin <= einde else eerste_van_maand(begin)


def leverbaar(product: Product) -> list[tuple[date, date, TariefVersie | None]]:
    """Months in which a product has a price: (first of month, first after, version), oldest first.

    A product in euros (83) has one open range without a version; a taakgericht product has none at all.
    """
    if product.variant is Variant.TAAKGERICHT:
        return []
    if product.eenheid == EURO:
        return [(date.min, date.max, None)]
    versies = sorted(product.tarieven, key=lambda versie: versie.vanaf)
    grenzen = [*(versie.vanaf for versie in versies[1:]), date.max]
    return [
        (versie.vanaf, min(volgende, maand_na(versie.tot_en_met)), versie)
        for versie, volgende in zip(versies, grenzen, strict=False)
    ]


def te_leveren(contract: Contract, product: Product) -> list[tuple[date, date, TariefVersie | None]]:
    """Months in which a product of this contract can be delivered and declared, as `leverbaar` gives them.

    Months in which the contract is paid by subsidie or as a taakgericht budget are left out.
    """
    stukken = leverbaar(product)
    vormen = sorted(contract.financieringen, key=lambda vorm: vorm.vanaf)
    grenzen = [*(vorm.vanaf for vorm in vormen[1:]), date.max]
    for vorm, na in zip(vormen, grenzen, strict=False):
        if vorm.vorm is not Financieringsvorm.OUTPUT:
            stukken = [
                (max(begin, van), min(einde, tot), versie)
                for begin, einde, versie in stukken
                for van, tot in ((date.min, vorm.vanaf), (na, date.max))
                if max(begin, van) < min(einde, tot)
            ]
    return stukken
