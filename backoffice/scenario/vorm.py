"""The form of a scenariobestand: which fields there are and what they may hold; docs/scenario.md explains them."""

from __future__ import annotations

from typing import Final

from backoffice.contracts.model import Gevolg
from backoffice.cost_routing.dossier import SOORTEN
from backoffice.cost_routing.solidariteit import Grondslag
from backoffice.declaraties.termijn import Uitkomst
from backoffice.kalender import BEVRIJDINGSDAG, GOEDE_VRIJDAG
from backoffice.ketentest.gesprek import HEENBERICHTEN
from backoffice.ketentest.uitwerken import JEUGDIGE, MEESTE_JEUGDIGEN
from backoffice.ledger.boeken import Boekingsoort, Rekening
from backoffice.scenario.velden import (
    AGB,
    CENTEN,
    DAG,
    GEMEENTE,
    GETAL,
    JA,
    MAAND,
    PARTIJ,
    TEKST,
    VRIJ,
    Veld,
    Vorm,
    groep,
    kaart,
    keuze,
    lijst,
    patroon,
    verplicht,
)
from backoffice.verzoeken.werk import Werksoort

HIER: Final = patroon(
    f"[1-{MEESTE_JEUGDIGEN}]", f"de hoeveelste jeugdige, van 1 tot en met {MEESTE_JEUGDIGEN}", int
)

TOEWIJZING: Final[Vorm] = {"verzonden": verplicht(DAG), "gemeente": GEMEENTE, "aanbieder": AGB, JEUGDIGE: HIER}
"""The fields of a toewijzing of our own; the others are those of a ToegewezenProduct in a JW301."""

TERMIJN: Final[Vorm] = {
    "termijn_maanden": patroon("[0-9]{1,2}|geen", "een aantal maanden, of geen", ook_getal=True),
    "gevolg": keuze(*(gevolg.value for gevolg in Gevolg)),
    "verschuif_werkdag": JA,
    "peildatum_marge": GETAL,
    "hersteltermijn": GETAL,
    "herstel_technisch_werkdagen": GETAL,
    "retourcode_te_laat": patroon("[0-9]{4}", "een retourcode"),
}
FEIT: Final[Vorm] = {
    JEUGDIGE: HIER,
    "soort": verplicht(keuze(*SOORTEN)),
    "vanaf": DAG,
    "tot_en_met": DAG,
    "gemeente": GEMEENTE,
    "in_onderzoek": JA,
    "bron": TEKST,
    "vervangt": JA,
}
REKENING: Final[Vorm] = {
    "partij": verplicht(PARTIJ),
    "iban": verplicht(TEKST),
    "naam": verplicht(TEKST),
    "bevestigd": verplicht(DAG),
}
VERDEELSLEUTEL: Final[Vorm] = {
    "naam": verplicht(TEKST),
    "jaar": verplicht(GETAL),
    "gewichten": verplicht(kaart(GETAL)),
}
KOSTENAFSPRAAK: Final[Vorm] = {
    "soort": verplicht(TEKST),
    "vanaf": verplicht(DAG),
    "grondslag": verplicht(keuze(*(grondslag.value for grondslag in Grondslag))),
    "sleutel": TEKST,
}
BUDGET: Final[Vorm] = {
    "naam": verplicht(TEKST),
    "jaar": verplicht(GETAL),
    "bedrag": verplicht(CENTEN),
    "sleutel": verplicht(TEKST),
    "aanbieder": AGB,
}
VOORTZETTING: Final[Vorm] = {
    JEUGDIGE: HIER,
    "van": verplicht(GEMEENTE),
    "naar": verplicht(GEMEENTE),
    "verhuisd_op": verplicht(DAG),
    "aanbieder": AGB,
}
GEGEVEN: Final[Vorm] = {
    "contracten": TEKST,
    "aanbieder": AGB,
    "gemeente": GEMEENTE,
    "declaratietermijn": groep(TERMIJN),
    "ook_vrij": lijst(keuze(GOEDE_VRIJDAG, BEVRIJDINGSDAG)),
    "betaaltermijn": GETAL,
    "minimum": CENTEN,
    "afkoeling": GETAL,
    "toewijzingen": lijst(VRIJ),
    "feiten": lijst(groep(FEIT)),
    "verdeelsleutels": lijst(groep(VERDEELSLEUTEL)),
    "kostenafspraken": lijst(groep(KOSTENAFSPRAAK)),
    "budgetten": lijst(groep(BUDGET)),
    "rekeningen": lijst(groep(REKENING)),
}
"""What holds before anything happens."""

# --- what happens ---------------------------------------------------------------------------------

BERICHT: Final[Vorm] = {
    "bericht": verplicht(keuze(*HEENBERICHTEN)),
    "verzonden": DAG,
    "gemeente": GEMEENTE,
    "aanbieder": AGB,
    "herhaal": GETAL,
    "identificatie_van": GETAL,
    "past_niet_in_schema": keuze("ja"),
}
"""The fields of a message of our own; the others are those of the message."""

