"""`ijw demo`: half a year of a made-up region through the same entrance as real files, and what comes of it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from backoffice.bootstrap import open_werkplek
from backoffice.cli import demoverzoeken, regiomap
from backoffice.cli.demoverslag import Verloop, vertel
from backoffice.cli.kosten import schrijf_overzichten
from backoffice.cli.regiomap import Opzet
from backoffice.cli.synthetisch import begrens, maak, opzetargumenten
from backoffice.services.kostenoverzicht import maak_overzicht
from backoffice.services.laad_contracten import laad_contracten
from backoffice.services.ontvang import Ontvangst, ontvang
from backoffice.services.partijen import registreer_partijen
from backoffice.services.samenvatting import vat_samen
from backoffice.services.werkplek import Werkplek
from backoffice.synthetisch.controle import Uitkomst, afgewezen, afgewezen_bedrag, is_beoordeeld, is_gevonden
from backoffice.synthetisch.fouten import Plek, Verwacht
from ijw import codec, codelijsten
from ijw.berichten import jw325
from ijw.rekenen import naar_centen


def argumenten(parser: argparse.ArgumentParser) -> None:
    """Say what can be asked."""
    parser.add_argument(
        "--map", type=Path, default=Path("demo"), metavar="MAP", help="waar alles komt te staan (standaard demo)"
    )
    opzetargumenten(parser)
    parser.add_argument("--database", metavar="URL", help="de database (standaard demo.db in de map)")


def voer_uit(args: argparse.Namespace) -> int:
    """Run the demo; exit status 0 when every sum meets and every fault was found, 1 if not, 2 if it cannot run."""
    scherm = Console()
    folder: Path = args.map
    if not maak(folder, Opzet(args.seed, begrens(args.schaal), args.maanden), scherm):
        return 2
    # A demo works for its own region, whatever the settings of this machine say.
    omgeving = {naam: waarde for naam, waarde in os.environ.items() if naam != "IJW_GEMEENTEN"}
    werkplek = open_werkplek(args.database or f"sqlite:///{folder / 'demo.db'}", omgeving)
    if not _laad(werkplek, folder):
        return 2
    try:
        verloop = verwerk(werkplek, folder, scherm)
        overzicht = maak_overzicht(werkplek.engine)
        schrijf_overzichten(folder / "uit", overzicht)
    except OSError as fout:
        print(
            f"ijw demo: {folder}: {fout.strerror}. Maak ruimte of kies een andere map met --map.", file=sys.stderr
        )
        return 2
    sluit = vertel(scherm, folder, verloop, overzicht, vat_samen(werkplek.engine))
    verzoeken = demoverzoeken.speel(werkplek, folder)
    demoverzoeken.vertel(scherm, verzoeken)
    return 0 if sluit and verzoeken.goed else 1


def _laad(werkplek: Werkplek, folder: Path) -> bool:
    gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
    eigen = {code: gemeenten[code] for code in sorted(werkplek.instellingen.gemeenten)}
    registreer_partijen(werkplek.engine, regiomap.lees_aanbieders(folder), eigen)
    begin = min(moment for _, moment in regiomap.lees_aankomst(folder))
    resultaat = laad_contracten(werkplek.engine, folder / regiomap.CONTRACTEN, gemeenten, begin, "demo")
    for fout in resultaat.fouten:
        print(fout, file=sys.stderr)
    return not resultaat.fouten


def verwerk(werkplek: Werkplek, folder: Path, scherm: Console) -> Verloop:
    """Receive every file in the order of its arrival, and write the answers."""
    aankomst = regiomap.lees_aankomst(folder)
    gevallen: dict[str, list[Verwacht]] = {}
    for geval in regiomap.lees_verwacht(folder):
        gevallen.setdefault(geval.bestand, []).append(geval)
    verloop = Verloop()
    kolommen = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*kolommen, console=scherm, transient=True) as voortgang:
        taak = voortgang.add_task("Berichten verwerken", total=len(aankomst))
        for pad, moment in aankomst:
            ontvangst = ontvang(werkplek, (folder / pad).read_bytes(), moment)
            _tel(verloop, folder / "uit", pad, ontvangst, gevallen.get(pad, ()))
            voortgang.advance(taak)
    return verloop


def _tel(verloop: Verloop, uit: Path, pad: str, ontvangst: Ontvangst, gevallen: Sequence[Verwacht]) -> None:
    verloop.uitkomsten[ontvangst.uitkomst] += 1
    antwoord: jw325.Bericht | None = None
    if ontvangst.antwoord is not None and ontvangst.antwoord_soort == jw325.SOORT.naam:
        antwoord = codec.lees(ontvangst.antwoord)
        _schrijf_antwoord(uit, antwoord, ontvangst.antwoord)
        _tel_bedragen(verloop, antwoord)
    uitkomst = Uitkomst(ontvangst.uitkomst, ontvangst.niveau, antwoord)
    for geval in gevallen:
        verloop.geplant[geval.soort.naam] += 1
        verloop.gevonden[geval.soort.naam] += is_gevonden(geval, uitkomst)
    # A file sent again gets the answer of the first one, where its faults were planted.
    if is_beoordeeld(antwoord) and ontvangst.uitkomst != "herhaald":
        geplant = {geval.referentie for geval in gevallen if geval.soort.plek in (Plek.PRESTATIE, Plek.CLIENT)}
        verloop.onterecht += sum(
            prestatie.product_referentie.referentie_nummer not in geplant for prestatie in afgewezen(antwoord)
        )


def _schrijf_antwoord(uit: Path, antwoord: jw325.Bericht, inhoud: bytes) -> None:
    kop, kenmerk = antwoord.header, antwoord.header.bericht_identificatie
    pad = (
        uit
        / "jw325"
        / f"{kenmerk.dagtekening:%Y-%m}"
        / f"{kop.afzender}-{kop.ontvanger}-{kenmerk.identificatie}.xml"
    )
    pad.parent.mkdir(parents=True, exist_ok=True)
    pad.write_bytes(inhoud)


def _tel_bedragen(verloop: Verloop, antwoord: jw325.Bericht) -> None:
    """Add up an answer, once: a file that came twice got the same answer twice."""
    kenmerk = (antwoord.header.afzender, antwoord.header.bericht_identificatie.identificatie)
    declaratie = antwoord.declaratie_antwoord
    if kenmerk in verloop.gezien:
        return
    verloop.gezien.add(kenmerk)
    if declaratie is not None:
        ingediend, toegekend = declaratie.totaal_ingediend_bedrag, declaratie.totaal_toegekend_bedrag
        verloop.ingediend += naar_centen(ingediend.totaal_bedrag, ingediend.debet_credit)
        verloop.toegekend += naar_centen(toegekend.totaal_bedrag, toegekend.debet_credit)
        verloop.afgewezen += afgewezen_bedrag(antwoord)
