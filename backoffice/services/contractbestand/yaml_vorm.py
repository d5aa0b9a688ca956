"""Contracts as YAML.

The parser's events are followed one by one. That keeps every value as it was typed (01 stays 01, 58.75
stays exact) with its line, and stops at once at what a contract never needs: anchors, aliases, tags and deep
nesting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

import yaml

from backoffice.contracts.fouten import Contractfout, kort
from backoffice.contracts.model import Contract, Soortdeelname
from backoffice.services.contractbestand.gelezen import Cel, Ruw
from backoffice.services.contractbestand.velden import DELEN, ONDERDELEN, WORTELS, als_velden

DIEPSTE: Final = 10
# libyaml's, where PyYAML was built with it: ten times as fast.
_LEZER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LEEG: Final = ("", "~", "null", "Null", "NULL")


class _YamlFout(Exception):
    """The text is no YAML of the kind we read; the line counts from 1."""

    def __init__(self, regel: int, gevonden: str, verwacht: str) -> None:
        super().__init__(gevonden)
        self.regel, self.gevonden, self.verwacht = regel, gevonden, verwacht


@dataclass(frozen=True, slots=True)
class _Knoop:
    """A node of the document: None, text, a list, or a mapping of names to nodes, on its line."""

    regel: int
    inhoud: str | list[_Knoop] | dict[str, _Knoop] | None


def lees_yaml(inhoud: bytes, naam: str, meld: Callable[[Contractfout], None]) -> dict[str, list[Ruw]]:
    """The contents of a YAML document as rows of text; what does not belong there is reported."""
    try:
        wortel = _ontleed(inhoud)
    except _YamlFout as fout:
        plaats = f"{naam}, regel {fout.regel}"
        meld(Contractfout(plaats, fout.gevonden, fout.verwacht, "Het bestand is niet te lezen"))
        return {}
    vertaler = _Vertaler(naam, meld)
    if wortel is None or not isinstance(wortel.inhoud, dict) or not wortel.inhoud.keys() & set(WORTELS):
        meld(Contractfout(naam, "iets anders", "contracten: met een lijst", "Het bestand heeft geen contracten"))
        return {}
    for veld in wortel.inhoud.keys() - set(WORTELS):
        vertaler.onbekend(veld, wortel.inhoud[veld])
    return {soort: vertaler.lijst(soort, wortel.inhoud[soort]) for soort in WORTELS if soort in wortel.inhoud}


class _Vertaler:
    """Turns nodes into rows, and reports what is no part of a contract."""

    def __init__(self, naam: str, meld: Callable[[Contractfout], None]) -> None:
        self.naam = naam
        self.meld = meld

    def lijst(self, soort: str, knoop: _Knoop) -> list[Ruw]:
        if knoop.inhoud is None:
            return []
        if not isinstance(knoop.inhoud, list):
            self._fout(knoop, soort, "één waarde", f"een lijst van {soort}")
            return []
        return [rij for deel in knoop.inhoud if (rij := self._rij(soort, deel)) is not None]

    def _rij(self, soort: str, knoop: _Knoop) -> Ruw | None:
        if not isinstance(knoop.inhoud, dict):
            self._fout(knoop, soort, "één waarde", "velden met een naam")
            return None
        rij = Ruw(self._plaats(knoop))
        for veld, waarde in knoop.inhoud.items():
            if veld in DELEN.get(soort, ()):
                rij.delen[veld] = self.lijst(veld, waarde)
            elif veld not in ONDERDELEN[soort].velden:
                self.onbekend(veld, waarde)
            elif (tekst := self._tekst(soort, veld, waarde)) is not None:
                rij.velden[veld] = Cel(tekst, f"{self._plaats(waarde)} ({veld})")
            elif waarde.inhoud is not None:
                rij.onleesbaar.add(veld)
        return rij

    def _tekst(self, soort: str, veld: str, knoop: _Knoop) -> str | None:
        if knoop.inhoud is None or isinstance(knoop.inhoud, str):
            return knoop.inhoud
        scheiding = ONDERDELEN[soort].velden[veld].scheiding
        if scheiding and isinstance(knoop.inhoud, list):
            delen = [deel.inhoud for deel in knoop.inhoud]
            if all(isinstance(deel, str) for deel in delen):
                return scheiding.join(map(str, delen))
        self._fout(knoop, veld, "een lijst of velden", "één waarde")
        return None

    def onbekend(self, veld: str, knoop: _Knoop) -> None:
        self._fout(knoop, kort(veld), "een veld dat wij niet kennen", "een veld van het contractbestand")

    def _fout(self, knoop: _Knoop, veld: str, gevonden: str, verwacht: str) -> None:
        self.meld(Contractfout(f"{self._plaats(knoop)} ({veld})", gevonden, verwacht, f"Kan {veld} niet lezen"))

    def _plaats(self, knoop: _Knoop) -> str:
        return f"{self.naam}, regel {knoop.regel}"


def _ontleed(inhoud: bytes) -> _Knoop | None:
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        regel = inhoud.count(b"\n", 0, fout.start) + 1
        raise _YamlFout(regel, "andere tekens", "tekst in UTF-8") from None
    try:
        stroom = yaml.parse(tekst, Loader=_LEZER)
        wortel = None
        for gebeurtenis in stroom:
            if isinstance(gebeurtenis, yaml.DocumentStartEvent):
                if wortel is not None:
                    raise _YamlFout(_regel(gebeurtenis), "een tweede document (---)", "één document")
                wortel = _knoop(next(stroom), stroom, 1)
        return wortel
    except yaml.YAMLError as fout:
        plek = getattr(fout, "problem_mark", None)
        regel = plek.line + 1 if plek else tekst.count("\n", 0, getattr(fout, "position", 0)) + 1
        raise _YamlFout(regel, "tekst die geen YAML is", "YAML zoals in het voorbeeld") from None


def _knoop(gebeurtenis: Any, stroom: Iterator[Any], diepte: int) -> _Knoop:
    regel = _regel(gebeurtenis)
    if diepte > DIEPSTE:
        raise _YamlFout(regel, f"meer dan {DIEPSTE} niveaus diep", "contracten, producten, tarieven")
    if isinstance(gebeurtenis, yaml.AliasEvent) or gebeurtenis.anchor is not None:
        raise _YamlFout(regel, "een verwijzing (& of *)", "de waarde zelf")
    if gebeurtenis.tag is not None:
        raise _YamlFout(regel, "een type (!)", "alleen de waarde")
    if isinstance(gebeurtenis, yaml.ScalarEvent):
        tekst = gebeurtenis.value.strip()
        leeg = not tekst or (gebeurtenis.implicit[0] and tekst in _LEEG)
        return _Knoop(regel, None if leeg else tekst)
    if isinstance(gebeurtenis, yaml.SequenceStartEvent):
        lijst: list[_Knoop] = []
        while not isinstance(deel := next(stroom), yaml.SequenceEndEvent):
            lijst.append(_knoop(deel, stroom, diepte + 1))
        return _Knoop(regel, lijst)
    velden: dict[str, _Knoop] = {}
    while not isinstance(sleutel := next(stroom), yaml.MappingEndEvent):
        naam = _knoop(sleutel, stroom, diepte + 1)
        if not isinstance(naam.inhoud, str):
            raise _YamlFout(naam.regel, "een veld zonder naam", "een naam")
        if naam.inhoud in velden:
            raise _YamlFout(naam.regel, f"{kort(naam.inhoud)} voor de tweede keer", "elk veld één keer")
        velden[naam.inhoud] = _knoop(next(stroom), stroom, diepte + 1)
    return _Knoop(regel, velden)


def _regel(gebeurtenis: Any) -> int:
    regel: int = gebeurtenis.start_mark.line + 1
    return regel


class _Schrijver(yaml.SafeDumper):
    """Writes every value in full, and codes and amounts between quotes, as people should type them."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_str(self, data: str) -> yaml.ScalarNode:
        stijl = "'" if data[:1].isdigit() else None
        return self.represent_scalar("tag:yaml.org,2002:str", data, style=stijl)


_Schrijver.add_representer(str, _Schrijver.represent_str)


def schrijf_yaml(contracten: Sequence[Contract], soortdeelnames: Sequence[Soortdeelname] = ()) -> bytes:
    """Contracts as a YAML document that reads back as the same contracts."""
    inhoud = {"contracten": [boom(contract) for contract in contracten]}
    if soortdeelnames:
        inhoud["soortdeelnames"] = [boom(deel, "soortdeelnames") for deel in soortdeelnames]
    return yaml.dump(inhoud, Dumper=_Schrijver, sort_keys=False, allow_unicode=True, width=110, encoding="utf-8")


def boom(deel: object, onderdeel: str = "contracten") -> dict[str, object]:
    """The fields of a contract, or of another part, that are filled in, and below them its own parts."""
    velden: dict[str, object] = {
        naam: str(waarde).replace(".", ",") if isinstance(waarde, Decimal) else waarde
        for naam, waarde in als_velden(onderdeel, deel).items()
        if waarde is not None
    }
    for naam in DELEN.get(onderdeel, ()):
        if delen := getattr(deel, naam):
            velden[naam] = [boom(kleiner, naam) for kleiner in delen]
    return velden
