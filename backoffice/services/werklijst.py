"""The work list as people see it, and one item with everything it rests on; looking at one is recorded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from backoffice.services.beoordeel_verzoek import lees_dossier
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.verzending import Besluitfout
from backoffice.services.werkmeldingen import klok_van
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, verzoeken, werk
from backoffice.storage.beleid import Gemeentebeleid, bewaar_beleid, lees_beleid
from backoffice.storage.database import lezen
from backoffice.storage.views.verzoeken import lees_antwoorden
from backoffice.storage.werk import Werk, Werkbesluit
from backoffice.termijnen import Klok
from backoffice.verzoeken.klokken import klokken
from backoffice.verzoeken.model import Aanvraag
from backoffice.verzoeken.werk import REGIO, Bevonden, Status, Werksoort


@dataclass(frozen=True, slots=True)
class Werkblad:
    """One item with its content, its decisions so far, its deadlines and, when it is one, the verzoek."""

    werk: Werk
    inhoud: dict[str, Any]
    besluiten: tuple[Werkbesluit, ...]
    klokken: tuple[Klok, ...]
    aanvraag: Aanvraag | None


def lijst(
    werkplek: Werkplek, vandaag: date, gemeenten: Collection[str] = (), *, ook_afgedaan: bool = False
) -> list[tuple[Werk, Klok | None]]:
    """What waits at these gemeenten (else at all, with what is of the region), each with its deadline."""
    gevraagd = gemeenten or {*werkplek.instellingen.gemeenten, REGIO}
    with lezen(werkplek.engine) as conn:
        items = werk.lees_lijst(conn, sorted(gevraagd), ook_afgedaan=ook_afgedaan)
    return [(item, klok_van(werkplek, item, vandaag)) for item in items]


def toon(werkplek: Werkplek, werk_id: int, nu: datetime, wie: str) -> Werkblad:
    """One item in full; Besluitfout when there is none."""
    vandaag = nu.astimezone(AMSTERDAM).date()
    with werkplek.engine.begin() as conn:
        item = werk.zoek_werk(conn, werk_id)
        if item is None:
            raise Besluitfout(f"Werk {werk_id} bestaat niet. Kijk met ijw werk lijst wat er wacht.")
        inhoud = werk.lees_inhoud(conn, werkplek.kluis, werk_id)
        eigen = klok_van(werkplek, item, vandaag)
        lopend: tuple[Klok, ...] = () if eigen is None else (eigen,)
        aanvraag = None
        if item.verzoek_id is not None:
            bevonden = Bevonden.uit_json(inhoud["bevonden"])
            verzoek, dossier = lees_dossier(werkplek, conn, item.verzoek_id, nu, bevonden)
            aanvraag = dossier.aanvraag
            if item.status != Status.AFGEDAAN:
                lopend = klokken(
                    aanvraag,
                    verzoek.ontvangen_op.astimezone(AMSTERDAM).date(),
                    vandaag,
                    werkplek.kalender,
                    in_onderzoek=bool(lees_antwoorden(conn, verzoek.id)),
                )
        besluiten = tuple(werk.lees_werkbesluiten(conn, werkplek.kluis, werk_id))
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=wie,
            handeling="werk ingezien",
            doel=f"werk {werk_id}",
            clienten=() if item.client_id is None else (item.client_id,),
        )
    return Werkblad(item, inhoud, besluiten, lopend if item.status != Status.AFGEDAAN else (), aanvraag)


def zoek_verzoek(werkplek: Werkplek, aanbieder: str, referentie: str) -> int | None:
    """The newest item about a verzoek of an aanbieder; None when it was never taken up."""
    with lezen(werkplek.engine) as conn:
        gevonden = verzoeken.zoek_verzoeken(conn, aanbieder, [referentie])
        items = [item for een in gevonden for item in werk.van_verzoek(conn, een.id)]
    return items[-1].id if items else None


def zoek_overname(werkplek: Werkplek, werk_id: int) -> int:
    """The question to another gemeente that an item led to; KeyError when none waits."""
    with lezen(werkplek.engine) as conn:
        return werk.zoek_niet_af(conn, Werksoort.OVERNAME.value, [str(werk_id)])[str(werk_id)].id


def besluit_op(werkplek: Werkplek, werk_id: int) -> str | None:
    """How an item that is done ended: the code it was refused with, else what was done; None while it waits."""
    with lezen(werkplek.engine) as conn:
        item = werk.zoek_werk(conn, werk_id)
        if item is None or item.status != Status.AFGEDAAN:
            return None
        laatste = werk.lees_werkbesluiten(conn, werkplek.kluis, werk_id)[-1]
    return laatste.code or laatste.keuze


def kies_beleid(
    werkplek: Werkplek, gemeente: str, vanaf: date, keuze: Gemeentebeleid, wie: str, nu: datetime
) -> None:
    """Keep what a gemeente chose, from a day on; Besluitfout when this back office does not work for it."""
    if gemeente not in werkplek.instellingen.gemeenten:
        raise Besluitfout(f"Voor gemeente {gemeente} werkt deze back office niet.")
    with werkplek.engine.begin() as conn:
        bewaar_beleid(conn, gemeente, vanaf, keuze, wie, nu)


def geldend_beleid(werkplek: Werkplek, gemeente: str, dag: date) -> Gemeentebeleid:
    """What goes for a gemeente on a day."""
    with lezen(werkplek.engine) as conn:
        return lees_beleid(conn, gemeente, dag)
