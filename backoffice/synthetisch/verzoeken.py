"""Verzoeken of aanbieders after the last month: one of each kind, with what a gemeente should make of it.

Each is about a jeugdige of the region who has a toewijzing that runs; nothing is drawn by lot, so that the rest
of the region does not change.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from backoffice.synthetisch.aanbod import EINDE
from backoffice.synthetisch.model import Regio, Toewijzing, Verloop, maand_na, werkdag
from backoffice.synthetisch.schrijven import XSD_VERSIE
from ijw import codec, rekenen
from ijw.berichten import basis, jw315, jw317

KEREN: Final = 2
"""How often each kind is asked at schaal 1, where as many suit."""


@dataclass(frozen=True, slots=True)
class Verzoeksoort:
    """One kind: what is asked, and the decision that is expected: "toegewezen", or a RedenAfwijzingVerzoek."""

    naam: str
    wat: str
    verwacht: str


@dataclass(frozen=True, slots=True)
class Verzoekgeval:
    """One planted verzoek: its file, bytes and kind, and by whom under which reference."""

    bestand: str
    soort: Verzoeksoort
    aanbieder: str
    referentie: str
    dag: date
    inhoud: bytes


VERZOEKEN: Final = (
    Verzoeksoort("past", "een verzoek dat past", "toegewezen"),
    Verzoeksoort("ingekort", "langer dan het contract loopt", "toegewezen"),
    Verzoeksoort("onderzoek", "eerst in onderzoek, dan toegewezen", "toegewezen"),
    Verzoeksoort("verlenging", "een wijziging: de lopende toewijzing langer", "toegewezen"),
    Verzoeksoort("geen-wijziging", "een wijziging die een nieuwe aanvraag is", "1"),
    Verzoeksoort("te-duur", "volgens de gemeente past het niet binnen het budget", "2"),
    Verzoeksoort("geen-contract", "de aanbieder heeft met deze gemeente geen contract", "3"),
    Verzoeksoort("andere-eenheid", "uren waar het contract minuten heeft", "4"),
    Verzoeksoort("verhuisd", "een wijziging na een verhuizing", "5"),
    Verzoeksoort("stapeling", "wat al loopt nog eens", "6"),
    Verzoeksoort("inhoud", "zorginhoudelijk afgekeurd door een mens", "7"),
    Verzoeksoort("woonplaats", "een andere gemeente is verantwoordelijk en is het eens", "8"),
    Verzoeksoort("leeftijd", "een jongere van 23 of ouder", "9"),
)
SOORTEN: Final = {soort.naam: soort for soort in VERZOEKEN}
_DAG: Final = timedelta(days=1)
_KWARTAAL: Final = timedelta(days=90)
_JONG: Final = date(2011, 5, 1)
"""Whoever was born from here on is under 18 in everything that is asked."""
_OUD: Final = date(2000, 1, 1)
_MAATREGEL: Final = ("47", "48")
"""Jeugdreclassering and jeugdbescherming, of which the content is not for a gemeente."""
_WIJZIGINGEN: Final = frozenset({"verlenging", "geen-wijziging", "verhuisd"})


def maak_verzoeken(regio: Regio, schaal: float) -> tuple[Verzoekgeval, ...]:
    """Plant each kind so often, each for a jeugdige of its own; a kind for which nothing suits is left out."""
    dag = werkdag(maand_na(regio.maanden[-1]) + timedelta(days=6))
    vrij = _geschikt(regio, dag)
    gevallen: list[Verzoekgeval] = []
    for _ in range(max(1, round(KEREN * schaal))):
        for soort in VERZOEKEN:
            kenmerk = f"V{len(gevallen) + 1:04d}"
            gekozen = next((een for een in vrij if _past(regio, soort.naam, een)), None)
            if gekozen is not None:
                vrij = [een for een in vrij if een.zaak.jeugdige.bsn != gekozen.zaak.jeugdige.bsn]
                gevallen.append(_geval(soort, _vraag(regio, soort.naam, gekozen, dag, kenmerk)))
    return tuple(gevallen)


def _geschikt(regio: Regio, dag: date) -> list[Toewijzing]:
    """Toewijzingen that run, are the only one of a young child, and sell by the week or month."""
    per_bsn = Counter(een.zaak.jeugdige.bsn for een in regio.toewijzingen)
    return [
        een
        for een in regio.toewijzingen
        if per_bsn[een.zaak.jeugdige.bsn] == 1
        and een.verloop is Verloop.GEWOON
        and een.frequentie in ("2", "4")
        and een.product.categorie not in _MAATREGEL
        and een.ingang < dag
        and een.eind is not None
        and een.eind > dag + timedelta(days=30)
        and een.zaak.jeugdige.geboren >= _JONG
    ]


def _past(regio: Regio, naam: str, toewijzing: Toewijzing) -> bool:
    """Whether a kind can be asked about a toewijzing."""
    if naam == "geen-contract":
        return _zonder_contract(regio, toewijzing.zaak.gemeente) is not None
    return naam != "andere-eenheid" or toewijzing.product.eenheid == rekenen.MINUUT


def _zonder_contract(regio: Regio, gemeente: str) -> str | None:
    """An aanbieder that has no contract with a gemeente; the first one has one with all."""
    return next((een.agb for een in regio.aanbieders[1:] if gemeente not in een.aanbod), None)


def _vraag(
    regio: Regio, naam: str, toewijzing: Toewijzing, dag: date, kenmerk: str
) -> jw315.Bericht | jw317.Bericht:
    """What an aanbieder asks about a toewijzing."""
    zaak, eind = toewijzing.zaak, toewijzing.eind
    assert eind is not None
    kop = basis.BerichtIdentificatie(identificatie=f"VZK{kenmerk}", dagtekening=dag)
    if naam in _WIJZIGINGEN:
        return _vow(toewijzing, kop, kenmerk, eind + _KWARTAAL)
    aanbieder, eenheid = zaak.aanbieder.agb, toewijzing.product.eenheid or ""
    begin, einde = eind + _DAG, eind + _KWARTAAL
    if naam == "ingekort":
        einde = EINDE + _KWARTAAL
    elif naam == "stapeling":
        begin, einde = dag + _DAG, eind
    elif naam == "geen-contract":
        aanbieder = _zonder_contract(regio, zaak.gemeente) or aanbieder
    elif naam == "andere-eenheid":
        eenheid = rekenen.UUR
    product = jw315.AangevraagdProduct(
        referentie_aanbieder=kenmerk,
        beschikking_nummer=None,
        product=basis.Product(categorie=toewijzing.product.categorie, code=toewijzing.product.code),
        beschikking_ingangsdatum=None,
        toewijzing_ingangsdatum=begin,
        toewijzing_einddatum=einde,
        omvang=replace(_omvang(toewijzing), eenheid=eenheid),
        budget=None,
        verwijzer=basis.Verwijzer(type="02", naam=None, zorgverlener_code="01234567"),
        raamcontract=None,
        commentaar=None,
    )
    return _vot(toewijzing, aanbieder, kop, _OUD if naam == "leeftijd" else zaak.jeugdige.geboren, product)


def _geval(soort: Verzoeksoort, bericht: jw315.Bericht | jw317.Bericht) -> Verzoekgeval:
    """The file of a verzoek."""
    kop = bericht.header
    if isinstance(bericht, jw315.Bericht):
        map_, vorm = "315", jw315.SOORT
        referentie = bericht.client.aangevraagde_producten[0].referentie_aanbieder
    else:
        map_, vorm = "317", jw317.SOORT
        referentie = bericht.client.verzoek.referentie_aanbieder
    dag = kop.bericht_identificatie.dagtekening
    naam = f"{map_}/{dag:%Y-%m}/{kop.ontvanger}-{kop.afzender}-{referentie}.xml"
    return Verzoekgeval(naam, soort, kop.afzender, referentie, dag, codec.schrijf(bericht, vorm))


def _vot(
    toewijzing: Toewijzing,
    aanbieder: str,
    kop: basis.BerichtIdentificatie,
    geboren: date,
    product: jw315.AangevraagdProduct,
) -> jw315.Bericht:
    jeugdige = toewijzing.zaak.jeugdige
    naam = basis.Achternaam(achternaam=jeugdige.achternaam, voorvoegsel=jeugdige.voorvoegsel)
    return jw315.Bericht(
        header=jw315.Header(
            afzender=aanbieder,
            ontvanger=toewijzing.zaak.gemeente,
            bericht_identificatie=kop,
            xsd_versie=XSD_VERSIE,
        ),
        client=jw315.Client(
            bsn=jeugdige.bsn,
            geboortedatum=basis.Geboortedatum(datum=geboren, datum_gebruik=None),
            geslacht=jeugdige.geslacht,
            naam=basis.VerkorteNaam(geslachtsnaam=naam, voornamen=None, voorletters=None),
            gezagsdrager_bekend=None,
            commentaar=None,
            aangevraagde_producten=(product,),
        ),
    )


def _vow(toewijzing: Toewijzing, kop: basis.BerichtIdentificatie, kenmerk: str, tot_en_met: date) -> jw317.Bericht:
    anders = jw317.TeWijzigenProduct(
        toewijzing_nummer=toewijzing.nummer,
        gewenste_ingangsdatum=kop.dagtekening + timedelta(days=14),
        einddatum=tot_en_met,
        omvang=_omvang(toewijzing),
        budget=None,
    )
    return jw317.Bericht(
        header=jw317.Header(
            afzender=toewijzing.zaak.aanbieder.agb,
            ontvanger=toewijzing.zaak.gemeente,
            bericht_identificatie=kop,
            xsd_versie=XSD_VERSIE,
        ),
        client=jw317.Client(
            bsn=toewijzing.zaak.jeugdige.bsn,
            verzoek=jw317.Verzoek(
                referentie_aanbieder=kenmerk,
                reden_verzoek="1",
                ongewijzigde_producten=(),
                te_wijzigen_producten=(anders,),
                nieuwe_producten=(),
            ),
        ),
    )


def _omvang(toewijzing: Toewijzing) -> basis.Omvang:
    return basis.Omvang(
        volume=toewijzing.volume or 0,
        eenheid=toewijzing.product.eenheid or "",
        frequentie=toewijzing.frequentie or "",
    )
