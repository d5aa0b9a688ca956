"""A JW301 into the register: the version decided last is in force, whatever the order of arrival (IV013)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection

from backoffice.services.verwerking import Binnengekomen, Verwerking
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, berichten, toewijzingen
from backoffice.toewijzingen.register import Stap, Versie, stap, versie_van
from ijw.berichten import jw301
from ijw.bevinding import Bevinding, Niveau

_ZEGT = {
    Stap.NIEUW: "nieuw",
    Stap.GEWIJZIGD: "gewijzigd",
    Stap.ONGEWIJZIGD: "ongewijzigd",
    Stap.ACHTERHAALD: "ouder dan de geldende versie",
    Stap.TEGENSTRIJDIG: "tegenstrijdig met de geldende versie van hetzelfde moment",
}


def verwerk(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> Verwerking:
    """Register the toewijzingen of one JW301, all of them or none."""
    bericht: jw301.Bericht = binnen.kop
    producten = bericht.client.toegewezen_producten
    bekend = toewijzingen.zoek_toewijzingen(conn, binnen.gemeente, [p.toewijzing_nummer for p in producten])
    bevindingen = (
        binnen.bevindingen or _conflict(binnen) or tuple(_over_berichten_heen(werkplek, conn, binnen, bekend))
    )
    if bevindingen:
        niveau = int(min(b.niveau for b in bevindingen))
        bericht_id = berichten.bewaar_bericht(
            conn, werkplek.kluis, binnen.te_bewaren, "afgekeurd", niveau, binnen.conflict_van
        )
        berichten.bewaar_bevindingen(conn, bericht_id, [(None, b) for b in bevindingen])
        return Verwerking(niveau, bevindingen)
    bericht_id = berichten.bewaar_bericht(conn, werkplek.kluis, binnen.te_bewaren, "goed", None)
    client_id = toewijzingen.bewaar_client(
        conn, werkplek.kluis, binnen.gemeente, bericht.client.bsn, _gegevens(bericht.client)
    )
    stappen = Counter(
        _registreer(conn, binnen, client_id, bericht_id, bekend.get(p.toewijzing_nummer), versie_van(p))
        for p in producten
    )
    audit.leg_vast(
        conn,
        tijdstip=binnen.ontvangen_op,
        wie=binnen.wie,
        handeling="toewijzing geregistreerd",
        doel=f"JW301 {binnen.identificatie}",
        clienten=(client_id,),
        bericht_id=bericht_id,
    )
    return Verwerking(
        regels=len(producten), reden=", ".join(f"{aantal} {_ZEGT[stap]}" for stap, aantal in stappen.items())
    )


def _registreer(
    conn: Connection,
    binnen: Binnengekomen,
    client_id: int,
    bericht_id: int,
    bekend: toewijzingen.Geregistreerd | None,
    ontvangen: Versie,
) -> Stap:
    gezet = stap(bekend.versie if bekend else None, ontvangen)
    if bekend is None:
        verzonden = binnen.kop.header.bericht_identificatie.dagtekening
        toewijzingen.voeg_toewijzing_toe(
            conn,
            binnen.gemeente,
            binnen.aanbieder,
            client_id,
            ontvangen,
            bericht_id,
            verzonden,
            binnen.ontvangen_op,
        )
    elif gezet is Stap.GEWIJZIGD:
        toewijzingen.wijzig_toewijzing(conn, binnen.gemeente, bekend, ontvangen, bericht_id, binnen.ontvangen_op)
    return gezet


def _conflict(binnen: Binnengekomen) -> tuple[Bevinding, ...]:
    """TR056 for a JW301: its key was used for other content."""
    if binnen.conflict_van is None:
        return ()
    return (
        Bevinding(
            "TR056",
            Niveau.BERICHTOVERSTIJGEND,
            "9056",
            "/Bericht/Header",
            "Header",
            "Identificatie",
            f"{binnen.identificatie} is al gebruikt voor een ander bericht",
            "een nieuwe Identificatie",
        ),
    )
