"""Judge one message as the standard does: level by level, until one level has findings.

Reads the message piece by piece, so that memory does not grow with it when it is given as a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from backoffice.services.geheugen import zonder_afvalophaler
from ijw.bevinding import Bevinding, Niveau
from ijw.bron import STANDAARD_LIMIET, Bron
from ijw.codec import Stroom
from ijw.fouten import Onleesbaar, Schemafout
from ijw.regels.controle import controleer
from ijw.regels.toetsing import Signaal
from ijw.vorm import Berichtsoort

Oordeel = Literal["goed", "afgekeurd", "onleesbaar"]

VERWACHT = "een heel iJw-bericht als XML in UTF-8"
"""What stands where an unreadable bestand was given."""


class Register(Protocol):
    """What controleniveaus 3 and 4 need: the rules that look beyond the message, with the facts they use."""

    def controleer(
        self, soort: Berichtsoort, kop: Callable[[], Any], stukken: Callable[[], Iterable[Any]]
    ) -> tuple[tuple[Bevinding, ...], tuple[Signaal, ...]]:
        """Give the findings, and what could not be judged or is worth a look.

        `kop` and `stukken` are those of `ijw.regels.controle.controleer`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Uitslag:
    """The judgement on one bestand: the lowest level with findings and those findings, or why it is unreadable.

    `bericht` and `release` are None when the bytes do not say what they are. `signalen` tell which rules could
    not judge, and what else a person may want to look at.
    """

    bestand: str
    bericht: str | None
    release: str | None
    oordeel: Oordeel
    niveau: Niveau | None = None
    bevindingen: tuple[Bevinding, ...] = ()
    reden: str | None = None
    signalen: tuple[Signaal, ...] = ()

    def als_json(self) -> dict[str, Any]:
        """The judgement in the fixed JSON form of `ijw valideer --json`."""
        bevindingen = [b.als_json() for b in self.bevindingen]
        if self.reden is not None:
            bevindingen.append(
                {
                    "regel": "XML",
                    "niveau": None,
                    "retourcode": None,
                    "locatie": "/",
                    "gevonden": self.reden,
                    "verwacht": VERWACHT,
                    "melding": f"{self.reden} Verwacht: {VERWACHT} (XML)",
                    "regelnummer": None,
                }
            )
        return {
            "bestand": self.bestand,
            "bericht": self.bericht,
            "release": self.release,
            "oordeel": self.oordeel,
            "niveau": None if self.niveau is None else int(self.niveau),
            "bevindingen": bevindingen,
            # Only a register can leave something unjudged.
            **({"signalen": [signaal._asdict() for signaal in self.signalen]} if self.signalen else {}),
        }


def valideer(
    bron: Bron, bestand: str, *, limiet: int = STANDAARD_LIMIET, register: Register | None = None
) -> Uitslag:
    """Judge one message on controleniveaus 1 and 2, and on 3 and 4 when a register is given.

    `limiet` is in bytes. A message that cannot be read is a judgement too ("onleesbaar"); only a source that
    cannot be opened raises (OSError).
    """
    soort = None
    try:
        stroom = Stroom(bron, limiet=limiet)
        soort = stroom.soort
        with zonder_afvalophaler():
            bevindingen, signalen = _controleer(stroom, register)
    except Onleesbaar as fout:
        return onleesbaar(bestand, str(fout), soort)
    except Schemafout as fout:
        bevindingen, signalen = fout.bevindingen, ()
    return Uitslag(
        bestand,
        stroom.soort.naam,
        stroom.soort.release,
        "afgekeurd" if bevindingen else "goed",
        min((b.niveau for b in bevindingen), default=None),
        tuple(bevindingen),
        signalen=signalen,
    )


def onleesbaar(bestand: str, reden: str, soort: Berichtsoort | None = None) -> Uitslag:
    """The judgement on a bestand that cannot be read, with a Dutch reason."""
    naam, release = (soort.naam, soort.release) if soort else (None, None)
    return Uitslag(bestand, naam, release, "onleesbaar", reden=reden)


def _controleer(stroom: Stroom, register: Register | None) -> tuple[tuple[Bevinding, ...], tuple[Signaal, ...]]:
    """Level 2 and, when it has no findings, the register; reading itself is level 1."""
    bevindingen = controleer(stroom.soort, lambda: stroom.kop, lambda: stroom)
    if register is not None and not bevindingen:
        return register.controleer(stroom.soort, lambda: stroom.kop, lambda: stroom)
    return tuple(bevindingen), ()
