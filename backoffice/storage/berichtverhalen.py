"""Messages as they were judged: verdict, findings, signals and answer, from what was stored at the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, select

from backoffice.storage.berichten import ontsleutel_inhoud
from backoffice.storage.tabellen import bericht, bevinding, signaal, uitgaand
from backoffice.versleuteling import Kluis
from ijw.bevinding import Bevinding, Niveau
from ijw.regels.toetsing import Signaal


@dataclass(frozen=True, slots=True)
class Berichtverhaal:
    """What became of one received message; `inhoud` are its bytes, `antwoord` names its answer if it got one."""

    soort: str
    afzender: str
    ontvanger: str
    identificatie: str
    dagtekening: date
    ontvangen_op: datetime
    afgekeurd: bool
    niveau: int | None
    is_conflict: bool
    beantwoordt: str | None
    bevindingen: tuple[Bevinding, ...]
    signalen: tuple[Signaal, ...]
    antwoord: str | None
    inhoud: bytes


def zoek_berichten(
    conn: Connection, kluis: Kluis, identificatie: str, partij: str | None, zonder: str
) -> list[Berichtverhaal]:
    """The received messages with an Identificatie, oldest first; of one partij when it is named.

    Messages of berichtsoort `zonder` are passed over.
    """
    b = bericht.c
    vraag = (
        select(bericht, uitgaand.c.soort.label("antwoord"), uitgaand.c.identificatie.label("kenmerk"))
        .outerjoin(uitgaand, uitgaand.c.bericht_id == b.id)
        .where(b.identificatie == identificatie, b.soort != zonder)
        .order_by(b.id)
    )
    if partij is not None:
        vraag = vraag.where((b.afzender == partij) | (b.ontvanger == partij))
    return [_verhaal(conn, kluis, rij) for rij in conn.execute(vraag).mappings().all()]


def _verhaal(conn: Connection, kluis: Kluis, rij: RowMapping) -> Berichtverhaal:
    b = bevinding.c
    bevindingen = conn.execute(
        select(b.regel, b.niveau, b.retourcode, b.locatie, b.onderwerp, b.element, b.gevonden, b.verwacht)
        .where(b.bericht_id == rij["id"])
        .order_by(b.id)
    )
    return Berichtverhaal(
        soort=rij["soort"],
        afzender=rij["afzender"],
        ontvanger=rij["ontvanger"],
        identificatie=rij["identificatie"],
        dagtekening=rij["dagtekening"],
        ontvangen_op=rij["ontvangen_op"],
        afgekeurd=rij["oordeel"] == "afgekeurd",
        niveau=rij["niveau"],
        is_conflict=rij["conflict_van"] is not None,
        beantwoordt=rij["beantwoordt"],
        bevindingen=tuple(Bevinding(regel, Niveau(niveau), *rest) for regel, niveau, *rest in bevindingen),
        signalen=tuple(lees_signalen(conn, rij["id"])),
        antwoord=None if rij["antwoord"] is None else f"{rij['antwoord']} {rij['kenmerk']}",
        inhoud=ontsleutel_inhoud(kluis, rij["inhoud"]),
    )


def lees_signalen(conn: Connection, bericht_id: int) -> list[Signaal]:
    """What a person may want to look at in a message, as a whole or in one of its prestaties."""
    s = signaal.c
    vraag = select(s.regel, s.reden).where(s.bericht_id == bericht_id).order_by(s.id)
    return [Signaal(regel, reden) for regel, reden in conn.execute(vraag)]
