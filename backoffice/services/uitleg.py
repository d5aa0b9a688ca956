"""Explain any word of the standard: a rule, retourcode, code list, code, message, berichtklasse or element.

All of it comes from this software itself: the rules, the declarations of the messages and the code lists.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from backoffice.declaraties.uitleg import ADVIEZEN
from backoffice.fouten import BackofficeError
from ijw import codelijsten
from ijw.berichten import SOORTEN
from ijw.bevinding import Niveau
from ijw.regels.regel import Doel, Regel
from ijw.regels.tabel import REGELS
from ijw.vorm import Berichtsoort, Element, Klassetype, Ldt, veldpad, vorm

Gegeven = str | int | tuple[str, ...] | dict[str, str]
RETOURCODES: Final = "WJ001"

SOORT_REGEL: Final = {"TR": "technische regel", "CD": "conditie", "CS": "constraint"}
_NIVEAU: Final = {
    Niveau.XSD: "1 (het schema)",
    Niveau.BERICHT: "2 (binnen het bericht)",
    Niveau.BERICHTOVERSTIJGEND: "3 (tegenover eerdere berichten)",
    Niveau.EXTERNE_BRON: "4 (tegenover het contract of een andere bron)",
}
_BASIS: Final = {"string": "tekst", "integer": "geheel getal", "date": "datum", "time": "tijd"}


class Onbekend(BackofficeError):
    """A word that the standard does not have; the Dutch text names words that look like it."""


@dataclass(frozen=True, slots=True)
class Uitleg:
    """What there is to say about one word: what it is, its name, and the rest under Dutch labels."""

    soort: str
    code: str
    naam: str
    gegevens: dict[str, Gegeven] = field(default_factory=dict)

    def als_json(self) -> dict[str, Any]:
        """The explanation in the fixed JSON form of `ijw uitleg --json`."""
        return {"soort": self.soort, "code": self.code, "naam": self.naam, **self.gegevens}


def leg_uit(woord: str, waarde: str | None = None) -> tuple[Uitleg, ...]:
    """Explain a word, or a value of the code list it names; raises Onbekend.

    A word can be several things at once: 01 is a code in many lists. Upper and lower case are alike.
    """
    if waarde is not None:
        return (_waarde(_lijstnaam(woord), waarde),)
    gevonden = tuple(_alles(woord))
    if not gevonden:
        raise Onbekend(f"{_toon(woord)} is geen woord van de standaard.{_lijkt_op(woord, _woorden())}")
    return gevonden


def _alles(woord: str) -> Iterator[Uitleg]:
    zoek = woord.upper()
    yield from (
        _regel(regel, release) for release, regels in REGELS.items() for regel in regels if regel.code == zoek
    )
    if zoek in codelijsten.LIJSTEN:
        yield _lijst(zoek)
    yield from (_code(lijst, zoek) for lijst in codelijsten.LIJSTEN if zoek in codelijsten.lees(lijst))
    yield from (_bericht(soort) for soort in SOORTEN if soort.naam == zoek)
    yield from _uit_berichten(tuple(re.split(r"[./]", woord.lower())))


# --- rules and codes ------------------------------------------------------------------------------


def _regel(regel: Regel, release: str) -> Uitleg:
    tekst = regel.uitleg
    gegevens: dict[str, Gegeven] = {
        "release": release,
        "niveau": _NIVEAU[regel.niveau],
        "retourcode": _met_naam(regel.retourcode) if regel.retourcode else "geen",
        "geldt_voor": tuple(f"{doel.bericht} {_plek(doel)}" for doel in regel.doelen),
    }
    if regel.nodig:
        gegevens["nodig_om_te_beoordelen"] = ", ".join(regel.nodig)
    gegevens["uitleg"] = tekst
    if regel.retourcode in ADVIEZEN:
        gegevens["wat_u_kunt_doen"] = ADVIEZEN[regel.retourcode].actie
    return Uitleg("regel", regel.code, SOORT_REGEL[regel.code[:2]], gegevens)


def _plek(doel: Doel) -> str:
    klasse: Klassetype = doel.klasse
    return "/".join(filter(None, (vorm(klasse).naam, doel.element)))


def _met_naam(retourcode: str) -> str:
    return f"{retourcode} {codelijsten.lees(RETOURCODES).betekenis(retourcode)}"


def _lijst(lijst: str) -> Uitleg:
    codelijst = codelijsten.lees(lijst)
    return Uitleg("codelijst", lijst, codelijst.naam, {"waarden": dict(codelijst.waarden)})


def _lijstnaam(woord: str) -> str:
    if (naam := woord.upper()) in codelijsten.LIJSTEN:
        return naam
    raise Onbekend(f"{_toon(woord)} is geen codelijst.{_lijkt_op(woord, codelijsten.LIJSTEN)}")


def _waarde(lijst: str, waarde: str) -> Uitleg:
    codelijst = codelijsten.lees(lijst)
    for code in (waarde, waarde.upper()):
        if code in codelijst:
            return _code(lijst, code)
    raise Onbekend(
        f"{_toon(waarde)} staat niet in codelijst {lijst} ({codelijst.naam})."
        f"{_lijkt_op(waarde, tuple(codelijst.waarden))}"
    )


def _code(lijst: str, code: str) -> Uitleg:
    codelijst = codelijsten.lees(lijst)
    gegevens: dict[str, Gegeven] = {"codelijst": f"{lijst} {codelijst.naam}"}
    if code in codelijst.categorieen:
        gegevens["productcategorie"] = codelijst.categorieen[code]
    vanaf, tot = codelijst.geldigheid.get(code, (None, None))
    if vanaf and vanaf.year > 1:
        gegevens["bestaat_vanaf"] = vanaf.isoformat()
    if tot and tot.year < 9999:
        gegevens["bestaat_tot"] = tot.isoformat()
    if opvolgers := codelijst.opvolgers.get(code):
        gegevens["opgegaan_in"] = tuple(f"{c} {codelijst.betekenis(c)}" for c in opvolgers)
    if lijst != RETOURCODES:
        return Uitleg("code", code, codelijst.betekenis(code), gegevens)
    gegevens["regels"] = tuple(r.code for regels in REGELS.values() for r in regels if r.retourcode == code)
    if advies := ADVIEZEN.get(code):
        gegevens |= {"betekenis": advies.betekenis, "wat_u_kunt_doen": advies.actie, "bron": advies.bron}
    return Uitleg("retourcode", code, codelijst.betekenis(code), gegevens)


# --- messages -------------------------------------------------------------------------------------


def _bericht(soort: Berichtsoort) -> Uitleg:
    gegevens: dict[str, Gegeven] = {
        "release": soort.release,
        "berichtcode": soort.code,
        "namespace": soort.namespace,
        "berichtklassen": {f"{soort.naam}.{naam}": vorm(kl).uitleg for naam, kl in _klassen(soort).items()},
    }
    return Uitleg("bericht", soort.naam, soort.uitleg, gegevens)


@cache
def _klassen(soort: Berichtsoort) -> dict[str, Klassetype]:
    """The berichtklassen of a message by name, from the top down; a shared type is none."""
    gevonden: dict[str, Klassetype] = {}

    def daal(klasse: Klassetype) -> None:
        for el in vorm(klasse).elementen:
            if not isinstance(el.type, Ldt) and not vorm(el.type).naam.startswith("CDT_"):
                gevonden.setdefault(vorm(el.type).naam, el.type)
                daal(el.type)

    daal(soort.wortel)
    return gevonden


def _uit_berichten(delen: tuple[str, ...]) -> Iterator[Uitleg]:
    """What a path of names means: JW323.Prestatie, Prestatie, Prestatie.ProductPeriode or ProductCode alone."""
    soorten = [soort for soort in SOORTEN if soort.naam.lower() == delen[0]]
    if soorten:
        delen = delen[1:]
    plekken: list[tuple[Berichtsoort, Klassetype, tuple[Element, ...]]] = []
    for soort in soorten or SOORTEN if delen else ():
        for naam, klasse in _klassen(soort).items():
            if naam.lower() == delen[0] and len(delen) == 1:
                yield _klasse(soort, klasse)
            elif naam.lower() == delen[0] and (pad := _pad(klasse, delen[1:])):
                plekken.append((soort, klasse, pad))
            plekken += [
                (soort, klasse, pad) for pad in _paden(klasse) if len(delen) == 1 and _heet(pad[-1], delen[0])
            ]
    if len(plekken) == 1:
        yield _element(*plekken[0])
    elif plekken:
        yield _overal(plekken)


def _heet(el: Element, naam: str) -> bool:
    return naam in (el.naam.lower(), el.tag.lower())


def _pad(klasse: Klassetype, delen: tuple[str, ...]) -> tuple[Element, ...] | None:
    return next((p for p in _paden(klasse) if len(p) == len(delen) and all(map(_heet, p, delen))), None)


def _paden(klasse: Klassetype) -> Iterator[tuple[Element, ...]]:
    """The way to every element of a berichtklasse, also within shared types, not to other berichtklassen."""
    for el in vorm(klasse).elementen:
        if isinstance(el.type, Ldt):
            yield (el,)
        elif vorm(el.type).naam.startswith("CDT_"):
            yield (el,)
            yield from ((el, *verder) for verder in _paden(el.type))


def _klasse(soort: Berichtsoort, klasse: Klassetype) -> Uitleg:
    eigen = vorm(klasse)
    gegevens: dict[str, Gegeven] = {"release": soort.release}
    if eigen.sleutel:
        gegevens["sleutel"] = eigen.sleutel
    gegevens["elementen"] = {el.naam: _kort(el) for el in eigen.elementen}
    gegevens["regels"] = _regels_bij(soort, klasse, None)
    return Uitleg("berichtklasse", f"{soort.naam}.{eigen.naam}", eigen.uitleg, gegevens)


def _kort(el: Element) -> str:
    return ", ".join(filter(None, (_aantal(el), el.uitleg or _typeuitleg(el))))


def _typeuitleg(el: Element) -> str:
    return el.type.uitleg if isinstance(el.type, Ldt) else vorm(el.type).uitleg


def _aantal(el: Element) -> str:
    if el.herhaald:
        return "nul of meer" if el.optioneel else "een of meer"
    return "mag ontbreken" if el.optioneel else "verplicht"


def _element(soort: Berichtsoort, klasse: Klassetype, pad: tuple[Element, ...]) -> Uitleg:
    el, namen = pad[-1], [deel.naam for deel in pad]
    gegevens: dict[str, Gegeven] = {
        "release": soort.release,
        "aantal": _aantal(el),
        "veld_in_json": veldpad("/".join(namen)) if not el.herhaald else el.veld,
        **_type(el),
        "regels": _regels_bij(soort, klasse, "/".join(namen)),
    }
    code = ".".join((soort.naam, vorm(klasse).naam, *namen))
    return Uitleg("element", code, el.uitleg or _typeuitleg(el), gegevens)


def _overal(plekken: list[tuple[Berichtsoort, Klassetype, tuple[Element, ...]]]) -> Uitleg:
    """An element that stands in many places: those places, and its type where that is the same everywhere."""
    elementen = [pad[-1] for _, _, pad in plekken]
    gegevens: dict[str, Gegeven] = {}
    if all(el.type is elementen[0].type and el.patroon == elementen[0].patroon for el in elementen):
        gegevens |= _type(elementen[0])
    gegevens["staat_in"] = tuple(
        ".".join((soort.naam, vorm(klasse).naam, *(deel.naam for deel in pad))) for soort, klasse, pad in plekken
    )
    return Uitleg("element", elementen[0].naam, elementen[0].uitleg or _typeuitleg(elementen[0]), gegevens)


def _type(el: Element) -> dict[str, Gegeven]:
    if not isinstance(el.type, Ldt):
        eigen = vorm(el.type)
        return {"type": eigen.naam, "elementen": {deel.naam: _kort(deel) for deel in eigen.elementen}}
    ldt = el.type
    gegevens: dict[str, Gegeven] = {"type": f"{ldt.naam}, {_BASIS[ldt.basis]}"}
    for label, grens in (
        ("minste_lengte", ldt.min_lengte),
        ("meeste_lengte", ldt.max_lengte),
        ("laagste", ldt.minimum),
        ("hoogste", ldt.maximum),
    ):
        if grens is not None:
            gegevens[label] = grens
    if patroon := el.patroon or ldt.patroon:
        gegevens["patroon"] = patroon
    if ldt.codelijst:
        gegevens["codelijst"] = f"{ldt.codelijst} {codelijsten.lees(ldt.codelijst).naam}"
    return gegevens


def _regels_bij(soort: Berichtsoort, klasse: Klassetype, pad: str | None) -> tuple[str, ...]:
    """The rules that look at a berichtklasse, or at an element, what is in it or what it is in."""

    def raakt(doel: Doel) -> bool:
        if doel.bericht != soort.naam or doel.klasse is not klasse:
            return False
        return pad is None or (doel.element is not None and _een_in_ander(doel.element, pad))

    return tuple(regel.code for regel in REGELS[soort.release] if any(map(raakt, regel.doelen)))


def _een_in_ander(een: str, ander: str) -> bool:
    return f"{een}/".startswith(f"{ander}/") or f"{ander}/".startswith(f"{een}/")


# --- words that look alike ------------------------------------------------------------------------


@cache
def _woorden() -> tuple[str, ...]:
    woorden = [regel.code for regels in REGELS.values() for regel in regels]
    woorden += [*codelijsten.LIJSTEN, *codelijsten.lees(RETOURCODES).waarden]
    for soort in SOORTEN:
        woorden.append(soort.naam)
        for naam, klasse in _klassen(soort).items():
            woorden += [naam, f"{soort.naam}.{naam}"]
            for pad in _paden(klasse):
                woorden += [pad[-1].naam, ".".join((soort.naam, naam, *(el.naam for el in pad)))]
    return tuple(dict.fromkeys(woorden))


def _lijkt_op(woord: str, woorden: tuple[str, ...]) -> str:
    echt = {kandidaat.upper(): kandidaat for kandidaat in woorden}
    # Comparing takes time by the square of the length, and no word of the standard is this long.
    gelijk = difflib.get_close_matches(woord.upper()[:100], echt, n=5, cutoff=0.6)
    return f" Bedoelde u {', '.join(echt[g] for g in gelijk)}?" if gelijk else ""


def _toon(woord: str) -> str:
    return woord if len(woord) <= 60 else f"{woord[:60]}…"
