"""Receiving a message: the one entrance for every file, upload and connection.

What comes in is judged, kept, answered and booked in one transaction, or not at all. The key of a message is
berichtsoort, afzender and Identificatie (TR056): the same bytes again give the same answer and change
nothing; other bytes under a used key are kept apart for a person to see.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from backoffice.services import (
    beoordeel_declaratie,
    besluit_werk,
    neem_verzoek_aan,
    registreer_antwoord,
    registreer_levering,
    registreer_toewijzingen,
    verwerk_retour,
)
from backoffice.services.geheugen import zonder_afvalophaler
from backoffice.services.verwerking import Binnengekomen, Gelezen, Verwerking
from backoffice.services.werkplek import Werkplek
from backoffice.storage import aanhoudingen, audit, berichten, perioden
from backoffice.toegang.afzender import VreemdeAfzender
from ijw.berichten import jw315, jw317
from ijw.bevinding import Bevinding, Niveau
from ijw.bron import Bron, lees_bytes
from ijw.codec import Stroom
from ijw.fouten import Onleesbaar, Schemafout
from ijw.regels.controle import controleer
from ijw.regels.toetsing import Signaal


@dataclass(frozen=True, slots=True)
class Ontvangst:
    """What became of a message, and the answer it got.

    `uitkomst` is verwerkt, herhaald (received before, same answer again), conflict (key used for other
    content), afgekeurd (refused as a whole on `niveau`), onleesbaar (no message) or vreemd (sent by another than
    who offers it); of the last two nothing is kept. `signalen`
    refused nothing, but a person may want to look. Amounts are eurocents: what was granted and what was refused
    of `regels` prestaties. A declaratie is aangehouden when its answer waits for a person. `termijnen` tells per
    ReferentieNummer how a prestatie stood against the agreed term.
    """

    uitkomst: str
    soort: str | None = None
    afzender: str | None = None
    ontvanger: str | None = None
    identificatie: str | None = None
    niveau: int | None = None
    bevindingen: tuple[Bevinding, ...] = ()
    signalen: tuple[Signaal, ...] = ()
    antwoord: bytes | None = None
    antwoord_soort: str | None = None
    regels: int = 0
    toegekend: int = 0
    afgewezen: int = 0
    reden: str | None = None
    termijnen: tuple[tuple[str, str], ...] = ()


_VERWERKERS: dict[str, Callable[[Werkplek, Connection, Binnengekomen], Verwerking]] = {
    "JW301": registreer_toewijzingen.verwerk,
    "JW305": registreer_levering.verwerk,
    "JW307": registreer_levering.verwerk,
    "JW315": neem_verzoek_aan.verwerk,
    "JW317": neem_verzoek_aan.verwerk,
    "JW319": registreer_antwoord.verwerk,
    "JW323": beoordeel_declaratie.verwerk,
    **dict.fromkeys(verwerk_retour.SOORTEN, verwerk_retour.verwerk),
}


Toelating = Callable[[str], None]
"""Raises VreemdeAfzender when a message with this Afzender may not be offered here."""


def _iedereen(_: str) -> None:
    """Whoever reaches the entrance may offer it: the command line, and a postbus that knows its senders."""


def ontvang(
    werkplek: Werkplek,
    bron: Bron,
    ontvangen_op: datetime,
    *,
    wie: str = "systeem",
    keur_afzender: Toelating = _iedereen,
) -> Ontvangst:
    """Receive one message; `ontvangen_op` is a UTC moment, `wie` answers for it in the audit log.

    Raises DatabaseFout when the database is away, full or read-only; then nothing was kept and the same file
    can be offered again.
    """
    with zonder_afvalophaler():
        return _ontvang(werkplek, bron, ontvangen_op, wie, keur_afzender, _echt)


def proef(
    werkplek: Werkplek,
    bron: Bron,
    ontvangen_op: datetime,
    *,
    wie: str = "systeem",
    keur_afzender: Toelating = _iedereen,
) -> Ontvangst:
    """What `ontvang` would give for a message, answer included, with nothing of it kept.

    It is the same processing, rolled back; on PostgreSQL its numbers are skipped afterwards. That somebody had
    these cliënten looked up is kept.
    """
    with zonder_afvalophaler():
        return _ontvang(werkplek, bron, ontvangen_op, wie, keur_afzender, _op_proef)


def _ontvang(
    werkplek: Werkplek,
    bron: Bron,
    ontvangen_op: datetime,
    wie: str,
    keur_afzender: Toelating,
    transactie: Callable[[Werkplek, Binnengekomen], Ontvangst],
) -> Ontvangst:
    limiet = werkplek.instellingen.limiet or sys.maxsize
    try:
        inhoud = lees_bytes(bron, limiet)
        stroom = Stroom(inhoud, limiet=limiet)
    except Onleesbaar as fout:
        return Ontvangst("onleesbaar", reden=str(fout))
    except OSError:
        return Ontvangst("onleesbaar", reden="Het bestand kan niet worden gelezen. Kijk de rechten na.")
    try:
        stukken = tuple(stroom)
    except Onleesbaar as fout:
        return Ontvangst("onleesbaar", stroom.soort.naam, reden=str(fout))
    except Schemafout as fout:
        return Ontvangst("afgekeurd", stroom.soort.naam, niveau=int(Niveau.XSD), bevindingen=fout.bevindingen)
    binnen = Binnengekomen(
        soort=stroom.soort,
        kop=stroom.kop,
        stukken=stukken,
        bevindingen=tuple(controleer(stroom.soort, lambda: stroom.kop, lambda: stukken)),
        inhoud=inhoud,
        inhoud_hash=werkplek.kluis.inhoud_hash(inhoud),
        ontvangen_op=ontvangen_op,
        wie=wie,
    )
    try:
        keur_afzender(binnen.afzender)
    except VreemdeAfzender as fout:
        return Ontvangst("vreemd", binnen.soort.naam, reden=str(fout))
    if (reden := niet_voor_ons(werkplek, binnen)) is not None:
        return Ontvangst("onleesbaar", binnen.soort.naam, reden=reden)
    try:
        return transactie(werkplek, binnen)
    except IntegrityError:
        # Another process received the same message between our look and our write: now it is known.
        return transactie(werkplek, binnen)


def niet_voor_ons(werkplek: Werkplek, gelezen: Gelezen) -> str | None:
    """Why a message is not one for this back office, in Dutch; None when it is."""
    if gelezen.gemeente not in werkplek.instellingen.gemeenten:
        return (
            f"Dit bericht is voor gemeente {gelezen.gemeente}, en daarvoor werkt deze back office niet. "
            "Stuur het naar die gemeente, of vul de instelling IJW_GEMEENTEN aan."
        )
    return None


def _echt(werkplek: Werkplek, binnen: Binnengekomen) -> Ontvangst:
    ontvangst = _in_een_transactie(werkplek, binnen)
    if binnen.soort in (jw315.SOORT, jw317.SOORT):
        besluit_werk.besluit_automatisch(werkplek, binnen.gemeente, binnen.ontvangen_op, binnen.aanbieder)
    return ontvangst


def _in_een_transactie(werkplek: Werkplek, binnen: Binnengekomen) -> Ontvangst:
    with werkplek.engine.begin() as conn:
        return _verwerk(werkplek, conn, binnen)


def _op_proef(werkplek: Werkplek, binnen: Binnengekomen) -> Ontvangst:
    with werkplek.engine.connect() as conn, conn.begin() as transactie:
        eerste = audit.volgende(conn)
        ontvangst = _verwerk(werkplek, conn, binnen)
        clienten = audit.clienten_vanaf(conn, eerste, binnen.ontvangen_op, binnen.wie)
        transactie.rollback()
    with werkplek.engine.begin() as conn:
        audit.leg_vast(
            conn,
            tijdstip=binnen.ontvangen_op,
            wie=binnen.wie,
            handeling="bericht op proef beoordeeld",
            doel=f"{binnen.soort.naam} {binnen.identificatie}",
            clienten=clienten,
        )
    return ontvangst


def _verwerk(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> Ontvangst:
    perioden.houd_open(conn)
    berichten.neem_beurt(conn, binnen.gemeente, binnen.aanbieder)
    bekend = berichten.zoek_bekend(
        conn, werkplek.kluis, binnen.soort.naam, binnen.afzender, binnen.identificatie, binnen.inhoud_hash
    )
    if bekend is not None and bekend.zelfde:
        uiterlijk = aanhoudingen.antwoord_uiterlijk(conn, bekend.bericht_id)
        return Ontvangst(
            "herhaald",
            binnen.soort.naam,
            binnen.afzender,
            binnen.ontvanger,
            binnen.identificatie,
            bekend.niveau,
            antwoord=bekend.antwoord,
            antwoord_soort=bekend.antwoord_soort,
            reden=None if uiterlijk is None else _aangehouden(uiterlijk),
        )
    if bekend is not None:
        binnen.conflict_van = bekend.bericht_id
    verwerking = _VERWERKERS[binnen.soort.naam](werkplek, conn, binnen)
    uiterlijk = verwerking.beslissen_uiterlijk
    if binnen.conflict_van is not None:
        uitkomst = "conflict"
    elif uiterlijk is not None:
        uitkomst = "aangehouden"
    else:
        uitkomst = "afgekeurd" if verwerking.niveau is not None else "verwerkt"
    return Ontvangst(
        uitkomst,
        binnen.soort.naam,
        binnen.afzender,
        binnen.ontvanger,
        binnen.identificatie,
        verwerking.niveau,
        verwerking.bevindingen,
        verwerking.signalen,
        verwerking.antwoord,
        verwerking.antwoord_soort,
        verwerking.regels,
        verwerking.toegekend,
        verwerking.afgewezen,
        verwerking.reden if uiterlijk is None else _aangehouden(uiterlijk),
        verwerking.termijnen,
    )


def _aangehouden(uiterlijk: date) -> str:
    return f"aangehouden, antwoord volgt uiterlijk {uiterlijk:%d-%m-%Y}"
