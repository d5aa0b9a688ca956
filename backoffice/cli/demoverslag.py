"""What `ijw demo` tells: the year month by month, what it cost, the proof, and what to try next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from backoffice.cli.bedrag import euro
from backoffice.cli.demobewijs import Bewijs
from backoffice.cli.demoverloop import Maand, Verloop
from backoffice.services.kostenoverzicht import Kostenoverzicht
from backoffice.services.samenvatting import Samenvatting
from backoffice.synthetisch.fouten import CORRECTIES, FOUTEN
from backoffice.synthetisch.jaargevallen import JAARSOORTEN, Jaargeval
from ijw import codelijsten

_RETOURCODES: Final = "WJ001"
_REDENEN: Final = 8
_MAANDEN: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


def vertel_jaar(scherm: Console, verloop: Verloop) -> None:
    """Tell the year by month: what came in, what was decided, and what people did."""
    if not verloop.veranderd:
        scherm.print("Alles was al eerder verwerkt: er is niets veranderd.", style="bold")
        return
    for maand, gebeurd in sorted(verloop.maanden.items()):
        naam = _MAANDEN[maand.month - 1].capitalize()
        scherm.print(f"[bold]{naam} {maand.year}[/]. {_binnen(gebeurd)}", highlight=False, soft_wrap=True)
        for zin in gebeurd.zinnen:
            scherm.print(f"  - {zin}", markup=False, highlight=False, soft_wrap=True)


def _binnen(maand: Maand) -> str:
    delen = []
    for soort, wat in (("JW301", "toewijzing"), ("JW323", "declaratie")):
        aantallen = {uitkomst: n for (een, uitkomst), n in sorted(maand.berichten.items()) if een == soort}
        if aantallen:
            mis = [f"{n} {uitkomst}" for uitkomst, n in aantallen.items() if uitkomst != "verwerkt"]
            tussen = f" (waarvan {', '.join(mis)})" if mis else ""
            totaal = sum(aantallen.values())
            meervoud = "" if totaal == 1 else "en" if wat == "toewijzing" else "s"
            delen.append(f"{totaal} {wat}{meervoud}{tussen}")
    tekst = f"{' en '.join(delen)}." if delen else "Er kwam niets binnen."
    if maand.toegekend or maand.afgewezen:
        tekst += f" Toegekend € {euro(maand.toegekend)}, afgewezen € {euro(maand.afgewezen)}."
    if maand.te_laat:
        tekst += f" Te laat: {maand.te_laat}."
    return tekst


def vertel(
    scherm: Console, verloop: Verloop, overzicht: Kostenoverzicht, samenvatting: Samenvatting, bewijs: Bewijs
) -> bool:
    """Print the figures and the proof; whether all sums meet, all cases came out, and nothing else was refused."""
    _redenen(scherm, samenvatting)
    _kosten(scherm, overzicht)
    _gevallen(scherm, bewijs)
    _fouten(scherm, verloop)
    _sommen(scherm, bewijs)
    geplant, gevonden = verloop.geplant.total(), verloop.gevonden.total()
    gepland, uitgekomen = bewijs.gepland.total(), bewijs.gevonden.total()
    scherm.print(f"Fouten en eerlijke correcties: {gevonden} van {geplant} zoals verwacht.")
    scherm.print(f"Gevallen van dit jaar: {uitgekomen} van {gepland} zoals gepland.")
    scherm.print(f"Afgewezen prestaties die niemand plantte: {verloop.onterecht}.")
    return bewijs.klopt and geplant == gevonden and verloop.onterecht == 0


def _tabel(titel: str, *kolommen: str, tekst: int = 1) -> Table:
    """A table whose first columns are text and the others figures."""
    tabel = Table(title=titel, title_justify="left", title_style="bold")
    for nummer, kolom in enumerate(kolommen):
        tabel.add_column(kolom, justify="left" if nummer < tekst else "right", overflow="fold")
    return tabel


def _redenen(scherm: Console, samenvatting: Samenvatting) -> None:
    betekenis = codelijsten.lees(_RETOURCODES).waarden
    tabel = _tabel("Waarom prestaties zijn afgewezen", "regel", "code", "betekenis", "prestaties", "euro", tekst=3)
    for reden in samenvatting.redenen[:_REDENEN]:
        tekst = betekenis.get(reden.retourcode, "")
        tabel.add_row(reden.regel, reden.retourcode, tekst, str(reden.aantal), euro(reden.bedrag))
    scherm.print(tabel)


def _kosten(scherm: Console, overzicht: Kostenoverzicht) -> None:
    tabel = _tabel("Kosten per gemeente", "gemeente", "prestaties", "toegekend", "teruggenomen", "netto")
    for gemeente, bedragen in overzicht.per(lambda regel: regel.gemeente).items():
        naam = f"{gemeente} {codelijsten.gemeentenaam(gemeente)}"
        cijfers = (euro(bedragen.debet), euro(bedragen.credit), euro(bedragen.netto))
        tabel.add_row(naam, str(bedragen.aantal), *cijfers)
    totaal = overzicht.totaal
    tabel.add_section()
    cijfers = (euro(totaal.debet), euro(totaal.credit), euro(totaal.netto))
    tabel.add_row("samen", str(totaal.aantal), *cijfers, style="bold")
    scherm.print(tabel)


def _gevallen(scherm: Console, bewijs: Bewijs) -> None:
    tabel = _tabel("Gepland, en zo opgeslagen", "wat er gebeurt", "gepland", "uitgekomen")
    for soort in JAARSOORTEN:
        gepland, uitgekomen = bewijs.gepland[soort.naam], bewijs.gevonden[soort.naam]
        if gepland:
            stijl = None if gepland == uitgekomen else "bold red"
            tabel.add_row(soort.wat, str(gepland), str(uitgekomen), style=stijl)
    for betaald in bewijs.betaalgevallen:
        tabel.add_row(betaald.wat, "1", str(int(betaald.klopt)), style=None if betaald.klopt else "bold red")
    scherm.print(tabel)
    for geval, staat in bewijs.afwijkend:
        scherm.print(
            f"{geval.soort.naam}, prestatie {geval.referentie} van {geval.aanbieder}: gepland '{geval.verwacht}', "
            f"opgeslagen '{staat}'",
            markup=False,
        )


def _fouten(scherm: Console, verloop: Verloop) -> None:
    """The planted faults and honest corrections in one line each, and the kinds that did not come out."""
    for titel, soorten in (("fouten", FOUTEN), ("eerlijke correcties", CORRECTIES)):
        geplant = [soort for soort in soorten if verloop.geplant[soort.naam]]
        scherm.print(f"Ingebouwd: {len(geplant)} soorten {titel}.")
        for soort in geplant:
            if verloop.geplant[soort.naam] != verloop.gevonden[soort.naam]:
                cijfers = f"{verloop.gevonden[soort.naam]} van {verloop.geplant[soort.naam]}"
                scherm.print(f"  {soort.naam}, {soort.wat}: {cijfers} gevonden", style="bold red", markup=False)


def _sommen(scherm: Console, bewijs: Bewijs) -> None:
    """The sums that have to meet, from sources that do not know each other."""
    tabel = _tabel("De sommen sluiten", "vergelijking", "links", "rechts", "")
    for som in bewijs.sommen:
        links, rechts = (str(een) if som.telling else euro(een) for een in (som.links, som.rechts))
        tabel.add_row(som.wat, links, rechts, "klopt" if som.klopt else "[bold red]klopt niet[/]")
    oordeel = "[bold red]klopt niet[/]" if bewijs.verschillen else "klopt"
    tabel.add_row("verschillen tot op de regel", str(len(bewijs.verschillen)), "0", oordeel)
    scherm.print(tabel)


def vertel_vervolg(
    scherm: Console, folder: Path, database: str, gevallen: Sequence[Jaargeval], maanden: Sequence[date]
) -> None:
    """Print commands that work on this register, with numbers that are in it."""
    scherm.print("Probeer nu:", style="bold")
    scherm.print(f"  export IJW_DATABASE_URL={database}", markup=False, highlight=False, soft_wrap=True)
    for opdracht, waarom in _opdrachten(folder, gevallen, maanden):
        scherm.print(f"  ./run ijw {opdracht:<58} # {waarom}", markup=False, highlight=False, soft_wrap=True)


def _opdrachten(folder: Path, gevallen: Sequence[Jaargeval], maanden: Sequence[date]) -> Iterator[tuple[str, str]]:
    for soort, opdracht, waarom in (
        ("te-laat-afgewezen", "waarom", "te laat, en afgewezen zoals het contract zegt"),
        ("toewijzing-laat", "waarom", "laat gedeclareerd en toch op tijd"),
        ("verhuizing-later", "wie-betaalt", "een verhuizing die later bekend werd"),
        ("gedeeld", "wie-betaalt", "gedeeld door alle gemeenten"),
    ):
        geval = next((een for een in gevallen if een.soort.naam == soort), None)
        if geval is not None:
            yield f"{opdracht} {geval.referentie} --aanbieder {geval.aanbieder}", waarom
    yield "runs toon --taak betalingen", "wat de planner op de betaaldagen deed"
    yield "betaal voorstellen", "wat is betaald, en wat op goedkeuring wacht"
    yield "werk lijst", "wat op een mens wacht"
    if maanden:
        van, tot = min(maanden), max(maanden)
        yield f"grootboek proefbalans --van {van:%Y-%m} --tot {tot:%Y-%m}", "de saldi per rekening"
        yield "grootboek aansluiting --per gemeente", "ingediend, toegekend, geboekt en betaald"
        yield f"kosten --uit {folder / 'kosten'} --peilmaand {tot:%Y-%m}", "de overzichten per gemeente"
