"""What every decision on work is made of: the item, taken by one person at a time, and what is kept of it.

All of it happens within the transaction of the decision, which `neem_werk` opens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from backoffice.services.beoordeel_verzoek import behandelaar_van, lees_dossier, reden_van
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.verzending import Administratie, Besluitfout, lees_administratie
from backoffice.services.werkplek import Werkplek
from backoffice.services.zaak import Dossier
from backoffice.storage import audit, berichten, verzoeken, werk
from backoffice.storage.werk import Werk
from backoffice.verzoeken.model import Aanvraag, Regel
from backoffice.verzoeken.toetsen import toets
from backoffice.verzoeken.werk import (
    Bevonden,
    Handeling,
    Status,
    regel_als_json,
    uitkomst_als_json,
    voorstel_als_json,
)


@dataclass(frozen=True, slots=True)
class Besluit:
    """Who decides, when (a UTC moment) and on what grounds, in Dutch and without names of cliënten."""

    wie: str
    nu: datetime
    gronden: tuple[str, ...] = ()

    @property
    def vandaag(self) -> date:
        """The Dutch calendar day."""
        return self.nu.astimezone(AMSTERDAM).date()


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What a decision came to: the message that left, if one did, and what it did to the toewijzingen in Dutch."""

    werk_id: int
    handeling: Handeling
    uitgaand_id: int | None = None
    zinnen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Zaak:
    """An item about a verzoek that somebody is deciding on."""

    werk: Werk
    inhoud: dict[str, Any]
    bevonden: Bevonden
    verzoek: verzoeken.Ingediend
    dossier: Dossier

    @property
    def aanvraag(self) -> Aanvraag:
        return self.dossier.aanvraag


