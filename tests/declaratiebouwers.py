"""Makes a valid prestatie, declaratie and the facts around it; a test names only what deviates.

The prestatie: May 2026, 585 minutes at 5875 an hour on toewijzing 1001 of Enschede, for which 2 uren a week are
assigned (600 minutes in the five weeks of May).
"""

from dataclasses import replace
from datetime import date
from typing import Any

from ijw.berichten import basis, jw323, jw325
from ijw.feiten import (
    Contractafspraak,
    Debetsleutel,
    EerderDebet,
    Feiten,
    NietBeoordeeld,
    ToegewezenProduct,
    Verbruik,
)
from ijw.nummers import test_bsn
from ijw.regels.regel import Afwijking, Regel
from ijw.regels.toetsing import maak_plan, toets
from ijw.rekenen import uit_centen

GEMEENTE = "0153"
AANBIEDER = "41000001"
CLIENT = 7
BSN = test_bsn(0)
XSD = basis.XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.0")


def periode(begin: date, eind: date) -> basis.GeslotenPeriode:
    return basis.GeslotenPeriode(begindatum=begin, einddatum=eind)


def prestatie(
    referentie: str = "R1",
    begin: date = date(2026, 5, 1),
    eind: date = date(2026, 5, 31),
    *,
    vorig: str | None = None,
    bedrag: int = 57281,
    **anders: Any,
) -> jw323.Prestatie:
    """A prestatie; it is a credit when it names a `vorig`."""
    basisprestatie = jw323.Prestatie(
        product_referentie=basis.Referentie(referentie_nummer=referentie, vorig_referentie_nummer=vorig),
        toewijzing_nummer=1001,
        product_categorie="45",
        product_code="OB1A",
        product_periode=periode(begin, eind),
        geleverd_volume=585,
        eenheid="01",
        product_tarief=98,
        ingediend_bedrag=basis.BedragMetDC(bedrag=bedrag, debet_credit="D" if vorig is None else "C"),
    )
    return replace(basisprestatie, **anders)


def client(*prestaties: jw323.Prestatie, bsn: str = BSN) -> jw323.Client:
    return jw323.Client(bsn=bsn, prestaties=prestaties or (prestatie(),))


def declaratie(*clienten: jw323.Client, **anders: Any) -> jw323.Declaratie:
    """A declaratie of May 2026 whose total is that of its prestaties."""
    clienten = clienten or (client(),)
    som = sum(
        p.ingediend_bedrag.bedrag * (1 if p.ingediend_bedrag.debet_credit == "D" else -1)
        for c in clienten
        for p in c.prestaties
    )
    bedrag, debet_credit = uit_centen(som)
    basisdeclaratie = jw323.Declaratie(
        declaratie_nummer="D1",
        declaratie_periode=periode(date(2026, 5, 1), date(2026, 5, 31)),
        declaratie_dagtekening=date(2026, 6, 5),
        totaal_ingediend_bedrag=basis.TotaalBedragMetDC(totaal_bedrag=bedrag, debet_credit=debet_credit),
        clienten=clienten,
    )
    return replace(basisdeclaratie, **anders)


def kop(**anders: Any) -> jw323.Header:
    basiskop = jw323.Header(
        afzender=AANBIEDER,
        ontvanger=GEMEENTE,
        bericht_identificatie=basis.BerichtIdentificatie(identificatie="B1", dagtekening=date(2026, 6, 5)),
        xsd_versie=XSD,
    )
    return replace(basiskop, **anders)


def antwoordkop(**anders: Any) -> jw325.Header:
    basiskop = jw325.Header(
        afzender=GEMEENTE,
        ontvanger=AANBIEDER,
        bericht_identificatie=basis.BerichtIdentificatie(identificatie="A1", dagtekening=date(2026, 6, 9)),
        xsd_versie=XSD,
        declaratie_identificatie=kop().bericht_identificatie,
        xslt_versie=None,
        xsd_versie_declaratie=XSD,
        retour_codes=("0200",),
    )
    return replace(basiskop, **anders)


def bericht(*clienten: jw323.Client, **anders: Any) -> jw323.Bericht:
    return jw323.Bericht(header=kop(), declaratie=declaratie(*clienten, **anders))


def toewijzing(**anders: Any) -> ToegewezenProduct:
    basistoewijzing = ToegewezenProduct(
        gemeente=GEMEENTE,
        toewijzing_nummer=1001,
        aanbieder=AANBIEDER,
        categorie="45",
        code="OB1A",
        ingangsdatum=date(2026, 1, 1),
        einddatum=date(2026, 12, 31),
        volume=2,
        eenheid="04",
        frequentie="2",
    )
    return replace(basistoewijzing, **anders)


def afspraak(**anders: Any) -> Contractafspraak:
    return replace(Contractafspraak("OBJ-1", 3, "45", "OB1A", "01", 98, 5875), **anders)


def eerder(**anders: Any) -> EerderDebet:
    """The stored, approved form of the standard prestatie."""
    sleutel = Debetsleutel(1001, "45", "OB1A", date(2026, 5, 1), date(2026, 5, 31))
    return replace(EerderDebet(CLIENT, sleutel, 585, "01", 98, 57281, goedgekeurd=True), **anders)


def feiten(**anders: Any) -> Feiten:
    """Facts among which the standard prestatie breaks no rule."""
    return replace(
        Feiten(
            vandaag=date(2026, 6, 8),
            ingangsdata={date(2026, 1, 1)},
            identificatie_gebruikt=False,
            declaratie_nummer_gebruikt=False,
            laatste_periode=date(2026, 4, 1),
            declaratie_periode_eind=date(2026, 5, 31),
            client_bekend=True,
            client=CLIENT,
            gebruikte_referenties=set(),
            eerdere_debetten={},
            goedgekeurde_debetten={},
            toewijzing_bekend=True,
            toewijzing=toewijzing(),
            verbruik=Verbruik(),
            productlijst={"OB1A": "45"},
            afspraak=afspraak(),
        ),
        **anders,
    )


def uitkomsten(regel: Regel, obj: Any, bekend: Feiten) -> list[Afwijking | NietBeoordeeld]:
    """What a rule yields on an object, on every doel it has there."""
    return [u for doel in regel.doelen if doel.klasse is type(obj) for u in regel(obj, doel, bekend)]


def oordeel(regel: Regel, obj: Any, bekend: Feiten) -> str:
    """voldoet, bevinding or niet beoordeeld, as the one who walks a message sees it."""
    (doel,) = (doel for doel in regel.doelen if doel.klasse is type(obj))
    uitkomst = toets(obj, maak_plan((regel,), doel.bericht, type(obj), bekend), bekend)
    if uitkomst.afwijkingen:
        return "bevinding"
    return "niet beoordeeld" if uitkomst.onbeoordeeld else "voldoet"
