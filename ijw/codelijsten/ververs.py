"""Refresh the code lists from a folder with published lists: `python -m ijw.codelijsten.ververs MAP`.

The folder holds one JSON file per list with `nummer`, `naam` and `codes` (each with `code`, `betekenis` and
for product codes `categorie`); the gemeenten also have a `peildatum`. Only the codes, names and categories
are taken. Gemeentecodes that are gone from a newer list stay, with `tot` set to its peildatum, because an
older toewijzing keeps its old code (TR378).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ijw.codelijsten import GEMEENTEN, LIJSTEN, MAP

Inhoud = dict[str, Any]


def zet_om(bron: Mapping[str, Any], huidig: Mapping[str, Any] | None = None) -> Inhoud:
    """Turn a published list into our own short form, keeping lapsed gemeentecodes of the current one."""
    inhoud: Inhoud = {"lijst": bron["nummer"], "naam": bron["naam"]}
    codes = bron["codes"]
    waarden = {rij["code"]: rij["betekenis"] for rij in codes}
    if bron["nummer"] == GEMEENTEN:
        inhoud["peildatum"] = bron["peildatum"]
        inhoud["geldigheid"], vervallen = _historie(waarden, bron["peildatum"], huidig or {})
        waarden |= vervallen
    inhoud["waarden"] = dict(sorted(waarden.items()))
    if categorieen := {rij["code"]: rij["categorie"] for rij in codes if rij.get("categorie")}:
        inhoud["categorieen"] = dict(sorted(categorieen.items()))
    return inhoud


def _historie(
    waarden: Mapping[str, str], peildatum: str, huidig: Mapping[str, Any]
) -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Dated validity and names of the gemeentecodes that the new list no longer has."""
    geldigheid: dict[str, dict[str, str]] = dict(huidig.get("geldigheid", {}))
    vervallen = {code: naam for code, naam in huidig.get("waarden", {}).items() if code not in waarden}
    for code in vervallen:
        geldigheid[code] = {"tot": peildatum} | geldigheid.get(code, {})
    return dict(sorted(geldigheid.items())), vervallen


def ververs(bronmap: Path, doelmap: Path = MAP) -> None:
    """Write all lists from the source folder, or none: ValueError when one is missing or unreadable."""
    bronnen: dict[str, Mapping[str, Any]] = {}
    for pad in sorted(bronmap.glob("*.json")):
        bron = json.loads(pad.read_text(encoding="utf-8"))
        if isinstance(bron, dict) and bron.get("nummer") in LIJSTEN:
            bronnen[bron["nummer"]] = bron
    if ontbreekt := [lijst for lijst in LIJSTEN if lijst not in bronnen]:
        raise ValueError(f"niet gevonden in {bronmap}: {', '.join(ontbreekt)}")
    nieuw: dict[Path, str] = {}
    for lijst in LIJSTEN:
        doel = doelmap / f"{lijst}.json"
        huidig = json.loads(doel.read_text(encoding="utf-8")) if doel.exists() else None
        try:
            inhoud = zet_om(bronnen[lijst], huidig)
        except KeyError as veld:
            raise ValueError(f"codelijst {lijst} mist het veld {veld}") from None
        nieuw[doel] = json.dumps(inhoud, ensure_ascii=False, indent=1)
    for doel, tekst in nieuw.items():
        doel.write_text(tekst + "\n", encoding="utf-8")


def main(argumenten: Sequence[str]) -> int:
    if len(argumenten) != 1:
        print("Gebruik: python -m ijw.codelijsten.ververs MAP", file=sys.stderr)
        return 2
    try:
        ververs(Path(argumenten[0]))
    except ValueError as fout:
        print(f"Niets ververst: {fout}", file=sys.stderr)
        return 1
    print(f"{len(LIJSTEN)} codelijsten ververst")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
