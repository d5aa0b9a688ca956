"""What is asked, what is known about it, and what a check says: the words of all checks on a toewijzing.

A verzoek om toewijzing (VOT) is decided per product, so each AangevraagdProduct is an Aanvraag of its own. A
verzoek om wijziging (VOW) is one Aanvraag with all its lines. A draft of the gemeente itself is checked alike.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Final, Literal, TypedDict

from backoffice.contracts.dekking import Dekking
from backoffice.contracts.model import Contractsoort
from backoffice.toewijzingen.register import Versie
from backoffice.verzoeken.leeftijd import Geboren
from ijw.berichten import basis, jw315, jw317
from ijw.feiten import ONBEKEND, Onbekend, ToegewezenProduct, Verzoek

VERBLIJF: Final = frozenset({"35", "36", "37", "38", "43", "44"})
"""Categorieën of help with a stay (JZ020)."""
LANDELIJK: Final = "55"
PERSOONLIJKE_VERZORGING: Final = "40"
JEUGDRECLASSERING: Final = "47"
JEUGDBESCHERMING: Final = "48"
RECHTER: Final = "08"
GI: Final = "04"


class Herkomst(StrEnum):
    """Where a wish comes from."""

    VOT = "verzoek om toewijzing"
    VOW = "verzoek om wijziging"
    EIGEN = "eigen voornemen"


@dataclass(frozen=True, slots=True)
class Regel:
    """One product that is asked for, or one toewijzing that should change (then with its number).

    Dates are inclusive; volume in its eenheid, budget in eurocents. What was granted before is not judged again:
    `peildag` is the first day, for a running toewijzing not before the Dagtekening.
    """

    onderdeel: str
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    peildag: date
    toewijzing_nummer: int | None = None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    verwijzer: str | None = None

    @property
    def laatste_dag(self) -> date:
        """The last day, `date.max` when it is open."""
        return self.einddatum or date.max

    @property
    def product(self) -> basis.Product | None:
        """Categorie and Code as in a message; None for a generieke toewijzing."""
        return None if self.categorie is None else basis.Product(categorie=self.categorie, code=self.code)

    @property
    def maatregel(self) -> bool:
        """Whether it carries out what a judge or GI decided, so that its content is not for the gemeente."""
        return self.verwijzer in (GI, RECHTER) or self.categorie in (JEUGDRECLASSERING, JEUGDBESCHERMING)

    @property
    def noemer(self) -> str:
        """The product in words: "product 45A04", "categorie 45" or "een generieke toewijzing"."""
        if self.code is not None:
            return f"product {self.code}"
        return f"categorie {self.categorie}" if self.categorie else "een generieke toewijzing"


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """What is decided as a whole: one product of a VOT, a whole VOW, or a draft of the gemeente.

    `ongewijzigd` are the ToewijzingNummers that a VOW leaves as they are. `wijzigt` are those it changes.
    """

    herkomst: Herkomst
    gemeente: str
    aanbieder: str
    dagtekening: date
    referentie: str | None
    regels: tuple[Regel, ...]
    ongewijzigd: tuple[int, ...] = ()

    @property
    def wijzigt(self) -> frozenset[int]:
        """The ToewijzingNummers that change."""
        return frozenset(nr for regel in self.regels if (nr := regel.toewijzing_nummer) is not None)


def van_vot(bericht: jw315.Bericht) -> tuple[Aanvraag, ...]:
    """Read a JW315: an Aanvraag for each product."""
    kop = bericht.header
    dagtekening = kop.bericht_identificatie.dagtekening
    return tuple(
        Aanvraag(
            Herkomst.VOT,
            kop.ontvanger,
            kop.afzender,
            dagtekening,
            product.referentie_aanbieder,
            (
                Regel(
                    onderdeel=f"AangevraagdProduct {product.referentie_aanbieder}",
                    categorie=product.product.categorie if product.product else None,
                    code=product.product.code if product.product else None,
                    ingangsdatum=product.toewijzing_ingangsdatum,
                    einddatum=product.toewijzing_einddatum,
                    peildag=product.toewijzing_ingangsdatum,
                    **_omvang(product.omvang),
                    budget=product.budget,
                    verwijzer=product.verwijzer.type,
                ),
            ),
        )
        for product in bericht.client.aangevraagde_producten
    )


def van_vow(bericht: jw317.Bericht, toewijzingen: Mapping[int, ToegewezenProduct]) -> Aanvraag:
    """Read a JW317, given the toewijzingen it names; KeyError when one of them is unknown (TR347, TR349)."""
    kop, verzoek = bericht.header, bericht.client.verzoek
    dagtekening = kop.bericht_identificatie.dagtekening
    regels = [
        Regel(
            onderdeel=f"toewijzing {anders.toewijzing_nummer}",
            categorie=toewijzingen[anders.toewijzing_nummer].categorie,
            code=toewijzingen[anders.toewijzing_nummer].code,
            ingangsdatum=anders.gewenste_ingangsdatum,
            einddatum=anders.einddatum,
            peildag=max(anders.gewenste_ingangsdatum, dagtekening),
            toewijzing_nummer=anders.toewijzing_nummer,
            **_omvang(anders.omvang),
            budget=anders.budget,
        )
        for anders in verzoek.te_wijzigen_producten
    ]
    regels += [
        Regel(
            onderdeel=f"NieuwProduct {plaats}",
            categorie=nieuw.product.categorie if nieuw.product else None,
            code=nieuw.product.code if nieuw.product else None,
            ingangsdatum=nieuw.gewenste_ingangsdatum,
            einddatum=nieuw.einddatum,
            peildag=nieuw.gewenste_ingangsdatum,
            **_omvang(nieuw.omvang),
            budget=nieuw.budget,
        )
        for plaats, nieuw in enumerate(verzoek.nieuwe_producten, 1)
    ]
    return Aanvraag(
        Herkomst.VOW,
        kop.ontvanger,
        kop.afzender,
        dagtekening,
        verzoek.referentie_aanbieder,
        tuple(regels),
        tuple(product.toewijzing_nummer for product in verzoek.ongewijzigde_producten),
    )


def van_voornemen(
    gemeente: str, aanbieder: str, versies: Iterable[Versie], dag: date, bestaand: Collection[int] = ()
) -> Aanvraag:
    """What the gemeente means to send on a day, to be checked before it leaves; removals need no check.

    `bestaand` are the ToewijzingNummers that were sent before.
    """
    return Aanvraag(
        Herkomst.EIGEN,
        gemeente,
        aanbieder,
        dag,
        None,
        tuple(
            Regel(
                onderdeel=f"toewijzing {versie.toewijzing_nummer}",
                categorie=versie.categorie,
                code=versie.code,
                ingangsdatum=versie.ingangsdatum,
                einddatum=versie.einddatum,
                peildag=max(versie.ingangsdatum, dag) if nummer in bestaand else versie.ingangsdatum,
                toewijzing_nummer=nummer if nummer in bestaand else None,
                volume=versie.volume,
                eenheid=versie.eenheid,
                frequentie=versie.frequentie,
                budget=versie.budget,
            )
            for versie in versies
            if not versie.verwijderd
            for nummer in (versie.toewijzing_nummer,)
        ),
    )


class _Omvang(TypedDict, total=False):
    volume: int
    eenheid: str
    frequentie: str


def _omvang(omvang: basis.Omvang | None) -> _Omvang:
    if omvang is None:
        return {}
    return {"volume": omvang.volume, "eenheid": omvang.eenheid, "frequentie": omvang.frequentie}


@dataclass(frozen=True, slots=True)
class Woonplaats:
    """Which gemeente is responsible, and whether both gemeenten agree on it.

    `grond` tells the woonplaatsbeginsel from any other reason why it is not this gemeente.
    """

    gemeente: str
    grond: Literal["woonplaatsbeginsel", "anders"] = "woonplaatsbeginsel"
    overeengekomen: bool = True


@dataclass(frozen=True, slots=True)
class Verhuizing:
    """A move into this gemeente, after which help without a stay may go on for a year (art. 2.7a Jeugdwet)."""

    dag: date
    van: str


@dataclass(frozen=True, slots=True)
class InhoudelijkeAfkeur:
    """A person who may judge the content said no."""

    wie: str
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Zaak:
    """All that is known around an Aanvraag; what nobody looked up is ONBEKEND.

    `lopend` is what this gemeente assigned to the jeugdige, at every aanbieder. `verzoeken` are the earlier
    ones of this aanbieder for him. `soorten` says under which kinds of contract a (categorie, code) is bought;
    a product that is not in it is bought under any. `samenloop` holds pairs of categorieën that the gemeente
    does not want beside each other. `mede_aangevraagd` are the other products of the same VOT.
    """

    dekking: Dekking
    lopend: Collection[ToegewezenProduct] | Onbekend = ONBEKEND
    verzoeken: Collection[Verzoek] | Onbekend = ONBEKEND
    woonplaats: Woonplaats | Onbekend = ONBEKEND
    geboren: Geboren | Onbekend | None = ONBEKEND
    jeugdstrafrecht: bool | Onbekend = ONBEKEND
    maatregel: bool = False
    verhuizing: Verhuizing | None = None
    afkeur: InhoudelijkeAfkeur | None = None
    levering_begonnen: bool | Onbekend = ONBEKEND
    soorten: Mapping[tuple[str, str], AbstractSet[Contractsoort]] = field(default_factory=dict)
    samenloop: Collection[AbstractSet[str]] = ()
    mede_aangevraagd: tuple[Regel, ...] = ()


class Stand(Enum):
    """What a check says."""

    VOLDOET = "voldoet"
    FAALT = "faalt"
    MENS_NODIG = "mens nodig"
    NIET_BEOORDEELD = "niet beoordeeld"


@dataclass(frozen=True, slots=True)
class Inkorting:
    """What the gemeente could assign instead of what was asked, and why."""

    veld: Literal["einddatum", "volume", "budget"]
    naar: date | int
    reden: str


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What one check says of one part of an Aanvraag.

    `code` is the RedenAfwijzingVerzoek (WJ759) it would give, `retourcode` what a retourbericht would give.
    With `inkortingen` the part would pass if that much less is assigned. `gemeente` is the one that is
    responsible instead.
    """

    toets: Toetssoort
    stand: Stand
    onderdeel: str
    zin: str
    inkortingen: tuple[Inkorting, ...] = ()
    gemeente: str | None = None

    @property
    def faalt(self) -> bool:
        """Whether the check says no."""
        return self.stand is Stand.FAALT

    @property
    def melding(self) -> str:
        """The outcome as a Dutch sentence with its source."""
        return f"{self.onderdeel}: {self.zin} ({self.toets.bron})"


@dataclass(frozen=True, slots=True)
class Toetssoort:
    """What a check is called, which code it gives when it fails and where that is written.

    `alleen_mens` marks the check that software never makes.
    """

    naam: str
    code: str | None
    bron: str
    retourcode: str | None = None
    alleen_mens: bool = False

    def voldoet(self, onderdeel: str, zin: str) -> Uitkomst:
        return Uitkomst(self, Stand.VOLDOET, onderdeel, zin)

    def faalt(self, onderdeel: str, zin: str, *inkortingen: Inkorting, gemeente: str | None = None) -> Uitkomst:
        return Uitkomst(self, Stand.FAALT, onderdeel, zin, inkortingen, gemeente)

    def mens(self, onderdeel: str, zin: str) -> Uitkomst:
        return Uitkomst(self, Stand.MENS_NODIG, onderdeel, zin)

    def onbekend(self, onderdeel: str, wat: str) -> Uitkomst:
        return Uitkomst(self, Stand.NIET_BEOORDEELD, onderdeel, f"niet bekend: {wat}")
