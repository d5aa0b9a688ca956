"""A system that takes its messages from the folder `in` and puts its answers in the folder `uit`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from backoffice.ketentest.gesprek import ANTWOORD_OP
from backoffice.ketentest.uitvoeren import Aanbod, DoelFout
from ijw import codec
from ijw.fouten import IjwError

TUSSENPOOS: Final = 0.2
"""Seconds between two looks in the folder."""
_HEEN: Final = tuple(ANTWOORD_OP)


class Berichtenmap:
    """Writes each message aside and moves it into `in`, and takes the next new .xml file in `uit` as its answer.

    `wachttijd` is how many seconds an answer may take, `stilte` how long none may come when none should.
    `wacht` sleeps and `klok` counts seconds; both come from outside so that a test need not wait.
    """

    ziet_beide = False

    def __init__(
        self,
        folder: Path,
        *,
        wachttijd: float,
        stilte: float,
        wacht: Callable[[float], None],
        klok: Callable[[], float],
    ) -> None:
        self._in, self._uit = folder / "in", folder / "uit"
        self._wachttijd, self._stilte, self._wacht, self._klok = wachttijd, stilte, wacht, klok
        try:
            self._in.mkdir(parents=True, exist_ok=True)
            self._uit.mkdir(exist_ok=True)
            self._gezien = set(self._bestanden())
        except OSError:
            raise DoelFout(
                f"In {folder} kan niet worden geschreven. Kijk of het een map is en of u er mag schrijven."
            ) from None
        self._eerder: set[object] = set()

    def bied_aan(self, aanbod: Aanbod) -> bytes | None:
        """Put a message in `in` and wait for its answer."""
        self._schrijf(aanbod)
        tot = self._klok() + (self._stilte if aanbod.antwoord is None else self._wachttijd)
        kenmerk = _kenmerk(aanbod.inhoud)
        while True:
            laatste = self._klok() >= tot
            if (antwoord := self._antwoord(kenmerk, onaf=laatste)) is not None or laatste:
                self._eerder.add(kenmerk)
                return antwoord
            self._wacht(TUSSENPOOS)

    def reik_aan(self, aanbod: Aanbod) -> None:
        """Put a message in `in` as one that the system sent itself; an answer to it is passed over."""
        self._schrijf(aanbod)
        self._eerder.add(_kenmerk(aanbod.inhoud))

    def _schrijf(self, aanbod: Aanbod) -> None:
        # Moved into place: whoever reads there sees it whole or not at all.
        klad = self._in / f".{aanbod.naam}.deel"
        try:
            klad.write_bytes(aanbod.inhoud)
            klad.replace(self._in / f"{aanbod.naam}.xml")
        except OSError:
            raise DoelFout(f"In {self._in} kan niet meer worden geschreven. Maak ruimte.") from None

    def _bestanden(self) -> list[Path]:
        return sorted(pad for pad in self._uit.iterdir() if pad.suffix == ".xml" and not pad.name.startswith("."))

    def _antwoord(self, kenmerk: object, *, onaf: bool) -> bytes | None:
        """The next new file that is no late answer to an earlier message; what cannot be read only if `onaf`."""
        for pad in self._bestanden():
            if pad in self._gezien:
                continue
            try:
                inhoud = pad.read_bytes()
            except OSError:  # it is gone again, or still being made
                continue
            van = _kenmerk(inhoud)
            if van is None and not onaf:
                continue
            self._gezien.add(pad)
            if van != kenmerk and (van in self._eerder or _is_heenbericht(inhoud)):
                continue
            return inhoud
        return None


def _kenmerk(inhoud: bytes) -> object:
    """Which message this is, or which it answers; None when it cannot be read."""
    try:
        kop: Any = codec.lees(inhoud).header
    except IjwError:
        return None
    return getattr(kop, "declaratie_identificatie", kop.bericht_identificatie)


def _is_heenbericht(inhoud: bytes) -> bool:
    """Whether a system sent this of its own accord, such as a JW301."""
    try:
        return type(codec.lees(inhoud)).__module__.rpartition(".")[2].upper() in _HEEN
    except IjwError:
        return False
