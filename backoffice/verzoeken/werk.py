"""What waits for a person: the kinds of work, how it stands, what can be done with it, and what was found out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from backoffice.verzoeken.besluit import Keuze, Voorstel, Vorm
from backoffice.verzoeken.model import InhoudelijkeAfkeur, Regel, Uitkomst, Verhuizing, Woonplaats
from ijw.feiten import ONBEKEND, Onbekend

AUTOMATISCH = "automatisch"
"""Who handles what the policy of the gemeente lets the software decide."""

REGIO = "regio"
"""Whose work it is when it is of no gemeente alone."""


class Werksoort(StrEnum):
    """Why something waits."""

    VERZOEK = "verzoek"
    OVERNAME = "vraag van een andere gemeente"
    GEWEIGERD = "geweigerd bericht"
    GEEN_RETOUR = "geen retourbericht"
    CONTRACT = "contractwacht"
    BETALING = "teruggekomen betaling"
    BOEKEN = "verschil in de boeken"
    EIGEN = "eigen voornemen"


class Status(StrEnum):
    """How an item stands."""

    OPEN = "open"
    AANGEHOUDEN = "aangehouden"
    ONDERZOEK = "in onderzoek"
    OVERGEDRAGEN = "overgedragen"
    AFGEDAAN = "afgedaan"


class Handeling(StrEnum):
    """What a person, or the software by policy, did with an item."""

    TOEWIJZEN = "toegewezen"
    AFWIJZEN = "afgewezen"
    ONDERZOEK = "in onderzoek genomen"
    AANHOUDEN = "aangehouden"
    OVERDRAGEN = "overgedragen"
    FEITEN = "feiten vastgelegd"
    AKKOORD = "verantwoordelijkheid aanvaard"
    NIET_AKKOORD = "verantwoordelijkheid niet aanvaard"
    HERHALEN = "opnieuw verzonden"
    AFSLUITEN = "afgesloten"


@dataclass(frozen=True, slots=True)
class Bevonden:
    """What a person found out about a verzoek, for the checks; what nobody looked up is ONBEKEND."""

    woonplaats: Woonplaats | Onbekend = ONBEKEND
    verhuizing: Verhuizing | None = None
    jeugdstrafrecht: bool | Onbekend = ONBEKEND
    maatregel: bool = False
    afkeur: InhoudelijkeAfkeur | None = None
    levering_begonnen: bool | Onbekend = ONBEKEND

    def als_json(self) -> dict[str, Any]:
        """Only what is known, as values that JSON knows."""
        bekend: dict[str, Any] = {}
        for veld in fields(self):
            waarde = getattr(self, veld.name)
            if waarde is ONBEKEND or waarde is None:
                continue
            bekend[veld.name] = waarde if isinstance(waarde, bool) else _kaal(asdict(waarde))
        return bekend

    @classmethod
    def uit_json(cls, bekend: dict[str, Any]) -> Bevonden:
        """Read what `als_json` gave."""
        waarden = dict(bekend)
        if "woonplaats" in waarden:
            waarden["woonplaats"] = Woonplaats(**waarden["woonplaats"])
        if "verhuizing" in waarden:
            verhuizing = waarden["verhuizing"]
            waarden["verhuizing"] = Verhuizing(date.fromisoformat(verhuizing["dag"]), verhuizing["van"])
        if "afkeur" in waarden:
            waarden["afkeur"] = InhoudelijkeAfkeur(**waarden["afkeur"])
        return cls(**waarden)


def voorstel_als_json(voorstel: Voorstel) -> dict[str, Any]:
    """A proposal with everything it rests on, to be kept and shown."""
    return {
        "vorm": voorstel.vorm.value,
        "keuze": voorstel.keuze.value,
        "code": voorstel.code,
        "gemeente": voorstel.gemeente,
        "gronden": list(voorstel.gronden),
        "inkortingen": [inkorting.reden for inkorting in voorstel.inkortingen],
        "regels": [regel_als_json(regel) for regel in voorstel.regels],
        "uitkomsten": [uitkomst_als_json(uitkomst) for uitkomst in voorstel.uitkomsten],
    }


def uitkomst_als_json(uitkomst: Uitkomst) -> dict[str, Any]:
    """What one check said: its name, code, source, and what it looked at."""
    return {
        "toets": uitkomst.toets.naam,
        "code": uitkomst.toets.code,
        "bron": uitkomst.toets.bron,
        "stand": uitkomst.stand.value,
        "onderdeel": uitkomst.onderdeel,
        "zin": uitkomst.zin,
    }


def regel_als_json(regel: Regel) -> dict[str, Any]:
    """A line with only what is filled in."""
    return _kaal(asdict(regel))


def regel_uit_json(regel: dict[str, Any]) -> Regel:
    """Read what `regel_als_json` gave."""
    waarden = {"categorie": None, "code": None, "einddatum": None, **regel}
    for naam in ("ingangsdatum", "einddatum", "peildag"):
        if waarden[naam] is not None:
            waarden[naam] = date.fromisoformat(waarden[naam])
    return Regel(**waarden)


def zegt(keuze: Keuze, code: str | None, vorm: Vorm) -> str:
    """A proposal in a few Dutch words."""
    wat = f"{keuze.value} met code {code}" if code else keuze.value
    return f"{wat} ({vorm.value})"


def _kaal(waarden: dict[str, Any]) -> dict[str, Any]:
    return {
        naam: waarde.isoformat() if isinstance(waarde, date) else waarde
        for naam, waarde in waarden.items()
        if waarde is not None
    }
