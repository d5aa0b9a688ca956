"""The reports of `ijw valideer`, one module per form.

Each module has `schrijf(verslagen) -> pieces of text`, for all messages of a run together, and is imported only
when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from backoffice.services.rapport.verslag import Verslag


class Vorm(NamedTuple):
    """One form of report: its module, what it is for, and whether it names the Identificatie of a message."""

    module: str
    hulp: str
    met_kenmerk: bool = False

    def schrijver(self) -> Callable[[Iterable[Verslag]], Iterator[str]]:
        """The function that writes the report, in characters that UTF-8 can hold."""
        schrijf: Callable[[Iterable[Verslag]], Iterator[str]] = import_module(self.module).schrijf
        return schrijf


VORMEN: Final[dict[str, Vorm]] = {
    "tekst": Vorm("backoffice.services.rapport.tekst", "tekst om te lezen"),
    "json": Vorm("backoffice.services.rapport.json_regels", "per bericht één regel JSON"),
    "html": Vorm("backoffice.services.rapport.html", "één webpagina"),
    "istandaarden": Vorm(
        "backoffice.services.rapport.istandaarden", "het validatierapport van iStandaarden", met_kenmerk=True
    ),
    "junit": Vorm("backoffice.services.rapport.junit", "JUnit XML, voor een bouwserver"),
    "sarif": Vorm("backoffice.services.rapport.sarif", "SARIF 2.1.0, voor een codeplatform"),
}
"""By the name people ask for them."""
