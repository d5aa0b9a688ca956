"""Tells people in Dutch what became of one received message."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from backoffice.services.verwerking import AMSTERDAM
from backoffice.storage.berichtverhalen import Berichtverhaal
from ijw.berichten import soort

_NIVEAU: Final = {
    2: "het bericht spreekt zichzelf tegen (controleniveau 2)",
    3: "het past niet bij eerdere berichten (controleniveau 3)",
    4: "het past niet bij wat buiten de berichten is vastgelegd (controleniveau 4)",
}


def leg_bericht_uit(verhaal: Berichtverhaal) -> str:
    """The story of one message, line by line, without persoonsgegevens."""
    return "\n".join(_regels(verhaal))


def _regels(verhaal: Berichtverhaal) -> Iterator[str]:
    naam = f"{verhaal.soort} {verhaal.identificatie}"
    yield f"{naam} van {verhaal.afzender} aan {verhaal.ontvanger} is {_oordeel(verhaal)}."
    ontvangen = verhaal.ontvangen_op.astimezone(AMSTERDAM).date()
    yield f"  {soort(verhaal.soort).uitleg}, dagtekening {verhaal.dagtekening}, ontvangen op {ontvangen}"
    if verhaal.is_conflict:
        yield "  Deze Identificatie was al gebruikt voor een ander bericht; dit bericht heeft niets gewijzigd"
    if verhaal.beantwoordt is not None:
        yield f"  Het is een antwoord op bericht {verhaal.beantwoordt}"
    if verhaal.niveau in _NIVEAU:
        yield f"  Waarom: {_NIVEAU[verhaal.niveau]}"
    for kop, regels in (
        ("Gevonden:", [bevinding.melding for bevinding in verhaal.bevindingen]),
        ("Let op:", [f"{signaal.reden} ({signaal.regel})" for signaal in verhaal.signalen]),
    ):
        if regels:
            yield f"  {kop}"
            yield from (f"    {regel}" for regel in regels)
    yield f"  Antwoord: {verhaal.antwoord or 'geen'}"


def _oordeel(verhaal: Berichtverhaal) -> str:
    if verhaal.afgekeurd:
        return "afgekeurd"
    return "verwerkt" if verhaal.beantwoordt is not None else "goedgekeurd"
