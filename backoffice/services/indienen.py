"""Offering files with messages, as screens and the API do: one, many, or zip files of them.

Every message goes through `ontvang` in a transaction of its own, so that one that is refused stops no other; a
file offered twice gives the same answer twice.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from typing import IO, Final, NamedTuple

from backoffice.declaraties.uitleg import ADVIEZEN
from backoffice.services.leesbaar import toonbaar
from backoffice.services.ontvang import Ontvangst, ontvang, proef
from backoffice.services.rapport.advies import ONLEESBAAR, advies
from backoffice.services.rapport.verslag import Fragment, maak_verslag
from backoffice.services.valideer import Uitslag
from backoffice.services.werkplek import Werkplek
from backoffice.services.zipbestand import is_zip, lees_zip
from backoffice.storage.database import lezen
from backoffice.storage.views.berichten import zoek_id
from backoffice.toegang.afzender import keur_afzender
from backoffice.toegang.rechten import Bezoeker
from ijw.berichten import jw323, jw325
from ijw.berichten import soort as berichtsoort
from ijw.bevinding import Bevinding
from ijw.bron import Bron
from ijw.codec import Stroom
from ijw.rekenen import naar_centen

MEESTE: Final = 500
"""So many messages are taken in at once; what comes after them is told of and not read."""
GETOOND: Final = 50
"""Findings per message that are looked up in the file; the page of the message tells them all."""

_REGELS: Final = 200
_BEOORDEELD: Final = ("verwerkt", "aangehouden")
_NAAM: Final = 80
_BSN: Final = re.compile(r"(?<!\d)\d{9}(?!\d)")
_ADVIES: Final = {
    "verwerkt": "U hoeft niets te doen.",
    "herhaald": "U hoeft niets te doen: het antwoord van toen staat nog klaar.",
    "aangehouden": "U hoeft niets te doen. Een medewerker kijkt ernaar; daarna komt het antwoord.",
    "conflict": "Stuur het bericht opnieuw met een nieuwe Identificatie, als u een ander bericht bedoelde.",
    "afgekeurd": "Verbeter wat hieronder staat en dien het hele bericht opnieuw in.",
    "onleesbaar": ONLEESBAAR,
    "vreemd": "Kijk na of u het goede bestand koos.",
}
_DEELS: Final = "Een deel is afgewezen. Herstel die regels; de andere regels zijn toegekend."


class Aangeboden(NamedTuple):
    """A file that somebody offers, under the name it has there, opened for reading in bytes."""

    naam: str
    invoer: IO[bytes]


class Melding(NamedTuple):
    """What is wrong, where it stands in the file as far as known, and what to do."""

    bevinding: Bevinding
    fragment: Fragment | None
    advies: str


@dataclass(frozen=True, slots=True)
class Inzending:
    """What became of one message that was offered.

    `bericht_id` is None when nothing of it was kept. `meldingen` are the first GETOOND findings and `meer` how
    many there are besides. `advies` says what to do now.
    """

    naam: str
    ontvangst: Ontvangst
    bericht_id: int | None
    meldingen: tuple[Melding, ...]
    meer: int
    advies: str


@dataclass(frozen=True, slots=True)
class Proefregel:
    """One prestatie of a proefdeclaratie; bedrag is signed eurocents, `termijn` tells how it stands against it."""

    prestatie: jw323.Prestatie
    bedrag: int
    retourcodes: tuple[str, ...]
    termijn: str | None

    @property
    def betekenissen(self) -> tuple[str, ...]:
        """What each retourcode means, in a Dutch sentence."""
        return tuple(ADVIEZEN[code].betekenis if code in ADVIEZEN else "" for code in self.retourcodes)


@dataclass(frozen=True, slots=True)
class Proef:
    """What would become of one message; of a JW323 the rejected prestaties, then others, 200 at most."""

    inzending: Inzending
    regels: tuple[Proefregel, ...]
    meer: int


class _Bericht(NamedTuple):
    """One message with the name to show, or why there is none."""

    naam: str
    bron: Bron | None
    reden: str = ""


def dien_in(
    werkplek: Werkplek, bezoeker: Bezoeker, bestanden: Iterable[Aangeboden], ontvangen_op: datetime
) -> list[Inzending]:
    """Receive every message in these files; a message of another organisation is not taken in.

    `ontvangen_op` is a UTC moment. Raises DatabaseFout; what was taken in before it stays.
    """
    return [
        _neem(werkplek, bezoeker, bericht, ontvangen_op, ontvang)
        for bericht in _berichten(bestanden, werkplek.instellingen.limiet)
    ]


def probeer(
    werkplek: Werkplek, bezoeker: Bezoeker, bestanden: Iterable[Aangeboden], ontvangen_op: datetime
) -> list[Proef]:
    """What `dien_in` would give, each message as if it were the only one, with nothing of it kept."""
    proeven = []
    for bericht in _berichten(bestanden, werkplek.instellingen.limiet):
        inzending = _neem(werkplek, bezoeker, bericht, ontvangen_op, proef)
        proeven.append(Proef(inzending, *_proefregels(bericht.bron, inzending.ontvangst)))
    return proeven


def _neem(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    bericht: _Bericht,
    ontvangen_op: datetime,
    neem: Callable[..., Ontvangst],
) -> Inzending:
    naam, bron, reden = bericht
    if bron is None:
        return Inzending(naam, Ontvangst("onleesbaar", reden=reden), None, (), 0, ONLEESBAAR)
    ontvangst = neem(
        werkplek, bron, ontvangen_op, wie=bezoeker.naam, keur_afzender=partial(keur_afzender, bezoeker)
    )
    meldingen = _meldingen(naam, ontvangst, bron)
    deels = ontvangst.uitkomst == "verwerkt" and ontvangst.bevindingen
    return Inzending(
        naam,
        ontvangst,
        None if neem is proef else _bewaard_als(werkplek, bezoeker, ontvangst, bron),
        meldingen,
        len(ontvangst.bevindingen) - len(meldingen),
        _DEELS if deels else _ADVIES[ontvangst.uitkomst],
    )


def _bewaard_als(werkplek: Werkplek, bezoeker: Bezoeker, ontvangst: Ontvangst, bron: Bron) -> int | None:
    """The id under which these bytes were kept."""
    if ontvangst.soort is None or ontvangst.afzender is None or ontvangst.identificatie is None:
        return None
    inhoud = bron if isinstance(bron, bytes) else bron.read_bytes()
    with lezen(werkplek.engine) as conn:
        return zoek_id(
            conn,
            bezoeker.bereik,
            ontvangst.soort,
            ontvangst.afzender,
            ontvangst.identificatie,
            werkplek.kluis.inhoud_hash(inhoud),
        )


def _meldingen(naam: str, ontvangst: Ontvangst, bron: Bron) -> tuple[Melding, ...]:
    if ontvangst.soort is None or not ontvangst.bevindingen:
        return ()
    uitslag = Uitslag(
        naam,
        ontvangst.soort,
        berichtsoort(ontvangst.soort).release,
        "afgekeurd",
        bevindingen=ontvangst.bevindingen[:GETOOND],
    )
    return tuple(
        Melding(bevinding, fragment, advies(bevinding))
        for bevinding, fragment in maak_verslag(uitslag, bron).meldingen()
    )


def _proefregels(bron: Bron | None, ontvangst: Ontvangst) -> tuple[tuple[Proefregel, ...], int]:
    """The prestaties to show, those that would be rejected first, and how many there are besides."""
    if bron is None or ontvangst.soort != jw323.SOORT.naam or ontvangst.uitkomst not in _BEOORDEELD:
        return (), 0
    termijnen = dict(ontvangst.termijnen)

    def regel(prestatie: jw323.Prestatie, retourcodes: tuple[str, ...] = ()) -> Proefregel:
        bedrag = prestatie.ingediend_bedrag
        return Proefregel(
            prestatie,
            naar_centen(bedrag.bedrag, bedrag.debet_credit),
            retourcodes,
            termijnen.get(prestatie.product_referentie.referentie_nummer),
        )

    afgewezen = {} if ontvangst.antwoord is None else _afgewezen(ontvangst.antwoord)
    toegekend = (
        prestatie
        for client in Stroom(bron, limiet=sys.maxsize)
        for prestatie in client.prestaties
        if prestatie.product_referentie.referentie_nummer not in afgewezen
    )
    regels = [
        *(regel(prestatie, prestatie.retour_codes) for prestatie in islice(afgewezen.values(), _REGELS)),
        *map(regel, islice(toegekend, max(0, _REGELS - len(afgewezen)))),
    ]
    return tuple(regels), ontvangst.regels - len(regels)


def _afgewezen(antwoord: bytes) -> dict[str, jw325.Prestatie]:
    return {
        prestatie.product_referentie.referentie_nummer: prestatie
        for client in Stroom(antwoord, limiet=sys.maxsize)
        for prestatie in client.prestaties
    }


# --- files ----------------------------------------------------------------------------------------


def _berichten(bestanden: Iterable[Aangeboden], limiet: int | None) -> Iterator[_Bericht]:
    """Every message in these files with the name to show, or why there is none; MEESTE of them at most."""
    alle = _uitgepakt(bestanden, limiet)
    yield from islice(alle, MEESTE)
    if next(alle, None) is not None:
        reden = f"Er zijn meer dan {MEESTE} berichten. De andere zijn niet bekeken: dien ze apart in."
        yield _Bericht("de rest", None, reden)


def _uitgepakt(bestanden: Iterable[Aangeboden], limiet: int | None) -> Iterator[_Bericht]:
    for nummer, (naam, invoer) in enumerate(bestanden, 1):
        eigen = _toonbaar(naam, f"bestand {nummer}")
        if not is_zip(invoer):
            yield _Bericht(eigen, invoer.read(-1 if limiet is None else limiet + 1))
            continue
        for volgnummer, lid in enumerate(lees_zip(invoer, limiet), 1):
            deel = "" if lid.naam is None else f", {_toonbaar(lid.naam, f'bestand {volgnummer}')}"
            yield _Bericht(f"{eigen}{deel}", lid.bron, lid.reden)


def _toonbaar(naam: str, anders: str) -> str:
    """The last part of a name, to show to who gave it; one in which a BSN can stand is not repeated."""
    kort = toonbaar(re.split(r"[/\\]", naam)[-1])[:_NAAM].strip()
    return anders if not kort or _BSN.search(kort) else kort
