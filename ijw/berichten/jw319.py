"""JW319 antwoord: what a gemeente does with a JW315 or JW317 that it does not assign at once.

Source: berichtspecificatie JW319, iJw 3.2.
"""

from __future__ import annotations

from ijw.berichten import basis, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Afzender, ontvanger en kenmerk van het bericht.")
class Header(kop.VanGemeente):
    """The header of the message."""


@berichtklasse(
    "Woonplaatsbeginsel", "Welke gemeente volgens het woonplaatsbeginsel betaalt.", sleutel=("Gemeente",)
)
class Woonplaatsbeginsel:
    """The gemeente that is answerable instead."""

    gemeente: str = element("Gemeente", basis.GEMEENTE)


@berichtklasse(
    "Antwoord",
    "Wat de gemeente met een verzoek doet.",
    sleutel=("ReferentieAanbieder", "VerzoekAntwoord"),
)
class Antwoord:
    """The answer to one verzoek, found by the reference of the aanbieder."""

    referentie_aanbieder: str = element("ReferentieAanbieder", basis.REFERENTIE)
    verzoek_antwoord: str = element("VerzoekAntwoord", basis.VERZOEK_ANTWOORD)
    reden_afwijzing_verzoek: str | None = element(
        "RedenAfwijzingVerzoek", basis.REDEN_AFWIJZING_VERZOEK, optioneel=True
    )
    woonplaatsbeginsel: Woonplaatsbeginsel | None = element(
        "Woonplaatsbeginsel", Woonplaatsbeginsel, optioneel=True
    )


@berichtklasse("Root", "Antwoord op een verzoek om toewijzing of wijziging.")
class Bericht:
    """A JW319."""

    header: Header = element("Header", Header)
    antwoord: Antwoord = element("Antwoord", Antwoord)


SOORT = Berichtsoort(naam="JW319", code="488", release="3.2", uitleg="Antwoord op een verzoek", wortel=Bericht)
