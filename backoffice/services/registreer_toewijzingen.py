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
from ijw.bevinding import Bevinding
from ijw.feiten import Feiten
from ijw.regels.toetsing import oordeel

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
    bekende_client = toewijzingen.zoek_client(conn, werkplek.kluis, binnen.gemeente, bericht.client.bsn)
    bevindingen = binnen.bevindingen or _over_berichten_heen(binnen, bericht, bekende_client, bekend)
    if bevindingen:
        return _afgekeurd(werkplek, conn, binnen, bevindingen)
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


def _afgekeurd(
    werkplek: Werkplek, conn: Connection, binnen: Binnengekomen, bevindingen: tuple[Bevinding, ...]
) -> Verwerking:
    niveau = int(min(b.niveau for b in bevindingen))
    bericht_id = berichten.bewaar_bericht(
        conn, werkplek.kluis, binnen.te_bewaren, "afgekeurd", niveau, binnen.conflict_van
    )
    berichten.bewaar_bevindingen(conn, bericht_id, [(None, b) for b in bevindingen])
    return Verwerking(niveau, bevindingen)


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


def _over_berichten_heen(
    binnen: Binnengekomen,
    bericht: jw301.Bericht,
    client_id: int | None,
    bekend: dict[int, toewijzingen.Geregistreerd],
) -> tuple[Bevinding, ...]:
    """The rules of levels 3 and 4, header first; a finding refuses the whole message (IV032)."""
    kop = Feiten(
        identificatie_gebruikt=binnen.conflict_van is not None,
        vandaag=binnen.ontvangstdatum,
        ingangsdata={p.ingangsdatum for p in bericht.client.toegewezen_producten},
    )
    bevindingen = oordeel(binnen.soort, bericht.header, "/Bericht/Header", kop)
    for nummer, product in enumerate(bericht.client.toegewezen_producten, 1):
        eerder = bekend.get(product.toewijzing_nummer)
        feiten = Feiten(
            toewijzing_van_ander=eerder is not None
            and (eerder.aanbieder, eerder.client_id) != (binnen.aanbieder, client_id),
            heeft_goedgekeurde=eerder is not None and eerder.heeft_toegekend,
        )
        plaats = f"/Bericht/Client/ToegewezenProducten/ToegewezenProduct[{nummer}]"
        bevindingen += oordeel(binnen.soort, product, plaats, feiten)
    return bevindingen


def _gegevens(client: jw301.Client) -> dict[str, Any]:
    """What is kept of a cliënt beside the BSN, encrypted: name and date of birth."""
    naam = client.naam
    return {
        "geboortedatum": client.geboortedatum.datum.isoformat(),
        "achternaam": naam.geslachtsnaam.achternaam,
        "voorvoegsel": naam.geslachtsnaam.voorvoegsel,
        "voornamen": naam.voornamen,
    }
