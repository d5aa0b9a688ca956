"""The rekeningschema of a gemeente as YAML: read, and written as a template to fill in.

The format is described in docs/gemeente.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml

from backoffice.contracts.model import Contractsoort
from backoffice.fouten import BackofficeError
from backoffice.ledger.journaal import Journaalrekening
from backoffice.ledger.rekeningschema import Koppeling, Rekeningschema
from backoffice.ledger.taakvelden import TAAKVELDEN
from ijw import codelijsten

GROOTSTE: Final = 1024 * 1024
_VELDEN: Final = (
    *("rekening", "contractsoort", "categorie", "verblijf"),
    *("grootboekrekening", "omschrijving", "kostenplaats", "taakveld"),
)
_VERPLICHT: Final = ("rekening", "grootboekrekening", "omschrijving")
_TAAKVELD: Final = re.compile(r"[0-8]\.[0-9]{1,3}[a-d]?")


class Schemafout(BackofficeError):
    """The rekeningschema cannot be used; the text lists what is wrong, with its place."""


def lees_schema(pad: Path) -> Rekeningschema:
    """Read a rekeningschema; Schemafout tells everything that is wrong with it."""
    try:
        inhoud = pad.read_bytes()[: GROOTSTE + 1]
    except OSError as fout:
        raise Schemafout(f"{pad.name} is niet te lezen: {fout.strerror}.") from None
    if len(inhoud) > GROOTSTE:
        raise Schemafout(f"{pad.name} is groter dan 1 MB. Een rekeningschema is kleiner.")
    try:
        # Every value as it was typed: 0164 stays 0164.
        boom = yaml.load(inhoud, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        raise Schemafout(f"{pad.name} is geen YAML. Begin met 'ijw grootboek sjabloon'.") from None
    if not isinstance(boom, dict) or boom.keys() - {"fiscaal_nummer", "rekeningen"}:
        raise Schemafout(f"{pad.name}: verwacht fiscaal_nummer en rekeningen, en verder niets.")
    rekeningen, nummer = boom.get("rekeningen"), boom.get("fiscaal_nummer", "")
    if not isinstance(rekeningen, list) or not rekeningen or not isinstance(nummer, str):
        raise Schemafout(f"{pad.name}: verwacht onder rekeningen een lijst met regels.")
    fouten = [
        f"{pad.name}, rekening {nr}: {fout}." for nr, rij in enumerate(rekeningen, 1) for fout in _fouten(rij)
    ]
    if fouten:
        raise Schemafout("\n".join(fouten))
    return Rekeningschema(tuple(map(_koppeling, rekeningen)), nummer.strip())


def _fouten(rij: Any) -> Iterator[str]:
    if not isinstance(rij, dict) or not all(isinstance(waarde, str) for waarde in rij.values()):
        yield "verwacht velden met elk één waarde"
        return
    for veld in rij.keys() - set(_VELDEN):
        yield f"{str(veld)[:40]!r} is geen veld; verwacht: {', '.join(_VELDEN)}"
    for veld in _VERPLICHT:
        if not rij.get(veld, "").strip():
            yield f"{veld} ontbreekt"
    keuzes = {
        "rekening": set(Journaalrekening),
        "contractsoort": {"", *Contractsoort},
        "categorie": set(codelijsten.lees("JZ020").waarden),
        "verblijf": {"ja", "nee"},
    }
    for veld, mag in keuzes.items():
        if veld in rij and rij[veld] not in mag:
            yield f"{veld} is {rij[veld][:40]!r}, verwacht een van: {', '.join(sorted(mag - {''}))}"
    if rij.get("taakveld") and not _TAAKVELD.fullmatch(rij["taakveld"]):
        yield f"taakveld is {rij['taakveld'][:40]!r}, verwacht een nummer zoals 6.752"
    for veld in ("grootboekrekening", "kostenplaats"):
        if len(rij.get(veld, "")) > 35:
            yield f"{veld} is langer dan 35 tekens"
    if rij.get("rekening") != Journaalrekening.KOSTEN and {"contractsoort", "categorie", "verblijf"} & rij.keys():
        yield "contractsoort, categorie en verblijf horen alleen bij kosten"


def _koppeling(rij: dict[str, str]) -> Koppeling:
    return Koppeling(
        Journaalrekening(rij["rekening"]),
        rij["grootboekrekening"].strip(),
        rij["omschrijving"].strip(),
        rij.get("contractsoort"),
        rij.get("categorie"),
        {"ja": True, "nee": False}.get(rij.get("verblijf", "")),
        rij.get("kostenplaats", "").strip(),
        rij.get("taakveld", ""),
    )


_SJABLOON: Final = """\
# Van de rekeningen van de backoffice naar het rekeningschema van uw gemeente.
#
# De eerste regel die past, beslist: zet bijzondere regels boven algemene. Een weggelaten voorwaarde past altijd.
#   rekening           {rekeningen}
#   contractsoort      alleen bij kosten: {soorten}; "" is zonder contract
#   categorie          alleen bij kosten: de productcategorie, zoals '45'
#   verblijf           alleen bij kosten: ja of nee; niet af te leiden bij 46, 50, 52, 54 en 55
#   grootboekrekening, kostenplaats en taakveld: van uw gemeente. Vervang de nummers hieronder.
#
# Taakvelden voor jeugd (BBV en Iv3):
{taakvelden}
#
# Bij welk taakveld een product hoort, beslist de gemeente; de indeling hieronder is een voorbeeld.

