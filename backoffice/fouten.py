"""Errors of the back office: broken input, broken surroundings and bugs; findings are values, not errors.

Messages are Dutch, name the file, message or key and the next step, and never hold personal data.
"""

from __future__ import annotations


class BackofficeError(Exception):
    """Root of everything the back office raises on purpose."""


class OnjuisteInhoud(BackofficeError):
    """What somebody sent cannot be right as it is; anything else conflicts with how things stand now."""


class SleutelFout(BackofficeError):
    """The keys cannot be read, or are not the ones this database was written with."""


class OnbekendeSleutel(SleutelFout):
    """A stored field names a key that is not among the keys given."""

    def __init__(self, sleutel: str) -> None:
        super().__init__(
            f"Sleutel '{sleutel}' is onbekend. Voeg de regel van deze sleutel toe aan het sleutelbestand "
            "(IJW_SLEUTELBESTAND) of aan IJW_SLEUTEL en start opnieuw."
        )
        self.sleutel = sleutel


class OntsleutelingMislukt(BackofficeError):
    """A stored field was changed, cut short, or belongs to another column."""

    def __init__(self, doel: str) -> None:
        super().__init__(
            f"Een versleuteld gegeven in {doel} is beschadigd of hoort daar niet. "
            "Zet het terug uit een reservekopie."
        )
        self.doel = doel


class DatabaseFout(BackofficeError):
    """The database refused or was away; nothing of the transaction was kept."""


class AlleenLezen(DatabaseFout):
    """The database can be read, not written to."""


class InstellingFout(BackofficeError):
    """A setting has a value that cannot be used."""
