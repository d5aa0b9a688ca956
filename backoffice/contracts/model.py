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
class TariefVersie:
    """A price from the first day of a delivery month, until the next version or through `tot_en_met`.

    Either `tarief`, in eurocents per eenheid, or `uurtarief`, in eurocents per hour for a product that is
    declared in minutes (IV081).
    """

    vanaf: date
    tarief: int | None = None
    uurtarief: int | None = None
    tot_en_met: date | None = None


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


@dataclass(frozen=True, slots=True)
class Contract:
    """One contract; both days inclusive, no einddatum means open-ended.

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
    declaratietermijn: Declaratietermijn = Declaratietermijn()
    versie: int = field(default=1, compare=False)


def in_vaste_volgorde(contract: Contract) -> Contract:
    """The same contract with its parts sorted, so that the order of rows in a file is no difference."""
    return replace(
        contract,
        deelnames=tuple(sorted(contract.deelnames, key=lambda deelname: (deelname.gemeente, deelname.vanaf))),
        producten=tuple(
            replace(
                product,
                frequenties=tuple(sorted(product.frequenties)),
                tarieven=tuple(sorted(product.tarieven, key=lambda versie: versie.vanaf)),
            )
            for product in sorted(contract.producten, key=lambda product: product.code)
        ),
    )


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
    einde = min(contract.einddatum or date.max, deelname.tot_en_met or date.max)
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
