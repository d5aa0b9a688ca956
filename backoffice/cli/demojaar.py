"""The year of the demo, played in order: what comes in, what runs on schedule, and what people do on their day.

Everything goes through the entrances that real files and people use, with the moment of each step passed in. What
was done before is found done, so a second time changes nothing, and a demo that was broken off goes on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from backoffice.cli import demoverzoeken, regiomap
from backoffice.cli.demomensen import Draaiboek
from backoffice.cli.demoverloop import Verloop
from backoffice.cli.regiomap import Opzet
from backoffice.fouten import BackofficeError
from backoffice.scheduler import AMSTERDAM, rooster_van, volgende
from backoffice.services import beslis_aangehouden, leg_feiten_vast, leg_kostenafspraken_vast, runs
from backoffice.services.laad_contracten import laad_contracten
from backoffice.services.leg_feiten_vast import Laadresultaat
from backoffice.services.ontvang import ontvang
from backoffice.services.partijen import registreer_partijen
from backoffice.services.runs import STIL, Klok, Taak, Verslag
from backoffice.services.werkplek import Werkplek
from backoffice.synthetisch import BEGIN_VERHAAL
from backoffice.synthetisch.fouten import Verwacht
from backoffice.synthetisch.jaargevallen import TOEGEKEND, Kijk
from backoffice.synthetisch.model import maand_na
from ijw import codelijsten
from ijw.rekenen import eerste_dag

ROOSTER: Final[Mapping[str, str]] = {
    "IJW_ROOSTER_BETALINGEN": "0 6 16 4,12 *",
    "IJW_ROOSTER_AANGEHOUDEN": "0 8 * * mon-fri",
    "IJW_ROOSTER_CONTRACTWACHT": "0 6 1 */3 *",
    "IJW_ROOSTER_ANTWOORDBEWAKING": "nooit",
    "IJW_ROOSTER_BETAALBEWAKING": "nooit",
    "IJW_ROOSTER_WERKBEWAKING": "nooit",
    # By its runs, also those without work, a second demo sees what was done.
    "IJW_ROOSTER_OPRUIMEN": "nooit",
}
"""The plan of this region: two payment days in a year. Requests come after it, so nothing watches them."""

_LADERS: Final[Mapping[str, Callable[[Werkplek, bytes, str, datetime, str], Laadresultaat]]] = {
    "sleutels": leg_kostenafspraken_vast.laad_sleutels,
    "afspraken": leg_kostenafspraken_vast.laad_afspraken,
    "feiten": leg_feiten_vast.laad_feiten,
}
"""What takes in the files that are no messages, by their folder."""


_TE_LAAT: Final = re.compile(r"\d dag(en)? te laat")


class Regiofout(BackofficeError):
    """The synthetic region does not load; the text says what is wrong with it."""


def laad_regio(
    werkplek: Werkplek, folder: Path, opzet: Opzet, meld: Callable[[int, int], None] = lambda gedaan, totaal: None
) -> Verloop:
    """Fill a register with a synthetic region, its whole year and the verzoeken after it; prints nothing.

    The region is made in `folder` unless it is there already.

    Tells `meld` how much of how much was done. ValueError when the opzet cannot be made, Regiofout when the folder
    holds another region, OSError when it cannot be written.
    """
    aanwezig = regiomap.lees_opzet(folder)
    if aanwezig is None:
        regiomap.schrijf_regio(folder, opzet, lambda _: None)
    elif aanwezig != opzet:
        raise Regiofout(f"In {folder} staat al een andere regio. Kies een andere map of verwijder deze.")
    _laad_contracten(werkplek, folder)
    jaar = _Jaar(werkplek, folder, opzet)
    jaar.hervat()
    stappen = jaar.stappen()
    for gedaan, stap in enumerate(stappen, 1):
        stap.doe()
        meld(gedaan, len(stappen))
    jaar.haal_antwoorden()
    jaar.verloop.verzoeken = demoverzoeken.speel(werkplek, folder)
    return jaar.verloop


def _laad_contracten(werkplek: Werkplek, folder: Path) -> None:
    gemeenten = codelijsten.lees(codelijsten.GEMEENTEN).waarden
    eigen = {code: gemeenten[code] for code in sorted(werkplek.instellingen.gemeenten)}
    registreer_partijen(werkplek.engine, regiomap.lees_aanbieders(folder), eigen)
    begin = min(moment for _, moment in regiomap.lees_aankomst(folder))
    resultaat = laad_contracten(werkplek.engine, folder / regiomap.CONTRACTEN, gemeenten, begin, "demo")
    if resultaat.fouten:
        raise Regiofout("\n".join(map(str, resultaat.fouten)))


class _Stap(NamedTuple):
    """Something that happens at a moment; `rang` decides what comes first when moments are equal."""

    moment: datetime
    rang: int
    naam: str
    doe: Callable[[], None]


class _Jaar:
    """The year while it is played."""

    def __init__(self, werkplek: Werkplek, folder: Path, opzet: Opzet) -> None:
        self.werkplek = werkplek
        self.folder = folder
        self.verloop = Verloop()
        self.einde = maand_na(BEGIN_VERHAAL, opzet.maanden + 1) + timedelta(days=6)
        gevallen = regiomap.lees_jaargevallen(folder)
        self._gepland = frozenset(
            (geval.aanbieder, geval.referentie)
            for geval in gevallen
            if geval.soort.kijk is Kijk.TERMIJN and not geval.verwacht.endswith(TOEGEKEND)
        )
        gemeenten = sorted(werkplek.instellingen.gemeenten)
        namen = regiomap.lees_aanbieders(folder)
        self._mensen = Draaiboek(namen, gemeenten, gevallen, BEGIN_VERHAAL, self.einde, folder / "uit").stappen()
        self._rooster = rooster_van(ROOSTER)
        self._verwacht: defaultdict[str, list[Verwacht]] = defaultdict(list)
        for geval in regiomap.lees_verwacht(folder):
            self._verwacht[geval.bestand].append(geval)
        self._wachtend: list[str] = []

    def stappen(self) -> list[_Stap]:
        """All that happens, in order."""
        stappen = [
            _Stap(moment, 0, naam, partial(self._draai, naam, gepland.taak, moment, "planner"))
            for naam, gepland in self._rooster.items()
            for moment in self._momenten(naam)
        ]
        stappen += (
            _Stap(moment, 1, naam, partial(self._draai, naam, taak, moment, "demo"))
            for moment, naam, taak in self._mensen
        )
        for pad, moment in regiomap.lees_aankomst(self.folder):
            map_ = pad.split("/")[0]
            if map_ in _LADERS:
                stappen.append(_Stap(moment, 1, pad, partial(self._laad, map_, pad, moment)))
            else:
                stappen.append(_Stap(moment, 2, pad, partial(self._ontvang, pad, moment)))
        return sorted(stappen, key=lambda stap: stap[:3])

    def hervat(self) -> None:
        """Finish the run at which an earlier demo was broken off; everything before it was done."""
        for laatste in runs.laatste_runs(self.werkplek, aantal=1):
            if laatste.stand in ("bezig", "mislukt"):
                taken = {naam: gepland.taak for naam, gepland in self._rooster.items()}
                taken |= {stap.naam: stap.taak for stap in self._mensen if _slot(stap.moment) == laatste.slot}
                runs.hervat(self.werkplek, laatste.id, taken, _klok(laatste.begonnen_op + 2 * STIL), "demo")

    def haal_antwoorden(self) -> None:
        """Offer again what was held when it came: it now gets the answer it was given since."""
        einde = datetime.combine(self.einde, time(12), UTC)
        for pad in self._wachtend:
            ontvangst = ontvang(self.werkplek, (self.folder / pad).read_bytes(), einde)
            self.verloop.tel(ontvangst, self._verwacht[pad], self._gepland, self.folder / "uit")

    def _momenten(self, naam: str) -> Iterator[datetime]:
        """When a task is planned in this year."""
        einde = datetime.combine(self.einde, time(12), UTC)
        moment = volgende(self._rooster[naam], datetime.combine(BEGIN_VERHAAL, time(12), UTC))
        while moment is not None and moment < einde:
            yield moment.astimezone(UTC)
            moment = volgende(self._rooster[naam], moment)

    def _ontvang(self, pad: str, moment: datetime) -> None:
        ontvangst = ontvang(self.werkplek, (self.folder / pad).read_bytes(), moment)
        self.verloop.uitkomsten[ontvangst.uitkomst] += 1
        maand = self.verloop.maanden[_maand(moment)]
        maand.berichten[f"JW{pad[:3]}", ontvangst.uitkomst] += 1
        maand.toegekend += ontvangst.toegekend
        maand.afgewezen += ontvangst.afgewezen
        maand.te_laat += sum(_TE_LAAT.search(zin) is not None for _, zin in ontvangst.termijnen)
        # A demo that was broken off finds a message it received before still waiting.
        if ontvangst.uitkomst in ("aangehouden", "herhaald") and ontvangst.antwoord is None:
            maand.zinnen.append(f"JW323 {ontvangst.identificatie} van {ontvangst.afzender}: {ontvangst.reden}")
            self._wachtend.append(pad)
            return
        self.verloop.tel(ontvangst, self._verwacht[pad], self._gepland, self.folder / "uit")

    def _laad(self, map_: str, pad: str, moment: datetime) -> None:
        bestand = self.folder / pad
        resultaat = _LADERS[map_](self.werkplek, bestand.read_bytes(), bestand.name, moment, "demo")
        if resultaat.fouten:
            raise Regiofout(f"{pad}: {resultaat.fouten[0]}")
        if resultaat.nieuw:
            self.verloop.stappen += 1
            self.verloop.maanden[_maand(moment)].zinnen.append(f"{resultaat.nieuw} {map_} vastgelegd uit {pad}")

    def _draai(self, naam: str, taak: Taak, moment: datetime, wie: str) -> None:
        if naam == "aangehouden" and not (self._wachtend and beslis_aangehouden.wachtende(self.werkplek)):
            # It runs every day; the days on which it would find nothing are left out.
            return
        verslag = runs.draai(self.werkplek, naam, taak, _slot(moment), _klok(moment), wie)
        if verslag is not None:
            self.verloop.stappen += 1
            self.verloop.maanden[_maand(moment)].zinnen += _vertel(naam, verslag)


def _vertel(naam: str, verslag: Verslag) -> list[str]:
    """What of a run is worth a sentence in the story; all of it is in `ijw runs`."""
    match naam:
        case "betalingen":
            stil = [zin for zin in verslag.niet_gedaan if "staan stil" in zin]
            return [f"betaaldag: voorstellen voor {len(verslag.gedaan)} gemeenten", *stil]
        case "aangehouden":
            return [f"zonder besluit, dus met een signaal: {zin}" for zin in verslag.gedaan]
        case "maandafsluiting":
            return [f"boekmaand {zin}" for zin in verslag.gedaan]
    return verslag.gedaan


def _klok(moment: datetime) -> Klok:
    """A clock that stands still at a moment."""
    return lambda: moment


def _slot(moment: datetime) -> str:
    """The slot of a moment, as the plan writes it: what a Dutch wall clock shows."""
    return f"{moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"


def _maand(moment: datetime) -> date:
    return eerste_dag(moment.astimezone(AMSTERDAM).date())
