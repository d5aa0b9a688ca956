"""Made-up names: of people, streets and aanbieders, so plainly invented that nobody takes them for real."""

from __future__ import annotations

from random import Random
from typing import Final

_ACHTERNAMEN: Final = (
    ("Voorbeeld", None),
    ("Testman", None),
    ("Verzonnen", None),
    ("Fictief", None),
    ("Oefening", None),
    ("Proefpersoon", None),
    ("Schijnbaar", None),
    ("Denkbeeld", None),
    ("Papier", "van"),
    ("Proef", "van der"),
    ("Schijn", "de"),
    ("Oefenhof", "ten"),
    ("Bedenksel", "el"),
)
_VOORNAMEN: Final = (
    "Testa",
    "Fictia",
    "Demi Demo",
    "Proefke",
    "Oefenia",
    "Bedacht",
    "Verzin",
    "Schets",
    "Modella",
    "Pietje Proef",
    "Joost Geen",
    "Nimmer",
    "Sjabloon",
    "Nepomuk",
)
_STRATEN: Final = (
    "Voorbeeldstraat",
    "Testlaan",
    "Proefweg",
    "Fictiepad",
    "Verzonnen Es",
    "Oefenplein",
    "Schijnsteeg",
    "Bedachte Brink",
)
# SA, SD and SS are not used in Dutch postcodes.
_LETTERS: Final = ("SA", "SD", "SS")
_SOORTEN: Final = (
    "Jeugdhulp",
    "Kinderpraktijk",
    "Gezinshulp",
    "Zorgboerderij",
    "Gezinshuis",
    "Behandelhuis",
    "Jeugdkliniek",
    "Begeleiding",
)
_BIJNAMEN: Final = (
    "De Verzinsels",
    "Nergensland",
    "Het Luchtkasteel",
    "De Proefballon",
    "Schijnveld",
    "Fabeltwente",
    "De Oefenmeester",
    "Papieren Tijger",
    "Het Sprookjeserf",
    "De Denkbeeldige",
    "Zogenaamd",
    "Testbeek",
    "De Modelboom",
)


def achternaam(rng: Random) -> tuple[str, str | None]:
    """Draw an achternaam and its voorvoegsel."""
    return rng.choice(_ACHTERNAMEN)


def voornaam(rng: Random) -> str:
    """Draw a voornaam."""
    return rng.choice(_VOORNAMEN)


def straat(rng: Random) -> str:
    """Draw a street."""
    return rng.choice(_STRATEN)


def postcode(rng: Random) -> str:
    """Draw a postcode that has the right form and was never given out."""
    return f"{rng.randrange(7400, 7700)}{rng.choice(_LETTERS)}"


def aanbieder(nummer: int) -> str:
    """The name of the n-th aanbieder; another number is always another name."""
    ronde, plek = divmod(nummer, len(_SOORTEN) * len(_BIJNAMEN))
    naam = f"{_SOORTEN[plek % len(_SOORTEN)]} {_BIJNAMEN[plek // len(_SOORTEN)]}"
    return naam if not ronde else f"{naam} {ronde + 1}"