@contextmanager
def neem_werk(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Iterator[tuple[Connection, Werk]]:
    """An item that nobody else can decide on until this is done; Besluitfout when somebody did."""
    with werkplek.engine.begin() as conn:
        item = werk.zoek_werk(conn, werk_id)
        if item is None:
            raise Besluitfout(f"Werk {werk_id} bestaat niet. Kijk met ijw werk lijst wat er wacht.")
        berichten.neem_beurt(conn, item.gemeente, item.aanbieder)
        item = werk.zoek_werk(conn, werk_id)
        assert item is not None  # items are never deleted
        if item.status == Status.AFGEDAAN:
            laatste = werk.lees_werkbesluiten(conn, werkplek.kluis, werk_id)[-1]
            raise Besluitfout(
                f"Werk {werk_id} is al afgedaan: {laatste.keuze} door {laatste.wie} op "
                f"{laatste.besloten_op.astimezone(AMSTERDAM):%d-%m-%Y om %H:%M}."
            )
        yield conn, item
        audit.leg_vast(
            conn,
            tijdstip=besluit.nu,
            wie=besluit.wie,
            handeling="besluit genomen",
            doel=f"werk {werk_id}",
            clienten=() if item.client_id is None else (item.client_id,),
        )


@contextmanager
def neem_verzoek(werkplek: Werkplek, werk_id: int, besluit: Besluit) -> Iterator[tuple[Connection, Zaak]]:
    """The same for an item about a verzoek, with what is known of it; Besluitfout for any other."""
    with neem_werk(werkplek, werk_id, besluit) as (conn, item):
        if item.verzoek_id is None:
            raise Besluitfout(f"Werk {werk_id} is geen verzoek van een aanbieder; dit besluit past er niet bij.")
        yield conn, lees_zaak(werkplek, conn, item, besluit)


def lees_zaak(werkplek: Werkplek, conn: Connection, item: Werk, besluit: Besluit) -> Zaak:
    """What is known of the verzoek an item is about."""
    assert item.verzoek_id is not None
    inhoud = werk.lees_inhoud(conn, werkplek.kluis, item.id)
    bevonden = Bevonden.uit_json(inhoud["bevonden"])
    verzoek, dossier = lees_dossier(werkplek, conn, item.verzoek_id, besluit.nu, bevonden)
    return Zaak(item, inhoud, bevonden, verzoek, dossier)


def administratie_van(conn: Connection, item: Werk) -> Administratie:
    """What the gemeente of an item has with its aanbieder and cliënt."""
    assert item.client_id is not None
    return lees_administratie(conn, item.gemeente, item.aanbieder, item.client_id)


def leg_bevonden_vast(
    werkplek: Werkplek,
    conn: Connection,
    zaak: Zaak,
    besluit: Besluit,
    handeling: Handeling,
    bevonden: Bevonden,
    gemeente: str | None = None,
) -> None:
    """Keep facts with the item, propose again with them, and keep who found them."""
    assert zaak.werk.verzoek_id is not None
    _, dossier = lees_dossier(werkplek, conn, zaak.werk.verzoek_id, besluit.nu, bevonden)
    inhoud = {**zaak.inhoud, "bevonden": bevonden.als_json()}
    stel_opnieuw_voor(werkplek, conn, zaak.werk, inhoud, dossier)
    nieuw = replace(zaak, bevonden=bevonden, dossier=dossier)
    leg_vast(werkplek, conn, nieuw, besluit, handeling, None, gemeente=gemeente)


def stel_opnieuw_voor(
    werkplek: Werkplek, conn: Connection, item: Werk, inhoud: dict[str, Any], dossier: Dossier
) -> None:
    """Keep with the item what is proposed now."""
    voorstel = dossier.stel_voor()
    werk.wijzig_werk(
        conn,
        werkplek.kluis,
        item.id,
        {**inhoud, "voorstel": voorstel_als_json(voorstel)},
        reden=reden_van(dossier, voorstel),
        behandelaar=behandelaar_van(voorstel),
    )


def status_van(conn: Connection, zaak: Zaak) -> str:
    """How a verzoek stands that another gemeente answered: open, or being looked into when we said so."""
    verzoek = next(v for v in administratie_van(conn, zaak.werk).verzoeken if v.id == zaak.verzoek.id)
    return (Status.ONDERZOEK if verzoek.verzoek.antwoorden else Status.OPEN).value


def leg_vast(
    werkplek: Werkplek,
    conn: Connection,
    zaak: Zaak,
    besluit: Besluit,
    handeling: Handeling,
    uitgaand_id: int | None,
    *,
    code: str | None = None,
    gemeente: str | None = None,
    regels: Sequence[Regel] = (),
    zinnen: Sequence[str] = (),
) -> None:
    """Keep a decision on a verzoek, with what the checks said and which lines were granted."""
    inhoud = {
        "gronden": list(besluit.gronden),
        "uitkomsten": [uitkomst_als_json(een) for een in toets(zaak.aanvraag, zaak.dossier.zaak)],
        "bevonden": zaak.bevonden.als_json(),
        "regels": [regel_als_json(regel) for regel in regels],
        "gevolgen": list(zinnen),
    }
    werk.bewaar_werkbesluit(
        conn,
        werkplek.kluis,
        zaak.werk.id,
        handeling.value,
        besluit.wie,
        besluit.nu,
        inhoud,
        code=code,
        andere_gemeente=gemeente,
        uitgaand_id=uitgaand_id,
    )


def sluit_herhaald(
    werkplek: Werkplek, conn: Connection, administratie: Administratie, besluit: Besluit, uitgaand_id: int
) -> None:
    """What a refused JW301 told is told again by this one, so nobody has to send it again."""
    for item in werk.te_herhalen(conn, administratie.client_id, administratie.aanbieder):
        leg_kaal_vast(werkplek, conn, item, besluit, Handeling.HERHALEN, {}, uitgaand_id)
        sluit(werkplek, conn, item, besluit)


def leg_kaal_vast(
    werkplek: Werkplek,
    conn: Connection,
    item: Werk,
    besluit: Besluit,
    handeling: Handeling,
    meer: dict[str, Any],
    uitgaand_id: int | None = None,
) -> None:
    """Keep a decision on any item."""
    inhoud = {"gronden": list(besluit.gronden), **meer}
    werk.bewaar_werkbesluit(
        conn, werkplek.kluis, item.id, handeling.value, besluit.wie, besluit.nu, inhoud, uitgaand_id=uitgaand_id
    )


def sluit(werkplek: Werkplek, conn: Connection, item: Werk, besluit: Besluit) -> None:
    """Put an item away as done."""
    werk.wijzig_werk(
        conn,
        werkplek.kluis,
        item.id,
        status=Status.AFGEDAAN.value,
        aangehouden_tot=None,
        behandelaar=besluit.wie,
    )
