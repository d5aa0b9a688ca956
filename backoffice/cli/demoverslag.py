"""What `ijw demo` tells at the end: what came in, what was granted, what it cost, and that the sums meet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from backoffice.services.kostenoverzicht import Kostenoverzicht
from backoffice.services.samenvatting import Samenvatting
from backoffice.synthetisch.fouten import CORRECTIES, FOUTEN, Foutsoort
from ijw import codelijsten

_RETOURCODES: Final = "WJ001"
_REDENEN: Final = 12
_OORDELEN: Final = {
    "goed": "goed",
    "deels": "goed, met afgewezen prestaties",
    "afgekeurd": "afgekeurd",
    "conflict": "gebruikte identificatie, andere inhoud",
}


@dataclass(slots=True)
class Verloop:
    """What happened during one run: outcomes, the sums of all JW325s, planted and found cases.

    Amounts are signed eurocents. `onterecht` counts rejected prestaties that nobody planted.
    """

    uitkomsten: Counter[str] = field(default_factory=Counter)
    ingediend: int = 0
    toegekend: int = 0
    afgewezen: int = 0
    geplant: Counter[str] = field(default_factory=Counter)
    gevonden: Counter[str] = field(default_factory=Counter)
    onterecht: int = 0
    gezien: set[tuple[str, str]] = field(default_factory=set)

    @property
    def veranderd(self) -> bool:
        """Whether any file was new."""
        return self.uitkomsten["verwerkt"] > 0


def vertel(
    scherm: Console, folder: Path, verloop: Verloop, overzicht: Kostenoverzicht, samenvatting: Samenvatting
) -> bool:
    """Print the report; whether every sum meets, every fault was found and nothing else was refused."""
    _berichten(scherm, verloop, samenvatting)
    _redenen(scherm, samenvatting)
    _kosten(scherm, overzicht)
    _gevallen(scherm, "Geplante fouten", FOUTEN, verloop)
    _gevallen(scherm, "Eerlijke gevallen, die goed moeten gaan", CORRECTIES, verloop)
    sluit = _bewijs(scherm, verloop, overzicht, samenvatting)
    geplant, gevonden = verloop.geplant.total(), verloop.gevonden.total()
    scherm.print(f"Geplant: {geplant} gevallen; zoals verwacht: {gevonden}.")
    scherm.print(f"Afgewezen prestaties die niemand plantte: {verloop.onterecht}.")
    if not verloop.veranderd:
        scherm.print("Alles was al eerder verwerkt: er is niets veranderd.", style="bold")
    scherm.print(f"Antwoorden en kostenoverzichten staan in {folder / 'uit'}.", markup=False)
    return sluit and geplant == gevonden and verloop.onterecht == 0


def euro(centen: int) -> str:
    """Eurocents as people read them: 123456789 is 1.234.567,89."""
    heel, rest = divmod(abs(centen), 100)
    return f"{'-' if centen < 0 else ''}{heel:,}".replace(",", ".") + f",{rest:02d}"


def _tabel(titel: str, *kolommen: str, tekst: int = 1) -> Table:
    """A table whose first columns are text and the others figures."""
    tabel = Table(title=titel, title_justify="left", title_style="bold")
    for nummer, kolom in enumerate(kolommen):
        tabel.add_column(kolom, justify="left" if nummer < tekst else "right", overflow="fold")
    return tabel


def _berichten(scherm: Console, verloop: Verloop, samenvatting: Samenvatting) -> None:
    tabel = _tabel("Ontvangen in deze ronde", "uitkomst", "bestanden")
    for uitkomst, aantal in sorted(verloop.uitkomsten.items()):
        tabel.add_row(uitkomst, str(aantal))
    scherm.print(tabel)
    tabel = _tabel("Berichten in de administratie", "bericht", "oordeel", "aantal", tekst=2)
    for (soort, oordeel, niveau), aantal in sorted(
        samenvatting.tellingen.berichten.items(), key=lambda rij: (rij[0][0], rij[0][1], rij[0][2] or 0)
    ):
        op_niveau = f" op niveau {niveau}" if niveau and oordeel == "afgekeurd" else ""
        tabel.add_row(soort, _OORDELEN[oordeel] + op_niveau, str(aantal))
    scherm.print(tabel)
    tabel = _tabel("Prestaties", "besluit", "aantal", "euro")
    for goed, besluit in ((True, "toegekend"), (False, "afgewezen")):
        aantal, bedrag = samenvatting.tellingen.prestaties.get(goed, (0, 0))
        tabel.add_row(besluit, str(aantal), euro(bedrag))
    scherm.print(tabel)


def _redenen(scherm: Console, samenvatting: Samenvatting) -> None:
    betekenis = codelijsten.lees(_RETOURCODES).waarden
    tabel = _tabel("Redenen van afwijzing", "regel", "code", "betekenis", "prestaties", "euro", tekst=3)
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


def _gevallen(scherm: Console, titel: str, soorten: tuple[Foutsoort, ...], verloop: Verloop) -> None:
    tabel = _tabel(titel, "soort", "wat er gebeurt", "verwacht", "geplant", "gevonden", tekst=3)
    for soort in soorten:
        geplant, gevonden = verloop.geplant[soort.naam], verloop.gevonden[soort.naam]
        stijl = None if geplant == gevonden else "bold red"
        verwacht = f"niveau {soort.verwacht}" if soort.plek == "niveau" else soort.verwacht
        tabel.add_row(soort.naam, soort.wat, verwacht, str(geplant), str(gevonden), style=stijl)
    scherm.print(tabel)


def _bewijs(scherm: Console, verloop: Verloop, overzicht: Kostenoverzicht, samenvatting: Samenvatting) -> bool:
    """The sums that have to meet, from sources that do not know each other."""
    _, uit_prestaties = samenvatting.tellingen.prestaties.get(True, (0, 0))
    vergelijkingen = (
        (
            "ingediend = toegekend + afgewezen (uit de JW325's)",
            verloop.ingediend,
            verloop.toegekend + verloop.afgewezen,
        ),
        ("toegekend in de JW325's = toegekende prestaties", verloop.toegekend, uit_prestaties),
        ("toegekende prestaties = geboekt op gemeenten", uit_prestaties, sum(overzicht.saldo_gemeenten.values())),
        (
            "geboekt op gemeenten = geboekt voor aanbieders",
            sum(overzicht.saldo_gemeenten.values()),
            -sum(overzicht.saldo_aanbieders.values()),
        ),
        (
            "kostenoverzicht = geboekt op gemeenten",
            overzicht.totaal.netto,
            sum(overzicht.saldo_gemeenten.values()),
        ),
    )
    tabel = _tabel("De sommen sluiten", "vergelijking", "links", "rechts", "")
    for wat, links, rechts in vergelijkingen:
        tabel.add_row(wat, euro(links), euro(rechts), "klopt" if links == rechts else "[bold red]klopt niet[/]")
    scheef = samenvatting.scheve_boekingen
    tabel.add_row(
        "boekingen die niet in evenwicht zijn", str(scheef), "0", "klopt" if not scheef else "klopt niet"
    )
    scherm.print(tabel)
    return not scheef and all(links == rechts for _, links, rechts in vergelijkingen)
