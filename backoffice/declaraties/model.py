"""What is known when a declaratie is judged (Stand), and what comes out (Declaratieoordeel).

All of it concerns one JW323: the stand is loaded in bulk, for the gemeente and aanbieder of its header.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from backoffice.contracts.afspraken import Afspraken
from backoffice.contracts.model import Gevolg
from backoffice.declaraties.termijntoets import Termijnbesluit, Termijnkennis
from ijw.berichten import jw323
from ijw.bevinding import Bevinding
from ijw.feiten import Contractafspraak, Debetsleutel, EerderDebet, ToegewezenProduct, Verbruik
from ijw.regels.toetsing import Signaal


@dataclass(frozen=True, slots=True)
class Stand:
    """What the administration of one gemeente knows that bears on one message of one aanbieder.

    ToewijzingNummers and ReferentieNummers mean something only within that gemeente and that aanbieder
    (OP275, OP283), so all of it is looked up with both. What was seen at another gemeente is kept apart: a
    single gemeente could not have known it, so it never rejects. Messages that count as not sent are left out.
    """

    afspraken: Afspraken
    clienten: Mapping[str, int] = field(default_factory=dict, repr=False)
    """The number of each cliënt by bsn; left out of the representation."""
    toewijzingen: Mapping[int, ToegewezenProduct] = field(default_factory=dict)
    """Toewijzingen of the gemeente by ToewijzingNummer, whoever the aanbieder is."""
    toewijzing_client: Mapping[int, int] = field(default_factory=dict)
    verbruik: Mapping[int, Verbruik] = field(default_factory=dict)
    """Approved minus credited, by ToewijzingNummer."""
    gebruikte_referenties: AbstractSet[str] = frozenset()
    """ReferentieNummers of the message that a processed message held before, approved or rejected."""
    eerdere_debetten: Mapping[str, EerderDebet] = field(default_factory=dict)
    """The debet prestaties that credits of the message name, by ReferentieNummer."""
    goedgekeurde_debetten: Mapping[Debetsleutel, str] = field(default_factory=dict)
    """ReferentieNummer of each approved, uncredited debet."""
    identificatie_gebruikt: bool = False
    declaratie_nummer_gebruikt: bool = False
    laatste_periode: date | None = None
    """First day of the latest DeclaratiePeriode accepted; None before the first declaratie."""
    referenties_elders: AbstractSet[str] = frozenset()
    declaratie_nummer_elders: bool = False
    termijn: Termijnkennis | None = None
    """What the declaratietermijn is judged by; without it no term is looked at."""
    voortzettingen: Mapping[int, Sequence[tuple[date, date, str]]] = field(default_factory=dict)
    """By the number of a cliënt who moved here: first day, last day, and whose contract holds (art. 2.7a)."""


class Prestatieoordeel(NamedTuple):
    """The decision on one prestatie, with its reasons.

    `clientnummer` and `nummer` are its place in the message, from 1; `client` is None when the bsn is
    unknown: its bevindingen are then those of the cliënt. Toewijzing and afspraak are what the rules looked at,
    `termijn` what was decided by the agreed term of a debet that passed them.
    """

    clientnummer: int
    nummer: int
    client: int | None
    prestatie: jw323.Prestatie
    toegekend: bool
    retourcodes: tuple[str, ...] = ()
    bevindingen: tuple[Bevinding, ...] = ()
    signalen: tuple[Signaal, ...] = ()
    toewijzing: ToegewezenProduct | None = None
    afspraak: Contractafspraak | None = None
    termijn: Termijnbesluit | None = None


@dataclass(frozen=True, slots=True)
class Declaratieoordeel:
    """The decision on one JW323. Amounts are signed eurocents.

    Findings on the header or the declaratie stop the judging: there are no prestaties then, and the message
    counts as not sent. `verbruik` is what to add to the Verbruik of each toewijzing; a credit takes off.
    """

    regelset: str
    ingediend: int
    toegekend: int = 0
    kop: tuple[Bevinding, ...] = ()
    declaratie: tuple[Bevinding, ...] = ()
    clienten: Mapping[int, tuple[Bevinding, ...]] = field(default_factory=dict)
    """Findings by place of the Client, for each that is rejected."""
    prestaties: tuple[Prestatieoordeel, ...] = ()
    """In document order."""
    verbruik: Mapping[int, Verbruik] = field(default_factory=dict)
    signalen: tuple[Signaal, ...] = ()

    @property
    def verwerkt(self) -> bool:
        """Whether the message counts as sent: its numbers are used and its prestaties are judged."""
        return not self.kop and not self.declaratie

    @property
    def beslissen_uiterlijk(self) -> date | None:
        """The last day to decide on the lines that wait for a person; None when nothing does."""
        dagen = [
            p.termijn.oordeel.beslissen_uiterlijk
            for p in self.prestaties
            if p.termijn is not None and p.termijn.gevolg is Gevolg.AANHOUDEN
        ]
        return min((dag for dag in dagen if dag is not None), default=None)


def retourcodes(bevindingen: tuple[Bevinding, ...]) -> tuple[str, ...]:
    """The retourcodes of findings, each once, in order."""
    return tuple(dict.fromkeys(b.retourcode for b in bevindingen if b.retourcode is not None))
