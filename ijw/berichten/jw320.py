"""JW320 antwoord-retour: an aanbieder answers whether a JW319 was right.

Source: berichtspecificatie JW320, iJw 3.2; how it is filled: IV028.
"""

from __future__ import annotations

from ijw.berichten import jw319, kop
from ijw.vorm import Berichtsoort, berichtklasse, element


@berichtklasse("Header", "Kop van het antwoord met de kenmerken van het retourbericht.")
class Header(kop.RetourAanGemeente):
    """The header of the JW319 and what the answer adds."""


@berichtklasse("Woonplaatsbeginsel", "De genoemde gemeente, met het oordeel.", sleutel=("Gemeente",))
class Woonplaatsbeginsel(jw319.Woonplaatsbeginsel):
    """The other gemeente as it was named, with its retourcodes."""

    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse(
    "Antwoord",
    "Het antwoord op een verzoek, met het oordeel.",
    sleutel=("ReferentieAanbieder", "VerzoekAntwoord"),
)
class Antwoord(jw319.Antwoord):
    """The answer as it was sent, with its retourcodes."""

    woonplaatsbeginsel: Woonplaatsbeginsel | None = element(
        "Woonplaatsbeginsel", Woonplaatsbeginsel, optioneel=True
    )
    retour_codes: tuple[str, ...] = kop.retour_codes()


@berichtklasse("Root", "Retour op een antwoord op een verzoek.")
class Bericht:
    """A JW320; without an antwoord when the JW319 was right or was refused as a whole."""

    header: Header = element("Header", Header)
    antwoord: Antwoord | None = element("Antwoord", Antwoord, optioneel=True)


SOORT = Berichtsoort(naam="JW320", code="489", release="3.2", uitleg="Antwoord-retour", wortel=Bericht)
