"""A JW301 into the register: the version decided last is in force, whatever the order of arrival (IV013)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sqlalchemy import Connection

from backoffice.services.verwerking import Binnengekomen, Gelezen, Verwerking
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
    bevindingen = binnen.bevindingen or _over_berichten_heen(
        binnen, bekende_client, bekend, identificatie_gebruikt=binnen.conflict_van is not None
    )
    if bevindingen:
        return _afgekeurd(werkplek, conn, binnen, bevindingen)
    versies = [versie_van(p) for p in producten]
    stappen = [stap(geldend.versie if (geldend := bekend.get(v.toewijzing_nummer)) else None, v) for v in versies]
    bericht_id = berichten.bewaar_bericht(conn, werkplek.kluis, binnen.te_bewaren, "goed", None)
    client_id = bekende_client
    if client_id is None or any(gezet is not Stap.ACHTERHAALD for gezet in stappen):
        # What a message says of the cliënt is as old as its toewijzingen, whenever it arrives.
        client_id = toewijzingen.bewaar_client(
            conn, werkplek.kluis, binnen.gemeente, bericht.client.bsn, _gegevens(bericht.client)
        )
    for versie, gezet in zip(versies, stappen, strict=True):
        _registreer(conn, binnen, client_id, bericht_id, bekend.get(versie.toewijzing_nummer), versie, gezet)
    berichten.bewaar_signalen(
        conn,
        bericht_id,
        [
            (None, "IV013", f"toewijzing {versie.toewijzing_nummer} is {_ZEGT[gezet]}")
            for versie, gezet in zip(versies, stappen, strict=True)
            if gezet is Stap.TEGENSTRIJDIG
        ],
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
        regels=len(producten),
        reden=", ".join(f"{aantal} {_ZEGT[gezet]}" for gezet, aantal in Counter(stappen).items()),
    )


def toets(
    werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool
) -> tuple[tuple[Bevinding, ...], set[int]]:
    """What levels 3 and 4 find in a JW301, and the id of the cliënt that was looked up; changes nothing."""
    client = gelezen.kop.client
    bekende_client = toewijzingen.zoek_client(conn, werkplek.kluis, gelezen.gemeente, client.bsn)
    bekend = toewijzingen.zoek_toewijzingen(
        conn, gelezen.gemeente, [p.toewijzing_nummer for p in client.toegewezen_producten]
    )
    bevindingen = _over_berichten_heen(
        gelezen, bekende_client, bekend, identificatie_gebruikt=identificatie_gebruikt
    )
    return bevindingen, set() if bekende_client is None else {bekende_client}


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
    gezet: Stap,
) -> None:
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


def _over_berichten_heen(
    gelezen: Gelezen,
    client_id: int | None,
    bekend: dict[int, toewijzingen.Geregistreerd],
    *,
    identificatie_gebruikt: bool,
) -> tuple[Bevinding, ...]:
    """The rules of levels 3 and 4, header first; a finding refuses the whole message (IV032)."""
    bericht: jw301.Bericht = gelezen.kop
    kop = Feiten(
        identificatie_gebruikt=identificatie_gebruikt,
        vandaag=gelezen.ontvangstdatum,
        ingangsdata={p.ingangsdatum for p in bericht.client.toegewezen_producten},
    )
    bevindingen = oordeel(gelezen.soort, bericht.header, "/Bericht/Header", kop)
    for nummer, product in enumerate(bericht.client.toegewezen_producten, 1):
        eerder = bekend.get(product.toewijzing_nummer)
        feiten = Feiten(
            toewijzing_van_ander=eerder is not None
            and (eerder.aanbieder, eerder.client_id) != (gelezen.aanbieder, client_id),
            heeft_goedgekeurde=eerder is not None and eerder.heeft_toegekend,
        )
        plaats = f"/Bericht/Client/ToegewezenProducten/ToegewezenProduct[{nummer}]"
        bevindingen += oordeel(gelezen.soort, product, plaats, feiten)
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
