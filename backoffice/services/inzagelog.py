"""Who saw or changed what about a person: the question the audit log exists for (NEN 7513, art. 15 AVG)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from backoffice.fouten import OnjuisteInhoud
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit
from backoffice.storage.audit import Gezien
from ijw import nummers


class Zoekfout(OnjuisteInhoud):
    """There is nothing to look for, or nobody it could be about; the text never repeats a BSN."""


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """What to look for: a BSN, a toewijzing (of a gemeente), or a message; and on which Dutch days, inclusive."""

    bsn: str | None = None
    toewijzing: int | None = None
    gemeente: str | None = None
    bericht: str | None = None
    van: date | None = None
    tot_en_met: date | None = None


def zoek(
    werkplek: Werkplek,
    vraag: Zoekvraag,
    tijdstip: datetime,
    wie: str,
    *,
    nieuwste: int | None = None,
    voor: int | None = None,
) -> list[Gezien]:
    """The entries of the log that answer a question, oldest first; raises Zoekfout when it cannot be asked.

    Or so many of the newest, newest first, of those from before the one with id `voor`.

    Looking is an access to the data of the cliënten that are found, and is recorded; it stands in the next answer.
    """
    if (
        vraag.van is None
        and vraag.tot_en_met is None
        and (vraag.bsn, vraag.toewijzing, vraag.bericht) == (None,) * 3
    ):
        raise Zoekfout("Zeg over wie of wanneer: een bsn, een toewijzing, een bericht of een periode.")
    if vraag.bsn is not None and not nummers.bsn_geldig(vraag.bsn):
        raise Zoekfout("Dit is geen bsn. Verwacht: negen cijfers die aan de elfproef voldoen.")
    with werkplek.engine.begin() as conn:
        gevonden = audit.zoek(
            conn,
            clienten=_clienten(werkplek, conn, vraag),
            berichten=None if vraag.bericht is None else audit.berichten_met(conn, vraag.bericht),
            van=None if vraag.van is None else _begin(vraag.van),
            tot=None if vraag.tot_en_met is None else _begin(vraag.tot_en_met + timedelta(days=1)),
            nieuwste=nieuwste,
            voor=voor,
        )
        audit.leg_vast(
            conn,
            tijdstip=tijdstip,
            wie=wie,
            handeling="auditlog ingezien",
            doel=_doel(vraag),
            clienten={een.client_id for een in gevonden if een.client_id is not None},
        )
    return gevonden


def _clienten(werkplek: Werkplek, conn: Connection, vraag: Zoekvraag) -> list[int] | None:
    if vraag.bsn is not None:
        return audit.clienten_van_bsn(conn, werkplek.kluis.bsn_index(vraag.bsn))
    if vraag.toewijzing is not None:
        return audit.clienten_van_toewijzing(conn, vraag.toewijzing, vraag.gemeente)
    return None


def _doel(vraag: Zoekvraag) -> str:
    if vraag.bsn is not None:
        return "auditlog op bsn"
    if vraag.toewijzing is not None:
        return f"auditlog van toewijzing {vraag.toewijzing}"
    return "auditlog van een periode" if vraag.bericht is None else f"auditlog van bericht {vraag.bericht}"


def _begin(dag: date) -> datetime:
    return datetime.combine(dag, time.min, AMSTERDAM).astimezone(UTC)
