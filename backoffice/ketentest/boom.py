"""YAML as a tree in which every value is text and knows its line, so that an error can point at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml

from backoffice.fouten import BackofficeError

_LEEG: Final = ("", "~", "null")
_LEZER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DIEPSTE: Final = 12


class Gespreksfout(BackofficeError):
    """A file of the test kit cannot be used; the text says where, what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class Knoop:
    """A node: None, text, a list, or a mapping of names to nodes; `plek` is its file and line."""

    bestand: str
    regel: int
    inhoud: str | list[Knoop] | dict[str, Knoop] | None

    @property
    def plek(self) -> str:
        """File and line, for in an error."""
        return f"{self.bestand}, regel {self.regel}"

    def fout(self, gevonden: str, verwacht: str) -> Gespreksfout:
        """The error about this node."""
        return Gespreksfout(f"{self.plek}: gevonden {gevonden}, verwacht {verwacht}.")

    def tekst(self, wat: str) -> str:
        """The text of the node; raises Gespreksfout when it is something else."""
        if not isinstance(self.inhoud, str):
            raise self.fout(self.soort, f"één waarde voor {wat}")
        return self.inhoud

    def velden(self, wat: str) -> dict[str, Knoop]:
        """The named parts of the node; raises Gespreksfout when it has none."""
        if not isinstance(self.inhoud, dict):
            raise self.fout(self.soort, f"{wat} met velden")
        return self.inhoud

    def lijst(self, wat: str) -> list[Knoop]:
        """The parts of a list; raises Gespreksfout when it is none."""
        if not isinstance(self.inhoud, list):
            raise self.fout(self.soort, f"een lijst van {wat}")
        return self.inhoud

    @property
    def soort(self) -> str:
        """What stands there, in Dutch."""
        if self.inhoud is None:
            return "niets"
        if isinstance(self.inhoud, str):
            return f"'{self.inhoud}'"
        return "een lijst" if isinstance(self.inhoud, list) else "velden"


def lees_boom(tekst: str, bestand: str) -> Knoop:
    """Read YAML; raises Gespreksfout for what is no YAML, or uses what a gesprek never needs."""
    try:
        gebeurtenissen = yaml.parse(tekst, Loader=_LEZER)
        inhoud = [g for g in gebeurtenissen if not isinstance(g, yaml.StreamStartEvent | yaml.StreamEndEvent)]
    except yaml.YAMLError as fout:
        plek = getattr(fout, "problem_mark", None)
        regel = plek.line + 1 if plek else 1
        raise Gespreksfout(f"{bestand}, regel {regel}: dit is geen YAML die wij kunnen lezen.") from None
    if sum(isinstance(g, yaml.DocumentStartEvent) for g in inhoud) != 1:
        raise Gespreksfout(f"{bestand}, regel 1: gevonden niets of meer dan één document, verwacht één document.")
    return _Bouwer(bestand, iter(inhoud[1:])).knoop(1)


class _Bouwer:
    """Follows the events of the parser, which keep every value as it was typed."""

    def __init__(self, bestand: str, gebeurtenissen: Iterator[Any]) -> None:
        self.bestand = bestand
        self.gebeurtenissen = gebeurtenissen

    def knoop(self, diepte: int) -> Knoop:
        return self._van(next(self.gebeurtenissen), diepte)

    def _van(self, gebeurtenis: Any, diepte: int) -> Knoop:
        regel = gebeurtenis.start_mark.line + 1
        hier = Knoop(self.bestand, regel, None)
        if isinstance(gebeurtenis, yaml.AliasEvent) or gebeurtenis.anchor or gebeurtenis.tag:
            raise hier.fout("een verwijzing (& of *) of een type (!)", "de waarde zelf")
        if diepte > _DIEPSTE:
            raise hier.fout(f"meer dan {_DIEPSTE} niveaus", "minder")
        if isinstance(gebeurtenis, yaml.ScalarEvent):
            tekst = gebeurtenis.value.strip()
            leeg = gebeurtenis.implicit[0] and tekst in _LEEG
            return Knoop(self.bestand, regel, None if leeg else tekst)
        if isinstance(gebeurtenis, yaml.SequenceStartEvent):
            return Knoop(self.bestand, regel, list(self._delen(yaml.SequenceEndEvent, diepte)))
        velden: dict[str, Knoop] = {}
        for sleutel in self._delen(yaml.MappingEndEvent, diepte):
            naam = sleutel.tekst("een veldnaam")
            if naam in velden:
                raise sleutel.fout(f"{naam} voor de tweede keer", "elk veld één keer")
            velden[naam] = self.knoop(diepte + 1)
        return Knoop(self.bestand, regel, velden)

    def _delen(self, einde: type, diepte: int) -> Iterator[Knoop]:
        while not isinstance(gebeurtenis := next(self.gebeurtenissen), einde):
            yield self._van(gebeurtenis, diepte + 1)
