"""Make messages from JSON or from rows, and hand them over only when they would not be refused."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from backoffice.fouten import BackofficeError
from backoffice.services.valideer import Uitslag, valideer
from ijw.berichten import SOORTEN
from ijw.codec import schrijf
from ijw.json_vorm import Vormfout, van_json
from ijw.rij_vorm import IDENTIFICATIE, kolommen, lees_csv, naar_rijen, van_rijen
from ijw.vorm import Berichtsoort

_XSD_VERSIE: Final = "1.0.0"
_RETOUR: Final = "Header.IdentificatieRetour"


class Geweigerd(BackofficeError):
    """A message would be refused on controleniveau 1 or 2; `redenen` say why, in Dutch and with the place."""

    def __init__(self, bericht: str, redenen: Sequence[str]) -> None:
        super().__init__(f"Dit {bericht}-bericht zou worden afgekeurd en is daarom niet gemaakt.")
        self.redenen = tuple(redenen)


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """A message that nobody would refuse on levels 1 and 2: its own Identificatie, and its bytes."""

    identificatie: str
    xml: bytes


def maak(inhoud: Any) -> bytes:
    """Make the message that JSON describes; raises Vormfout, Schrijffout or Geweigerd."""
    bericht, soort = van_json(inhoud)
    xml = schrijf(bericht, soort)
    uitslag = valideer(xml, soort.naam)
    if uitslag.oordeel != "goed":
        raise Geweigerd(soort.naam, [f"{waar}: {melding}" for waar, melding in _redenen(uitslag)])
    return xml


def maak_uit_rijen(
    soort: str,
    rijen: Iterable[Mapping[str, object]],
    *,
    moment: datetime,
    vul: Mapping[str, str] | None = None,
) -> list[Gemaakt]:
    """Make messages of one kind, such as "JW305", from rows: texts, numbers and dates by column name.

    Columns and rows are those of `ijw.rij_vorm`; `vul` gives values for all rows. What a header lacks is filled
    in: the Dutch day of `moment` (UTC) as Dagtekening, `moment` itself as Identificatie, a second later for each
    next message, and XsdVersie 1.0.0. Rows are numbered from 1 in errors. Raises Vormfout with every error in
    the rows, Schrijffout, or Geweigerd with every reason in every message; then none is made.
    """
    lijst = [{naam: str(waarde) for naam, waarde in rij.items() if waarde is not None} for rij in rijen]
    namen = tuple(dict.fromkeys(naam for rij in lijst for naam in rij))
    genummerd = [(nummer, [rij.get(naam, "") for naam in namen]) for nummer, rij in enumerate(lijst, 1)]
    return _maak(soort_van(soort), namen, genummerd, vul or {}, moment)


def maak_uit_csv(
    soort: str,
    regels: Iterable[str],
    *,
    moment: datetime,
    vul: Mapping[str, str] | None = None,
) -> list[Gemaakt]:
    """As `maak_uit_rijen`, from lines of CSV with the names of the columns in the first row."""
    namen, rijen = lees_csv(regels)
    return _maak(soort_van(soort), namen, rijen, vul or {}, moment)


def naar_csv(bericht: Any, soort: Berichtsoort) -> str:
    """Give a message as CSV of which `maak_uit_csv` makes the same message; raises Schrijffout."""
    rijen = naar_rijen(bericht, soort)
    namen = dict.fromkeys([*(kolom.naam for kolom in kolommen(soort)), *(naam for rij in rijen for naam in rij)])
    return _csv(namen, rijen)


def leeg_csv(soort: str) -> str:
    """Give CSV with nothing but the names of the columns of a kind of message."""
    return _csv([kolom.naam for kolom in kolommen(soort_van(soort))], [])


def soort_van(naam: str) -> Berichtsoort:
    """Give the berichtsoort of a name such as JW305; raises Vormfout."""
    for soort in SOORTEN:
        if soort.naam == naam.upper():
            return soort
    raise Vormfout(
        (f"bericht: gevonden een onbekende soort, verwacht een van {', '.join(s.naam for s in SOORTEN)}.",)
    )


def _maak(
    soort: Berichtsoort,
    namen: Sequence[str],
    rijen: Iterable[tuple[int, Sequence[str]]],
    vul: Mapping[str, str],
    moment: datetime,
) -> list[Gemaakt]:
    gemaakt, redenen = [], []
    standaard = _Standaard(soort, moment)
    for gelezen in van_rijen(namen, rijen, soort, vul=vul, standaard=standaard):
        xml = schrijf(gelezen.bericht, soort)
        redenen += [f"rij {gelezen.rij(waar)}: {melding}" for waar, melding in _redenen(valideer(xml, soort.naam))]
        kop = gelezen.bericht.header
        eigen = kop.identificatie_retour if standaard.is_retour else kop.bericht_identificatie.identificatie
        gemaakt.append(Gemaakt(eigen, xml))
    if redenen:
        raise Geweigerd(soort.naam, redenen)
    return gemaakt


class _Standaard:
    """What a header says when its columns are empty; a retourbericht repeats that of its heenbericht itself."""

    def __init__(self, soort: Berichtsoort, moment: datetime) -> None:
        namen = {kolom.naam for kolom in kolommen(soort)}
        self.is_retour = _RETOUR in namen
        self.moment = moment.astimezone(UTC)
        versie = "Header.XsdVersieRetour" if self.is_retour else "Header.XsdVersie"
        dag = "Header.DagtekeningRetour" if self.is_retour else "Header.BerichtIdentificatie.Dagtekening"
        self.vast = {naam: _XSD_VERSIE for naam in namen if naam.startswith(f"{versie}.")}
        dagen = namen & {dag, "Declaratie.DeclaratieDagtekening"}
        self.vast |= dict.fromkeys(dagen, moment.astimezone(ZoneInfo("Europe/Amsterdam")).date().isoformat())

    def __call__(self, nummer: int) -> Mapping[str, str]:
        eigen = _RETOUR if self.is_retour else IDENTIFICATIE
        # A second for each message keeps it within the 12 characters of an Identificatie.
        return {**self.vast, eigen: f"{self.moment + timedelta(seconds=nummer):%y%m%d%H%M%S}"}


def _redenen(uitslag: Uitslag) -> Iterator[tuple[str, str]]:
    """Where and why a message would be refused."""
    if uitslag.reden is not None:
        yield "/Bericht", uitslag.reden
    yield from ((bevinding.locatie, bevinding.melding) for bevinding in uitslag.bevindingen)


def _csv(namen: Iterable[str], rijen: Iterable[Mapping[str, str]]) -> str:
    uitvoer = io.StringIO(newline="")
    schrijver = csv.DictWriter(uitvoer, tuple(namen), restval="", delimiter=";")
    schrijver.writeheader()
    schrijver.writerows(rijen)
    return uitvoer.getvalue()
