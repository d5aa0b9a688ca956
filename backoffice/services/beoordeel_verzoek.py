"""A verzoek that was taken up becomes work: checked, with a proposed decision, its grounds and its deadline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from backoffice.services.verwerking import AMSTERDAM, Binnengekomen
from backoffice.services.werkplek import Werkplek
from backoffice.services.zaak import Dossier, dossiers_van
from backoffice.storage import verzoeken, werk
from backoffice.termijnen import Vanaf
from backoffice.verzoeken.besluit import Voorstel, Vorm
from backoffice.verzoeken.klokken import klokken
from backoffice.verzoeken.werk import AUTOMATISCH, Bevonden, Werksoort, voorstel_als_json, zegt
from ijw.json_vorm import van_json


def maak_werk(
    werkplek: Werkplek,
    conn: Connection,
    binnen: Binnengekomen,
    bericht_id: int,
    client_id: int,
    verzoek_ids: Sequence[int],
) -> None:
    """Check the verzoeken of a message that was taken up, in its transaction, and make a work item of each."""
    dag = binnen.ontvangstdatum
    dossiers = dossiers_van(werkplek, conn, [binnen.kop], bericht_id, client_id, dag, {})
    for verzoek_id, dossier in zip(verzoek_ids, dossiers, strict=True):
        voorstel = dossier.stel_voor()
        werk.voeg_werk_toe(
            conn,
            werkplek.kluis,
            soort=Werksoort.VERZOEK.value,
            gemeente=binnen.gemeente,
            aanbieder=binnen.aanbieder,
            sleutel=str(verzoek_id),
            reden=reden_van(dossier, voorstel),
            inhoud={"voorstel": voorstel_als_json(voorstel), "bevonden": {}},
            ontvangen_op=binnen.ontvangen_op,
            client_id=client_id,
            verzoek_id=verzoek_id,
            behandelaar=behandelaar_van(voorstel),
            **eerste_klok(werkplek, dossier, dag, dag, in_onderzoek=False),
        )


def reden_van(dossier: Dossier, voorstel: Voorstel) -> str:
    """Why a verzoek is on the list, and what is proposed."""
    aanvraag = dossier.aanvraag
    return f"{aanvraag.herkomst} {aanvraag.referentie}: {zegt(voorstel.keuze, voorstel.code, voorstel.vorm)}"


def behandelaar_van(voorstel: Voorstel) -> str | None:
    """Who handles it: the software where the policy says so, else nobody yet."""
    return AUTOMATISCH if voorstel.vorm is Vorm.AUTOMATISCH else None


def eerste_klok(
    werkplek: Werkplek, dossier: Dossier, ontvangen: date, vandaag: date, *, in_onderzoek: bool
) -> dict[str, Any]:
    """The columns of the deadline that ends first; none for a draft of the gemeente."""
    aanvraag = dossier.aanvraag
    lopend = klokken(aanvraag, ontvangen, vandaag, werkplek.kalender, in_onderzoek=in_onderzoek)
    if not lopend:
        return {}
    eerste = lopend[0]
    return {
        "termijn": eerste.termijn.naam,
        "geteld_vanaf": aanvraag.dagtekening if eerste.termijn.vanaf is Vanaf.DAGTEKENING else ontvangen,
        "vervaldag": eerste.vervaldag,
    }


def lees_dossier(
    werkplek: Werkplek, conn: Connection, verzoek_id: int, nu: datetime, bevonden: Bevonden
) -> tuple[verzoeken.Ingediend, Dossier]:
    """A verzoek as it came in, with what is known around it today."""
    samen = verzoeken.zoek_bericht_van(conn, werkplek.kluis, verzoek_id)
    plaats = next(plaats for plaats, een in enumerate(samen) if een.id == verzoek_id)
    dit = samen[plaats]
    dossiers = dossiers_van(
        werkplek,
        conn,
        [van_json(een.inhoud)[0] for een in samen],
        dit.bericht_id,
        dit.client_id,
        nu.astimezone(AMSTERDAM).date(),
        {dit.referentie: bevonden},
    )
    return dit, dossiers[plaats]
