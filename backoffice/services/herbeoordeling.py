"""Looking again at decisions when a toewijzing or contract changed with retroactive effect.

A decision that was sent stays: what would be decided otherwise now becomes a proposal to a person, who asks the
aanbieder for a credit or for the prestatie again. Nothing is changed, booked or answered here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby
from typing import Final

from sqlalchemy import Connection

from backoffice.declaraties.beoordeling import beoordeel, maat
from backoffice.declaraties.model import Prestatieoordeel, Stand
from backoffice.fouten import BackofficeError
from backoffice.services.heenbericht import afspraken_van
from backoffice.services.verwerking import AMSTERDAM
from backoffice.services.werkplek import Werkplek
from backoffice.storage import audit, declaratiefeiten, herbeoordelingen
from backoffice.storage.database import lezen
from backoffice.storage.declaratiefeiten import Registerfeiten
from backoffice.storage.herbeoordelingen import Geraakt, Voorstel
from ijw.berichten import basis, jw323
from ijw.feiten import Verbruik
from ijw.rekenen import eerste_dag, laatste_dag

_GEHAALD: Final = "alle regels worden nu gehaald; over de declaratietermijn wordt bij de herindiening beslist"


class Voorstelfout(BackofficeError):
    """A proposal that is not there, or was dealt with before."""


def stel_voor(werkplek: Werkplek, moment: datetime, wie: str) -> list[Voorstel]:
    """Judge again what rests on an earlier version, and keep a proposal for each decision that would differ.

    Asked again, it adds nothing. Gives the new proposals.
    """
    with werkplek.engine.begin() as conn:
        geraakt = herbeoordelingen.geraakte_prestaties(conn)
        nieuw: list[tuple[int, str, str, str]] = []
        per_partijen = sorted(geraakt, key=lambda een: (een.gemeente, een.aanbieder, een.id))
        for (gemeente, aanbieder), groep in groupby(per_partijen, key=lambda een: (een.gemeente, een.aanbieder)):
            nieuw += _beoordeel_opnieuw(werkplek, conn, gemeente, aanbieder, list(groep), moment)
        al = {voorstel.id for voorstel in herbeoordelingen.open_voorstellen(conn)}
        herbeoordelingen.bewaar_voorstellen(conn, nieuw, moment)
        audit.leg_vast(
            conn,
            tijdstip=moment,
            wie=wie,
            handeling="besluit herbeoordeeld",
            doel="gewijzigde toewijzing of gewijzigd contract",
            clienten={een.client_id for een in geraakt},
        )
        return [voorstel for voorstel in herbeoordelingen.open_voorstellen(conn) if voorstel.id not in al]


def voorstellen(werkplek: Werkplek) -> list[Voorstel]:
    """The proposals that nobody dealt with, oldest first."""
    with lezen(werkplek.engine) as conn:
        return herbeoordelingen.open_voorstellen(conn)


def doe_af(werkplek: Werkplek, nummer: int, moment: datetime, wie: str) -> None:
    """Keep that somebody dealt with a proposal; Voorstelfout when there is no such open one."""
    with werkplek.engine.begin() as conn:
        if not herbeoordelingen.doe_af(conn, nummer, wie, moment):
            raise Voorstelfout(f"Er is geen open voorstel {nummer}.")


def _beoordeel_opnieuw(
    werkplek: Werkplek,
    conn: Connection,
    gemeente: str,
    aanbieder: str,
    geraakt: Sequence[Geraakt],
    moment: datetime,
) -> Iterable[tuple[int, str, str, str]]:
    """First what was granted, as if none of it were; then what was refused, beside all that is granted."""
    feiten = declaratiefeiten.laad_feiten(
        conn,
        werkplek.kluis,
        gemeente,
        aanbieder,
        "",
        bsns=(),
        nummers={een.prestatie.toewijzing_nummer for een in geraakt},
        referenties=(),
        begindata={een.prestatie.product_periode.begindatum for een in geraakt},
    )
    vandaag = moment.astimezone(AMSTERDAM).date()
    afspraken = afspraken_van(werkplek, conn, aanbieder)
    goed = [een for een in geraakt if een.toegekend]
    fout = [een for een in geraakt if not een.toegekend]
    zonder_goed = Stand(
        afspraken,
        toewijzingen=feiten.toewijzingen,
        toewijzing_client=feiten.toewijzing_client,
        verbruik=_verbruik_zonder(goed, feiten),
    )
    met_goed = replace(zonder_goed, verbruik=feiten.verbruik, goedgekeurde_debetten=feiten.goedgekeurde_debetten)
    for een, oordeel in _oordelen(gemeente, aanbieder, goed, zonder_goed, vandaag):
        if not oordeel.toegekend:
            uitleg = "; ".join(b.feit + ", verwacht " + b.verwacht for b in oordeel.bevindingen)
            yield een.id, een.aanleiding, "laten crediteren", uitleg
    for een, oordeel in _oordelen(gemeente, aanbieder, fout, met_goed, vandaag):
        if oordeel.toegekend:
            yield een.id, een.aanleiding, "opnieuw laten indienen", _GEHAALD


def _verbruik_zonder(goed: Iterable[Geraakt], feiten: Registerfeiten) -> dict[int, Verbruik]:
    verbruik = dict(feiten.verbruik)
    for een in goed:
        p = een.prestatie
        nummer = p.toewijzing_nummer
        was = verbruik[nummer]
        volume = maat(p.geleverd_volume, p.eenheid, feiten.toewijzingen[nummer])
        verbruik[nummer] = Verbruik(was.volume - volume, was.bedrag - p.ingediend_bedrag.bedrag)
    return verbruik


def _oordelen(
    gemeente: str, aanbieder: str, geraakt: Sequence[Geraakt], stand: Stand, vandaag: date
) -> list[tuple[Geraakt, Prestatieoordeel]]:
    """Judge prestaties as if they came in today in one declaratie; cliënten are known by their number here."""
    if not geraakt:
        return []
    versie = basis.XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0")
    maand = basis.GeslotenPeriode(begindatum=eerste_dag(vandaag), einddatum=laatste_dag(vandaag))
    bericht = jw323.Bericht(
        header=jw323.Header(
            afzender=aanbieder,
            ontvanger=gemeente,
            bericht_identificatie=basis.BerichtIdentificatie(identificatie="0", dagtekening=vandaag),
            xsd_versie=versie,
        ),
        declaratie=jw323.Declaratie(
            declaratie_nummer="0",
            declaratie_periode=maand,
            declaratie_dagtekening=vandaag,
            totaal_ingediend_bedrag=basis.TotaalBedragMetDC(totaal_bedrag=0, debet_credit="D"),
            clienten=tuple(jw323.Client(bsn=str(een.client_id), prestaties=(een.prestatie,)) for een in geraakt),
        ),
    )
    stand = replace(stand, clienten={str(een.client_id): een.client_id for een in geraakt})
    return list(zip(geraakt, beoordeel(bericht, stand, vandaag).prestaties, strict=True))
