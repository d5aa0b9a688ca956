"""One prestatie: what came in, what each rule said, how it stood against its term, and how money moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from backoffice.declaraties.termijntoets import TERMIJN
from backoffice.declaraties.uitleg import ADVIEZEN, Besluit
from backoffice.services.inzage.berichten import Reden, betekenis
from backoffice.services.inzage.pagina import NietGevonden, Pagina, pagina
from backoffice.services.rapport.advies import advies
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, spoor
from backoffice.storage.besluiten import lees_besluit
from backoffice.storage.spoor import Betaalstap, Stap
from backoffice.storage.views import prestaties
from backoffice.storage.views.prestaties import PrestatieRij
from backoffice.toegang.rechten import Bezoeker
from ijw.regels.toetsing import Signaal

PER_PAGINA: Final = 50


@dataclass(frozen=True, slots=True)
class Prestatieblad:
    """One prestatie with its decision as it was taken, and what lies before and after it.

    `verwante` are other prestaties for the same toewijzing and first day, and what it credits or is credited by.
    `overige` are retourcodes that no finding tells of, with what they mean and what to do.
    """

    prestatie: PrestatieRij
    besluit: Besluit
    redenen: tuple[Reden, ...]
    overige: tuple[tuple[str, str, str], ...]
    signalen: tuple[Signaal, ...]
    verwante: tuple[PrestatieRij, ...]
    boekingen: tuple[Stap, ...]
    betalingen: tuple[Betaalstap, ...]


def toon(werkplek: Werkplek, bezoeker: Bezoeker, prestatie_id: int, moment: datetime) -> Prestatieblad:
    """One prestatie; looking at it is an access to a person's data and is recorded. Raises NietGevonden."""
    with werkplek.engine.begin() as conn:
        rij = zoek(conn, bezoeker, prestatie_id)
        besluit = lees_besluit(conn, prestatie_id)
        stappen = spoor.lees_stappen(conn, spoor.boekingen_van(conn, prestatie_id))
        betalingen = spoor.lees_betalingen(conn, {stap.betaald_met for stap in stappen if stap.betaald_met})
        verwante = prestaties.lees_verwante(conn, bezoeker.bereik, rij)
        _leg_vast(conn, bezoeker, "prestatie ingezien", f"prestatie {rij.referentie}", [rij, *verwante], moment)
    verteld = {bevinding.retourcode for bevinding in besluit.bevindingen}
    return Prestatieblad(
        rij,
        besluit,
        tuple(Reden(b, betekenis(b), advies(b)) for b in besluit.bevindingen),
        tuple(
            (code, ADVIEZEN[code].betekenis, ADVIEZEN[code].actie)
            for code in besluit.retourcodes
            if code in ADVIEZEN and code not in verteld and not rij.wacht_tot
        ),
        # That it was late is told by the sentence on its term.
        tuple(signaal for signaal in besluit.signalen if signaal.regel != TERMIJN),
        tuple(verwante),
        tuple(stappen),
        tuple(betalingen.values()),
    )


def te_herstellen(
    werkplek: Werkplek,
    bezoeker: Bezoeker,
    moment: datetime,
    *,
    na: int | None = None,
    per_pagina: int = PER_PAGINA,
) -> Pagina[PrestatieRij]:
    """The rejected prestaties after which nothing was granted for that care in that month, newest first.

    Looking is an access to the data of the cliënten in the list, and is recorded.
    """
    with werkplek.engine.begin() as conn:
        rijen = prestaties.lees_te_herstellen(conn, bezoeker.bereik, aantal=per_pagina + 1, na=na)
        getoond = pagina(rijen, per_pagina, lambda rij: rij.id)
        _leg_vast(conn, bezoeker, "afgewezen prestaties ingezien", "te herstellen", list(getoond.rijen), moment)
    return getoond


def zoek(conn: Connection, bezoeker: Bezoeker, prestatie_id: int) -> PrestatieRij:
    """One prestatie within the bereik of a visitor; raises NietGevonden."""
    rij = prestaties.zoek_prestatie(conn, bezoeker.bereik, prestatie_id)
    if rij is None:
        raise NietGevonden(f"Prestatie {prestatie_id} is er niet, of is niet van uw organisatie.")
    return rij


def _leg_vast(
    conn: Connection, bezoeker: Bezoeker, handeling: str, doel: str, rijen: list[PrestatieRij], moment: datetime
) -> None:
    audit.leg_vast(
        conn,
        tijdstip=moment,
        wie=bezoeker.naam,
        handeling=handeling,
        doel=doel,
        clienten={rij.client_id for rij in rijen if rij.client_id is not None},
    )
