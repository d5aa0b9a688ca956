"""Messages as JSON and back, by the declarations alone and without loss.

A message is {"bericht": "JW323", "release": "3.2", "inhoud": {...}}. Fields have the snake_case names of the
declarations; dates are ISO texts, amounts integer eurocents, what is absent is left out.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final, NoReturn

from ijw.berichten import SOORTEN
from ijw.fouten import IjwError
from ijw.vorm import Berichtsoort, Element, Klassetype, Ldt, vorm

MEESTE_FOUTEN: Final = 200
"""JSON with more errors than this is described by its first ones."""

_RELEASES: Final = tuple(dict.fromkeys(soort.release for soort in SOORTEN))
_NAMEN: Final = tuple(soort.naam for soort in SOORTEN)
_VELDNAAM: Final = re.compile("[a-z_]{1,60}")
_DATUM: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Vormfout(IjwError):
    """Content without the form of a message; `fouten` say in Dutch where, what was found and what was expected."""

    def __init__(self, fouten: tuple[str, ...]) -> None:
        super().__init__(" ".join(fouten))
        self.fouten = fouten


# --- messages to JSON -----------------------------------------------------------------------------


def naar_json(bericht: Any, soort: Berichtsoort) -> dict[str, Any]:
    """Give a message as what `json.dumps` can write."""
    return {"bericht": soort.naam, "release": soort.release, "inhoud": _klasse_naar_json(bericht, soort.wortel)}


def klasse_naar_json(obj: Any) -> dict[str, Any]:
    """Give one berichtklasse as what `json.dumps` can write."""
    return _klasse_naar_json(obj, type(obj))


def _klasse_naar_json(obj: Any, klasse: Klassetype) -> dict[str, Any]:
    waarden = ((el, getattr(obj, el.veld)) for el in vorm(klasse).elementen)
    return {el.veld: _naar_json(waarde, el) for el, waarde in waarden if waarde is not None and waarde != ()}


def _naar_json(waarde: Any, el: Element) -> Any:
    if el.herhaald:
        return [_een_naar_json(deel, el) for deel in waarde]
    return _een_naar_json(waarde, el)


def _een_naar_json(waarde: Any, el: Element) -> Any:
    if not isinstance(el.type, Ldt):
        return _klasse_naar_json(waarde, el.type)
    return waarde.isoformat() if el.type.basis == "date" else waarde


# --- JSON to messages -----------------------------------------------------------------------------


def lees_json(tekst: str | bytes) -> Any:
    """Read JSON as it stands; raises Vormfout for what is no JSON or holds a field twice."""
    reden = "dit is geen goede JSON in UTF-8"
    try:
        return json.loads(tekst, object_pairs_hook=_zonder_dubbele, parse_constant=_geen_getal)
    except json.JSONDecodeError as fout:
        reden = f"dit is geen goede JSON; het gaat mis op regel {fout.lineno}, kolom {fout.colno}"
    except RecursionError:
        reden = "de JSON zit te diep in elkaar voor een bericht"
    except ValueError:  # not UTF-8, or a number of thousands of digits
        pass
    # Outside the except: what json says quotes the text.
    raise Vormfout((f"$: {reden}.",))


def van_json(inhoud: Any) -> tuple[Any, Berichtsoort]:
    """Give the message that JSON describes, and its berichtsoort; raises Vormfout with every error in it.

    Only names and types are judged here; lengths, codes and rules are those of the schema and the rules.
    """
    lezer = _Lezer()
    soort = lezer.soort(inhoud)
    bericht = None if soort is None else lezer.klasse(inhoud.get("inhoud"), soort.wortel, "inhoud")
    lezer.klaar()
    assert soort is not None
    return bericht, soort


def klasse_van_json(inhoud: Any, klasse: Klassetype, pad: str) -> Any:
    """Give the berichtklasse that JSON describes; raises Vormfout with every error in it, placed under `pad`."""
    lezer = _Lezer()
    gelezen = lezer.klasse(inhoud, klasse, pad)
    lezer.klaar()
    return gelezen


class _Lezer:
    """Reads on after an error, so that people see all of them at once; what it gives then is not for use."""

    def __init__(self) -> None:
        self.fouten: list[str] = []

    def klaar(self) -> None:
        if self.fouten:
            raise Vormfout(tuple(self.fouten[:MEESTE_FOUTEN]))

    def fout(self, pad: str, gevonden: str, verwacht: str) -> None:
        self.fouten.append(f"{pad}: gevonden {gevonden}, verwacht {verwacht}.")

    def soort(self, inhoud: Any) -> Berichtsoort | None:
        if not isinstance(inhoud, dict):
            self.fout("$", _soort_van(inhoud), "een object met bericht, release en inhoud")
            return None
        self._onbekend(inhoud, ("bericht", "release", "inhoud"), "")
        naam, release = inhoud.get("bericht"), inhoud.get("release")
        if naam not in _NAMEN:
            self.fout("bericht", _gevonden(naam), f"een van {', '.join(_NAMEN)}")
        if release not in _RELEASES:
            self.fout("release", _gevonden(release), f"een van {', '.join(_RELEASES)} als tekst")
        return next((s for s in SOORTEN if (s.naam, s.release) == (naam, release)), None)

    def klasse(self, inhoud: Any, klasse: Klassetype, pad: str, *, persoonlijk: bool = False) -> Any:
        """Read one berichtklasse; within a persoonlijk element no value is shown."""
        eigen = vorm(klasse)
        if not isinstance(inhoud, dict):
            self.fout(pad, _soort_van(inhoud), f"een object ({eigen.naam.removeprefix('CDT_')})")
            return None
        self._onbekend(inhoud, tuple(el.veld for el in eigen.elementen), f"{pad}.")
        velden = {}
        for el in eigen.elementen:
            geheim = persoonlijk or el.persoonsgegeven
            velden[el.veld] = self._veld(inhoud.get(el.veld), el, f"{pad}.{el.veld}", geheim)
        return klasse(**velden)

    def _onbekend(self, inhoud: dict[str, Any], velden: tuple[str, ...], pad: str) -> None:
        for veld in inhoud:
            if veld not in velden:
                # Whatever does not look like a name of ours may be the name of a person.
                naam = veld if _VELDNAAM.fullmatch(veld) else "een naam die hier niet kan"
                lijkt = difflib.get_close_matches(naam, velden, n=1)
                verwacht = lijkt[0] if lijkt else f"een van {', '.join(velden)}"
                self.fout(f"{pad}{naam}" if naam == veld else f"{pad}*", f"het onbekende veld {naam}", verwacht)

    def _veld(self, waarde: Any, el: Element, pad: str, geheim: bool) -> Any:
        if waarde is None:
            if not el.optioneel:
                self.fout(pad, "niets", _verwacht(el))
            return () if el.herhaald else None
        if not el.herhaald:
            return self._een(waarde, el, pad, geheim)
        if not isinstance(waarde, list):
            self.fout(pad, _gevonden(waarde, geheim=geheim), _verwacht(el))
            return ()
        if not waarde and not el.optioneel:
            self.fout(pad, "een lege lijst", _verwacht(el))
        return tuple(self._een(deel, el, f"{pad}[{nummer}]", geheim) for nummer, deel in enumerate(waarde))

    def _een(self, waarde: Any, el: Element, pad: str, geheim: bool) -> Any:
        if not isinstance(el.type, Ldt):
            return self.klasse(waarde, el.type, pad, persoonlijk=geheim)
        verwacht, zet_om = _TYPEN[el.type.basis]
        gelezen = zet_om(waarde)
        if gelezen is None:
            self.fout(pad, _gevonden(waarde, geheim=geheim), verwacht)
        return gelezen


def _tekst(waarde: Any) -> str | None:
    return waarde if isinstance(waarde, str) else None


def _tijd(waarde: Any) -> str | None:
    # The schema takes white space around a time, which reading the message then leaves out.
    return waarde if isinstance(waarde, str) and waarde == waarde.strip() else None


def _geheel(waarde: Any) -> int | None:
    return waarde if isinstance(waarde, int) and not isinstance(waarde, bool) else None


def _dag(waarde: Any) -> date | None:
    if not isinstance(waarde, str) or not _DATUM.fullmatch(waarde):
        return None
    try:
        return date.fromisoformat(waarde)
    except ValueError:
        return None


_TYPEN: Final[dict[str, tuple[str, Callable[[Any], Any]]]] = {
    "string": ("een tekst tussen aanhalingstekens", _tekst),
    "integer": ("een geheel getal zonder aanhalingstekens (bedragen in eurocenten)", _geheel),
    "date": ("een datum die bestaat, als tekst jjjj-mm-dd", _dag),
    "time": ("een tijd als tekst uu:mm:ss", _tijd),
}


def _verwacht(el: Element) -> str:
    wat = "een object" if not isinstance(el.type, Ldt) else _TYPEN[el.type.basis][0]
    return f"een lijst met telkens {wat}" if el.herhaald else wat


def _gevonden(waarde: Any, *, geheim: bool = False) -> str:
    """What stands there: its kind, and its value where that says nothing of a person."""
    if geheim or isinstance(waarde, bool) or not isinstance(waarde, str | int | float):
        return _soort_van(waarde)
    tekst = json.dumps(waarde)
    if len(tekst) > 40:
        return _soort_van(waarde)
    return f"de tekst {tekst}" if isinstance(waarde, str) else f"het getal {tekst}"


def _soort_van(waarde: Any) -> str:
    if waarde is None:
        return "niets"
    if isinstance(waarde, bool):
        return "true" if waarde else "false"
    soorten = {dict: "een object", list: "een lijst", str: "een tekst", int: "een getal", float: "een getal"}
    return soorten[type(waarde)]


def _zonder_dubbele(paren: list[tuple[str, Any]]) -> dict[str, Any]:
    inhoud = dict(paren)
    if len(inhoud) != len(paren):
        namen = [veld for veld, _ in paren]
        dubbel = next(veld for veld in namen if namen.count(veld) > 1)
        waar = f"het veld {dubbel}" if _VELDNAAM.fullmatch(dubbel) else "een veld"
        raise Vormfout((f"$: {waar} staat er twee keer in hetzelfde object; laat er een staan.",))
    return inhoud


def _geen_getal(_: str) -> NoReturn:
    raise Vormfout(("$: NaN of Infinity is geen getal voor een bericht.",))
