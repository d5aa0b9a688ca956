"""Verzoeken of aanbieders: as lists, and one with what was answered; each look is recorded.

What is proposed, and who else was asked, is for the gemeente: an aanbieder sees how its verzoek stands and ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, werk
from backoffice.storage.views import verzoeken
from backoffice.storage.views.verzoeken import AntwoordRij, Toegewezen, VerzoekRij
from backoffice.storage.views.verzoeken import Verzoekvraag as Verzoekvraag
from backoffice.toegang.rechten import Bezoeker
from backoffice.verzoeken.werk import Status

PER_PAGINA: Final = 50
_VOOR_AANBIEDER: Final = frozenset({Status.ONDERZOEK, Status.AFGEDAAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzoekregel:
    """A verzoek as a list shows it.

    `uiterlijk` is the last day to answer while it is open. `voorstel` says in Dutch what is proposed while it is
    open, `besluit` what was decided last; both are empty when there is none.
    """

    id: int
    soort: str
    gemeente: str
    aanbieder: str
    referentie_aanbieder: str
    dagtekening: date
    ontvangen_op: datetime
    bericht_id: int
    werk_id: int
    status: str
    uiterlijk: date | None
    voorstel: str
    besluit: str


@dataclass(frozen=True, slots=True)
class Verzoek:
    """A verzoek, what was answered, and the toewijzingen that came of it."""

    verzoek: Verzoekregel
    antwoorden: tuple[AntwoordRij, ...]
    toegewezen: tuple[Toegewezen, ...]


def lijst(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    nu: datetime,
    vraag: Verzoekvraag,
    *,
    na: int | None = None,
    per_pagina: int = PER_PAGINA,
) -> Pagina[Verzoekregel]:
    """The verzoeken this visitor may see that fit, newest first."""
    with werkplek.engine.begin() as conn:
        rijen = verzoeken.lees_verzoeken(conn, bezoeker.bereik, vraag, aantal=per_pagina + 1, na=na)
        gevonden = pagina(rijen, per_pagina, lambda rij: rij.id)
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=bezoeker.naam,
            handeling="verzoeken ingezien",
            doel="lijst van verzoeken",
            clienten={rij.client_id for rij in gevonden.rijen},
        )
        return Pagina(_regels(werkplek, conn, bezoeker, gevonden.rijen), gevonden.volgende)


def toon(werkplek: Werkplek, bezoeker: Bezoeker, verzoek_id: int, nu: datetime) -> Verzoek:
    """One verzoek; NietGevonden when there is none that this visitor may see."""
    with werkplek.engine.begin() as conn:
        rij = verzoeken.zoek_verzoek(conn, bezoeker.bereik, verzoek_id)
        if rij is None:
            raise NietGevonden(f"Verzoek {verzoek_id} is er niet, of is niet van uw organisatie.")
        audit.leg_vast(
            conn,
            tijdstip=nu,
            wie=bezoeker.naam,
            handeling="verzoek ingezien",
            doel=f"verzoek {verzoek_id}",
            clienten=(rij.client_id,),
        )
        (regel,) = _regels(werkplek, conn, bezoeker, (rij,))
        return Verzoek(
            regel,
            tuple(verzoeken.lees_antwoorden(conn, verzoek_id)),
            tuple(verzoeken.lees_toegewezen(conn, rij)),
        )


def _regels(
    werkplek: Werkplek, conn: Connection, bezoeker: Bezoeker, rijen: Sequence[VerzoekRij]
) -> tuple[Verzoekregel, ...]:
    is_aanbieder = bezoeker.bereik.aanbieder is not None
    besluiten = verzoeken.lees_laatste_besluiten(conn, [rij.werk_id for rij in rijen])
    te_besluiten = [rij.werk_id for rij in rijen if rij.status != Status.AFGEDAAN and not is_aanbieder]
    inhouden = werk.lees_inhouden(conn, werkplek.kluis, te_besluiten) if te_besluiten else {}

    def voorstel(rij: VerzoekRij) -> str:
        if rij.werk_id not in inhouden:
            return ""
        gevonden = inhouden[rij.werk_id]["voorstel"]
        return _met_code(gevonden["keuze"], gevonden["code"])

    def besluit(rij: VerzoekRij) -> str:
        laatste = besluiten.get(rij.werk_id)
        if laatste is None or (is_aanbieder and rij.status not in _VOOR_AANBIEDER):
            return ""
        return _met_code(laatste.keuze, laatste.code)

    return tuple(
        Verzoekregel(
            id=rij.id,
            soort=rij.soort,
            gemeente=rij.gemeente,
            aanbieder=rij.aanbieder,
            referentie_aanbieder=rij.referentie_aanbieder,
            dagtekening=rij.dagtekening,
            ontvangen_op=rij.ontvangen_op,
            bericht_id=rij.bericht_id,
            werk_id=rij.werk_id,
            status=Status.OPEN.value if is_aanbieder and rij.status not in _VOOR_AANBIEDER else rij.status,
            uiterlijk=None if rij.status == Status.AFGEDAAN else rij.vervaldag,
            voorstel=voorstel(rij),
            besluit=besluit(rij),
        )
        for rij in rijen
    )


def _met_code(keuze: str, code: str | None) -> str:
    return f"{keuze} met code {code}" if code else keuze
