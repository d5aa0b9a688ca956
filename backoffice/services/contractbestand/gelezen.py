"""How rows of text become contracts.

Both readers deliver rows of text with a place (`Ruw`); everything after that is the same for YAML and Excel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from backoffice.contracts.fouten import SOORTDEELNAMES, Contractfout, Pad, kort
from backoffice.contracts.model import Contract, Soortdeelname
from backoffice.services.contractbestand.velden import DELEN, ONDERDELEN, Veld, Vormfout, maak

MEESTE_FOUTEN: Final = 100


@dataclass(frozen=True, slots=True)
class Cel:
    """One value as text, and where it stands in the file."""

    tekst: str
    plaats: str


@dataclass(slots=True)
class Ruw:
    """One row or mapping as read: filled-in fields only, and the rows that belong to it.

    `onleesbaar` names fields whose value was refused, and reported, before it became text.
    """

    plaats: str
    velden: dict[str, Cel] = field(default_factory=dict)
    onleesbaar: set[str] = field(default_factory=set)
    delen: dict[str, list[Ruw]] = field(default_factory=dict)


@dataclass(slots=True)
class Gelezen:
    """What a file came to: contracts, faults (at most 100, the rest counted), and where everything stood.

    `plaatsen` leads from a place in the model to the place in the file; `onvolledig` names contracts of which
    a part could not be read.
    """

    contracten: list[Contract] = field(default_factory=list)
    soortdeelnames: list[Soortdeelname] = field(default_factory=list)
    fouten: list[Contractfout] = field(default_factory=list)
    meer_fouten: int = 0
    plaatsen: dict[Pad, str] = field(default_factory=dict)
    onvolledig: set[str] = field(default_factory=set)

    def meld(self, fout: Contractfout) -> None:
        """Add a fault, in the file's own words when its place is known there."""
        if len(self.fouten) >= MEESTE_FOUTEN:
            self.meer_fouten += 1
            return
        self.fouten.append(self.in_bestand(fout))

    def in_bestand(self, fout: Contractfout) -> Contractfout:
        """A fault with the place in the file instead of that in the model, when it is known."""
        for lengte in range(len(fout.pad), 0, -1):
            plaats = self.plaatsen.get(fout.pad[:lengte])
            if plaats is not None:
                return Contractfout(plaats, fout.gevonden, fout.verwacht, fout.melding, fout.pad)
        return fout

    def neem_over(self, ruw: Mapping[str, list[Ruw]]) -> None:
        """Turn rows as read into contracts and soortdeelnames."""
        for rij in ruw.get("contracten", ()):
            contract = _contract(_Lezer(self, rij, (), "contracten"))
            if contract is not None:
                self.contracten.append(contract)
        for rij in ruw.get("soortdeelnames", ()):
            lezer = _Lezer(self, rij, (SOORTDEELNAMES, len(self.soortdeelnames)), "soortdeelnames")
            waarden = lezer.waarden()
            if lezer.goed:
                self.soortdeelnames.append(maak("soortdeelnames", waarden))
                lezer.onthoud()


class _Lezer:
    """Takes the fields and parts of one row, and reports those that cannot be read."""

    def __init__(self, gelezen: Gelezen, ruw: Ruw, pad: Pad, onderdeel: str) -> None:
        self.gelezen = gelezen
        self.ruw = ruw
        self.pad = pad
        self.onderdeel = onderdeel
        self.goed = not ruw.onleesbaar

    def waarden(self) -> dict[str, Any]:
        """Every field that is filled in and can be read."""
        return {naam: self._waarde(naam, veld) for naam, veld in ONDERDELEN[self.onderdeel].velden.items()}

    def _waarde(self, naam: str, veld: Veld) -> Any:
        cel = self.ruw.velden.get(naam)
        if cel is None:
            if veld.verplicht and naam not in self.ruw.onleesbaar:
                self._fout(f"{self.ruw.plaats} ({naam})", "leeg", "een waarde", f"{naam} is verplicht")
            return None
        try:
            return veld.lees(cel.tekst)
        except Vormfout as fout:
            self._fout(cel.plaats, kort(cel.tekst), str(fout), f"Kan {naam} niet lezen")
            return None

    def delen(self) -> dict[str, tuple[Any, ...]]:
        """The parts that can be read; each is registered under its position among them."""
        return {naam: tuple(self._delen(naam)) for naam in DELEN.get(self.onderdeel, ())}

    def _delen(self, naam: str) -> Iterator[Any]:
        aantal = 0
        for ruw in self.ruw.delen.get(naam, ()):
            lezer = _Lezer(self.gelezen, ruw, (*self.pad, naam, aantal), naam)
            waarden = lezer.waarden() | lezer.delen()
            self.goed = self.goed and lezer.goed
            if lezer.goed:
                aantal += 1
                lezer.onthoud()
                yield maak(naam, waarden)

    def onthoud(self) -> None:
        """Remember where this row and its fields stand in the file."""
        self.gelezen.plaatsen[self.pad] = self.ruw.plaats
        for veld, cel in self.ruw.velden.items():
            self.gelezen.plaatsen[(*self.pad, veld)] = cel.plaats

    def _fout(self, plaats: str, gevonden: str, verwacht: str, melding: str) -> None:
        self.goed = False
        self.gelezen.meld(Contractfout(plaats, gevonden, verwacht, melding))


def _contract(lezer: _Lezer) -> Contract | None:
    waarden = lezer.waarden()
    eigen_velden_goed = lezer.goed
    lezer.pad = (waarden["contractnummer"] or "",)
    delen = lezer.delen()
    if not eigen_velden_goed:
        return None
    lezer.onthoud()
    if not lezer.goed:
        lezer.gelezen.onvolledig.add(waarden["contractnummer"])
    contract: Contract = maak("contracten", waarden | delen)
    return contract