STAPPEN: Final[dict[str, Vorm]] = {
    "bericht": BERICHT,
    "taak": {"taak": verplicht(TEKST), "proef": JA},
    "besluit": {
        "besluit": verplicht(keuze(Gevolg.SIGNAAL.value, Gevolg.AFWIJZEN.value)),
        "referentie": verplicht(TEKST),
        "aanbieder": AGB,
        "reden": TEKST,
        "wie": TEKST,
    },
    "sluit": {"sluit": verplicht(MAAND)},
    "feit": {"feit": verplicht(groep(FEIT))},
    "voortzetting": {"voortzetting": verplicht(groep(VOORTZETTING))},
    "voorschot": {"voorschot": verplicht(TEKST), "maand": verplicht(MAAND)},
    "afrekening": {
        "afrekening": verplicht(TEKST),
        "jaar": verplicht(GETAL),
        "realisatie": verplicht(CENTEN),
        "gebruik": kaart(GETAL),
    },
    "rekening": {"rekening": verplicht(groep({**REKENING, "wie": TEKST}))},
    "betaalvoorstel": {"betaalvoorstel": verplicht(DAG), "gemeente": GEMEENTE, "wie": TEKST},
    "goedkeuren": {"goedkeuren": verplicht(GETAL), "wie": TEKST},
    "afkeuren": {"afkeuren": verplicht(GETAL), "wie": TEKST},
    "verzenden": {"verzenden": verplicht(GETAL), "wie": TEKST},
    "bank": {
        "bank": verplicht(keuze("uitgevoerd", "geweigerd")),
        "betaling": verplicht(GETAL),
        "bedrag": CENTEN,
        "reden": TEKST,
    },
    "blokkeer": {"blokkeer": verplicht(TEKST), "gemeente": GEMEENTE, "aanbieder": AGB, "referentie": TEKST},
    "deblokkeer": {"deblokkeer": verplicht(GETAL)},
}
"""The kinds of step by the field that makes a step one of them; each has `dag` and `dan` as well."""

# --- what must follow -----------------------------------------------------------------------------

_TERMIJNOORDEEL: Final[Vorm] = {
    "uitkomst": keuze(*(uitkomst.value for uitkomst in Uitkomst)),
    "uiterste_datum": DAG,
    "peildatum": DAG,
    "hersteldatum": DAG,
    "gevolg": keuze("geen", *(gevolg.value for gevolg in Gevolg)),
}
_BOEKING: Final[Vorm] = {
    "soort": verplicht(keuze(*(soort.value for soort in Boekingsoort))),
    "boekmaand": verplicht(MAAND),
    "levering": verplicht(MAAND),
    "regels": verplicht(kaart(CENTEN)),
}
_KOSTEN: Final[Vorm] = {
    "gemeente": verplicht(GEMEENTE),
    "levering": verplicht(MAAND),
    "ontvangst": verplicht(MAAND),
    "bedrag": verplicht(CENTEN),
}
_POST: Final[Vorm] = {
    "gemeente": GEMEENTE,
    "aanbieder": AGB,
    "bedrag": verplicht(CENTEN),
    "vervalt_op": verplicht(DAG),
}
_BETALING: Final[Vorm] = {
    "gemeente": GEMEENTE,
    "aanbieder": AGB,
    "bedrag": verplicht(CENTEN),
    "stand": verplicht(keuze("voorgesteld", "onderweg", "uitgevoerd", "teruggekomen", "vervallen")),
}
_VERREKENPOST: Final[Vorm] = {
    "betaalt": verplicht(GEMEENTE),
    "ontvangt": verplicht(GEMEENTE),
    "bedrag": verplicht(CENTEN),
}
_WERK: Final[Vorm] = {
    "gemeente": GEMEENTE,
    "soort": verplicht(keuze(*(soort.value for soort in Werksoort))),
    "reden": TEKST,
    "vervaldag": DAG,
}
UITKOMSTEN: Final = ("verwerkt", "herhaald", "conflict", "afgekeurd", "onleesbaar", "aangehouden")
DAN: Final[Vorm] = {
    "antwoord": VRIJ,
    "uitkomst": keuze(*UITKOMSTEN),
    "antwoord_uiterlijk": DAG,
    "uiterlijk": kaart(DAG),
    "signalen": lijst(TEKST),
    "termijnen": kaart(groep(_TERMIJNOORDEEL)),
    "wacht_op_besluit": kaart(DAG),
    "boekingen": lijst(groep(_BOEKING)),
    "werk": lijst(groep(_WERK)),
    "saldi": kaart(CENTEN),
    "kosten": kaart(CENTEN),
    "kosten_per_maand": lijst(groep(_KOSTEN)),
    "verrekenposten": lijst(groep(_VERREKENPOST)),
    "open_posten": lijst(groep(_POST)),
    "betalingen": lijst(groep(_BETALING)),
    "gedaan": lijst(TEKST),
    "niet_gedaan": lijst(TEKST),
    "geweigerd": TEKST,
}
"""What must follow from a step; what is left out is not looked at."""

_SCENARIO: Final[Vorm] = {
    "naam": verplicht(patroon("[a-z0-9]+(-[a-z0-9]+)*", "een naam van kleine letters, cijfers en streepjes")),
    "titel": verplicht(TEKST),
    "rekensom": TEKST,
    "gegeven": groep(GEGEVEN),
    "stappen": verplicht(lijst(VRIJ)),
}
BESTAND: Final[Vorm] = {
    "onderwerp": verplicht(TEKST),
    "gegeven": groep(GEGEVEN),
    "scenarios": verplicht(lijst(groep(_SCENARIO))),
}
STAP: Final[Vorm] = {"dag": verplicht(DAG), "dan": groep(DAN)}
REKENINGEN: Final = tuple(rekening.value for rekening in Rekening)


def met(vorm: Vorm) -> dict[str, Veld]:
    """A kind of step with what every step has."""
    return {**STAP, **vorm}
