"""Taking in what gemeenten budgeted, from a CSV with gemeente, jaar, contractsoort or categorie, and euros.

What a file holds for a gemeente and a year replaces what was there; the same file again changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from backoffice.contracts.model import Contractsoort
from backoffice.fouten import OnjuisteInhoud
from backoffice.services import csvbestand
from backoffice.storage import begroting
from backoffice.storage.begroting import Begroting
from ijw import codelijsten

INDELINGEN: Final = ("contractsoort", "categorie")
GROOTSTE: Final = 10 * 1024 * 1024


class Begrotingsfout(OnjuisteInhoud):
    """The begroting cannot be taken in; the text lists what is wrong, with its line. Nothing was changed."""


def laad_begroting(engine: Engine, pad: Path, tijdstip: datetime, wie: str) -> int:
    """Take in a begroting and give how many (gemeente, jaar) changed; raises Begrotingsfout or OnleesbareCsv."""
    return bewaar_begroting(engine, lees_begroting(pad.read_bytes(), pad.name), tijdstip, wie)


def bewaar_begroting(
    engine: Engine, nieuw: Mapping[tuple[str, int], Begroting], tijdstip: datetime, wie: str
) -> int:
    """Keep begrotingen by (gemeente, jaar) and give how many changed."""
    gewijzigd = 0
    with engine.begin() as conn:
        bekend = {jaar: begroting.lees(conn, jaar) for _, jaar in nieuw}
        for (gemeente, jaar), inhoud in sorted(nieuw.items()):
            if bekend[jaar].get(gemeente) != inhoud:
                begroting.vervang(conn, gemeente, jaar, inhoud, tijdstip, wie)
                gewijzigd += 1
    return gewijzigd


def lees_begroting(inhoud: bytes, naam: str) -> dict[tuple[str, int], Begroting]:
    """The begrotingen in a CSV by (gemeente, jaar); raises Begrotingsfout or OnleesbareCsv."""
    if len(inhoud) > GROOTSTE:
        raise Begrotingsfout(f"{naam} is groter dan 10 MB. Een begroting is kleiner.")
    koppen = inhoud.partition(b"\n")[0].lower()
    indeling = INDELINGEN[b"categorie" in koppen]
    posten: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    fouten: list[str] = []
    for regel, rij in csvbestand.lees(inhoud, naam, ("gemeente", "jaar", indeling, "euros")):
        gevonden = [f"{naam}, regel {regel}: {fout}." for fout in _fouten(rij, indeling)]
        if gevonden:
            fouten += gevonden
            continue
        sleutel, post = (rij["gemeente"], int(rij["jaar"])), rij[indeling]
        if post in posten[sleutel]:
            fouten.append(f"{naam}, regel {regel}: {post} staat er voor {sleutel[0]} in {sleutel[1]} al.")
        posten[sleutel][post] = csvbestand.lees_euro(rij["euros"]) or 0
    if fouten:
        raise Begrotingsfout("\n".join(fouten))
    return {sleutel: Begroting(indeling, deel) for sleutel, deel in posten.items()}


def _fouten(rij: dict[str, str], indeling: str) -> Iterator[str]:
    mag = set(Contractsoort) if indeling == "contractsoort" else codelijsten.lees("JZ020").waarden.keys()
    if rij["gemeente"] not in codelijsten.lees(codelijsten.GEMEENTEN):
        yield f"gemeente is {rij['gemeente'][:20]!r}, verwacht een gemeentecode zoals 0164"
    if not (len(rij["jaar"]) == 4 and rij["jaar"].isdecimal() and int(rij["jaar"]) >= 2015):
        yield f"jaar is {rij['jaar'][:20]!r}, verwacht een jaar vanaf 2015"
    if rij[indeling] not in mag:
        yield f"{indeling} is {rij[indeling][:40]!r}, verwacht een van: {', '.join(sorted(mag))}"
    bedrag = csvbestand.lees_euro(rij["euros"])
    if bedrag is None or bedrag < 0:
        yield f"euros is {rij['euros'][:20]!r}, verwacht een bedrag vanaf 0, zoals 1.250.000,00"
