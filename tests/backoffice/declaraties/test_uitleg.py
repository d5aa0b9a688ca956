"""`ijw waarom`: the story of one decision."""

from dataclasses import replace

from backoffice.contracts.afspraken import Afspraken
from backoffice.declaraties import beoordeling
from backoffice.declaraties.model import Declaratieoordeel
from backoffice.declaraties.uitleg import ADVIEZEN, Besluit, leg_uit
from ijw import codelijsten
from ijw.berichten import jw323
from ijw.feiten import Verbruik
from ijw.regels.tabel import REGELS
from tests import declaratiebouwers as d
from tests.backoffice.declaraties.bouwers import ONTVANGEN, oordeel, stand


def besluit(uitkomst: Declaratieoordeel) -> Besluit:
    """The decision on the first prestatie, as it would be stored."""
    eerste = uitkomst.prestaties[0]
    p: jw323.Prestatie = eerste.prestatie
    teken = 1 if p.ingediend_bedrag.debet_credit == "D" else -1
    return Besluit(
        referentie=p.product_referentie.referentie_nummer,
        vorige_referentie=p.product_referentie.vorig_referentie_nummer,
        declaratie_nummer="D1",
        gemeente=d.GEMEENTE,
        aanbieder=d.AANBIEDER,
        ontvangen=ONTVANGEN,
        toewijzing_nummer=p.toewijzing_nummer,
        toewijzing_versie=eerste.toewijzing.versie if eerste.toewijzing else None,
        categorie=p.product_categorie,
        code=p.product_code,
        begindatum=p.product_periode.begindatum,
        einddatum=p.product_periode.einddatum,
        volume=p.geleverd_volume,
        eenheid=p.eenheid,
        tarief=p.product_tarief,
        bedrag=teken * p.ingediend_bedrag.bedrag,
        toegekend=eerste.toegekend,
        retourcodes=eerste.retourcodes,
        bevindingen=eerste.bevindingen,
        signalen=eerste.signalen,
        contract=eerste.afspraak.contract if eerste.afspraak else None,
        contractversie=eerste.afspraak.versie if eerste.afspraak else None,
        regelset=uitkomst.regelset,
    )


def test_een_afwijzing_vertelt_wat_er_stond_en_wat_er_moest_staan() -> None:
    bekend = stand(
        toewijzingen={1001: d.toewijzing(volume=20, frequentie="6", versie=2)},
        verbruik={1001: Verbruik(616, 60000)},
    )
    assert leg_uit(besluit(oordeel(d.prestatie(), bekend=bekend))) == "\n".join(
        [
            "Prestatie R1 is afgewezen.",
            "",
            "Gedeclareerd",
            "  Declaratie D1 van aanbieder 41000001, gemeente 0153",
            "  Toewijzing 1001, product 45 OB1A",
            "  Geleverd van 2026-05-01 tot en met 2026-05-31",
            "  585 minuten tegen € 0,98: € 572,81",
            "",
            "Waarom afgewezen",
            "  9322 Met deze prestatie komt u boven het volume van de hele toewijzing.",
            "    Gevonden: GeleverdVolume 585 minuten na 616 minuten eerder",
            "    Verwacht: samen hoogstens 1200 minuten over de hele toewijzing",
            "    Regel: TR322, iJw 3.2 (zie ook IV077)",
            "    Wat u kunt doen: Controleer wat al is goedgekeurd. Is er te veel goedgekeurd, crediteer dat dan "
            "eerst. Is er meer nodig, vraag dan een wijziging van de toewijzing aan.",
            "",
            "Beoordeeld met",
            "  Regels: iJw 3.2; ontvangen op 2026-06-08",
            "  Toewijzing 1001, versie 2",
            "  Contract OBJ-1, versie 1",
        ]
    )


def test_een_toekenning_zegt_dat_niets_afweek() -> None:
    tekst = leg_uit(besluit(oordeel(d.prestatie())))
    assert "Prestatie R1 is toegekend." in tekst
    assert "Geen enkele regel gaf een afwijking." in tekst
    assert "Niet beoordeeld" not in tekst


def test_een_ingetrokken_prestatie_noemt_haar_credit() -> None:
    goed = replace(besluit(oordeel(d.prestatie())), gecrediteerd_door="C7")
    assert "ingetrokken met creditprestatie C7" in leg_uit(goed)


def test_een_credit_noemt_wat_hij_intrekt() -> None:
    tekst = leg_uit(besluit(oordeel(d.prestatie("R1", vorig="R0"))))
    assert tekst.startswith("Creditprestatie R1 is afgewezen.")
    assert "Trekt prestatie R0 in" in tekst
    assert "€ -572,81" in tekst


def test_wat_niet_beoordeeld_kon_worden_staat_erbij() -> None:
    tekst = leg_uit(besluit(oordeel(d.prestatie(), bekend=stand(afspraken=Afspraken([])))))
    assert "dit leidt nooit tot afwijzing" in tekst
    assert "  TR418: niet bekend: een contract." in tekst
    assert "  Contract " not in tekst


def test_een_onbekende_client_heeft_twee_codes_en_geen_bsn() -> None:
    tekst = leg_uit(besluit(oordeel(d.prestatie(), bekend=stand(clienten={}))))
    assert "8187 De gemeente kent deze cliënt niet." in tekst
    assert "0233 Deze prestatie is niet bekeken" in tekst
    assert d.BSN not in tekst


def test_elke_code_die_wij_geven_heeft_een_advies_en_bestaat() -> None:
    regels = {regel.code: regel for regel in REGELS["3.2"]}
    plaatsen = (
        *(beoordeling.KOPREGELS, beoordeling.DECLARATIEREGELS, beoordeling.CLIENTREGELS),
        *(beoordeling.CREDITREGELS, beoordeling.DEBETREGELS),
    )
    gegeven = {regels[code].retourcode for plaats in plaatsen for code in plaats}
    assert gegeven | {"0001", beoordeling.NIET_BEOORDEELD} == set(ADVIEZEN)
    assert set(ADVIEZEN) <= set(codelijsten.lees("WJ001").waarden)
