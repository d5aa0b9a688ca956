"""Make a message from JSON, or a declaratie from rows, and hand it over only when it would not be refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from backoffice.fouten import BackofficeError
from backoffice.services.valideer import Uitslag, valideer
from ijw.berichten import jw323
from ijw.codec import schrijf
from ijw.json_vorm import MEESTE_FOUTEN, Vormfout, klasse_van_json, van_json
from ijw.rekenen import uit_centen
from ijw.vorm import Klassetype, Ldt, vorm

_GEHEEL: Final = re.compile("-?[0-9]{1,20}")
_BEREKEND: Final = ("clienten", "totaal_ingediend_bedrag")


class Geweigerd(BackofficeError):
    """The message would be refused on controleniveau 1 or 2; `uitslag` says why."""

    def __init__(self, uitslag: Uitslag) -> None:
        super().__init__(f"Dit {uitslag.bericht}-bericht zou worden afgekeurd en is daarom niet gemaakt.")
        self.uitslag = uitslag


def maak(inhoud: Any) -> bytes:
    """Make the message that JSON describes; raises Vormfout, Schrijffout or Geweigerd."""
    bericht, soort = van_json(inhoud)
    xml = schrijf(bericht, soort)
    uitslag = valideer(xml, soort.naam)
    if uitslag.oordeel != "goed":
        raise Geweigerd(uitslag)
    return xml


def maak_declaratie(kop: Any, regels: Iterable[str]) -> bytes:
    """Make a JW323 from lines of CSV, one row per prestatie; raises as `maak`.

    `kop` is a JW323 as JSON without cliënten and totaal. Rows of one bsn become one Client, in the order in
    which each first stands there; the totaal is their sum. Dates are ISO, amounts eurocents.
    """
    if not isinstance(kop, dict) or kop.get("bericht") != jw323.SOORT.naam:
        raise Vormfout(("bericht: gevonden iets anders dan JW323, verwacht de kop van een JW323.",))
    inhoud = kop.get("inhoud")
    declaratie = inhoud.get("declaratie") if isinstance(inhoud, dict) else None
    if not isinstance(inhoud, dict) or not isinstance(declaratie, dict):
        raise Vormfout(("inhoud.declaratie: gevonden niets, verwacht een object.",))
    if dubbel := [veld for veld in _BEREKEND if veld in declaratie]:
        raise Vormfout((f"inhoud.declaratie: gevonden {', '.join(dubbel)}, verwacht dat dit uit de rijen komt.",))
    per_client = _per_client(regels)
    som = sum(_centen(prestatie) for prestaties in per_client.values() for prestatie in prestaties)
    bedrag, debet_credit = uit_centen(som)
    berekend = {
        "totaal_ingediend_bedrag": {"totaal_bedrag": bedrag, "debet_credit": debet_credit},
        "clienten": [{"bsn": bsn, "prestaties": prestaties} for bsn, prestaties in per_client.items()],
    }
    return maak({**kop, "inhoud": {**inhoud, "declaratie": {**declaratie, **berekend}}})


def kolommen() -> tuple[str, ...]:
    """The columns of a row: the bsn and every value of a prestatie, by its field name."""
    return ("bsn", *_velden(jw323.Prestatie))


def _velden(klasse: Klassetype) -> Iterator[str]:
    for el in vorm(klasse).elementen:
        if isinstance(el.type, Ldt):
            yield el.veld
        else:
            yield from _velden(el.type)


def _per_client(regels: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    per_client: dict[str, list[dict[str, Any]]] = {}
    fouten: list[str] = []
    for nummer, rij in _rijen(regels):
        prestatie = _uit_rij(jw323.Prestatie, rij)
        try:
            klasse_van_json(prestatie, jw323.Prestatie, f"regel {nummer}")
        except Vormfout as fout:
            fouten += fout.fouten
        if not rij["bsn"]:
            fouten.append(f"regel {nummer}.bsn: gevonden niets, verwacht een bsn.")
        per_client.setdefault(rij["bsn"], []).append(prestatie)
        if len(fouten) >= MEESTE_FOUTEN:
            break
    if fouten:
        raise Vormfout(tuple(fouten[:MEESTE_FOUTEN]))
    return per_client


def _rijen(regels: Iterable[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Number of the line and cells by column; raises Vormfout when the columns are not those of a row."""
    bron = iter(regels)
    eerste = next(bron, "")
    scheiding = ";" if ";" in eerste else ","
    namen = [naam.strip().strip('"').lower() for naam in eerste.split(scheiding)]
    if sorted(namen) != sorted(kolommen()):
        weg, vreemd = set(kolommen()) - set(namen), set(namen) - set(kolommen())
        ontbreekt = f" Dit ontbreekt: {', '.join(sorted(weg))}." if weg else ""
        # A file without a first line of names has data there, so these are counted, not shown.
        teveel = f" Kolommen die hier niet horen: {len(vreemd)}." if vreemd else ""
        raise Vormfout((f"regel 1: verwacht elk één keer {', '.join(kolommen())}.{ontbreekt}{teveel}",))
    lezer = csv.reader(bron, delimiter=scheiding, strict=True)
    stuk = None
    try:
        for cellen in lezer:
            if not any(cellen):
                continue
            if len(cellen) != len(namen):
                stuk = f"gevonden {len(cellen)} cellen, verwacht {len(namen)}"
                break
            yield lezer.line_num + 1, dict(zip(namen, map(str.strip, cellen), strict=True))
    except csv.Error:
        stuk = "dit is geen goede CSV; kijk naar de aanhalingstekens"
    if stuk:
        raise Vormfout((f"regel {lezer.line_num + 1}: {stuk}.",))


def _uit_rij(klasse: Klassetype, rij: Mapping[str, str]) -> dict[str, Any]:
    """A row as the JSON of a berichtklasse; what is empty is left out."""
    inhoud: dict[str, Any] = {}
    for el in vorm(klasse).elementen:
        if not isinstance(el.type, Ldt):
            inhoud[el.veld] = _uit_rij(el.type, rij)
        elif cel := rij[el.veld]:
            is_getal = el.type.basis == "integer" and _GEHEEL.fullmatch(cel)
            inhoud[el.veld] = int(cel) if is_getal else cel
    return inhoud


def _centen(prestatie: dict[str, Any]) -> int:
    """Signed eurocents of a prestatie; what is neither D nor C, the schema refuses later on."""
    bedrag = prestatie["ingediend_bedrag"]
    centen: int = bedrag["bedrag"]
    return -centen if bedrag["debet_credit"] == "C" else centen
