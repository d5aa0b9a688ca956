"""A fault in a contract, as a person reads it, and the words for places and amounts in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

Pad = tuple[str | int, ...]

SOORTDEELNAMES: Final = "soortdeelnames"
"""Where a place in the model begins that belongs to no contract."""


@dataclass(frozen=True, slots=True)
class Contractfout:
    """One thing wrong with a contract, for a person to read.

    `plaats` says where in words and `pad` where in the model: contractnummer, field names, positions.
    """

    plaats: str
    gevonden: str
    verwacht: str
    melding: str
    pad: Pad = ()

    def __str__(self) -> str:
        return f"{self.plaats}: {self.melding} (gevonden: {self.gevonden}; verwacht: {self.verwacht})"


def fout_op(pad: Pad, gevonden: object, verwacht: str, melding: str) -> Contractfout:
    """A fault at a place in the model."""
    return Contractfout(in_woorden(pad), kort(gevonden), verwacht, melding, pad)


def kort(waarde: object) -> str:
    """A value as quoted in a message: at most 60 characters, and nothing that moves a cursor."""
    tekst = "".join(teken if teken.isprintable() else "?" for teken in str(waarde))
    return tekst if len(tekst) <= 60 else f"{tekst[:57]}..."


def in_woorden(pad: Pad) -> str:
    """A place in the model as a person counts: contract OBJ-1, producten 2, tarieven 1, vanaf."""
    delen = []
    if pad:
        delen.append(SOORTDEELNAMES if pad[0] == SOORTDEELNAMES else f"contract {kort(pad[0])}")
    for deel in pad[1:]:
        if isinstance(deel, int):
            delen[-1] += f" {deel + 1}"
        else:
            delen.append(deel)
    return ", ".join(delen)


def euros(centen: int) -> str:
    """Eurocents as euros with a decimal comma: 5875 is 58,75."""
    return f"{'-' if centen < 0 else ''}{abs(centen) // 100},{abs(centen) % 100:02d}"
