"""A report as Dutch text: the worst message first, each finding with the line of the file it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter
from typing import Final

from backoffice.services.leesbaar import toonbaar
from backoffice.services.rapport.advies import NIVEAU, ONLEESBAAR, advies
from backoffice.services.rapport.verslag import Fragment, Verslag
from backoffice.services.valideer import Oordeel
from ijw.bevinding import Bevinding

_NA_ALLE_NIVEAUS: Final = 5

GETOOND: Final = 10
"""Findings shown per message, unless more are asked for."""


def schrijf(verslagen: Iterable[Verslag], *, getoond: int = GETOOND, kleur: bool = False) -> Iterator[str]:
    """Tell of the unreadable messages, then of those refused from level 1 up, then how many are good."""
    oordelen: Counter[Oordeel] = Counter()
    stukken: list[tuple[int, str]] = []
    for verslag in verslagen:
        uitslag = verslag.uitslag
        oordelen[uitslag.oordeel] += 1
        # Kept as text, so that a long run does not hold on to findings it will not show.
        if uitslag.oordeel != "goed":
            stukken.append((uitslag.niveau or 0, "\n".join(_stuk(verslag, getoond, kleur=kleur))))
        elif uitslag.signalen:
            stukken.append((_NA_ALLE_NIVEAUS, "\n".join(_signalen(verslag, getoond))))
    for _, stuk in sorted(stukken, key=itemgetter(0)):
        yield f"{stuk}\n\n"
    if oordelen:
        yield f"{slotregel(oordelen)}\n"


def slotregel(oordelen: Counter[Oordeel]) -> str:
    """Count the judgements in one sentence."""
    totaal = oordelen.total()
    berichten = "1 bericht" if totaal == 1 else f"{totaal} berichten"
    delen = [f"{oordelen[oordeel]} {oordeel}" for oordeel in ("onleesbaar", "afgekeurd", "goed")]
    return f"{berichten} bekeken: {', '.join(delen)}."


def _stuk(verslag: Verslag, getoond: int, *, kleur: bool) -> Iterator[str]:
    uitslag = verslag.uitslag
    wat = f" ({uitslag.bericht}, release {uitslag.release})" if uitslag.bericht else ""
    yield f"{_nadruk(uitslag.oordeel.upper(), kleur)} {toonbaar(uitslag.bestand)}{wat}"
    if uitslag.niveau is None:
        yield f"  {toonbaar(uitslag.reden or '')}"
        yield f"  Wat u kunt doen: {ONLEESBAAR}"
        return
    aantal = len(uitslag.bevindingen)
    fouten = "1 fout" if aantal == 1 else f"{aantal} fouten"
    yield f"  {fouten} op niveau {uitslag.niveau:d}: {NIVEAU[uitslag.niveau]}."
    gezegd: set[str] = set()
    for bevinding, fragment in islice(verslag.meldingen(), getoond):
        yield ""
        yield from (f"  {toonbaar(regel)}" for regel in _bevinding(bevinding, fragment))
        raad = advies(bevinding)
        if raad not in gezegd:
            gezegd.add(raad)
            yield f"    Wat u kunt doen: {raad}"
    if aantal > getoond:
        yield ""
        yield f"  en nog {aantal - getoond} (toon alles met --alle)"


def _signalen(verslag: Verslag, getoond: int) -> Iterator[str]:
    """What could not be judged of a message in which nothing was found wrong."""
    uitslag = verslag.uitslag
    yield f"LET OP {toonbaar(uitslag.bestand)} ({uitslag.bericht}, release {uitslag.release})"
    for signaal in uitslag.signalen[:getoond]:
        yield f"  {toonbaar(signaal.reden)} ({signaal.regel})"
    if (meer := len(uitslag.signalen) - getoond) > 0:
        yield f"  en nog {meer} (toon alles met --alle)"


def _bevinding(bevinding: Bevinding, fragment: Fragment | None) -> Iterator[str]:
    waar = f", regel {bevinding.regelnummer} van het bestand" if bevinding.regelnummer else ""
    retourcode = f", retourcode {bevinding.retourcode}" if bevinding.retourcode else ""
    yield f"{bevinding.onderwerp}{waar}"
    if fragment is not None:
        nummer = str(bevinding.regelnummer)
        yield f"  {nummer} | {fragment.tekst}"
        yield f"  {' ' * len(nummer)} | {' ' * fragment.begin}{'^' * fragment.lengte}"
    yield f"  gevonden: {bevinding.feit}"
    yield f"  verwacht: {bevinding.verwacht}"
    yield f"  plaats:   {bevinding.locatie}"
    yield f"  controle: {bevinding.regel}{retourcode}"


def _nadruk(tekst: str, kleur: bool) -> str:
    return f"\x1b[1;31m{tekst}\x1b[0m" if kleur else tekst
