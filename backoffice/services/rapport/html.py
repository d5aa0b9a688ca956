"""A report as one HTML page: no scripts, nothing from elsewhere, to be read on a phone, on paper and aloud."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from backoffice.services.leesbaar import toonbaar
from backoffice.services.rapport.advies import NIVEAU, ONLEESBAAR, advies
from backoffice.services.rapport.regelnaam import regelnaam
from backoffice.services.rapport.tekst import slotregel
from backoffice.services.rapport.verslag import Fragment, Verslag
from backoffice.services.valideer import Oordeel
from ijw.bevinding import Bevinding

_SJABLONEN: Final = Environment(
    loader=PackageLoader("backoffice.services.rapport", "."),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_SJABLONEN.filters["toonbaar"] = toonbaar


class _Melding(NamedTuple):
    bestand: str
    bevinding: Bevinding
    fragment: Fragment | None
    advies: str


def schrijf(verslagen: Iterable[Verslag]) -> Iterator[str]:
    """Give the page: the summary, the messages, and the findings per rule, most frequent first."""
    uitslagen = []
    per_regel: dict[str, list[_Melding]] = {}
    for verslag in verslagen:
        uitslag = verslag.uitslag
        uitslagen.append(uitslag)
        for bevinding, fragment in verslag.meldingen():
            melding = _Melding(uitslag.bestand, bevinding, fragment, advies(bevinding))
            per_regel.setdefault(bevinding.regel, []).append(melding)
    oordelen: Counter[Oordeel] = Counter(uitslag.oordeel for uitslag in uitslagen)
    yield from _SJABLONEN.get_template("rapport.html.j2").generate(
        slotregel=slotregel(oordelen),
        uitslagen=uitslagen,
        onleesbaar=[uitslag for uitslag in uitslagen if uitslag.reden is not None],
        raad_onleesbaar=ONLEESBAAR,
        regels=sorted(per_regel.items(), key=lambda regel: (-len(regel[1]), regel[0])),
        regelnaam=regelnaam,
        niveau=NIVEAU,
    )
