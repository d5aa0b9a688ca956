"""The work list, and deciding on what waits in it."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import Field

from backoffice.api.problemen import ApiFout
from backoffice.api.voorwaarden import Gezien, keur_gezien
from backoffice.api.vorm import GROOTSTE_ID, Gemeentecode, Id, Invoer, Lijst, Tekst, Vorm, lijst
from backoffice.services import besluit_werk, werkvorm
from backoffice.services.besluitstap import Uitslag
from backoffice.services.inzage import werk
from backoffice.services.inzage.werk import Beslis
from backoffice.services.werklijst import Werkblad
from backoffice.toegang.rechten import Recht
from backoffice.web.poort import Hier, Vandaag, Wie, recht

router = APIRouter(prefix="/werk", tags=["werk"])


OokAfgedaan = Annotated[bool, Query(alias="ookAfgedaan", description="Ook wat is afgedaan.")]


class Werk(Vorm):
    """What waits for somebody, with its deadline: `over` counts werkdagen or days, below zero when late."""

    id: int
    soort: str
    gemeente: str
    aanbieder: str
    status: str
    aangehouden_tot: date | None
    behandelaar: str | None
    reden: str
    vervaldag: date | None
    over: int | None
    fase: str | None


class Werkbesluit(Vorm):
    """A decision that was taken before."""

    keuze: str
    code: str | None
    andere_gemeente: str | None
    wie: str
    besloten_op: datetime
    uitgaand_id: int | None


class WerkInhoud(Vorm):
    """An item in full: what is proposed and why (`inhoud`), its deadlines, and what was decided so far."""

    id: int
    soort: str
    gemeente: str
    aanbieder: str
    status: str
    aangehouden_tot: date | None
    behandelaar: str | None
    reden: str
    termijnen: list[str]
    inhoud: dict[str, Any]
    besluiten: list[Werkbesluit]


class NieuwBesluit(Invoer):
    """What is decided, on what grounds; the other fields belong to one `handeling` each."""

    handeling: Literal[
        "wijs-toe",
        "wijs-af",
        "neem-in-onderzoek",
        "houd-aan",
        "draag-over",
        "antwoord-op-overname",
        "herhaal",
        "sluit-af",
    ]
    gronden: list[Tekst] = Field(default_factory=list, max_length=20)
    einddatum: date | None = None
    volume: int | None = Field(default=None, ge=1, le=GROOTSTE_ID)
    budget: int | None = Field(default=None, ge=1, le=GROOTSTE_ID)
    code: Literal["1", "2", "3", "4", "5", "6", "7", "8", "9"] | None = None
    gemeente: Gemeentecode | None = None
    tot: date | None = None
    akkoord: bool | None = None


class Feiten(Invoer):
    """What somebody found out about a verzoek; what is left out stays as it is."""

    gronden: list[Tekst] = Field(default_factory=list, max_length=20)
    woonplaats: Gemeentecode | None = None
    andere_grond: bool = False
    verhuisd_op: date | None = None
    verhuisd_van: Gemeentecode | None = None
    jeugdstrafrecht: bool | None = None
    maatregel: bool | None = None
    levering_begonnen: bool | None = None
    afkeur: Tekst | None = None


class Besloten(Vorm):
    """What a decision came to: the message that left, if one did, and what it did."""

    werk_id: int
    handeling: str
    uitgaand_id: int | None
    zinnen: list[str]


@router.get("")
@recht(Recht.WERK_ZIEN)
def haal_op(
    request: Request, hier: Hier, wie: Wie, vandaag: Vandaag, ook_afgedaan: OokAfgedaan = False
) -> Lijst[Werk]:
    """Wat er wacht, het dringendste eerst."""
    items = werk.lijst(hier.werkplek, wie, vandaag, ook_afgedaan=ook_afgedaan)
    return lijst(request, Werk, [werkvorm.als_json(item, klok) for item, klok in items])


@router.get("/{id}")
@recht(Recht.WERK_ZIEN)
def toon(hier: Hier, wie: Wie, id: Id) -> WerkInhoud:
    """Een stuk werk met alles waarop het berust."""
    return _inhoud(werk.toon(hier.werkplek, wie, id, hier.nu()))


@router.post("/{id}/besluiten")
@recht(Recht.WERK_BESLUITEN)
def besluit(
    request: Request, hier: Hier, wie: Wie, id: Id, nieuw: NieuwBesluit, gezien: Gezien = None
) -> Besloten:
    """Besluit; het bericht aan de aanbieder gaat meteen uit."""
    beslis = _beslis(nieuw)
    keur_gezien(request, toon(hier, wie, id))
    return _besloten(werk.besluit(hier.werkplek, wie, id, hier.nu(), nieuw.gronden, beslis))


@router.post("/{id}/feiten")
@recht(Recht.WERK_BESLUITEN)
def leg_feiten_vast(
    request: Request, hier: Hier, wie: Wie, id: Id, nieuw: Feiten, gezien: Gezien = None
) -> Besloten:
    """Leg vast wat u uitzocht; het verzoek wordt opnieuw getoetst."""
    keur_gezien(request, toon(hier, wie, id))
    ja_nee = {naam: getattr(nieuw, naam) for naam in ("jeugdstrafrecht", "maatregel", "levering_begonnen")}
    feiten = werkvorm.feiten(
        wie.naam,
        woonplaats=nieuw.woonplaats,
        andere_grond=nieuw.andere_grond,
        verhuisd_op=nieuw.verhuisd_op,
        verhuisd_van=nieuw.verhuisd_van,
        afkeur=nieuw.afkeur,
        **{naam: "ja" if waarde else "nee" for naam, waarde in ja_nee.items() if waarde is not None},
    )
    vastleggen = partial(besluit_werk.leg_feiten_vast, **feiten)
    return _besloten(werk.besluit(hier.werkplek, wie, id, hier.nu(), nieuw.gronden, vastleggen))


def _beslis(nieuw: NieuwBesluit) -> Beslis:
    """What a decision does; ApiFout 400 when it lacks what it needs."""
    match nieuw:
        case NieuwBesluit(handeling="wijs-toe"):
            anders = nieuw.model_dump(include={"einddatum", "volume", "budget"}, exclude_none=True)
            return partial(besluit_werk.wijs_toe, anders=anders)
        case NieuwBesluit(handeling="wijs-af", code=str(code)):
            return partial(besluit_werk.wijs_af, code=code, gemeente=nieuw.gemeente)
        case NieuwBesluit(handeling="neem-in-onderzoek"):
            return besluit_werk.neem_in_onderzoek
        case NieuwBesluit(handeling="houd-aan", tot=date() as tot):
            return partial(besluit_werk.houd_aan, tot=tot)
        case NieuwBesluit(handeling="draag-over", gemeente=str(gemeente)):
            return partial(besluit_werk.draag_over, gemeente=gemeente)
        case NieuwBesluit(handeling="antwoord-op-overname", akkoord=bool(akkoord)):
            return partial(besluit_werk.antwoord_op_overname, akkoord=akkoord)
        case NieuwBesluit(handeling="herhaal"):
            return besluit_werk.herhaal
        case NieuwBesluit(handeling="sluit-af"):
            return besluit_werk.sluit_af
    nodig = {"wijs-af": "code", "houd-aan": "tot", "draag-over": "gemeente"}.get(nieuw.handeling, "akkoord")
    raise ApiFout(400, f"Bij de handeling {nieuw.handeling} hoort het veld {nodig}.")


def _inhoud(blad: Werkblad) -> WerkInhoud:
    termijnen = [klok.zin for klok in blad.klokken]
    return WerkInhoud.van(blad.werk, termijnen=termijnen, inhoud=blad.inhoud, besluiten=blad.besluiten)


def _besloten(uitslag: Uitslag) -> Besloten:
    return Besloten.van(uitslag, handeling=uitslag.handeling.value)
