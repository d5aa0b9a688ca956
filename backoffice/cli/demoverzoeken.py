"""The verzoeken of the demo: received, decided as people would, and compared with what is expected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from backoffice.cli import regiomap
from backoffice.services import besluit_werk, werklijst, werkvorm
from backoffice.services.besluitstap import Besluit
from backoffice.services.ontvang import ontvang
from backoffice.services.werkplek import Werkplek
from backoffice.synthetisch.verzoeken import VERZOEKEN, Verzoekgeval

_ELDERS: Final = ("0153", "0164")
_TOEGEWEZEN: Final = "toegewezen"


@dataclass(slots=True)
class Verzoekenverloop:
    """How many verzoeken of each kind were planted, and how many were decided as expected."""

    geplant: Counter[str] = field(default_factory=Counter)
    gevonden: Counter[str] = field(default_factory=Counter)

    @property
    def goed(self) -> bool:
        """Whether every verzoek was decided as expected."""
        return self.geplant == self.gevonden


def speel(werkplek: Werkplek, folder: Path) -> Verzoekenverloop:
    """Receive the verzoeken and decide on each; what was decided in an earlier run stays as it is."""
    verloop = Verzoekenverloop()
    for geval in regiomap.lees_verzoeken(folder):
        moment = datetime.combine(geval.dag, time(8), UTC)
        ontvang(werkplek, geval.inhoud, moment)
        werk_id = werklijst.zoek_verzoek(werkplek, geval.aanbieder, geval.referentie)
        verloop.geplant[geval.soort.naam] += 1
        if werk_id is None:
            continue
        if werklijst.besluit_op(werkplek, werk_id) is None:
            _besluit(werkplek, geval, werk_id, moment + timedelta(hours=3))
        verloop.gevonden[geval.soort.naam] += werklijst.besluit_op(werkplek, werk_id) == geval.soort.verwacht
    return verloop


def vertel(scherm: Console, verloop: Verzoekenverloop) -> None:
    """Print what was asked and what was decided."""
    tabel = Table(title="Verzoeken en besluiten", title_justify="left", title_style="bold")
    for kolom in ("wat er wordt gevraagd", "besluit"):
        tabel.add_column(kolom)
    for kolom in ("gevraagd", "zoals verwacht"):
        tabel.add_column(kolom, justify="right")
    for soort in VERZOEKEN:
        geplant, gevonden = verloop.geplant[soort.naam], verloop.gevonden[soort.naam]
        if not geplant:
            continue
        besluit = soort.verwacht
        if besluit != _TOEGEWEZEN:
            besluit = f"afgewezen met {besluit}, {werkvorm.reden_van(besluit)}"
        stijl = None if geplant == gevonden else "bold red"
        tabel.add_row(soort.wat, besluit, str(geplant), str(gevonden), style=stijl)
    scherm.print(tabel)


def _besluit(werkplek: Werkplek, geval: Verzoekgeval, werk_id: int, nu: datetime) -> None:
    """Decide as people would: find out what is to be found out, then as proposed, or on grounds of their own."""
    besluit = Besluit("demo", nu)
    overwogen = Besluit("demo", nu, ("zo besloten in deze verzonnen regio",))
    gemeente = next(een for een in _ELDERS if not geval.bestand.split("/")[-1].startswith(een))
    match geval.soort.naam:
        case "onderzoek":
            besluit_werk.neem_in_onderzoek(werkplek, werk_id, besluit)
        case "woonplaats":
            besluit_werk.draag_over(werkplek, werk_id, besluit, gemeente)
            vraag = werklijst.zoek_overname(werkplek, werk_id)
            besluit_werk.antwoord_op_overname(werkplek, vraag, besluit, akkoord=True)
        case "verhuisd":
            feiten = werkvorm.feiten("demo", woonplaats=gemeente)
            besluit_werk.leg_feiten_vast(werkplek, werk_id, besluit, **feiten)
        case "inhoud":
            feiten = werkvorm.feiten("demo", afkeur="lichtere hulp volstaat")
            besluit_werk.leg_feiten_vast(werkplek, werk_id, besluit, **feiten)
    if geval.soort.verwacht == _TOEGEWEZEN:
        besluit_werk.wijs_toe(werkplek, werk_id, besluit)
        return
    code = geval.soort.verwacht
    eigen = geval.soort.naam in ("geen-wijziging", "te-duur")
    elders = gemeente if geval.soort.naam == "woonplaats" else None
    besluit_werk.wijs_af(werkplek, werk_id, overwogen if eigen else besluit, code, elders)
