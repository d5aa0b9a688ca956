"""From concept to file: the message as declared in `ijw.berichten`, its bytes and its name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from backoffice.synthetisch.model import Brief, Concept, Jeugdige, Regel, Stand
from ijw import codec, codelijsten, rekenen
from ijw.berichten import basis, jw301, jw323

XSD_VERSIE = basis.XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0")


def naam_jw323(concept: Concept) -> str:
    """File name of a JW323, by the month it was sent in; no person can be told from it."""
    onderdelen = (concept.gemeente, concept.aanbieder.agb, concept.identificatie)
    return f"323/{concept.dag:%Y-%m}/{'-'.join(onderdelen)}{concept.toevoeging}.xml"


def naam_jw301(brief: Brief) -> str:
    """File name of a JW301."""
    return f"301/{brief.dag:%Y-%m}/{brief.zaak.gemeente}-{brief.zaak.aanbieder.agb}-{brief.identificatie}.xml"


def bytes_jw323(concept: Concept) -> bytes:
    """The file of a JW323, with what was done to it."""
    bericht = _jw323(concept)
    if concept.wijzig is not None:
        bericht = concept.wijzig(bericht)
    inhoud = codec.schrijf(bericht, jw323.SOORT)
    return inhoud if concept.vervorm is None else concept.vervorm(inhoud)


def bytes_jw301(brief: Brief) -> bytes:
    """The file of a JW301, with what was done to it."""
    bericht = _jw301(brief)
    if brief.wijzig is not None:
        bericht = brief.wijzig(bericht)
    inhoud = codec.schrijf(bericht, jw301.SOORT)
    return inhoud if brief.vervorm is None else brief.vervorm(inhoud)


def _jw323(concept: Concept) -> jw323.Bericht:
    dagtekening = concept.dagtekening or concept.dag
    per_client: dict[str, list[jw323.Prestatie]] = {}
    totaal = 0
    for regel in concept.regels:
        per_client.setdefault(regel.bsn, []).append(_prestatie(regel))
        totaal += rekenen.naar_centen(regel.bedrag, regel.debet_credit)
    bedrag, debet_credit = rekenen.uit_centen(totaal)
    return jw323.Bericht(
        header=jw323.Header(
            afzender=concept.aanbieder.agb,
            ontvanger=concept.ontvanger or concept.gemeente,
            bericht_identificatie=basis.BerichtIdentificatie(
                identificatie=concept.identificatie, dagtekening=dagtekening
            ),
            xsd_versie=XSD_VERSIE,
        ),
        declaratie=jw323.Declaratie(
            declaratie_nummer=concept.nummer,
            declaratie_periode=_periode(concept.periode, rekenen.laatste_dag(concept.periode)),
            declaratie_dagtekening=dagtekening,
            totaal_ingediend_bedrag=basis.TotaalBedragMetDC(totaal_bedrag=bedrag, debet_credit=debet_credit),
            clienten=tuple(
                jw323.Client(bsn=bsn, prestaties=tuple(prestaties)) for bsn, prestaties in per_client.items()
            ),
        ),
    )


def _prestatie(regel: Regel) -> jw323.Prestatie:
    return jw323.Prestatie(
        product_referentie=basis.Referentie(
            referentie_nummer=regel.referentie, vorig_referentie_nummer=regel.vorig
        ),
        toewijzing_nummer=regel.nummer,
        product_categorie=regel.categorie,
        product_code=regel.code,
        product_periode=_periode(regel.begin, regel.eind),
        geleverd_volume=regel.volume,
        eenheid=regel.eenheid,
        product_tarief=regel.tarief,
        ingediend_bedrag=basis.BedragMetDC(bedrag=regel.bedrag, debet_credit=regel.debet_credit),
    )


def _periode(begin: date, eind: date) -> basis.GeslotenPeriode:
    return basis.GeslotenPeriode(begindatum=begin, einddatum=eind)


def _jw301(brief: Brief) -> jw301.Bericht:
    zaak, jeugdige = brief.zaak, brief.zaak.jeugdige
    thuis = _thuis(jeugdige, zaak.gemeente)
    geslachtsnaam = basis.Achternaam(achternaam=jeugdige.achternaam, voorvoegsel=jeugdige.voorvoegsel)
    ouder = jw301.Relatie(
        nummer="1",
        volgorde=1,
        soort="10",
        geboortedatum=None,
        geslacht=None,
        naam=_volledige_naam(geslachtsnaam, jeugdige.ouder),
        contact=thuis,
    )
    return jw301.Bericht(
        header=jw301.Header(
            afzender=zaak.gemeente,
            ontvanger=zaak.aanbieder.agb,
            bericht_identificatie=basis.BerichtIdentificatie(
                identificatie=brief.identificatie, dagtekening=brief.dag
            ),
            xsd_versie=XSD_VERSIE,
        ),
        client=jw301.Client(
            bsn=jeugdige.bsn,
            geboortedatum=basis.Geboortedatum(datum=jeugdige.geboren, datum_gebruik=None),
            geslacht=jeugdige.geslacht,
            naam=_volledige_naam(geslachtsnaam, jeugdige.voornaam),
            communicatie=None,
            juridische_status=None,
            wettelijke_vertegenwoordiging=None,
            commentaar=None,
            relaties=(ouder,),
            contactgegevens=(thuis,),
            toegewezen_producten=tuple(_product(stand) for stand in brief.standen),
        ),
    )


def _volledige_naam(geslachtsnaam: basis.Achternaam, voornamen: str) -> basis.VolledigeNaam:
    return basis.VolledigeNaam(
        geslachtsnaam=geslachtsnaam, partnernaam=None, voornamen=voornamen, voorletters=None, naam_gebruik="1"
    )


def _thuis(jeugdige: Jeugdige, gemeente: str) -> jw301.Contact:
    huis = basis.Huis(
        huisnummer=jeugdige.huisnummer, huisletter=None, huisnummer_toevoeging=None, aanduiding_woonadres=None
    )
    adres = basis.Adres(
        huis=huis,
        postcode=jeugdige.postcode,
        straatnaam=jeugdige.straat,
        plaatsnaam=codelijsten.gemeentenaam(gemeente),
        land_code="NL",
    )
    return jw301.Contact(soort="01", adres=adres, organisatie=None, telefoon=None, emailadres=None, periode=None)


def _product(stand: Stand) -> jw301.ToegewezenProduct:
    toewijzing = stand.toewijzing
    product = toewijzing.product
    return jw301.ToegewezenProduct(
        toewijzing_nummer=toewijzing.nummer,
        referentie_aanbieder=None,
        product=basis.Product(categorie=product.categorie, code=product.code if toewijzing.specifiek else None),
        toewijzingsdatum=stand.dag,
        toewijzingstijd=stand.tijd,
        ingangsdatum=stand.ingang,
        einddatum=stand.eind,
        reden_wijziging=stand.reden,
        omvang=_omvang(stand),
        budget=toewijzing.budget,
        commentaar=None,
    )


def _omvang(stand: Stand) -> basis.Omvang | None:
    toewijzing = stand.toewijzing
    if toewijzing.volume is None:
        return None
    return basis.Omvang(
        volume=toewijzing.volume,
        eenheid=toewijzing.product.eenheid or "",
        frequentie=toewijzing.frequentie or "",
    )


def met_totaal(bericht: jw323.Bericht, erbij: int) -> jw323.Bericht:
    """The message with so many eurocents too many in its total."""
    totaal = bericht.declaratie.totaal_ingediend_bedrag
    fout = replace(totaal, totaal_bedrag=totaal.totaal_bedrag + erbij)
    return replace(bericht, declaratie=replace(bericht.declaratie, totaal_ingediend_bedrag=fout))


def met_eerste_bsn(bericht: jw323.Bericht, bsn: str) -> jw323.Bericht:
    """The message with another BSN for its first cliënt."""
    eerste, *rest = bericht.declaratie.clienten
    clienten = (replace(eerste, bsn=bsn), *rest)
    return replace(bericht, declaratie=replace(bericht.declaratie, clienten=clienten))


def met_periode_tot(bericht: jw323.Bericht, eind: date) -> jw323.Bericht:
    """The message with another last day of its DeclaratiePeriode."""
    periode = replace(bericht.declaratie.declaratie_periode, einddatum=eind)
    return replace(bericht, declaratie=replace(bericht.declaratie, declaratie_periode=periode))
