"""A gesprek: who sends what on which day, and which answer belongs to it.

Everything is judged when it is read, with file and line: keys, codes, days. What the messages themselves may
hold is judged when they are worked out (`uitwerken`).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from backoffice.ketentest.boom import Gespreksfout, Knoop, lees_boom
from ijw import berichten, codelijsten
from ijw.regels.tabel import REGELS
from ijw.vorm import Berichtsoort, Klassetype, is_klasse, vorm

RELEASE: Final = "3.2"
VAN_GEMEENTE: Final = ("JW301", "JW319")
"""The heenberichten that a gemeente sends; an aanbieder sends the others."""
HEENBERICHTEN: Final = (*VAN_GEMEENTE, "JW305", "JW307", "JW315", "JW317", "JW323")
ANTWOORD_OP: Final = {
    "JW301": "JW302",
    "JW305": "JW306",
    "JW307": "JW308",
    "JW315": "JW316",
    "JW317": "JW318",
    "JW319": "JW320",
    "JW323": "JW325",
}
GEEN: Final = "geen"
GEEN_OPMERKING: Final = "0200"

GESPREKSVELDEN: Final = (
    *("nummer", "titel", "toont", "getest", "regels", "contract", "gemeente", "vaste_dagen", "stappen"),
)
STAPVELDEN: Final = ("dag", "bericht", "herhaal", "identificatie_van", "past_niet_in_schema", "antwoord")
VERPLICHT: Final = ("nummer", "titel", "toont", "getest", "regels", "stappen")
VERPLICHT_IN_STAP: Final = ("dag", "bericht", "antwoord")
ANTWOORDVELDEN: Final = ("bericht", "retourcodes", "ingediend", "toegekend")
GROOTSTE_NUMMER: Final = 199
_PROCESREGEL: Final = re.compile(r"(OP|IV|UP|RS)[0-9]{3}(x[0-9])?")
_PLAATS: Final = re.compile(r"([A-Z][A-Za-z]+)( [A-Za-z0-9-]+)?")


class Rol(StrEnum):
    """Whose system is tested."""

    GEMEENTE = "gemeente"
    AANBIEDER = "aanbieder"


@dataclass(frozen=True, slots=True)
class Verwacht:
    """The answer that belongs to a step: its kind (None: no answer comes), and what it says.

    `retourcodes` are those per place, as `vergelijk.plaatsen` names them; a place left out has no remark.
    Without any the message is approved. Amounts are signed eurocents; None is not looked at.
    """

    soort: str | None
    retourcodes: dict[str, tuple[str, ...]]
    ingediend: int | None = None
    toegekend: int | None = None


@dataclass(frozen=True, slots=True)
class Stap:
    """One message on one day. `velden` are its deviations from the base, still as text.

    `herhaal` and `identificatie_van` name an earlier step, from 1: the same bytes, or the same Identificatie.
    """

    nummer: int
    soort: Berichtsoort
    dag: date
    velden: dict[str, Knoop]
    verwacht: Verwacht
    knoop: Knoop
    herhaal: int | None = None
    identificatie_van: int | None = None
    past_niet_in_schema: bool = False

    def van(self) -> Rol:
        """Who sends the message of this step."""
        return Rol.GEMEENTE if self.soort.naam in VAN_GEMEENTE else Rol.AANBIEDER


@dataclass(frozen=True, slots=True)
class Gesprek:
    """A conversation of messages about one thing that the standard says.

    `nummer` keeps its people, numbers and aanbieder apart from those of other gesprekken. `vaste_dagen` says
    why its days cannot be moved, when they cannot.
    """

    naam: str
    nummer: int
    titel: str
    toont: str
    getest: Rol
    regels: tuple[str, ...]
    contract: str | None
    gemeente: str
    vaste_dagen: str | None
    stappen: tuple[Stap, ...]


def lees_gesprek(tekst: str, bestand: str) -> Gesprek:
    """Read one gesprek; raises Gespreksfout with file and line."""
    wortel = lees_boom(tekst, bestand)
    velden = wortel.velden("een gesprek")
    _keur_namen(velden, GESPREKSVELDEN)
    for verplicht in VERPLICHT:
        _verplicht(wortel, velden, verplicht)
    nummer = lees_getal(velden["nummer"], "nummer", GROOTSTE_NUMMER)
    contract = velden["contract"].tekst("contract") if "contract" in velden else "standaard"
    return Gesprek(
        naam=bestand.removesuffix(".yaml"),
        nummer=nummer,
        titel=velden["titel"].tekst("titel"),
        toont=velden["toont"].tekst("toont"),
        getest=Rol(lees_keuze(velden["getest"], "getest", [rol.value for rol in Rol])),
        regels=tuple(_regel(knoop) for knoop in velden["regels"].lijst("regels")),
        contract=None if contract == GEEN else contract,
        gemeente=velden["gemeente"].tekst("gemeente") if "gemeente" in velden else "0153",
        vaste_dagen=velden["vaste_dagen"].tekst("vaste_dagen") if "vaste_dagen" in velden else None,
        stappen=_stappen(velden["stappen"]),
    )


def keur_samen(gesprekken: Iterable[Gesprek]) -> None:
    """Raise Gespreksfout when two gesprekken have the same nummer: they would meet in one register."""
    gezien: dict[int, str] = {}
    for gesprek in gesprekken:
        if gesprek.nummer in gezien:
            raise Gespreksfout(
                f"{gesprek.naam}.yaml: nummer {gesprek.nummer} is ook dat van {gezien[gesprek.nummer]}.yaml. "
                "Geef elk gesprek een eigen nummer."
            )
        gezien[gesprek.nummer] = gesprek.naam


def plaatsnamen(soort: str) -> tuple[str, ...]:
    """The berichtklassen of an answer that carry retourcodes."""
    namen: list[str] = []

    def daal(klasse: Klassetype) -> None:
        for el in vorm(klasse).elementen:
            if el.veld == "retour_codes":
                namen.append(klasse.__name__)
            elif is_klasse(el.type):
                daal(el.type)

    daal(berichten.soort(soort, RELEASE).wortel)
    return tuple(namen)


def _stappen(knoop: Knoop) -> tuple[Stap, ...]:
    stappen: list[Stap] = []
    for nummer, deel in enumerate(knoop.lijst("stappen"), 1):
        stappen.append(_stap(nummer, deel))
        if nummer > 1 and stappen[-1].dag < stappen[-2].dag:
            raise deel.fout(f"{stappen[-1].dag}", f"een dag vanaf {stappen[-2].dag}, die van de stap ervoor")
        if (eerder := stappen[-1].herhaal) and stappen[eerder - 1].soort is not stappen[-1].soort:
            soort = stappen[eerder - 1].soort.naam
            raise deel.fout(stappen[-1].soort.naam, f"bij herhaal hetzelfde bericht als in stap {eerder}, {soort}")
    if not stappen:
        raise knoop.fout("geen stappen", "een of meer stappen")
    return tuple(stappen)


def _stap(nummer: int, knoop: Knoop) -> Stap:
    velden = dict(knoop.velden("een stap"))
    eigen: dict[str, Knoop] = {naam: velden.pop(naam) for naam in STAPVELDEN if naam in velden}
    for verplicht in VERPLICHT_IN_STAP:
        _verplicht(knoop, eigen, verplicht)
    soort = lees_keuze(eigen["bericht"], "bericht", HEENBERICHTEN)
    if "herhaal" in eigen and velden:
        raise knoop.fout(f"naast herhaal ook {', '.join(velden)}", "hetzelfde bericht, zonder wijzigingen")
    schema = lees_keuze(eigen["past_niet_in_schema"], "veld", ("ja",)) if "past_niet_in_schema" in eigen else None
    return Stap(
        nummer=nummer,
        soort=berichten.soort(soort, RELEASE),
        dag=lees_dag(eigen["dag"], "dag"),
        velden=velden,
        verwacht=lees_verwacht(eigen["antwoord"], soort),
        knoop=knoop,
        herhaal=_eerdere(eigen, "herhaal", nummer),
        identificatie_van=_eerdere(eigen, "identificatie_van", nummer),
        past_niet_in_schema=schema is not None,
    )


def _eerdere(eigen: dict[str, Knoop], veld: str, nummer: int) -> int | None:
    return lees_getal(eigen[veld], f"{veld} (een eerdere stap)", nummer - 1) if veld in eigen else None


def lees_verwacht(knoop: Knoop, heen: str) -> Verwacht:
    """Read what should be answered to a heenbericht; raises Gespreksfout."""
    mogelijk = (GEEN, ANTWOORD_OP[heen])
    if not isinstance(knoop.inhoud, dict):
        soort = lees_keuze(knoop, "antwoord", mogelijk)
        return Verwacht(None if soort == GEEN else soort, {})
    velden = knoop.inhoud
    _keur_namen(velden, ANTWOORDVELDEN)
    _verplicht(knoop, velden, "bericht")
    soort = lees_keuze(velden["bericht"], "bericht", mogelijk[1:])
    codes = velden["retourcodes"].velden("retourcodes") if "retourcodes" in velden else {}
    return Verwacht(
        soort,
        {plaats: _codes(plaats, lijst, soort) for plaats, lijst in codes.items()},
        _centen(velden, "ingediend"),
        _centen(velden, "toegekend"),
    )


def _codes(plaats: str, knoop: Knoop, soort: str) -> tuple[str, ...]:
    vorm_ = _PLAATS.fullmatch(plaats)
    namen = plaatsnamen(soort)
    if vorm_ is None or vorm_[1] not in namen:
        raise knoop.fout(f"de plaats {plaats}", f"een van {', '.join(namen)}, zo nodig met een nummer of kenmerk")
    bekend = codelijsten.lees("WJ001")
    for code in (delen := knoop.lijst("retourcodes")):
        if code.inhoud not in bekend:
            raise code.fout(code.soort, "een retourcode uit lijst WJ001")
    return tuple(str(code.inhoud) for code in delen)


def _centen(velden: dict[str, Knoop], veld: str) -> int | None:
    if veld not in velden:
        return None
    tekst = velden[veld].tekst(veld)
    if not re.fullmatch("-?[0-9]{1,12}", tekst):
        raise velden[veld].fout(f"'{tekst}'", "een bedrag in hele eurocenten, met een minteken voor credit")
    return int(tekst)


def _regel(knoop: Knoop) -> str:
    code = knoop.tekst("een regel")
    if code not in {regel.code for regel in REGELS[RELEASE]} and not _PROCESREGEL.fullmatch(code):
        raise knoop.fout(f"'{code}'", "de code van een regel, zoals TR307, CS340, OP087 of IV028")
    return code


def lees_dag(knoop: Knoop, veld: str) -> date:
    """Read a day; raises Gespreksfout when it does not exist."""
    tekst = knoop.tekst(veld)
    try:
        return date.fromisoformat(tekst)
    except ValueError:
        raise knoop.fout(f"'{tekst}'", f"voor {veld} een dag die bestaat, als jjjj-mm-dd") from None


def lees_getal(knoop: Knoop, veld: str, hoogste: int) -> int:
    """Read a whole number from 1; raises Gespreksfout."""
    tekst = knoop.tekst(veld)
    if not re.fullmatch("[0-9]{1,6}", tekst) or not 1 <= int(tekst) <= hoogste:
        raise knoop.fout(f"'{tekst}'", f"voor {veld} een getal van 1 tot en met {hoogste}")
    return int(tekst)


def lees_keuze(knoop: Knoop, veld: str, waarden: Collection[str]) -> str:
    """Read one of these values; raises Gespreksfout."""
    if (tekst := knoop.tekst(veld)) not in waarden:
        raise knoop.fout(f"'{tekst}'", f"voor {veld} een van {', '.join(waarden)}")
    return tekst


def _verplicht(knoop: Knoop, velden: dict[str, Knoop], veld: str) -> None:
    if veld not in velden:
        raise knoop.fout(f"geen {veld}", f"het veld {veld}")


def _keur_namen(velden: dict[str, Knoop], bekend: Collection[str]) -> None:
    for naam, knoop in velden.items():
        if naam not in bekend:
            raise onbekend_veld(naam, knoop, bekend)


def onbekend_veld(naam: str, knoop: Knoop, bekend: Collection[str]) -> Gespreksfout:
    """The error about a field that does not exist here, with the one that was probably meant."""
    lijkt = difflib.get_close_matches(naam, bekend, n=1)
    return knoop.fout(f"het onbekende veld {naam}", lijkt[0] if lijkt else f"een van {', '.join(bekend)}")
