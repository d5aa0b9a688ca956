"""How money moved for one line: booking, counter booking, proposal, payment and the bank's answer, both ways."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from backoffice.fouten import BackofficeError
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, spoor
from backoffice.storage.spoor import Betaalstap, Stap
from ijw.regels.tekst import euro


class GeenSpoor(BackofficeError):
    """Nothing was booked under this number."""


def volg_spoor(werkplek: Werkplek, wat: str, tijdstip: datetime, wie: str) -> list[str]:
    """Tell in Dutch how money moved for a boeking, a ReferentieNummer or the kenmerk of a payment.

    Raises GeenSpoor when nothing was booked under it. Seeing it is an access to a person's data and is recorded.
    """
    with werkplek.engine.begin() as conn:
        begin = spoor.zoek_begin(conn, wat)
        if not begin:
            raise GeenSpoor(
                f"Er is niets geboekt onder {wat[:40]!r}. Verwacht: een ReferentieNummer van een toegekende "
                "prestatie, het nummer van een boeking, of het kenmerk van een verzonden betaling."
            )
        gevonden = set(spoor.volg(conn, begin))
        stappen = spoor.lees_stappen(conn, gevonden)
        kenmerken = {kenmerk for stap in stappen for kenmerk in (stap.kenmerk, stap.betaald_met) if kenmerk}
        betalingen = spoor.lees_betalingen(conn, kenmerken)
        eigen = {stap.kenmerk for stap in stappen if stap.id in begin and stap.kenmerk}
        omvat = {kenmerk: spoor.lees_stappen(conn, spoor.lees_omvat(conn, kenmerk)) for kenmerk in sorted(eigen)}
        audit.leg_vast(
            conn,
            tijdstip=tijdstip,
            wie=wie,
            handeling="boekingen ingezien",
            doel=f"spoor van {wat}",
            clienten={
                stap.client
                for stap in [*stappen, *(stap for deel in omvat.values() for stap in deel)]
                if stap.client is not None
            },
        )
    return [
        *(regel for stap in stappen for regel in _stap(stap)),
        *(regel for betaling in betalingen.values() for regel in _betaling(betaling, omvat)),
    ]


def _stap(stap: Stap) -> Iterator[str]:
    waarvan = f", bericht {stap.bericht}, ReferentieNummer {stap.referentie}" if stap.referentie else ""
    waarvan += f", betaling {stap.kenmerk}" if stap.kenmerk else ""
    yield (
        f"Boeking {stap.id}: {stap.soort}, gemeente {stap.gemeente}, geboekt op {stap.geboekt_op:%d-%m-%Y} in "
        f"{stap.boekmaand:%m-%Y}, levering {stap.leveringsmaand:%m-%Y}{waarvan}"
    )
    for rekening, partij, bedrag in stap.regels:
        yield f"  {rekening:<20} {partij:<9} {euro(bedrag):>16}"
    if stap.tegenboeking_van is not None:
        yield f"  draait boeking {stap.tegenboeking_van} terug"
    if stap.betaald_met is not None:
        yield f"  gaat mee met betaling {stap.betaald_met}"
    elif any(regel.rekening == "schuld_aanbieder" for regel in stap.regels) and stap.soort != "betaling":
        yield "  staat open"


def _betaling(betaling: Betaalstap, omvat: dict[str, list[Stap]]) -> Iterator[str]:
    besluit = f", {betaling.besluit} door {betaling.besloten_door}" if betaling.besluit else ", nog niet besloten"
    reden = f" ({betaling.reden})" if betaling.reden else ""
    yield (
        f"Betaling {betaling.kenmerk}: {euro(betaling.bedrag)} aan {betaling.aanbieder}, "
        f"{betaling.stand}{reden} op {betaling.stand_op.astimezone(AMSTERDAM):%d-%m-%Y}"
    )
    yield (
        f"  betaalvoorstel {betaling.voorstel} voor {betaling.betaaldag:%d-%m-%Y}, gemaakt door "
        f"{betaling.gemaakt_door}{besluit}"
    )
    for stap in omvat.get(betaling.kenmerk, ()):
        bedrag = -sum(regel.bedrag for regel in stap.regels if regel.rekening == "schuld_aanbieder")
        yield f"  omvat boeking {stap.id}, {stap.referentie or stap.kenmerk}: {euro(bedrag)}"
