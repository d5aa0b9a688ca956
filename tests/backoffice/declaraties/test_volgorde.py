"""The order of judging: header, declaratie, cliënt, credits, debets (domain: OP366, IV085, IV087)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from backoffice.contracts.afspraken import Afspraken
from backoffice.declaraties import beoordeling
from backoffice.declaraties.beoordeling import beoordeel
from ijw.berichten import jw323
from ijw.bevinding import Niveau
from ijw.feiten import Verbruik
from ijw.nummers import test_bsn as proef_bsn
from ijw.regels.tabel import regels_voor
from tests import declaratiebouwers as d
from tests.backoffice.contracts.bouwers import product, tarief
from tests.backoffice.declaraties.bouwers import AFSPRAKEN, ONTVANGEN, afspraken, codes, oordeel, stand

ANDERE_BSN = proef_bsn(1)


def test_elke_regel_van_niveau_3_en_4_heeft_een_plek_in_de_volgorde() -> None:
    alle = {
        regel.code
        for niveau in (Niveau.BERICHTOVERSTIJGEND, Niveau.EXTERNE_BRON)
        for regel in regels_voor(jw323.SOORT, niveau)
    }
    assert alle == {
        *beoordeling.KOPREGELS,
        *beoordeling.DECLARATIEREGELS,
        *beoordeling.CLIENTREGELS,
        *beoordeling.CREDITREGELS,
        *beoordeling.DEBETREGELS,
    }


def test_een_goede_prestatie_wordt_toegekend_zonder_signaal() -> None:
    uitkomst = oordeel(d.prestatie())
    (prestatie,) = uitkomst.prestaties
    assert prestatie.toegekend
    assert prestatie.signalen == ()
    assert prestatie.afspraak is not None
    assert (prestatie.afspraak.contract, prestatie.toewijzing) == ("OBJ-1", d.toewijzing())
    assert (uitkomst.ingediend, uitkomst.toegekend) == (57281, 57281)
    assert uitkomst.verbruik == {1001: Verbruik(585, 57281)}
    assert uitkomst.verwerkt
    assert uitkomst.signalen == ()


@pytest.mark.parametrize(
    ("bekend", "ontvangen", "ontvanger", "verwacht"),
    [
        ({"identificatie_gebruikt": True}, ONTVANGEN, "0153", ["9056"]),
        ({}, date(2026, 6, 4), "0153", ["8848"]),
        ({}, ONTVANGEN, "9999", ["S300"]),
        ({"identificatie_gebruikt": True, "declaratie_nummer_gebruikt": True}, date(2026, 6, 4), "0153", None),
    ],
)
def test_een_fout_in_de_kop_eindigt_de_beoordeling(
    bekend: dict[str, Any], ontvangen: date, ontvanger: str, verwacht: list[str] | None
) -> None:
    bericht = replace(d.bericht(), header=d.kop(ontvanger=ontvanger))
    uitkomst = beoordeel(bericht, stand(**bekend), ontvangen)
    assert [b.retourcode for b in uitkomst.kop] == (verwacht or ["9056", "8848"])
    assert not uitkomst.verwerkt
    assert (uitkomst.declaratie, uitkomst.prestaties, uitkomst.toegekend) == ((), (), 0)


@pytest.mark.parametrize(
    ("bekend", "verwacht"),
    [
        ({"declaratie_nummer_gebruikt": True}, ["9333"]),
        ({"laatste_periode": date(2026, 6, 1)}, ["8214"]),
        ({"declaratie_nummer_gebruikt": True, "laatste_periode": date(2026, 6, 1)}, ["9333", "8214"]),
    ],
)
def test_een_fout_in_de_declaratie_eindigt_de_beoordeling(bekend: dict[str, Any], verwacht: list[str]) -> None:
    uitkomst = oordeel(d.prestatie(), bekend=stand(**bekend))
    assert [b.retourcode for b in uitkomst.declaratie] == verwacht
    assert not uitkomst.verwerkt
    assert (uitkomst.prestaties, uitkomst.verbruik, uitkomst.toegekend) == ((), {}, 0)


@pytest.mark.parametrize(
    ("laatste", "signalen"), [(date(2026, 4, 1), 0), (date(2026, 5, 1), 0), (date(2026, 3, 1), 1)]
)
def test_een_gat_in_de_perioden_is_een_signaal(laatste: date, signalen: int) -> None:
    uitkomst = oordeel(d.prestatie(), bekend=stand(laatste_periode=laatste))
    assert uitkomst.verwerkt
    assert [s.regel for s in uitkomst.signalen] == ["TR318"] * signalen


def test_een_onbekende_client_wordt_met_al_zijn_prestaties_afgewezen() -> None:
    onbekend = d.client(d.prestatie("R1"), d.prestatie("R2", vorig="R0"), bsn=ANDERE_BSN)
    bericht = d.bericht(onbekend, d.client(d.prestatie("R3")))
    uitkomst = beoordeel(bericht, stand(), ONTVANGEN)
    assert [b.retourcode for b in uitkomst.clienten[1]] == ["8187"]
    assert codes(uitkomst) == {"R1": ("0233",), "R2": ("0233",), "R3": ()}
    assert uitkomst.clienten[1][0].locatie == "/Bericht/Declaratie/Clienten/Client[1]"
    assert uitkomst.prestaties[0].client is None
    assert [b.regel for b in uitkomst.prestaties[0].bevindingen] == ["TR304"]
    assert ANDERE_BSN not in str(uitkomst)
    assert uitkomst.toegekend == 57281


def test_de_stand_laat_geen_bsn_zien() -> None:
    assert d.BSN not in repr(stand())


def test_zonder_toewijzing_houdt_het_op_met_9338() -> None:
    fout = d.prestatie(toewijzing_nummer=5, product_categorie="99", product_tarief=1, eind=date(2026, 6, 30))
    assert codes(oordeel(fout)) == {"R1": ("9338",)}


def test_een_gebruikt_nummer_zonder_toewijzing_geeft_beide_codes() -> None:
    bekend = stand(gebruikte_referenties={"R1"})
    assert codes(oordeel(d.prestatie(toewijzing_nummer=5), bekend=bekend)) == {"R1": ("8021", "9338")}


@pytest.mark.parametrize(
    "bekend",
    [
        {"toewijzingen": {1001: d.toewijzing(aanbieder="41000002")}},
        {"toewijzing_client": {1001: 8}},
        {"toewijzing_client": {}},
    ],
)
def test_de_toewijzing_van_een_ander_bestaat_niet(bekend: dict[str, Any]) -> None:
    assert codes(oordeel(d.prestatie(), bekend=stand(**bekend))) == {"R1": ("9338",)}


def test_alle_codes_van_een_prestatie_worden_genoemd_in_vaste_volgorde() -> None:
    fout = d.prestatie(
        begin=date(2026, 6, 2),
        eind=date(2026, 6, 29),
        product_categorie="46",
        product_code="OB9",
        eenheid="14",
        product_tarief=97,
        bedrag=1,
    )
    bekend = stand(
        gebruikte_referenties={"R1"},
        toewijzingen={1001: d.toewijzing(verwijderd=True, ingangsdatum=date(2026, 6, 3), budget=0)},
    )
    assert codes(oordeel(fout, bekend=bekend)) == {
        "R1": (
            *("8021", "9384", "9339", "9340", "S329", "9341"),
            *("9307", "9387", "9388", "9319", "0611", "9346", "9369"),
        )
    }


def test_de_plaats_en_het_onderwerp_staan_bij_de_bevinding() -> None:
    uitkomst = oordeel(d.prestatie(), d.prestatie("R2", toewijzing_nummer=5))
    (bevinding,) = uitkomst.prestaties[1].bevindingen
    assert bevinding.locatie == "/Bericht/Declaratie/Clienten/Client[1]/Prestaties/Prestatie[2]"
    assert bevinding.onderwerp == "Prestatie R2"
    assert (bevinding.regel, bevinding.element) == ("TR338", "ToewijzingNummer")


class TestCredits:
    AL_GOED = stand(
        eerdere_debetten={"R0": d.eerder()},
        goedgekeurde_debetten={d.eerder().sleutel: "R0"},
        gebruikte_referenties={"R0"},
        verbruik={1001: Verbruik(585, 57281)},
    )

    def test_een_credit_gaat_voor_een_debet_waar_hij_ook_staat(self) -> None:
        uitkomst = oordeel(d.prestatie("R2"), d.prestatie("R1", vorig="R0"), bekend=self.AL_GOED)
        assert codes(uitkomst) == {"R2": (), "R1": ()}
        assert (uitkomst.ingediend, uitkomst.toegekend) == (0, 0)
        assert uitkomst.verbruik == {1001: Verbruik(0, 0)}

    def test_zonder_credit_is_dezelfde_levering_dubbel(self) -> None:
        assert codes(oordeel(d.prestatie("R2"), bekend=self.AL_GOED)) == {"R2": ("9389",)}

    def test_een_credit_geeft_volume_en_bedrag_terug(self) -> None:
        uitkomst = oordeel(d.prestatie("R1", vorig="R0"), bekend=self.AL_GOED)
        assert uitkomst.verbruik == {1001: Verbruik(-585, -57281)}
        assert uitkomst.toegekend == -57281

    def test_een_tweede_credit_in_hetzelfde_bericht(self) -> None:
        uitkomst = oordeel(d.prestatie("R1", vorig="R0"), d.prestatie("R2", vorig="R0"), bekend=self.AL_GOED)
        assert codes(uitkomst) == {"R1": (), "R2": ("9390",)}

    def test_een_credit_die_al_geweest_is(self) -> None:
        bekend = stand(eerdere_debetten={"R0": d.eerder(gecrediteerd_door="R9")})
        assert codes(oordeel(d.prestatie("R1", vorig="R0"), bekend=bekend)) == {"R1": ("9390",)}

    def test_een_afgewezen_prestatie_wordt_niet_gecrediteerd(self) -> None:
        bekend = stand(eerdere_debetten={"R0": d.eerder(goedgekeurd=False)})
        assert codes(oordeel(d.prestatie("R1", vorig="R0"), bekend=bekend)) == {"R1": ("8017",)}

    def test_een_gebruikt_nummer_en_een_onbekende_prestatie_geven_beide_codes(self) -> None:
        bekend = stand(gebruikte_referenties={"R1"})
        assert codes(oordeel(d.prestatie("R1", vorig="R0"), bekend=bekend)) == {"R1": ("8021", "8017")}

    def test_de_credit_van_een_andere_client(self) -> None:
        bekend = replace(self.AL_GOED, clienten={d.BSN: 8})
        assert codes(oordeel(d.prestatie("R1", vorig="R0"), bekend=bekend)) == {"R1": ("8017",)}

    def test_een_goede_credit_wordt_om_niets_anders_geweigerd(self) -> None:
        """Toewijzing removed, no contract, period after the DeclaratiePeriode: a credit is a fact (IV085)."""
        bekend = replace(self.AL_GOED, toewijzingen={1001: d.toewijzing(verwijderd=True)}, afspraken=Afspraken([]))
        uitkomst = oordeel(
            d.prestatie("R1", vorig="R0"),
            bekend=replace(bekend, laatste_periode=None),
            declaratie_periode=d.periode(date(2026, 4, 1), date(2026, 4, 30)),
        )
        assert codes(uitkomst) == {"R1": ()}


class TestBinnenHetBericht:
    def test_een_herhaald_referentienummer(self) -> None:
        bekend = stand(
            toewijzingen={1001: d.toewijzing(), 1002: d.toewijzing(toewijzing_nummer=1002)},
            toewijzing_client={1001: d.CLIENT, 1002: d.CLIENT},
        )
        uitkomst = oordeel(d.prestatie("R1"), d.prestatie("R1", toewijzing_nummer=1002), bekend=bekend)
        assert [p.retourcodes for p in uitkomst.prestaties] == [(), ("8021",)]

    def test_het_nummer_van_een_afgewezen_prestatie_is_ook_gebruikt(self) -> None:
        uitkomst = oordeel(d.prestatie("R1", toewijzing_nummer=5), d.prestatie("R1"))
        assert [p.retourcodes for p in uitkomst.prestaties] == [("9338",), ("8021",)]

    def test_dezelfde_levering_twee_keer(self) -> None:
        assert codes(oordeel(d.prestatie("R1"), d.prestatie("R2"))) == {"R1": (), "R2": ("9389",)}

    def test_een_afgewezen_levering_staat_een_goede_niet_in_de_weg(self) -> None:
        fout = d.prestatie("R1", product_tarief=97)
        assert codes(oordeel(fout, d.prestatie("R2"))) == {"R1": ("0611",), "R2": ()}

    def test_de_vroegste_levering_gaat_voor(self) -> None:
        """One of the two fits in 600 minutes; April precedes May although May stands first."""
        april = d.prestatie("R2", date(2026, 4, 1), date(2026, 4, 30), geleverd_volume=300, bedrag=29375)
        bekend = stand(toewijzingen={1001: d.toewijzing(volume=10, frequentie="6")})
        uitkomst = oordeel(d.prestatie("R1"), april, bekend=bekend)
        assert codes(uitkomst) == {"R1": ("9322",), "R2": ()}
        assert uitkomst.toegekend == 29375

    def test_bij_gelijke_levering_telt_de_volgorde_van_het_bericht(self) -> None:
        ander = d.prestatie("R2", product_code="X1", eenheid="83", product_tarief=None, bedrag=50_000)
        ander = replace(ander, geleverd_volume=50_000)
        aspecifiek = d.toewijzing(code=None, volume=None, eenheid=None, frequentie=None, budget=60_000)
        bekend = stand(
            toewijzingen={1001: aspecifiek},
            afspraken=afspraken(*_twee_producten()),
        )
        assert codes(oordeel(d.prestatie("R1"), ander, bekend=bekend)) == {"R1": (), "R2": ("9369",)}
        assert codes(oordeel(ander, d.prestatie("R1"), bekend=bekend)) == {"R2": (), "R1": ("9369",)}


def _twee_producten() -> tuple[Any, ...]:
    return product(), product(code="X1", eenheid="83", tarieven=())


class TestContract:
    def test_zonder_contract_wordt_toegekend_met_signalen(self) -> None:
        (prestatie,) = oordeel(d.prestatie(), bekend=stand(afspraken=Afspraken([]))).prestaties
        assert prestatie.toegekend
        assert prestatie.afspraak is None
        assert [s.regel for s in prestatie.signalen] == ["TR381", "TR418", "TR346"]

    def test_een_product_buiten_een_bekend_contract_wordt_afgewezen(self) -> None:
        bekend = stand(toewijzingen={1001: d.toewijzing(code="OB9")})
        uitkomst = oordeel(d.prestatie(product_code="OB9", bedrag=57330), bekend=bekend)
        assert codes(uitkomst) == {"R1": ("S329", "0611")}

    def test_een_contract_dat_die_maand_nog_niet_liep_is_geen_contract(self) -> None:
        begin, eind = date(2024, 12, 1), date(2024, 12, 31)
        bekend = stand(toewijzingen={1001: d.toewijzing(ingangsdatum=begin)})
        (prestatie,) = oordeel(d.prestatie("R1", begin, eind), bekend=bekend).prestaties
        assert prestatie.toegekend
        assert [s.regel for s in prestatie.signalen] == ["TR381", "TR418", "TR346"]

    def test_een_landelijk_product_ontbreekt_nooit_in_een_regionaal_contract(self) -> None:
        bekend = stand(toewijzingen={1001: d.toewijzing(categorie="55", code="L1")})
        landelijk = d.prestatie(product_categorie="55", product_code="L1")
        (prestatie,) = oordeel(landelijk, bekend=bekend).prestaties
        assert prestatie.toegekend
        assert [s.regel for s in prestatie.signalen] == ["TR381", "TR418", "TR346"]

    def test_het_tarief_van_de_leveringsmaand(self) -> None:
        prijzen = product(tarief(), tarief(date(2026, 5, 1), uurtarief=6000))
        bekend = stand(afspraken=afspraken(prijzen))
        april = d.prestatie("R1", date(2026, 4, 1), date(2026, 4, 30))
        mei = d.prestatie("R2", product_tarief=100, bedrag=58500)
        assert codes(oordeel(april, mei, bekend=bekend)) == {"R1": (), "R2": ()}
        assert codes(oordeel(d.prestatie("R3"), bekend=bekend)) == {"R3": ("0611", "9346")}


def test_het_verbruik_is_de_toename_en_niet_de_stand() -> None:
    uitkomst = oordeel(d.prestatie(), bekend=stand(verbruik={1001: Verbruik(1000, 98000)}))
    assert uitkomst.verbruik == {1001: Verbruik(585, 57281)}


def test_een_nummer_van_elders_is_een_signaal() -> None:
    bekend = stand(referenties_elders={"R1"}, declaratie_nummer_elders=True)
    uitkomst = oordeel(d.prestatie(), bekend=bekend)
    assert uitkomst.prestaties[0].toegekend
    assert [s.regel for s in uitkomst.prestaties[0].signalen] == ["TR314"]
    assert [s.regel for s in uitkomst.signalen] == ["TR333"]


def test_de_stand_blijft_zoals_hij_was() -> None:
    bekend = TestCredits.AL_GOED
    for _ in range(2):
        uitkomst = oordeel(d.prestatie("R2"), d.prestatie("R1", vorig="R0"), bekend=bekend)
        assert codes(uitkomst) == {"R2": (), "R1": ()}
    assert bekend.eerdere_debetten["R0"].gecrediteerd_door is None
    assert bekend.afspraken is AFSPRAKEN
