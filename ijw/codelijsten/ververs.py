"""Refresh code lists from files a user has: read, compare, and write all of them or none.

A published list is JSON with `nummer`, `naam` and `codes` (each with `code`, `betekenis` and for product codes
`categorie`), and where it knows them `peildatum` and `aantal`; or CSV with a column per field of a code. Only
the codes, names and categories are taken. Once a list has a peildatum, codes that are gone from a newer one
stay with `tot` set to that day, because an older toewijzing keeps its old code (TR378).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from ijw.codelijsten import CATEGORIEEN, LIJSTEN, Codelijstfout, bestand, lees

Inhoud = dict[str, Any]

_VERPLICHT: Final = ("code", "betekenis")
_VELDEN: Final = (*_VERPLICHT, "categorie")


@dataclass(frozen=True, slots=True)
class Bron:
    """One published list as it was found: code to name, and what else it says."""

    pad: Path
    lijst: str
    naam: str | None
    codes: Mapping[str, str]
    categorieen: Mapping[str, str]
    peildatum: str | None = None


@dataclass(frozen=True, slots=True)
class Verschil:
    """What a published list changes: the new content, and the codes that come, go or are named otherwise."""

    lijst: str
    inhoud: Inhoud
    erbij: Mapping[str, str]
    vervallen: Mapping[str, str]
    hernoemd: Mapping[str, tuple[str, str]]
    anders: bool
    """Whether the file changes at all, a new peildatum or categorie included."""


def lees_bronnen(pad: Path, *, lijst: str | None = None, peildatum: date | None = None) -> tuple[Bron, ...]:
    """Read one file, or every JSON file in a folder that holds a list we have; raises Codelijstfout.

    `lijst` says which list a CSV holds, else its name does; `peildatum` is the day on which it was current.
    """
    dag = peildatum.isoformat() if peildatum else None
    paden = sorted(pad.glob("*.json")) if pad.is_dir() else [pad]
    bronnen = [_lees(een, lijst, dag, in_map=pad.is_dir()) for een in paden]
    gevonden = tuple(bron for bron in bronnen if bron is not None)
    if not gevonden:
        raise _fout(pad, f"hier staat geen codelijst die wij kennen, verwacht een van {', '.join(LIJSTEN)}.")
    namen = [bron.lijst for bron in gevonden]
    if dubbel := next((naam for naam in namen if namen.count(naam) > 1), None):
        raise _fout(pad, f"codelijst {dubbel} staat er twee keer in; laat er een staan.")
    return gevonden


def vergelijk(bron: Bron) -> Verschil:
    """Lay a published list beside the one in use; raises Codelijstfout when either cannot be used."""
    lees(bron.lijst)
    huidig: Inhoud = json.loads(bestand(bron.lijst).read_text(encoding="utf-8"))
    oud = huidig["waarden"]
    al_weg = {code for code, grenzen in huidig.get("geldigheid", {}).items() if "tot" in grenzen}
    vervallen = {code: naam for code, naam in oud.items() if code not in bron.codes and code not in al_weg}
    _keur(bron, huidig, al_weg, vervallen)
    inhoud = _zet_om(bron, huidig, vervallen)
    return Verschil(
        lijst=bron.lijst,
        inhoud=inhoud,
        erbij={code: naam for code, naam in bron.codes.items() if code not in oud},
        vervallen=vervallen,
        hernoemd={
            code: (oud[code], naam) for code, naam in bron.codes.items() if code in oud and oud[code] != naam
        },
        anders=inhoud != huidig,
    )


def schrijf(verschillen: Iterable[Verschil], doelmap: Path) -> None:
    """Write the lists that change: first all beside their place, then each at once in it."""
    klaar = []
    for verschil in verschillen:
        doel = doelmap / f"{verschil.lijst}.json"
        naast = doel.with_suffix(".nieuw")
        naast.write_text(json.dumps(verschil.inhoud, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        klaar.append((naast, doel))
    for naast, doel in klaar:
        naast.replace(doel)


# --- what a list changes --------------------------------------------------------------------------


def _keur(bron: Bron, huidig: Inhoud, al_weg: set[str], vervallen: Mapping[str, str]) -> None:
    """Refuse a list that is half, older than what is in use, or in conflict with what is known of it."""
    nu = huidig.get("peildatum")
    if nu is not None and bron.peildatum is None:
        raise _fout(bron.pad, f"gevonden geen peildatum, verwacht een dag vanaf {nu} (--peildatum).")
    if nu is not None and bron.peildatum is not None and bron.peildatum < nu:
        raise _fout(bron.pad, f"gevonden peildatum {bron.peildatum}, verwacht {nu} of later.")
    aantal = len(huidig["waarden"]) - len(al_weg)
    if 2 * len(vervallen) > aantal:
        raise _fout(
            bron.pad,
            f"van codelijst {bron.lijst} zouden {len(vervallen)} van de {aantal} codes vervallen. "
            "Is het bestand heel?",
        )
    if "categorieen" in huidig:
        _keur_categorieen(bron)
    if terug := sorted(al_weg & bron.codes.keys()):
        raise _fout(bron.pad, f"gevonden {', '.join(terug)}, verwacht niet: deze codes zijn eerder vervallen.")


def _keur_categorieen(bron: Bron) -> None:
    for code in bron.codes:
        if (categorie := bron.categorieen.get(code)) not in lees(CATEGORIEEN).waarden:
            gevonden = f"categorie {categorie}" if categorie else "geen categorie"
            raise _fout(bron.pad, f"code {code}: gevonden {gevonden}, verwacht een code uit {CATEGORIEEN}.")


def _zet_om(bron: Bron, huidig: Inhoud, vervallen: Mapping[str, str]) -> Inhoud:
    """Our own form of a published list, with what the current one knows of codes that came and went."""
    oud, geldigheid = huidig["waarden"], dict(huidig.get("geldigheid", {}))
    inhoud: Inhoud = {"lijst": bron.lijst, "naam": bron.naam or huidig["naam"]}
    blijft = {code: naam for code, naam in oud.items() if "tot" in geldigheid.get(code, {})}
    if bron.peildatum is not None:
        inhoud["peildatum"] = bron.peildatum
        blijft |= vervallen
        geldigheid |= {code: geldigheid.get(code, {}) | {"tot": bron.peildatum} for code in vervallen}
        if "peildatum" in huidig:
            geldigheid |= {code: {"vanaf": bron.peildatum} for code in bron.codes if code not in oud}
    categorieen = {code: c for code, c in huidig.get("categorieen", {}).items() if code in blijft}
    rest = {
        "toelichting": huidig.get("toelichting"),
        "geldigheid": dict(sorted(geldigheid.items())),
        "opvolgers": huidig.get("opvolgers"),
        "waarden": dict(sorted({**blijft, **bron.codes}.items())),
        "categorieen": dict(sorted({**categorieen, **bron.categorieen}.items())),
    }
    return inhoud | {veld: waarde for veld, waarde in rest.items() if waarde}


# --- published files ------------------------------------------------------------------------------


def _lees(pad: Path, lijst: str | None, peildatum: str | None, *, in_map: bool) -> Bron | None:
    try:
        tekst = pad.read_text(encoding="utf-8-sig")
    except OSError:
        raise _fout(pad, "dit bestand kan niet worden gelezen.") from None
    except UnicodeDecodeError:
        raise _fout(pad, "dit bestand is niet in UTF-8. Bewaar het als UTF-8.") from None
    if pad.suffix.lower() == ".csv":
        return _uit_csv(pad, tekst, lijst or pad.stem, peildatum)
    try:
        bron = json.loads(tekst)
    except json.JSONDecodeError as fout:
        raise _fout(
            pad, f"dit is geen goede JSON; het gaat mis op regel {fout.lineno}, kolom {fout.colno}."
        ) from None
    except (RecursionError, ValueError):
        raise _fout(pad, "deze JSON zit te diep in elkaar, of bevat een getal dat te groot is.") from None
    nummer = bron.get("nummer") if isinstance(bron, dict) else None
    if nummer not in LIJSTEN:
        if in_map:
            return None
        raise _fout(pad, f"gevonden geen codelijst, verwacht een van {', '.join(LIJSTEN)}.")
    return _uit_json(pad, bron, peildatum)


def _uit_json(pad: Path, bron: Mapping[str, Any], peildatum: str | None) -> Bron:
    rijen = bron.get("codes")
    if not isinstance(rijen, list) or not all(isinstance(rij, dict) for rij in rijen):
        raise _fout(pad, "gevonden geen veld codes, verwacht een lijst met objecten.")
    if (aantal := bron.get("aantal", len(rijen))) != len(rijen):
        raise _fout(pad, f"gevonden {len(rijen)} codes, verwacht {aantal}: dat is het aantal dat er staat.")
    naam = bron.get("naam")
    if not isinstance(naam, str) or not naam:
        raise _fout(pad, "gevonden geen naam, verwacht een tekst.")
    velden = ((f"codes[{nummer}]", {veld: rij.get(veld) for veld in _VELDEN}) for nummer, rij in enumerate(rijen))
    return _bron(pad, bron["nummer"], naam, velden, peildatum or bron.get("peildatum"))


def _uit_csv(pad: Path, tekst: str, lijst: str, peildatum: str | None) -> Bron:
    if lijst not in LIJSTEN:
        raise _fout(
            pad, f"gevonden geen codelijst met deze naam, verwacht een van {', '.join(LIJSTEN)} (--lijst)."
        )
    kop = tekst.partition("\n")[0]
    lezer = csv.reader(io.StringIO(tekst, newline=""), delimiter=";" if ";" in kop else ",", strict=True)
    try:
        rijen = [(f"regel {lezer.line_num}", cellen) for cellen in lezer if any(cellen)]
    except csv.Error:
        raise _fout(pad, f"regel {lezer.line_num} is geen goede CSV; kijk naar de aanhalingstekens.") from None
    namen = [naam.strip().lower() for naam in rijen[0][1]] if rijen else []
    if any(namen.count(veld) != 1 for veld in _VERPLICHT):
        raise _fout(pad, "regel 1 noemt de kolommen niet, verwacht code, betekenis en zo nodig categorie.")
    for waar, cellen in rijen[1:]:
        if len(cellen) != len(namen):
            raise _fout(pad, f"{waar}: gevonden {len(cellen)} cellen, verwacht {len(namen)}.")
    velden = ((waar, dict(zip(namen, cellen, strict=True))) for waar, cellen in rijen[1:])
    return _bron(pad, lijst, None, velden, peildatum)


def _bron(
    pad: Path, lijst: str, naam: str | None, rijen: Iterable[tuple[str, Mapping[str, Any]]], peildatum: Any
) -> Bron:
    codes: dict[str, str] = {}
    categorieen: dict[str, str] = {}
    for waar, rij in rijen:
        code, betekenis, categorie = rij.get("code"), rij.get("betekenis"), rij.get("categorie")
        for veld, waarde in (("code", code), ("betekenis", betekenis)):
            if not isinstance(waarde, str) or not waarde.strip():
                raise _fout(pad, f"{waar}: gevonden geen {veld}, verwacht een tekst.")
        code = str(code).strip()
        if code in codes:
            raise _fout(pad, f"{waar}: code {code} staat er twee keer in; laat er een staan.")
        codes[code] = str(betekenis).strip()
        if categorie:
            categorieen[code] = str(categorie).strip()
    if not codes:
        raise _fout(pad, f"gevonden geen enkele code, verwacht een hele codelijst {lijst}.")
    if peildatum is not None and not _is_dag(peildatum):
        raise _fout(pad, "de peildatum is geen dag, verwacht jjjj-mm-dd.")
    return Bron(pad, lijst, naam, codes, categorieen, peildatum)


def _fout(pad: Path, wat: str) -> Codelijstfout:
    return Codelijstfout(f"{pad}: {wat}")


def _is_dag(tekst: object) -> bool:
    try:
        return date.fromisoformat(str(tekst)).isoformat() == tekst
    except ValueError:
        return False