# Btw- of fiscaal nummer van de gemeente; alleen nodig voor een auditfile (--vorm xaf).
fiscaal_nummer: ''

rekeningen:
  - {{rekening: kosten, contractsoort: LTA, verblijf: ja, grootboekrekening: '443001', omschrijving: Jeugdhulp, \
kostenplaats: '6763', taakveld: '6.763'}}
  - {{rekening: kosten, contractsoort: LTA, grootboekrekening: '443001', omschrijving: Jeugdhulp, \
kostenplaats: '6753', taakveld: '6.753'}}
  - {{rekening: kosten, categorie: '48', grootboekrekening: '443002', omschrijving: Jeugdbescherming, \
kostenplaats: '6821', taakveld: '6.821'}}
  - {{rekening: kosten, categorie: '47', grootboekrekening: '443003', omschrijving: Jeugdreclassering, \
kostenplaats: '6822', taakveld: '6.822'}}
  - {{rekening: kosten, verblijf: ja, grootboekrekening: '443001', omschrijving: Jeugdhulp, \
kostenplaats: '6762', taakveld: '6.762'}}
  - {{rekening: kosten, grootboekrekening: '443001', omschrijving: Jeugdhulp, \
kostenplaats: '6752', taakveld: '6.752'}}
  - {{rekening: taakgericht, grootboekrekening: '443004', omschrijving: Jeugdhulp taakgericht}}
  - {{rekening: crediteur, grootboekrekening: '160000', omschrijving: Crediteuren jeugdhulp}}
  - {{rekening: vordering_op_gemeente, grootboekrekening: '130100', omschrijving: Te verrekenen met gemeenten}}
  - {{rekening: schuld_aan_gemeente, grootboekrekening: '160100', omschrijving: Verschuldigd aan gemeenten}}
  - {{rekening: betaling_onderweg, grootboekrekening: '199000', omschrijving: Betalingen onderweg}}
  - {{rekening: bank, grootboekrekening: '110000', omschrijving: Bank}}
"""


def schrijf_sjabloon() -> str:
    """A rekeningschema that can be used at once for trying, to put one's own numbers in."""
    taakvelden = (
        f"#   {code:<6} {taakveld.naam}{' (tot en met 2024)' if taakveld.tot_en_met else ''}"
        for code, taakveld in TAAKVELDEN.items()
    )
    return _SJABLOON.format(
        rekeningen=", ".join(Journaalrekening),
        soorten=", ".join(Contractsoort),
        taakvelden="\n".join(taakvelden),
    )
