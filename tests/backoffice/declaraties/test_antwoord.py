"""The JW325: totals, which prestaties go back, and the header-only answers (IV087, IV088, TR342)."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from backoffice.declaraties.antwoord import antwoord, technische_afkeur
from backoffice.declaraties.beoordeling import beoordeel
from backoffice.declaraties.model import Stand
from ijw import codec
from ijw.berichten import basis, jw323, jw325
from ijw.feiten import Debetsleutel
from ijw.nummers import test_bsn as proef_bsn
from ijw.retour import Kenmerk
from tests import declaratiebouwers as d
from tests.backoffice.contracts.bouwers import product
from tests.backoffice.declaraties.bouwers import ONTVANGEN, afspraken, stand

KENMERK = Kenmerk(
    "A1", date(2026, 6, 9), basis.XsdVersie(basisschema_xsd_versie="1.0.0", bericht_xsd_versie="1.0.1")
)


def beantwoord(bericht: jw323.Bericht, bekend: Stand) -> jw325.Bericht:
    return antwoord(bericht, beoordeel(bericht, bekend, ONTVANGEN), KENMERK)


def inhoud(terug: jw325.Bericht) -> jw325.DeclaratieAntwoord:
    assert terug.declaratie_antwoord is not None
    return terug.declaratie_antwoord


def totaal(bedrag: int, debet_credit: str) -> basis.TotaalBedragMetDC:
    return basis.TotaalBedragMetDC(totaal_bedrag=bedrag, debet_credit=debet_credit)


def euros(referentie: str, nummer: int, centen: int, **anders: Any) -> jw323.Prestatie:
    """A prestatie in euro's on its own toewijzing."""
    return d.prestatie(
        referentie,
        toewijzing_nummer=nummer,
        eenheid="83",
        product_tarief=None,
        geleverd_volume=centen,
        bedrag=centen,
        **anders,
    )


def geld(*afgewezen: int, credit: int = 0) -> Stand:
    """Toewijzingen 1 to 3 in euro's; those named have no budget left. A debet E0 of `credit` cents is approved."""
    toewijzingen = {
        nummer: d.toewijzing(
            toewijzing_nummer=nummer,
            code=None,
            volume=None,
            eenheid=None,
            frequentie=None,
            budget=0 if nummer in afgewezen else 10**7,
        )
        for nummer in (1, 2, 3)
    }
    sleutel = Debetsleutel(3, "45", "OB1A", date(2026, 5, 1), date(2026, 5, 31))
    return stand(
        afspraken=afspraken(product(eenheid="83", tarieven=())),
        toewijzingen=toewijzingen,
        toewijzing_client=dict.fromkeys(toewijzingen, d.CLIENT),
        eerdere_debetten={
            "E0": d.eerder(sleutel=sleutel, volume=credit, eenheid="83", tarief=None, bedrag=credit)
        },
        goedgekeurde_debetten={sleutel: "E0"},
    )


@pytest.mark.parametrize(
    ("debets", "credit", "bekend", "ingediend", "toegekend", "codes"),
    [
        ((30_000, 24_000), 12_000, geld(2, credit=12_000), (42_000, "D"), (18_000, "D"), ("0200",)),
        ((5_000,), 12_000, geld(1, credit=12_000), (7_000, "C"), (12_000, "C"), ("0200",)),
        ((5_000,), 12_000, geld(credit=12_001), (7_000, "C"), (5_000, "D"), ("0200",)),
        ((5_000,), 5_000, geld(credit=5_000), (0, "D"), (0, "D"), ("8001",)),
    ],
)
def test_totalen(
    debets: tuple[int, ...],
    credit: int,
    bekend: Stand,
    ingediend: tuple[int, str],
    toegekend: tuple[int, str],
    codes: tuple[str, ...],
) -> None:
    prestaties = [euros(f"R{nummer}", nummer, centen) for nummer, centen in enumerate(debets, 1)]
    bericht = d.bericht(d.client(*prestaties, euros("C1", 3, credit, vorig="E0")))
    uit = inhoud(beantwoord(bericht, bekend))
    assert uit.totaal_ingediend_bedrag == totaal(*ingediend)
    assert uit.totaal_toegekend_bedrag == totaal(*toegekend)
    assert uit.retour_codes == codes


def test_alles_goed_geeft_8001_zonder_clienten() -> None:
    terug = beantwoord(d.bericht(), stand())
    assert terug.header.retour_codes == ("0200",)
    assert inhoud(terug) == jw325.DeclaratieAntwoord(
        declaratie_nummer="D1",
        totaal_ingediend_bedrag=totaal(57281, "D"),
        totaal_toegekend_bedrag=totaal(57281, "D"),
        clienten=(),
        retour_codes=("8001",),
    )


