"""The plan: which task runs when, and the process that keeps to it.

Slots are what the clock on a Dutch wall shows, so that a clock change neither doubles nor drops one: 02:30 on the
last Sunday of October comes twice and is one slot, and 02:30 on the last Sunday of March is due when it is three.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from backoffice.fouten import InstellingFout
from backoffice.ports.postbus import Postbus
from backoffice.services import runs, taken
from backoffice.services.runs import Klok, Roosterregel, Taak
from backoffice.services.werkplek import Werkplek

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
_TERUGKIJKEN: Final = timedelta(days=62)
_SLOTVORM: Final = "%Y-%m-%d %H:%M"


class Gepland(NamedTuple):
    """A task, what it does in Dutch, and when: minute, hour, day of month, month, day of week (mon to sun)."""

    taak: Taak
    hulp: str
    wanneer: str


ROOSTER: Final[Mapping[str, Gepland]] = {
    "betalingen": Gepland(taken.stel_betalingen_voor, "stel betalingen voor per gemeente", "0 6 * * tue"),
    "antwoordbewaking": Gepland(taken.bewaak_termijnen, "meld wat bijna beantwoord moet zijn", "0 8 * * mon-fri"),
    "betaalbewaking": Gepland(taken.bewaak_betalingen, "meld voorstellen die wachten", "0 7 * * mon-fri"),
    "aangehouden": Gepland(taken.beantwoord_aangehouden, "beantwoord wat niet langer kan wachten", "0 8 * * *"),
    "contractwacht": Gepland(
        taken.houd_contractwacht, "zet op de werklijst wat aan contracten opvalt", "0 6 * * *"
    ),
    "werkbewaking": Gepland(taken.bewaak_werk, "meld termijnen en antwoorden die uitblijven", "0 7 * * mon-fri"),
    "maandafsluiting": Gepland(taken.sluit_maanden, "sluit de maanden die voorbij zijn", "0 5 6 * *"),
    "boekencontrole": Gepland(taken.kijk_boeken_na, "kijk of de boeken tot op de regel aansluiten", "0 3 * * *"),
    "opruimen": Gepland(taken.ruim_runs_op, "ruim runs op die niets te doen hadden", "0 4 * * *"),
    "afrekening": Gepland(taken.maak_afrekeningen, "reken af over de maanden die gesloten zijn", "0 6 6 * *"),
}


def rooster_van(omgeving: Mapping[str, str], postbus: Postbus | None = None) -> dict[str, Gepland]:
    """The plan with what IJW_ROOSTER_<TAAK> changes (a crontab line, or "nooit"); InstellingFout when unclear.

    With a postbus its messages come in and go out as well.
    """
    alle = dict(ROOSTER)
    if postbus is not None:
        hulp = "haal berichten uit de postbus en bezorg wat klaarligt"
        alle["uitwisseling"] = Gepland(taken.wissel_uit(postbus), hulp, "*/5 * * * *")
    rooster = {}
    for naam, gepland in alle.items():
        instelling = f"IJW_ROOSTER_{naam.upper()}"
        wanneer = omgeving.get(instelling) or gepland.wanneer
        if wanneer == "nooit":
            continue
        try:
            _trigger(wanneer)
        except ValueError as fout:
            raise InstellingFout(
                f"{instelling} is '{wanneer}'. Verwacht: minuut, uur, dag, maand en weekdag, "
                "zoals '0 6 * * mon-fri', of 'nooit'."
            ) from fout
        rooster[naam] = gepland._replace(wanneer=wanneer)
    return rooster


def volgende(gepland: Gepland, na: datetime) -> datetime | None:
    """The first planned moment after a moment, in Dutch time."""
    moment = _trigger(gepland.wanneer).get_next_fire_time(None, _wand(na) + timedelta(microseconds=1))
    return None if moment is None else moment.replace(tzinfo=AMSTERDAM)


def rooster_op(rooster: Mapping[str, Gepland], na: datetime) -> list[Roosterregel]:
    """What is planned after a moment, what comes first in front."""
    regels = [Roosterregel(naam, gepland.hulp, volgende(gepland, na)) for naam, gepland in rooster.items()]
    return sorted(regels, key=lambda regel: (regel.volgende is None, regel.volgende, regel.naam))


def tik(werkplek: Werkplek, rooster: Mapping[str, Gepland], klok: Klok, wie: str) -> None:
    """Do what is due: runs that were left, and per task the latest slot that nobody took.

    Of several missed slots only the latest runs, once; each task looks itself for what is still to be done. The
    first tick ever only marks from when slots count.
    """
    runs.hervat_verlaten(werkplek, {naam: gepland.taak for naam, gepland in rooster.items()}, klok, wie)
    for naam, gepland in rooster.items():
        nu = _wand(klok())
        vorig = runs.laatste_slot(werkplek, naam)
        if vorig is None:
            runs.draai(werkplek, naam, _niets, _slot(nu), klok, wie)
        elif (slot := _open_slot(gepland, vorig, nu)) is not None:
            runs.draai(werkplek, naam, gepland.taak, slot, klok, wie)


def _niets(*_: object) -> Iterator[None]:
    return iter(())


def _open_slot(gepland: Gepland, vorig: str, nu: datetime) -> str | None:
    """The latest planned slot after the one that was taken, up to now."""
    trigger = _trigger(gepland.wanneer)
    sinds = max(datetime.strptime(vorig, _SLOTVORM).replace(tzinfo=UTC), nu - _TERUGKIJKEN)
    gevonden: datetime | None = None
    moment = trigger.get_next_fire_time(None, sinds + timedelta(minutes=1))
    while moment is not None and moment <= nu:
        gevonden, moment = moment, trigger.get_next_fire_time(None, moment + timedelta(minutes=1))
    return None if gevonden is None else _slot(gevonden)


def _wand(moment: datetime) -> datetime:
    """What a Dutch wall clock shows, as if it were UTC: a time line without gaps to count slots on."""
    return moment.astimezone(AMSTERDAM).replace(tzinfo=UTC)


def _slot(moment: datetime) -> str:
    return f"{moment:{_SLOTVORM}}"


def _trigger(wanneer: str) -> CronTrigger:
    return CronTrigger.from_crontab(wanneer, timezone=UTC)
