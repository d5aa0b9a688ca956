"""What the register knows to judge a declaratie by, in a handful of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, select

from backoffice.storage.direct import lees
from backoffice.storage.tabellen import (
    client,
    declaratie,
    prestatie,
    toewijzing,
    toewijzing_versie,
    verbruik,
)
from backoffice.storage.zoeken import in_lijst
from backoffice.versleuteling import Kluis
from ijw.feiten import Debetsleutel, EerderDebet, ToegewezenProduct, Verbruik
from ijw.rekenen import volume_in_toewijzingseenheid


@dataclass(slots=True)
class Registerfeiten:
    """What the register knows of the cliënten, toewijzingen and references a declaratie names.

    Cliënten are keyed by BSN, toewijzingen by ToewijzingNummer of this gemeente, earlier prestaties by
    ReferentieNummer of this aanbieder. The ids are those of the database.
    """

    clienten: dict[str, int] = field(default_factory=dict)
    toewijzingen: dict[int, ToegewezenProduct] = field(default_factory=dict)
    toewijzing_client: dict[int, int] = field(default_factory=dict)
    toewijzing_id: dict[int, int] = field(default_factory=dict)
    eerste_verzonden: dict[int, date] = field(default_factory=dict)
    verbruik: dict[int, Verbruik] = field(default_factory=dict)
    gebruikte_referenties: set[str] = field(default_factory=set)
    eerdere_debetten: dict[str, EerderDebet] = field(default_factory=dict)
    referenties_elders: set[str] = field(default_factory=set)
    prestatie_id: dict[str, int] = field(default_factory=dict)
    goedgekeurde_debetten: dict[Debetsleutel, str] = field(default_factory=dict)
    declaratie_nummer_gebruikt: bool = False
    declaratie_nummer_elders: bool = False
    laatste_periode: date | None = None


def laad_feiten(
    conn: Connection,
    kluis: Kluis,
    gemeente: str,
    aanbieder: str,
    declaratie_nummer: str,
    bsns: Collection[str],
    nummers: Collection[int],
    referenties: Collection[str],
    begindata: Collection[date],
    voor: int | None = None,
) -> Registerfeiten:
    """Load all facts for one declaratie; the number of queries does not depend on its size.

    `referenties` are the ReferentieNummers and VorigReferentieNummers in it, `begindata` the begins of its
    ProductPerioden. With `voor`, the id of a message that waited, numbers and references that came in with it or
    after it were not used yet.
    """
    feiten = Registerfeiten()
    grens = _ALLES if voor is None else voor
    _laad_toewijzingen(conn, feiten, gemeente, nummers)
    _laad_clienten(conn, kluis, feiten, gemeente, bsns)
    _laad_eerdere(conn, feiten, gemeente, aanbieder, referenties, grens)
    _laad_goedgekeurde(conn, feiten, begindata)
    _laad_declaraties(conn, feiten, gemeente, aanbieder, declaratie_nummer, grens)
    return feiten


_ALLES = 2**63 - 1
"""Above the id of any message."""

_TOEWIJZINGEN = (
    select(
        toewijzing.c.id,
        toewijzing.c.client_id,
        verbruik.c.volume,
        verbruik.c.bedrag,
        toewijzing.c.toewijzing_nummer,
        toewijzing.c.aanbieder,
        toewijzing.c.categorie,
        toewijzing.c.code,
        toewijzing.c.ingangsdatum,
        toewijzing.c.einddatum,
        toewijzing.c.volume,
        toewijzing.c.eenheid,
        toewijzing.c.frequentie,
        toewijzing.c.budget,
        toewijzing.c.verwijderd,
        toewijzing.c.versie,
        toewijzing.c.eerste_verzonden,
    )
    .join(verbruik, verbruik.c.toewijzing_id == toewijzing.c.id)
    .where(toewijzing.c.gemeente == bindparam("gemeente"), in_lijst(toewijzing.c.toewijzing_nummer, "nummers"))
)


def _laad_toewijzingen(conn: Connection, feiten: Registerfeiten, gemeente: str, nummers: Collection[int]) -> None:
    rijen = lees(conn, _TOEWIJZINGEN, {"gemeente": gemeente, "nummers": nummers})
    for id_, client_id, volume, bedrag, nummer, *velden, verzonden in rijen:
        feiten.toewijzingen[nummer] = ToegewezenProduct(gemeente, nummer, *velden)
        feiten.toewijzing_client[nummer] = client_id
        feiten.toewijzing_id[nummer] = id_
        feiten.eerste_verzonden[nummer] = verzonden
        feiten.verbruik[nummer] = Verbruik(volume, bedrag)


def zoek_clienten(conn: Connection, kluis: Kluis, gemeente: str, bsns: Collection[str]) -> dict[str, int]:
    """The ids of the cliënten of a gemeente by BSN; who is not known is left out."""
    feiten = Registerfeiten()
    _laad_clienten(conn, kluis, feiten, gemeente, bsns)
    return feiten.clienten


_CLIENTEN = select(client.c.id, client.c.bsn_index)
_CLIENTEN_MET_ID = _CLIENTEN.where(in_lijst(client.c.id, "ids"))


def _laad_clienten(
    conn: Connection, kluis: Kluis, feiten: Registerfeiten, gemeente: str, bsns: Collection[str]
) -> None:
    """Find cliënten by the keyed hash of their BSN; nearly all are those of the toewijzingen, found by id."""
    onbekend = {kluis.bsn_index(bsn): bsn for bsn in bsns}
    _herken(feiten, onbekend, lees(conn, _CLIENTEN_MET_ID, {"ids": set(feiten.toewijzing_client.values())}))
    indexen = list(onbekend)
    for eerste in range(0, len(indexen), _DEEL):
        deel = client.c.bsn_index.in_(indexen[eerste : eerste + _DEEL])
        _herken(feiten, onbekend, conn.execute(_CLIENTEN.where(client.c.gemeente == gemeente, deel)))


def _herken(feiten: Registerfeiten, onbekend: dict[bytes, str], rijen: Iterable[Sequence[Any]]) -> None:
    for id_, index in rijen:
        bsn = onbekend.pop(bytes(index), None)
        if bsn is not None:
            feiten.clienten[bsn] = id_


_DEEL = 10_000
"""Hashes per query; both databases take some 32,000 parameters at most."""


class _Eerder(NamedTuple):
    """A row of _EERDERE."""

    id: int
    referentie: str
    client_id: Any
    toewijzing_nummer: int
    categorie: str
    code: str
    begindatum: date
    einddatum: date
    volume: int
    eenheid: str
    tarief: int | None
    bedrag: int
    toegekend: bool
    vorige_referentie: str | None
    credit: str | None
    gemeente: str
    toewijzingseenheid: str | None


_DOOR = prestatie.alias("door")
_EERDERE = (
    select(
        prestatie.c.id,
        prestatie.c.referentie,
        prestatie.c.client_id,
        prestatie.c.toewijzing_nummer,
        prestatie.c.categorie,
        prestatie.c.code,
        prestatie.c.begindatum,
        prestatie.c.einddatum,
        prestatie.c.volume,
        prestatie.c.eenheid,
        prestatie.c.tarief,
        prestatie.c.bedrag,
        prestatie.c.toegekend,
        prestatie.c.vorige_referentie,
        _DOOR.c.referentie.label("credit"),
        declaratie.c.gemeente,
        toewijzing_versie.c.eenheid.label("toewijzingseenheid"),
    )
    .join(declaratie, declaratie.c.id == prestatie.c.declaratie_id)
    .outerjoin(_DOOR, _DOOR.c.id == prestatie.c.gecrediteerd_door)
    .outerjoin(
        toewijzing_versie,
        and_(
            toewijzing_versie.c.toewijzing_id == prestatie.c.toewijzing_id,
            toewijzing_versie.c.versie == prestatie.c.toewijzing_versie,
        ),
    )
    .where(
        prestatie.c.aanbieder == bindparam("aanbieder"),
        in_lijst(prestatie.c.referentie, "referenties"),
        declaratie.c.bericht_id < bindparam("voor"),
    )
)


def _laad_eerdere(
    conn: Connection,
    feiten: Registerfeiten,
    gemeente: str,
    aanbieder: str,
    referenties: Collection[str],
    voor: int,
) -> None:
    """Earlier prestaties of this aanbieder by ReferentieNummer; it is unique per aanbieder (OP283)."""
    waarden = {"aanbieder": aanbieder, "referenties": referenties, "voor": voor}
    for rij in map(_Eerder._make, lees(conn, _EERDERE, waarden)):
        if rij.gemeente != gemeente:
            feiten.referenties_elders.add(rij.referentie)
            continue
        feiten.gebruikte_referenties.add(rij.referentie)
        is_debet = rij.vorige_referentie is None
        # Of two debets with one reference (the second refused with 8021) the approved one is the one meant.
        bekend = feiten.eerdere_debetten.get(rij.referentie)
        if not is_debet or (bekend is not None and bekend.goedgekeurd):
            continue
        feiten.eerdere_debetten[rij.referentie] = EerderDebet(
            client=rij.client_id,
            sleutel=Debetsleutel(rij.toewijzing_nummer, rij.categorie, rij.code, rij.begindatum, rij.einddatum),
            volume=rij.volume,
            eenheid=rij.eenheid,
            tarief=rij.tarief,
            bedrag=rij.bedrag,
            goedgekeurd=rij.toegekend,
            gecrediteerd_door=rij.credit,
            geteld=_geteld(rij.volume, rij.eenheid, rij.toewijzingseenheid),
        )
        feiten.prestatie_id[rij.referentie] = rij.id


def _geteld(volume: int, eenheid: str, toewijzingseenheid: str | None) -> int:
    """What a prestatie added to the Verbruik of its toewijzing, in the eenheid that this had at the time."""
    if toewijzingseenheid is None:
        return 0
    return volume_in_toewijzingseenheid(volume, eenheid, toewijzingseenheid) or 0


_GOEDGEKEURDE = select(
    prestatie.c.toewijzing_nummer,
    prestatie.c.categorie,
    prestatie.c.code,
    prestatie.c.begindatum,
    prestatie.c.einddatum,
    prestatie.c.referentie,
).where(
    in_lijst(prestatie.c.toewijzing_id, "toewijzingen"),
    prestatie.c.begindatum.between(bindparam("eerste"), bindparam("laatste")),
    prestatie.c.toegekend.is_(True),
    prestatie.c.vorige_referentie.is_(None),
    prestatie.c.gecrediteerd_door.is_(None),
)


def _laad_goedgekeurde(conn: Connection, feiten: Registerfeiten, begindata: Collection[date]) -> None:
    """Approved and uncredited debets on these toewijzingen that begin on these days or between them (TR389)."""
    if not begindata:
        return
    waarden = {
        "toewijzingen": feiten.toewijzing_id.values(),
        "eerste": min(begindata),
        "laatste": max(begindata),
    }
    for *sleutel, referentie in lees(conn, _GOEDGEKEURDE, waarden):
        feiten.goedgekeurde_debetten[Debetsleutel(*sleutel)] = referentie


_EERDER = declaratie.c.bericht_id < bindparam("voor")
_ZELFDE_NUMMER = select(declaratie.c.gemeente).where(
    declaratie.c.aanbieder == bindparam("aanbieder"),
    declaratie.c.declaratie_nummer == bindparam("nummer"),
    _EERDER,
)
_LAATSTE_PERIODE = (
    select(declaratie.c.periode)
    .where(
        declaratie.c.gemeente == bindparam("gemeente"), declaratie.c.aanbieder == bindparam("aanbieder"), _EERDER
    )
    .order_by(declaratie.c.periode.desc())
    .limit(1)
)


def _laad_declaraties(
    conn: Connection,
    feiten: Registerfeiten,
    gemeente: str,
    aanbieder: str,
    declaratie_nummer: str,
    voor: int,
) -> None:
    gelijke = {"aanbieder": aanbieder, "nummer": declaratie_nummer, "voor": voor}
    bij = {gemeente_ for (gemeente_,) in lees(conn, _ZELFDE_NUMMER, gelijke)}
    feiten.declaratie_nummer_gebruikt = gemeente in bij
    feiten.declaratie_nummer_elders = bool(bij - {gemeente})
    perioden = lees(conn, _LAATSTE_PERIODE, {"gemeente": gemeente, "aanbieder": aanbieder, "voor": voor})
    feiten.laatste_periode = perioden[0][0] if perioden else None
