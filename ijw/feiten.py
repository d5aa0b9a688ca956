"""Facts: what a rule may know about the world beyond the message, as frozen values.

A fact is either known, known to be absent (`None`), or not looked up (`ONBEKEND`). A rule whose facts
are not all known is "niet beoordeeld", which is neither pass nor fail.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final, Literal, NamedTuple

from ijw.berichten import basis, jw323


class Onbekend(Enum):
    """The mark of a fact that nobody looked up."""

    ONBEKEND = "onbekend"


ONBEKEND: Final = Onbekend.ONBEKEND


class NietBeoordeeld(NamedTuple):
    """What a rule says when the facts do not let it judge: the reason, in Dutch and without persoonsgegevens."""

    reden: str


@dataclass(frozen=True, slots=True)
class ToegewezenProduct:
    """One toewijzing as in force: what a gemeente ordered an aanbieder to deliver.

    Volume is in the toewijzing's own eenheid per frequentie; budget is in eurocents; both dates are days
    inclusive and an empty einddatum means open-ended (JW301). `versie` counts how often it changed.
    """

    gemeente: str
    toewijzing_nummer: int
    aanbieder: str
    categorie: str | None
    code: str | None
    ingangsdatum: date
    einddatum: date | None
    volume: int | None = None
    eenheid: str | None = None
    frequentie: str | None = None
    budget: int | None = None
    verwijderd: bool = False
    versie: int = 1

    def actueel_op(self, dag: date) -> bool:
        """Whether it is in force on a day or later, and not removed (TR349)."""
        return not self.verwijderd and (self.einddatum is None or self.einddatum >= dag)


@dataclass(frozen=True, slots=True)
class Contractafspraak:
    """What a contract says about one product in one delivery month.

    Tarief is eurocents per eenheid (None for eenheid 83). An uurtarief in eurocents is kept beside it when
    the product is agreed per hour and declared in minutes, because the amount is computed from it (IV081).
    """

    contract: str
    versie: int
    categorie: str
    code: str
    eenheid: str
    tarief: int | None
    uurtarief: int | None = None
    tarief_type: Literal["vast", "maximum"] = "vast"


class Verbruik(NamedTuple):
    """What is approved and not credited on one toewijzing.

    Volume is in minutes where the toewijzing is in uren (04), else in its own eenheid; bedrag is the sum of
    IngediendBedrag in eurocents.
    """

    volume: int = 0
    bedrag: int = 0


class Debetsleutel(NamedTuple):
    """What makes two debet prestaties the same delivery (TR389); both dates are days inclusive."""

    toewijzing_nummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date


@dataclass(frozen=True, slots=True)
class EerderDebet:
    """A debet prestatie of an earlier message, with all that a credit must repeat (IV091).

    `client` is the number under which the administration knows the cliënt. Tarief and bedrag are eurocents.
    `gecrediteerd_door` is the ReferentieNummer of the accepted credit, when there is one. `geteld` is what it
    added to the Verbruik of its toewijzing, None when that follows from the toewijzing as it is now.
    """

    client: int
    sleutel: Debetsleutel
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    goedgekeurd: bool
    gecrediteerd_door: str | None = None
    geteld: int | None = None


class Start(NamedTuple):
    """The key of a start within the toewijzing it belongs to."""

    categorie: str | None
    code: str | None
    begindatum: date


class Stop(NamedTuple):
    """The key of a stop: that of the start it ends, with why and on which last day."""

    start: Start
    reden: str
    einddatum: date


@dataclass(frozen=True, slots=True)
class Levering:
    """The starts and stops of one toewijzing that stand: accepted, and not deleted since (IV008).

    Order plays no part, since the moment of receipt says nothing (OP080). Without a ToewijzingNummer the
    product takes the place of the toewijzing (IV096).
    """

    starts: AbstractSet[Start] = frozenset()
    stops: AbstractSet[Stop] = frozenset()

    @property
    def lopend(self) -> tuple[Start, ...]:
        """The starts that no stop has ended, for good or for a while."""
        geeindigd = {stop.start for stop in self.stops}
        return tuple(start for start in self.starts if start not in geeindigd)

    def stops_vanaf(self, begindatum: date) -> tuple[Stop, ...]:
        """The stops of what began on a day, the earliest end first."""
        stops = (stop for stop in self.stops if stop.start.begindatum == begindatum)
        return tuple(sorted(stops, key=lambda stop: stop.einddatum))


@dataclass(frozen=True, slots=True)
class Verzoek:
    """A verzoek that a gemeente took up, and what it did with it.

    One AangevraagdProduct of a JW315, or a whole JW317; a refused message is no verzoek. `antwoorden` are the
    VerzoekAntwoorden of the JW319 messages in order; `toegewezen` are the ToewijzingNummers sent in a JW301 with
    this ReferentieAanbieder.
    """

    referentie_aanbieder: str
    bericht: Literal["JW315", "JW317"]
    antwoorden: tuple[str, ...] = ()
    toegewezen: AbstractSet[int] = frozenset()

    @property
    def afgewezen(self) -> bool:
        """Whether the gemeente said no (VerzoekAntwoord 1)."""
        return "1" in self.antwoorden

    @property
    def open(self) -> bool:
        """Whether it is still being dealt with (TR374)."""
        return not self.afgewezen and not self.toegewezen


@dataclass(frozen=True, slots=True)
class IngediendeDeclaratie:
    """The JW323 that a JW325 answers; `beantwoord` when an earlier JW325 did."""

    identificatie: basis.BerichtIdentificatie
    xsd_versie: basis.XsdVersie
    declaratie_nummer: str
    beantwoord: bool = False


_NIET_OPGEZOCHT: Final[Any] = ONBEKEND


@dataclass(slots=True, kw_only=True)
class Feiten:
    """All that rules may know about the world when they look at one berichtklasse.

    A fact that nobody filled in is ONBEKEND; the types are those of a known fact, because a rule only runs
    once the facts it names as `nodig` are known. Whoever walks a message keeps one Feiten and changes what
    differs per berichtklasse.
    """

    vandaag: date = _NIET_OPGEZOCHT
    """The system date of the receiver."""
    ingangsdata: Collection[date] = _NIET_OPGEZOCHT
    """Ingangsdata of the toewijzingen a message is about: a gemeentecode may date from then (TR378)."""
    dagtekening: date = _NIET_OPGEZOCHT
    """Dagtekening of the message."""
    identificatie_gebruikt: bool = _NIET_OPGEZOCHT
    declaratie_nummer_gebruikt: bool = _NIET_OPGEZOCHT
    laatste_periode: date | None = _NIET_OPGEZOCHT
    """First day of the latest DeclaratiePeriode accepted from this aanbieder; None before the first."""
    declaratie_periode_eind: date = _NIET_OPGEZOCHT
    """Last day of the DeclaratiePeriode above the prestatie."""
    client_bekend: bool = _NIET_OPGEZOCHT
    client: int = _NIET_OPGEZOCHT
    """The number of the cliënt above the prestatie, as in `EerderDebet.client`."""
    gebruikte_referenties: AbstractSet[str] = _NIET_OPGEZOCHT
    eerdere_debetten: Mapping[str, EerderDebet] = _NIET_OPGEZOCHT
    """Debet prestaties by ReferentieNummer."""
    goedgekeurde_debetten: Mapping[Debetsleutel, str] = _NIET_OPGEZOCHT
    """ReferentieNummer of each debet that is approved and not credited."""
    toewijzing_bekend: bool = _NIET_OPGEZOCHT
    """Whether the gemeente gave this ToewijzingNummer to this aanbieder for this cliënt."""
    toewijzing: ToegewezenProduct = _NIET_OPGEZOCHT
    toewijzingen: Mapping[int, ToegewezenProduct] = _NIET_OPGEZOCHT
    """All that the gemeente assigned to this aanbieder for this cliënt, by ToewijzingNummer."""
    levering: Levering = _NIET_OPGEZOCHT
    """What was started and stopped on the toewijzing of this line, the line itself left out."""
    verzoek: Verzoek | None = _NIET_OPGEZOCHT
    """The earlier verzoek of this aanbieder with the same ReferentieAanbieder."""
    verzoeken_van_client: Collection[Verzoek] = _NIET_OPGEZOCHT
    """All earlier verzoeken of this aanbieder for this cliënt."""
    referenties_in_bericht: AbstractSet[str] = _NIET_OPGEZOCHT
    """Every ReferentieAanbieder in the JW301 itself."""
    declaratie: IngediendeDeclaratie | None = _NIET_OPGEZOCHT
    """The JW323 with the DeclaratieIdentificatie that a JW325 names."""
    ingediende_prestatie: jw323.Prestatie | None = _NIET_OPGEZOCHT
    """The prestatie of that JW323 with the same ReferentieNummer as a rejected one."""
    verbruik: Verbruik = _NIET_OPGEZOCHT
    """What is approved and not credited on the toewijzing, the prestatie itself left out."""
    toewijzing_van_ander: bool = _NIET_OPGEZOCHT
    """Whether the gemeente gave this ToewijzingNummer to another aanbieder or cliënt."""
    heeft_goedgekeurde: bool = _NIET_OPGEZOCHT
    """Whether an approved, uncredited prestatie stands on the toewijzing."""
    productlijst: Mapping[str, str] = _NIET_OPGEZOCHT
    """The agreed list of products: code to categorie (IV075)."""
    afspraak: Contractafspraak | Onbekend | None = _NIET_OPGEZOCHT
    """What the contract says of the product in the month of delivery; None when it does not hold it."""

    def ontbreekt(self, naam: str) -> bool:
        """Whether a fact is not looked up."""
        return getattr(self, naam) is ONBEKEND
