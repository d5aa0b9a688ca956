"""Whether a planted case came out as the catalogue says, read from what the sender was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from backoffice.synthetisch.fouten import Plek, Verwacht
from ijw.berichten import jw325
from ijw.rekenen import naar_centen

_GOEDE_KOP = ("0200",)
_GOEDE_DECLARATIE = ("8001", "0200")


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What receiving a file came to: uitkomst, the controleniveau that refused it, and the JW325 if any."""

    uitkomst: str
    niveau: int | None = None
    antwoord: jw325.Bericht | None = None


def is_gevonden(geval: Verwacht, uitkomst: Uitkomst) -> bool:
    """Whether this case was refused with the expected code, or accepted where it is an honest one."""
    verwacht, antwoord = geval.soort.verwacht, uitkomst.antwoord
    match geval.soort.plek:
        case Plek.ONTVANGST if verwacht == "conflict":
            # Offered a second time it is known: what stays is the answer it got.
            return uitkomst.uitkomst == "conflict" or "9056" in _kopcodes(antwoord)
        case Plek.ONTVANGST:
            return uitkomst.uitkomst == verwacht
        case Plek.NIVEAU:
            return uitkomst.niveau == int(verwacht)
        case Plek.KOP:
            return verwacht in _kopcodes(antwoord)
        case Plek.DECLARATIE:
            return verwacht in _declaratiecodes(antwoord)
        case Plek.CLIENT:
            return any(
                verwacht in client.retour_codes
                for client in _clienten(antwoord)
                for prestatie in client.prestaties
                if prestatie.product_referentie.referentie_nummer == geval.referentie
            )
        case Plek.PRESTATIE:
            return any(
                verwacht in prestatie.retour_codes
                for prestatie in afgewezen(antwoord)
                if prestatie.product_referentie.referentie_nummer == geval.referentie
            )
        case Plek.GOED:
            return is_beoordeeld(antwoord) and geval.referentie not in {
                p.product_referentie.referentie_nummer for p in afgewezen(antwoord)
            }


def is_beoordeeld(antwoord: jw325.Bericht | None) -> bool:
    """Whether a declaratie was accepted and judged prestatie by prestatie."""
    return set(_kopcodes(antwoord)) <= set(_GOEDE_KOP) and any(
        code in _GOEDE_DECLARATIE for code in _declaratiecodes(antwoord)
    )


def afgewezen(antwoord: jw325.Bericht | None) -> Iterator[jw325.Prestatie]:
    """The rejected prestaties of an answer."""
    for client in _clienten(antwoord):
        yield from client.prestaties


def afgewezen_bedrag(antwoord: jw325.Bericht) -> int:
    """Signed eurocents of all that was rejected: prestatie by prestatie, or the declaratie as a whole."""
    declaratie = antwoord.declaratie_antwoord
    if declaratie is None:
        return 0
    if not is_beoordeeld(antwoord):
        ingediend = declaratie.totaal_ingediend_bedrag
        return naar_centen(ingediend.totaal_bedrag, ingediend.debet_credit)
    return sum(
        naar_centen(prestatie.ingediend_bedrag.bedrag, prestatie.ingediend_bedrag.debet_credit)
        for prestatie in afgewezen(antwoord)
    )


def _kopcodes(antwoord: jw325.Bericht | None) -> tuple[str, ...]:
    return () if antwoord is None else antwoord.header.retour_codes


def _declaratiecodes(antwoord: jw325.Bericht | None) -> tuple[str, ...]:
    if antwoord is None or antwoord.declaratie_antwoord is None:
        return ()
    return antwoord.declaratie_antwoord.retour_codes


def _clienten(antwoord: jw325.Bericht | None) -> tuple[jw325.Client, ...]:
    if antwoord is None or antwoord.declaratie_antwoord is None:
        return ()
    return antwoord.declaratie_antwoord.clienten
