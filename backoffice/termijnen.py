"""The deadlines of the message traffic as data, and how much of one is left on a day.

The day counted from is day 0. A term in werkdagen ends on a werkdag; one in days or weeks may end on a Sunday,
and then the message has to leave on the last werkdag before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, StrEnum
from typing import Final

from backoffice.kalender import Kalender


class Telling(StrEnum):
    """In what a term is counted."""

    WERKDAGEN = "werkdagen"
    DAGEN = "dagen"
    WEKEN = "weken"


class Vanaf(StrEnum):
    """The day a term is counted from."""

    ONTVANGST = "ontvangst van het bericht"
    DAGTEKENING = "dagtekening van het verzoek"
    START = "de dag waarop de hulp begon"
    TOEWIJZING = "ontvangst van de toewijzing met terugwerkende kracht"
    EINDE = "de dag waarop de hulp eindigde"
    BEKEND = "de dag waarop bekend is dat de hulp definitief is gestopt"
    INTAKE = "de dag van de intake"
    BESCHIKKING = "de dag van de beschikking"


class Wie(StrEnum):
    """Who has to act."""

    ONTVANGER = "ontvanger"
    GEMEENTE = "gemeente"
    AANBIEDER = "aanbieder"


class Fase(Enum):
    """How a term stands, from quiet to late; the order is that of urgency."""

    RUIM = "ruim"
    NADERT = "nadert"
    VANDAAG = "vandaag"
    TE_LAAT = "te laat"


@dataclass(frozen=True, slots=True)
class Termijn:
    """One deadline: what must have been done by whom, how long it takes and where that is written.

    `waarschuw` is how many werkdagen (of a term in werkdagen) or days (of another) before the end it nears.
    """

    naam: str
    wat: str
    wie: Wie
    aantal: int
    telling: Telling
    vanaf: Vanaf
    bron: str
    waarschuw: int = 1


@dataclass(frozen=True, slots=True)
class Klok:
    """One term as it stands on a day; `over` counts werkdagen or days as the term does, below zero when late.

    `verzend_voor` is the last werkdag on which the message can leave in time.
    """

    termijn: Termijn
    vervaldag: date
    verzend_voor: date
    over: int
    fase: Fase

    @property
    def zin(self) -> str:
        """How the term stands, as a Dutch sentence."""
        soort = "werkdag" if self.termijn.telling is Telling.WERKDAGEN else "dag"
        aantal = f"{abs(self.over)} {soort}{'' if abs(self.over) == 1 else 'en'}"
        stand = {
            Fase.VANDAAG: "vandaag is de laatste dag",
            Fase.TE_LAAT: f"{aantal} te laat",
        }.get(self.fase, f"nog {aantal}")
        return f"{self.termijn.wat}: uiterlijk {self.vervaldag:%d-%m-%Y}, {stand} ({self.termijn.bron})"


RETOURBERICHT: Final = Termijn(
    "retourbericht", "retourbericht verzenden", Wie.ONTVANGER, 3, Telling.WERKDAGEN, Vanaf.ONTVANGST, "OP090"
)
ANTWOORD_VOT: Final = Termijn(
    "antwoord_vot",
    "per product toewijzen, afwijzen of in onderzoek nemen",
    Wie.GEMEENTE,
    5,
    Telling.WERKDAGEN,
    Vanaf.ONTVANGST,
    "OP274",
    waarschuw=2,
)
ANTWOORD_VOW: Final = Termijn(
    "antwoord_vow",
    "het hele verzoek toewijzen, afwijzen of in onderzoek nemen",
    Wie.GEMEENTE,
    5,
    Telling.WERKDAGEN,
    Vanaf.ONTVANGST,
    "OP346",
    waarschuw=2,
)
EINDANTWOORD: Final = Termijn(
    "eindantwoord",
    "na onderzoek toewijzen of afwijzen",
    Wie.GEMEENTE,
    8,
    Telling.WEKEN,
    Vanaf.DAGTEKENING,
    "OP274, OP346",
    waarschuw=7,
)
WOONPLAATS: Final = Termijn(
    "woonplaats",
    "afwijzen op het woonplaatsbeginsel",
    Wie.GEMEENTE,
    14,
    Telling.DAGEN,
    Vanaf.ONTVANGST,
    "OP359; art. 1a.1 Regeling Jeugdwet",
    waarschuw=3,
)
INFORMATIEVERZOEK: Final = Termijn(
    "informatieverzoek",
    "een andere gemeente antwoorden over de woonplaats",
    Wie.GEMEENTE,
    14,
    Telling.DAGEN,
    Vanaf.ONTVANGST,
    "art. 1a.1 Regeling Jeugdwet",
    waarschuw=3,
)
ONDERZOEK_GI: Final = Termijn(
    "onderzoek_gi",
    "bij een verzoek van een GI alleen de woonplaats onderzoeken",
    Wie.GEMEENTE,
    14,
    Telling.DAGEN,
    Vanaf.ONTVANGST,
    "SAP-GI",
    waarschuw=3,
)
DECLARATIEANTWOORD: Final = Termijn(
    "declaratieantwoord",
    "JW325 verzenden, of de aanbieder bellen",
    Wie.GEMEENTE,
    10,
    Telling.WERKDAGEN,
    Vanaf.ONTVANGST,
    "OP090x4",
    waarschuw=3,
)
STARTBERICHT: Final = Termijn(
    "startbericht", "startbericht verzenden", Wie.AANBIEDER, 5, Telling.WERKDAGEN, Vanaf.START, "OP271"
)
STARTBERICHT_ACHTERAF: Final = Termijn(
    "startbericht_achteraf",
    "startbericht verzenden",
    Wie.AANBIEDER,
    5,
    Telling.WERKDAGEN,
    Vanaf.TOEWIJZING,
    "OP271",
)
STOPBERICHT: Final = Termijn(
    "stopbericht", "stopbericht verzenden", Wie.AANBIEDER, 5, Telling.WERKDAGEN, Vanaf.EINDE, "OP272"
)
STOPBERICHT_NA_PAUZE: Final = Termijn(
    "stopbericht_na_pauze",
    "stopbericht na een tijdelijke stop verzenden",
    Wie.AANBIEDER,
    5,
    Telling.WERKDAGEN,
    Vanaf.BEKEND,
    "OP272",
)
VOT_NA_INTAKE: Final = Termijn(
    "vot_na_intake",
    "verzoek om toewijzing verzenden",
    Wie.AANBIEDER,
    5,
    Telling.WERKDAGEN,
    Vanaf.INTAKE,
    "werkafspraak iJw",
)
VOT_VAN_GI: Final = Termijn(
    "vot_van_gi",
    "verzoek om toewijzing van een GI verzenden",
    Wie.AANBIEDER,
    5,
    Telling.WERKDAGEN,
    Vanaf.BESCHIKKING,
    "SAP-GI",
)

TERMIJNEN: Final[dict[str, Termijn]] = {
    termijn.naam: termijn
    for termijn in (
        RETOURBERICHT,
        ANTWOORD_VOT,
        ANTWOORD_VOW,
        EINDANTWOORD,
        WOONPLAATS,
        INFORMATIEVERZOEK,
        ONDERZOEK_GI,
        DECLARATIEANTWOORD,
        STARTBERICHT,
        STARTBERICHT_ACHTERAF,
        STOPBERICHT,
        STOPBERICHT_NA_PAUZE,
        VOT_NA_INTAKE,
        VOT_VAN_GI,
    )
}
"""Every deadline by its name."""


def vervaldag(termijn: Termijn, dag: date, kalender: Kalender) -> date:
    """The last day of a term that is counted from a day; the day itself is day 0."""
    if termijn.telling is Telling.WERKDAGEN:
        return kalender.werkdagen_na(dag, termijn.aantal)
    dagen = termijn.aantal * (7 if termijn.telling is Telling.WEKEN else 1)
    return dag + timedelta(days=dagen)


def klok(termijn: Termijn, dag: date, vandaag: date, kalender: Kalender) -> Klok:
    """How a term counted from a day stands today."""
    einde = vervaldag(termijn, dag, kalender)
    if termijn.telling is Telling.WERKDAGEN:
        over = kalender.werkdagen_tussen(vandaag, einde)
    else:
        over = (einde - vandaag).days
    return Klok(termijn, einde, kalender.vorige_werkdag(einde), over, _fase(termijn, vandaag, einde, over))


def _fase(termijn: Termijn, vandaag: date, einde: date, over: int) -> Fase:
    if vandaag > einde:
        return Fase.TE_LAAT
    if vandaag == einde:
        return Fase.VANDAAG
    return Fase.NADERT if over <= termijn.waarschuw else Fase.RUIM
