"""What a finding means for whoever made the message: how bad it is, and what to do about it."""

from __future__ import annotations

from typing import Final

from backoffice.declaraties.uitleg import ADVIEZEN
from ijw.bevinding import Bevinding, Niveau

NIVEAU: Final = {
    Niveau.XSD: "het bericht past niet in het schema",
    Niveau.BERICHT: "het bericht klopt niet in zichzelf",
    Niveau.BERICHTOVERSTIJGEND: "het bericht past niet bij eerdere berichten",
    Niveau.EXTERNE_BRON: "het bericht past niet bij het contract of een andere bron",
}
"""What it means that a message has its first findings on a level."""

ONLEESBAAR: Final = "Maak het bestand opnieuw en stuur het zonder het te bewerken."
"""What to do about a bestand that cannot be read."""

_PER_SOORT: Final = {
    "CD": "Vul het element of laat het weg, zoals bij 'verwacht' staat, en maak het bericht opnieuw.",
    "CS": "Vul een waarde in die mag, zoals bij 'verwacht' staat, en maak het bericht opnieuw.",
    "TR": "Vergelijk de gegevens die bij elkaar horen, verbeter ze en maak het bericht opnieuw.",
}
_PER_NIVEAU: Final = {
    Niveau.XSD: "Laat uw software het bericht opnieuw maken. Blijft de fout? Meld die dan bij de leverancier.",
    Niveau.BERICHT: "Verbeter de gegevens en maak het bericht opnieuw.",
    Niveau.BERICHTOVERSTIJGEND: "Vergelijk het bericht met de toewijzing en met wat u eerder stuurde.",
    Niveau.EXTERNE_BRON: "Vergelijk het bericht met het contract. Vraag anders de ontvanger om uitleg.",
}


def advies(bevinding: Bevinding) -> str:
    """Say what to do about a finding: by its retourcode where that says why, else by its kind and level."""
    if bevinding.niveau == Niveau.BERICHT:
        # All of these share 0001, so the kind of rule says more.
        return _PER_SOORT.get(bevinding.regel[:2], _PER_NIVEAU[Niveau.BERICHT])
    if bevinding.retourcode in ADVIEZEN:
        return ADVIEZEN[bevinding.retourcode].actie
    return _PER_NIVEAU[bevinding.niveau]
