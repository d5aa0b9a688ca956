"""Composes the JW325 that answers a JW323 (IV087, IV088, TR342).

Only what is rejected goes back, unchanged and in document order. An amount of zero is debet (CS325).
"""

from __future__ import annotations

from dataclasses import fields
from itertools import groupby
from typing import Final

from backoffice.declaraties.model import Declaratieoordeel, Prestatieoordeel, retourcodes
from ijw.berichten import basis, jw323, jw325
from ijw.rekenen import uit_centen
from ijw.retour import GEEN_OPMERKING, TECHNISCH_AFGEKEURD, Kenmerk

VOLLEDIG_TOEGEWEZEN: Final = "8001"


def technische_afkeur(kop: jw323.Header, kenmerk: Kenmerk) -> jw325.Bericht:
    """The answer to a message that failed on controleniveau 2: a header with 0001, and nothing else."""
    return jw325.Bericht(header=_kop(kop, kenmerk, (TECHNISCH_AFGEKEURD,)), declaratie_antwoord=None)


def antwoord(bericht: jw323.Bericht, oordeel: Declaratieoordeel, kenmerk: Kenmerk) -> jw325.Bericht:
    """The answer to a message that was judged on controleniveaus 3 and 4."""
    if oordeel.kop:
        kop = _kop(bericht.header, kenmerk, retourcodes(oordeel.kop))
        return jw325.Bericht(header=kop, declaratie_antwoord=None)
    declaratie = bericht.declaratie
    clienten = _clienten(declaratie, oordeel)
    if oordeel.declaratie:
        codes = retourcodes(oordeel.declaratie)
    else:
        codes = (GEEN_OPMERKING,) if clienten else (VOLLEDIG_TOEGEWEZEN,)
    return jw325.Bericht(
        header=_kop(bericht.header, kenmerk, (GEEN_OPMERKING,)),
        declaratie_antwoord=jw325.DeclaratieAntwoord(
            declaratie_nummer=declaratie.declaratie_nummer,
            totaal_ingediend_bedrag=declaratie.totaal_ingediend_bedrag,
            totaal_toegekend_bedrag=_totaal(oordeel.toegekend),
            clienten=clienten,
            retour_codes=codes,
        ),
    )


def _kop(kop: jw323.Header, kenmerk: Kenmerk, codes: tuple[str, ...]) -> jw325.Header:
    return jw325.Header(
        afzender=kop.ontvanger,
        ontvanger=kop.afzender,
        bericht_identificatie=basis.BerichtIdentificatie(
            identificatie=kenmerk.identificatie, dagtekening=kenmerk.dagtekening
        ),
        xsd_versie=kenmerk.xsd_versie,
        declaratie_identificatie=kop.bericht_identificatie,
        xslt_versie=kenmerk.xslt_versie,
        xsd_versie_declaratie=kop.xsd_versie,
        retour_codes=codes,
    )


def _clienten(declaratie: jw323.Declaratie, oordeel: Declaratieoordeel) -> tuple[jw325.Client, ...]:
    afgewezen = (prestatie for prestatie in oordeel.prestaties if not prestatie.toegekend)
    return tuple(
        jw325.Client(
            bsn=declaratie.clienten[nummer - 1].bsn,
            prestaties=tuple(_prestatie(prestatie) for prestatie in prestaties),
            retour_codes=retourcodes(oordeel.clienten.get(nummer, ())) or (GEEN_OPMERKING,),
        )
        for nummer, prestaties in groupby(afgewezen, key=lambda prestatie: prestatie.clientnummer)
    )


_OVERGENOMEN: Final = tuple(veld.name for veld in fields(jw323.Prestatie))


def _prestatie(oordeel: Prestatieoordeel) -> jw325.Prestatie:
    return jw325.Prestatie(
        **{naam: getattr(oordeel.prestatie, naam) for naam in _OVERGENOMEN}, retour_codes=oordeel.retourcodes
    )


def _totaal(centen: int) -> basis.TotaalBedragMetDC:
    bedrag, debet_credit = uit_centen(centen)
    return basis.TotaalBedragMetDC(totaal_bedrag=bedrag, debet_credit=debet_credit)
