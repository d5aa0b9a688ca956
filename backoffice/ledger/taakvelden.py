"""The taakvelden for jeugdhulp, on which gemeenten account for their cost (BBV, Iv3).

Bron: Regeling vaststelling taakvelden en verstrekking informatie derden, and the Iv3-informatievoorschrift for
gemeenten; the numbers with a letter hold through verslagjaar 2024, those with three digits from 2025.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Taakveld(NamedTuple):
    """One taakveld and the verslagjaren in which it exists, both inclusive; None where no limit is known."""

    naam: str
    vanaf: int | None = None
    tot_en_met: int | None = None

    def geldig(self, jaar: int) -> bool:
        """Whether a verslagjaar knows it."""
        return (self.vanaf or jaar) <= jaar <= (self.tot_en_met or jaar)


TAAKVELDEN: Final = {
    "6.72a": Taakveld("Jeugdhulp begeleiding", tot_en_met=2024),
    "6.72b": Taakveld("Jeugdhulp behandeling", tot_en_met=2024),
    "6.72c": Taakveld("Jeugdhulp dagbesteding", tot_en_met=2024),
    "6.72d": Taakveld("Jeugdhulp zonder verblijf overig", tot_en_met=2024),
    "6.73a": Taakveld("Pleegzorg", tot_en_met=2024),
    "6.73b": Taakveld("Gezinsgericht", tot_en_met=2024),
    "6.73c": Taakveld("Jeugdhulp met verblijf overig", tot_en_met=2024),
    "6.74a": Taakveld("Jeugd behandeling ggz zonder verblijf", tot_en_met=2024),
    "6.74b": Taakveld("Jeugdhulp crisis, LTA en ggz-verblijf", tot_en_met=2024),
    "6.74c": Taakveld("Gesloten plaatsing", tot_en_met=2024),
    "6.82a": Taakveld("Jeugdbescherming", tot_en_met=2024),
    "6.82b": Taakveld("Jeugdreclassering", tot_en_met=2024),
    "6.751": Taakveld("Jeugdhulp ambulant lokaal", vanaf=2025),
    "6.752": Taakveld("Jeugdhulp ambulant regionaal", vanaf=2025),
    "6.753": Taakveld("Jeugdhulp ambulant landelijk", vanaf=2025),
    "6.761": Taakveld("Jeugdhulp met verblijf lokaal", vanaf=2025),
    "6.762": Taakveld("Jeugdhulp met verblijf regionaal", vanaf=2025),
    "6.763": Taakveld("Jeugdhulp met verblijf landelijk", vanaf=2025),
    "6.821": Taakveld("Jeugdbescherming", vanaf=2025),
    "6.822": Taakveld("Jeugdreclassering", vanaf=2025),
}