def test_de_kop_draait_om_en_noemt_de_declaratie() -> None:
    kop = beantwoord(d.bericht(), stand()).header
    assert (kop.afzender, kop.ontvanger) == (d.GEMEENTE, d.AANBIEDER)
    assert kop.bericht_identificatie == basis.BerichtIdentificatie(
        identificatie="A1", dagtekening=date(2026, 6, 9)
    )
    assert kop.declaratie_identificatie == d.kop().bericht_identificatie
    assert (kop.xsd_versie, kop.xsd_versie_declaratie) == (KENMERK.xsd_versie, d.XSD)
    assert kop.xslt_versie is None


def test_een_afgewezen_prestatie_gaat_ongewijzigd_terug_met_alle_codes() -> None:
    fout = d.prestatie("R2", product_tarief=97, bedrag=1)
    uit = inhoud(beantwoord(d.bericht(d.client(d.prestatie("R1"), fout)), stand()))
    (client,) = uit.clienten
    (prestatie,) = client.prestaties
    assert (client.bsn, client.retour_codes) == (d.BSN, ("0200",))
    assert {veld.name: getattr(prestatie, veld.name) for veld in fields(jw323.Prestatie)} == {
        veld.name: getattr(fout, veld.name) for veld in fields(jw323.Prestatie)
    }
    assert prestatie.retour_codes == ("9389", "0611", "9346")
    assert uit.retour_codes == ("0200",)


def test_alleen_clienten_met_een_afwijzing_in_de_volgorde_van_het_bericht() -> None:
    bsns = [proef_bsn(n) for n in range(4)]
    bekend = replace(
        stand(),
        clienten={bsn: n for n, bsn in enumerate(bsns) if n != 1},
        toewijzing_client={1001: 2},
    )
    bericht = d.bericht(
        d.client(d.prestatie("R0"), d.prestatie("R1", toewijzing_nummer=9), bsn=bsns[0]),
        d.client(d.prestatie("R2"), d.prestatie("R3"), bsn=bsns[1]),
        d.client(d.prestatie("R4"), bsn=bsns[2]),
        d.client(d.prestatie("R5"), bsn=bsns[3]),
    )
    uit = inhoud(beantwoord(bericht, bekend))
    assert [
        (
            c.bsn,
            c.retour_codes,
            [(p.product_referentie.referentie_nummer, p.retour_codes) for p in c.prestaties],
        )
        for c in uit.clienten
    ] == [
        (bsns[0], ("0200",), [("R0", ("9338",)), ("R1", ("9338",))]),
        (bsns[1], ("8187",), [("R2", ("0233",)), ("R3", ("0233",))]),
        (bsns[3], ("0200",), [("R5", ("9338",))]),
    ]
    assert uit.totaal_toegekend_bedrag == totaal(57281, "D")


def test_alles_afgewezen_is_nul_debet() -> None:
    uit = inhoud(beantwoord(d.bericht(), stand(toewijzingen={})))
    assert uit.totaal_toegekend_bedrag == totaal(0, "D")
    assert uit.retour_codes == ("0200",)
    assert len(uit.clienten) == 1


def test_een_afgekeurde_declaratie_heeft_geen_clienten_en_nul_toegekend() -> None:
    terug = beantwoord(d.bericht(), stand(declaratie_nummer_gebruikt=True))
    uit = inhoud(terug)
    assert terug.header.retour_codes == ("0200",)
    assert (uit.retour_codes, uit.clienten) == (("9333",), ())
    assert uit.totaal_ingediend_bedrag == totaal(57281, "D")
    assert uit.totaal_toegekend_bedrag == totaal(0, "D")


def test_een_afgekeurde_kop_is_het_hele_antwoord() -> None:
    terug = beantwoord(d.bericht(), stand(identificatie_gebruikt=True))
    assert (terug.header.retour_codes, terug.declaratie_antwoord) == (("9056",), None)


@pytest.mark.parametrize("xslt", [None, "1.2.3"])
def test_een_technische_afkeur_is_een_kop_met_0001(xslt: str | None) -> None:
    terug = technische_afkeur(d.kop(), replace(KENMERK, xslt_versie=xslt))
    assert (terug.header.retour_codes, terug.header.xslt_versie) == (("0001",), xslt)
    assert terug.declaratie_antwoord is None


@pytest.mark.parametrize(
    "bekend", [stand(), stand(toewijzingen={}), stand(clienten={}), stand(identificatie_gebruikt=True)]
)
def test_wat_wij_schrijven_lezen_wij_terug(bekend: Stand) -> None:
    terug = beantwoord(d.bericht(), bekend)
    assert codec.lees(codec.schrijf(terug, jw325.SOORT)) == terug
