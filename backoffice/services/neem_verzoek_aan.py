"""JW315 and JW317: what an aanbieder asks of a gemeente, taken up until it is answered or assigned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Connection

from backoffice.services import beoordeel_verzoek, heenbericht
from backoffice.services.clienten import bewaar_als_nieuw
from backoffice.services.heenbericht import CLIENT, KOP, Productlijsten, Toetsing
from backoffice.services.verwerking import Binnengekomen, Gelezen, Verwerking
from backoffice.services.werkplek import Werkplek
from backoffice.storage import toewijzingen, verzoeken
from backoffice.toewijzingen.peildagen import ingangsdata, productpeildag
from ijw.berichten import jw315, jw317
from ijw.feiten import ONBEKEND, Feiten, ToegewezenProduct, Verzoek
from ijw.json_vorm import naar_json
from ijw.regels.controle import Plaats
from ijw.regels.toetsing import Signaal

_HANDELING: Final = "verzoek aangenomen"
_VERZOEK: Final = Plaats(CLIENT, "Verzoek", None)


@dataclass(frozen=True, slots=True)
class _Register:
    """What is known of the cliënt at this aanbieder, and of earlier verzoeken with the same references.

    `elders` holds the references that the aanbieder used at another gemeente.
    """

    client_id: int | None
    toewijzingen: dict[int, ToegewezenProduct]
    van_client: tuple[Verzoek, ...]
    per_referentie: dict[str, Verzoek]
    elders: frozenset[str]


def verwerk(werkplek: Werkplek, conn: Connection, binnen: Binnengekomen) -> Verwerking:
    """Take up the verzoeken of one message, all of them or none."""
    return heenbericht.verwerk(werkplek, conn, binnen, _HANDELING, _toets, _bewaar)


def toets(werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool) -> Toetsing:
    """What levels 3 and 4 say of a JW315 or JW317; changes nothing."""
    return _toets(werkplek, conn, gelezen, identificatie_gebruikt=identificatie_gebruikt)[0]


def _toets(
    werkplek: Werkplek, conn: Connection, gelezen: Gelezen, *, identificatie_gebruikt: bool
) -> tuple[Toetsing, _Register]:
    client: jw315.Client | jw317.Client = gelezen.kop.client
    register = _laad(werkplek, conn, gelezen)
    toetsing = Toetsing(gelezen.soort, clienten=() if register.client_id is None else (register.client_id,))
    kop = heenbericht.feiten_van_kop(
        gelezen,
        ingangsdata(gelezen.kop, register.toewijzingen),
        identificatie_gebruikt=identificatie_gebruikt,
    )
    toetsing.beoordeel(gelezen.kop.header, KOP, kop)
    over_client = Feiten(client_bekend=register.client_id is not None, verzoeken_van_client=register.van_client)
    toetsing.beoordeel(client, CLIENT, over_client)
    lijsten = heenbericht.productlijsten(werkplek, conn, gelezen)
    if isinstance(client, jw315.Client):
        _toets_aanvraag(toetsing, client, register, lijsten)
    else:
        _toets_wijziging(toetsing, gelezen, client.verzoek, register, lijsten)
    for referentie in _referenties(client):
        if referentie in register.elders:
            toetsing.signaleer(
                Signaal("TR347", f"ReferentieAanbieder {referentie} is ook bij een andere gemeente gebruikt")
            )
    return toetsing, register


def _toets_aanvraag(
    toetsing: Toetsing, client: jw315.Client, register: _Register, lijsten: Productlijsten
) -> None:
    for nummer, product in enumerate(client.aangevraagde_producten, 1):
        feiten = Feiten(verzoek=register.per_referentie.get(product.referentie_aanbieder))
        lijsten.zet(feiten, product.product, productpeildag(product, {}))
        toetsing.beoordeel(product, Plaats(CLIENT, "AangevraagdeProducten/AangevraagdProduct", nummer), feiten)


def _toets_wijziging(
    toetsing: Toetsing,
    gelezen: Gelezen,
    verzoek: jw317.Verzoek,
    register: _Register,
    lijsten: Productlijsten,
) -> None:
    feiten = Feiten(
        dagtekening=gelezen.dagtekening,
        toewijzingen=register.toewijzingen,
        verzoek=register.per_referentie.get(verzoek.referentie_aanbieder),
    )
    toetsing.beoordeel(verzoek, _VERZOEK, feiten)
    for nummer, blijft in enumerate(verzoek.ongewijzigde_producten, 1):
        toetsing.beoordeel(blijft, Plaats(_VERZOEK, "OngewijzigdeProducten/OngewijzigdProduct", nummer), feiten)
    for nummer, anders in enumerate(verzoek.te_wijzigen_producten, 1):
        # Of a toewijzing that is not known TR351 says so; what must hold of it cannot be judged.
        bekend: Any = register.toewijzingen.get(anders.toewijzing_nummer, ONBEKEND)
        feiten.toewijzing = bekend
        toetsing.beoordeel(anders, Plaats(_VERZOEK, "TeWijzigenProducten/TeWijzigenProduct", nummer), feiten)
    for nummer, nieuw in enumerate(verzoek.nieuwe_producten, 1):
        over_nieuw = Feiten(dagtekening=gelezen.dagtekening)
        lijsten.zet(over_nieuw, nieuw.product, productpeildag(nieuw, {}))
        toetsing.beoordeel(nieuw, Plaats(_VERZOEK, "NieuweProducten/NieuwProduct", nummer), over_nieuw)


def _laad(werkplek: Werkplek, conn: Connection, gelezen: Gelezen) -> _Register:
    gemeente, aanbieder, client = gelezen.gemeente, gelezen.aanbieder, gelezen.kop.client
    client_id = toewijzingen.zoek_client(conn, werkplek.kluis, gemeente, client.bsn)
    toegewezen: dict[int, toewijzingen.Geregistreerd] = {}
    van_client: list[verzoeken.Geregistreerd] = []
    if client_id is not None:
        toegewezen = toewijzingen.toewijzingen_van_client(conn, client_id, aanbieder)
        van_client = verzoeken.verzoeken_van_client(conn, client_id, aanbieder)
    eerder = verzoeken.zoek_verzoeken(conn, aanbieder, _referenties(client))
    return _Register(
        client_id,
        {nummer: bekend.als_feit(gemeente) for nummer, bekend in toegewezen.items()},
        tuple(v.verzoek for v in van_client),
        {v.verzoek.referentie_aanbieder: v.verzoek for v in eerder if v.gemeente == gemeente},
        frozenset(v.verzoek.referentie_aanbieder for v in eerder if v.gemeente != gemeente),
    )


def _referenties(client: jw315.Client | jw317.Client) -> list[str]:
    if isinstance(client, jw315.Client):
        return [product.referentie_aanbieder for product in client.aangevraagde_producten]
    return [client.verzoek.referentie_aanbieder]


def _bewaar(
    werkplek: Werkplek, conn: Connection, binnen: Binnengekomen, bericht_id: int, register: _Register
) -> tuple[set[int], Verwerking]:
    client_id = register.client_id
    if client_id is None:
        client_id = bewaar_als_nieuw(werkplek, conn, binnen)
    inhoud = _per_verzoek(binnen)
    verzoek_ids = verzoeken.bewaar_verzoeken(
        conn,
        werkplek.kluis,
        binnen.soort.naam,
        binnen.gemeente,
        binnen.aanbieder,
        client_id,
        bericht_id,
        binnen.dagtekening,
        binnen.ontvangen_op,
        inhoud,
        _verwijzers(binnen),
    )
    beoordeel_verzoek.maak_werk(werkplek, conn, binnen, bericht_id, client_id, verzoek_ids)
    wat = "toewijzing" if binnen.soort is jw315.SOORT else "wijziging"
    verzoek = "verzoek" if len(inhoud) == 1 else "verzoeken"
    reden = f"{len(inhoud)} {verzoek} om {wat} aangenomen: {', '.join(inhoud)}"
    return {client_id}, Verwerking(regels=len(inhoud), reden=reden)


def _per_verzoek(binnen: Binnengekomen) -> dict[str, dict[str, Any]]:
    """By ReferentieAanbieder the message with that verzoek alone."""
    bericht: jw315.Bericht | jw317.Bericht = binnen.kop
    if isinstance(bericht, jw317.Bericht):
        return {bericht.client.verzoek.referentie_aanbieder: naar_json(bericht, binnen.soort)}
    return {
        product.referentie_aanbieder: naar_json(
            replace(bericht, client=replace(bericht.client, aangevraagde_producten=(product,))), binnen.soort
        )
        for product in bericht.client.aangevraagde_producten
    }


def _verwijzers(binnen: Binnengekomen) -> dict[str, str]:
    """By ReferentieAanbieder what kind of verwijzer sent the cliënt; a JW317 does not say."""
    client: jw315.Client | jw317.Client = binnen.kop.client
    if isinstance(client, jw317.Client):
        return {}
    return {product.referentie_aanbieder: product.verwijzer.type for product in client.aangevraagde_producten}
