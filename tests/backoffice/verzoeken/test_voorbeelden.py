"""The worked contract checks, each as asked and as proposed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from backoffice.contracts.model import Contractsoort, Contractstatus, Deelname, Variant, Voorwaarde
from backoffice.verzoeken.besluit import Beleid, Keuze, Vorm, stel_voor
from backoffice.verzoeken.model import InhoudelijkeAfkeur, Verhuizing, Woonplaats
from tests.backoffice.contracts import bouwers as contracten
from tests.backoffice.verzoeken.bouwers import (
    AANBIEDER,
    ALMELO,
    ANDER,
    ENSCHEDE,
    HOF,
    LOSSER,
    OB2,
    aanvraag,
    budget,
    contract,
    gezakt,
    lopend,
    met_status,
    norm,
    regel,
    verblijf,
    vow,
    vow_zaak,
    wijziging,
    zaak,
)

BELEID = Beleid()


def besluit(vraag, feiten):
    """Keuze, code and last days of what is proposed."""
    voorstel = stel_voor(vraag, feiten, BELEID)
    return voorstel.keuze, voorstel.code, [een.einddatum for een in voorstel.regels]


def test_1_ob2_in_een_gemeente_die_meedoet():
    assert gezakt(aanvraag(), zaak()) == []
    assert besluit(aanvraag(), zaak()) == (Keuze.TOEWIJZEN, None, [date(2026, 6, 30)])


def test_2_dezelfde_aanbieder_voor_almelo():
    almelo = aanvraag(gemeente=ALMELO)
    assert gezakt(almelo, zaak(woonplaats=Woonplaats(ALMELO))) == ["3"]
    verhuisd = zaak(woonplaats=Woonplaats(ALMELO), verhuizing=Verhuizing(date(2026, 3, 1), ENSCHEDE))
    assert gezakt(almelo, verhuisd) == []


def test_3_uren_waar_het_contract_minuten_heeft():
    assert gezakt(aanvraag(regel(eenheid="04")), zaak()) == ["4"]
    assert besluit(aanvraag(regel(eenheid="04")), zaak())[:2] == (Keuze.AFWIJZEN, "4")


def test_4_langer_dan_het_contract_zonder_gelichte_optie():
    lang = date(2027, 6, 30)
    assert besluit(aanvraag(regel(einddatum=lang)), zaak()) == (Keuze.TOEWIJZEN, None, [date(2026, 12, 31)])
    assert besluit(vow(wijziging(einddatum=lang)), vow_zaak())[:2] == (Keuze.AFWIJZEN, "4")


def test_5_opgeschort_raakt_alleen_nieuwe_toewijzingen():
    vanaf_mei = regel(ingangsdatum=date(2026, 5, 1))
    opgeschort = met_status(Contractstatus.OPGESCHORT, date(2026, 5, 1))
    assert gezakt(aanvraag(vanaf_mei), zaak(opgeschort)) == ["4"]
    assert gezakt(aanvraag(regel(ingangsdatum=date(2026, 4, 30))), zaak(opgeschort)) == []
    assert gezakt(vow(wijziging(ingangsdatum=date(2026, 5, 1))), vow_zaak(opgeschort)) == []


def test_6_ontbonden():
    ontbonden = met_status(Contractstatus.ONTBONDEN, date(2026, 6, 1))
    assert gezakt(aanvraag(regel(ingangsdatum=date(2026, 6, 15))), zaak(ontbonden)) == ["3"]
    assert gezakt(aanvraag(regel(ingangsdatum=date(2026, 6, 1))), zaak(ontbonden)) == ["3"]
    assert besluit(aanvraag(regel(ingangsdatum=date(2026, 5, 31))), zaak(ontbonden)) == (
        Keuze.TOEWIJZEN,
        None,
        [date(2026, 5, 31)],
    )


def test_7_budget_boven_de_norm():
    twaalf, tien = 1_200_000, 1_000_000
    feiten = zaak(contract(norm(budget=tien)))
    assert gezakt(aanvraag(budget(budget=twaalf)), feiten) == ["2"]
    assert gezakt(aanvraag(budget(budget=tien)), feiten) == []
    assert gezakt(aanvraag(budget(budget=tien + 1)), feiten) == ["2"]
    voorstel = stel_voor(aanvraag(budget(budget=twaalf)), feiten, BELEID)
    assert (voorstel.keuze, voorstel.regels[0].budget) == (Keuze.TOEWIJZEN, tien)
    assert voorstel.gronden == ("ingekort: gevraagd € 12.000,00, de norm is € 10.000,00",)
    streng = stel_voor(aanvraag(budget(budget=twaalf)), feiten, Beleid(inkorten=False))
    assert (streng.keuze, streng.code) == (Keuze.AFWIJZEN, "2")


def test_8_een_vow_met_een_goede_en_een_slechte_regel():
    verlenging = wijziging()
    nieuw = regel(onderdeel="NieuwProduct 1", code="OB4A")
    assert gezakt(vow(verlenging), vow_zaak()) == []
    assert gezakt(vow(verlenging, nieuw), vow_zaak()) == ["4"]
    assert besluit(vow(verlenging, nieuw), vow_zaak())[:2] == (Keuze.AFWIJZEN, "4")


def test_9_een_aspecifieke_naast_dezelfde_categorie():
    loopt = lopend(code=None, volume=None, eenheid=None, frequentie=None)
    assert gezakt(aanvraag(budget(budget=None)), zaak(lopend=(loopt,))) == ["6"]
    erna = budget(budget=None, ingangsdatum=date(2026, 7, 1), einddatum=date(2026, 9, 30))
    assert gezakt(aanvraag(erna), zaak(lopend=(loopt,))) == []


LTA = contract(
    contracten.product(contracten.tarief(tarief=10_000), categorie="55", code="55A01", eenheid="82"),
    contractnummer="LTA-1",
    soort=Contractsoort.LTA,
)
LANDELIJK = regel(categorie="55", code="55A01", eenheid="82", volume=1)


def test_10_landelijk_ingekochte_zorg_van_een_onbekende_aanbieder():
    onbekend = aanvraag(LANDELIJK, aanbieder=ANDER)
    assert gezakt(onbekend, zaak()) == []
    assert stel_voor(onbekend, zaak(), BELEID).vorm is Vorm.MENS
    assert gezakt(aanvraag(LANDELIJK), zaak(LTA)) == []
    # The national contract does not serve for regional products, nor the other way round.
    assert gezakt(aanvraag(), zaak(LTA)) == ["3"]
    verkeerde_eenheid = aanvraag(replace(LANDELIJK, eenheid="01"))
    assert gezakt(verkeerde_eenheid, zaak(LTA)) == ["4"]


def test_11_een_ondertoezichtstelling_met_rechterlijke_uitspraak():
    ots = aanvraag(regel(verwijzer="08"))
    afkeur = InhoudelijkeAfkeur("medewerker 3", "niet passend")
    assert gezakt(ots, zaak(afkeur=afkeur)) == []
    assert gezakt(aanvraag(), zaak(afkeur=afkeur)) == ["7"]
    assert stel_voor(ots, zaak(), Beleid([Contractsoort.OB_JEUGD])).vorm is Vorm.MENS
    elders = zaak(woonplaats=Woonplaats(ALMELO))
    assert besluit(ots, elders)[:2] == (Keuze.AFWIJZEN, "8")
    assert besluit(replace(ots, aanbieder=ANDER), zaak())[:2] == (Keuze.AFWIJZEN, "3")
    # Any other reason is for a person.
    dubbel = zaak(lopend=(lopend(),))
    assert besluit(ots, dubbel)[:2] == (Keuze.GEEN, None)
    assert besluit(aanvraag(), dubbel)[:2] == (Keuze.AFWIJZEN, "6")


def test_12_een_vow_van_een_aanbieder_die_dat_niet_mag():
    assert gezakt(vow(), vow_zaak(contract(vow_rol=False))) == ["4"]
    assert gezakt(aanvraag(), zaak(contract(vow_rol=False))) == []


WONEN = verblijf()
OB_NAAST = replace(OB2, voorwaarden=(Voorwaarde(gemeente=HOF, alleen_met=("44",)),))
REGIONAAL = contract(
    OB_NAAST,
    WONEN,
    deelnames=(Deelname(HOF, date(2025, 1, 1)), Deelname(LOSSER, date(2025, 1, 1))),
)


@pytest.mark.parametrize(
    ("einde", "gemeente", "codes", "keuze"),
    [
        (None, HOF, ["4"], Keuze.AFWIJZEN),
        (date(2026, 3, 31), HOF, ["4"], Keuze.AFWIJZEN),
        (date(2026, 4, 1), HOF, ["4"], Keuze.TOEWIJZEN),
        (date(2026, 6, 29), HOF, ["4"], Keuze.TOEWIJZEN),
        (date(2026, 6, 30), HOF, [], Keuze.TOEWIJZEN),
        (None, LOSSER, [], Keuze.TOEWIJZEN),
    ],
)
def test_hof_van_twente_alleen_samen_met_verblijf(einde, gemeente, codes, keuze):
    wonen = lopend(7, aanbieder=ANDER, categorie="44", code="WV01", einddatum=einde)
    feiten = zaak(REGIONAAL, lopend=(wonen,) if einde else (), woonplaats=Woonplaats(gemeente))
    vraag = aanvraag(gemeente=gemeente, aanbieder=AANBIEDER)
    assert gezakt(vraag, feiten) == codes
    assert besluit(vraag, feiten)[0] is keuze
    if keuze is Keuze.TOEWIJZEN and einde:
        assert besluit(vraag, feiten)[2] == [min(einde, date(2026, 6, 30))]


def test_verwijderd_verblijf_loopt_niet():
    wonen = lopend(7, categorie="44", code="WV01", einddatum=None, verwijderd=True)
    assert gezakt(aanvraag(gemeente=HOF), zaak(REGIONAAL, lopend=(wonen,), woonplaats=Woonplaats(HOF))) == ["4"]


def test_hof_van_twente_zonder_contract_dat_de_gemeente_dekt():
    assert gezakt(aanvraag(gemeente=HOF), zaak(woonplaats=Woonplaats(HOF))) == ["3"]


def test_verblijf_dat_tegelijk_is_gevraagd_is_eerst_aan_de_beurt():
    erbij = regel(categorie="44", code="WV01", eenheid="14")
    feiten = zaak(REGIONAAL, woonplaats=Woonplaats(HOF), mede_aangevraagd=(erbij,))
    assert gezakt(aanvraag(gemeente=HOF), feiten) == []
    assert stel_voor(aanvraag(gemeente=HOF), feiten, BELEID).vorm is Vorm.MENS


def test_taakgericht_wordt_niet_toegewezen():
    taak = replace(OB2, variant=Variant.TAAKGERICHT, eenheid=None, frequenties=(), tarieven=())
    assert gezakt(aanvraag(), zaak(contract(taak))) == ["4"]
