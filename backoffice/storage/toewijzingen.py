"""The register of cliënten and toewijzingen: what is in force, and every version before it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, select, update

from backoffice.storage.bulk import voeg_een_toe, voeg_toe
from backoffice.storage.nummerreeks import reserveer_ids
from backoffice.storage.tabellen import (
    client,
    prestatie,
    register_aanbieder,
    register_gemeente,
    toewijzing,
    toewijzing_versie,
    toewijzing_verzonden,
    uitgaand,
    verbruik,
)
from backoffice.storage.zoeken import een_van
from backoffice.toewijzingen.register import Versie
from backoffice.toewijzingen.wijzigen import Gedaan
from backoffice.versleuteling import Kluis
from ijw.feiten import ToegewezenProduct

_DOSSIER = "client.dossier"
_VERSIEVELDEN = tuple(veld.name for veld in fields(Versie))


@dataclass(frozen=True, slots=True)
class Geregistreerd:
    """A toewijzing in the register: its id, whose it is, and the version in force.

    `eerste_verzonden` is the Dagtekening of the first JW301 that told of it.
    """

    id: int
    client_id: int
    aanbieder: str
    nummer_van_versie: int
    versie: Versie
    eerste_verzonden: date
    heeft_toegekend: bool

    def als_feit(self, gemeente: str) -> ToegewezenProduct:
        """The version in force as rules know it."""
        versie = self.versie
        return ToegewezenProduct(
            gemeente=gemeente,
            toewijzing_nummer=versie.toewijzing_nummer,
            aanbieder=self.aanbieder,
            categorie=versie.categorie,
            code=versie.code,
            ingangsdatum=versie.ingangsdatum,
            einddatum=versie.einddatum,
            volume=versie.volume,
            eenheid=versie.eenheid,
            frequentie=versie.frequentie,
            budget=versie.budget,
            verwijderd=versie.verwijderd,
            versie=self.nummer_van_versie,
        )


def zoek_client(conn: Connection, kluis: Kluis, gemeente: str, bsn: str) -> int | None:
    """The id of the cliënt of a gemeente, or None when the gemeente does not know him."""
    id_ = conn.execute(
        select(client.c.id).where(client.c.gemeente == gemeente, client.c.bsn_index == kluis.bsn_index(bsn))
    ).scalar_one_or_none()
    return None if id_ is None else int(id_)


def bewaar_client(
    conn: Connection,
    kluis: Kluis,
    gemeente: str,
    bsn: str,
    gegevens: dict[str, Any],
    dossier: dict[str, Any] | None = None,
) -> int:
    """Find or add the cliënt of a gemeente and keep what the message says of him, encrypted; gives the id.

    `dossier` is the Client of a JW301 as JSON; without it the one that was kept before stays.
    """
    waarden = {"gegevens": kluis.versleutel_tekst(json.dumps(gegevens, ensure_ascii=False), "client.gegevens")}
    if dossier is not None:
        waarden["dossier"] = kluis.versleutel_tekst(json.dumps(dossier, ensure_ascii=False), _DOSSIER)
    bekend = zoek_client(conn, kluis, gemeente, bsn)
    if bekend is not None:
        conn.execute(update(client).where(client.c.id == bekend).values(**waarden))
        return bekend
    nieuw = reserveer_ids(conn, client)
    voeg_een_toe(
        conn,
        client,
        id=nieuw,
        gemeente=gemeente,
        bsn_index=kluis.bsn_index(bsn),
        bsn=kluis.versleutel_tekst(bsn, "client.bsn"),
        **waarden,
    )
    return nieuw


def lees_bsn(conn: Connection, kluis: Kluis, client_id: int) -> str:
    """The BSN of a cliënt."""
    versleuteld = conn.execute(select(client.c.bsn).where(client.c.id == client_id)).scalar_one()
    return kluis.ontsleutel_tekst(versleuteld, "client.bsn")


def lees_dossier(conn: Connection, kluis: Kluis, client_id: int) -> dict[str, Any] | None:
    """The Client of the last JW301 about a cliënt as JSON; None when there never was one."""
    versleuteld = conn.execute(select(client.c.dossier).where(client.c.id == client_id)).scalar_one()
    if versleuteld is None:
        return None
    dossier: dict[str, Any] = json.loads(kluis.ontsleutel_tekst(versleuteld, _DOSSIER))
    return dossier


def zoek_toewijzingen(conn: Connection, gemeente: str, nummers: Collection[int]) -> dict[int, Geregistreerd]:
    """The registered toewijzingen of a gemeente by number, in one query; a number alone says nothing (OP275)."""
    return _zoek(conn, toewijzing.c.gemeente == gemeente, een_van(conn, toewijzing.c.toewijzing_nummer, nummers))


def toewijzingen_van_client(
    conn: Connection, client_id: int, aanbieder: str | None = None
) -> dict[int, Geregistreerd]:
    """All that was assigned for one cliënt of a gemeente, by number, in one query; to one aanbieder when named."""
    voorwaarden = [toewijzing.c.client_id == client_id]
    if aanbieder is not None:
        voorwaarden.append(toewijzing.c.aanbieder == aanbieder)
    return _zoek(conn, *voorwaarden)


def verzonden_versies(conn: Connection, client_id: int, aanbieder: str) -> dict[int, Versie]:
    """Each toewijzing as the aanbieder last received it, by number; what was never received is not there.

    Received with a JW301 that came in here, or with one of our own that was not refused.
    """
    tv, z, u = toewijzing_versie.c, toewijzing_verzonden.c, uitgaand.c
    ontvangen = (
        select(z.uitgaand_id)
        .join(uitgaand, u.id == z.uitgaand_id)
        .where(z.toewijzing_id == tv.toewijzing_id, z.versie == tv.versie)
        .where(u.retour_oordeel.is_(None) | (u.retour_oordeel != "afgekeurd"))
        .exists()
    )
    rijen = conn.execute(
        select(toewijzing_versie)
        .join(toewijzing, toewijzing.c.id == tv.toewijzing_id)
        .where(toewijzing.c.client_id == client_id, toewijzing.c.aanbieder == aanbieder)
        .where(tv.bericht_id.is_not(None) | ontvangen)
        .order_by(tv.versie)
    ).mappings()
    return {rij["toewijzing_nummer"]: Versie(**{naam: rij[naam] for naam in _VERSIEVELDEN}) for rij in rijen}


def bewaar_verzonden(conn: Connection, uitgaand_id: int, versies: Iterable[tuple[int, int]]) -> None:
    """Keep which version of which toewijzing (id) a JW301 of our own tells of."""
    voeg_toe(
        conn,
        toewijzing_verzonden,
        ("uitgaand_id", "toewijzing_id", "versie"),
        [(uitgaand_id, *paar) for paar in versies],
    )


def gedaan(conn: Connection, client_id: int, aanbieder: str) -> dict[int, Gedaan]:
    """What was approved and not credited on each toewijzing of a cliënt at an aanbieder, by number."""
    p, t, v = prestatie.c, toewijzing.c, verbruik.c
    telt = and_(
        p.toewijzing_id == t.id,
        p.toegekend.is_(True),
        p.vorige_referentie.is_(None),
        p.gecrediteerd_door.is_(None),
    )
    rijen = conn.execute(
        select(t.toewijzing_nummer, func.max(p.einddatum), v.volume, v.bedrag)
        .select_from(toewijzing)
        .join(verbruik, v.toewijzing_id == t.id)
        .outerjoin(prestatie, telt)
        .where(t.client_id == client_id, t.aanbieder == aanbieder)
        .group_by(t.toewijzing_nummer, v.volume, v.bedrag)
    )
    return {nummer: Gedaan(*rest) for nummer, *rest in rijen}


def _zoek(conn: Connection, *voorwaarden: ColumnElement[bool]) -> dict[int, Geregistreerd]:
    toegekend = (
        select(prestatie.c.id)
        .where(
            prestatie.c.toewijzing_id == toewijzing.c.id,
            prestatie.c.toegekend.is_(True),
            prestatie.c.vorige_referentie.is_(None),
            prestatie.c.gecrediteerd_door.is_(None),
        )
        .exists()
    )
    rijen = conn.execute(select(toewijzing, toegekend.label("heeft_toegekend")).where(*voorwaarden)).mappings()
    return {rij["toewijzing_nummer"]: _geregistreerd(rij) for rij in rijen}


def _geregistreerd(rij: RowMapping) -> Geregistreerd:
    return Geregistreerd(
        rij["id"],
        rij["client_id"],
        rij["aanbieder"],
        rij["versie"],
        Versie(**{naam: rij[naam] for naam in _VERSIEVELDEN}),
        rij["eerste_verzonden"],
        bool(rij["heeft_toegekend"]),
    )


def voeg_toewijzing_toe(
    conn: Connection,
    gemeente: str,
    aanbieder: str,
    client_id: int,
    versie: Versie,
    verzonden: date,
    vastgelegd_op: datetime,
    *,
    bericht_id: int | None = None,
    uitgaand_id: int | None = None,
) -> int:
    """Register a new toewijzing as version 1, with nothing used of it yet, and give its id.

    It comes from a JW301 that was received (`bericht_id`) or from one of our own (`uitgaand_id`).
    """
    nieuw = reserveer_ids(conn, toewijzing)
    rij = {
        **asdict(versie),
        "gemeente": gemeente,
        "aanbieder": aanbieder,
        "client_id": client_id,
        "bericht_id": bericht_id,
        "uitgaand_id": uitgaand_id,
        "eerste_verzonden": verzonden,
        "versie": 1,
    }
    voeg_een_toe(conn, toewijzing, id=nieuw, **rij)
    voeg_een_toe(conn, verbruik, toewijzing_id=nieuw, volume=0, bedrag=0)
    _bewaar_versie(conn, nieuw, rij, vastgelegd_op)
    return nieuw


def wijzig_toewijzing(
    conn: Connection,
    bekend: Geregistreerd,
    versie: Versie,
    vastgelegd_op: datetime,
    *,
    bericht_id: int | None = None,
    uitgaand_id: int | None = None,
) -> None:
    """Put a newer version in force, received or our own; the earlier ones stay in the history."""
    conn.execute(
        update(toewijzing)
        .where(toewijzing.c.id == bekend.id)
        .values(
            **asdict(versie),
            bericht_id=bericht_id,
            uitgaand_id=uitgaand_id,
            versie=bekend.nummer_van_versie + 1,
        )
    )
    rij = conn.execute(select(toewijzing).where(toewijzing.c.id == bekend.id)).mappings().one()
    _bewaar_versie(conn, bekend.id, {naam: w for naam, w in rij.items() if naam != "id"}, vastgelegd_op)


def _bewaar_versie(conn: Connection, toewijzing_id: int, rij: dict[str, Any], vastgelegd_op: datetime) -> None:
    voeg_een_toe(
        conn,
        toewijzing_versie,
        id=reserveer_ids(conn, toewijzing_versie),
        toewijzing_id=toewijzing_id,
        vastgelegd_op=vastgelegd_op,
        **rij,
    )


def bewaar_partijen(conn: Connection, aanbieders: dict[str, str], gemeenten: dict[str, str]) -> None:
    """Add or rename aanbieders (by AGB-code) and gemeenten (by CBS-code) in the register."""
    for agb, naam in aanbieders.items():
        _bewaar_naam(conn, register_aanbieder, register_aanbieder.c.agb, agb, naam)
    for code, naam in gemeenten.items():
        _bewaar_naam(conn, register_gemeente, register_gemeente.c.code, code, naam)


def _bewaar_naam(conn: Connection, tabel: Any, sleutel: Any, waarde: str, naam: str) -> None:
    gewijzigd = conn.execute(update(tabel).where(sleutel == waarde).values(naam=naam))
    if gewijzigd.rowcount == 0:
        voeg_een_toe(conn, tabel, **{sleutel.name: waarde, "naam": naam})
