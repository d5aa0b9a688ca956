"""Contract files: reading contracts from YAML or Excel, and writing them in the same two forms.

The format is described in docs/contractbestand.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from backoffice.contracts.fouten import Contractfout
from backoffice.contracts.model import Contract, Soortdeelname
from backoffice.services.contractbestand import excel_vorm, yaml_vorm
from backoffice.services.contractbestand.gelezen import Gelezen

LEZERS: Final = {
    ".yaml": yaml_vorm.lees_yaml,
    ".yml": yaml_vorm.lees_yaml,
    ".xlsx": excel_vorm.lees_excel,
}
GROOTSTE_BESTAND: Final = 20 * 1024 * 1024
MEESTE_BESTANDEN: Final = 500


def lees_contracten(pad: Path) -> Gelezen:
    """Read a contract file, or every contract file in a folder; faults are in the result, none is raised."""
    gelezen = Gelezen()
    for bestand in _bestanden(pad, gelezen):
        if (inhoud := _inhoud(bestand, gelezen)) is not None:
            gelezen.neem_over(LEZERS[bestand.suffix.lower()](inhoud, bestand.name, gelezen.meld))
    if not (gelezen.contracten or gelezen.soortdeelnames or gelezen.fouten):
        gelezen.meld(Contractfout(pad.name, "geen contracten", "een of meer", "Er is niets te laden"))
    return gelezen


def schrijf_yaml(contracten: Sequence[Contract], pad: Path, soortdeelnames: Sequence[Soortdeelname] = ()) -> None:
    """Write contracts to a YAML file that reads back as the same contracts."""
    pad.write_bytes(yaml_vorm.schrijf_yaml(contracten, soortdeelnames))


def schrijf_excel(contracten: Sequence[Contract], pad: Path, soortdeelnames: Sequence[Soortdeelname] = ()) -> None:
    """Write contracts to an Excel file that reads back as the same contracts."""
    pad.write_bytes(excel_vorm.schrijf_excel(contracten, soortdeelnames))


def schrijf_sjabloon(pad: Path) -> None:
    """Write the empty Excel form that contract managers fill in (samples/contracten/sjabloon.xlsx)."""
    schrijf_excel((), pad)


def _bestanden(pad: Path, gelezen: Gelezen) -> list[Path]:
    vormen = ", ".join(LEZERS)
    if not pad.is_dir():
        if pad.suffix.lower() in LEZERS:
            return [pad]
        gelezen.meld(
            Contractfout(pad.name, pad.suffix or "geen extensie", vormen, "Dit soort bestand lezen wij niet")
        )
        return []
    bestanden = sorted(
        bestand
        for bestand in pad.rglob("*")
        # Excel keeps a ~$ file beside a workbook that is open.
        if bestand.suffix.lower() in LEZERS and not bestand.name.startswith(("~$", ".")) and bestand.is_file()
    )
    if not bestanden or len(bestanden) > MEESTE_BESTANDEN:
        gelezen.meld(
            Contractfout(
                pad.name,
                f"{len(bestanden)} bestanden",
                f"1 tot {MEESTE_BESTANDEN} bestanden ({vormen})",
                "Deze map kunnen wij niet laden",
            )
        )
        return []
    return bestanden


def _inhoud(bestand: Path, gelezen: Gelezen) -> bytes | None:
    try:
        with bestand.open("rb") as stroom:
            inhoud = stroom.read(GROOTSTE_BESTAND + 1)
    except OSError as fout:
        gelezen.meld(
            Contractfout(
                bestand.name,
                fout.strerror or "een fout",
                "een leesbaar bestand",
                "Kan het bestand niet openen",
            )
        )
        return None
    if len(inhoud) > GROOTSTE_BESTAND:
        groot = f"meer dan {GROOTSTE_BESTAND // 1024**2} MB"
        gelezen.meld(Contractfout(bestand.name, groot, "een kleiner bestand", "Het bestand is te groot"))
        return None
    return inhoud
